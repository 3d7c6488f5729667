import numpy as np
import pytest
import torch

from medview.catalog.schema import Calibration, Interval
from medview.core.code import MILLILITRE
from medview.core.finding import Quantity
from medview.engine.calibration import ambiguous_ml, asymmetry, entropy, probabilities, shifted, volume


def test_temperature_softens_and_keeps_the_winner() -> None:
    logits = torch.tensor([2.0, 0.0, -1.0])[:, None, None, None]
    sharp, soft = probabilities(logits, 1.0), probabilities(logits, 3.0)
    assert sharp.sum() == pytest.approx(1.0)
    assert soft.max() < sharp.max()
    assert soft.argmax() == sharp.argmax()


def test_entropy_is_nought_when_sure_and_one_when_guessing() -> None:
    sure = np.array([1.0, 0.0, 0.0], np.float32)[:, None, None, None]
    guess = np.full((3, 1, 1, 1), 1 / 3, np.float32)
    assert entropy(sure).item() == pytest.approx(0.0, abs=1e-6)
    assert entropy(guess).item() == pytest.approx(1.0, abs=1e-6)


def test_undecided_volume_counts_classes_together() -> None:
    chances = np.array([0.5, 0.25, 0.25], np.float32)[:, None, None, None].repeat(10, axis=1)
    assert ambiguous_ml(chances, (1, 2), 0.001) == pytest.approx(10 * 0.25 * 0.001)
    assert ambiguous_ml(chances, (1,), 0.001) == pytest.approx(10 * 0.1875 * 0.001)


@pytest.mark.parametrize(
    ("scale", "low", "high"), [("absolute", 1.8, 2.4), ("relative", 1.6, 2.8), ("ambiguous", 1.9, 2.2)]
)
def test_intervals(scale: str, low: float, high: float) -> None:
    calibration = Calibration(1.0, 0.9, (Interval((1, 2), scale, -0.2, 0.4),))
    found = volume(2.0, (1, 2), calibration, 0.5)
    assert (found.low, found.high, found.coverage) == (pytest.approx(low), pytest.approx(high), 0.9)


def test_no_interval_where_none_was_measured() -> None:
    assert volume(2.0, (1,), Calibration(1.0, 0.9, ()), 0.5) == Quantity(2.0, MILLILITRE)


def test_an_interval_does_not_fall_below_nothing() -> None:
    calibration = Calibration(1.0, 0.9, (Interval((1,), "absolute", -3.0, 1.0),))
    assert volume(1.0, (1,), calibration, 0.0).low == 0.0


def test_asymmetry_is_positive_where_the_left_is_larger() -> None:
    left, right = Quantity(3.3, MILLILITRE, 3.1, 3.5, 0.9), Quantity(2.7, MILLILITRE, 2.6, 2.8, 0.9)
    found, turned = asymmetry(left, right), asymmetry(right, left)
    assert found.value == pytest.approx(20.0)
    assert turned.value == pytest.approx(-20.0)
    assert found.low < found.value < found.high
    assert turned.low == pytest.approx(-found.high)
    assert asymmetry(Quantity(3.0, MILLILITRE), right).low is None


def test_rarer_classes_are_as_bayes_rule_says() -> None:
    chances = np.array([[0.9, 0.08, 0.02], [0.2, 0.2, 0.6], [0.999, 0.0005, 0.0005]], np.float32)
    before, after = (0.25, 0.25, 0.5), (0.001, 0.002, 0.997)
    # the likelihood of what was seen, up to what is common to all classes, is what is left of the old prior
    likelihoods = chances / np.array(before)
    expected = likelihoods * after / (likelihoods * after).sum(1, keepdims=True)
    found = shifted(chances, before, after)
    np.testing.assert_allclose(found, expected, rtol=1e-5)
    np.testing.assert_allclose(found.sum(1), 1.0, atol=1e-6)
    np.testing.assert_allclose(shifted(found, after, before), chances, rtol=1e-4)
    np.testing.assert_allclose(shifted(chances, before, before), chances, rtol=1e-6)


def test_rarer_classes_keep_the_order_of_their_odds() -> None:
    chances = np.random.default_rng(0).dirichlet((0.3, 0.3), 500).astype(np.float32)
    found = shifted(chances, (0.5, 0.5), (0.999, 0.001))
    np.testing.assert_array_equal(np.argsort(found[:, 1], kind="stable"), np.argsort(chances[:, 1], kind="stable"))
    odds = found[:, 1].astype(float) / found[:, 0] * (chances[:, 0].astype(float) / chances[:, 1])
    np.testing.assert_allclose(odds, 0.001 / 0.999, rtol=1e-4)
