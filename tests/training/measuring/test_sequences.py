import math
from dataclasses import replace

import numpy as np
import pytest

from medview.catalog.schema import Class, Parent
from medview.core.code import Code
from medview.core.errors import MedViewError, ModelError
from medview.engine.picture_run import Chances
from medview.training.data.sequence_nouns import Sequence, SequenceData
from medview.training.measuring.sequence_baselines import BASELINES, evaluate_sequence_baselines
from medview.training.measuring.sequences import System, evaluate_data
from tests.training.sequences.making import DNA, EACH, HIDDEN, WHOLE, along, table


def classes(*names: str) -> tuple[Class, ...]:
    return tuple(Class(name, Code(name, "99MEDVIEW", name)) for name in names)


def system(letters, answer, *names: str, competing: bool = True) -> System:
    return System("known", "1", "", "", letters, classes(*names), competing, answer)


def silent(fraction: float, note: str) -> None:
    pass


def values(outcome) -> dict[tuple[str, str], float]:
    return {(one.label, one.name): one.estimate.value for one in outcome.figures}


def test_wholes_are_counted_right() -> None:
    chances = {"a": (0.9, 0.1), "b": (0.4, 0.6), "c": (0.7, 0.3), "d": (0.2, 0.8)}

    def answer(one: Sequence) -> Chances:
        found = np.array(chances[one.name], np.float32)
        return Chances(found, found, found, found >= 0.3)

    truth = {"a": "no", "b": "yes", "c": "yes", "d": "yes"}
    data = SequenceData(tuple(Sequence(name, "ACGT", label=label) for name, label in truth.items()), ("no", "yes"))
    found = values(evaluate_data(system(WHOLE, answer, "Without", "Signal"), data, None, silent))
    assert found["All classes", "Accuracy"] == 0.75
    assert found["Signal", "Sensitivity"] == pytest.approx(2 / 3)
    assert found["Signal", "AUROC"] == 1.0
    assert found["All classes", "Coverage of the prediction sets"] == 1.0
    assert found["All classes", "Classes in a prediction set"] == 1.5


def test_parents_are_measured_by_the_sum_of_what_lies_within_them() -> None:
    chances = {
        "a": (0.5, 0.4, 0.1),
        "b": (0.1, 0.3, 0.6),
        "c": (0.2, 0.3, 0.5),
        "d": (0.6, 0.1, 0.3),
        "e": (0.3, 0.1, 0.6),
    }
    truth = {"a": "x", "b": "z", "c": "y", "d": "x", "e": "z"}

    def answer(one: Sequence) -> Chances:
        found = np.array(chances[one.name], np.float32)
        return Chances(found, found, found, None)

    letters = replace(WHOLE, signs={"x": (0,), "y": (1,), "z": (2,)})
    above = Parent("Above", Code("above", "99MEDVIEW", "above"), ("X", "Y"))
    data = SequenceData(tuple(Sequence(name, "ACGT", label=label) for name, label in truth.items()), ("x", "y", "z"))
    known = replace(system(letters, answer, "X", "Y", "Z"), parents=(above,))
    found = values(evaluate_data(known, data, None, silent))
    assert found["Above", "AUROC"] == 1.0  # 0.9, 0.5, 0.7 within it, 0.4, 0.4 outside
    assert found["Above", "Sensitivity"] == 1.0
    assert found["Above", "Brier"] == pytest.approx((0.1**2 + 0.4**2 + 0.5**2 + 0.3**2 + 0.4**2) / 5, abs=1e-6)
    assert found["Y", "AUROC"] < 1.0


