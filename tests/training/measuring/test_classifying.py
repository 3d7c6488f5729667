from __future__ import annotations

import math

import numpy as np
import pytest
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import accuracy_score, brier_score_loss, f1_score, recall_score

from medview.training.measuring import classifying
from medview.training.measuring.bootstrap import estimates
from medview.training.measuring.classifying import Chances, Several, figures_of, figures_together
from medview.training.measuring.ordered import Ordered


def _all(chances: Chances) -> dict[str, float]:
    return dict(figures_of(chances)(np.ones(len(chances.true)), False))


def _chances(true: list[int], given: list[float], threshold: float = 0.5) -> Chances:
    return Chances(np.array(true, bool), np.array(given), threshold)


def _drawn(count: int, seed: int, bent: float = 1.0) -> Chances:
    """Cases whose log odds are ``bent`` times those of their true probability."""
    random = np.random.default_rng(seed)
    logits = random.normal(0, 1.5, count)
    true = random.random(count) < 1 / (1 + np.exp(-logits))
    return Chances(true, 1 / (1 + np.exp(-bent * logits)), 0.5)


def test_figures_by_hand() -> None:
    found = _all(_chances([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8], threshold=0.38))
    assert found["AUROC"] == pytest.approx(0.75)
    assert found["AUPRC"] == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)
    assert found["Sensitivity"] == 0.5
    assert found["Specificity"] == 0.5
    assert found["Accuracy"] == 0.5
    assert found["F1"] == pytest.approx(0.5)
    assert found["Brier"] == pytest.approx((0.01 + 0.16 + 0.65**2 + 0.04) / 4)


def test_figures_are_those_of_scikit_learn() -> None:
    chances, times = _drawn(300, 7), np.random.default_rng(0).integers(0, 4, 300).astype(float)
    found = figures_of(chances)(times, False)
    weighted = {"sample_weight": times}
    assert found["Sensitivity"] == pytest.approx(recall_score(chances.true, chances.positive, **weighted))
    assert found["Specificity"] == pytest.approx(recall_score(~chances.true, ~chances.positive, **weighted))
    assert found["Accuracy"] == pytest.approx(accuracy_score(chances.true, chances.positive, **weighted))
    assert found["F1"] == pytest.approx(f1_score(chances.true, chances.positive, **weighted))
    assert found["Brier"] == pytest.approx(brier_score_loss(chances.true, chances.given, **weighted))
    logits = np.log(chances.given / (1 - chances.given))[:, None]
    line = LogisticRegression(C=np.inf, tol=1e-10).fit(logits, chances.true, sample_weight=times)
    assert found["Calibration slope"] == pytest.approx(line.coef_[0, 0], abs=1e-4)
    assert found["Calibration intercept"] == pytest.approx(line.intercept_[0], abs=1e-4)


def test_areas_of_resamples_are_those_of_scikit_learn() -> None:
    chances = _drawn(200, 9)
    rounded = Chances(chances.true, chances.given.round(1), 0.5)  # many of one probability
    for seed in range(5):
        times = np.random.default_rng(seed).integers(0, 3, 200).astype(float)
        expected = classifying.auroc(rounded, times), classifying.auprc(rounded, times)
        assert Ordered(rounded.true, rounded.given).areas(times) == pytest.approx(expected)
    assert all(map(math.isnan, Ordered(rounded.true, rounded.given).areas(rounded.true.astype(float))))


def test_a_case_that_counts_twice_is_two_cases() -> None:
    chances = _chances([0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8])
    twice = _chances([0, 0, 1, 1, 1], [0.1, 0.4, 0.35, 0.8, 0.35])
    weighted = figures_of(chances)(np.array([1.0, 1.0, 2.0, 1.0]), False)
    for name, value in _all(twice).items():
        assert weighted[name] == pytest.approx(value, nan_ok=True), name


def test_what_one_class_alone_cannot_tell_is_not_told() -> None:
    found = _all(_chances([1, 1, 1], [0.2, 0.7, 0.9]))
    assert math.isnan(found["AUROC"])
    assert math.isnan(found["AUPRC"])
    assert math.isnan(found["Specificity"])
    assert math.isnan(found["Calibration slope"])
    assert found["Sensitivity"] == pytest.approx(2 / 3)


