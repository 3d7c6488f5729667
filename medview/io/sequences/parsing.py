"""What Biopython read, as core values; and whatever it raises on damaged text, told as one kind of error."""

from __future__ import annotations

import io
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any, TypeVar, cast

from Bio import AlignIO, SeqIO
from Bio.Align import MultipleSeqAlignment
from Bio.SeqFeature import AfterPosition, BeforePosition, Reference, SeqFeature, SimpleLocation, UnknownPosition
from Bio.SeqRecord import SeqRecord

from medview.core.errors import MedViewError, ReadError
from medview.core.sequence import Feature, Part
from medview.core.text import tr

AlignedParser = Callable[[io.StringIO, str], Iterator[MultipleSeqAlignment]]
RecordParser = Callable[[IO[Any], str], Iterator[SeqRecord]]
parse_alignments = cast("AlignedParser", AlignIO.parse)
"""Biopython's parsers, which say nothing of the types they take."""
parse_records = cast("RecordParser", SeqIO.parse)

_LONGEST = 200
_BEYOND = 1000
_Result = TypeVar("_Result")


class Text(io.StringIO):
    """A text that a parser may not go on reading for ever behind its end, as some do where lines are missing.

    Args:
        text: The text; its lines may end in any way.
    """

    def __init__(self, text: str) -> None:
        super().__init__(text, newline=None)
        self._beyond = 0

    def readline(self, size: int | None = -1, /) -> str:  # type: ignore[override]
        """The next line.

        Raises:
            EOFError: The end was met too often.
        """
        line = super().readline(-1 if size is None else size)
        self._beyond += not line
        if self._beyond > _BEYOND:
            raise EOFError(tr("It ends where more is expected."))
        return line


def parsed(parse: Callable[[], _Result]) -> tuple[_Result, tuple[str, ...]]:
    """What a parser gives, and what it warned of.

    Raises:
        ReadError: Whatever it raised.
    """
    with warnings.catch_warnings(record=True) as caught, _telling():
        warnings.simplefilter("always")
        result = parse()
    return result, tuple(dict.fromkeys(_sentence(str(one.message)) for one in caught))


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except MedViewError:
        raise
    except StopIteration as error:
        raise ReadError(tr("It holds no record.")) from error
    except Exception as error:  # a parser of many formats raises many things on damaged text
        why = _sentence(str(error)) or f"{type(error).__name__}."
        raise ReadError(tr("It cannot be read: {why}").format(why=why)) from error


def _sentence(text: str) -> str:
    shown = "".join(sign if sign.isprintable() else " " for sign in text)
    joined = " ".join(shown.split())[:_LONGEST].rstrip(".:")
    return f"{joined}." if joined else ""


def features_of(record: SeqRecord) -> tuple[Feature, ...]:
    """What a record says of its places."""
    return tuple(_feature(feature) for feature in record.features)


def _feature(feature: SeqFeature) -> Feature:
    location: Any = feature.location
    parts = () if location is None else tuple(_part(part) for part in location.parts)
    qualifiers = tuple((str(name), _values(value)) for name, value in (feature.qualifiers or {}).items())
    return Feature(feature.type, parts, qualifiers, getattr(location, "operator", "") == "order")


def _part(part: SimpleLocation) -> Part:
    start, end = _number(part.start), _number(part.end)
    begin = start if start is not None else end or 0
    behind = end if end is not None else begin
    return Part(
        max(begin, 0),
        max(behind, begin, 0),
        part.strand or 0,
        start is None or isinstance(part.start, BeforePosition),
        end is None or isinstance(part.end, AfterPosition),
        part.ref or "",
    )


def _number(position: Any) -> int | None:
    return None if isinstance(position, UnknownPosition) else int(position)


def _values(value: Any) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list | tuple) else (str(value),)


def annotations_of(record: SeqRecord) -> tuple[tuple[str, str], ...]:
    """What a record says of itself as a whole; lists are given value by value."""
    found = [(name, text) for name, value in record.annotations.items() for text in _texts(value)]
    return (*found, *(("dbxref", one) for one in record.dbxrefs))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, Reference):
        yield _reference(value)
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield from (f"{name}: {text}" for text in _texts(inner))
    elif isinstance(value, list | tuple | set):
        for inner in value:
            yield from _texts(inner)
    elif value is not None and (text := " ".join(str(value).split())):
        yield text


def _reference(value: Reference) -> str:
    """A publication in one line."""
    identifier = f"PubMed {value.pubmed_id}" if value.pubmed_id else ""
    parts = (value.authors or value.consrtm, value.title, value.journal, identifier, value.comment)
    return ". ".join(" ".join(str(part).split()).rstrip(".") for part in parts if part)
