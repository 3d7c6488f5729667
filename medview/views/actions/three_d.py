"""The 3D view."""

from __future__ import annotations

from medview.views.actions.spec import CLIPPING, QUALITY, SIDES, THREE_D, ActionSpec, n

_NEEDS = n("Click into a 3D view of a volume first.")


def _switch(name: str, text: str, key: str, help_: str, icon: str = "", menu: str = THREE_D) -> ActionSpec:
    return ActionSpec(name, text, menu, key, "viewport", help_, icon, checkable=True, needs=_NEEDS)


def _act(name: str, text: str, key: str, help_: str, icon: str = "", menu: str = THREE_D) -> ActionSpec:
    return ActionSpec(name, text, menu, key, "viewport", help_, icon, needs=_NEEDS)


SPECS: tuple[ActionSpec, ...] = (
    _act(
        "solid_presets",
        n("3D &presets…"),
        "F4",
        n("Choose how values become light: bone, vessels, lung, skin, greatest value and others; keys 1 to 9."),
        "solid_presets",
    ),
    _act(
        "solid_transfer",
        n("&Colours and opacity…"),
        "F3",
        n("Edit the colours and the opacity of values, see them at once, and keep them as a preset."),
        "solid_transfer",
    ),
    _switch(
        "solid_shading", n("&Light"), "Shift+F3", n("Let light fall on the body: its shape is seen."), "solid_light"
    ),
    _switch("solid_body", n("&Body"), "Ctrl+Alt+B", n("Show the volume, or the surfaces alone.")),
    _switch(
        "solid_planes",
        n("P&lanes through the crosshair"),
        "Ctrl+Alt+L",
        n("Show in 3D where the axial, coronal and sagittal slices lie."),
        "solid_planes",
    ),
    *(
        _act(f"solid_from_{side}", text, "", help_, menu=SIDES)
        for side, text, help_ in (
            ("anterior", n("&Anterior"), n("Look from the front; the key A in a 3D view.")),
            ("posterior", n("&Posterior"), n("Look from behind; the key P in a 3D view.")),
            ("left", n("&Left"), n("Look from the patient's left; the key L in a 3D view.")),
            ("right", n("&Right"), n("Look from the patient's right; the key R in a 3D view.")),
            ("superior", n("&Superior"), n("Look from above the head; the key S in a 3D view.")),
            ("inferior", n("&Inferior"), n("Look from the feet; the key I in a 3D view.")),
        )
    ),
    _switch(
        "solid_crop",
        n("&Crop box"),
        "F7",
        n("Drag the handles of a box around the body to cut its sides away."),
        "solid_crop",
        CLIPPING,
    ),
    _act(
        "solid_panel",
        n("Crop, clip and l&ight…"),
        "Shift+F7",
        n("Set the six sides of the crop box, the planes that cut, light and the opacity of surfaces by numbers."),
        "solid_panel",
        CLIPPING,
    ),
    _act(
        "solid_clip_axial",
        n("Clip at the &axial slice"),
        "Ctrl+Alt+A",
        n("Cut away what lies above the crosshair's axial slice, then what lies below it, then nothing."),
        "solid_clip",
        CLIPPING + "|",
    ),
    _act(
        "solid_clip_coronal",
        n("Clip at the c&oronal slice"),
        "Ctrl+Alt+C",
        n("Cut away what lies behind the crosshair's coronal slice, then what lies in front of it, then nothing."),
        menu=CLIPPING,
    ),
    _act(
        "solid_clip_sagittal",
        n("Clip at the &sagittal slice"),
        "Ctrl+Alt+S",
        n("Cut away the left of the crosshair's sagittal slice, then its right, then nothing."),
        menu=CLIPPING,
    ),
    _switch(
        "solid_cut_surfaces",
        n("Cut s&urfaces, too"),
        "",
        n("Let the crop box and the clipping slices cut surfaces as they cut the body."),
        menu=CLIPPING + "|",
    ),
    _act(
        "solid_uncrop",
        n("Show the &whole body"),
        "Ctrl+F7",
        n("Take the crop box back to the whole volume, and clip nothing."),
        menu=CLIPPING,
    ),
    *(
        _switch(f"solid_quality_{name}", text, "", help_, menu=QUALITY)
        for name, text, help_ in (
            ("fast", n("&Fast"), n("Draw a thinned volume only; for slow computers.")),
            ("automatic", n("&Automatic"), n("Draw a thinned volume while it moves, every voxel once it rests.")),
            ("best", n("&Best"), n("Once it rests, take two samples for each voxel; this takes longer.")),
        )
    ),
    _switch(
        "solid_turn",
        n("&Turn"),
        "F8",
        n("Let the body turn around its long axis until stopped; the key C does so, too."),
        "solid_turn",
        THREE_D + "|",
    ),
    _act("solid_turn_once", n("Turn &once"), "Shift+F8", n("Let the body turn around once."), menu=THREE_D),
    _act(
        "solid_snapshot",
        n("&Save a 3D picture…"),
        "F12",
        n("Save the 3D view as PNG, larger than the screen or with nothing behind the body if wished."),
        "solid_snapshot",
        THREE_D + "|",
    ),
    _act(
        "solid_surfaces",
        n("&Export surfaces…"),
        "Shift+F12",
        n("Write the surfaces of labels as STL, OBJ or PLY files."),
        "solid_export",
    ),
)
"""Every action of the 3D view; plain letters and arrows are the view's own keys (``views.canvas``)."""
