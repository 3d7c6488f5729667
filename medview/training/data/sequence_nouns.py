"""What a folder of labelled sequences holds, whatever its layout."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Sequence:
    """One sequence with what is known of it.

    Args:
        name: As its file names it; where it names none, its place in it.
        letters: Upper case, as stored otherwise.
        group: Sequences of one group (gene, family, cluster of homologues) are never told apart by a split; empty:
            its own.
        split: ``train``, ``val``, ``test`` or whatever the folder calls it; empty where it names none.
        label: Name of its class; empty where none is stated.
        each: One sign for each letter: its class; empty where none is stated.
        known: ``1`` for each letter of which that is known, else ``0``; empty: of all.
    """

    name: str
    letters: str
    group: str = ""
    split: str = ""
    label: str = ""
    each: str = ""
    known: str = ""


@dataclass(frozen=True)
class SequenceData:
    """The sequences of a folder or file.

    Args:
        sequences: In the order they are stored in.
        classes: Names of the classes, in order of their names; empty where none are stated.
        left_out: (record, reason) for everything that is not used.
    """

    sequences: tuple[Sequence, ...]
    classes: tuple[str, ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()


def group_of(sequence: Sequence) -> str:
    """The group of a sequence, itself where none is stated."""
    return sequence.group or sequence.name
