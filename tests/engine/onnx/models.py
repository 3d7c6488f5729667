"""Small ONNX files written by hand: what they give is known without running them."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

FLOAT, INT64 = TensorProto.FLOAT, TensorProto.INT64
Shape = Sequence[int | str | None]
Node = onnx.NodeProto


def value(name: str, shape: Shape | None, kind: int = FLOAT) -> onnx.ValueInfoProto:
    return helper.make_tensor_value_info(name, kind, shape)


def save(
    path: Path,
    nodes: Sequence[Node],
    inputs: Sequence[onnx.ValueInfoProto],
    outputs: Sequence[onnx.ValueInfoProto],
    weights: Mapping[str, np.ndarray] | Sequence[onnx.TensorProto] = (),
    metadata: Mapping[str, str] | None = None,
    domains: Sequence[str] = (),
) -> Path:
    """Write a file; weights by name, or as they are."""
    tensors = (
        [numpy_helper.from_array(array, name) for name, array in weights.items()]
        if isinstance(weights, Mapping)
        else list(weights)
    )
    graph = helper.make_graph(list(nodes), "graph", list(inputs), list(outputs), tensors)
    opsets = [helper.make_opsetid(domain, version) for domain, version in (("", 18), *((name, 1) for name in domains))]
    model = helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="test")
    for key, text in (metadata or {}).items():
        model.metadata_props.add(key=key, value=text)
    path.write_bytes(model.SerializeToString())
    return path


def weights(*shape: int, seed: int = 0) -> np.ndarray:
    return (np.random.default_rng(seed).standard_normal(shape) / np.sqrt(np.prod(shape[1:]))).astype(np.float32)


def convolutions(dims: int, channels: int, classes: int) -> tuple[list[Node], dict[str, np.ndarray]]:
    """Two convolutions with a rectifier between them."""
    nodes = [
        helper.make_node("Conv", ["image", "first", "bias"], ["a"], kernel_shape=[3] * dims, pads=[1] * 2 * dims),
        helper.make_node("Relu", ["a"], ["b"]),
        helper.make_node("Conv", ["b", "second"], ["scores"], kernel_shape=[1] * dims),
    ]
    kept = {
        "first": weights(4, channels, *(3,) * dims),
        "bias": weights(4, 1, seed=1).ravel(),
        "second": weights(classes, 4, *(1,) * dims, seed=2),
    }
    return nodes, kept


def segmenter(path: Path, sides: Shape, channels: int = 1, classes: int = 3, batch: int | str = "n") -> Path:
    """Scores of some classes at every voxel."""
    nodes, kept = convolutions(len(sides), channels, classes)
    shape = (batch, channels, *sides)
    return save(path, nodes, [value("image", shape)], [value("scores", (batch, classes, *sides))], kept)


BRIGHT_AT = 0.5
"""Where ``bright`` decides between two classes."""


def bright(path: Path, sides: Shape, scale: float = 100.0) -> Path:
    """Two classes: background, and everything that is more than half."""
    dims = len(sides)
    kept = {
        "w": np.array([-scale, scale], np.float32).reshape(2, 1, *(1,) * dims),
        "b": np.array([scale * BRIGHT_AT, -scale * BRIGHT_AT], np.float32),
    }
    nodes = [helper.make_node("Conv", ["image", "w", "b"], ["scores"], kernel_shape=[1] * dims)]
    return save(path, nodes, [value("image", ("n", 1, *sides))], [value("scores", None)], kept)


def classifier(path: Path, sides: Shape, classes: int = 3, names: Sequence[str] = (), ending: str = "") -> Path:
    """One number for each class of a picture."""
    nodes = [
        helper.make_node("Conv", ["image", "w"], ["a"], kernel_shape=[3, 3], pads=[1] * 4, strides=[2, 2]),
        helper.make_node("Relu", ["a"], ["b"]),
        helper.make_node("GlobalAveragePool", ["b"], ["c"]),
        helper.make_node("Flatten", ["c"], ["d"]),
        helper.make_node("Gemm", ["d", "dense"], ["logits"]),
    ]
    if ending:
        nodes.append(helper.make_node(ending, ["logits"], ["chances"]))
    kept = {"w": weights(8, 3, 3, 3), "dense": 3.0 * weights(8, classes, seed=1)}
    metadata = {"names": repr(dict(enumerate(names)))} if names else {}
    outputs = [value("chances" if ending else "logits", ("n", classes))]
    return save(path, nodes, [value("image", ("n", 3, *sides))], outputs, kept, metadata)


SHIFTS = (0.0, 1.0, 2.0, -1.0)
FADES = (1.0, 0.9, 0.8, 0.7)
"""How the copies of a box that have to be sorted out are moved, and how much less they score."""


def _ends(axis: int, out: str) -> list[Node]:
    """First and last pixel of what is bright in each channel, along one axis of a picture."""
    other = 2 if axis == 3 else 3
    return [
        helper.make_node("ReduceMax", ["lit", f"axis{other}"], [f"{out}line"], keepdims=0),
        helper.make_node("ArgMax", [f"{out}line"], [f"{out}first"], axis=2, keepdims=0),
        helper.make_node("ArgMax", [f"{out}line"], [f"{out}last"], axis=2, keepdims=0, select_last_index=1),
        helper.make_node("Cast", [f"{out}first"], [f"{out}0"], to=FLOAT),
        helper.make_node("Cast", [f"{out}last"], [f"{out}end"], to=FLOAT),
        helper.make_node("Add", [f"{out}end", "one"], [f"{out}1"]),
    ]


def _lit() -> tuple[list[Node], dict[str, np.ndarray]]:
    """x0, x1, y0, y1 (n, 3) of what is bright in red, green and blue, and how bright it is at most (n, 3)."""
    nodes = [
        helper.make_node("Greater", ["images", "half"], ["is"]),
        helper.make_node("Cast", ["is"], ["lit"], to=FLOAT),
        *_ends(3, "x"),
        *_ends(2, "y"),
        helper.make_node("ReduceMax", ["images", "axes"], ["peak"], keepdims=0),
        helper.make_node("ReduceMax", ["lit", "axes"], ["any"], keepdims=0),
        helper.make_node("Mul", ["peak", "any"], ["score"]),
    ]
    kept = {
        "half": np.array(0.5, np.float32),
        "one": np.array(1.0, np.float32),
        "axis2": np.array([2]),
        "axis3": np.array([3]),
        "axes": np.array([2, 3]),
    }
    return nodes, kept


def yolo(
    path: Path,
    sides: Shape,
    transposed: bool = True,
    objectness: bool = False,
    metadata: Mapping[str, str] | None = None,
) -> Path:
    """A detector of one bright thing of each colour: centre, sides and the score of each class, four times over."""
    nodes, kept = _lit()
    for axis in "xy":
        nodes += [
            helper.make_node("Add", [f"{axis}0", f"{axis}1"], [f"{axis}sum"]),
            helper.make_node("Mul", [f"{axis}sum", "half"], [f"c{axis}"]),
            helper.make_node("Sub", [f"{axis}1", f"{axis}0"], [f"s{axis}"]),
        ]
    rows = []
    for number, (shift, fade) in enumerate(zip(SHIFTS, FADES, strict=True)):
        kept[f"shift{number}"], kept[f"fade{number}"] = np.float32(shift), np.float32(fade)
        nodes += [
            helper.make_node("Add", ["cx", f"shift{number}"], [f"moved{number}"]),
            helper.make_node("Mul", ["score", f"fade{number}"], [f"faded{number}"]),
        ]
        rows.append((f"moved{number}", "cy", "sx", "sy", f"faded{number}"))
    for column, names in enumerate(zip(*rows, strict=True)):
        nodes.append(helper.make_node("Concat", names, [f"column{column}"], axis=1))
        nodes.append(helper.make_node("Unsqueeze", [f"column{column}", "axis1"], [f"row{column}"]))
    kept["axis1"] = np.array([1])
    kept["which"] = np.tile(np.eye(3, dtype=np.float32), (1, 4))[None]
    nodes.append(helper.make_node("Mul", ["row4", "which"], ["classes"]))
    certain = []
    if objectness:  # twice the certainty with half the classes' scores gives the same scores
        kept["two"], certain = np.float32(2.0), ["doubled"]
        nodes.append(helper.make_node("Mul", ["row4", "two"], ["doubled"]))
        nodes.append(helper.make_node("Mul", ["which", "half"], ["halved"]))
    classes = "halved" if objectness else "classes"
    table = "table" if not transposed else "output0"
    nodes.append(helper.make_node("Concat", ["row0", "row1", "row2", "row3", *certain, classes], [table], axis=1))
    if not transposed:
        nodes.append(helper.make_node("Transpose", ["table"], ["output0"], perm=[0, 2, 1]))
    return save(path, nodes, [value("images", (1, 3, *sides))], [value("output0", None)], kept, metadata)


def torchvision(path: Path) -> Path:
    """The same as torchvision's detectors give it: a picture without a batch; boxes, scores and labels from 1 on."""
    nodes, kept = _lit()
    kept |= {"axis0": np.array([0]), "axislast": np.array([-1]), "flat": np.array([3]), "one23": np.array([1, 2, 3])}
    start = [helper.make_node("Unsqueeze", ["image", "axis0"], ["images"])]
    for name in ("x0", "y0", "x1", "y1"):
        nodes.append(helper.make_node("Unsqueeze", [name, "axislast"], [f"{name}column"]))
    columns = ["x0column", "y0column", "x1column", "y1column"]
    nodes += [
        helper.make_node("Concat", columns, ["batched"], axis=2),
        helper.make_node("Squeeze", ["batched", "axis0"], ["boxes"]),
        helper.make_node("Reshape", ["score", "flat"], ["scores"]),
        helper.make_node("Identity", ["one23"], ["labels"]),
    ]
    outputs = [value("boxes", ("n", 4)), value("labels", ("n",), INT64), value("scores", ("n",))]
    return save(path, [*start, *nodes], [value("image", (3, "height", "width"))], outputs, kept)


