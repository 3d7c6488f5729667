"""Planes through a volume: oblique, slabs, curved; fusion and registration; curves over time."""

from __future__ import annotations

from medview.views.actions.spec import FUSION, PLANES, ActionSpec, in_viewport, n

_VOLUME = n("Open a volume first.")
_FUSED = n("Fuse the series with another one first.")

SPECS: tuple[ActionSpec, ...] = (
    in_viewport(
        "planes_reset",
        n("&Reset the planes"),
        PLANES,
        "Shift+Space",
        n("Put turned planes back along the volume's own axes."),
        "planes_reset",
    ),
    ActionSpec(
        "planes_perpendicular",
        n("Keep planes &perpendicular"),
        PLANES,
        "Shift+U",
        "viewport",
        n("Turn all planes together; without it each plane turns alone, unless Shift is held."),
        "perpendicular",
        checkable=True,
        needs=_VOLUME,
    ),
    in_viewport(
        "slab_next",
        n("Ne&xt kind of slab"),
        PLANES + "|",
        "S",
        n("Show a thick slice of greatest values, least values or means, or a plain slice."),
        "slab",
    ),
    *(
        ActionSpec(f"slab_{name}", text, PLANES, "", "viewport", help_, checkable=True, needs=_VOLUME)
        for name, text, help_ in (
            ("off", n("&No slab"), n("Show plain slices.")),
            ("maximum", n("Slab of &greatest values (MIP)"), n("Show the greatest value along the thickness.")),
            ("minimum", n("Slab of &least values (MinIP)"), n("Show the least value along the thickness.")),
            ("mean", n("Slab of &means"), n("Show the mean value along the thickness.")),
        )
    ),
    in_viewport(
        "slab_thicker", n("&Thicker slab"), PLANES, "Alt+PgUp", n("Take more slices into the slab."), "thicker"
    ),
    in_viewport(
        "slab_thinner", n("T&hinner slab"), PLANES, "Alt+PgDown", n("Take fewer slices into the slab."), "thinner"
    ),
    in_viewport(
        "curved_view",
        n("&Curved view of the selected line"),
        PLANES + "|",
        "Shift+V",
        n("Straighten the volume along the selected polyline, in this viewport."),
        "curved",
    ),
    in_viewport(
        "time_curve",
        n("Cur&ve over time…"),
        PLANES + "|",
        "Alt+T",
        n("Plot the mean of the selected region, or the value at the crosshair, along a dimension of a 4D series."),
        "time_curve",
    ),
    in_viewport(
        "fuse",
        n("&Fuse with another series"),
        FUSION,
        "J",
        n("Draw another series in colours over this one, or take it away."),
        "fuse",
    ),
    in_viewport(
        "fusion_more", n("&More of the fused series"), FUSION, "Alt++", n("Draw the fused series more opaque.")
    ),
    in_viewport("fusion_less", n("&Less of the fused series"), FUSION, "Alt+-", n("Draw the fused series fainter.")),
    in_viewport(
        "fusion_colours", n("Next &colours"), FUSION, "Shift+J", n("Draw the fused series in the next colour map.")
    ),
    in_viewport(
        "register",
        n("&Register…"),
        FUSION + "|",
        "Ctrl+Alt+G",
        n("Find where the fused series lies in this one, or move it by hand, and accept the result."),
        "register",
    ),
)
