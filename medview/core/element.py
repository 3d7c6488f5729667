"""A line of the tag browser: what is told of one element of a file."""

from __future__ import annotations

from dataclasses import dataclass

HEX_BYTES = 1_024
"""Bytes of a value that are shown as hexadecimal numbers."""


@dataclass(slots=True)
class Element:
    """One element of a DICOM file, or one field of another file's header.

    Args:
        tag: ``"(0010,0010)"``, ``"Item 3"``, or the name of a header field.
        name: What the dictionary calls it; empty when it is unknown.
        keyword: Its keyword.
        vr: Value representation, or the type of a header field.
        length: Bytes of its value; -1 for undefined length, None where there is no such thing.
        offset: Where its value begins in the file (in the inflated data set, where that is deflated), or None.
        value: Its value, shortened.
        full: All of it, or as much as can be copied; empty when ``value`` is all of it.
        hex: The first ``HEX_BYTES`` of a binary or undecodable value.
        creator: Private creator of a private element.
        note: What is odd about it.
    """

    tag: str
    name: str = ""
    keyword: str = ""
    vr: str = ""
    length: int | None = None
    offset: int | None = None
    value: str = ""
    full: str = ""
    hex: str = ""
    creator: str = ""
    note: str = ""
