"""Simple baselines of sequences, fitted in seconds to minutes and measured like any model.

Wholes: logistic regression on how often each letter occurs there and at the ends, a support vector machine on short
words and their places, and the class of the most alike sequence. Letters: logistic regression on the letters around.
Hidden letters: how often each occurs, between its neighbours (n-grams, interpolated).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags, vstack
from sklearn.calibration import CalibratedClassifierCV
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.svm import SVC

from medview.core.text import tr
from medview.engine.picture_run import Chances
from medview.training.data.folding import folds
from medview.training.data.nouns import TRAIN, Sample
from medview.training.data.sequence_cases import case_of_each, case_of_whole, numbered
from medview.training.data.sequence_nouns import Sequence as Known
from medview.training.data.sequence_nouns import SequenceData
from medview.training.data.sequence_reading import WANTED, grouped, read_sequences
from medview.training.measuring.outcome import Outcome
from medview.training.measuring.sequences import Answer, Checkpoint, System, evaluate_data

Float = NDArray[np.float64]
Numbers = NDArray[np.int64]
Fit = Callable[[System, Sequence[Known]], Callable[[Known], Answer]]

FOLDS = 10
"""Parts of cross-validation, where no split but the one that is measured is left to fit on."""

END = 40
"""Letters of a beginning and an end: most signals that send a protein somewhere lie there."""

AROUND = 7
"""Letters on each side a window has."""

MOST_LETTERS = 150_000
"""Letters a window's regression is fitted on."""

WORD = 3
"""Letters of a word that counts how alike sequences are."""

ORDER = 2
"""Neighbours on each side an n-gram looks at."""


@dataclass(frozen=True)
class Baseline:
    """A baseline.

    Args:
        id: Identifier.
        answers: What it answers for.
        fit: From the system it stands beside and training sequences to what answers.
        suits: Whether it can be fitted.
    """

    id: str
    answers: str
    fit: Fit
    suits: Callable[[System], bool] = lambda system: True


def evaluate_sequence_baselines(
    system: System,
    path: Path,
    split: str | None,
    checkpoint: Checkpoint,
    files: Sequence[str] = (),
    parts: int = FOLDS,
) -> tuple[Outcome, ...]:
    """Fit and measure all baselines of a system's answers.

    They learn from the split ``train``; where that is measured, or none is named, from all groups but those asked for,
    which are asked for in so many ``parts``.
    """
    wanted = WANTED[system.letters.answers]
    labelled_by = system.letters.labelled_by
    data = read_sequences(path, wanted, split, files, labelled_by)
    data = replace(data, sequences=grouped(data.sequences, system.letters.groups))
    apart = split not in (None, TRAIN)
    learned = read_sequences(path, wanted, TRAIN, files, labelled_by).sequences if apart else ()
    training = grouped(learned, system.letters.groups)
    chosen = [one for one in BASELINES if one.answers == system.letters.answers and one.suits(system)]
    found = []
    for number, one in enumerate(chosen):
        checkpoint(number / len(chosen), tr("Fitting baselines"))
        answer = one.fit(system, training) if training else _crossed(one, system, data, parts)
        beside = replace(system, id=one.id, version="", weights_sha256="", precision="", answer=answer)
        found.append(evaluate_data(beside, data, split, _silent))
    return tuple(found)


def _crossed(baseline: Baseline, system: System, data: SequenceData, parts: int) -> Callable[[Known], Answer]:
    """Every sequence is answered by what was fitted without its group."""
    samples = [Sample(str(n), Path(), one.group, label=one.label) for n, one in enumerate(data.sequences)]
    answers: dict[int, Answer] = {}
    for part in folds(samples, min(parts, len(samples)), 0):
        places = {int(sample.name) for sample in part}
        answer = baseline.fit(system, [one for n, one in enumerate(data.sequences) if n not in places])
        answers |= {id(data.sequences[place]): answer(data.sequences[place]) for place in places}
    return lambda one: answers[id(one)]


def _silent(fraction: float, note: str) -> None:
    """What is fitted answers quickly."""


# wholes


def _labels(system: System, training: Sequence[Known]) -> Numbers:
    names = sorted({one.label for one in training})
    return np.array([case_of_whole(system.letters, one, names).truth[0] for one in training])


def _whole(values: Float) -> Chances:
    chances = values.astype(np.float32)
    return Chances(chances, chances, chances, None)


def _placed(system: System, classes: Sequence[int], given: Float) -> Float:
    values = np.zeros(len(system.classes))
    values[list(classes)] = given
    return values


