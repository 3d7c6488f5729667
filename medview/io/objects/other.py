"""Objects without a viewer of their own: what they are, and their main attributes."""

from __future__ import annotations

from pydicom.datadict import keyword_for_tag
from pydicom.dataelem import DataElement
from pydicom.dataset import Dataset
from pydicom.tag import BaseTag

from medview.core.content import Node, Tree
from medview.core.text import tr
from medview.io.dicom_facts import class_name
from medview.io.objects.reading import ODD, Source, items, text, words

MAIN = (
    "Modality", "ContentLabel", "ContentDescription", "SeriesDescription", "StudyDescription",
    "ContentDate", "ContentTime", "AcquisitionDateTime", "ContentCreatorName", "Manufacturer",
    "ManufacturerModelName", "SoftwareVersions", "BodyPartExamined", "ProtocolName", "InstanceNumber",
)  # fmt: skip
"""Attributes a person asks for first."""

MOST_LINES = 60
"""So many further attributes are listed; the tag browser has them all."""

_TOLD_GROUPS = frozenset({0x0002, 0x0008, 0x0010, 0x0012, 0x0020, 0x0028, 0x5200, 0x7FE0, 0xFFFA})
"""Groups about identity and storage rather than about what the object says."""

_LONGEST = 120


def content(source: Source) -> Tree:
    """What the object is, why it is not shown otherwise, and its main attributes."""
    dataset = source.dataset
    kind = class_name(text(dataset, "SOPClassUID"))
    root = Node(source.title, children=(Node(tr("Kind"), kind), *described(dataset)))
    note = tr("MedView has no viewer for {kind}; the tag browser shows all of it.").format(kind=kind)
    return Tree(source.title, root, notes=(note,))


def described(dataset: Dataset) -> tuple[Node, ...]:
    """Main attributes first, then what the object has of its own."""
    main = [Node(_name(dataset, keyword), found) for keyword in MAIN if (found := words(dataset, keyword))]
    return (*main, *_own(dataset))


def _name(dataset: Dataset, keyword: str) -> str:
    try:
        return str(dataset[keyword].name)
    except ODD:
        return keyword


def _own(dataset: Dataset) -> list[Node]:
    lines = []
    for tag in [tag for tag in dataset.keys() if _is_own(tag)][:MOST_LINES]:  # noqa: SIM118 (values may be damaged)
        try:
            lines.append(_line(dataset, dataset[tag]))
        except ODD:
            lines.append(Node(str(tag), tr("(cannot be read)")))
    return [line for line in lines if line.value]


def _is_own(tag: BaseTag) -> bool:
    return tag.group not in _TOLD_GROUPS and not tag.is_private and keyword_for_tag(tag) not in MAIN


def _line(dataset: Dataset, element: DataElement) -> Node:
    if element.VR == "SQ":
        count = len(items(dataset, element.keyword))
        return Node(element.name, tr("{count} items").format(count=count))
    if isinstance(element.value, (bytes, bytearray)):
        return Node(element.name, tr("{count} bytes").format(count=len(element.value)))
    return Node(element.name, words(dataset, element.keyword)[:_LONGEST])
