"""Tiny packages of pictures whose answers are known by hand: what is bright is found.

They are ONNX files without anything learned. Pictures are 64 × 64 pixels for the networks, of any size for the package,
and grey values of 0 to 255.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnx.reference import ReferenceEvaluator

from medview.catalog.manifest import write_manifest
from tests.catalog.making import CATEGORY, LEFT, RIGHT, configuration
from tests.engine.onnx.models import value

SIDE = 64
"""Rows and columns of the networks' input."""
CELL = 8
"""Side of a detector's boxes, in pixels of its input."""

STEEP = 40.0
"""How sharply the networks decide about brightness (0 black, 1 white)."""


def code(name: str) -> dict[str, str]:
    return {"value": name.upper(), "scheme": "99MEDVIEW", "meaning": name}


def picture_class(name: str, threshold: float = 0.5, **more: Any) -> dict[str, Any]:
    return {"name": name, "code": code(name), "threshold": threshold, **more}


def classification(folder: Path, folds: tuple[float, ...] = (), **changes: Any) -> Path:
    """“bright” is likely where a picture's mean is above half: logit 8 × (mean - 0.5), of “dark” the opposite.

    Args:
        folder: The package's folder is made in it, named ``tiny``.
        folds: A further network for each number, which adds it to the logit of “bright”.
        changes: Entries of its configuration.
    """
    classes = [picture_class("dark", finding=False), picture_class("bright")]
    data = _picture("classification", 2, classes=classes, output={"activation": "softmax"}, labels=[])
    return _written(folder, data, [_mean_network(extra) for extra in (0.0, *folds)], changes)


def segmentation(folder: Path, folds: tuple[float, ...] = (), **changes: Any) -> Path:
    """Label 1 is what is brighter than half in the picture's left half, label 2 in its right half.

    Args:
        folder: The package's folder is made in it, named ``tiny``.
        folds: A further network for each number, which adds it to the logits of both.
        changes: Entries of its configuration.
    """
    labels = [
        {**_label(1, "field"), "laterality": RIGHT},
        {**_label(2, "field"), "laterality": LEFT, "colour": [0, 0, 255]},
    ]
    data = _picture("segmentation", 2, output={"activation": "sigmoid"}, labels=labels)
    return _written(folder, data, [_half_network(extra) for extra in (0.0, *folds)], changes)


def detection(folder: Path, folds: tuple[float, ...] = (), **changes: Any) -> Path:
    """Boxes are cells of 8 × 8 pixels: “bright” scores the mean of a cell, “grey” 1 - 4 × its distance from half.

    Args:
        folder: The package's folder is made in it, named ``tiny``.
        folds: A further network for each number, which adds it to every score.
        changes: Entries of its configuration.
    """
    classes = [picture_class("bright", 0.9), picture_class("grey", 0.7, colour=[0, 114, 178])]
    wish = {"layout": "yolo", "form": "xyxy", "size": [SIDE, SIDE], "score": 0.5, "margin": 0.0}
    data = _picture("detection", 2, classes=classes, output={"activation": "none"}, labels=[], detection=wish)
    return _written(folder, data, [_cell_network(extra) for extra in (0.0, *folds)], changes)


def _label(number: int, name: str) -> dict[str, Any]:
    return {"value": number, "name": name, "code": code(name), "category": CATEGORY, "colour": [255, 0, 0]}


def _picture(family: str, outputs: int, labels: list[dict[str, Any]], **entries: Any) -> dict[str, Any]:
    data = configuration()
    for entry in ("localisation", "plausible", "calibration", "spacing_mm", "postprocess"):
        del data[entry]
    data["card"] |= {"family": family, "labels": labels}
    data["card"]["input"] |= {
        "modalities": ["DX", "CR"],
        "body_parts": ["CHEST"],
        "description": "a radiograph of the chest",
        "max_spacing_mm": 0.0,
        "min_extent_mm": 0.0,
        "dimensions": 2,
    }
    data["network"] = {
        "name": "onnx",
        "arguments": {},
        "in_channels": 1,
        "out_channels": outputs,
        "weights": "models/model.onnx",
        "spatial_dims": 2,
    }
    data["intensity"] = {"kind": "range", "clip": [0.0, 255.0], "over": "all"}
    data["preparation"] = {"size": [SIDE, SIDE], "margin": 0.0}
    data["tiling"] = {"patch": [SIDE, SIDE, 1], "whole": True}
    data["golden"] = {"recipe": "stored"}
    return {**data, **entries}


