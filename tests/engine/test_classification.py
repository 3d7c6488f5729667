"""From outputs of classifiers to probabilities."""

from dataclasses import replace

import numpy as np
import pytest

from medview.catalog.schema import Calibration
from medview.core.errors import ModelError
from medview.engine.classification import chances
from tests.engine.onnx.configurations import classifier

LOGITS = np.array([[1.0, 3.0, 0.0], [0.0, 0.0, 0.0]], np.float32)


@pytest.mark.parametrize("temperature", [1.0, 2.5])
def test_softmax_of_logits_divided_by_the_temperature(temperature: float) -> None:
    wish = replace(classifier(3, "softmax"), calibration=Calibration(temperature, 0.0, ()))
    powers = np.exp(LOGITS / temperature)
    np.testing.assert_allclose(chances(wish, LOGITS), powers / powers.sum(1, keepdims=True), rtol=1e-6)


def test_each_class_by_itself() -> None:
    np.testing.assert_allclose(chances(classifier(3, "sigmoid"), LOGITS), 1 / (1 + np.exp(-LOGITS)), rtol=1e-6)


def test_what_is_a_probability_stays_one() -> None:
    wish = replace(classifier(3, "none"), calibration=Calibration(2.0, 0.0, ()))
    np.testing.assert_array_equal(chances(wish, LOGITS[:, :, None, None]), LOGITS)


def test_other_numbers_of_classes_are_told() -> None:
    with pytest.raises(ModelError, match="4 numbers"):
        chances(classifier(3, "softmax"), np.zeros((1, 4)))
