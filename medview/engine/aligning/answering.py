"""Two sequences through an aligner: the alignment most of whose columns are right, and how sure each of them is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional
from torch.nn.utils.rnn import pad_sequence

from medview.catalog.acceptance import aligns
from medview.catalog.package import Package
from medview.catalog.schema import Calibration, Letters
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.aligning import learned, plain
from medview.engine.aligning.banding import LEAST, WORD, anchors, around, is_narrow
from medview.engine.aligning.lattice import Band, Lattice, Step, still, whole
from medview.engine.aligning.paths import Aligned, best, most_accurate
from medview.engine.aligning.scores import Mode, Scores
from medview.engine.aligning.sums import visited
from medview.engine.calibration import mapped
from medview.engine.letters import encode, rows_of, spelled
from medview.engine.model import load_model

Float = NDArray[np.float32]
Numbers = NDArray[np.int64]

MOST_CELLS = 26_000_000
"""Pairs of letters that are all looked at: those of two proteins of 5,000 residues. Of more a band is."""

_NUCLEOTIDES = 4

WIDEST = 1 << 13
"""Cells of a diagonal of the widest band."""

HEAT = 512
"""Rows and columns a map of probabilities has at most."""


@dataclass(frozen=True, eq=False)
class Aligner:
    """What scores pairs of sequences.

    Args:
        letters: How it reads them.
        scores: From sequences, pair by pair, and which heads are asked (none: all), to the scores.
        calibration: From probabilities to how often such columns are right; None: as they are.
    """

    letters: Letters
    scores: Callable[[Sequence[tuple[str, str]], Sequence[int]], Scores]
    calibration: Calibration | None = None


@dataclass(frozen=True, eq=False)
class Answer:
    """An alignment with how sure it is.

    Args:
        first: (columns,) letters of the first sequence that are paired, ascending.
        second: (columns,) those they are paired with.
        chances: (columns,) how probable it is that each of these is right.
        alone: For both sequences, (length,) how probable it is that each letter is paired with none.
        evidence: The logarithm of the sum over all alignments.
        heat: (rows, columns) the greatest probability of a pair of letters in each part of both sequences; each part
            is one letter where they are short.
        narrow: Whether a band was looked at that turned out to be too narrow.
    """

    first: Numbers
    second: Numbers
    chances: Float
    alone: tuple[Float, Float]
    evidence: float
    heat: Float
    narrow: bool = False


def aligner(package: Package, device: str | None = None, remembered: int = 0) -> Aligner:
    """What a package learned, in float32.

    Args:
        package: The package.
        device: Where its network computes; by default the fastest device there is.
        remembered: Of how many sequences is kept what its network says.

    Raises:
        ModelError: It aligns no pairs, or cannot be loaded.
    """
    configuration = package.configuration
    letters = configuration.letters
    if letters is None or not aligns(package):
        raise ModelError(
            tr("{model} does not align sequences.").format(model=configuration.card.name),
            tr("Choose a model that does, such as protein-aligner."),
        )
    model, own = load_model(package, lambda _: False, device), letters
    said = lru_cache(remembered)(lambda text: model.mean(torch.from_numpy(encode(own, text))[None])[0].cpu())

    def scores(pairs: Sequence[tuple[str, str]], heads: Sequence[int]) -> Scores:
        first, second = (_beside([said(pair[side]) for pair in pairs]) for side in (0, 1))
        return learned.scores(configuration.network, first, second, _lengths(pairs), heads)

    return Aligner(letters, scores, configuration.calibration)


def classic(scheme: plain.Scheme) -> Aligner:
    """What a table of substitutions and gap costs say."""
    letters, table = Letters(scheme.alphabet, other=scheme.other), torch.from_numpy(scheme.table)

    def scores(pairs: Sequence[tuple[str, str]], _: Sequence[int]) -> Scores:
        first, second = (_numbers(letters, [pair[side] for pair in pairs]) for side in (0, 1))
        return plain.scores(scheme, table, first, second, _lengths(pairs))

    return Aligner(letters, scores)


def _lengths(pairs: Sequence[tuple[str, str]]) -> Tensor:
    return torch.tensor([[len(one), len(other)] for one, other in pairs])


def _numbers(letters: Letters, texts: Sequence[str]) -> Tensor:
    """(n, longest) numbers of letters."""
    rows = [torch.from_numpy(codes(letters, text)) for text in texts]
    return pad_sequence(rows, batch_first=True)


def codes(letters: Letters, text: str) -> Numbers:
    """(length,) numbers of the letters of a text."""
    return rows_of(letters)[np.frombuffer(spelled(letters, text).encode("latin-1", "replace"), np.uint8)]


def _beside(said: Sequence[Tensor]) -> Tensor:
    """(n, channels, longest) what was said of the letters of each sequence; shorter ones are filled up."""
    longest = max(one.shape[1] for one in said)
    return torch.stack([functional.pad(one, (0, longest - one.shape[1])) for one in said])


def align(
    source: Aligner, first: str, second: str, mode: Mode, heads: Sequence[int] = (), step: Step = still
) -> Answer:
    """Align two sequences.

    Args:
        source: What scores them.
        first: Letters of the first one.
        second: Those of the second one.
        mode: ``global``: from end to end; ``semi-global``: overhanging ends cost nothing; ``local``: what is alike.
        heads: Which heads of a network are asked; none: all.
        step: Told the done part before each block; may raise to stop.

    Raises:
        ModelError: A sequence is empty.
    """
    if not first or not second:
        raise ModelError(tr("A sequence to be aligned has no letters."), tr("Give sequences of at least one letter."))
    step(0.0)
    with torch.inference_mode():
        scores = source.scores([(first, second)], heads).in_mode(mode)
        if (scores.shape[0] + 1) * (scores.shape[1] + 1) <= MOST_CELLS:
            return _answer(source, scores, whole(scores.shape), mode, step)
        return _banded(source, scores, (first, second), mode, step)


def _banded(source: Aligner, scores: Scores, texts: tuple[str, str], mode: Mode, step: Step) -> Answer:
    """The alignment within a band, which is made wider until nothing comes near its sides."""
    one, other = (codes(source.letters, text) for text in texts)
    known = len(source.letters.alphabet) - bool(source.letters.other)
    points, width = anchors(one, other, known, WORD[known == _NUCLEOTIDES]), LEAST
    while True:
        band = around(points, scores.shape, width)
        found = _answer(source, scores, band, mode, step)
        if not is_narrow(band, scores.shape, found.first, found.second):
            return found
        if width >= WIDEST:
            return replace(found, narrow=True)
        width *= 2


def _answer(source: Aligner, scores: Scores, band: Band, mode: Mode, step: Step) -> Answer:
    lattice = Lattice(scores, band, mode == "local")
    pairs, evidence = chances(lattice, lambda done: step(0.6 * done))
    (path,) = most_accurate(pairs, band, scores.lengths, lambda done: step(0.6 + 0.3 * done))
    (right,) = _sure(source, pairs, band, [path])
    heat, alone = _summed(lattice, pairs, lambda done: step(0.9 + 0.1 * done))
    return Answer(path.first, path.second, right, alone, float(evidence[0]), heat)


def _sure(source: Aligner, pairs: Tensor, band: Band, paths: Sequence[Aligned]) -> list[Float]:
    """(columns,) of each path how probable its columns are to be right."""
    found = list[Float]()
    for number, path in enumerate(paths):
        i, j = path.first + 1, path.second + 1
        given = pairs[i + j, i - band.lows[i + j], number].numpy()
        found.append(mapped(source.calibration, given[:, None], False)[:, 0] if source.calibration else given)
    return found


def chances(lattice: Lattice, step: Step = still) -> tuple[Tensor, Tensor]:
    """(diagonals, width, n) the probability of each pair of letters, and (n,) the sum over all alignments."""
    found = torch.zeros(lattice.diagonals, lattice.band.width, lattice.scores.count)
    total = torch.zeros(lattice.scores.count)
    for part in visited(lattice, step):
        found[part.block.first : part.block.behind] = part.pairs
        total = part.total
    return found, total


def _summed(lattice: Lattice, pairs: Tensor, step: Step) -> tuple[Float, tuple[Float, Float]]:
    """The map of probabilities, and for both sequences how probable each letter is to be paired with none."""
    rows, columns = lattice.scores.shape
    size = min(rows, HEAT), min(columns, HEAT)
    heat, one, other = torch.zeros(size[0] * size[1]), torch.ones(rows), torch.ones(columns)
    for first, behind in zip(lattice.starts, (*lattice.starts[1:], lattice.diagonals), strict=True):
        step(first / lattice.diagonals)
        i, j = lattice.places(first, behind)
        within = (i > 0) & (j > 0) & (i <= rows) & (j <= columns)
        values, a, b = pairs[first:behind, :, 0][within], (i[within] - 1).long(), (j[within] - 1).long()
        one.index_add_(0, a, values, alpha=-1)
        other.index_add_(0, b, values, alpha=-1)
        heat.scatter_reduce_(0, (a * size[0] // rows) * size[1] + b * size[1] // columns, values, "amax")
    return heat.reshape(size).numpy(), (one.clamp_(0.0, 1.0).numpy(), other.clamp_(0.0, 1.0).numpy())


def best_columns(source: Aligner, pairs: Sequence[tuple[str, str]], mode: Mode) -> list[Aligned]:
    """The alignments of the highest scores of many pairs of sequences of like lengths."""
    with torch.inference_mode():
        return best(_lattice(source, pairs, mode))


def sure_columns(
    source: Aligner, pairs: Sequence[tuple[str, str]], mode: Mode, heads: Sequence[int] = ()
) -> list[tuple[Aligned, Float]]:
    """The alignments of many pairs most of whose columns are right, and how probable each column is to be.

    Args:
        source: What scores them.
        pairs: Both sequences of each; of like lengths, for shorter ones are filled up, and all cells are looked at.
        mode: Which alignments count.
        heads: Which heads of a network are asked; none: all.
    """
    with torch.inference_mode():
        lattice = _lattice(source, pairs, mode, heads)
        given, _ = chances(lattice)
        paths = most_accurate(given, lattice.band, lattice.scores.lengths)
        return list(zip(paths, _sure(source, given, lattice.band, paths), strict=True))


def _lattice(source: Aligner, pairs: Sequence[tuple[str, str]], mode: Mode, heads: Sequence[int] = ()) -> Lattice:
    scores = source.scores(pairs, heads).in_mode(mode)
    return Lattice(scores, whole(scores.shape), mode == "local")
