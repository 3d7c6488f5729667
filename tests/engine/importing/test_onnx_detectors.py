"""Detectors told from the shapes of what they give, without running anything."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from medview.engine.importing.onnx_detectors import anchors_of_level, finished_boxes, raw_boxes, table
from medview.engine.importing.onnx_guess import Seen
from medview.engine.importing.onnx_probe import Given, Probed
from medview.engine.importing.onnx_words import Words
from medview.engine.onnx.checks import checked
from tests.engine.onnx import models

Shape = tuple[int, ...]


@pytest.fixture
def seen(tmp_path: Path) -> Seen:
    model = checked(models.segmenter(tmp_path / "a.onnx", (64, 64)))
    return Seen(model, probed({}), Words({}))


def probed(outputs: Mapping[str, tuple[Shape, str]], dims: int = 2) -> Probed:
    sides = (64, 64, 64)[:dims]
    given = {name: Given(shape, kind) for name, (shape, kind) in outputs.items()}
    return Probed((1, 3, *sides), dims, True, False, False, False, given)  # type: ignore[arg-type] # 2 or 3


def giving(seen: Seen, dims: int = 2, words: Words | None = None, **outputs: tuple[Shape, str]) -> Seen:
    return Seen(seen.model, probed(outputs, dims), words or seen.words)


def test_a_table_of_few_rows_of_six_numbers_is_finished(seen: Seen) -> None:
    found = table(giving(seen, boxes=((1, 300, 6), "f")))
    assert found is not None
    assert found.detection is not None
    assert (found.detection.layout, found.detection.form, found.classes) == ("boxes", "xyxy", 1)
    named = table(giving(seen, boxes=((1, 5000, 6), "f"), words=Words({0: "a", 1: "b", 2: "c"}, finished=True)))
    assert named is not None
    assert named.classes == 3
    raw = table(giving(seen, boxes=((1, 8400, 6), "f")))
    assert raw is not None
    assert raw.detection is not None
    assert (raw.detection.layout, raw.detection.objectness, raw.classes) == ("yolo", True, 1)


def test_boxes_as_they_are_have_scores_of_every_class(seen: Seen) -> None:
    found = raw_boxes(giving(seen, boxes=((1, 50, 4), "f"), scores=((1, 50, 7), "f")))
    assert found is not None
    assert found.detection is not None
    assert (found.detection.layout, found.classes, found.outputs) == ("boxes", 7, ("boxes", "scores"))
    assert "output" in found.questions


def test_other_outputs_are_no_boxes(seen: Seen) -> None:
    boxes, labels = ((10, 4), "f"), ((10,), "i")
    assert finished_boxes(giving(seen, 3, boxes=boxes, labels=labels, scores=((10,), "f"))) is None
    assert finished_boxes(giving(seen, boxes=boxes, labels=labels)) is None
    assert raw_boxes(giving(seen, 3, boxes=((1, 50, 4), "f"), scores=((1, 50, 7), "f"))) is None
    assert raw_boxes(giving(seen, boxes=((1, 50, 4), "f"), scores=((1, 40, 7), "f"))) is None
    assert raw_boxes(giving(seen, boxes=((1, 50, 4), "f"), labels=labels)) is None
    assert raw_boxes(giving(seen)) is None
    assert raw_boxes(giving(seen, one=((1, 4, 8, 8), "f"), two=((1, 2, 4, 4), "f"))) is None
    assert raw_boxes(giving(seen, one=((1, 3, 8, 8), "f"), two=((1, 2, 8, 8), "f"))) is None


def test_levels_need_no_names_that_say_what_they_are(seen: Seen) -> None:
    found = raw_boxes(
        giving(
            seen, a=((1, 4, 8, 8), "f"), b=((1, 5, 8, 8), "f"), c=((1, 4, 4, 4), "f"), d=((1, 5, 4, 4), "f")
        )
    )  # fmt: skip
    assert found is not None
    assert found.detection is not None
    assert (found.outputs, found.detection.strides, found.classes) == (("a", "c", "b", "d"), (8, 16), 5)


def test_anchors_are_those_of_torchvision() -> None:
    """Figures of ``torchvision.models.detection.anchor_utils`` for a size of 32, 40 and 50 and three ratios."""
    nine = anchors_of_level(8, 9)
    assert nine[:6] == (46.0, 22.0, 56.0, 28.0, 70.0, 36.0)
    assert anchors_of_level(8, 1) == (32.0, 32.0)
    assert len(anchors_of_level(16, 2)) == 4
