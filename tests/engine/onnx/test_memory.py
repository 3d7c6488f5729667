"""Files that ask for more memory than there is: refused in words, and the computer keeps its memory."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnxruntime
import pytest
from onnx import helper

from medview.core.errors import ModelError
from medview.engine.importing.draft import Answers
from medview.engine.importing.recognise import read
from medview.engine.onnx.checks import checked
from medview.engine.onnx.session import Session
from medview.engine.ration import ration_bytes, rationed, taken_bytes
from tests.engine.onnx import models
from tests.engine.onnx.models import value

RATION = 256 << 20
SLACK = 256 << 20
IMAGE = value("image", (1, 1, 8, 8))

linux_only = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory of one process")


def saved(folder: Path, *nodes: models.Node, **kept: np.ndarray) -> Path:
    return models.save(folder / "a.onnx", nodes, [IMAGE], [value("y", None)], kept)


def ends(name: str, *inputs: str, **attributes: object) -> models.Node:
    return helper.make_node(name, list(inputs), ["y"], **attributes)


def ranged(folder: Path) -> Path:
    kept = {"from": np.array(0, np.int64), "to": np.array(1 << 50), "by": np.array(1, np.int64)}
    return saved(folder, ends("Range", "from", "to", "by"), **kept)


def ranged_in_fractions(folder: Path) -> Path:
    kept = {"from": np.array(0, np.float32), "to": np.array(1, np.float32), "by": np.array(1e-30, np.float32)}
    return saved(folder, ends("Range", "from", "to", "by"), **kept)


def ranged_without_steps(folder: Path) -> Path:
    kept = {"from": np.array(0, np.int64), "to": np.array(9), "by": np.array(0, np.int64)}
    return saved(folder, ends("Range", "from", "to", "by"), **kept)


def enlarged(folder: Path) -> Path:
    return saved(folder, ends("Resize", "image", "", "much"), much=np.array([1, 1, 1e6, 1e6], np.float32))


def enlarged_without_end(folder: Path) -> Path:
    return saved(folder, ends("Resize", "image", "", "much"), much=np.array([1, 1, np.float32(3e38), 3e38], np.float32))


def enlarged_to(folder: Path) -> Path:
    return saved(folder, ends("Resize", "image", "", "", "sizes"), sizes=np.array([1, 1, 1 << 20, 1 << 20]))


def expanded(folder: Path) -> Path:
    return saved(folder, ends("Expand", "image", "wide"), wide=np.array([1 << 40, 1, 8, 8]))


def tiled(folder: Path) -> Path:
    constant = helper.make_node("Constant", [], ["many"], value_ints=[1 << 20, 1 << 20, 1, 1])
    return saved(folder, constant, ends("Tile", "image", "many"))


def padded(folder: Path) -> Path:
    return saved(folder, ends("Pad", "image", "rim"), rim=np.array([0, 0, 1 << 20, 0, 0, 0, 0, 1 << 20]))


def counted(folder: Path) -> Path:
    cast = helper.make_node("Cast", ["image"], ["whole"], to=models.INT64)
    return saved(
        folder, cast, ends("OneHot", "whole", "depth", "both"), depth=np.array(1 << 40), both=np.array([0.0, 1.0])
    )


def random(folder: Path) -> Path:
    return saved(folder, ends("RandomNormal", shape=[1 << 20, 1 << 20]))


STATED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "a range": (ranged, r"“from” of the operation Range is 1.1259e\+15"),
    "a range in fractions": (ranged_in_fractions, "Range"),
    "a range without steps": (ranged_without_steps, "Range is inf"),
    "an enlargement": (enlarged, r"“much” of the operation Resize is 1 × 1 × 1e\+06 × 1e\+06"),
    "an endless enlargement": (enlarged_without_end, "“much” of the operation Resize"),
    "an enlargement to a size": (enlarged_to, "“sizes” of the operation Resize"),
    "an expansion": (expanded, "“wide” of the operation Expand"),
    "tiles": (tiled, "“many” of the operation Tile"),
    "padding": (padded, "“rim” of the operation Pad"),
    "a channel for each number": (counted, "“depth” of the operation OneHot"),
    "noise": (random, "“shape” of the operation RandomNormal"),
}


@pytest.mark.parametrize("name", STATED)
def test_sizes_the_file_states_are_refused_unrun(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("onnxruntime was given the file")

    monkeypatch.setattr(onnxruntime, "InferenceSession", never)
    make, words = STATED[name]
    with pytest.raises(ModelError, match=words) as caught:
        read(make(tmp_path), Answers())
    assert "no computer holds" in caught.value.message


def test_usual_sizes_are_not_refused(tmp_path: Path) -> None:
    usual = (
        ends("Resize", "image", "", "twice"),
        ends("Pad", "image", "rim"),
        ends("Tile", "image", "many"),
        ends("Range", "from", "to", "by"),
        ends("RandomNormal", shape=[4, 4]),
    )
    kept = {
        "twice": np.array([1, 1, 0.5, 0.5], np.float32), "rim": np.array([0, 0, 1, 1, 0, 0, -1, 1]),
        "many": np.array([1, 1, 2, 2]), "from": np.array(5), "to": np.array(0), "by": np.array(-1),
    }  # fmt: skip
    for node in usual:
        assert checked(saved(tmp_path, node, **kept)).outputs[0].name == "y"


def computed(folder: Path) -> Path:
    """A size that only comes out when it runs: of the image's own sides."""
    nodes = (
        helper.make_node("Shape", ["image"], ["sides"]),
        helper.make_node("Mul", ["sides", "much"], ["wide"]),
        helper.make_node("Expand", ["one", "wide"], ["large"]),
        helper.make_node("Add", ["large", "one"], ["y"]),
    )
    return models.save(
        folder / "a.onnx",
        nodes,
        [value("image", (1, 1, "rows", "columns"))],
        [value("y", None)],
        {"much": np.array([1, 1, 1 << 9, 1 << 9]), "one": np.ones(1, np.float32)},
    )


