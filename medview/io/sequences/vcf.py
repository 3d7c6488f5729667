"""VCF: variants, each replacing letters of a reference; its records are the sequences the variants lie in.

The letters of the reference come from a FASTA file beside it, or from one that was named; without one, places and
variants are known all the same.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from urllib.parse import unquote

import numpy as np

from medview.core.alphabet import Alphabet
from medview.core.errors import ReadError
from medview.core.sequence import LISTED, Feature, Refused, SequenceFile, SequenceRecord, Variant
from medview.core.text import tr
from medview.io.sequences.ids import words
from medview.io.sequences.reader import Codes, Sequences
from medview.io.sequences.source import Refusals, Source, nothing_left, whole_lines

_COLUMNS = 8
_LETTERS = re.compile(rb"[ACGTURYSWKMBDHVNacgturyswkmbdhvn]+")
_END = re.compile(rb"(?:^|;)END=(\d+)(?:;|$)")
_CONTIG = re.compile(rb"##contig=<(?:.*,)?ID=([^,>]+)")
_LENGTH = re.compile(rb"[<,]length=(\d+)")
_REFERENCE = re.compile(rb"##reference=(?:file://)?(\S+)")
_BESIDE = (".fa", ".fasta", ".fna", ".fa.gz", ".fasta.gz", ".fna.gz")
_COMPARED = 1000
_FARTHEST = 1 << 40


@dataclass
class _Contig:
    """A sequence variants lie in.

    Args:
        name: Its name.
        length: As the header states it; 0 where it does not.
        offsets: Where its lines begin.
        lines: Which lines these are.
        starts: First letters its variants replace.
        ends: Behind the last.
    """

    name: bytes
    length: int = 0
    offsets: array[int] = field(default_factory=lambda: array("q"))
    lines: array[int] = field(default_factory=lambda: array("q"))
    starts: array[int] = field(default_factory=lambda: array("q"))
    ends: array[int] = field(default_factory=lambda: array("q"))

    @property
    def reach(self) -> int:
        """Its length, or where its last variant ends."""
        return max(self.length, max(self.ends, default=0))


@dataclass
class _Found:
    """What a pass over a file found.

    Args:
        contigs: By name.
        samples: Names of the samples.
        reference: What the header calls the reference.
        refusals: Lines that are no variants.
        last: Offset of the last line.
    """

    contigs: dict[bytes, _Contig] = field(default_factory=dict)
    samples: tuple[str, ...] = ()
    reference: str = ""
    refusals: Refusals = field(default_factory=Refusals)
    last: int = 0


def open_vcf(source: Source) -> Sequences:
    """Open a file of variants.

    Raises:
        ReadError: It has neither variants nor sequences they could lie in.
    """
    found = _Found()
    for offset, number, body in whole_lines(source):
        for line in body.splitlines(keepends=True):
            _take(found, line, offset, number)
            offset += len(line)
            number += 1
    if source.content.fault:
        _drop_last(found, source.content.fault)
    if not found.contigs:
        raise nothing_left(source.shown, found.refusals.first)
    return VariantSequences(source, found, _reference(source, found))


def _take(found: _Found, line: bytes, offset: int, number: int) -> None:
    text = line.rstrip(b"\r\n")
    if text.startswith(b"##"):
        _header(found, text)
    elif text.startswith(b"#"):
        found.samples = tuple(words(one) for one in text.split(b"\t")[_COLUMNS + 1 :])
    elif text:
        _variant_line(found, text, offset, number)


def _header(found: _Found, text: bytes) -> None:
    contig, reference = _CONTIG.match(text), _REFERENCE.match(text)
    if contig:
        length = _LENGTH.search(text)
        found.contigs.setdefault(contig[1], _Contig(contig[1], min(int(length[1]), _FARTHEST) if length else 0))
    elif reference:
        found.reference = words(reference[1])


def _variant_line(found: _Found, text: bytes, offset: int, number: int) -> None:
    columns = text.split(b"\t", _COLUMNS)
    reason = _why_no_variant(columns, len(found.samples))
    if reason:
        found.refusals.add(Refused(0, "", number, reason))
        return
    name, position, _, reference, alternatives, *_ = columns
    contig = found.contigs.setdefault(name, _Contig(name))
    start = max(int(position) - 1, 0)
    end = start + len(reference)
    said = _END.search(columns[7]) if b"<" in alternatives else None
    contig.offsets.append(offset)
    contig.lines.append(number)
    contig.starts.append(start)
    contig.ends.append(min(max(end, int(said[1])), _FARTHEST) if said else end)
    found.last = offset


def _why_no_variant(columns: list[bytes], samples: int) -> str:
    if len(columns) < _COLUMNS:
        return tr("It has {count} columns; a variant has at least {least}.").format(count=len(columns), least=_COLUMNS)
    if not columns[1].isdigit() or int(columns[1]) > _FARTHEST:
        return tr("Its position “{text}” is not a number.").format(text=words(columns[1])[:40])
    if not _LETTERS.fullmatch(columns[3]):
        return tr("Its reference “{text}” does not consist of letters.").format(text=words(columns[3])[:40])
    if samples and (len(columns) <= _COLUMNS or columns[_COLUMNS].count(b"\t") != samples):
        return tr("It does not have one column for each of the {count} samples.").format(count=samples)
    return ""


def _drop_last(found: _Found, fault: str) -> None:
    """The last line of a file that was cut off may lack its end."""
    for contig in found.contigs.values():
        if contig.offsets and contig.offsets[-1] == found.last:
            line = contig.lines[-1]
            for column in (contig.offsets, contig.lines, contig.starts, contig.ends):
                column.pop()
            found.refusals.add(Refused(0, "", line, tr("The file ends within it: {why}").format(why=fault)))
            return


def _reference(source: Source, found: _Found) -> Sequences | None:
    """The FASTA file that was named, or one beside the variants that is called like them or like the header says."""
    from medview.io.sequences.opening import open_sequences

    folder, name = Path(source.path).parent, Path(source.path).name.lower()
    stem = Path(source.path).name[: name.rfind(".vcf")] if ".vcf" in name else Path(source.path).stem
    beside = [folder / f"{stem}{suffix}" for suffix in _BESIDE]
    if found.reference:
        beside.append(folder / Path(unquote(found.reference)).name)
    if source.reference:
        return open_sequences(source.reference, source.folder, source.checkpoint, source.index)
    for path in filter(Path.is_file, beside):
        with suppress(ReadError):  # what only lies beside it need not be its reference
            return open_sequences(str(path), source.folder, source.checkpoint, source.index)
    return None


class VariantSequences(Sequences):
    """An open file of variants.

    Args:
        source: The file.
        found: What it holds.
        reference: The open reference, or None.
    """

    def __init__(self, source: Source, found: _Found, reference: Sequences | None) -> None:
        self._source, self._samples, self._reference = source, found.samples, reference
        self._contigs = list(found.contigs.values())
        places = {} if reference is None else {reference.record(at).id: at for at in range(len(reference))}
        self._places = [places.get(words(contig.name), -1) for contig in self._contigs]
        self._tables = [np.array([one.starts, one.ends, one.offsets, one.lines], np.int64) for one in self._contigs]
        known = tuple(map(self._record_of, range(len(self._contigs))))
        self._known = known
        super().__init__(
            SequenceFile(
                source.path,
                "vcf",
                source.fingerprint.result(),
                len(known),
                sum(0 if one.absent else one.length for one in known),
                known[:LISTED],
                Alphabet.DNA,
                variants=sum(len(one.starts) for one in self._contigs),
                samples=found.samples,
                notes=source.notes,
                refused=tuple(found.refusals.first),
                refused_count=found.refusals.count,
            )
        )
        self.file = replace(self.file, notes=self._notes())

    def _record_of(self, index: int) -> SequenceRecord:
        contig, place = self._contigs[index], self._places[index]
        name = words(contig.name)
        if self._reference is None:
            absent = tr("A file of variants has no letters; its reference is not beside it.")
        else:
            absent = "" if place >= 0 else tr("The reference has no sequence of this name.")
        length = contig.reach if absent or self._reference is None else self._reference.record(place).length
        line = contig.lines[0] if contig.lines else 0
        return SequenceRecord(index, name, name, "", Alphabet.DNA, length, line=line, absent=absent)

    def _notes(self) -> tuple[str, ...]:
        if self._reference is None:
            return (*self.file.notes, tr("Its reference is not beside it, so that its letters are not known."))
        name = Path(self._reference.file.path).name
        compared, other = self._compared()
        notes = [*self.file.notes, tr("Letters are those of {name}.").format(name=name)]
        if other:
            told = tr("Of {other} of {compared} variants the replaced letters are not those of {name}.")
            notes.append(told.format(other=other, compared=compared, name=name))
        return tuple(notes)

    def _compared(self) -> tuple[int, int]:
        """How many variants were compared with the reference, and how many of them state other letters."""
        compared = other = 0
        for variant in self._first():
            record = self._known[variant.record]
            compared += 1
            end = variant.start + len(variant.reference)
            fits = end <= record.length and _same_letters(
                self.text(variant.record, variant.start, end), variant.reference
            )
            other += not fits
        return compared, other

    def _first(self) -> Iterator[Variant]:
        left = _COMPARED
        for index, record in enumerate(self._known):
            if not record.absent and left > 0:
                count = min(left, self._tables[index].shape[1])
                left -= count
                yield from (self._variant(index, place) for place in range(count))

    def variants(self, record: int, start: int = 0, end: int | None = None) -> tuple[Variant, ...]:
        """Variants that touch an interval of a record, in the file's order.

        Raises:
            ReadError: There is no such record, or the file changed.
        """
        self._check(record)
        starts, ends = self._tables[record][:2]
        touching = (ends > start) & (starts < (_FARTHEST if end is None else end))
        return tuple(self._variant(record, place) for place in np.flatnonzero(touching).tolist())

    def features(self, record: int) -> tuple[Feature, ...]:
        """What the reference says of places in a record.

        Raises:
            ReadError: There is no such record, or the file changed.
        """
        self._check(record)
        place = self._places[record]
        return self._reference.features(place) if self._reference is not None and place >= 0 else ()

    @property
    def reference(self) -> SequenceFile | None:
        """The file its letters come from, if there is one."""
        return None if self._reference is None else self._reference.file

    def _variant(self, record: int, place: int) -> Variant:
        start, end, offset, line = (int(value) for value in self._tables[record][:, place])
        text = self._line(offset)
        columns = words(text).split("\t")
        if len(columns) < _COLUMNS or text.split(b"\t", 1)[0] != self._contigs[record].name:
            raise ReadError(tr("{name} changed since it was opened.").format(name=self._source.shown))
        return Variant(
            record,
            start,
            end,
            columns[3],
            () if columns[4] == "." else tuple(columns[4].split(",")),
            "" if columns[2] == "." else columns[2],
            _number(columns[5]),
            () if columns[6] == "." else tuple(columns[6].split(";")),
            _info(columns[7]),
            _genotypes(columns[_COLUMNS:]),
            line,
        )

    def _line(self, offset: int) -> bytes:
        size, content = 1 << 10, self._source.content
        while True:
            data = content.read(offset, min(offset + size, content.size))
            end = data.find(bytes([self._source.end_of_line]))
            if end >= 0 or offset + len(data) >= content.size:
                return data[: end if end >= 0 else len(data)].rstrip(b"\r")
            size *= 8

    def _record(self, index: int) -> SequenceRecord:
        return self._known[index]

    def _codes(self, record: int, start: int, end: int) -> Codes:
        if self._reference is None:
            raise ReadError(self._known[record].absent)
        return self._reference.codes(self._places[record], start, end)

    def close(self) -> None:
        """Let go of the file and its reference."""
        self._source.content.close()
        if self._reference is not None:
            self._reference.close()


def _same_letters(one: str, other: str) -> bool:
    """Whether letters are the same but for their case."""
    return one.upper() == other.upper()


def _number(text: str) -> float | None:
    try:
        value = float(text)
    except ValueError:
        return None
    return value if np.isfinite(value) else None


def _info(text: str) -> tuple[tuple[str, str], ...]:
    pairs = (one.partition("=") for one in text.split(";") if one not in ("", "."))
    return tuple((name, value) for name, _, value in pairs)


def _genotypes(columns: list[str]) -> tuple[tuple[tuple[str, str], ...], ...]:
    if not columns:
        return ()
    names = columns[0].split(":")
    return tuple(tuple(zip(names, one.split(":"), strict=False)) for one in columns[1:])
