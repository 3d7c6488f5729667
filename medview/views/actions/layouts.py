"""Arranging viewports, hanging protocols, priors."""

from __future__ import annotations

from medview.views.actions.spec import LAYOUT, ActionSpec, n

_NO_SERIES = n("Open a study first.")
_NO_PROTOCOL = n("No hanging protocol fits what is open.")

ARRANGED = {
    "layout_1x1": "1x1",
    "layout_1x2": "1x2",
    "layout_2x2": "2x2",
    "layout_1_3": "1+3",
}
"""Actions to the arrangements they make."""

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "layout_picker",
        n("&Choose a layout…"),
        LAYOUT,
        "Ctrl+L",
        help=n("Pick rows and columns of viewports, up to 4 × 4, or one large and several small."),
        icon="layout_picker",
    ),
    ActionSpec("layout_1x1", n("&1 × 1"), LAYOUT, "Ctrl+1", help=n("One viewport."), icon="layout_1x1"),
    ActionSpec("layout_1x2", n("1 × &2"), LAYOUT, "Ctrl+2", help=n("Two viewports side by side."), icon="layout_1x2"),
    ActionSpec("layout_2x2", n("2 × 2"), LAYOUT, "Ctrl+4", help=n("Four viewports."), icon="layout"),
    ActionSpec(
        "layout_1_3", n("1 + &3"), LAYOUT, "Ctrl+3", help=n("One large viewport and three small."), icon="layout_1_3"
    ),
    ActionSpec(
        "three_planes",
        n("Three &planes and 3D"),
        LAYOUT,
        "Ctrl+M",
        help=n("The active volume in axial, coronal and sagittal planes and in 3D."),
        icon="three_planes",
        needs=n("The active viewport shows no volume."),
    ),
    ActionSpec(
        "hang",
        n("&Hang by its protocol"),
        LAYOUT + "|",
        "Ctrl+Shift+H",
        help=n("Hang the study by the protocol made for it."),
        icon="hang",
        needs=_NO_SERIES,
    ),
    ActionSpec(
        "protocol_next",
        n("&Next protocol"),
        LAYOUT,
        "Ctrl+PgDown",
        help=n("Hang the study by the next protocol that fits it."),
        icon="protocol_next",
        needs=_NO_PROTOCOL,
    ),
    ActionSpec(
        "protocol_previous",
        n("Pre&vious protocol"),
        LAYOUT,
        "Ctrl+PgUp",
        help=n("Hang the study by the protocol before that fits it."),
        icon="protocol_previous",
        needs=_NO_PROTOCOL,
    ),
    ActionSpec(
        "compare_prior",
        n("Compare with a prio&r"),
        LAYOUT,
        "Ctrl+R",
        help=n("Hang the active series beside that of an earlier study of the same patient, aligned by position."),
        icon="prior",
        needs=_NO_SERIES,
    ),
    ActionSpec(
        "protocol_save",
        n("&Save as protocol…"),
        LAYOUT,
        help=n("Keep the present layout as a hanging protocol for studies like this one."),
        icon="protocol_save",
        needs=_NO_SERIES,
    ),
    ActionSpec(
        "protocols",
        n("&Edit hanging protocols…"),
        LAYOUT,
        help=n("Order, change, import and export the protocols that say what hangs where."),
        icon="protocols",
    ),
    ActionSpec(
        "second_window",
        n("Second &window"),
        LAYOUT + "|",
        "Shift+F11",
        help=n("Open a second window of viewports, for another monitor, or close it."),
        icon="second_window",
        checkable=True,
    ),
    ActionSpec(
        "close_tile",
        n("Clos&e the viewport's series"),
        LAYOUT,
        "Ctrl+W",
        help=n("Let the active viewport show nothing."),
        icon="close_tile",
        needs=n("The active viewport shows nothing."),
    ),
)
