"""Text in the character set its file states (PS3.5 6.1), or in the one it is most probably written in.

Code extensions are followed wherever there is an escape sequence, also where the file forgot to declare them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from pydicom.charset import convert_encodings
from pydicom.dataelem import RawDataElement
from pydicom.dataset import Dataset

from medview.core.text import tr

_ASCII = "ascii"
_LATIN = "latin_1"
_UTF8 = "utf_8"
_CHINESE = "gb18030"

_BY_REGISTRATION = {
    6: _ASCII, 13: "shift_jis", 58: "gb2312", 87: _ASCII, 100: _LATIN, 101: "iso8859_2", 109: "iso8859_3",
    110: "iso8859_4", 126: "iso8859_7", 127: "iso8859_6", 138: "iso8859_8", 144: "iso8859_5", 148: "iso8859_9",
    149: "euc_kr", 159: _ASCII, 166: "tis_620", 192: _UTF8, 203: "iso8859_15",
}  # fmt: skip
"""What high bytes mean before any escape sequence, by ISO registration number (PS3.3 C.12.1.1.2)."""

_BY_NAME = {"GB18030": _CHINESE, "GBK": "gbk", "ISO 2022 GBK": "gbk", "ISO 2022 58": "gb2312", "UTF-8": _UTF8,
            "UTF8": _UTF8}  # fmt: skip
_REGISTRATION = re.compile(r"ISO[ _-]*(?:2022)?[ _-]*IR[ _-]*(\d+)")
"""Also as it is often misspelt (``ISO-IR 100``)."""

_HIGH_SETS = {
    b"\x1b)I": "shift_jis", b"\x1b-A": _LATIN, b"\x1b-B": "iso8859_2", b"\x1b-C": "iso8859_3", b"\x1b-D": "iso8859_4",
    b"\x1b-F": "iso8859_7", b"\x1b-G": "iso8859_6", b"\x1b-H": "iso8859_8", b"\x1b-L": "iso8859_5",
    b"\x1b-M": "iso8859_9", b"\x1b-T": "tis_620", b"\x1b-b": "iso8859_15", b"\x1b$)C": "euc_kr", b"\x1b$)A": "gb2312",
}  # fmt: skip
"""Escape sequences that say what high bytes mean (PS3.3 table C.12-3 and C.12-4)."""
_LOW_PAIRS = (b"\x1b$B", b"\x1b$@", b"\x1b$(D")
"""Escape sequences after which pairs of low bytes are Japanese characters."""
_LOW_SINGLES = (b"\x1b(B", b"\x1b(J")
_ESCAPES = re.compile(b"(" + b"|".join(map(re.escape, (*_HIGH_SETS, *_LOW_PAIRS, *_LOW_SINGLES))) + b")")
_PERSON_ENDS = re.compile(rb"([\^=\\\r\n\t\f])")
_TEXT_ENDS = re.compile(rb"([\\\r\n\t\f])")
"""What ends the effect of escape sequences (PS3.5 6.1.2.5.3)."""

_LATIN_SETS = frozenset([_ASCII, _LATIN, "iso8859_2", "iso8859_3", "iso8859_4", "iso8859_9", "iso8859_15"])
"""Sets in which no word consists of high bytes alone, so that such words are something else."""
_WORDS = re.compile(rb"[A-Za-z\x80-\xff]+")
_HANZI_PAIRS = re.compile(rb"(?:[\xb0-\xf7][\xa1-\xfe])+")
_KANA = re.compile("[\u3041-\u30ff]")

_TERMS = {_UTF8: "ISO_IR 192", _CHINESE: "GB18030", _LATIN: "ISO_IR 100"}
_SHOWN = {_UTF8: "UTF-8", _CHINESE: "GB18030", _LATIN: "ISO_IR 100", "shift_jis": "Shift JIS"}


@dataclass(frozen=True, slots=True)
class Text:
    """A decoded value.

    Args:
        value: What it says.
        note: How its character set was guessed, for the reader; empty when it was as stated.
        assumed: What it was read as then, for pydicom.
    """

    value: str
    note: str = ""
    assumed: str = ""


@lru_cache(maxsize=4096)
def decode(raw: bytes, stated: bytes, person: bool = False) -> Text:
    """Decode a value that is not plain ASCII.

    Args:
        raw: The value, as stored.
        stated: Specific Character Set, as stored.
        person: It is a person's name, of which every component begins anew.
    """
    first = stated.decode("ascii", "replace").split("\\")[0].strip(" \0")
    encoding = _encoding(first)
    guessed = _suspected(raw, encoding)
    if guessed:
        return _as(raw, first, guessed)
    ends = _PERSON_ENDS if person else _TEXT_ENDS
    for reset in (ends, None):  # some writers state an extension once for all components
        try:
            return Text(_extended(raw, encoding or _ASCII, reset))
        except UnicodeDecodeError:
            continue
    return _guessed(raw, first)


MENDED = ("PatientName", "InstitutionName", "StudyDescription", "SeriesDescription", "ContentDescription")
"""Attributes whose text shows whether the stated character set can be right."""


def mend(dataset: Dataset) -> tuple[str, ...]:
    """Let pydicom read a data set's text as ``decode`` does: its stated character set is replaced where it is wrong.

    Args:
        dataset: Just read; text that was asked for already stays as it was.

    Returns:
        What to tell the reader.
    """
    stated = dataset.get("SpecificCharacterSet") or ""
    terms = stated if isinstance(stated, str) else "\\".join(stated)
    for keyword in MENDED:
        element: object = dataset.get_item(keyword) if keyword in dataset else None
        if not isinstance(element, RawDataElement) or not element.value or element.value.isascii():
            continue
        text = decode(element.value, terms.encode(), keyword == "PatientName")
        if text.assumed:
            implicit, little = dataset.original_encoding
            dataset.SpecificCharacterSet = text.assumed
            dataset.set_original_encoding(implicit, little, convert_encodings(text.assumed))
            return (text.note,)
    return ()


def _encoding(term: str) -> str:
    """Python's name of a defined term; empty for one it does not know."""
    if not term:
        return _ASCII
    registration = _REGISTRATION.fullmatch(term.upper())
    if registration:
        return _BY_REGISTRATION.get(int(registration[1]), "")
    return _BY_NAME.get(term.upper(), "")


