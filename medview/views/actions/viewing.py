"""Looking at pictures: tools, slices, windows, sizes, turning, colours, key images."""

from __future__ import annotations

from medview.views.actions.spec import (
    COLOUR_MAP,
    PICTURE,
    SIZES,
    SLICES,
    VIEW,
    WINDOWS,
    ActionSpec,
    in_viewport,
    n,
    tool,
)

_TOOLS = (
    tool(
        "window",
        n("&Window/level"),
        "W",
        "window",
        help_=n("Drag to the right for more contrast range, up for brighter."),
    ),
    tool("zoom", n("&Zoom"), "Z", "zoom", help_=n("Drag down to see the place where the drag began larger.")),
    tool("pan", n("&Pan"), "P", "pan", help_=n("Drag the picture to another place of the viewport.")),
    tool(
        "crosshair",
        n("&Crosshair"),
        "X",
        "crosshair",
        help_=n("Click or drag to put the crosshair there in every view."),
    ),
    tool(
        "magnifier",
        n("&Magnifier"),
        "Y",
        "magnifier",
        help_=n("Hold the button to see the place under the pointer larger; turn the wheel for 2 to 4 times."),
    ),
    tool(
        "probe",
        n("P&robe"),
        "Shift+X",
        "probe",
        help_=n("Click to pin the value and the coordinates of a place; click a pin to take it away."),
    ),
    tool(
        "region_window",
        n("Window by re&gion"),
        "Shift+W",
        "region_window",
        help_=n("Drag a rectangle: the window shows the values within it."),
    ),
)

_SLICES = (
    in_viewport("slice_next", n("&Next"), SLICES, "Down", n("Show the next slice or picture.")),
    in_viewport("slice_previous", n("&Previous"), SLICES, "Up", n("Show the slice or picture before.")),
    in_viewport("slice_next_ten", n("Ten forward"), SLICES, "Shift+Down", n("Go ten slices or pictures forward.")),
    in_viewport("slice_previous_ten", n("Ten back"), SLICES, "Shift+Up", n("Go ten slices or pictures back.")),
    in_viewport("slice_first", n("&First"), SLICES, "Home", n("Show the first slice or picture.")),
    in_viewport("slice_last", n("&Last"), SLICES, "End", n("Show the last slice or picture.")),
    in_viewport("series_next", n("Next &series"), SLICES + "|", "PgDown", n("Open the next series of the list here.")),
    in_viewport("series_previous", n("Previous series"), SLICES, "PgUp", n("Open the series before in the list here.")),
)

_WINDOWS = (
    in_viewport("auto_window", n("&Automatic"), WINDOWS, "0", n("Set the window by the values of the shown picture.")),
    *(
        in_viewport(
            f"preset_{key}",
            n("Preset") + f" &{key}",
            WINDOWS,
            str(key),
            n("Use a window that is common for this kind of picture, or one of your own."),
        )
        for key in range(1, 10)
    ),
    in_viewport("window_wider", n("&Wider"), WINDOWS + "|", "Alt+Right", n("Widen the window by a tenth.")),
    in_viewport("window_narrower", n("&Narrower"), WINDOWS, "Alt+Left", n("Narrow the window by a tenth.")),
    in_viewport("window_brighter", n("&Brighter"), WINDOWS, "Alt+Up", n("Lower the level by a tenth of the width.")),
    in_viewport("window_darker", n("&Darker"), WINDOWS, "Alt+Down", n("Raise the level by a tenth of the width.")),
    in_viewport("invert", n("&Invert"), WINDOWS + "|", "I", n("Show low values white."), "invert"),
)

_SIZES = (
    in_viewport("fit", n("&Fit"), SIZES, "F", n("Show the whole picture as large as it fits."), "fit"),
    in_viewport(
        "one_to_one",
        n("&1:1"),
        SIZES,
        "Shift+F",
        n("Show each pixel of the picture as one pixel of the screen."),
        "one_to_one",
    ),
    in_viewport(
        "true_size",
        n("&True size"),
        SIZES,
        "",
        n("Show the patient as large as in life, where the pixels' size and the screen's are known."),
        "true_size",
    ),
    ActionSpec("zoom_in", n("Zoom &in"), SIZES + "|", "+", "viewport", n("Show the picture larger."), also="="),
    in_viewport("zoom_out", n("Zoom &out"), SIZES, "-", n("Show the picture smaller.")),
    in_viewport("pan_left", n("Look to the &left"), SIZES + "|", "Ctrl+Left", n("Move the picture to the right.")),
    in_viewport("pan_right", n("Look to the &right"), SIZES, "Ctrl+Right", n("Move the picture to the left.")),
    in_viewport("pan_up", n("Look &up"), SIZES, "Ctrl+Up", n("Move the picture down.")),
    in_viewport("pan_down", n("Look &down"), SIZES, "Ctrl+Down", n("Move the picture up.")),
)