STRIDES = (8, 16, 32, 64, 128)
CELL_DELTAS = (0.125, 0.125, float(np.log(0.25)), float(np.log(0.25)))
"""From an anchor of four strides around a cell's corner to the cell itself."""


def retinanet(path: Path, side: int, levels: bool = False) -> Path:
    """A detector of bright squares that fill one cell of 8 or 16 pixels: deltas and logits of one anchor a cell.

    Args:
        path: The file.
        side: Rows and columns of the input.
        levels: Whether every level has outputs of its own.
    """
    nodes: list[Node] = []
    kept: dict[str, np.ndarray] = {
        "w": np.full((1, 3, 1, 1), 1.0 / 3.0, np.float32),
        "steep": np.full((2, 1, 1, 1), 40.0, np.float32),
        "limit": np.array([-36.0, -400.0], np.float32),  # the second class is never there
        "zero": np.zeros((4, 1, 1, 1), np.float32),
        "deltas": np.array(CELL_DELTAS, np.float32),
        "rows4": np.array([1, -1, 4]),
        "rows2": np.array([1, -1, 2]),
    }
    nodes.append(helper.make_node("Conv", ["images", "w"], ["grey"]))
    boxes, logits = [], []
    for stride in STRIDES:
        size = {"kernel_shape": [stride] * 2, "strides": [stride] * 2, "ceil_mode": 1}
        nodes += [
            helper.make_node("AveragePool", ["grey"], [f"mean{stride}"], **size),
            helper.make_node("Conv", [f"mean{stride}", "zero", "deltas"], [f"box_{stride}"]),
            helper.make_node("Conv", [f"mean{stride}", "steep", "limit"], [f"class_{stride}"]),
        ]
        for kind, width, found in (("box", 4, boxes), ("class", 2, logits)):
            nodes.append(helper.make_node("Transpose", [f"{kind}_{stride}"], [f"{kind}t{stride}"], perm=[0, 2, 3, 1]))
            nodes.append(helper.make_node("Reshape", [f"{kind}t{stride}", f"rows{width}"], [f"{kind}r{stride}"]))
            found.append(f"{kind}r{stride}")
    nodes.append(helper.make_node("Concat", boxes, ["bbox_regression"], axis=1))
    nodes.append(helper.make_node("Concat", logits, ["cls_logits"], axis=1))
    if levels:
        outputs = [value(f"{kind}_{stride}", None) for stride in STRIDES for kind in ("class", "box")]
    else:
        outputs = [value("cls_logits", None), value("bbox_regression", None)]
    return save(path, nodes, [value("images", (1, 3, side, side))], outputs, kept)
