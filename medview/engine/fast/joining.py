"""Calls that can be one: what does nothing is left out, batch norms go into the weights, activations follow at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from torch import Tensor

from medview.engine.fast.recording import Recording, Weight
from medview.engine.fast.vocabulary import Node, nodes

State = Mapping[str, Tensor]


@dataclass(frozen=True, eq=False)
class Joined:
    """A network's calls, as few as can be.

    Args:
        shape: Of the input.
        nodes: In their order.
        output: Number of the result.
    """

    shape: tuple[int, ...]
    nodes: tuple[Node, ...]
    output: int


def tensor(what: object, state: State) -> Tensor | None:
    """The weights a setting means; None where there are none."""
    found = state[what.name] if isinstance(what, Weight) else what
    assert found is None or isinstance(found, Tensor)
    return found


def joined(recording: Recording, state: State) -> Joined:
    """A recording's calls with what belongs together in one.

    Args:
        recording: The calls.
        state: The network's weights in float32.

    Raises:
        NotRecordedError: The recording has a call that is not known.
    """
    found, output = _without_identities(nodes(recording.steps), recording.output.number)
    found = _merged(found, output, _folds, lambda first, then: _folded(first, then, state))
    found = _merged(found, output, _followed, lambda first, then: replace(first, after=then, result=then.result))
    return Joined(recording.shape, tuple(_without_cats(found, output)), output)


def _without_identities(found: list[Node], output: int) -> tuple[list[Node], int]:
    same: dict[int, int] = {}
    kept = []
    for node in found:
        node = replace(node, inputs=tuple(same.get(number, number) for number in node.inputs))
        if node.kind == "identity" or _pads_nothing(node):
            same[node.result] = node.inputs[0]
        else:
            kept.append(node)
    return kept, same.get(output, output)


def _pads_nothing(node: Node) -> bool:
    return node.kind == "repeat" and not any(node.settings.get("pad", (1,)))


def _without_cats(found: list[Node], output: int) -> list[Node]:
    """Convolutions over what was concatenated become sums of convolutions over its parts: nothing is copied."""
    uses = Counter(number for node in found for number in node.inputs) + Counter([output])
    cats = {node.result: node for node in found if node.kind == "cat" and uses[node.result] == 1}
    shapes = {node.result: node.shape for node in found}
    taken: set[int] = set()
    made = []
    for node in found:
        cat = cats.get(node.inputs[0])
        if node.kind == "convolution" and node.settings["groups"] == 1 and cat and all(n in shapes for n in cat.inputs):
            widths = tuple(shapes[number][1] for number in cat.inputs)
            node = replace(node, inputs=cat.inputs, settings={**node.settings, "widths": widths})
            taken.add(cat.result)
        made.append(node)
    return [node for node in made if node.result not in taken]


def _merged(
    found: list[Node], output: int, fit: Callable[[Node, Node], bool], merge: Callable[[Node, Node], Node]
) -> list[Node]:
    """Merge nodes whose only use is the next one, where they fit."""
    uses = Counter(number for node in found for number in node.inputs) + Counter([output])
    made: dict[int, Node] = {}
    for node in found:
        first = made.get(node.inputs[0])
        if first is not None and uses[first.result] == 1 and fit(first, node):
            del made[first.result]
            node = merge(first, node)
        made[node.result] = node
    return list(made.values())


def _folds(first: Node, then: Node) -> bool:
    return then.kind == "batch" and (first.kind == "convolution" or _is_plain_transposed(first))


def _is_plain_transposed(node: Node) -> bool:
    return node.kind == "transposed" and node.settings["groups"] == 1


def _folded(first: Node, then: Node, state: State) -> Node:
    """A convolution that gives what a batch norm made of it."""
    weight, bias = (tensor(first.settings[name], state) for name in ("weight", "bias"))
    mean, variance = (tensor(then.settings[name], state) for name in ("running_mean", "running_var"))
    scale, shift = (tensor(then.settings[name], state) for name in ("weight", "bias"))
    assert weight is not None
    assert mean is not None
    assert variance is not None
    factor = (variance + then.settings["eps"]).rsqrt() * (1.0 if scale is None else scale)
    moved = (-mean if bias is None else bias - mean) * factor + (0.0 if shift is None else shift)
    axis = 0 if first.kind == "convolution" else 1
    turned = weight * factor.view(*(-1 if n == axis else 1 for n in range(weight.dim())))
    return replace(first, result=then.result, settings={**first.settings, "weight": turned, "bias": moved})


def _followed(first: Node, then: Node) -> bool:
    return then.kind == "activation" and first.after is None and first.kind not in ("repeat", "cat", "activation")
