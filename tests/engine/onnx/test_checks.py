"""ONNX files that must not reach onnxruntime: each is refused by name, and nothing is left behind."""

import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
import torch
from onnx import TensorProto, helper, numpy_helper

from medview.catalog.package import load_package
from medview.catalog.schema import Network
from medview.core.errors import ModelError
from medview.engine.importing.draft import Answers
from medview.engine.importing.onnx import read
from medview.engine.onnx.checks import checked
from medview.engine.onnx.contents import contents
from medview.engine.onnx.network import load_onnx
from medview.engine.onnx.session import Session, device_for
from medview.engine.onnx.wire import Budget
from medview.engine.weights import load_networks
from tests.engine.importing.commands import Command, commands
from tests.engine.onnx import models
from tests.engine.onnx.models import value

SECRET = b"a file the model must not read" * 40


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return commands(monkeypatch, capsys)


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A folder for the model, beside a file that must never be read."""
    (tmp_path / "secret.bin").write_bytes(SECRET)
    (tmp_path / "model").mkdir()
    return tmp_path / "model"


def changed(path: Path, change: Callable[[Any], None]) -> Path:
    """A segmenter with something of its protobuf changed."""
    models.segmenter(path, (8, 8, 8))
    model = onnx.load(path)
    change(model)
    path.write_bytes(model.SerializeToString())
    return path


def outside(tensor: Any, location: str, **more: str) -> None:
    tensor.ClearField("raw_data")
    tensor.data_location = TensorProto.EXTERNAL
    for key, text in {"location": location, **more}.items():
        tensor.external_data.add(key=key, value=text)


def at(location: str) -> Callable[[Path], Path]:
    return lambda folder: changed(folder / "a.onnx", lambda m: outside(m.graph.initializer[0], location))


def absolute(folder: Path) -> Path:
    return at(str(folder.parent / "secret.bin"))(folder)


def linked(folder: Path) -> Path:
    os.symlink(folder.parent / "secret.bin", folder / "weights.bin")
    return at("weights.bin")(folder)


def linked_folder(folder: Path) -> Path:
    os.symlink(folder.parent, folder / "data")
    return at("data/secret.bin")(folder)


def address(folder: Path) -> Path:
    (folder / "*" / "_ORT_MEM_ADDR_").mkdir(parents=True)
    (folder / "*" / "_ORT_MEM_ADDR_" / "*").write_bytes(SECRET)
    return at("*/_ORT_MEM_ADDR_/*")(folder)


def twice(folder: Path) -> Path:
    (folder / "weights.bin").write_bytes(bytes(432))

    def change(model: Any) -> None:
        outside(model.graph.initializer[0], "weights.bin")
        model.graph.initializer[0].external_data.add(key="location", value="../secret.bin")

    return changed(folder / "a.onnx", change)


def in_subgraph(folder: Path) -> Path:
    tensor = numpy_helper.from_array(np.zeros(4, np.float32), "hidden")
    outside(tensor, "../secret.bin")
    branch = helper.make_graph(
        [helper.make_node("Identity", ["hidden"], ["out"])], "b", [], [value("out", None)], [tensor]
    )
    other = helper.make_graph([helper.make_node("Identity", ["same"], ["out2"])], "c", [], [value("out2", None)])
    nodes = [helper.make_node("If", ["yes"], ["y"], then_branch=branch, else_branch=other)]
    kept = {"yes": np.array(True), "same": np.zeros(4, np.float32)}
    return models.save(folder / "a.onnx", nodes, [value("image", (1, 1, 8, 8))], [value("y", None)], kept)


def in_attribute(folder: Path) -> Path:
    tensor = numpy_helper.from_array(np.zeros(4, np.float32), "hidden")
    outside(tensor, "../secret.bin")
    nodes = [helper.make_node("Constant", [], ["y"], value=tensor)]
    return models.save(folder / "a.onnx", nodes, [value("image", (1, 1, 8, 8))], [value("y", None)])


def in_sparse(folder: Path) -> Path:
    tensor = numpy_helper.from_array(np.zeros(4, np.float32), "hidden")
    outside(tensor, "../secret.bin")
    indices = numpy_helper.from_array(np.arange(4), "places")
    sparse = helper.make_sparse_tensor(tensor, indices, [100])
    return changed(folder / "a.onnx", lambda m: m.graph.sparse_initializer.append(sparse))


def in_function(folder: Path) -> Path:
    tensor = numpy_helper.from_array(np.zeros(4, np.float32), "hidden")
    outside(tensor, "../secret.bin")
    node = helper.make_node("Constant", [], ["out"], value=tensor)
    function = helper.make_function("mine", "F", [], ["out"], [node], [helper.make_opsetid("", 18)])
    return changed(folder / "a.onnx", lambda m: m.functions.append(function))


def beyond(folder: Path) -> Path:
    (folder / "weights.bin").write_bytes(bytes(100))
    return at("weights.bin")(folder)


def own_domain(folder: Path) -> Path:
    nodes = [helper.make_node("Steal", ["image"], ["y"], domain="evil.custom")]
    shape = (1, 1, 8, 8)
    return models.save(folder / "a.onnx", nodes, [value("image", shape)], [value("y", shape)], domains=["evil.custom"])


def context_of_another(folder: Path) -> Path:
    attributes = {"ep_cache_context": "../secret.bin", "embed_mode": 0, "domain": "com.microsoft"}
    nodes = [helper.make_node("EPContext", ["image"], ["y"], **attributes)]
    shape = (1, 1, 8, 8)
    return models.save(
        folder / "a.onnx", nodes, [value("image", shape)], [value("y", shape)], domains=["com.microsoft"]
    )


def laughing(folder: Path) -> Path:
    """Functions that call each other ten times each: ten to the seventh operations."""

    def change(model: Any) -> None:
        model.opset_import.append(helper.make_opsetid("mine", 1))
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid("mine", 1)]
        for level in range(8):
            called, domain = (f"F{level - 1}", "mine") if level else ("Relu", "")
            names = ["x", *(f"v{n}" for n in range(9)), "y"]
            pairs = pairwise(names)
            nodes = [helper.make_node(called, [a], [b], domain=domain) for a, b in pairs]
            model.functions.append(helper.make_function("mine", f"F{level}", ["x"], ["y"], nodes, opsets))
        model.graph.node.append(helper.make_node("F7", ["scores"], ["more"], domain="mine"))

    return changed(folder / "a.onnx", change)


def huge_weights(folder: Path) -> Path:
    def change(model: Any) -> None:
        model.graph.initializer[0].dims[:] = [1 << 20, 1 << 20, 1 << 20]

    return changed(folder / "a.onnx", change)


def huge_input(folder: Path) -> Path:
    return models.segmenter(folder / "a.onnx", (100_000, 100_000, 100_000))


def huge_filling(folder: Path) -> Path:
    nodes = [helper.make_node("ConstantOfShape", ["shape"], ["y"])]
    kept = {"shape": np.array([1 << 20, 1 << 20])}
    return models.save(folder / "a.onnx", nodes, [value("image", (1, 1, 8, 8))], [value("y", None)], kept)


def fewer_than_said(folder: Path) -> Path:
    def change(model: Any) -> None:
        model.graph.initializer[0].dims[0] = 8

    return changed(folder / "a.onnx", change)


def not_numbers(kind: np.dtype[Any] | type, wrong: float, raw: bool = True) -> Callable[[Path], Path]:
    def change(model: Any) -> None:
        first = model.graph.initializer[0]
        array = numpy_helper.to_array(first).astype(kind)
        array.flat[5] = wrong
        model.graph.initializer.remove(first)
        made = helper.make_tensor("first", helper.np_dtype_to_tensor_dtype(array.dtype), array.shape, array.ravel())
        model.graph.initializer.append(numpy_helper.from_array(array, "first") if raw else made)

    return lambda folder: changed(folder / "a.onnx", change)


def cut_off(folder: Path) -> Path:
    path = models.segmenter(folder / "a.onnx", (8, 8, 8))
    path.write_bytes(path.read_bytes()[:-60])
    return path


def merged(folder: Path) -> Path:
    """Two graphs, which protocol buffers merge into one."""
    path = models.segmenter(folder / "a.onnx", (8, 8, 8))
    path.write_bytes(path.read_bytes() * 2)
    return path


def deep(folder: Path) -> Path:
    """Graphs within graphs, deeper than libraries write them."""

    def within(field: int, inner: bytes) -> bytes:
        size, digits = len(inner), b""
        while size >= 0x80:
            digits, size = digits + bytes([size & 0x7F | 0x80]), size >> 7
        return bytes([field << 3 | 2]) + digits + bytes([size]) + inner

    graph = b""
    for _ in range(30):
        graph = within(1, within(5, within(6, graph)))
    (folder / "a.onnx").write_bytes(b"\x08\x09" + within(7, graph))
    return folder / "a.onnx"


def empty(folder: Path) -> Path:
    return changed(folder / "a.onnx", lambda m: m.graph.ClearField("node"))


def endless(folder: Path) -> Path:
    """A function that calls itself."""

    def change(model: Any) -> None:
        model.opset_import.append(helper.make_opsetid("mine", 1))
        body = [helper.make_node("F", ["x"], ["y"], domain="mine")]
        model.functions.append(helper.make_function("mine", "F", ["x"], ["y"], body, [helper.make_opsetid("mine", 1)]))
        model.graph.node.append(helper.make_node("F", ["scores"], ["more"], domain="mine"))

    return changed(folder / "a.onnx", change)


def of_unknown_kind(folder: Path) -> Path:
    def change(model: Any) -> None:
        model.graph.initializer[0].data_type = 99

    return changed(folder / "a.onnx", change)


def beside_it(**more: str) -> Callable[[Path], Path]:
    def make(folder: Path) -> Path:
        (folder / "weights.bin").write_bytes(bytes(432))
        return changed(folder / "a.onnx", lambda m: outside(m.graph.initializer[0], "weights.bin", **more))

    return make


def half_of_google(folder: Path) -> Path:
    """bfloat16, the upper half of float32: 0x7FC0 is no number."""

    def change(model: Any) -> None:
        first = model.graph.initializer[0]
        first.data_type, first.raw_data = TensorProto.BFLOAT16, b"\x00\x3f" * 107 + b"\xc0\x7f"

    return changed(folder / "a.onnx", change)


def in_training(folder: Path) -> Path:
    tensor = numpy_helper.from_array(np.zeros(4, np.float32), "hidden")
    outside(tensor, "../secret.bin")
    graph = helper.make_graph([helper.make_node("Identity", ["hidden"], ["out"])], "t", [], [], [tensor])
    return changed(folder / "a.onnx", lambda m: m.training_info.add().algorithm.CopyFrom(graph))


def in_sparse_constant(folder: Path) -> Path:
    tensor = numpy_helper.from_array(np.zeros(4, np.float32), "hidden")
    outside(tensor, "../secret.bin")
    sparse = helper.make_sparse_tensor(tensor, numpy_helper.from_array(np.arange(4), "places"), [100])
    node = helper.make_node("Constant", [], ["s"], sparse_value=sparse)
    return changed(folder / "a.onnx", lambda m: m.graph.node.insert(0, node))


def in_default_of_function(folder: Path) -> Path:
    tensor = numpy_helper.from_array(np.zeros(4, np.float32), "hidden")
    outside(tensor, "../secret.bin")

    def change(model: Any) -> None:
        body = [helper.make_node("Identity", ["x"], ["y"])]
        made = helper.make_function("mine", "F", ["x"], ["y"], body, [helper.make_opsetid("", 18)])
        made.attribute_proto.append(helper.make_attribute("by", tensor))
        model.functions.append(made)

    return changed(folder / "a.onnx", change)


def mistaken(field: int, value_: bytes) -> Callable[[Path], Path]:
    """A graph with a tensor in which a field is of another kind than onnx.proto says."""

    def make(folder: Path) -> Path:
        tensor = bytes([field << 3 | (0 if len(value_) == 1 else 2)]) + value_
        graph = bytes([5 << 3 | 2, len(tensor)]) + tensor
        data = models.segmenter(folder / "a.onnx", (8, 8, 8)).read_bytes()
        (folder / "a.onnx").write_bytes(data[:2] + bytes([7 << 3 | 2, len(graph)]) + graph)
        return folder / "a.onnx"

    return make


REFUSED: dict[str, tuple[Callable[[Path], Path], str]] = {
    "no network": (empty, "there is no network in it"),
    "functions that call themselves": (endless, "call each other too deep"),
    "weights of an unknown kind": (of_unknown_kind, "numbers of an unknown kind"),
    "weights of another length beside it": (beside_it(length="5"), "another size than its shape"),
    "weights somewhere beside it": (beside_it(offset="far"), "does not say clearly"),
    "half a weight of Google's that is no number": (half_of_google, "NaN or infinite"),
    "weights of its training": (in_training, "../secret.bin"),
    "weights of a sparse constant": (in_sparse_constant, "../secret.bin"),
    "weights of a function's default": (in_default_of_function, "../secret.bin"),
    "a kind that is a text": (mistaken(2, b"\x01a"), "its entry 2 is no number"),
    "a name that is a number": (mistaken(8, b"\x05"), "its entry 8 is a number"),
    "weights above it": (at("../secret.bin"), "../secret.bin"),
    "weights far above it": (at("x/../../secret.bin"), "secret.bin"),
    "weights anywhere": (absolute, "secret.bin"),
    "weights by a link": (linked, "weights.bin"),
    "weights behind a linked folder": (linked_folder, "data/secret.bin"),
    "weights with backslashes": (at("..\\secret.bin"), "secret.bin"),
    "weights at an address in memory": (address, "_ORT_MEM_ADDR_"),
    "weights at two places": (twice, "first"),
    "weights in a graph within": (in_subgraph, "../secret.bin"),
    "weights of a constant": (in_attribute, "../secret.bin"),
    "weights of a sparse tensor": (in_sparse, "../secret.bin"),
    "weights of a function": (in_function, "../secret.bin"),
    "weights that are missing": (at("gone.bin"), "gone.bin"),
    "weights beyond the end of a file": (beyond, "weights.bin"),
    "an operation of its own": (own_domain, "evil.custom"),
    "a context of another program": (context_of_another, "EPContext"),
    "functions without end": (laughing, "operations"),
    "weights larger than any computer": (huge_weights, "first"),
    "an input larger than any computer": (huge_input, "100000"),
    "a constant larger than any computer": (huge_filling, "shape"),
    "fewer weights than it says": (fewer_than_said, "first"),
    "a weight that is no number": (not_numbers(np.float32, np.nan), "first"),
    "a weight that is infinite": (not_numbers(np.float32, np.inf), "first"),
    "a weight, listed, that is no number": (not_numbers(np.float32, np.nan, raw=False), "first"),
    "half a weight that is no number": (not_numbers(np.float16, np.nan), "first"),
    "double a weight that is no number": (not_numbers(np.float64, np.nan), "first"),
    "half a file": (cut_off, "a.onnx"),
    "two graphs": (merged, "a.onnx"),
    "graphs within graphs": (deep, "too deep"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused_before_onnxruntime_sees_it(
    name: str, home: Path, command: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    def never(*_: object, **__: object) -> None:
        pytest.fail("onnxruntime was given the file")

    monkeypatch.setattr(onnxruntime, "InferenceSession", never)
    make, told = REFUSED[name]
    path = make(home)
    before = sorted(home.parent.rglob("*"))
    code, said = command("import", path, "--out", home.parent / "packages")
    assert code != 0
    assert told in said["error"]["message"], said
    left = [found for found in sorted(home.parent.rglob("*")) if found not in before]
    assert [found.name for found in left if found.name != "packages"] == []


def test_a_pickle_of_that_name_does_not_run(home: Path, command: Command) -> None:
    canary = home / "canary"
    (home / "a.onnx").write_bytes(b"cos\nsystem\n(S'touch " + str(canary).encode() + b"'\ntR.")
    (home / "b.onnx").write_bytes(
        b"\x80\x02cos\nsystem\n(X" + bytes([len(str(canary)) + 6, 0, 0, 0]) + b"touch " + str(canary).encode() + b"tR."
    )
    for name in ("a.onnx", "b.onnx"):
        code, _ = command("import", home / name, "--out", home / "packages")
        assert code != 0
    assert not canary.exists()
    assert not list(home.glob("packages/*"))


@pytest.mark.parametrize("seed", range(40))
def test_a_changed_byte_is_refused_or_harmless(seed: int, home: Path) -> None:
    path = models.segmenter(home / "a.onnx", (8, 8, 8))
    data = bytearray(path.read_bytes())
    random = np.random.default_rng(seed)
    data[random.integers(len(data))] ^= int(random.integers(1, 256))
    path.write_bytes(data)
    try:
        told = checked(path).path.name
    except ModelError as error:
        told = error.message
    assert "a.onnx" in told


def test_a_changed_package_is_noticed(home: Path, command: Command) -> None:
    path = models.segmenter(home / "a.onnx", (8, 8, 8))
    code, said = command("import", path, "--out", home / "packages")
    assert code == 0
    folder = Path(said["imported"]["folder"])
    weights = folder / "models/model.onnx"
    data = bytearray(weights.read_bytes())
    data[-200] ^= 1
    weights.write_bytes(data)
    with pytest.raises(ModelError, match=r"models/model\.onnx"):
        load_package(folder).verify()


def test_an_installed_package_is_checked_again(home: Path, command: Command) -> None:
    path = models.segmenter(home / "a.onnx", (8, 8, 8))
    code, said = command("import", path, "--out", home / "packages")
    assert code == 0
    folder = Path(said["imported"]["folder"])
    at("../../secret.bin")(home)
    (folder / "models/model.onnx").write_bytes((home / "a.onnx").read_bytes())
    with pytest.raises(ModelError, match="outside its folder"):
        load_networks(load_package(folder))


def test_files_of_too_many_entries_or_none_are_refused(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = models.segmenter(home / "a.onnx", (8, 8, 8))
    monkeypatch.setattr("medview.engine.onnx.wire.Budget", lambda: Budget(20))
    with pytest.raises(ModelError, match="more than"):
        checked(path)
    path.write_bytes(b"")
    with pytest.raises(ModelError, match="its size is 0 bytes"):
        checked(path)


def test_numbers_may_be_listed_in_every_way(home: Path) -> None:
    kinds = {
        "words": helper.make_tensor("words", TensorProto.STRING, [2], [b"a", b"b"]),
        "long": helper.make_tensor("long", TensorProto.INT64, [2], [1, -2]),
        "whole": helper.make_tensor("whole", TensorProto.INT32, [3], [1, 2, 3]),
        "bytes": helper.make_tensor("bytes", TensorProto.UINT8, [2], [1, 255]),
        "large": helper.make_tensor("large", TensorProto.UINT64, [1], [1 << 63]),
        "twice": helper.make_tensor("twice", TensorProto.DOUBLE, [2], [0.5, 2.0]),
        "half": helper.make_tensor("half", TensorProto.FLOAT, [1], [0.5]),
        "four": helper.make_tensor("four", TensorProto.INT4, [3], [1, -2, 3]),
        "many": helper.make_tensor("many", TensorProto.INT64, [20], list(range(20))),
    }
    many = helper.make_node("Transpose", ["image"], ["turned"], perm=list(range(20)))
    some = helper.make_node("Upsample", ["image"], ["wide"], scales=[1.0, 1.0, 2.0, 2.0])
    path = models.segmenter(home / "a.onnx", (8, 8, 8))
    model = onnx.load(path)
    model.graph.initializer.extend(kinds.values())
    model.graph.node.extend([many, some])
    path.write_bytes(model.SerializeToString())
    found = contents(memoryview(path.read_bytes()))
    assert {name: found.values.get(name) for name in ("long", "whole", "twice", "half", "bytes", "many")} == {
        "long": (1, -2), "whole": (1, 2, 3), "twice": (0.5, 2.0), "half": (0.5,), "bytes": None, "many": None,
    }  # fmt: skip
    assert [node.attributes for node in found.nodes[-2:]] == [{"perm": ()}, {"scales": (1.0, 1.0, 2.0, 2.0)}]
    assert checked(path).path == path


def test_outputs_of_nothing_have_no_last_operation(home: Path) -> None:
    ring = [helper.make_node("Identity", ["a"], ["b"]), helper.make_node("Identity", ["b"], ["a"])]
    outputs = [value("a", None), value("image", None)]
    path = models.save(home / "a.onnx", ring, [value("image", (1, 1, 8, 8))], outputs)
    assert dict(checked(path).last) == {"a": "", "image": ""}


def test_what_onnxruntime_does_not_take_is_told(home: Path) -> None:
    nodes = [helper.make_node("Unheard", ["image"], ["y"])]
    path = models.save(home / "a.onnx", nodes, [value("image", (1, 1, 8, 8))], [value("y", None)])
    with pytest.raises(ModelError, match=r"onnxruntime does not take a\.onnx: .*Unheard"):
        Session(path)


def odd_input(path: Path, *inputs: Any, nodes: Any = None) -> Path:
    made = nodes or [helper.make_node("Identity", [inputs[0].name], ["y"])]
    return models.save(path, made, inputs, [value("y", None)])


def words(path: Path) -> Path:
    nodes = [
        helper.make_node("Cast", ["image"], ["y"], to=TensorProto.STRING),
    ]
    return models.save(path, nodes, [value("image", (1, 1, 8, 8))], [value("y", None, TensorProto.STRING)])


@pytest.mark.parametrize(
    ("make", "told"),
    [
        (lambda path: odd_input(path, value("a", (1, 1, 8, 8)), value("b", (1,))), "it takes 2 inputs"),
        (words, "it gives tensor(string)"),
        (lambda path: odd_input(path, value("a", (4, 8))), "of 2 axes"),
        (lambda path: odd_input(path, value("a", (1, 1, 1 << 16, 1 << 15))), "numbers at once"),
    ],
)
def test_inputs_and_outputs_medview_has_no_use_for_are_named(
    make: Callable[[Path], Path], told: str, home: Path
) -> None:
    with pytest.raises(ModelError) as refusal:
        read(make(home / "a.onnx"), Answers())
    assert told in refusal.value.message


def test_a_package_states_what_its_file_takes_and_gives(home: Path) -> None:
    two = odd_input(home / "a.onnx", value("a", (1, 1, 8, 8)), value("b", (1,)))
    with pytest.raises(ModelError, match="takes a, b and gives y"):
        load_onnx(two, Network("onnx", {}, 1, 1, spatial_dims=2))
    one = models.segmenter(home / "b.onnx", (8, 8, 8))
    with pytest.raises(ModelError, match="does not state so"):
        load_onnx(one, Network("onnx", {"outputs": ("boxes",)}, 1, 3))
    network = load_onnx(one, Network("onnx", {}, 1, 3))
    assert network.to("cpu") is network
    moved = network.to("cuda" if device_for("cuda") == "cpu" else "mps")
    image = torch.rand(2, 1, 8, 8, 8)
    assert torch.equal(moved(image), network(image)), "where there is nothing else, the processor computes"


def test_a_limit_may_be_infinite(home: Path) -> None:
    nodes = [helper.make_node("Max", ["image", "least"], ["y"])]
    kept = {"least": np.array(-np.inf, np.float32)}
    path = models.save(home / "a.onnx", nodes, [value("image", (1, 1, 8, 8))], [value("y", None)], kept)
    assert checked(path).outputs[0].name == "y"


def test_functions_of_the_file_may_be_called(home: Path) -> None:
    def change(model: Any) -> None:
        model.opset_import.append(helper.make_opsetid("mine", 1))
        body = [helper.make_node("Relu", ["x"], ["y"])]
        model.functions.append(helper.make_function("mine", "F", ["x"], ["y"], body, [helper.make_opsetid("", 18)]))
        model.graph.node[1].op_type, model.graph.node[1].domain = "F", "mine"

    path = changed(home / "a.onnx", change)
    assert dict(checked(path).last) == {"scores": "Conv"}