def _composition(system: System, one: Known) -> Float:
    """How often each letter occurs in all of it, at its beginning and at its end; and the length's logarithm."""
    count, rows = len(system.letters.alphabet), numbered(system.letters, one.letters)
    rows = rows[rows >= 0]
    parts = (rows, rows[:END], rows[-END:])
    often = [np.bincount(part, minlength=count) / max(len(part), 1) for part in parts]
    return np.concatenate([*often, [np.log(max(len(rows), 1))]])


def _composed(system: System, training: Sequence[Known]) -> Callable[[Known], Answer]:
    model = make_pipeline(StandardScaler(), LogisticRegression(C=1.0, max_iter=2000))
    model.fit(np.stack([_composition(system, one) for one in training]), _labels(system, training))
    return lambda one: _whole(_placed(system, model.classes_, model.predict_proba(_composition(system, one)[None])[0]))


def _words(system: System, one: Known, length: int) -> Float:
    """Which letter stands at each place of the middle, and how often each word of three occurs."""
    count, rows = len(system.letters.alphabet), numbered(system.letters, one.letters)
    middle = np.full(length, -1)
    start = max(0, (len(rows) - length) // 2)
    part = rows[start : start + length]
    middle[: len(part)] = part
    places = (middle[:, None] == np.arange(count)).ravel().astype(np.float64)
    if len(rows) < WORD:
        return np.concatenate([places, np.zeros(count**WORD)])
    windows = sliding_window_view(np.maximum(rows, 0), WORD)
    words = np.bincount(windows @ (count ** np.arange(WORD)), minlength=count**WORD)
    return np.concatenate([places, words / np.sqrt(max(words.sum(), 1))])


def _vectors(system: System, training: Sequence[Known]) -> Callable[[Known], Answer]:
    """A support vector machine; its probabilities by Platt's scaling within the training sequences."""
    length = int(np.median([len(one.letters) for one in training]))
    table = np.stack([_words(system, one, length) for one in training])
    model = CalibratedClassifierCV(SVC(C=1.0, kernel="rbf", gamma="scale"), ensemble=False)
    model.fit(table, _labels(system, training))
    return lambda one: _whole(
        _placed(system, model.classes_, model.predict_proba(_words(system, one, length)[None])[0])
    )


_MOST_WORDS = 1000
"""Words a table has columns for."""


def _alike(system: System, training: Sequence[Known]) -> Callable[[Known], Answer]:
    """The class of the training sequence that shares most words, weighed by how rare they are."""
    count, labels = len(system.letters.alphabet), _labels(system, training)
    known = _table([_word_set(system, one, count) for one in training], count)
    rare = np.log(len(training) / np.maximum(np.asarray(known.sum(0)).ravel(), 1.0))
    weight = diags(rare)
    weighed = csr_matrix(known @ weight)
    sizes = np.sqrt(np.maximum(np.asarray(weighed.multiply(weighed).sum(1)).ravel(), 1e-12))

    def answer(one: Known) -> Answer:
        asked = csr_matrix(_table([_word_set(system, one, count)], count) @ weight)
        likeness = np.asarray((weighed @ asked.T).todense()).ravel() / sizes
        values = np.zeros(len(system.classes))
        values[labels[int(likeness.argmax())]] = 1.0
        return _whole(values)

    return answer


def _word_set(system: System, one: Known, count: int) -> Numbers:
    rows = np.maximum(numbered(system.letters, one.letters), 0)
    if len(rows) < WORD:
        return np.empty(0, np.int64)
    return np.unique(sliding_window_view(rows, WORD) @ (count ** np.arange(WORD)))


def _table(sets: Sequence[Numbers], count: int) -> csr_matrix:
    ends = np.concatenate([[0], np.cumsum([len(one) for one in sets])])
    columns = np.concatenate(sets) if sets else np.empty(0, np.int64)
    return csr_matrix((np.ones(len(columns)), columns, ends), shape=(len(sets), count**WORD))


# letters


def _windows(system: System, one: Known) -> csr_matrix:
    """(length, (2 AROUND + 1) letters) which letter stands at each place around each letter."""
    count = len(system.letters.alphabet) + 1
    rows = np.pad(numbered(system.letters, one.letters), AROUND, constant_values=count - 1)
    rows[rows < 0] = count - 1
    windows = sliding_window_view(rows, 2 * AROUND + 1)
    columns = windows + count * np.arange(2 * AROUND + 1)
    ends = np.arange(len(windows) + 1) * columns.shape[1]
    return csr_matrix((np.ones(columns.size), columns.ravel(), ends), shape=(len(windows), count * columns.shape[1]))


def _window(system: System, training: Sequence[Known]) -> Callable[[Known], Answer]:
    """Logistic regression on the letters around; of classes that do not exclude each other, one for each."""
    classes = len(system.classes)
    tables, truths = list[csr_matrix](), list[Numbers]()
    for one in _some(training):
        truth = case_of_each(system.letters, one, system.letters.signs, classes).truth
        known = np.flatnonzero(truth >= 0 if truth.ndim == 1 else (truth >= 0).all(1))
        tables.append(_windows(system, one)[known])
        truths.append(truth[known])
    table, truth = _stacked(tables), np.concatenate(truths)
    if truth.ndim == 1:
        model = LogisticRegression(C=0.1, max_iter=200).fit(table, truth)
        return lambda one: model.predict_proba(_windows(system, one)).T.astype(np.float32)
    models = [LogisticRegression(C=0.1, max_iter=200).fit(table, truth[:, number]) for number in range(classes)]
    return lambda one: np.stack([m.predict_proba(_windows(system, one))[:, 1] for m in models]).astype(np.float32)


def _stacked(tables: Sequence[csr_matrix]) -> csr_matrix:
    found: csr_matrix = vstack(tables).tocsr()
    return found


def _some(training: Sequence[Known]) -> Iterator[Known]:
    """Sequences, in an order of chance, until they have enough letters."""
    total = 0
    for number in np.random.default_rng(0).permutation(len(training)):
        if total > MOST_LETTERS:
            return
        total += len(training[number].letters)
        yield training[number]


# hidden letters


STRENGTHS = (30.0, 100.0, 300.0, 1000.0, 3000.0)
"""How many letters what fewer neighbours say may count for; the best on a tenth of the training sequences is used."""


def _grams(system: System, training: Sequence[Known]) -> Callable[[Known], Answer]:
    """How often a letter stands between its neighbours, backed off to fewer of them (MacKay and Peto 1995)."""
    count = len(system.letters.alphabet) - 1
    rows = [numbered(system.letters, one.letters) for one in training]
    apart = [one for number, one in enumerate(rows) if number % 10 == 0]
    rest = [one for number, one in enumerate(rows) if number % 10]
    single = np.bincount(np.concatenate(rest), minlength=count + 1)[:count].astype(np.float64) + 1.0
    steps = list[tuple[tuple[int, ...], NDArray[np.float32], float]]()
    for places in ((-1, 1), (-2, -1, 1), (-1, 1, 2), (-2, -1, 1, 2)):
        table = _counted(rest, places, count)
        tried = {strength: _likelihood(apart, single, (*steps, (places, table, strength))) for strength in STRENGTHS}
        strength = max(tried, key=lambda one: tried[one])
        steps.append((places, table, strength))
    return lambda one: _given(numbered(system.letters, one.letters), single, steps).T.astype(np.float32)


_Steps = Sequence[tuple[tuple[int, ...], NDArray[np.float32], float]]


def _given(rows: Numbers, single: Float, steps: _Steps) -> Float:
    """(length, letters) probabilities."""
    given = np.repeat((single / single.sum())[None], len(rows), 0)
    for places, table, strength in steps:
        found = table[_contexts(rows, places, len(single))]
        given = (found + strength * given) / (found.sum(1, keepdims=True) + strength)
    return given


def _likelihood(sequences: Sequence[Numbers], single: Float, steps: _Steps) -> float:
    total = 0.0
    for rows in sequences:
        known = np.flatnonzero((rows >= 0) & (rows < len(single)))
        total += float(np.log(_given(rows, single, steps)[known, rows[known]]).sum())
    return total


def _contexts(rows: Numbers, places: Sequence[int], count: int) -> Numbers:
    """(length,) a number for the letters at these places from each letter; ends count as the letter for others."""
    padded = np.pad(np.minimum(np.where(rows < 0, count, rows), count), ORDER, constant_values=count)
    code = np.zeros(len(rows), np.int64)
    for place in places:
        code = code * (count + 1) + padded[ORDER + place : ORDER + place + len(rows)]
    return code


def _counted(rows: Sequence[Numbers], places: Sequence[int], count: int) -> NDArray[np.float32]:
    """((letters + 1) ** places, letters) how often each letter stands in each surroundings."""
    table = np.zeros(((count + 1) ** len(places), count), np.float32)
    for one in rows:
        kept = (one >= 0) & (one < count)
        np.add.at(table, (_contexts(one, places, count)[kept], one[kept]), 1.0)
    return table


BASELINES = (
    Baseline("baseline-composition", "whole", _composed),
    Baseline(
        "baseline-words-svm", "whole", _vectors, lambda system: len(system.letters.alphabet) ** WORD <= _MOST_WORDS
    ),
    Baseline("baseline-most-alike", "whole", _alike),
    Baseline("baseline-window-regression", "each", _window),
    Baseline("baseline-n-grams", "letters", _grams),
)
"""All of them."""
