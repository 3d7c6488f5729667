"""Boxes of findings: shown, gone through, and called by another name."""

from __future__ import annotations

from medview.views.actions.spec import REVIEW, ActionSpec, n

_NO_CLASS = n("Run a model that looks for boxes first.")
_NO_BOX = n("Run a model that finds boxes first.")

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "boxes",
        n("Show &boxes"),
        REVIEW + "|",
        "B",
        "viewport",
        n("Draw the boxes of findings with their words, or the bare pictures."),
        checkable=True,
        needs=_NO_BOX,
    ),
    ActionSpec(
        "box_next",
        n("Ne&xt box"),
        REVIEW,
        "N",
        "viewport",
        n("Go to the next box of the list of findings."),
        needs=_NO_BOX,
    ),
    ActionSpec(
        "box_previous",
        n("&Previous box"),
        REVIEW,
        "Ctrl+Shift+N",
        "viewport",
        n("Go to the box before in the list of findings."),
        needs=_NO_BOX,
    ),
    ActionSpec(
        "box_here",
        n("Next box under the p&ointer"),
        REVIEW,
        "Alt+N",
        "viewport",
        n("Choose another one of boxes that lie over each other; Tab does it, too."),
        needs=_NO_BOX,
    ),
    ActionSpec(
        "tool_box",
        n("Add m&issed box…"),
        REVIEW,
        "Shift+B",
        "viewport",
        n("Drag from corner to corner of what the model missed, then say what it is; Esc ends."),
        "box_add",
        group="tool",
        needs=_NO_CLASS,
    ),
    ActionSpec(
        "box_class",
        n("Change &class…"),
        REVIEW,
        "C",
        "findings",
        n("Say that the selected box shows something else."),
        needs=n("Choose a box in the list first."),
    ),
)
