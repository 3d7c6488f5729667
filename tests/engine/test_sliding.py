"""Windows in batches: equal to the whole and to MONAI's, with little memory, and with less when memory runs out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
import torch
from monai.inferers import SlidingWindowInferer
from torch import Tensor

from medview.catalog.schema import Tiling
from medview.core.plan import Plan
from medview.engine.accumulate import Accumulator, most_held
from medview.engine.sliding import RUNGS, Settings, Sliding, collected
from medview.engine.windows import STARTS, Layout, importance

Shape = tuple[int, int, int]


def image(shape: Shape, channels: int = 1) -> Tensor:
    return torch.randn((channels, *shape), generator=torch.Generator().manual_seed(3))


def small_net(channels: int = 1) -> torch.nn.Module:
    torch.manual_seed(1)
    return torch.nn.Sequential(
        torch.nn.Conv3d(channels, 4, 3, padding=1),
        torch.nn.InstanceNorm3d(4),
        torch.nn.LeakyReLU(),
        torch.nn.Conv3d(4, 3, 3, padding=1),
    ).eval()


def run(given: Tensor, tiling: Tiling, settings: Settings, **wishes: object) -> tuple[Tensor, Sliding]:
    with torch.inference_mode():
        sliding = Sliding(given, tiling, settings, lambda _: None, **wishes)  # type: ignore[arg-type]
        return collected(sliding, 3), sliding


@pytest.mark.parametrize("kind", list(STARTS))
@pytest.mark.parametrize(("shape", "batch"), [((16, 13, 9), 1), ((9, 12, 18), 3), ((6, 1, 30), 2)])
def test_tiled_equals_whole_for_what_depends_on_one_voxel(kind: str, shape: Shape, batch: int) -> None:
    given = image(shape)
    tiling = Tiling((8, 8, 8), 0.5, starts=kind, importance="constant")
    found, _ = run(given, tiling, Settings(lambda x: torch.cat([x, 2 * x, -x], 1), batch=batch))
    assert torch.allclose(found, torch.cat([given, 2 * given, -given]), atol=1e-6)


@pytest.mark.parametrize("blend", ["constant", "gaussian"])
@pytest.mark.parametrize(("shape", "overlap"), [((20, 26, 18), 0.5), ((30, 9, 14), 0.25), ((10, 24, 12), 0.6)])
def test_equals_monais_inferer(blend: str, shape: Shape, overlap: float) -> None:
    given, net = image(shape, 2), small_net(2)
    tiling = Tiling((12, 10, 16), overlap, starts="monai", importance=blend)
    with torch.inference_mode():
        theirs = SlidingWindowInferer((12, 10, 16), 2, overlap, blend)(given[None], net)[0]
    ours, _ = run(given, tiling, Settings(net, batch=3))
    assert float((ours - theirs).abs().max()) < 1e-5


def test_windows_spread_as_nnunet_spreads_them() -> None:
    """Figures from ``compute_steps_for_sliding_window``: the rest over half a patch, rounded up, plus one."""
    assert Layout((110, 64, 150), Tiling((64, 64, 64), starts="spread")).starts == ((0, 23, 46), (0,), (0, 29, 57, 86))
    weight = importance((16, 16, 16), Tiling((16, 16, 16), starts="spread"))
    assert float(weight[8, 8, 8]) == float(weight.max()) == 1.0
    assert float(weight[0, 0, 0]) == float(weight[weight > 0].min()) > 0
    assert float(weight[8, 8, 10]) == pytest.approx(np.exp(-0.5), rel=1e-3)


@pytest.mark.parametrize("focus", [(0, 18, 3), (11, 2, 9)])
@pytest.mark.parametrize("shape", [(12, 20, 10), (8, 8, 25)])
def test_what_is_wanted_first_changes_nothing_but_the_order(focus: Shape, shape: Shape) -> None:
    given, tiling = image(shape), Tiling((8, 8, 8), 0.5)
    plain, _ = run(given, tiling, Settings(small_net()))
    other, sliding = run(given, tiling, Settings(small_net()), focus=focus)
    assert torch.allclose(plain, other, atol=1e-6)
    axis = sliding.layout.order[0]
    first = sliding.layout.corners(focus)[0][axis]
    assert first <= min(focus[axis], shape[axis] - 1) < first + 8


def test_no_more_is_held_than_foreseen_and_little_of_the_whole() -> None:
    shape, tiling = (32, 24, 20), Tiling((8, 8, 8), 0.5)
    layout, channels = Layout(shape, tiling), 5
    sums, most = Accumulator(layout, importance(layout.patch, tiling)), 0
    for corner in layout.corners():
        for _ in sums.add(corner, torch.ones((channels, 8, 8, 8))):
            pass
        most = max(most, sums.held_voxels)
    assert most <= most_held(layout)
    assert sums.held_voxels == 0
    assert most_held(layout) < 0.2 * 32 * 24 * 20
    assert layout.order[0] == 0, "slabs lie along the axis with the most windows"


@pytest.mark.parametrize(("side", "most"), [(256, 0.34), (384, 0.16)])
def test_of_large_images_less_is_held(side: int, most: float) -> None:
    assert most_held(Layout((side,) * 3, Tiling((96, 96, 96), 0.5))) < most * side**3


def test_windows_of_one_constant_are_computed_once() -> None:
    given = image((40, 16, 12))
    given[:, 12:] = -1.5
    given[:, 28:] = 0.25
    tiling = Tiling((8, 8, 8), 0.5)
    slow, all_ = run(given, tiling, Settings(small_net(), batch=4), reuse=False)
    fast, few = run(given, tiling, Settings(small_net(), batch=4))
    assert all_.computed == all_.layout.count
    assert few.computed < 0.6 * all_.computed
    assert torch.allclose(slow, fast, atol=1e-6)
    assert torch.equal(slow.argmax(0), fast.argmax(0))


class Small:
    """A network whose memory ends above some windows in one pass, or on some device."""

    def __init__(self, most: int, error: Callable[[], Exception] = lambda: torch.OutOfMemoryError("full")) -> None:
        self.net, self.most, self.error = small_net(), most, error

    def __call__(self, batch: Tensor) -> Tensor:
        if len(batch) > self.most:
            raise self.error()
        return self.net(batch)


@pytest.mark.parametrize(
    "error", [lambda: torch.OutOfMemoryError("full"), MemoryError, lambda: RuntimeError("can't allocate memory")]
)
def test_fewer_windows_in_one_pass_when_memory_runs_out(error: Callable[[], Exception]) -> None:
    told: list[str] = []
    given, tiling = image((16, 16, 12)), Tiling((8, 8, 8), 0.5)
    plain, _ = run(given, tiling, Settings(small_net()))
    settings = Settings(Small(2, error), batch=8)
    found, _ = run(given, tiling, settings, told=told.append)
    assert torch.allclose(found, plain, atol=1e-6)
    assert settings.batch == 2
    assert len(told) == 2
    assert "halved to 4" in told[0]
    assert settings.told(Plan("cpu", "float32", batch=8)).batch == 2


def test_sums_in_sixteen_bits_when_one_window_is_too_much(monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    given, tiling = image((20, 12, 8)), Tiling((8, 8, 8), 0.5)
    plain, _ = run(given, tiling, Settings(small_net()))
    real = torch.zeros

    def zeros(*args: object, **more: object) -> Tensor:
        if more.get("dtype") == torch.float32 and len(made) > 3:
            raise torch.OutOfMemoryError("full")
        made.append(1)
        return real(*args, **more)  # type: ignore[call-overload, no-any-return]

    made: list[int] = []
    monkeypatch.setattr("medview.engine.accumulate.torch.zeros", zeros)
    settings = Settings(small_net())
    found, _ = run(given, tiling, settings, told=told.append)
    assert settings.dtype == torch.float16
    assert settings.told(Plan("cpu", "float32")).accumulate == "float16"
    assert float((found - plain).abs().max()) < 0.01
    assert ["16 bits" in sentence for sentence in told] == [True]


def test_the_processor_when_nothing_else_is_left() -> None:
    told: list[str] = []
    given, tiling = image((24, 8, 16)), Tiling((8, 8, 8), 0.5)
    plain, _ = run(given, tiling, Settings(small_net()))

    def full(_: Tensor) -> Tensor:
        raise torch.OutOfMemoryError("full")

    settings = Settings(full, device="meta", batch=2, sums="cpu", on_cpu=lambda: small_net())
    sliding = Sliding(given, tiling, replace(settings, device="cpu"), lambda _: None, told.append)
    sliding._settings.device = "mps"  # no such processor here: only what is given up is tried
    with torch.inference_mode():
        found = collected(sliding, 3)
    assert torch.allclose(found, plain, atol=5e-3)
    assert len(told) == 3
    assert "on the processor" in told[-1]
    plan = sliding._settings.told(Plan("mps", "bfloat16", device_name="X", batch=2))
    assert (plan.device, plan.precision, plan.device_name) == ("cpu", "float32", "")


def test_nothing_left_to_give_up_is_told_as_it_is() -> None:
    settings = Settings(Small(0))
    with pytest.raises(torch.OutOfMemoryError):
        run(image((16, 16, 16)), Tiling((8, 8, 8), 0.5), settings)
    assert not any(rung.applies(settings) for rung in RUNGS)


def test_other_mistakes_pass_through() -> None:
    with pytest.raises(RuntimeError, match="channels"):
        run(image((16, 16, 16), 2), Tiling((8, 8, 8), 0.5), Settings(small_net(1), batch=4))