def grown(folder: Path) -> Path:
    """Twice as much again and again, none of it stated."""
    names = ["image", *(f"v{number}" for number in range(30)), "y"]
    return saved(folder, *(helper.make_node("Concat", [a, a], [b], axis=3) for a, b in pairwise(names)))


def folded(folder: Path) -> Path:
    """A constant that is worked out when the file is loaded: 8 GB."""
    fill = helper.make_node("ConstantOfShape", ["shape"], ["large"])
    less = helper.make_node("ReduceSum", ["large"], ["least"], keepdims=0)
    return saved(folder, fill, less, ends("Add", "image", "least"), shape=np.array([1 << 16, 1 << 15]))


@linux_only
@pytest.mark.parametrize("make", [computed, grown, folded])
def test_what_only_comes_out_when_it_runs_is_stopped(
    make: Callable[[Path], Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("medview.engine.onnx.session.ration_bytes", lambda: RATION)
    path = make(tmp_path)
    before = taken_bytes()
    Path("/proc/self/clear_refs").write_text("5")  # the canary: the most this process has had counts from here on
    with pytest.raises(ModelError, match=r"asks for more memory than the 0\.3 GB a model may take"):
        read(path, Answers())
    assert most_bytes() - before < RATION + SLACK
    assert sorted(tmp_path.iterdir()) == [path]
    assert np.ones(RATION // 8).sum() == RATION // 8, "the process itself may take what it likes again"


def most_bytes() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) << 10 for line in lines if line.startswith("VmHWM"))


def test_a_file_too_large_to_be_loaded_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise RuntimeError("Exception during initialization: std::bad_alloc")

    monkeypatch.setattr(onnxruntime, "InferenceSession", full)
    with pytest.raises(ModelError, match="asks for more memory"):
        Session(models.segmenter(tmp_path / "a.onnx", (8, 8, 8)))


@linux_only
def test_a_run_of_what_was_imported_is_limited_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    session = Session(computed(tmp_path))
    monkeypatch.setattr("medview.engine.onnx.session.ration_bytes", lambda: RATION)
    small, large = (np.zeros((1, 1, side, side), np.float32) for side in (1, 64))
    assert session.run(["y"], {"image": small})[0].shape == (1, 1, 512, 512)
    with pytest.raises(MemoryError):
        session.run(["y"], {"image": large})
    assert session.run(["y"], {"image": small})[0].shape == (1, 1, 512, 512)


def test_where_no_system_limits_it_it_is_stopped_between_operations(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "platform", "other")
    monkeypatch.setattr("medview.engine.onnx.session.ration_bytes", lambda: 64 << 20)
    taken = iter(range(0, 1 << 40, 64 << 20))
    monkeypatch.setattr("medview.engine.onnx.session.taken_bytes", lambda: next(taken))
    turns = np.array(np.iinfo(np.int64).max)
    again = helper.make_graph(
        [helper.make_node("Identity", ["on"], ["still"]), helper.make_node("Relu", ["before"], ["after"])],
        "again",
        [value("turn", (), models.INT64), value("on", (), 9), value("before", (1, 1, 8, 8))],
        [value("still", (), 9), value("after", (1, 1, 8, 8))],
    )
    loop = helper.make_node("Loop", ["turns", "yes", "image"], ["y"], body=again)
    session = Session(saved(tmp_path, loop, turns=turns, yes=np.array(True)))
    with pytest.raises(MemoryError):
        session.run(["y"], {"image": np.zeros((1, 1, 8, 8), np.float32)})


@linux_only
def test_a_ration_ends_with_its_block() -> None:
    with rationed(64 << 20):
        assert np.ones(1 << 20).nbytes < 64 << 20
        with pytest.raises(MemoryError):
            np.ones(32 << 20)
    assert np.ones(32 << 20).nbytes == 256 << 20
    assert ration_bytes() > 0
