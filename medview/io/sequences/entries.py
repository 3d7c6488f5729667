"""Entries of data banks (GenBank, EMBL, IMGT, Swiss-Prot, UniProt's XML): found by their first lines, read one by one.

A file of moderate size is read whole when it is opened, so that all that is wrong with it is told. Of a larger one the
places of its entries are found, the first of them are read, and each other one, by Biopython, when it is asked for.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
from Bio.SeqRecord import SeqRecord

from medview.core.alphabet import Alphabet
from medview.core.errors import ReadError
from medview.core.sequence import LISTED, Feature, Refused, SequenceFile, SequenceFormat, SequenceRecord
from medview.core.text import tr
from medview.io.sequences.content import Content
from medview.io.sequences.held import alphabet_of
from medview.io.sequences.ids import alike, repeated, words
from medview.io.sequences.parsing import Text, annotations_of, features_of, parse_records, parsed
from medview.io.sequences.reader import Codes, Sequences
from medview.io.sequences.source import Refusals, Source, nothing_left, whole_lines
from medview.io.sequences.spelling import ODD, classes, common, wrong_letter

EAGER = 16 << 20
"""Files of at most so many bytes are read whole when they are opened, and so much of larger ones: about a second."""

LARGEST = 1 << 30
"""Bytes of an entry: the largest chromosome takes some 330 MB."""

_KEPT = 8
_BIOPYTHON = {"genbank": "genbank", "embl": "embl", "imgt": "imgt", "swissprot": "swiss", "uniprot-xml": "uniprot-xml"}


@dataclass(frozen=True)
class _Kind:
    """How entries are told from what is between them.

    Args:
        begin: What a line begins with that begins an entry.
        length: Finds the length an entry states in its first line.
    """

    begin: bytes
    length: re.Pattern[bytes]


_TAG = b"<entry"
_ID = _Kind(b"ID   ", re.compile(rb"(\d+) +(BP|AA|SQ)\b"))
_KINDS: dict[SequenceFormat, _Kind] = {
    "genbank": _Kind(b"LOCUS ", re.compile(rb" (\d+) +(bp|aa|rc)\b")),
    "embl": _ID,
    "imgt": _ID,
    "swissprot": _ID,
    "uniprot-xml": _Kind(_TAG, re.compile(rb"(?!)")),
}


@dataclass(frozen=True)
class Place:
    """Where an entry lies.

    Args:
        start: Offset of its first byte.
        end: Offset behind its last byte.
        line: Its first line, counted from 1.
        number: Which entry of the file it is, counted from 1.
        stated: The length its first line states; 0 where it does not.
        protein: That length counts amino acids.
    """

    start: int
    end: int
    line: int
    number: int
    stated: int
    protein: bool


def open_entries(source: Source) -> Sequences:
    """Open a file of entries.

    Raises:
        ReadError: None of its entries can be used.
    """
    prefix, places = _found(source)
    return EntrySequences(source, prefix, places)


def _found(source: Source) -> tuple[bytes, list[Place]]:
    """What lies before the first entry, and where entries lie."""
    kind = _KINDS[source.format]
    starts, lines = _starts(source, kind.begin)
    ends = [*starts[1:], source.content.size][: len(starts)]
    places = [
        Place(start, end, line, number, *_stated(source.content, start, end, kind))
        for number, (start, end, line) in enumerate(zip(starts, ends, lines, strict=True), start=1)
    ]
    before = source.content.read(source.start, starts[0]) if starts and source.format == "uniprot-xml" else b""
    if b"<!DOCTYPE" in before or b"<!ENTITY" in before:
        raise ReadError(tr("{name} declares entities of its own, which are not read.").format(name=source.shown))
    return before, places


def _starts(source: Source, begin: bytes) -> tuple[list[int], list[int]]:
    """Offsets and lines of all entries."""
    end = bytes([source.end_of_line])
    starts: list[int] = []
    lines: list[int] = []
    for offset, line, body in whole_lines(source):
        counted = 0
        for place in _in(body, begin, end):
            line += body.count(end, counted, place)
            counted = place
            starts.append(offset + place)
            lines.append(line)
    return starts, lines


def _in(body: bytes, begin: bytes, end: bytes) -> list[int]:
    """Where lines begin so; blanks may come before the tag of an XML entry."""
    if begin == _TAG:
        return [found.start() for found in re.finditer(_TAG + rb"[\s>]", body)]
    found = [0] if body.startswith(begin) else []
    at = body.find(end + begin)
    while at >= 0:
        found.append(at + 1)
        at = body.find(end + begin, at + 1)
    return found


def _stated(content: Content, start: int, end: int, kind: _Kind) -> tuple[int, bool]:
    """The length an entry states in its first line, and whether that counts amino acids."""
    try:
        first = content.read(start, min(end, start + 256)).split(b"\n", 1)[0]
    except ReadError:
        return 0, False
    found = kind.length.search(first)
    return (int(found[1]), found[2].upper() == b"AA") if found else (0, kind.begin == _TAG)


@dataclass(frozen=True, eq=False)
class _Entry:
    """An entry that was read.

    Args:
        record: What is known of it.
        letters: Its letters; none where they are not in the file.
        features: What it says of its places.
        annotations: What it says of itself.
    """

    record: SequenceRecord
    letters: bytes
    features: tuple[Feature, ...]
    annotations: tuple[tuple[str, str], ...]


class EntrySequences(Sequences):
    """An open file of entries.

    Args:
        source: The file.
        prefix: What an entry of XML needs before it.
        places: Where entries lie.
    """

    def __init__(self, source: Source, prefix: bytes, places: list[Place]) -> None:
        self._source, self._prefix, self._places = source, prefix, places
        self._entry = lru_cache(maxsize=_KEPT)(self._read)
        refusals = Refusals()
        most = len(places) if source.content.size <= EAGER else LISTED
        records = tuple(self._checked(refusals, most))
        if not records:
            raise nothing_left(source.shown, refusals.first)
        self._known = records
        super().__init__(self._file(records, refusals))

    def _checked(self, refusals: Refusals, most: int) -> Iterator[SequenceRecord]:
        """Records of the first entries; of those that cannot be used, only the places of the others stay."""
        kept: list[Place] = []
        done = 0
        for done, place in enumerate(self._places[:most], start=1):
            self._source.checkpoint(done / most, tr("Reading records"))
            try:
                record = self._read_at(place, len(kept)).record
            except ReadError as error:
                refusals.add(Refused(place.number, self._name(place), place.line, error.message))
                continue
            kept.append(place)
            yield record
            if place.end - self._places[0].start > EAGER:
                break
        self._places = [*kept, *self._places[done:]]

    def _file(self, records: tuple[SequenceRecord, ...], refusals: Refusals) -> SequenceFile:
        source, count = self._source, len(self._places)
        lengths = sum(0 if one.absent else one.length for one in records)
        further = sum(place.stated for place in self._places[len(records) :])
        told = (note for one in records for note in (*one.notes, one.absent) if note)
        notes = [*source.notes, *dict.fromkeys(told)]
        if count > len(records):
            notes.append(tr("Its records are checked when they are opened; lengths are those it states."))
        hashes = np.array([hash(one.id) for one in records], np.int64)
        numbers = np.array([place.number for place in self._places[: len(records)]], np.int64)
        return SequenceFile(
            source.path,
            source.format,
            source.fingerprint.result(),
            count,
            lengths + further,
            records[:LISTED],
            common(record.alphabet for record in records),
            notes=(*notes, *repeated(alike(hashes), numbers, lambda place: records[place].id)),
            refused=tuple(refusals.first),
            refused_count=refusals.count,
        )

    def _name(self, place: Place) -> str:
        """The second word of an entry's first line."""
        try:
            head = words(self._source.content.read(place.start, min(place.end, place.start + 256)))
        except ReadError:
            return ""
        found = head.split("\n", 1)[0].split()
        return found[1].rstrip(";") if len(found) > 1 and self._source.format != "uniprot-xml" else ""

    def _record(self, index: int) -> SequenceRecord:
        return self._known[index] if index < len(self._known) else self._entry(index).record

    def _codes(self, record: int, start: int, end: int) -> Codes:
        return np.frombuffer(self._entry(record).letters[start:end], np.uint8)

    def features(self, record: int) -> tuple[Feature, ...]:
        """What the file says of places in a record, in its order.

        Raises:
            ReadError: There is no such record, or it cannot be read.
        """
        self._check(record)
        return self._entry(record).features

    def annotations(self, record: int) -> tuple[tuple[str, str], ...]:
        """(name, value) of what the file says of a whole record.

        Raises:
            ReadError: There is no such record, or it cannot be read.
        """
        self._check(record)
        return self._entry(record).annotations

    def as_read(self, record: int) -> SeqRecord:
        """A record with all its file says of it, as Biopython reads it: to be written again with more.

        Raises:
            ReadError: There is no such record, or it cannot be read.
        """
        self._check(record)
        place = self._places[record]
        raw = self._source.content.read(place.start, place.end)
        return parsed(lambda: self._parse(raw))[0]

    def _read(self, index: int) -> _Entry:
        return self._read_at(self._places[index], index)

    def _read_at(self, place: Place, index: int) -> _Entry:
        """
        Raises:
            ReadError: The entry cannot be read.
        """
        content = self._source.content
        if content.fault and place.end == content.size:
            raise ReadError(tr("The file ends within it: {why}").format(why=content.fault))
        if place.end - place.start > LARGEST:
            raise ReadError(tr("It has more than {size} MB.").format(size=LARGEST >> 20))
        raw = content.read(place.start, place.end)
        entry, notes = parsed(lambda: self._entry_of(raw, place, index))
        return replace(entry, record=replace(entry.record, notes=notes))

    def _entry_of(self, raw: bytes, place: Place, index: int) -> _Entry:
        found = self._parse(raw)
        letters, absent = _letters(found)
        if letters and len(letters) < place.stated and b"\n//" not in raw:
            raise ReadError(
                tr("The file ends within it: it has {count} of {stated} letters.").format(
                    count=len(letters), stated=place.stated
                )
            )
        record = SequenceRecord(
            index,
            found.id or "?",
            found.name or found.id or "?",
            found.description if found.description != "<unknown description>" else "",
            Alphabet.PROTEIN if place.protein else _alphabet(found, letters),
            len(found),
            str(found.annotations.get("topology", "")) == "circular",
            place.start,
            place.line,
            absent,
        )
        return _Entry(record, letters, features_of(found), annotations_of(found))

    def _parse(self, raw: bytes) -> SeqRecord:
        known = _BIOPYTHON[self._source.format]
        if known == "uniprot-xml":
            whole = self._prefix + raw[: raw.rfind(b"</entry>") + len(b"</entry>")] + b"</uniprot>"
            return next(parse_records(io.BytesIO(whole), known))
        return next(parse_records(Text(words(raw)), known))

    def close(self) -> None:
        """Let go of the file and the entries that were read."""
        self._entry.cache_clear()
        self._source.content.close()


def _letters(found: SeqRecord) -> tuple[bytes, str]:
    """Letters of a record, or why the file has none.

    Raises:
        ReadError: Some are none.
    """
    if found.seq is None or (len(found.seq) and not found.seq.defined):
        contig = str(found.annotations.get("contig", ""))
        if contig:
            return b"", tr("The file has no letters of it: it is put together from other records.")
        return b"", tr("The file has no letters of it.")
    letters = bytes(found.seq)
    odd = classes(letters) & ODD
    if odd.any():
        raise ReadError(wrong_letter(chr(letters[int(odd.argmax())]), None))
    return letters, ""


def _alphabet(found: SeqRecord, letters: bytes) -> Alphabet | None:
    """As the entry says; of nucleic acids, as their letters are: data banks write RNA with T."""
    said = str(found.annotations.get("molecule_type", ""))
    if "protein" in said.lower():
        return Alphabet.PROTEIN
    spelt = alphabet_of(letters)
    if spelt is None and said:
        return Alphabet.RNA if "RNA" in said.upper() else Alphabet.DNA
    return spelt
