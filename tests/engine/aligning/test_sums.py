import numpy as np
import pytest
import torch

from medview.engine.aligning.lattice import Band, Lattice, whole
from medview.engine.aligning.paths import best, most_accurate
from medview.engine.aligning.scores import Scores, dense
from medview.engine.aligning.sums import total, visited
from tests.engine.aligning.making import alignments, random_scores, score, scores

MODES = ("global", "local", "semi-global")
SIZES = ((1, 1), (2, 4), (4, 3), (4, 4))


def posteriors(lattice: Lattice) -> torch.Tensor:
    return torch.cat([part.pairs for part in reversed(list(visited(lattice)))])


def placed(pairs: torch.Tensor, lattice: Lattice) -> torch.Tensor:
    """(rows, columns, n) of the diagonals of a band."""
    i, j = lattice.places(0, lattice.diagonals)
    found = torch.zeros(*lattice.scores.shape, pairs.shape[2], dtype=pairs.dtype)
    rows, columns = lattice.scores.shape
    within = (i > 0) & (j > 0) & (i <= rows) & (j <= columns)
    found[i[within] - 1, j[within] - 1] = pairs[within]
    return found


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("size", SIZES)
def test_the_sum_is_that_over_all_alignments(mode, size) -> None:
    given = random_scores(*size, seed=sum(size))
    every = torch.tensor([score(one, given, mode) for one in alignments(*size, mode)], dtype=torch.float64)
    assert float(total(*given, mode)) == pytest.approx(float(every.logsumexp(0)))


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("cells", [1, 1 << 20])
def test_probabilities_of_pairs_are_those_of_all_alignments(mode, cells) -> None:
    given = random_scores(4, 3, seed=2)
    wanted, weights = torch.zeros(4, 3, dtype=torch.float64), 0.0
    for one in alignments(4, 3, mode):
        weight = np.exp(score(one, given, mode))
        weights += weight
        for state, i, j in one:
            if state == "M":
                wanted[i - 1, j - 1] += weight
    lattice = Lattice(scores(given, mode), whole((4, 3)), mode == "local", cells=cells)
    found = placed(posteriors(lattice), lattice)[..., 0]
    assert torch.allclose(found, wanted / weights)
    assert float(found.sum(0).max()) <= 1 + 1e-9
    assert float(found.sum(1).max()) <= 1 + 1e-9


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("cells", [1, 1 << 20])
@pytest.mark.parametrize("seed", range(4))
def test_the_best_path_is_the_best_of_all(mode, cells, seed) -> None:
    given = random_scores(4, 4, seed=seed)
    every = {one: score(one, given, mode) for one in alignments(4, 4, mode)}
    wanted = max(every, key=every.get)
    (found,) = best(Lattice(scores(given, mode), whole((4, 4)), mode == "local", cells=cells))
    assert found.score == pytest.approx(every[wanted])
    assert list(zip(found.first, found.second, strict=True)) == [(i - 1, j - 1) for s, i, j in wanted if s == "M"]


@pytest.mark.parametrize("mode", MODES)
def test_the_gradient_is_right(mode) -> None:
    match, first, second, lengths = random_scores(4, 5, seed=1)
    given = [one.requires_grad_() for one in (match, first, second)]
    assert torch.autograd.gradcheck(lambda *some: total(*some, lengths, mode), given)


@pytest.mark.parametrize("mode", MODES)
def test_sequences_of_other_lengths_beside_do_not_matter(mode) -> None:
    alone = [random_scores(rows, columns, seed=rows) for rows, columns in ((3, 6), (5, 2))]
    match, first, second = torch.randn(5, 6, 2).double(), torch.randn(5, 5, 2).double(), torch.randn(5, 6, 2).double()
    for number, (one, mine, other, _) in enumerate(alone):
        match[: len(one), : one.shape[1], number] = one[..., 0]
        first[:, : len(one), number], second[:, : one.shape[1], number] = mine[..., 0], other[..., 0]
    lengths = torch.cat([one[3] for one in alone])
    together = total(match, first, second, lengths, mode)
    assert together.tolist() == pytest.approx([float(total(*one, mode)) for one in alone])
    paths = best(Lattice(scores((match, first, second, lengths), mode), whole((5, 6)), mode == "local"))
    single = [best(Lattice(scores(one, mode), whole(one[0].shape[:2]), mode == "local"))[0] for one in alone]
    assert [path.score for path in paths] == pytest.approx([path.score for path in single])


def test_a_band_around_the_diagonal_gives_what_all_cells_give() -> None:
    rows = columns = 60
    match = torch.full((rows, columns), -3.0).fill_diagonal_(4.0)[..., None]
    gaps = torch.full((5, rows, 1), -4.0)
    given = Scores(dense(match), gaps, gaps, torch.tensor([[rows, columns]]))
    everything = Lattice(given, whole((rows, columns)))
    narrow = Lattice(given, Band(np.arange(rows + columns + 1) // 2 - 6, 13))
    found = placed(posteriors(narrow), narrow)
    assert torch.allclose(found, placed(posteriors(everything), everything), atol=1e-5)
    assert best(narrow)[0].score == pytest.approx(best(everything)[0].score) == 4.0 * rows


def test_the_most_accurate_alignment_has_the_greatest_sum_of_probabilities() -> None:
    for seed in range(5):
        given = random_scores(4, 4, seed=seed)
        lattice = Lattice(scores(given, "global"), whole((4, 4)))
        pairs = posteriors(lattice)
        chances = placed(pairs, lattice)[..., 0]
        sums = {
            one: sum(float(chances[i - 1, j - 1]) for state, i, j in one if state == "M")
            for one in alignments(4, 4, "global")
        }
        (found,) = most_accurate(pairs, lattice.band, given[3])
        reached = float(chances[found.first, found.second].sum())
        assert reached == pytest.approx(max(sums.values()), abs=5e-3)


def test_it_can_be_stopped_between_blocks() -> None:
    given = random_scores(30, 30, seed=0)

    def stop(done: float) -> None:
        if done > 0.4:
            raise InterruptedError

    lattice = Lattice(scores(given, "global"), whole((30, 30)), cells=100)
    with pytest.raises(InterruptedError):
        list(visited(lattice, stop))
    with pytest.raises(InterruptedError):
        best(lattice, stop)
