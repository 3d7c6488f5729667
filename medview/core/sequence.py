"""Biological sequences: what a file holds and what is known of its records; never their letters.

Places are half-open and counted from 0, on the strand as it is stored. Letters are fetched by (record, start, end) from
a reader (``medview.io.sequences``), or from a copy in a mapped file (``medview.core.letters``).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from medview.core.alphabet import GAPS as GAPS
from medview.core.alphabet import STOP as STOP
from medview.core.alphabet import Alphabet as Alphabet
from medview.core.alphabet import complement as complement
from medview.core.alphabet import reverse_complement as reverse_complement

SequenceFormat = Literal[
    "fasta",
    "fastq",
    "genbank",
    "embl",
    "imgt",
    "swissprot",
    "uniprot-xml",
    "clustal",
    "stockholm",
    "a2m",
    "a3m",
    "msf",
    "pir",
    "vcf",
    "plain",
    "pair",
]

Strand = Literal[1, -1, 0]
"""Forward, reverse, or neither (proteins, and what lies on both)."""


@dataclass(frozen=True)
class Part:
    """A stretch of a record.

    Args:
        start: First letter.
        end: Behind the last letter; the same as ``start`` for a place between two letters.
        strand: On which strand it is read.
        before: It begins somewhere before ``start`` (``<`` of GenBank).
        after: It ends somewhere behind ``end`` (``>`` of GenBank).
        elsewhere: Accession of the other record it lies in; empty for this one.
    """

    start: int
    end: int
    strand: Strand = 1
    before: bool = False
    after: bool = False
    elsewhere: str = ""

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True)
class Feature:
    """Something known of a place in a record.

    Args:
        kind: Its key as stored: ``"CDS"``, ``"gene"``, ``"DOMAIN"``.
        parts: Where, in the order in which it is read; of a feature on the reverse strand, its 5' part comes first.
        qualifiers: (name, values) as stored, such as ``("gene", ("BRCA1",))``.
        ordered: Its parts are in order but not known to be joined (``order`` of GenBank).
    """

    kind: str
    parts: tuple[Part, ...]
    qualifiers: tuple[tuple[str, tuple[str, ...]], ...] = ()
    ordered: bool = False

    @property
    def start(self) -> int:
        """Its leftmost letter in this record."""
        return min((part.start for part in self._here), default=0)

    @property
    def end(self) -> int:
        """Behind its rightmost letter in this record."""
        return max((part.end for part in self._here), default=0)

    @property
    def strand(self) -> Strand:
        """The strand of all its parts, or 0 where they differ."""
        strands = {part.strand for part in self.parts}
        return strands.pop() if len(strands) == 1 else 0

    @property
    def _here(self) -> tuple[Part, ...]:
        return tuple(part for part in self.parts if not part.elsewhere)

    def values(self, name: str) -> tuple[str, ...]:
        """The values of a qualifier; none where it is missing."""
        return next((values for found, values in self.qualifiers if found == name), ())

    @property
    def label(self) -> str:
        """What to call it: the first of its names that is there, else its kind."""
        return next((values[0] for name in _NAMES if (values := self.values(name))), self.kind)


_NAMES = ("label", "gene", "product", "locus_tag", "protein_id", "standard_name", "description", "note")


@dataclass(frozen=True)
class SequenceRecord:
    """One sequence of a file; in a file of variants, one of the sequences they lie in.

    Args:
        index: Which record of the opened ones, counted from 0.
        id: As the file names it: the first word behind ``>`` or ``@``, or the accession with its version.
        name: A second name, where the format has one (LOCUS, entry name); else the id.
        description: What the file says of it.
        alphabet: Told by the file or by the letters; None where there are none to tell by.
        length: Letters, gaps and stops among them.
        circular: Its end is joined to its beginning.
        offset: Where it begins, bytes into the (unpacked) file.
        line: Where it begins, counted from 1.
        absent: Why its letters are not in the file, for the reader; empty where they are.
        notes: What was odd about it, for the reader.
    """

    index: int
    id: str
    name: str
    description: str
    alphabet: Alphabet | None
    length: int
    circular: bool = False
    offset: int = 0
    line: int = 0
    absent: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class NamedRecord:
    """A record as a report names it.

    Args:
        record: What is known of it.
        organism: Whose it is, where the file says so.
        sha256: Of its letters, case and gaps as stored; empty where they are not in the file.
    """

    record: SequenceRecord
    organism: str = ""
    sha256: str = ""


@dataclass(frozen=True)
class Refused:
    """What of a file could not be used.

    Args:
        record: Which record of the file, counted from 1; 0 where it belongs to none.
        name: Its id, where it has one.
        line: Where the fault lies, counted from 1; 0 where that is not known.
        reason: Why, for the reader.
    """

    record: int
    name: str
    line: int
    reason: str


@dataclass(frozen=True)
class Alignment:
    """Records that are rows of one alignment: of equal length, letters of one column below each other.

    Args:
        first: Index of its first record.
        rows: How many records.
        columns: Their length.
        name: Its name, where the file has one.
        columns_say: (name, one letter for each column): consensus, secondary structure, reference columns.
    """

    first: int
    rows: int
    columns: int
    name: str = ""
    columns_say: tuple[tuple[str, str], ...] = ()


class QualityScale(Enum):
    """How a FASTQ file writes the quality of a letter (Cock et al. 2010, NAR 38:1767)."""

    SANGER = "sanger"
    """Phred + 33."""
    SOLEXA = "solexa"
    """Solexa + 64; odds instead of probabilities."""
    ILLUMINA = "illumina"
    """Phred + 64 (Illumina 1.3 to 1.7)."""

    @property
    def offset(self) -> int:
        """The byte of quality 0."""
        return 33 if self is QualityScale.SANGER else 64


@dataclass(frozen=True)
class Variant:
    """A line of a file of variants (VCF).

    Args:
        record: Index of the record it lies in.
        start: First letter of the reference it replaces.
        end: Behind the last.
        reference: The letters it replaces.
        alternatives: What stands there instead, as stored: letters, ``*``, or symbols such as ``<DEL>``; none for
            a place without a variant.
        name: Its identifiers, as stored; empty for none.
        quality: Phred-scaled, or None.
        filters: Filters it failed; ``("PASS",)`` where it passed all, none where none were applied.
        info: (key, value) as stored; the value is empty for a flag.
        genotypes: One for each sample of the file: (key, value) as stored.
        line: Where it stands in the file, counted from 1.
    """

    record: int
    start: int
    end: int
    reference: str
    alternatives: tuple[str, ...]
    name: str = ""
    quality: float | None = None
    filters: tuple[str, ...] = ()
    info: tuple[tuple[str, str], ...] = ()
    genotypes: tuple[tuple[tuple[str, str], ...], ...] = ()
    line: int = 0


@dataclass(frozen=True)
class SequenceFile:
    """An opened file of sequences.

    Args:
        path: The file a person opened.
        format: Its format.
        fingerprint: sha256 of the file's bytes as they lie on the disk.
        count: Records that can be used; ``records`` holds the first of them.
        letters: Letters of all records together.
        records: The first records: at most ``LISTED``, and fewer where they are large.
        alphabet: That of all records, or None where they differ or have none.
        alignments: Where records are rows of alignments.
        quality: How qualities are written; None where there are none.
        variants: How many variants it holds.
        samples: Names of the samples its variants were called in.
        notes: What was odd about it, for the reader.
        refused: What could not be used: the first ``LISTED`` of it.
        refused_count: How much that was in all.
    """

    path: str
    format: SequenceFormat
    fingerprint: str
    count: int
    letters: int
    records: tuple[SequenceRecord, ...] = field(repr=False)
    alphabet: Alphabet | None = None
    alignments: tuple[Alignment, ...] = ()
    quality: QualityScale | None = None
    variants: int = 0
    samples: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    refused: tuple[Refused, ...] = ()
    refused_count: int = 0

    @property
    def aligned(self) -> bool:
        """Whether every record is a row of an alignment."""
        return self.count > 0 and sum(alignment.rows for alignment in self.alignments) == self.count


LISTED = 1000
"""So many records, and refused ones, are part of an opened file; further ones are asked for by number."""
