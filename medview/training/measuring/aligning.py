"""Evaluate aligners on pairs whose alignment is known: which part of its columns they find, and how sure they were."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter

import numpy as np
from numpy.typing import NDArray

from medview.catalog.package import Package
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.engine.aligning.answering import align, aligner, sure_columns
from medview.training.data.aligned_pairs import AlignedData, AlignedPair, read_aligned
from medview.training.measuring.bootstrap import estimates, means
from medview.training.measuring.classifying import Chances, debiased_calibration_error
from medview.training.measuring.figures import ALL, Figure
from medview.training.measuring.outcome import Outcome, Plot, Row
from medview.training.measuring.pictures import TOGETHER, class_plots

Checkpoint = Callable[[float, str], None]
Numbers = NDArray[np.int64]

SUM_OF_PAIRS = "Sum of pairs"
"""Part of the known columns of two letters that were found (Thompson et al. 1999, NAR 27:2682)."""

_REMEMBERED = 64
"""Sequences whose reading is kept: those of a family are asked for again and again."""


@dataclass(frozen=True, eq=False)
class Found:
    """What a system says of a pair.

    Args:
        columns: (n, 2) letters it pairs.
        chances: (n,) how probable each of these is to be right; NaN where it does not say.
    """

    columns: Numbers
    chances: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class System:
    """Something that aligns pairs.

    Args:
        id: Identifier.
        version: Version.
        weights_sha256: Hash of the weights; empty without.
        answer: What it says of pairs of one family.
        warnings: What a reader must know of how it answered for pairs.
    """

    id: str
    version: str
    weights_sha256: str
    answer: Callable[[Sequence[AlignedPair]], Sequence[Found]]
    warnings: Callable[[Sequence[AlignedPair]], tuple[str, ...]] = lambda pairs: ()


@dataclass(frozen=True, eq=False)
class Solved:
    """A pair that was answered.

    Args:
        pair: The pair.
        right: (n,) whether each column that was found is known.
        chances: (n,) how probable each was said to be.
        seconds: How long it took.
    """

    pair: AlignedPair
    right: NDArray[np.bool_]
    chances: NDArray[np.float32]
    seconds: float

    @property
    def score(self) -> float:
        """Part of the known columns that were found."""
        return float(self.right.sum() / max(len(self.pair.columns), 1))


def aligning_system(package: Package) -> System:
    """A package as it ships; families some of its heads have learned from are answered by the others.

    Raises:
        ModelError: It does not align pairs, or cannot be loaded.
    """
    source, configuration = aligner(package, remembered=_REMEMBERED), package.configuration
    parts = configuration.aligning.unseen if configuration.aligning else ()
    heads = {family: (number,) for number, families in enumerate(parts) for family in families}

    def answer(pairs: Sequence[AlignedPair]) -> list[Found]:
        asked, of = heads.get(pairs[0].family, ()), [(pair.first, pair.second) for pair in pairs]
        if len(of) == 1:  # it may be long
            alone = align(source, *of[0], "global", asked)
            return [Found(np.stack([alone.first, alone.second], 1), alone.chances)]
        found = sure_columns(source, of, "global", asked)
        return [Found(np.stack([path.first, path.second], 1), chances) for path, chances in found]

    def warnings(pairs: Sequence[AlignedPair]) -> tuple[str, ...]:
        known = {pair.family for pair in pairs} & heads.keys()
        told = tr("{count} families are among those it learned from: heads that have not seen them answered for those.")
        return (told.format(count=len(known)),) if known else ()

    return System(package.card.id, package.card.version, package.weights_sha256(), answer, warnings)


def evaluate_aligned(system: System, path: Path, checkpoint: Checkpoint, part: str | None = None) -> Outcome:
    """Evaluate a system on pairs whose alignment is known.

    Args:
        system: What is evaluated.
        path: Pairs, in any layout ``read_aligned`` knows.
        checkpoint: Told the progress; may raise to stop.
        part: Only pairs of this part of the data; None: all.

    Raises:
        MedViewError: There is nothing to measure on, or nothing could be answered.
    """
    checkpoint(0.0, tr("Reading the sequences"))
    data = chosen(read_aligned(path), part)
    solved, failed = solve(system, data.pairs, checkpoint)
    return replace(outcome_of(system, data, solved, part), failed=failed)


def chosen(data: AlignedData, part: str | None) -> AlignedData:
    """The pairs of one part of the data.

    Raises:
        MedViewError: There is no such part.
    """
    if part is None:
        return data
    pairs = tuple(pair for pair in data.pairs if pair.part == part)
    if not pairs:
        names = sorted({pair.part for pair in data.pairs})
        raise MedViewError(
            tr("There are no pairs of the part {part}.").format(part=part),
            tr("Choose one of: {names}.").format(names=", ".join(names)),
        )
    return replace(data, pairs=pairs)


def solve(
    system: System, pairs: Sequence[AlignedPair], checkpoint: Checkpoint
) -> tuple[list[Solved], tuple[tuple[str, str], ...]]:
    """Ask a system for all pairs; what it could not answer is told.

    Raises:
        MedViewError: It could answer none.
    """
    found, failed = list[Solved](), list[tuple[str, str]]()
    done = 0
    for batch in _batches(pairs):
        note = tr("Case {number} of {count}").format(number=done + 1, count=len(pairs))
        checkpoint(done / len(pairs), note)
        start = perf_counter()
        try:
            answers = system.answer(batch)
        except MedViewError as error:
            failed += [(pair.name, str(error)) for pair in batch]
        else:
            seconds = (perf_counter() - start) / len(batch)
            found += [
                Solved(pair, _right(answer.columns, pair), answer.chances, seconds)
                for pair, answer in zip(batch, answers, strict=True)
            ]
        done += len(batch)
    if not found:
        raise MedViewError(
            tr("{model} could answer none of the {count} cases.").format(model=system.id, count=len(pairs)),
            failed[0][1],
        )
    return found, tuple(failed)


_CELLS = 4_000_000
"""Pairs of letters of a batch at most; a single pair may have more."""


def _batches(pairs: Sequence[AlignedPair]) -> Iterator[list[AlignedPair]]:
    """Pairs of one family and of like lengths together."""
    batch, most = list[AlignedPair](), (0, 0)
    for pair in sorted(pairs, key=lambda one: (one.family, len(one.first), len(one.second))):
        wider = max(most[0], len(pair.first)), max(most[1], len(pair.second))
        if batch and (batch[0].family != pair.family or wider[0] * wider[1] * (len(batch) + 1) > _CELLS):
            yield batch
            batch, wider = [], (len(pair.first), len(pair.second))
        batch, most = [*batch, pair], wider
    if batch:
        yield batch


def _right(columns: Numbers, pair: AlignedPair) -> NDArray[np.bool_]:
    width = len(pair.second)
    return np.isin(columns @ (width, 1), pair.columns @ (width, 1))


def outcome_of(system: System, data: AlignedData, solved: Sequence[Solved], part: str | None) -> Outcome:
    """What was measured of the pairs that were answered: for each part of the data, and for all."""
    parts = sorted({one.pair.part for one in solved} - {""})
    figures, plots = list[Figure](), list[Plot]()
    for label in [*parts, TOGETHER] if len(parts) != 1 else parts:
        some = [one for one in solved if label in (one.pair.part, TOGETHER)]
        figures += _figures(label, some)
        plots += _plots(label, some)
    return Outcome(
        model=system.id,
        version=system.version,
        weights_sha256=system.weights_sha256,
        precision="float32" if system.weights_sha256 else "",
        task="alignment",
        split=part or ALL,
        cases=len(data.pairs),
        groups=len({pair.family for pair in data.pairs}),
        refused=(),
        failed=(),
        figures=tuple(figures),
        plots=tuple(plots),
        rows=tuple(_row(one) for one in solved),
        left_out=data.left_out,
        warnings=system.warnings(data.pairs),
        seconds=median(one.seconds for one in solved),
    )


def _row(one: Solved) -> Row:
    return {
        "case": one.pair.name,
        "group": one.pair.family,
        "split": one.pair.part,
        "label": one.pair.part,
        "letters": len(one.pair.first) + len(one.pair.second),
        "known columns": len(one.pair.columns),
        "sum_of_pairs": one.score,
        "seconds": round(one.seconds, 4),
    }


def _figures(label: str, solved: Sequence[Solved]) -> list[Figure]:
    groups = [one.pair.family for one in solved]
    columns: Mapping[str, Sequence[float]] = {
        SUM_OF_PAIRS: [one.score for one in solved],
        "Columns that are right": [float(one.right.mean()) if len(one.right) else 0.0 for one in solved],
    }
    found = [Figure(name, label, ALL, estimate) for name, estimate in means(columns, groups).items()]
    return [*found, *_sureness(label, solved)]


def _sureness(label: str, solved: Sequence[Solved]) -> list[Figure]:
    """How far the probabilities of columns are from how often these are right."""
    chances = _chances(solved)
    if chances is None:
        return []
    groups = np.concatenate([np.repeat(one.pair.family, len(one.right)) for one in solved])

    def statistics(times: NDArray[np.float64], again: bool) -> dict[str, float]:
        return {"ECE": debiased_calibration_error(chances, times, 2.0 if again else 1.0)}

    return [Figure(name, label, ALL, one) for name, one in estimates(statistics, groups.tolist(), _RESAMPLES).items()]


_RESAMPLES = 200
"""Resamples of figures that are of hundreds of thousands of columns."""


def _chances(solved: Sequence[Solved]) -> Chances | None:
    given = np.concatenate([one.chances for one in solved]).astype(np.float64)
    right = np.concatenate([one.right for one in solved])
    return None if np.isnan(given).any() or not len(given) else Chances(right, given, 0.5)


def _plots(label: str, solved: Sequence[Solved]) -> tuple[Plot, ...]:
    chances = _chances(solved)
    return () if chances is None else tuple(class_plots(label, chances))
