"""What the views of sequences are given: letters in mapped arrays and whatever lies along them, as plain values."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import Alphabet
from medview.core.finding import Decision, Probability
from medview.core.genetic_code import STANDARD, GeneticCode
from medview.core.overlay import Colour
from medview.core.sequence import Feature, SequenceRecord, Strand, Variant
from medview.core.splicing import Deltas

Codes = NDArray[np.uint8]
Interval = tuple[int, int]
"""First letter, counted from 0, and the one behind the last."""


@dataclass(frozen=True, eq=False)
class Plot:
    """One value for each letter, such as a quality or a model's probability.

    Args:
        name: For people.
        values: (n,), perhaps a mapped file; NaN where there is none.
        low: (n,) lower ends of intervals, or None.
        high: (n,) upper ends.
        limits: What is drawn at the bottom and at the top.
        threshold: From where on a value counts; a line is drawn there.
        unit: Written behind a value.
    """

    name: str
    values: NDArray[Any]
    low: NDArray[Any] | None = None
    high: NDArray[Any] | None = None
    limits: tuple[float, float] = (0.0, 1.0)
    threshold: float | None = None
    unit: str = ""


@dataclass(frozen=True)
class Line:
    """One line of a model's track.

    Args:
        name: For people.
        colour: sRGB.
        threshold: From where on a value counts; None for nowhere.
    """

    name: str
    colour: Colour
    threshold: float | None = None


@dataclass(frozen=True, eq=False)
class Lines:
    """What a model says of each letter: a line for each class, all in one plot.

    Args:
        name: For people.
        lines: What each row is.
        values: (lines, n), perhaps a mapped file; NaN where there is none.
        spread: (lines, n) how far several networks differ, or None.
        limits: What is drawn at the bottom and at the top.
        unit: Written behind a value.
        first: The letter the values begin at.
    """

    name: str
    lines: tuple[Line, ...]
    values: NDArray[Any]
    spread: NDArray[Any] | None = None
    limits: tuple[float, float] = (0.0, 1.0)
    unit: str = ""
    first: int = 0


@dataclass(frozen=True, eq=False)
class Heat:
    """What a model says of each letter that may stand at each place, or what each letter adds to an answer.

    Args:
        name: For people.
        letters: What each row is: a letter, or the answer.
        values: (letters, n), perhaps a mapped file; NaN where there is none.
        limits: The values with the first and the last colour.
        unit: Written beside the colour bar.
        first: The letter the values begin at.
    """

    name: str
    letters: tuple[str, ...]
    values: NDArray[Any]
    limits: tuple[float, float] = (0.0, 1.0)
    unit: str = ""
    first: int = 0


@dataclass(frozen=True)
class RunClass:
    """One class of a track of runs.

    Args:
        name: For people: "Helix".
        colour: sRGB.
        sign: What long runs are marked with: "H".
    """

    name: str
    colour: Colour
    sign: str = ""


@dataclass(frozen=True, eq=False)
class Runs:
    """Stretches of one class each, such as helix, strand and coil.

    Args:
        name: For people.
        starts: (n,) first letters, in growing order; a run ends where the next begins.
        kinds: (n,) which class each is of; -1 for none.
        classes: The classes.
    """

    name: str
    starts: NDArray[np.int64]
    kinds: NDArray[np.int64]
    classes: tuple[RunClass, ...]


@dataclass(frozen=True)
class Span:
    """A finding on a stretch of the record.

    Args:
        id: Unique identifier.
        start: First letter.
        end: Behind the last one.
        label: What was found.
        probability: How sure the model is; None where it does not say.
        decision: What a person decided; None while nobody did.
        strand: On which strand it lies.
        fixed: Its ends cannot be moved.
        colour: Of its class; None: that of what was decided.
    """

    id: str
    start: int
    end: int
    label: str
    probability: Probability | None = None
    decision: Decision | None = None
    strand: Strand = 0
    fixed: bool = False
    colour: Colour | None = None


@dataclass(frozen=True)
class Effect:
    """What an alternative of a variant does to splicing on one strand.

    Args:
        id: Unique identifier of the finding.
        line: Where the variant stands in its file.
        alternative: What stands in its place.
        deltas: What it does.
        strand: Which strand is read.
        gene: What it is called; empty where none is known.
        decision: What a person decided; None while nobody did.
    """

    id: str
    line: int
    alternative: str
    deltas: Deltas
    strand: Strand = 0
    gene: str = ""
    decision: Decision | None = None


def by_line(effects: Iterable[Effect]) -> Mapping[int, Sequence[Effect]]:
    """Effects by the line of their variant."""
    found: dict[int, list[Effect]] = {}
    for one in effects:
        found.setdefault(one.line, []).append(one)
    return found


@dataclass(frozen=True, eq=False)
class Shown:
    """A record and what lies along it.

    Args:
        record: What is known of it.
        letters: (n,) ASCII, perhaps a mapped file.
        features: What its file says of places in it.
        variants: Those that lie in it.
        plots: Values along it.
        runs: Classes along it.
        code: How it is translated.
    """

    record: SequenceRecord
    letters: Codes
    features: tuple[Feature, ...] = ()
    variants: tuple[Variant, ...] = ()
    plots: tuple[Plot, ...] = ()
    runs: tuple[Runs, ...] = ()
    code: GeneticCode = STANDARD

    @property
    def alphabet(self) -> Alphabet:
        """Its alphabet; that of proteins where nothing tells."""
        return self.record.alphabet or Alphabet.PROTEIN

    @property
    def nucleic(self) -> bool:
        """Whether it has two strands."""
        return self.alphabet.is_nucleic


@dataclass(frozen=True, eq=False)
class Aligned:
    """Rows of an alignment.

    Args:
        names: One for each row.
        rows: (rows, columns) ASCII, perhaps a mapped file.
        alphabet: Of the letters.
        posterior: (columns,) how sure each column is aligned, 0..1, or (rows, columns) for each letter; NaN for none.
        posterior_name: What that is called.
        title: What the alignment is called.
        starts: The first letter of each row, counted from 0; empty where all begin with their first.
    """

    names: tuple[str, ...]
    rows: Codes
    alphabet: Alphabet
    posterior: NDArray[Any] | None = None
    posterior_name: str = ""
    title: str = ""
    starts: tuple[int, ...] = ()
