import numpy as np
import pytest
from Bio.Align import PairwiseAligner, substitution_matrices

from medview.core.errors import ModelError
from medview.engine.aligning import answering
from medview.engine.aligning.answering import align, best_columns, classic, sure_columns
from medview.engine.aligning.plain import RESIDUES, nucleotides, proteins

BIOPYTHON = {"global": "global", "local": "local", "semi-global": "global"}


def letters(count: int, alphabet: str, seed: int) -> str:
    return "".join(np.random.default_rng(seed).choice(list(alphabet), count))


def changed(text: str, alphabet: str, seed: int, part: float = 0.1) -> str:
    """The text with letters swapped, left out and put in."""
    random, found = np.random.default_rng(seed), []
    for letter in text:
        fate = random.random()
        if fate > part * 0.3:
            found.append(letter if fate > part else str(random.choice(list(alphabet))))
        if random.random() < part * 0.2:
            found += list(random.choice(list(alphabet), random.integers(1, 6)))
    return "".join(found)


def peer(mode: str, opening: float, extending: float) -> PairwiseAligner:
    found = PairwiseAligner(mode=BIOPYTHON[mode])
    found.open_gap_score, found.extend_gap_score = -opening, -extending
    if mode == "semi-global":
        found.end_gap_score = 0.0
    return found


@pytest.mark.parametrize("mode", BIOPYTHON)
@pytest.mark.parametrize("matrix", ["BLOSUM45", "BLOSUM62", "BLOSUM80"])
def test_best_scores_of_proteins_are_those_of_biopython(mode, matrix) -> None:
    other = peer(mode, 10.0, 2.0)
    other.substitution_matrix = substitution_matrices.load(matrix)
    scheme = proteins(matrix, 10.0, 2.0)
    texts = [letters(60, "".join(RESIDUES[:20]), seed) for seed in range(6)]
    pairs = [(text, changed(text, "".join(RESIDUES[:20]), seed, 0.6)) for seed, text in enumerate(texts)]
    found = best_columns(classic(scheme), pairs, mode)
    for one, pair in zip(found, pairs, strict=True):
        assert one.score / scheme.unit == pytest.approx(other.score(*pair), abs=1e-3)


@pytest.mark.parametrize("mode", BIOPYTHON)
def test_best_scores_of_nucleotides_are_those_of_biopython(mode) -> None:
    other, scheme = peer(mode, 7.0, 2.0), nucleotides()
    other.match_score, other.mismatch_score = 2.0, -3.0
    texts = [letters(150, "ACGT", seed) for seed in range(4)]
    pairs = [(text, changed(text, "ACGT", seed, 0.3)) for seed, text in enumerate(texts)]
    for one, pair in zip(best_columns(classic(scheme), pairs, mode), pairs, strict=True):
        assert one.score / scheme.unit == pytest.approx(other.score(*pair), abs=1e-3)


def test_a_pair_that_is_alike_is_sure_and_one_by_chance_is_not() -> None:
    text = letters(120, "".join(RESIDUES[:20]), 0)
    near = align(classic(proteins()), text, changed(text, "".join(RESIDUES[:20]), 1, 0.2), "global")
    far = align(classic(proteins()), text, letters(120, "".join(RESIDUES[:20]), 2), "global")
    assert near.chances.mean() > 0.9
    assert far.chances.mean() < 0.5
    assert near.heat.shape == (120, near.alone[1].size)
    assert near.alone[0] == pytest.approx(1.0 - near.heat.sum(1), abs=1e-4)


def test_many_pairs_at_once_give_what_each_gives_alone() -> None:
    texts = [letters(count, "".join(RESIDUES[:20]), count) for count in (20, 35, 50)]
    pairs = [(text, changed(text, "".join(RESIDUES[:20]), seed, 0.4)) for seed, text in enumerate(texts)]
    for (path, chances), pair in zip(sure_columns(classic(proteins()), pairs, "global"), pairs, strict=True):
        alone = align(classic(proteins()), *pair, "global")
        assert path.first.tolist() == alone.first.tolist()
        assert chances == pytest.approx(alone.chances, abs=1e-4)


def test_a_band_gives_what_all_cells_give(monkeypatch) -> None:
    text = letters(1200, "ACGT", 0)
    other = changed(text, "ACGT", 1, 0.08)
    everything = align(classic(nucleotides()), text, other, "global")
    monkeypatch.setattr(answering, "MOST_CELLS", 1000)
    within = align(classic(nucleotides()), text, other, "global")
    assert not within.narrow
    assert within.evidence == pytest.approx(everything.evidence, rel=1e-4)
    found, wanted = (set(zip(one.first, one.second, strict=True)) for one in (within, everything))
    assert len(found ^ wanted) < 10


def test_a_long_gap_is_followed_by_the_band(monkeypatch) -> None:
    monkeypatch.setattr(answering, "MOST_CELLS", 1000)
    text = letters(4000, "ACGT", 0)
    found = align(classic(nucleotides()), text, text[:1500] + text[3000:], "global")
    assert not found.narrow
    assert found.first.tolist()[1000:1400] == list(range(1000, 1400))
    assert found.first.tolist()[-800:] == list(range(3200, 4000))


def test_an_overhang_costs_nothing_where_ends_are_free() -> None:
    text = letters(200, "ACGT", 0)
    found = align(classic(nucleotides()), text[:120], text[60:], "semi-global")
    assert found.first.tolist() == list(range(60, 120))
    assert found.second.tolist() == list(range(60))


def test_a_sequence_without_letters_is_refused() -> None:
    with pytest.raises(ModelError, match="no letters"):
        align(classic(nucleotides()), "", "ACGT", "global")
