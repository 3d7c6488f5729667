"""A model that reads so many letters, slid along longer sequences."""

from dataclasses import replace

import numpy as np
import pytest

from medview.catalog.package import Package
from medview.core.card import Expected, Scan, rarity
from medview.engine.calibration import shifted
from medview.engine.model import load_model
from medview.engine.sequences.answering import whole
from medview.engine.sequences.scanning import priors, scanned, sites
from tests.engine.sequences.packages import package
from tests.training.sequences.making import DNA

RARE = 1 / 2000
COUNTED, EXPECTED = (0.25, 0.75), (RARE, 1.0 - RARE)
TEXT = "ACGTTGCANNACGTAACCGGTTAACGT"


def rare(made: Package) -> Package:
    """The package with what it was calibrated with, and what there is along sequences."""
    configuration = made.configuration
    names = [one.name for one in configuration.classes]
    scan = Scan(tuple(map(Expected, names, EXPECTED)), "made up")
    calibration = replace(configuration.calibration, frequencies=COUNTED)
    card = replace(configuration.card, scan=scan)
    return replace(made, configuration=replace(configuration, card=card, calibration=calibration))


def test_only_what_is_slid_is_as_rare_as_the_package_says(tmp_path) -> None:
    letters = replace(DNA, answers="whole", length=10, signs={"a": (0,), "b": (1,)})
    made = package(tmp_path, letters, ("a", True), ("b", False), length=10)
    plain, told = (load_model(one, lambda model: False) for one in (made, rare(made)))
    before, after = (scanned(model, TEXT, lambda done: None) for model in (plain, told))
    np.testing.assert_allclose(after, shifted(before.T, COUNTED, EXPECTED).T, rtol=1e-5)
    assert after[0].max() < before[0].min()
    np.testing.assert_array_equal(whole(told, TEXT[:10]).classes.values, whole(plain, TEXT[:10]).classes.values)


def test_a_prior_needs_both_frequencies(tmp_path) -> None:
    letters = replace(DNA, answers="whole", length=10, signs={"a": (0,), "b": (1,)})
    made = rare(package(tmp_path, letters, ("a", True), ("b", False), length=10)).configuration
    assert priors(made) == (COUNTED, EXPECTED)
    assert priors(replace(made, card=replace(made.card, scan=None))) is None
    assert priors(replace(made, calibration=replace(made.calibration, frequencies=()))) is None


def motif(length: int = 7) -> np.ndarray:
    """(4, length) how often each letter is at each place of a site."""
    return np.random.default_rng(3).dirichlet(np.full(4, 0.6), length).T


def along(text: np.ndarray, gc: float) -> np.ndarray:
    """(places,) the probability of a site where every second window is one, by Bayes' rule for a known motif."""
    background = np.array([1 - gc, gc, gc, 1 - gc]) / 2
    weights = np.log(motif() / motif().sum(0)) - np.log(background)[:, None]
    places = len(text) - weights.shape[1] + 1
    logs = sum(weights[text[at : at + places], at] for at in range(weights.shape[1]))
    return (1.0 / (1.0 + np.exp(-logs))).astype(np.float32)


@pytest.mark.parametrize("seed", range(3))
def test_random_letters_hold_about_as_many_sites_as_are_expected(seed: int) -> None:
    gc, random = 0.41, np.random.default_rng(seed)
    text = random.choice(4, 20_000, p=np.array([1 - gc, gc, gc, 1 - gc]) / 2)
    forward = along(text, gc)
    reverse = along(3 - text[::-1], gc)[::-1]
    expected = RARE * (len(forward) + len(reverse))
    often = sites({1: forward, -1: reverse}, 0.5, 5, False)
    strands = {
        strand: shifted(np.stack([one, 1 - one], 1), (0.5, 0.5), EXPECTED)[:, 0]
        for strand, one in ((1, forward), (-1, reverse))
    }
    told = sites(strands, 0.5, 5, True)
    assert len(often) > 10 * expected
    assert expected / 2 < len(told) < 2 * expected
    ranked = [one[2] for one in told]
    assert ranked == sorted(ranked, reverse=True)
    assert {one[0] for one in told} == {1, -1}


def test_what_is_likely_in_spite_of_its_prior_is_always_told() -> None:
    values = {1: np.array([0.6, 0.0, 0.0, 0.7, 0.0, 0.2], np.float32), -1: np.zeros(6, np.float32)}
    assert [one[:2] for one in sites(values, 0.5, 2, False)] == [(1, 3), (1, 0)]
    assert [one[:2] for one in sites(values, 0.5, 2, True)] == [(1, 3), (1, 0)]  # 1.5 sites are 2
    unlikely = {1: np.array([0.3, 0.0, 0.1], np.float32), -1: np.array([0.0, 0.0, 0.05], np.float32)}
    assert sites(unlikely, 0.5, 2, True) == []
    assert sites({1: unlikely[1], -1: unlikely[1]}, 0.5, 1, True) == [(1, 0, pytest.approx(0.3))]


@pytest.mark.parametrize(
    ("part", "words"), [(1 / 5000, "1 in 5,000"), (0.000144, "1 in 6,900"), (0.3, "1 in 3"), (0.04, "1 in 25")]
)
def test_how_rare_something_is_in_words(part: float, words: str) -> None:
    assert rarity(part) == words
