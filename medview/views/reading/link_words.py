"""What a viewport says of how its series is linked to others."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from medview.session.linking import BY_HAND, linked_how
from medview.session.priors import BY_CENTRES, BY_FRAME
from medview.session.state import State


def linked_text(state: State) -> str:
    """``"Linked: offset by hand"`` where the active series follows others of no common frame; empty otherwise."""
    words = _words()
    how = ", ".join(words.get(name, name) for name in linked_how(state))
    return _tr("Linked: {how}").format(how=how) if how else ""


def _words() -> dict[str, str]:
    return {
        BY_HAND: _tr("offset by hand"),
        "registration": _tr("registration"),
        BY_CENTRES: _tr("by the volumes' centres"),
        BY_FRAME: _tr("same frame of reference"),
    }


def _tr(text: str) -> str:
    return QCoreApplication.translate("links", text)
