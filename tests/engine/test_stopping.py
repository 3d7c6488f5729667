"""Networks stop between two of their layers, however they are computed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import onnx
import pytest
import torch
from torch import Tensor, nn

from medview.catalog.schema import Tiling
from medview.core.errors import ModelError
from medview.engine.fast.optimised import Optimised
from medview.engine.onnx.session import Session
from medview.engine.sliding import slide
from medview.engine.stopping import asked, may_stop, stoppable
from medview.jobs.protocol import JobCancelled
from tests.engine.onnx import models

LAYERS = 4


class Counted(nn.Module):
    """A layer that tells when it was computed."""

    def __init__(self, computed: list[int]) -> None:
        super().__init__()
        self.computed = computed

    def forward(self, image: Tensor) -> Tensor:
        self.computed.append(1)
        return image + 1


def after(calls: int) -> Callable[[], None]:
    """Who goes on for so many calls and then cancels."""
    left = iter(range(calls))

    def ask() -> None:
        if next(left, None) is None:
            raise JobCancelled

    return ask


def test_a_network_stops_between_two_modules() -> None:
    computed: list[int] = []
    network = nn.Sequential(*(Counted(computed) for _ in range(LAYERS)))
    with pytest.raises(JobCancelled), stoppable(after(3)):  # the whole, the first and the second layer
        network(torch.zeros(1))
    assert len(computed) == 2
    network(torch.zeros(1))
    assert len(computed) == 2 + LAYERS, "nobody is asked any more"


def test_its_faster_form_stops_too(monkeypatch: pytest.MonkeyPatch) -> None:
    torch.manual_seed(0)
    network = nn.Sequential(*(nn.Conv3d(2, 2, 3, padding=1) for _ in range(LAYERS))).eval()
    fast, image = Optimised(network, torch.float32), torch.randn(1, 2, 8, 8, 8)
    whole = fast(image)
    assert fast.is_faster((2, 8, 8, 8))
    called: list[int] = []
    with pytest.raises(JobCancelled), stoppable(after(3)):
        fast(image)
    with stoppable(lambda: called.append(1)):
        assert torch.equal(fast(image), whole)
    assert len(called) > LAYERS


def test_nobody_is_asked_outside() -> None:
    may_stop()
    assert asked() is None
    ask = after(0)
    with stoppable(ask):
        assert asked() == ask
        with pytest.raises(JobCancelled):
            may_stop()
    assert asked() is None


def test_a_job_is_cancelled_within_a_window() -> None:
    """The window is the whole image: without a stop between layers it would be computed to its end."""
    computed: list[int] = []
    network = nn.Sequential(*(Counted(computed) for _ in range(LAYERS)))

    def step(_: float) -> None:
        if len(computed) == 2:
            raise JobCancelled

    with pytest.raises(JobCancelled):
        slide(network, torch.zeros(8, 8, 8), Tiling((8, 8, 8)), 1, step)
    assert len(computed) == 2


def endless(folder: Path) -> Path:
    """A loop of as many turns as there are numbers."""
    image, scores = models.value("image", (1, 1, 8, 8)), models.value("scores", (1, 1, 8, 8))
    again = onnx.helper.make_graph(
        [
            onnx.helper.make_node("Identity", ["on"], ["still"]),
            onnx.helper.make_node("Relu", ["before"], ["after"]),
        ],
        "again",
        [
            models.value("turn", (), models.INT64),
            models.value("on", (), onnx.TensorProto.BOOL),
            models.value("before", (1, 1, 8, 8)),
        ],
        [models.value("still", (), onnx.TensorProto.BOOL), models.value("after", (1, 1, 8, 8))],
    )
    loop = onnx.helper.make_node("Loop", ["turns", "yes", "image"], ["scores"], body=again)
    kept = {"turns": np.array(np.iinfo(np.int64).max), "yes": np.array(True)}
    return models.save(folder / "a.onnx", [loop], [image], [scores], kept)


def test_what_onnxruntime_computes_stops_too(tmp_path: Path) -> None:
    session = Session(endless(tmp_path))
    given = {"image": np.zeros((1, 1, 8, 8), np.float32)}
    with pytest.raises(JobCancelled), stoppable(after(1)):
        session.run(["scores"], given)
    with pytest.raises(ModelError, match="was stopped: it did not end"):
        session.run(["scores"], given, within_s=0.01)


def test_a_network_of_other_sides_is_told_in_words() -> None:
    def halving(image: Tensor) -> Tensor:
        down = nn.functional.max_pool3d(image, 2)
        return torch.cat([image, nn.functional.interpolate(down, scale_factor=2)], 1)

    whole = Tiling((5, 5, 5), whole=True)
    with pytest.raises(ModelError, match=r"cannot compute 7 × 6 × 5 voxels at once: .*size") as caught:
        slide(halving, torch.rand(7, 6, 5), whole, 2, lambda _: None)
    assert '"multiple"' in caught.value.hint
    with pytest.raises(ModelError, match=r"it gives 2 × 2 × 2"):
        slide(lambda image: image[..., ::2, ::2, ::2], torch.rand(4, 4, 4), Tiling((4, 4, 4)), 1, lambda _: None)


def test_memory_that_runs_out_is_no_matter_of_sides() -> None:
    def full(_: Tensor) -> Tensor:
        raise torch.OutOfMemoryError("full")

    with pytest.raises(torch.OutOfMemoryError):
        slide(full, torch.rand(4, 4, 4), Tiling((4, 4, 4)), 1, lambda _: None)
