"""What a network does with its input, written down: one run on shapes alone, call by call.

The network runs once on tensors without values (torch's ``meta`` device), while every call of a torch function is
noted with its arguments. For inputs of that shape the notes are the network: whatever its modules decide by shape is
decided already.
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import torch
from torch import Tensor, nn
from torch.overrides import TorchFunctionMode


@dataclass(frozen=True)
class Value:
    """The result of a step; number 0 is the network's input."""

    number: int


@dataclass(frozen=True)
class Weight:
    """A parameter or buffer of the network, by its name."""

    name: str


@dataclass(frozen=True, eq=False)
class Step:
    """One call.

    Args:
        function: What was called.
        args: Its arguments; tensors are a ``Value`` or a ``Weight``.
        kwargs: Its keyword arguments, likewise.
        result: What it gave.
        shape: The result's shape.
    """

    function: Callable[..., Any]
    args: tuple[Any, ...]
    kwargs: Mapping[str, Any]
    result: Value
    shape: tuple[int, ...]

    def values(self) -> list[Value]:
        """Results of earlier steps among the arguments."""
        return [leaf for leaf in _leaves((self.args, dict(self.kwargs))) if isinstance(leaf, Value)]


@dataclass(frozen=True, eq=False)
class Recording:
    """All calls of one run.

    Args:
        shape: Of the input.
        steps: In their order.
        output: What the network gave.
    """

    shape: tuple[int, ...]
    steps: tuple[Step, ...]
    output: Value


class NotRecordedError(Exception):
    """The network does something that notes of its calls cannot repeat."""


def record(network: nn.Module, shape: tuple[int, ...]) -> Recording:
    """Write down what a network does with an input of this shape.

    Args:
        network: In evaluation mode; it is not changed.
        shape: (n, channels, *spatial).

    Raises:
        NotRecordedError: It cannot run on shapes alone, or uses tensors that are neither its own nor results.
    """
    ghost, given = _ghost(network), torch.empty(shape, device="meta")
    notes = _Notes({id(weight): Weight(name) for name, weight in state(ghost).items()}, given)
    try:
        with torch.no_grad(), notes:
            output = ghost(given)
    except NotRecordedError:
        raise
    except Exception as error:
        raise NotRecordedError(str(error)) from error
    if not isinstance(output, Tensor):
        raise NotRecordedError("The network gives more than one output.")
    return Recording(shape, tuple(notes.steps), notes.value_of(output))


def _ghost(network: nn.Module) -> nn.Module:
    """A copy whose weights have no values."""
    empty = {
        id(weight): nn.Parameter(torch.empty_like(weight, device="meta"), requires_grad=False)
        if isinstance(weight, nn.Parameter)
        else torch.empty_like(weight, device="meta")
        for weight in state(network).values()
    }
    return copy.deepcopy(network, empty)


def state(network: nn.Module) -> dict[str, Tensor]:
    """Parameters and buffers by name."""
    return {**dict(network.named_parameters()), **dict(network.named_buffers())}


@dataclass(eq=False)
class _Known:
    """Tensors seen so far; they are kept alive so that their identity stays theirs."""

    names: dict[int, Value | Weight]
    kept: list[Tensor] = field(default_factory=list)


class _Notes(TorchFunctionMode):
    """Notes the calls made while it is entered."""

    def __init__(self, weights: Mapping[int, Weight], given: Tensor) -> None:
        super().__init__()
        self.steps: list[Step] = []
        self._known = _Known({**weights, id(given): Value(0)}, [given])

    def __torch_function__(
        self, func: Callable[..., Any], types: Any, args: Any = (), kwargs: Mapping[str, Any] | None = None
    ) -> Any:
        kwargs = kwargs or {}
        result = func(*args, **kwargs)
        if isinstance(result, Tensor):
            names = self._named(args), self._named(dict(kwargs))
            value = Value(len(self.steps) + 1)
            self.steps.append(Step(func, *names, value, tuple(result.shape)))
            self._known.names[id(result)] = value
            self._known.kept.append(result)
        elif any(isinstance(leaf, Tensor) for leaf in _leaves(result)) or func is Tensor.__setitem__:
            raise NotRecordedError(f"{func} cannot be written down.")
        return result

    def value_of(self, tensor: Tensor) -> Value:
        """The step a tensor came from."""
        found = self._named(tensor)
        if not isinstance(found, Value):
            raise NotRecordedError("The network's output is one of its weights.")
        return found

    def _named(self, given: Any) -> Any:
        if isinstance(given, Tensor):
            name = self._known.names.get(id(given))
            if name is None:
                raise NotRecordedError("The network uses a tensor nobody knows.")
            return name
        if isinstance(given, tuple | list):
            return type(given)(self._named(item) for item in given)
        if isinstance(given, dict):
            return {key: self._named(item) for key, item in given.items()}
        return given


def _leaves(given: Any) -> list[Any]:
    if isinstance(given, dict):
        given = tuple(given.values())
    if isinstance(given, tuple | list):
        return [leaf for item in given for leaf in _leaves(item)]
    return [given]
