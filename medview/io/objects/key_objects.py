"""Key Object Selection: which images someone marked, and why (PS3.3 A.35.4, PS3.16 TID 2010)."""

from __future__ import annotations

from pydicom.dataset import Dataset

from medview.core.content import Node, Tree
from medview.core.text import tr
from medview.io.objects.reading import Source, items, meaning, references
from medview.io.objects.report import flags, tree


def content(source: Source) -> Tree:
    """The selection: its title, its description, and its images in order; all of them at the root, too."""
    dataset = source.dataset
    title = meaning(dataset, "ConceptNameCodeSequence") or source.title
    lines = tree(dataset, title)
    named = _images(lines) or _evidence(dataset)
    notes = () if named else (tr("It marks no image."),)
    root = Node(lines.name, tr("{count} images").format(count=len(named)), lines.code, lines.children, named)
    return Tree(title, root, flags(dataset), notes=notes)


def _images(node: Node) -> tuple[str, ...]:
    found = [*node.images, *(uid for child in node.children for uid in _images(child))]
    return tuple(dict.fromkeys(found))


def _evidence(dataset: Dataset) -> tuple[str, ...]:
    return tuple(
        uid
        for study in items(dataset, "CurrentRequestedProcedureEvidenceSequence")
        for series in items(study, "ReferencedSeriesSequence")
        for uid, _ in references(series, "ReferencedSOPSequence")
    )
