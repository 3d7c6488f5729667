"""The calls a faster form knows: what each of them is, and the names of its arguments."""

from __future__ import annotations

import operator
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import torch
from torch import Tensor
from torch.nn import functional

from medview.engine.fast.recording import NotRecordedError, Step, Value

Kind = Literal[
    "convolution", "transposed", "instance", "group", "batch", "activation", "identity", "add", "cat", "cut",
    "repeat",
]  # fmt: skip


@dataclass(frozen=True, eq=False)
class Node:
    """A call whose meaning is known.

    Args:
        kind: What it is.
        inputs: The results it works on, by their numbers.
        settings: Its other arguments by name.
        result: Number of its own result.
        shape: The result's shape.
        after: An activation that follows at once and is part of it.
    """

    kind: Kind
    inputs: tuple[int, ...]
    settings: Mapping[str, Any]
    result: int
    shape: tuple[int, ...]
    after: Node | None = None


@dataclass(frozen=True)
class _Meaning:
    """Kind and arguments of a function.

    Args:
        kind: What it is.
        names: Of its positional arguments.
        defaults: Of arguments that may be left out.
        inputs: How many of the first arguments are results of other steps.
        fixed: Arguments that must have these values.
        more: Settings that are said by the function itself.
    """

    kind: Kind
    names: tuple[str, ...]
    defaults: Mapping[str, Any] = field(default_factory=dict)
    inputs: int = 1
    fixed: Mapping[str, Any] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)


_CONVOLUTION = _Meaning(
    "convolution",
    ("input", "weight", "bias", "stride", "padding", "dilation", "groups"),
    {"bias": None, "stride": 1, "padding": 0, "dilation": 1, "groups": 1},
)
_TRANSPOSED = _Meaning(
    "transposed",
    ("input", "weight", "bias", "stride", "padding", "output_padding", "groups", "dilation"),
    {"bias": None, "stride": 1, "padding": 0, "output_padding": 0, "groups": 1, "dilation": 1},
)
_ADD = _Meaning("add", ("input", "other"), {"alpha": 1}, inputs=2, fixed={"alpha": 1})


def _activation(name: str, names: tuple[str, ...] = (), **defaults: Any) -> _Meaning:
    return _Meaning("activation", ("input", *names), {"inplace": False, **defaults}, more={"name": name})


def _identity(*names: str, **fixed: Any) -> _Meaning:
    return _Meaning("identity", ("input", *names), dict.fromkeys((*names, "inplace")), fixed=fixed)


_DROPOUT = _identity("p", "training", training=False)