_CINE = (
    in_viewport(
        "cine", n("Pla&y or stop"), SLICES + "|", "C", n("Play pictures, slices, or along a dimension."), "play"
    ),
    in_viewport("cine_faster", n("Play fas&ter"), SLICES, "", n("Play half as many slices more each second.")),
    in_viewport("cine_slower", n("Play s&lower"), SLICES, "", n("Play fewer slices each second.")),
    in_viewport("position_next", n("Next pos&ition"), SLICES, ".", n("Go on along a dimension of a 4D series.")),
    in_viewport(
        "position_previous", n("Previous posi&tion"), SLICES, ",", n("Go back along a dimension of a 4D series.")
    ),
    in_viewport(
        "key_image",
        n("&Key image"),
        SLICES + "|",
        "K",
        n("Mark the shown picture as a key image, or take the mark away."),
        "key_image",
    ),
    in_viewport(
        "key_images",
        n("List of key ima&ges…"),
        SLICES,
        "Shift+K",
        n("List the marked pictures: go to one, write a note, take a mark away."),
        "key_images",
    ),
)

_PICTURE = (
    in_viewport("rotate_right", n("Rotate &right"), PICTURE, "R", n("Turn the picture clockwise."), "rotate_right"),
    in_viewport("rotate_left", n("Rotate &left"), PICTURE, "Shift+R", n("Turn the picture back."), "rotate_left"),
    in_viewport(
        "flip_across",
        n("Mirror left to ri&ght"),
        PICTURE,
        "H",
        n("Mirror the picture; its letters go along."),
        "flip_across",
    ),
    in_viewport(
        "flip_down",
        n("Mirror &top to bottom"),
        PICTURE,
        "V",
        n("Mirror the picture; its letters go along."),
        "flip_down",
    ),
    in_viewport(
        "overlay_planes", n("&Overlay planes"), PICTURE + "|", "O", n("Show or hide drawings stored in the picture.")
    ),
)

_COLOURS = (
    in_viewport(
        "colours_next",
        n("Next colour &map"),
        COLOUR_MAP,
        "Shift+C",
        n("Draw values in the next colour map."),
        "colours",
    ),
    *(
        in_viewport(
            f"colours_{name}",
            title,
            COLOUR_MAP + line,
            "",
            n("Draw values in this colour map; a bar shows its values."),
        )
        for name, title, line in (
            ("grey", n("&Grey"), "|"),
            ("grey_inverted", n("&Inverted grey"), ""),
            ("hot", n("&Hot"), ""),
            ("hot_metal", n("Hot &metal"), ""),
            ("pet", n("&PET"), ""),
            ("rainbow", n("&Rainbow"), ""),
            ("perceptual", n("&Violet to yellow, even steps"), ""),
            ("blue_yellow", n("Blue to &yellow, colour-blind safe"), ""),
            ("ice", n("I&ce"), ""),
            ("bone", n("&Bone"), ""),
            ("copper", n("C&opper"), ""),
            ("red", n("R&ed"), ""),
            ("green", n("Gree&n"), ""),
            ("blue", n("B&lue"), ""),
            ("blue_white_red", n("Blue, &white, red"), ""),
        )
    ),
)

_VIEWS = (
    in_viewport(
        "reset",
        n("&Reset the views"),
        VIEW + "|",
        "Space",
        n("Fit every viewport and show values the way the file means them."),
        "reset",
    ),
    in_viewport(
        "maximise",
        n("&Maximise or restore the viewport"),
        VIEW,
        "M",
        n("Give the active viewport the whole room, or all of them their places back."),
        "layout",
    ),
    ActionSpec(
        "resample",
        n("Resample to a re&gular grid"),
        VIEW + "|",
        help=n("Make a volume of slices that are tilted or unevenly spaced, or show them as stored."),
        checkable=True,
    ),
    in_viewport(
        "smooth", n("I&nterpolate pixels"), VIEW, "Shift+I", n("Smooth pixels on the screen, or show them as they are.")
    ),
    in_viewport("corners", n("Text in the &corners"), VIEW, "T", n("Write everything, little or nothing.")),
    in_viewport(
        "copy_picture", n("C&opy the picture"), VIEW, "Ctrl+C", n("Put the active viewport's picture on the clipboard.")
    ),
)

SPECS: tuple[ActionSpec, ...] = (
    *_TOOLS, *_SLICES, *_WINDOWS, *_SIZES, *_CINE, *_PICTURE, *_COLOURS, *_VIEWS,
)  # fmt: skip