def test_letters_are_counted_where_they_are_known() -> None:
    given = np.array([[0.9, 0.8, 0.2, 0.6], [0.1, 0.2, 0.8, 0.4]], np.float32)
    one = Sequence("a", "ACGT", each="s.s.", known="1101")
    outcome = evaluate_data(system(EACH, lambda _: given, "Signal", "None"), SequenceData((one,)), None, silent)
    found = values(outcome)
    assert found["All classes", "Q2"] == pytest.approx(1 / 3)
    assert found["Signal", "Sensitivity"] == 1.0
    assert found["Signal", "Frequency"] == pytest.approx(1 / 3)
    assert outcome.rows[0]["accuracy"] == pytest.approx(1 / 3)
    assert outcome.task == "labelling"


def test_classes_that_do_not_exclude_each_other_are_counted_by_themselves() -> None:
    letters = replace(DNA, answers="each", signs={"0": (), "1": (0,), "2": (1,), "3": (0, 1)})
    given = np.array([[0.9, 0.8, 0.2, 0.6], [0.1, 0.9, 0.8, 0.4]], np.float32)
    data = SequenceData((Sequence("a", "ACGT", each="1320"),))
    outcome = evaluate_data(system(letters, lambda _: given, "a", "b", competing=False), data, None, silent)
    found = values(outcome)
    assert found["a", "Sensitivity"] == 1.0
    assert found["a", "Specificity"] == 0.5
    assert found["b", "AUROC"] == 1.0
    assert ("All classes", "Q2") not in found


def test_perplexity_is_that_of_all_letters_together() -> None:
    even = np.full((4, 3), 0.25, np.float32)
    data = SequenceData((Sequence("a", "ACN"), Sequence("b", "GGG")))
    outcome = evaluate_data(system(HIDDEN, lambda _: even), data, None, silent)
    assert values(outcome)["Hidden letters", "Perplexity"] == pytest.approx(4.0)
    assert outcome.rows[0]["perplexity"] == pytest.approx(4.0)


def test_a_sequence_that_cannot_be_answered_is_told() -> None:
    def answer(one: Sequence) -> Chances:
        if one.name == "b":
            raise ModelError("Too long.", "")
        found = np.array([1.0, 0.0], np.float32)
        return Chances(found, found, found, None)

    data = SequenceData((Sequence("a", "A", label="no"), Sequence("b", "C", label="yes")), ("no", "yes"))
    outcome = evaluate_data(system(WHOLE, answer, "Without", "Signal"), data, None, silent)
    assert outcome.failed == (("b", "Too long."),)
    lone = SequenceData((Sequence("b", "A", label="no"),), ("no",))
    with pytest.raises(MedViewError, match="could answer none"):
        evaluate_data(system(WHOLE, answer, "Without", "Signal"), lone, None, silent)


@pytest.mark.parametrize("split", ["val", None])
def test_baselines_of_wholes_learn_a_signal(tmp_path, split) -> None:
    data = table(tmp_path, 60)
    known = system(WHOLE, lambda one: (_ for _ in ()).throw(AssertionError), "Without", "Signal")
    found = evaluate_sequence_baselines(known, data, split, silent)
    names = [one.id for one in BASELINES if one.answers == "whole"]
    assert [one.model for one in found] == names
    accuracy = {one.model: values(one)["All classes", "Accuracy"] for one in found}
    assert accuracy["baseline-composition"] > 0.9  # T stands in signals only
    assert accuracy["baseline-words-svm"] > 0.65  # its places help where they mean something
    assert accuracy["baseline-most-alike"] > 0.8


def test_the_baseline_of_letters_looks_at_those_around(tmp_path) -> None:
    known = system(EACH, lambda one: (_ for _ in ()).throw(AssertionError), "Signal", "None")
    (found,) = evaluate_sequence_baselines(known, along(tmp_path, 60), "val", silent)
    assert values(found)["All classes", "Q2"] > 0.97


def test_n_grams_use_neighbours(tmp_path) -> None:
    known = system(HIDDEN, lambda one: (_ for _ in ()).throw(AssertionError))
    (found,) = evaluate_sequence_baselines(known, table(tmp_path, 200), "val", silent)
    assert values(found)["Hidden letters", "Perplexity"] < 3.6
    assert not math.isnan(found.figures[0].estimate.low)
