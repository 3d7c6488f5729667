"""Evaluate a system on labelled sequences: ask it for every one, and measure what it says."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from medview.catalog.package import Package
from medview.catalog.parents import leaves
from medview.catalog.schema import Class, Letters, Parent
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.engine.letters import rows_of
from medview.engine.picture_classes import classes_of
from medview.engine.picture_run import Chances as Whole
from medview.engine.sequences.answering import each, hidden, letters_of, sequence_model, sums, whole
from medview.training.data.sequence_cases import case_of_each, class_numbers, is_exclusive
from medview.training.data.sequence_nouns import Sequence as Known
from medview.training.data.sequence_nouns import SequenceData, group_of
from medview.training.data.sequence_reading import WANTED, grouped, read_sequences
from medview.training.measuring import classifying
from medview.training.measuring.bootstrap import Statistics, estimates, means
from medview.training.measuring.classifying import Chances, Several
from medview.training.measuring.figures import ALL, Figure
from medview.training.measuring.naming import numbered
from medview.training.measuring.ordered import Ordered
from medview.training.measuring.outcome import Outcome, Plot, Row
from medview.training.measuring.pictures import TOGETHER, class_plots

Checkpoint = Callable[[float, str], None]
Float = NDArray[np.float64]
Answer = Whole | NDArray[np.float32]

READ, ANSWERED = 0.05, 0.9
"""Done part after the data are read, and after the last case was answered."""

LETTER_RESAMPLES = 200
"""Resamples of figures that are of hundreds of thousands of letters."""


@dataclass(frozen=True, eq=False)
class System:
    """Something that answers for sequences.

    Args:
        id: Identifier.
        version: Version.
        weights_sha256: Hash of the weights; empty without.
        precision: Precision of the network; empty without.
        letters: How it reads letters and what it answers for.
        classes: One for each channel of its answers.
        competing: Whether they exclude each other.
        answer: What it says of a sequence: of the whole, or (classes, length) of each letter.
        parents: What classes of wholes are together.
    """

    id: str
    version: str
    weights_sha256: str
    precision: str
    letters: Letters
    classes: tuple[Class, ...]
    competing: bool
    answer: Callable[[Known], Answer]
    parents: tuple[Parent, ...] = ()


def shipped(package: Package) -> System:
    """A package as the analysis runs it: in the fastest precision that gives its golden output.

    Raises:
        ModelError: It does not read sequences, or cannot be loaded.
    """
    configuration, card = package.configuration, package.card
    letters, model = letters_of(configuration), sequence_model(package)
    answers: Mapping[str, Callable[[Known], Answer]] = {
        "whole": lambda one: whole(model, one.letters).classes,
        "each": lambda one: each(model, one.letters).values,
        "letters": lambda one: hidden(model, one.letters).values,
    }
    return System(
        id=card.id,
        version=card.version,
        weights_sha256=package.weights_sha256(),
        precision=model.plan.precision,
        letters=letters,
        classes=() if letters.answers == "letters" else classes_of(configuration),
        competing=configuration.output.activation == "softmax" and not configuration.output.alone,
        answer=answers[letters.answers],
        parents=configuration.parents,
    )


@dataclass(frozen=True, eq=False)
class Answered:
    """A sequence that was answered."""

    sequence: Known
    answer: Answer
    seconds: float


def evaluate_sequences(
    system: System, path: Path, checkpoint: Checkpoint, split: str | None = None, files: Sequence[str] = ()
) -> Outcome:
    """Evaluate a system on labelled sequences.

    Args:
        system: What is evaluated.
        path: A folder or file, in any layout ``read_sequences`` knows.
        checkpoint: Told the progress; may raise to stop.
        split: Only sequences of this split; None: all.
        files: Patterns of the files within the folder; empty: all.

    Raises:
        MedViewError: There is nothing to measure on, or nothing could be answered.
    """
    checkpoint(0.0, tr("Reading the sequences"))
    data = read_sequences(path, WANTED[system.letters.answers], split, files, system.letters.labelled_by)
    data = replace(data, sequences=grouped(data.sequences, system.letters.groups))
    return evaluate_data(system, data, split, lambda done, note: checkpoint(READ + (1.0 - READ) * done, note))


def evaluate_data(system: System, data: SequenceData, split: str | None, checkpoint: Checkpoint) -> Outcome:
    """Evaluate a system on sequences that were read already."""
    answered, failed = _answer_all(system, data, lambda done, note: checkpoint(ANSWERED * done, note))
    if not answered:
        raise MedViewError(
            tr("{model} could answer none of the {count} cases.").format(model=system.id, count=len(data.sequences)),
            failed[0][1],
        )
    checkpoint(ANSWERED, tr("Measuring"))
    assessed = _ASSESSMENTS[system.letters.answers](system, data, answered)
    return Outcome(
        model=system.id,
        version=system.version,
        weights_sha256=system.weights_sha256,
        precision=system.precision,
        task=_TASKS[system.letters.answers],
        split=split or ALL,
        cases=len(data.sequences),
        groups=len({group_of(one) for one in data.sequences}),
        refused=(),
        failed=failed,
        figures=assessed.figures,
        plots=assessed.plots,
        rows=assessed.rows,
        left_out=data.left_out,
        warnings=assessed.warnings,
        seconds=median(one.seconds for one in answered),
    )


def _answer_all(
    system: System, data: SequenceData, checkpoint: Checkpoint
) -> tuple[tuple[Answered, ...], tuple[tuple[str, str], ...]]:
    found, failed = list[Answered](), list[tuple[str, str]]()
    for number, one in enumerate(data.sequences):
        checkpoint(
            number / len(data.sequences),
            tr("Case {number} of {count}").format(number=number + 1, count=len(data.sequences)),
        )
        start = perf_counter()
        try:
            found.append(Answered(one, system.answer(one), perf_counter() - start))
        except MedViewError as error:
            failed.append((one.name, str(error)))
    return tuple(found), tuple(failed)


@dataclass(frozen=True)
class Assessed:
    """What was measured of the answered sequences."""

    figures: tuple[Figure, ...]
    plots: tuple[Plot, ...]
    rows: tuple[Row, ...]
    warnings: tuple[str, ...] = ()


def _facts(one: Answered) -> dict[str, str | int | float]:
    sequence = one.sequence
    return {
        "case": sequence.name,
        "group": sequence.group,
        "split": sequence.split,
        "letters": len(sequence.letters),
        "seconds": round(one.seconds, 4),
    }


def _figures(label: str, statistics: Statistics, groups: Sequence[str], resamples: int = 0) -> list[Figure]:
    return [Figure(name, label, ALL, estimate) for name, estimate in estimates(statistics, groups, resamples).items()]


# of wholes


def _wholes(system: System, data: SequenceData, answered: Sequence[Answered]) -> Assessed:
    known = class_numbers(system.letters.signs, data.classes) or numbered(data.classes, system.classes, system.id)
    answers = [one.answer for one in answered]
    given = np.stack([one.values for one in answers if isinstance(one, Whole)]).astype(np.float64)
    true = np.array([known.get(one.sequence.label, -1) for one in answered])
    groups = [group_of(one.sequence) for one in answered]
    figures, plots = list[Figure](), list[Plot]()
    ones = {
        system.classes[number].name: Chances(true == number, given[:, number], system.classes[number].threshold)
        for number in sorted(set(known.values()))
    }
    for name, chances in (ones | _of_parents(system, true, given)).items():
        figures += _figures(name, classifying.figures_of(chances), groups)
        plots += class_plots(name, chances)
    inside = np.flatnonzero(true >= 0)
    several = Several(true[inside], given[inside])
    figures += _figures(TOGETHER, classifying.figures_together(several), [groups[place] for place in inside])
    figures += _sets(answers, true, groups)
    rows = [
        {
            **_facts(one),
            "label": one.sequence.label,
            **{f"probability of {c.name}": float(v) for c, v in zip(system.classes, values, strict=True)},
        }
        for one, values in zip(answered, given, strict=True)
    ]
    unknown = [label for label in data.classes if label not in known]
    told = tr("{model} has no class for the label {labels}: its cases count as none of the classes.")
    warnings = (told.format(model=system.id, labels=", ".join(unknown)),) if unknown else ()
    return Assessed(tuple(figures), tuple(plots), tuple(rows), warnings)


def _of_parents(system: System, true: NDArray[np.int64], given: Float) -> dict[str, Chances]:
    """The summed probability of each parent, and whether a case is of any class within it."""
    inside = leaves(system.classes, system.parents)
    return {
        one.name: Chances(np.isin(true, numbers), values, one.threshold)
        for one, numbers, values in zip(system.parents, inside, sums(given, inside).T, strict=True)
    }


def _sets(answers: Sequence[Answer], true: NDArray[np.int64], groups: Sequence[str]) -> list[Figure]:
    """Whether prediction sets hold the true class, and how large they are; nothing where there are none."""
    sets = [one.possible for one in answers if isinstance(one, Whole)]
    known = [chosen for chosen in sets if chosen is not None]
    if len(known) < len(true) or (true < 0).any():
        return []
    columns = {
        "Coverage of the prediction sets": [float(chosen[t]) for chosen, t in zip(known, true, strict=True)],
        "Classes in a prediction set": [float(chosen.sum()) for chosen in known],
    }
    return [Figure(name, TOGETHER, ALL, estimate) for name, estimate in means(columns, groups).items()]


# of each letter


@dataclass(frozen=True, eq=False)
class _Letters:
    """All letters of which it is known what they are.

    Args:
        given: (letters, classes) probabilities.
        true: (letters,) numbers of classes, or (letters, classes) 0 and 1.
        groups: (letters,) of their sequences.
    """

    given: Float
    true: NDArray[np.int64]
    groups: NDArray[np.str_]


def _each(system: System, data: SequenceData, answered: Sequence[Answered]) -> Assessed:
    classes, signs = len(system.classes), system.letters.signs
    truths = [case_of_each(system.letters, one.sequence, signs, classes).truth for one in answered]
    found = _letters(answered, truths)
    figures = _exclusive_figures(system, found) if is_exclusive(signs) else []
    plots = list[Plot]()
    for number, one in enumerate(system.classes):
        true = found.true == number if found.true.ndim == 1 else found.true[:, number] == 1
        chances = Chances(true, found.given[:, number], one.threshold)
        figures += _figures(one.name, _letter_figures(chances), found.groups.tolist(), LETTER_RESAMPLES)
        plots += class_plots(one.name, chances)
    rows = [
        {**_facts(one), "known letters": int(_known(truth).sum()), "accuracy": _accuracy(one, truth)}
        for one, truth in zip(answered, truths, strict=True)
    ]
    return Assessed(tuple(figures), tuple(plots), tuple(rows))


def _letters(answered: Sequence[Answered], truths: Sequence[NDArray[np.int64]]) -> _Letters:
    known = [_known(truth) for truth in truths]
    given = [_along(one).T[kept] for one, kept in zip(answered, known, strict=True)]
    groups = [np.repeat(group_of(one.sequence), kept.sum()) for one, kept in zip(answered, known, strict=True)]
    true = [truth[kept] for truth, kept in zip(truths, known, strict=True)]
    return _Letters(np.concatenate(given).astype(np.float64), np.concatenate(true), np.concatenate(groups))


def _known(truth: NDArray[np.int64]) -> NDArray[np.bool_]:
    return np.asarray(truth >= 0 if truth.ndim == 1 else (truth >= 0).all(1))


def _along(one: Answered) -> NDArray[np.float32]:
    assert not isinstance(one.answer, Whole)
    return one.answer


def _accuracy(one: Answered, truth: NDArray[np.int64]) -> float:
    """Part of the known letters whose likeliest class is the true one; NaN where classes do not exclude each other."""
    kept = _known(truth)
    if truth.ndim > 1 or not kept.any():
        return math.nan
    return float((_along(one).argmax(0)[kept] == truth[kept]).mean())


def _exclusive_figures(system: System, found: _Letters) -> list[Figure]:
    right = (found.given.argmax(1) == found.true).astype(np.float64)
    name = f"Q{len(system.classes)}"
    return _figures(TOGETHER, lambda times, _: {name: float(right @ times / times.sum())}, found.groups.tolist(), 1000)


def _letter_figures(chances: Chances) -> Statistics:
    ordered = Ordered(chances.true, chances.given)

    def statistics(times: Float, again: bool) -> dict[str, float]:
        area, precision = ordered.areas(times)
        return {
            "AUROC": area,
            "AUPRC": precision,
            **{name: value for name, value in classifying.decided(chances, times).items() if name != "Accuracy"},
            "ECE": classifying.debiased_calibration_error(chances, times, 2.0 if again else 1.0),
            "Frequency": float(np.average(chances.true, weights=times)),
        }

    return statistics


# of hidden letters


def _hidden(system: System, data: SequenceData, answered: Sequence[Answered]) -> Assessed:
    rows, totals, counts = list[Row](), list[float](), list[int]()
    for one in answered:
        places = rows_of(system.letters)[np.frombuffer(one.sequence.letters.encode("latin-1", "replace"), np.uint8)]
        given = _along(one)
        kept = np.flatnonzero((places >= 0) & (places < len(given)))
        cost = -np.log(np.maximum(given[places[kept], kept].astype(np.float64), 1e-12))
        totals.append(float(cost.sum()))
        counts.append(len(kept))
        rows.append({**_facts(one), "perplexity": math.exp(cost.mean()) if len(kept) else math.nan})
    groups = [group_of(one.sequence) for one in answered]
    cost, letters = np.array(totals), np.array(counts, np.float64)

    def statistics(times: Float, _: bool) -> dict[str, float]:
        return {"Perplexity": math.exp(float(cost @ times / (letters @ times)))}

    return Assessed(tuple(_figures("Hidden letters", statistics, groups)), (), tuple(rows))


_ASSESSMENTS: Mapping[str, Callable[[System, SequenceData, Sequence[Answered]], Assessed]] = {
    "whole": _wholes,
    "each": _each,
    "letters": _hidden,
}
_TASKS: Mapping[str, Literal["classification", "labelling", "language"]] = {
    "whole": "classification",
    "each": "labelling",
    "letters": "language",
}