def _mean_network(extra: float) -> onnx.ModelProto:
    nodes = [
        helper.make_node("GlobalAveragePool", ["image"], ["mean"]),
        helper.make_node("Flatten", ["mean"], ["flat"]),
        helper.make_node("Gemm", ["flat", "w", "b"], ["out"]),
    ]
    kept = {"w": np.array([[-4.0, 4.0]]), "b": np.array([2.0 - extra / 2.0, -2.0 + extra / 2.0])}
    return _model(nodes, kept)


def _half_network(extra: float) -> onnx.ModelProto:
    """Each half of the picture is lit in one channel and far below in the other."""
    columns = np.arange(SIDE) < SIDE // 2
    away = np.where(np.stack((columns, ~columns)), 0.0, -1e3)[None, :, None, :]
    nodes = [
        helper.make_node("Conv", ["image", "w", "b"], ["both"], kernel_shape=[1, 1]),
        helper.make_node("Add", ["both", "away"], ["out"]),
    ]
    kept = {"w": np.full((2, 1, 1, 1), STEEP), "b": np.full(2, extra - STEEP / 2.0), "away": away}
    return _model(nodes, kept)


def _cell_network(extra: float) -> onnx.ModelProto:
    count = SIDE // CELL
    row, column = (axis.ravel() * CELL for axis in np.meshgrid(np.arange(count), np.arange(count), indexing="ij"))
    boxes = np.stack((column, row, column + CELL, row + CELL))[None]
    nodes = [
        helper.make_node("AveragePool", ["image"], ["mean"], kernel_shape=[CELL, CELL], strides=[CELL, CELL]),
        helper.make_node("Reshape", ["mean", "flat"], ["bright"]),
        helper.make_node("Sub", ["bright", "half"], ["off"]),
        helper.make_node("Abs", ["off"], ["far"]),
        helper.make_node("Mul", ["far", "minus4"], ["fall"]),
        helper.make_node("Add", ["fall", "one"], ["grey"]),
        helper.make_node("Concat", ["bright", "grey"], ["plain"], axis=1),
        helper.make_node("Add", ["plain", "extra"], ["scores"]),
        helper.make_node("Concat", ["boxes", "scores"], ["out"], axis=1),
    ]
    numbers = {"half": 0.5, "minus4": -4.0, "one": 1.0, "extra": extra}
    kept = {name: np.array(number) for name, number in numbers.items()} | {"boxes": boxes}
    return _model(nodes, kept, {"flat": np.array([1, 1, count * count])})


def _model(
    nodes: list[onnx.NodeProto], kept: dict[str, np.ndarray], whole: dict[str, np.ndarray] | None = None
) -> onnx.ModelProto:
    weights = {name: np.asarray(array, np.float32) for name, array in kept.items()} | (whole or {})
    tensors = [numpy_helper.from_array(array, name) for name, array in weights.items()]
    given, out = value("image", (1, 1, SIDE, SIDE)), value("out", None)
    graph = helper.make_graph(nodes, "graph", [given], [out], tensors)
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 18)], ir_version=9)


def _written(folder: Path, data: dict[str, Any], models: list[onnx.ModelProto], changes: dict[str, Any]) -> Path:
    """The package with its golden output, which onnx's own reference gives."""
    root = folder / "tiny"
    for name in ("configs", "docs", "models", "golden"):
        (root / name).mkdir(parents=True)
    files = ["models/model.onnx", *(f"models/fold{number}.onnx" for number in range(1, len(models)))]
    for file, model in zip(files, models, strict=True):
        (root / file).write_bytes(model.SerializeToString())
    data["network"]["folds"] = files[1:]
    data = {**data, **changes}
    given = np.random.default_rng(0).random((1, 1, SIDE, SIDE), np.float32)
    found = [ReferenceEvaluator(model).run(None, {"image": given})[0] for model in models]
    np.save(root / "golden" / "input.npy", given)
    np.save(root / "golden" / "output.npy", np.mean(found, 0, dtype=np.float32))
    (root / "LICENSE").write_text("CC0")
    (root / "docs" / "README.md").write_text("A network written by hand.")
    (root / "configs" / "metadata.json").write_text(json.dumps({"version": data["card"]["version"]}))
    (root / "configs" / "medview.json").write_text(json.dumps(data, indent=1))
    write_manifest(root)
    return root


def bright_square(
    rows: int = 128, columns: int = 96, low: tuple[int, int] = (16, 32), high: tuple[int, int] = (32, 48)
) -> np.ndarray:
    """A black picture with a white rectangle from (column, row) ``low`` to ``high``, both edges of pixels."""
    picture = np.zeros((rows, columns), np.uint8)
    picture[low[1] : high[1], low[0] : high[0]] = 255
    return picture
