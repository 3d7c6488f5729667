"""Plans from a card, a shape and a machine that is made up."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch

from medview.catalog.schema import Configuration, Network, Tiling
from medview.engine.cache import Warm
from medview.engine.footprint import UNKNOWN_CHANNELS, streamed_bytes, window_bytes
from medview.engine.machine import Machine, container_free_bytes, this_machine
from medview.engine.planning import SHARE, combined, need, passes, plan
from medview.engine.windows import Layout
from tests.engine.making import whole_configuration

GB = 1_000_000_000
CPU = Machine(("cpu",), {"cpu": 16 * GB}, bfloat16=())
CUDA = Machine(("cuda", "cpu"), {"cuda": 24 * GB, "cpu": 32 * GB}, {"cuda": "RTX"}, ("cuda",))


def settings(classes: int = 3, side: int = 32) -> Configuration:
    return whole_configuration(classes, Tiling((side,) * 3, 0.5))


def test_a_small_image_on_a_processor() -> None:
    found = plan(settings(), (40, 50, 64), CPU)
    assert (found.device, found.precision, found.accumulate) == ("cpu", "float32", "float32")
    assert found.windows == Layout((40, 50, 64), settings().tiling).count == 2 * 3 * 3
    assert found.patch == (32, 32, 32)
    assert found.notes == ()
    assert 1 <= found.batch <= found.windows
    assert 0 < found.memory_mb < 200


def test_the_graphics_processor_and_its_precision() -> None:
    found = plan(settings(), (128, 128, 128), CUDA)
    assert (found.device, found.device_name, found.precision) == ("cuda", "RTX", "bfloat16")
    assert "golden output" in found.notes[0]
    assert plan(settings(), (128, 128, 128), CUDA, "float32").notes == ()
    assert plan(settings(), (128, 128, 128), CUDA, device="cpu").device == "cpu"


def test_less_memory_means_fewer_windows_then_sixteen_bits_then_the_processor() -> None:
    configuration, shape = settings(60, 64), (192, 192, 160)
    layout = Layout(shape, configuration.tiling)
    frees = (64 * GB, 3 * GB, 2 * GB, GB, GB // 10)
    machines = [replace(CUDA, free_bytes={"cuda": free, "cpu": 64 * GB}) for free in frees]
    found = [plan(configuration, shape, machine, "float32") for machine in machines]
    for free, one in zip(frees, found, strict=True):
        assert one.device == "cpu" or need(configuration, layout, one).device <= SHARE * free
    assert [one.device for one in found] == ["cuda"] * 4 + ["cpu"]
    batches = [one.batch for one in found[:4]]
    assert batches == sorted(batches, reverse=True)
    assert batches[0] > batches[2] >= 1
    assert "too little free memory" in plan(configuration, shape, machines[-1]).notes[0]


def test_many_classes_are_summed_in_sixteen_bits() -> None:
    configuration = settings(100, 96)
    found = plan(configuration, (256, 256, 256), CPU)
    assert found.accumulate == "float16"
    assert any("16 bits" in note for note in found.notes)
    assert plan(settings(3, 96), (256, 256, 256), CPU).accumulate == "float32"
    full = 4 * 100 * 256**3
    sums = need(configuration, Layout((256,) * 3, configuration.tiling), replace(found, batch=0)).host
    assert sums < 0.3 * full
    assert plan(configuration, (384, 384, 384), CPU).memory_mb < 8000


def test_too_little_of_everything_is_said() -> None:
    machine = replace(CPU, free_bytes={"cpu": GB // 100})
    assert "close other programs" in plan(settings(60, 64), (128, 128, 128), machine).notes[-1]


def test_folds_and_flips_are_passes() -> None:
    configuration = settings()
    configuration = replace(
        configuration,
        network=replace(configuration.network, folds=("a", "b")),
        tiling=replace(configuration.tiling, flips=((0,), (1,), (0, 1))),
    )
    assert passes(configuration) == plan(configuration, (32, 32, 32), CPU).passes == 12


def test_the_plan_of_several_places() -> None:
    one = plan(settings(), (40, 50, 64), CPU)
    assert combined([one, replace(one, windows=1, memory_mb=1)]) == replace(one, windows=19)


def test_larger_windows_take_more() -> None:
    network = settings().network
    small, large = window_bytes(network, (32, 32, 32)), window_bytes(network, (64, 64, 64))
    assert large == pytest.approx(8 * small, rel=0.01)
    assert small > 4 * 32**3 * 3


def test_only_rows_of_plain_layers_are_streamed() -> None:
    row = Network("meshnet", {"channels": 4, "dilations": (1, 2)}, 1, 3)
    held = [streamed_bytes(row, (side, 16, 16), torch.float32) for side in (16, 64)]
    assert held[0] is not None
    assert held[1] is not None
    assert 4 * 16 * 16 * 16 * 4 < held[0] < held[1]
    assert (
        streamed_bytes(Network("unet", {"channels": (4, 8), "strides": (2,)}, 1, 3), (16,) * 3, torch.float32) is None
    )
    assert streamed_bytes(Network("onnx", {}, 1, 3), (16,) * 3, torch.float32) is None


def test_a_whole_image_that_is_streamed_takes_less() -> None:
    row = Network("meshnet", {"channels": 8, "dilations": (1, 2, 4)}, 1, 3)
    made = replace(whole_configuration(3, Tiling((1, 1, 1), whole=True)), network=row)
    flips = replace(made, tiling=replace(made.tiling, flips=((0,),)))
    deep = replace(made, network=Network("unet", {"channels": (8, 8), "strides": (2,)}, 1, 3))
    streamed, twice, at_once = (plan(one, (64, 64, 64), CPU).memory_mb for one in (made, flips, deep))
    assert streamed < min(twice, at_once)
    assert streamed * 1e6 > 8 * 64**3 * 4, "one layer's image is held"


def test_of_a_network_that_cannot_be_tried_much_is_thought() -> None:
    deep = Network("unet", {"channels": (2, 2, 2, 2), "strides": (2, 2, 2)}, 1, 3)
    assert (
        window_bytes(deep, (4, 4, 4)) == 4 * UNKNOWN_CHANNELS * 64 == window_bytes(Network("onnx", {}, 1, 3), (4,) * 3)
    )


def test_this_machine_has_a_processor_and_memory(tmp_path: Path) -> None:
    machine = this_machine()
    assert machine.devices[-1] == "cpu"
    assert machine.free_bytes["cpu"] > 0
    assert machine.cores >= 1
    assert container_free_bytes(tmp_path) > 1 << 60


@pytest.mark.parametrize(("limit", "used", "free"), [("4000", "1000", 3000), ("100", "900", 0), ("max", "5", 1 << 62)])
def test_a_container_may_take_less(tmp_path: Path, limit: str, used: str, free: int) -> None:
    (tmp_path / "memory.max").write_text(limit + "\n")
    (tmp_path / "memory.current").write_text(used + "\n")
    assert container_free_bytes(tmp_path) == free


class _Held:
    def __init__(self, size: int) -> None:
        self.weights_bytes = size


def test_models_stay_while_there_is_room() -> None:
    warm, loads = Warm(limit_bytes=100), []

    def load(name: str, size: int) -> object:
        loads.append(name)
        return _Held(size)

    for name, size in (("a", 40), ("b", 40), ("a", 40), ("c", 40), ("a", 40)):
        warm.get(name, lambda name=name, size=size: load(name, size))  # type: ignore[misc]
    assert loads == ["a", "b", "c"]
    assert warm.keys == ("c", "a"), "b was not used for longest"
    warm.get("d", lambda: load("d", 500))
    assert warm.keys == ("d",), "one alone may be larger than the limit"
    warm.drop("d")
    assert warm.keys == ()