def test_plug_in_calibration_error_by_hand() -> None:
    true = [1] * 7 + [0] * 3 + [1] * 1 + [0] * 9
    chances = _chances(true, [0.9] * 10 + [0.2] * 10)
    assert classifying.calibration_error(chances, np.ones(20)) == pytest.approx(0.5 * 0.2 + 0.5 * 0.1)
    found = np.array([(one.given, one.found, one.cases) for one in classifying.bins(chances, np.ones(20))])
    assert found == pytest.approx(np.array([(0.2, 0.1, 10.0), (0.9, 0.7, 10.0)]))


def test_bins_do_not_depend_on_the_order_of_cases() -> None:
    chances = _drawn(97, 3)
    turned = Chances(chances.true[::-1], chances.given[::-1], 0.5)
    assert classifying.bins(chances, np.ones(97)) == pytest.approx(classifying.bins(turned, np.ones(97)))


def test_debiased_calibration_error_is_smaller_and_near_the_truth() -> None:
    plain, debiased, squared, too_sure = [], [], [], []
    for seed in range(25):
        found = _all(_drawn(300, seed))
        plain.append(found["ECE (plug-in)"])
        debiased.append(found["ECE"])
        squared.append(found["Calibration error (RMS)"])
        too_sure.append(_all(_drawn(300, seed, bent=2.5))["ECE"])
    assert np.mean(plain) > 0.04  # chance alone
    assert np.mean(debiased) < 0.65 * np.mean(plain)
    assert np.mean(squared) < 0.4 * np.mean(plain)
    endless = _drawn(200_000, 1, bent=2.5)
    assert np.mean(too_sure) == pytest.approx(_all(endless)["ECE (plug-in)"], abs=0.015)


def test_interval_of_the_calibration_error_of_right_probabilities_begins_near_nothing() -> None:
    chances = _drawn(300, 5)
    found = estimates(figures_of(chances), [str(n) for n in range(300)], resamples=100)
    assert found["ECE"].low < 0.015
    assert found["ECE"].low <= found["ECE"].value <= found["ECE"].high
    wrong = _drawn(300, 5, bent=3.0)
    assert estimates(figures_of(wrong), [str(n) for n in range(300)], resamples=100)["ECE"].low > 0.03


def test_calibration_line_of_bent_probabilities() -> None:
    slope, intercept = classifying.calibration_line(_drawn(20_000, 0), np.ones(20_000))
    assert slope == pytest.approx(1.0, abs=0.05)
    assert intercept == pytest.approx(0.0, abs=0.05)
    assert classifying.calibration_line(_drawn(20_000, 0, bent=2.0), np.ones(20_000))[0] == pytest.approx(0.5, abs=0.03)


def test_no_line_through_what_is_told_apart_without_error() -> None:
    assert all(map(math.isnan, classifying.calibration_line(_chances([0, 0, 1, 1], [0.1, 0.2, 0.8, 0.9]), np.ones(4))))
    assert all(map(math.isnan, classifying.calibration_line(_chances([0, 1], [0.5, 0.5]), np.ones(2))))


def test_classes_that_exclude_each_other() -> None:
    several = Several(
        np.array([0, 1, 2, 2]), np.array([[0.8, 0.1, 0.1], [0.2, 0.7, 0.1], [0.6, 0.1, 0.3], [0, 0, 1.0]])
    )
    found = figures_together(several)(np.ones(4), False)
    assert found["Accuracy"] == 0.75
    assert found["F1"] == pytest.approx((2 / 3 + 1 + 2 / 3) / 3)
    assert found["AUROC"] == pytest.approx(1.0)
    squares = (several.given - np.eye(3)[several.true]) ** 2
    assert found["Brier"] == pytest.approx(squares.sum() / 4)


def test_curves_begin_and_end_where_they_must() -> None:
    chances = _drawn(1000, 2)
    roc = classifying.roc(chances)
    assert (roc[0], roc[-1]) == ((0.0, 0.0), (1.0, 1.0))
    assert len(roc) <= 400
    assert classifying.precision_recall(chances)[-1] == (0.0, 1.0)
    assert classifying.roc(_chances([1, 1], [0.2, 0.4])) == ()
