"""Real World Value Mapping: what stored values measure (PS3.3 C.7.6.16.2.11, A.46)."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pydicom.dataset import Dataset

from medview.core.content import Node, Tree
from medview.core.text import tr
from medview.io.objects import content_items
from medview.io.objects.reading import Source, code, floats, items, meaning, number, references, text, tip


@dataclass(frozen=True, eq=False)
class Mapping:
    """How stored values become real ones.

    Args:
        slope: Real World Value Slope.
        intercept: Real World Value Intercept.
        first: The first stored value of ``table``.
        table: Real World Value LUT Data; empty where slope and intercept hold.
        unit: UCUM unit.
        label: What is measured.
        details: Further lines: quantity, method, range.
    """

    slope: float = 1.0
    intercept: float = 0.0
    first: float = 0.0
    table: NDArray[np.float64] = field(default_factory=lambda: np.zeros(0))
    unit: str = ""
    label: str = ""
    details: tuple[Node, ...] = ()

    def apply(self, stored: NDArray[Any]) -> NDArray[np.float32]:
        """Real values; those before and after a table take its first and last."""
        if len(self.table):
            with np.errstate(invalid="ignore"):
                index = np.clip(stored.astype(np.int64) - int(self.first), 0, len(self.table) - 1)
            return self.table[index].astype(np.float32)
        with np.errstate(over="ignore", invalid="ignore"):  # what is too large for single precision is infinite
            return (stored.astype(np.float64) * self.slope + self.intercept).astype(np.float32)


def mappings_of(group: Dataset) -> list[Mapping]:
    """The mappings of a functional group or data set."""
    return [_mapping(one) for one in items(group, "RealWorldValueMappingSequence")]


def _mapping(one: Dataset) -> Mapping:
    explained = text(one, "LUTExplanation") or text(one, "LUTLabel")
    quantity = _quantity(one)
    found = code(one, "MeasurementUnitsCodeSequence")
    slope, intercept = number(one, "RealWorldValueSlope", 1.0), number(one, "RealWorldValueIntercept", 0.0)
    return Mapping(
        slope=slope,
        intercept=intercept,
        first=_end(one, "First"),
        table=floats(one, "RealWorldValueLUTData"),
        unit=found.value if found is not None and found.value != "1" else "",
        label=quantity or explained,
        details=(
            Node(tr("Label"), explained),
            Node(tr("Unit"), content_items.unit(one), tip(found)),
            Node(tr("Slope and intercept"), f"{slope:g}, {intercept:g}"),
            Node(tr("Stored values"), f"{_end(one, 'First'):g} … {_end(one, 'Last'):g}"),
            *(_described(line) for line in items(one, "QuantityDefinitionSequence")),
        ),
    )


def _end(one: Dataset, which: str) -> float:
    for keyword in (f"RealWorldValue{which}ValueMapped", f"DoubleFloatRealWorldValue{which}ValueMapped"):
        found = floats(one, keyword)
        if len(found):
            return float(found[0])
    return 0.0


def _quantity(one: Dataset) -> str:
    """The code that says what is measured (246205007, SCT: Quantity)."""
    lines = items(one, "QuantityDefinitionSequence")
    for line in lines:
        name = code(line, "ConceptNameCodeSequence")
        if name is not None and name.value in ("246205007", "G-C1C6"):
            return content_items.value(line) or meaning(line, "ConceptCodeSequence")
    return ""


def _described(line: Dataset) -> Node:
    return Node(content_items.name(line), content_items.value(line), content_items.codes(line))


def node_of(mapping: Mapping) -> Node:
    """A mapping's lines in a tree."""
    details = tuple(line for line in mapping.details if line.value)
    return Node(tr("Measures"), mapping.label or mapping.unit or tr("not stated"), children=details)


def content(source: Source) -> Tree:
    """A mapping object: for each set of images, what their values measure."""
    lines = []
    for one in items(source.dataset, "ReferencedImageRealWorldValueMappingSequence"):
        named = references(one, "ReferencedImageSequence")
        images = tuple(dict.fromkeys(uid for uid, _ in named))
        lines += [_with_images(node_of(mapping), images) for mapping in mappings_of(one)]
    notes = () if lines else (tr("It maps no values."),)
    return Tree(source.title, Node(source.title, children=tuple(lines)), notes=notes)


def _with_images(node: Node, images: tuple[str, ...]) -> Node:
    counted = Node(tr("Images"), str(len(images)), images=images)
    return Node(node.name, node.value, node.code, (*node.children, counted), images)
