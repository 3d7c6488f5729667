"""Structured reports as readable trees, their measurements drawn on the images (PS3.3 A.35, C.17).

The tree is walked item by item, whatever its template, so that damaged and unusual reports still show.
"""

from __future__ import annotations

from dataclasses import dataclass

from pydicom.dataset import Dataset

from medview.core.content import Node, Tree
from medview.core.errors import ReadError
from medview.core.overlay import ShapeLayer
from medview.core.study import Series
from medview.core.text import tr
from medview.io.objects import content_items as item_
from medview.io.objects.measured import MOST_DEPTH, MOST_SHAPES, Drawn, drawn
from medview.io.objects.reading import Source, items, meaning, text, words
from medview.io.objects.target import check_patient, target_of

MOST_LINES = 50_000
"""So many lines are shown; then it is told that there are more."""

_FLAGS = ("VerificationFlag", "CompletionFlag", "PreliminaryFlag")
_SILENT = frozenset({"FINAL", ""})


def content(source: Source) -> Tree:
    """A report, line by line."""
    dataset = source.dataset
    title = meaning(dataset, "ConceptNameCodeSequence") or source.title
    root = tree(dataset, title)
    verified = [_verified(one) for one in items(dataset, "VerifyingObserverSequence")]
    found = drawn(dataset)
    shapes = tuple(one.shape for one in found)
    notes = [] if root.children else [tr("The report has no content.")]
    if len(shapes) == MOST_SHAPES:
        notes.append(tr("Only the first {count} of its coordinates are drawn.").format(count=MOST_SHAPES))
    return Tree(
        title,
        Node(root.name, root.value, root.code, (*root.children, *verified), root.images),
        flags(dataset),
        ShapeLayer(source.uid, title, shapes) if shapes else None,
        tuple(notes),
    )


def flags(dataset: Dataset) -> tuple[str, ...]:
    """What stands above a report: whether it is verified, complete, preliminary."""
    stated = (text(dataset, keyword).upper() for keyword in _FLAGS)
    return tuple(flag for flag in stated if flag not in _SILENT)


def tree(dataset: Dataset, title: str) -> Node:
    """The lines of a content tree."""
    walk = _Walk(dataset, MOST_LINES)
    lines = walk.below(dataset, 0)
    if walk.left <= 0:
        lines = (*lines, Node("…", tr("more than {count} lines").format(count=MOST_LINES)))
    return Node(title, code=item_.codes(dataset), children=lines)


@dataclass
class _Walk:
    """A walk that ends, however the file is made."""

    root: Dataset
    left: int

    def below(self, one: Dataset, depth: int) -> tuple[Node, ...]:
        """The lines below an item."""
        if depth >= MOST_DEPTH:
            return (Node("…", tr("nested deeper than {depth} levels").format(depth=MOST_DEPTH)),)
        lines = []
        for child in item_.children(one):
            self.left -= 1
            if self.left <= 0:
                break
            lines.append(self._line(child, depth))
        return tuple(lines)

    def _line(self, one: Dataset, depth: int) -> Node:
        relation = text(one, "RelationshipType").lower()
        if not text(one, "ValueType"):
            meant = item_.target(self.root, one)
            value = item_.name(meant) if meant is not None else tr("(missing)")
            identifier = text(one, "ReferencedContentItemIdentifier").replace(", ", ".")
            return Node(tr("See {identifier}").format(identifier=identifier), value, relation=relation)
        below = self.below(one, depth + 1)
        return Node(item_.name(one), item_.value(one), item_.codes(one), below, item_.images(one), relation)


def _verified(one: Dataset) -> Node:
    parts = (words(one, key) for key in ("VerifyingObserverName", "VerifyingOrganization", "VerificationDateTime"))
    return Node(tr("Verified by"), ", ".join(part for part in parts if part))


def overlaid(source: Source, onto: Series) -> ShapeLayer:
    """The measurements of a report that lie on a series.

    Raises:
        ReadError: It belongs to another patient, or nothing of it lies there.
    """
    check_patient(source.dataset, onto)
    target = target_of(onto)
    found = drawn(source.dataset)
    fitting = tuple(one.shape for one in found if _fits(one, target.uids, target.series.frame_of_reference_uid))
    if not fitting:
        raise ReadError(
            tr("None of the report's {count} coordinates lies on these images.").format(count=len(found)),
            tr("Open the images it names, or read it by itself."),
        )
    title = meaning(source.dataset, "ConceptNameCodeSequence") or source.title
    left = len(found) - len(fitting)
    note = tr("{count} of its coordinates lie on other images.").format(count=left) if left else ""
    return ShapeLayer(source.uid, title, fitting, " ".join(part for part in (*flags(source.dataset), note) if part))


def _fits(one: Drawn, uids: frozenset[str], frame_of_reference: str) -> bool:
    if one.shape.image is not None:
        return one.shape.image[0] in uids
    return bool(frame_of_reference) and one.frame_of_reference == frame_of_reference
