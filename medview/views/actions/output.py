"""Pictures, films and prints."""

from __future__ import annotations

from medview.views.actions.spec import FILE, ActionSpec, n

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "save_picture",
        n("Save pict&ure…"),
        FILE + "|",
        "Ctrl+S",
        help=n("Save or copy a viewport, all viewports or the original image, with or without names and drawings."),
        icon="picture",
        needs=n("Open a study first."),
    ),
    ActionSpec(
        "save_film",
        n("Sa&ve film…"),
        FILE,
        "Ctrl+Shift+S",
        help=n("Save a cine, a run through slices or positions, or a turn in 3D as MP4 or GIF."),
        icon="film",
        needs=n("Open a study with more than one picture first."),
    ),
    ActionSpec(
        "print",
        n("Pri&nt…"),
        FILE,
        "Ctrl+Alt+P",
        help=n("Print viewports or key images, several on a page or at true size, or save the pages as PDF."),
        icon="print",
        needs=n("Open a study first."),
    ),
)