MEANINGS: Mapping[Callable[..., Any], _Meaning] = {
    torch.conv1d: _CONVOLUTION,
    torch.conv2d: _CONVOLUTION,
    torch.conv3d: _CONVOLUTION,
    torch.conv_transpose1d: _TRANSPOSED,
    torch.conv_transpose2d: _TRANSPOSED,
    torch.conv_transpose3d: _TRANSPOSED,
    functional.instance_norm: _Meaning(
        "instance",
        ("input", "running_mean", "running_var", "weight", "bias", "use_input_stats", "momentum", "eps"),
        {
            "running_mean": None,
            "running_var": None,
            "weight": None,
            "bias": None,
            "use_input_stats": True,
            "momentum": 0.1,
            "eps": 1e-5,
        },
        fixed={"use_input_stats": True},
    ),
    functional.group_norm: _Meaning(
        "group", ("input", "num_groups", "weight", "bias", "eps"), {"weight": None, "bias": None, "eps": 1e-5}
    ),
    functional.batch_norm: _Meaning(
        "batch",
        ("input", "running_mean", "running_var", "weight", "bias", "training", "momentum", "eps"),
        {"weight": None, "bias": None, "training": False, "momentum": 0.1, "eps": 1e-5},
        fixed={"training": False},
    ),
    functional.relu: _activation("relu"),
    torch.relu: _activation("relu"),
    torch.relu_: _activation("relu"),
    functional.leaky_relu: _activation("leaky_relu", ("negative_slope",), negative_slope=0.01),
    functional.elu: _activation("elu", ("alpha",), alpha=1.0),
    functional.gelu: _activation("gelu", ("approximate",), approximate="none"),
    functional.silu: _activation("silu"),
    torch.prelu: _activation("prelu", ("weight",)),
    torch.sigmoid: _activation("sigmoid"),
    functional.dropout: _DROPOUT,
    functional.dropout1d: _DROPOUT,
    functional.dropout2d: _DROPOUT,
    functional.dropout3d: _DROPOUT,
    Tensor.contiguous: _identity("memory_format"),
    torch.add: _ADD,
    Tensor.add: _ADD,
    Tensor.add_: _ADD,
    Tensor.__add__: _ADD,
    Tensor.__iadd__: _ADD,
    operator.add: _ADD,
    torch.cat: _Meaning("cat", ("tensors", "dim"), {"dim": 0}, fixed={"dim": 1}),
    Tensor.__getitem__: _Meaning("cut", ("input", "index")),
    functional.pad: _Meaning("repeat", ("input", "pad", "mode", "value"), {"mode": "constant", "value": None}),
    functional.interpolate: _Meaning(
        "repeat",
        ("input", "size", "scale_factor", "mode", "align_corners", "recompute_scale_factor", "antialias"),
        {
            "size": None,
            "scale_factor": None,
            "mode": "nearest",
            "align_corners": None,
            "recompute_scale_factor": None,
            "antialias": False,
        },
    ),
    **{
        pool: _Meaning(
            "repeat",
            ("input", "kernel_size", "stride", "padding", "dilation", "ceil_mode", "return_indices"),
            {"stride": None, "padding": 0, "dilation": 1, "ceil_mode": False, "return_indices": False},
            fixed={"return_indices": False},
        )
        for pool in (
            functional.max_pool2d,
            functional.max_pool3d,
            torch.max_pool2d,
            torch.max_pool3d,
        )
    },
    **{
        pool: _Meaning(
            "repeat",
            ("input", "kernel_size", "stride", "padding", "ceil_mode", "count_include_pad", "divisor_override"),
            {
                "stride": None,
                "padding": 0,
                "ceil_mode": False,
                "count_include_pad": True,
                "divisor_override": None,
            },
        )
        for pool in (functional.avg_pool2d, functional.avg_pool3d)
    },
}
"""What is known; a network that calls anything else is run as it is."""


def nodes(steps: tuple[Step, ...]) -> list[Node]:
    """The meaning of every step.

    Raises:
        NotRecordedError: One of them is not known.
    """
    return [_node(step) for step in steps]


def _node(step: Step) -> Node:
    meaning = MEANINGS.get(step.function)
    if meaning is None or len(step.args) > len(meaning.names):
        raise NotRecordedError(f"{step.function} is not known.")
    given = {**meaning.defaults, **dict(zip(meaning.names, step.args, strict=False)), **step.kwargs}
    if any(given.get(name) != value for name, value in meaning.fixed.items()):
        raise NotRecordedError(f"{step.function} is not known with these arguments: {given}.")
    first = [given.pop(name) for name in meaning.names[: meaning.inputs]]
    parts = list(first[0]) if meaning.kind == "cat" else first
    if not all(isinstance(part, Value) for part in parts) or any(isinstance(v, Value) for v in given.values()):
        raise NotRecordedError(f"{step.function} is not known with these inputs.")
    if meaning.kind == "cut" and not _is_stretch(given["index"]):
        raise NotRecordedError(f"{step.function} is not known with these arguments: {given}.")
    settings = {**given, **meaning.more, "function": step.function}
    return Node(meaning.kind, tuple(part.number for part in parts), settings, step.result.number, step.shape)


def _is_stretch(index: Any) -> bool:
    """Whether an index takes neighbours along the last axis and nothing else."""
    if not isinstance(index, tuple) or len(index) != 2 or index[0] is not ...:
        return False
    return isinstance(index[1], slice) and index[1].step in (None, 1)
