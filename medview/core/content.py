"""What is read rather than looked through: report trees, documents, signals and sequences."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medview.core.alphabet import Alphabet
from medview.core.finding import Review
from medview.core.genetic_code import STANDARD, GeneticCode
from medview.core.letters import StoredLetters
from medview.core.overlay import ShapeLayer
from medview.core.pair_alignment import PairAlignment
from medview.core.record_table import StoredRecords
from medview.core.sequence import Feature, SequenceFile, Variant


@dataclass(frozen=True)
class Node:
    """A line of a tree.

    Args:
        name: Concept Name, or what else the line is called.
        value: Its value in words, with its unit.
        code: ``"value (scheme)"`` of a coded name or value, for the tip; may be empty.
        children: Lines below it.
        images: SOP Instance UIDs of images it points to.
        relation: How it belongs to the line above it, in DICOM's words (PS3.3 C.17.3.2.4): ``"inferred from"`` …
    """

    name: str
    value: str = ""
    code: str = ""
    children: tuple[Node, ...] = ()
    images: tuple[str, ...] = ()
    relation: str = ""


@dataclass(frozen=True, eq=False)
class Tree:
    """A structured report, plan summary, key object list or unknown object, line by line.

    Args:
        title: Document title.
        root: Its lines.
        flags: What stands above it: ``"UNVERIFIED"``, ``"PARTIAL"`` …
        shapes: Its measurements to be drawn on the images, or None.
        notes: What was odd.
        unreviewed: It says that no person has checked what a machine found.
    """

    title: str
    root: Node
    flags: tuple[str, ...] = ()
    shapes: ShapeLayer | None = None
    notes: tuple[str, ...] = ()
    unreviewed: bool = False


@dataclass(frozen=True, eq=False)
class Document:
    """An encapsulated document, unpacked into the job's folder.

    Args:
        title: Document title.
        media: What it is.
        path: The unpacked file.
        pages: Pictures (.png) of its pages for PDF, empty otherwise.
        text: Its text for CDA, without markup; empty otherwise.
        notes: What was odd.
    """

    title: str
    media: Literal["pdf", "cda", "stl", "obj", "mtl"]
    path: str
    pages: tuple[str, ...] = ()
    text: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class SignalGroup:
    """Channels sampled together (a multiplex group, PS3.3 C.10.9).

    Args:
        path: .npy float32 (channels, samples) in ``units``.
        names: One for each channel: ``"Lead I"`` …
        units: UCUM unit of each channel: ``"mV"`` …
        rate_hz: Samples per second.
        title: Multiplex Group Label.
    """

    path: str
    names: tuple[str, ...]
    units: tuple[str, ...]
    rate_hz: float
    title: str = ""


@dataclass(frozen=True, eq=False)
class Signal:
    """Waveforms of one object.

    Args:
        title: For people.
        groups: Groups of channels.
        annotations: (name, value) pairs: heart rate, intervals, statements.
        notes: What was odd.
    """

    title: str
    groups: tuple[SignalGroup, ...]
    annotations: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class SequenceContent:
    """A file of biological sequences, its letters in the job's folder.

    Args:
        title: The file's name, or those of two aligned sequences.
        file: What it holds.
        records: What is known of every record.
        letters: The letters of every record; none for one whose letters are not in the file.
        qualities: A file with a Phred quality for each letter (uint8), where records begin as in ``letters``; empty
            where the format has none.
        refused: What of the file could not be used, in sentences; the first of it.
        refused_count: How much that was in all.
        notes: What was odd.
        pair: How probable the columns of two aligned sequences are, where the file tells.
        decided: What a person decided on them, where the file tells.
    """

    title: str
    file: SequenceFile
    records: StoredRecords
    letters: StoredLetters
    qualities: str = ""
    refused: tuple[str, ...] = ()
    refused_count: int = 0
    notes: tuple[str, ...] = ()
    pair: PairAlignment | None = None
    decided: Review | None = None


@dataclass(frozen=True, eq=False)
class AlongRecord:
    """What a file says of one record and of places in it.

    Args:
        features: Of places in it.
        annotations: (name, value) pairs of the whole record.
        variants: Those that lie in it.
        notes: What was left out.
        code: How its features say that it is translated; the standard code where they say nothing.
    """

    features: tuple[Feature, ...] = ()
    annotations: tuple[tuple[str, str], ...] = ()
    variants: tuple[Variant, ...] = ()
    notes: tuple[str, ...] = ()
    code: GeneticCode = STANDARD


AT_ONCE = 100
"""Records of a file of sequences that are all answered for; of more, only the one that is read."""

LETTERS_AT_ONCE = 1_000_000
"""Likewise their letters."""


def answered_for(content: SequenceContent, shown: int) -> tuple[int, ...]:
    """The records of a file that a model is run on while one of them is read; empty: all."""
    few = content.file.count <= AT_ONCE and content.file.letters <= LETTERS_AT_ONCE
    return () if few else (shown,)


def alphabets(content: SequenceContent, records: tuple[int, ...] = ()) -> frozenset[Alphabet]:
    """What kinds of letters some records have, as far as that is known.

    Args:
        content: The file.
        records: Their indices; empty: all that the file's value lists.
    """
    if content.file.alphabet is not None:
        return frozenset({content.file.alphabet})
    table = content.records.open()
    found = map(table.record, records) if records else content.file.records
    return frozenset(one.alphabet for one in found if one.alphabet is not None)


def holds_variants(content: Content | None) -> bool:
    """Whether something that is read is a file of variants."""
    return isinstance(content, SequenceContent) and content.file.format == "vcf"


Content = Tree | Document | Signal | SequenceContent
