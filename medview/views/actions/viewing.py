"""Looking at pictures: tools, slices, windows, turning."""

from __future__ import annotations

from medview.views.actions.spec import PICTURE, SLICES, VIEW, WINDOWS, ActionSpec, in_viewport, n, tool

SPECS: tuple[ActionSpec, ...] = (
    tool("window", n("&Window/level"), "W", "window"),
    tool("zoom", n("&Zoom"), "Z", "zoom"),
    tool("pan", n("&Pan"), "P", "pan"),
    tool("crosshair", n("&Crosshair"), "X", "crosshair"),
    in_viewport("slice_next", n("&Next"), SLICES, "Down"),
    in_viewport("slice_previous", n("&Previous"), SLICES, "Up"),
    in_viewport("slice_next_ten", n("Ten forward"), SLICES, "Shift+Down"),
    in_viewport("slice_previous_ten", n("Ten back"), SLICES, "Shift+Up"),
    in_viewport("slice_first", n("&First"), SLICES, "Home"),
    in_viewport("slice_last", n("&Last"), SLICES, "End"),
    in_viewport("series_next", n("Next &series"), SLICES + "|", "PgDown"),
    in_viewport("series_previous", n("Previous series"), SLICES, "PgUp"),
    in_viewport("auto_window", n("&Automatic"), WINDOWS, "0", n("From the values of the active slice.")),
    *(in_viewport(f"preset_{key}", n("Preset") + f" &{key}", WINDOWS, str(key)) for key in range(1, 10)),
    in_viewport("invert", n("&Invert"), WINDOWS + "|", "I", n("Show low values white.")),
    in_viewport("reset", n("&Reset the views"), VIEW + "|", "Space", n("Fit every viewport."), "reset"),
    in_viewport("maximise", n("&Maximise or restore the viewport"), VIEW, "M", "", "layout"),
    in_viewport("cine", n("Pla&y or stop"), SLICES + "|", "C", n("Play pictures, or along a dimension."), "play"),
    in_viewport("position_next", n("Next pos&ition"), SLICES, ".", n("Along a dimension of a 4D series.")),
    in_viewport("position_previous", n("Previous posi&tion"), SLICES, ","),
    in_viewport("rotate_right", n("Rotate &right"), PICTURE, "R"),
    in_viewport("rotate_left", n("Rotate &left"), PICTURE, "Shift+R"),
    in_viewport("flip_across", n("Mirror left to ri&ght"), PICTURE, "H"),
    in_viewport("flip_down", n("Mirror &top to bottom"), PICTURE, "V"),
    in_viewport("overlay_planes", n("&Overlay planes"), PICTURE + "|", "O", n("Drawings stored in the picture.")),
    ActionSpec(
        "resample",
        n("Resample to a re&gular grid"),
        VIEW + "|",
        help=n("Make a volume of slices that are tilted or unevenly spaced, or show them as stored."),
        checkable=True,
    ),
    in_viewport("smooth", n("I&nterpolate pixels"), VIEW, "Shift+I"),
    in_viewport("corners", n("Text in the &corners"), VIEW, "T", n("Everything, little, nothing.")),
    in_viewport("copy_picture", n("C&opy the picture"), VIEW, "Ctrl+C"),
)
