"""A network for inputs of one shape as a list of operations; results go, or are overwritten, after their last use."""

from __future__ import annotations

from dataclasses import dataclass

from torch import Tensor

from medview.engine.fast.joining import Joined
from medview.engine.fast.operations import Operation, operation
from medview.engine.fast.weights import Weights
from medview.engine.stopping import may_stop

_INPUT = 0


@dataclass(frozen=True, eq=False)
class _Line:
    """One operation of a program.

    Args:
        operation: What is computed.
        inputs: Numbers of the results it takes.
        result: Number of what it gives.
        spent: Which of its inputs nobody needs afterwards.
    """

    operation: Operation
    inputs: tuple[int, ...]
    result: int
    spent: frozenset[int]


@dataclass(frozen=True, eq=False)
class Program:
    """A network for inputs of one shape.

    Args:
        lines: Its operations in order.
        output: Number of the result.
    """

    lines: tuple[_Line, ...]
    output: int

    def __call__(self, image: Tensor) -> Tensor:
        """(n, channels, *spatial) of the program's shape and precision, which is not overwritten, to the output."""
        values = {_INPUT: image}
        for line in self.lines:
            may_stop()
            taken = [values[number] for number in line.inputs]
            for number in line.spent:
                del values[number]
            free = [number in line.spent and number != _INPUT for number in line.inputs]
            values[line.result] = line.operation(taken, free)
            del taken
        return values[self.output]


def program(joined: Joined, weights: Weights) -> Program:
    """The operations that compute what was recorded.

    Args:
        joined: The calls.
        weights: The network's weights in the program's precision.

    Raises:
        NotRecordedError: Nothing computes one of them.
    """
    last = {number: place for place, node in enumerate(joined.nodes) for number in node.inputs}
    shapes = {_INPUT: joined.shape, **{node.result: node.shape for node in joined.nodes}}
    lines = (
        _Line(
            operation(node, shapes[node.inputs[0]], weights),
            node.inputs,
            node.result,
            frozenset(number for number in node.inputs if last[number] == place and number != joined.output),
        )
        for place, node in enumerate(joined.nodes)
    )
    return Program(tuple(lines), joined.output)
