"""Words of hanging protocols: the shipped ones' names, and what can be chosen in their tables."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from medview.views.actions.spec import n

SHIPPED_NAMES = (
    n("Mammography"),
    n("Chest radiograph with prior"),
    n("Chest radiograph"),
    n("PET/CT fusion"),
    n("CT with prior"),
    n("CT chest, lung and soft tissue"),
    n("CT, three planes and 3D"),
    n("MR brain, contrasts"),
    n("MR with prior"),
    n("Ultrasound"),
    n("Angiography cine"),
)
"""Names in ``resources/layouts/hanging.json``."""

CHOSEN = (
    n("axial"),
    n("coronal"),
    n("sagittal"),
    n("3d"),
    n("pictures"),
    n("content"),
    n("with"),
    n("without"),
    n("left"),
    n("right"),
)
"""Values that are words."""


def words(text: str) -> str:
    """A text of the tables in the reader's language."""
    return QCoreApplication.translate("actions", text)


def protocol_name(name: str) -> str:
    """A shipped protocol's name in the reader's language; any other as its author wrote it."""
    return words(name) if name in SHIPPED_NAMES else name
