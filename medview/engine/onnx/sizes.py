"""What an ONNX file asks to be filled up with numbers, where it says how many: no computer holds some of it.

What only comes out while it runs is limited by ``engine.ration``.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence

from medview.core.text import tr
from medview.engine.onnx.contents import Contents, Node
from medview.engine.onnx.wire import Malformed

MOST_NUMBERS = 1 << 32
"""Numbers in one tensor, 16 GB of float32."""

Place = int | str
"""The number of an input, or the name of an attribute."""

_PRODUCTS: Mapping[str, tuple[tuple[Place, ...], ...]] = {
    "AffineGrid": ((1,),),
    "BlackmanWindow": ((0,),),
    "CenterCropPad": ((1,),),
    "Col2Im": ((1,),),
    "ConstantOfShape": ((0,),),
    "ConvTranspose": (("output_shape",), ("strides",)),
    "Expand": ((1,),),
    "HammingWindow": ((0,),),
    "HannWindow": ((0,),),
    "MaxRoiPool": (("pooled_shape",),),
    "MaxUnpool": ((2,),),
    "Multinomial": (("sample_size",),),
    "OneHot": ((1,),),
    "RandomNormal": (("shape",),),
    "RandomUniform": (("shape",),),
    "Resize": ((2,), (3,)),
    "RoiAlign": (("output_height", "output_width"),),
    "Tile": ((1,),),
    "Upsample": ((1,), ("scales",), ("height_scale", "width_scale")),
}
"""Operations that make many numbers of few, and what they take whose product is how many there are at least."""


def check_sizes(found: Contents) -> None:
    """Refuse operations that ask for more numbers than a computer holds, where the file says how many.

    Raises:
        Malformed: It names what is asked for.
    """
    for node in (*found.nodes, *(node for nodes in found.functions.values() for node in nodes)):
        for name, sides in _asked(node, found.values):
            if not all(map(math.isfinite, sides)) or math.prod(max(1.0, side) for side in sides) > MOST_NUMBERS:
                raise Malformed(
                    tr("“{name}” of the operation {operation} is {shape}, which no computer holds").format(
                        name=name, operation=node.operation, shape=" × ".join(f"{side:g}" for side in sides)
                    )
                )


def check_shape(name: str, dims: Sequence[int]) -> None:
    """Refuse a shape that no computer holds.

    Raises:
        Malformed: It names whose it is.
    """
    if any(side < 0 for side in dims) or math.prod(dims) > MOST_NUMBERS:
        raise Malformed(
            tr("{name} is declared as {shape}, which no computer holds").format(
                name=name, shape=" × ".join(map(str, dims))
            )
        )


def _asked(node: Node, known: Mapping[str, tuple[float, ...]]) -> Iterator[tuple[str, tuple[float, ...]]]:
    """What an operation says of its size, with the name of what says it."""
    for places in _PRODUCTS.get(node.operation, ()):
        read = [_read(node, place, known) for place in places]
        yield " ".join(name for name, _ in read), tuple(side for _, sides in read for side in sides)
    special = _SPECIAL.get(node.operation)
    if special is not None:
        yield special(node, known)


def _read(node: Node, place: Place, known: Mapping[str, tuple[float, ...]]) -> tuple[str, tuple[float, ...]]:
    if isinstance(place, str):
        return place, node.attributes.get(place, ())
    name = node.inputs[place] if place < len(node.inputs) else ""
    return name, known.get(name, ())


def _counted(node: Node, known: Mapping[str, tuple[float, ...]]) -> tuple[str, tuple[float, ...]]:
    """How many numbers lie between two, a step apart."""
    (name, low), (_, high), (_, step) = (_read(node, place, known) for place in range(3))
    if not (len(low) == len(high) == len(step) == 1):
        return name, ()
    return name, ((high[0] - low[0]) / step[0] if step[0] else math.inf,)


def _padded(node: Node, known: Mapping[str, tuple[float, ...]]) -> tuple[str, tuple[float, ...]]:
    """How long each axis is at least: what lies before it, behind it, and one."""
    name, pads = max((_read(node, place, known) for place in (1, "pads")), key=lambda read: len(read[1]))
    half = len(pads) // 2
    return name, tuple(1.0 + before + after for before, after in zip(pads[:half], pads[half:], strict=False))


_SPECIAL: Mapping[str, Callable[[Node, Mapping[str, tuple[float, ...]]], tuple[str, tuple[float, ...]]]] = {
    "Range": _counted,
    "Pad": _padded,
}
"""Operations whose size is no product of what they take."""
