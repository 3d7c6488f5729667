"""Measuring and marking."""

from __future__ import annotations

from medview.views.actions.spec import MEASURE, ActionSpec, n, tool

_CLICKS = n("Click or drag from end to end; Shift keeps to steps of 15 degrees.")

SPECS: tuple[ActionSpec, ...] = (
    tool("length", n("&Length"), "L", "length", MEASURE, _CLICKS),
    tool(
        "bidirectional",
        n("&Bidirectional (RECIST)"),
        "D",
        "bidirectional",
        MEASURE,
        n("Draw the long axis; the short one stays perpendicular to it while you drag its ends."),
    ),
    tool("angle", n("&Angle"), "A", "angle", MEASURE, n("Draw one leg, then click the end of the other.")),
    tool("cobb", n("&Cobb angle"), "Shift+A", "cobb", MEASURE, n("Draw a line along each end plate.")),
    tool(
        "polyline",
        n("Pol&yline"),
        "Shift+L",
        "polyline",
        MEASURE,
        n("Click the vertices; Enter or a double click ends, Backspace takes the last one back."),
    ),
    tool(
        "ellipse",
        n("&Ellipse"),
        "E",
        "ellipse",
        MEASURE + "|",
        n("Drag from corner to corner of the box around it; Shift makes a circle."),
    ),
    tool(
        "rectangle",
        n("&Rectangle"),
        "Shift+E",
        "rectangle",
        MEASURE,
        n("Drag from corner to corner; Shift makes a square."),
    ),
    tool(
        "polygon",
        n("Poly&gon"),
        "G",
        "polygon",
        MEASURE,
        n("Click the corners; Enter, a double click or a click on the first corner closes it."),
    ),
    tool("freehand", n("&Freehand region"), "Shift+G", "freehand", MEASURE, n("Drag around the region.")),
    tool("sphere", n("&Sphere"), "Shift+D", "sphere", MEASURE, n("Drag from the centre outwards, in a volume.")),
    tool("point", n("&Point"), "Q", "point", MEASURE + "|", n("Mark a place and tell its value.")),
    tool("arrow", n("Arro&w"), "Shift+Q", "arrow", MEASURE, n("Drag from the tip backwards, then write why.")),
    tool("text", n("&Text"), "Shift+T", "text", MEASURE, n("Click a place and write.")),
    tool(
        "calibration",
        n("Cali&bration line"),
        "",
        "calibration",
        MEASURE,
        n("Draw a line of known length and tell it, where the size of a pixel is unknown."),
    ),
)