def _extended(raw: bytes, encoding: str, ends: re.Pattern[bytes] | None) -> str:
    """Decode with code extensions; ``ends`` are the delimiters after which the first set holds again."""
    text, high, pairs = [], encoding, b""
    for piece in _ESCAPES.split(raw):
        if piece in _HIGH_SETS:
            high = _HIGH_SETS[piece]
        elif piece in _LOW_PAIRS:
            pairs = piece
        elif piece in _LOW_SINGLES:
            pairs = b""
        elif pairs:
            text.append((pairs + piece).decode("iso2022_jp_2"))
        else:
            for part in ends.split(piece) if ends else (piece,):
                high = encoding if ends and ends.fullmatch(part) else high
                text.append(part.decode(high))
    return "".join(text)


def _suspected(raw: bytes, encoding: str) -> str:
    """The encoding of text that cannot well be in the Latin alphabet it claims; empty when it may be."""
    if encoding not in _LATIN_SETS or b"\x1b" in raw:
        return ""
    if _is(raw, _UTF8):
        return _UTF8
    return _CHINESE if _looks_chinese(raw) else ""


def _looks_chinese(raw: bytes) -> bool:
    """Whether there are two Chinese characters or more, and no word mixes high bytes and letters."""
    words = [word for word in _WORDS.findall(raw) if not word.isascii()]
    return sum(map(len, words)) >= 4 and all(_HANZI_PAIRS.fullmatch(word) for word in words)


def _guessed(raw: bytes, stated: str) -> Text:
    """Decode what is not in the stated set."""
    if _is(raw, _UTF8):
        found = _UTF8
    elif _is(raw, "shift_jis") and _KANA.search(raw.decode("shift_jis")):
        found = "shift_jis"
    elif _is(raw, _CHINESE) and _looks_chinese(raw):
        found = _CHINESE
    else:
        found = _LATIN
    return _as(raw, stated, found)


def _as(raw: bytes, stated: str, found: str) -> Text:
    return Text(raw.decode(found), _note(stated, found), _TERMS.get(found, found))


def _is(raw: bytes, encoding: str) -> bool:
    try:
        raw.decode(encoding)
    except UnicodeDecodeError:
        return False
    return True


def _note(stated: str, assumed: str) -> str:
    if not stated:
        return tr("Text has letters beyond ASCII and no character set is stated; read as {assumed}.").format(
            assumed=_SHOWN[assumed]
        )
    return tr("Text is not in the stated character set ({stated}); read as {assumed}.").format(
        stated=stated[:32], assumed=_SHOWN[assumed]
    )
