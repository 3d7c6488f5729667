"""What viewports do together, and going from one to the next."""

from __future__ import annotations

from medview.views.actions.spec import LAYOUT, LINKED, ActionSpec, n

_ALONE = n("Only one viewport is shown.")
_NOTHING_APART = n("No other series is shown that is not linked already.")

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "link_scroll",
        n("Link &scrolling"),
        LINKED,
        "Ctrl+Alt+F",
        help=n("Scrolling and the crosshair of one series take along all that lie in the same place."),
        icon="link_scroll",
        checkable=True,
    ),
    ActionSpec(
        "link_zoom",
        n("Link &zoom"),
        LINKED,
        "Ctrl+Alt+Z",
        help=n("All viewports show a millimetre equally large."),
        icon="link_zoom",
        checkable=True,
    ),
    ActionSpec(
        "link_pan",
        n("Link &pan"),
        LINKED,
        "Ctrl+Alt+M",
        help=n("Moving a picture moves those of the same view in other viewports."),
        icon="link_pan",
        checkable=True,
    ),
    ActionSpec(
        "link_window",
        n("Link &window"),
        LINKED,
        "Ctrl+Alt+W",
        help=n("Window and level hold for all series of the same quantity, or of the same modality without one."),
        icon="link_window",
        checkable=True,
    ),
    ActionSpec(
        "reference_lines",
        n("&Reference lines"),
        LINKED + "|",
        "Ctrl+Alt+R",
        help=n("Draw where the active viewport's picture cuts those of other series."),
        icon="reference_lines",
        checkable=True,
    ),
    ActionSpec(
        "link_by_hand",
        n("Link by &hand here"),
        LINKED + "|",
        "Ctrl+Alt+H",
        help=n("Declare that all series shown are at the same place now; they scroll together from here."),
        icon="link_by_hand",
        needs=_NOTHING_APART,
    ),
    ActionSpec(
        "unlink_by_hand",
        n("Remove links made by h&and"),
        LINKED,
        "Ctrl+Alt+U",
        help=n("Series that were linked to the active one by hand go their own way again."),
        icon="unlink_by_hand",
        needs=n("The active series was not linked by hand."),
    ),
    ActionSpec(
        "viewport_next",
        n("Next vie&wport"),
        LAYOUT + "|",
        "Ctrl+Tab",
        help=n("Let keys act in the next viewport."),
        icon="viewport_next",
        needs=_ALONE,
    ),
    ActionSpec(
        "viewport_previous",
        n("Previous viewpor&t"),
        LAYOUT,
        "Ctrl+Shift+Tab",
        help=n("Let keys act in the viewport before."),
        icon="viewport_previous",
        needs=_ALONE,
    ),
    ActionSpec(
        "viewport_swap",
        n("Change places with the ne&xt viewport"),
        LAYOUT,
        "Ctrl+Shift+X",
        help=n("The active viewport and the next one change places; Alt and the left button drag a viewport anywhere."),
        icon="viewport_swap",
        needs=_ALONE,
    ),
)
