"""What a head learns: the alignment that is known is to be the likeliest of all.

Source: conditional random fields of alignments, Do et al. 2006 (CONTRAlign), RECOMB 160.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from medview.engine.aligning.learned import products
from medview.engine.aligning.plain import HALF_BIT, matrix
from medview.engine.aligning.scores import BESIDE, END_EXTEND, END_OPEN, EXTEND, GAPS, OPEN
from medview.engine.aligning.sums import total
from medview.engine.networks.pair_aligner import PairHead
from medview.training.aligning.recipe import AlignerRecipe
from medview.training.data.aligned_pairs import AlignedPair
from medview.training.running.trainer import Batch, Lesson

Float = NDArray[np.float32]
Numbers = NDArray[np.int64]
Read = Callable[[str], Tensor]
"""From letters to (width + letters of the alphabet, length) what the reader says of them."""

LIKE_LENGTHS = 8
"""Batches that are drawn at once and divided by length, for shorter pairs are filled up."""

FIRST_GAPS = {OPEN: 10.0, EXTEND: 1.0, END_OPEN: 7.0, END_EXTEND: 0.7}
"""What gaps cost before anything was learned, in half bits."""


@dataclass(frozen=True, eq=False)
class Used:
    """How often an alignment uses each score.

    Args:
        columns: (n, 2) letters that are paired.
        first: (5, rows) of the gap scores of the first sequence.
        second: (5, columns) of those of the second one.
    """

    columns: Numbers
    first: Float
    second: Float


def used(pair: AlignedPair, local: bool) -> Used:
    """What the known alignment of a pair uses; a local one begins and ends with its first and last column."""
    rows, columns = len(pair.first), len(pair.second)
    counts = np.zeros((GAPS, rows), np.float32), np.zeros((GAPS, columns), np.float32)
    ends = [] if local else [np.array([[-1, -1]]), np.array([[rows, columns]])]
    points = np.concatenate([*ends[:1], pair.columns, *ends[1:]])
    for (i, j), (next_i, next_j) in zip(points[:-1].tolist(), points[1:].tolist(), strict=True):
        _leave_out(counts[0], counts[1], range(i + 1, next_i), j)
        _leave_out(counts[1], counts[0], range(j + 1, next_j), next_i - 1)  # gaps of the first come first
    return Used(pair.columns, *counts)


def _leave_out(mine: Float, other: Float, letters: range, beside: int) -> None:
    """Count letters left out beside one of the other sequence (-1: before all of it)."""
    if not letters:
        return
    at_end = beside in (-1, other.shape[1] - 1)
    mine[END_OPEN if at_end else OPEN, letters[0]] += 1
    mine[END_EXTEND if at_end else EXTEND, letters[1:]] += 1
    if not at_end:
        other[BESIDE, beside] += 1


def begun(head: PairHead, recipe: AlignerRecipe) -> PairHead:
    """A head that scores as BLOSUM62 does, nearly: what is learned comes on top.

    Raises:
        ValueError: The network counts other features of the matrix against a pair than BLOSUM62 has.
    """
    table = matrix("BLOSUM62", recipe.letters.alphabet) * HALF_BIT
    values, vectors = np.linalg.eigh(table)
    if int((values < 0).sum()) != recipe.network.arguments["negative"]:
        raise ValueError(f"BLOSUM62 has {int((values < 0).sum())} negative eigenvalues over these letters")
    values, vectors = values[::-1], vectors[:, ::-1]
    with torch.no_grad():
        head.substitutions.weight.copy_(torch.from_numpy((vectors * np.abs(values) ** 0.5).T.copy()))
        head.features.weight.mul_(_SMALL)
        head.features.bias.zero_()
        head.gaps.weight.mul_(_SMALL)
        head.gaps.bias.zero_()
        for row, cost in FIRST_GAPS.items():
            head.gaps.bias[row] = float(np.log(np.expm1(cost * HALF_BIT)))
    return head


_SMALL = 0.5
"""Part of random weights that is left, so that BLOSUM62 decides at first."""


def lesson(pairs: Sequence[AlignedPair], read: Read, recipe: AlignerRecipe, seed: int) -> Lesson:
    """What a head learns from pairs: of every family as often, however many pairs it has."""
    draw = _Draw(pairs, recipe.plan.phases[0].batch, seed)
    one = replace(recipe.network, arguments={**recipe.network.arguments, "heads": 1})

    def batch(serials: range, _: float) -> Batch:
        local = np.random.default_rng((seed, serials.start, 1)).random() < recipe.local
        return shown([draw.of(serial) for serial in serials], read, local)

    def loss(output: Tensor, given: Batch) -> Tensor:
        _, lengths, columns, first, second, local = (part.cpu() for part in given)
        sides = output.float().cpu().chunk(2)
        rows = sides[0][..., : first.shape[1]], sides[1][..., : second.shape[1]]
        match, *gaps = products(one, *rows)
        every = total(match, gaps[0], gaps[1], lengths, "local" if bool(local) else "global")
        known = columns >= 0
        paired = match.movedim(2, 0)[torch.arange(len(lengths))[:, None], *columns.clamp_min(0).unbind(2)]
        own = (paired * known[..., 0]).sum(1) + (gaps[0] * first).sum((0, 1)) + (gaps[1] * second).sum((0, 1))
        return ((every - own) / known[..., 0].sum(1)).mean()

    return Lesson(batch, loss)


class _Draw:
    """Which pairs are shown.

    Args:
        pairs: All of them.
        batch: Pairs of a batch.
        seed: Of everything random.
    """

    def __init__(self, pairs: Sequence[AlignedPair], batch: int, seed: int) -> None:
        self._families: dict[str, list[AlignedPair]] = {}
        for pair in pairs:
            self._families.setdefault(pair.family, []).append(pair)
        self._batch, self._seed = batch, seed

    def of(self, serial: int) -> AlignedPair:
        """The pair a serial number shows, one way round or the other."""
        number, place = divmod(serial, self._batch * LIKE_LENGTHS)
        random = np.random.default_rng((self._seed, number))
        names = sorted(self._families)
        places = random.integers(len(names), size=self._batch * LIKE_LENGTHS)
        drawn = [self._families[names[int(place)]] for place in places]
        chosen = sorted((own[int(random.integers(len(own)))] for own in drawn), key=_size)
        order = random.permutation(LIKE_LENGTHS)
        pair = chosen[int(order[place // self._batch]) * self._batch + place % self._batch]
        return _turned(pair) if (serial * 2654435761 + self._seed) >> 7 & 1 else pair


def _size(pair: AlignedPair) -> int:
    return max(len(pair.first), len(pair.second))


def _turned(pair: AlignedPair) -> AlignedPair:
    return replace(pair, first=pair.second, second=pair.first, columns=pair.columns[:, ::-1])


def shown(pairs: Sequence[AlignedPair], read: Read, local: bool) -> Batch:
    """Pairs as a head is given them, and what their alignments use.

    Returns:
        (2 n, width + letters, longest) what was read of the first sequences, then of the second ones; (n, 2) lengths;
        (n, most columns, 2) paired letters, -1 where there are no more; (5, rows, n) and (5, columns, n) gaps; and
        whether alignments are local.
    """
    counted = [used(pair, local) for pair in pairs]
    texts = [pair.first for pair in pairs] + [pair.second for pair in pairs]
    lengths = torch.tensor([[len(pair.first), len(pair.second)] for pair in pairs])
    longest = [int(most) for most in lengths.amax(0)]
    whole = torch.stack([_filled(read(text), max(longest)) for text in texts])
    columns = [torch.from_numpy(one.columns.copy()) for one in counted]
    most = max(len(one) for one in columns)
    paired = torch.stack([functional.pad(one, (0, 0, 0, most - len(one)), value=-1) for one in columns])
    first = torch.stack([_filled(torch.from_numpy(one.first), longest[0]) for one in counted], 2)
    second = torch.stack([_filled(torch.from_numpy(one.second), longest[1]) for one in counted], 2)
    return whole, lengths, paired, first, second, torch.tensor(local)


def _filled(values: Tensor, length: int) -> Tensor:
    return functional.pad(values, (0, length - values.shape[-1]))
