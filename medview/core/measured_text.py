"""What is told of a drawing in a line or two: its name, its values, what to know of them."""

from __future__ import annotations

from medview.core.figures import Figure, Measured, figure_name, figure_text, spread_text
from medview.core.measurement import REGIONS, Measurement, Shape
from medview.core.text import tr

_MAIN = {
    Shape.LENGTH: ("length",),
    Shape.BIDIRECTIONAL: ("long_axis", "short_axis"),
    Shape.ANGLE: ("angle",),
    Shape.COBB: ("cobb",),
    Shape.POLYLINE: ("length",),
    Shape.ELLIPSE: ("area",),
    Shape.RECTANGLE: ("area",),
    Shape.POLYGON: ("area",),
    Shape.FREEHAND: ("area",),
    Shape.SPHERE: ("volume",),
    Shape.POINT: ("value",),
    Shape.CALIBRATION: ("known",),
}
"""The figures a drawing is made for."""


def shape_name(shape: Shape) -> str:
    """A shape's name for people."""
    names = {
        Shape.LENGTH: tr("Length"),
        Shape.BIDIRECTIONAL: tr("Bidirectional"),
        Shape.ANGLE: tr("Angle"),
        Shape.COBB: tr("Cobb angle"),
        Shape.POLYLINE: tr("Polyline"),
        Shape.ELLIPSE: tr("Ellipse"),
        Shape.RECTANGLE: tr("Rectangle"),
        Shape.POLYGON: tr("Polygon"),
        Shape.FREEHAND: tr("Freehand region"),
        Shape.SPHERE: tr("Sphere"),
        Shape.POINT: tr("Point"),
        Shape.ARROW: tr("Arrow"),
        Shape.TEXT: tr("Text"),
        Shape.CALIBRATION: tr("Calibration line"),
    }
    return names[shape]


def main_text(one: Measurement, measured: Measured, brief: bool = False) -> str:
    """The values a drawing is made for, in one line.

    Args:
        one: The drawing.
        measured: What was measured of it.
        brief: Without where and when the scale was calibrated.
    """
    figures = [figure for name in _MAIN.get(one.shape, ()) if (figure := measured.figure(name)) is not None]
    scale = measured.scale.partition(",")[0] if brief else measured.scale
    if len(figures) == 2:
        return _scaled(f"{_bare(figures[0])} × {figure_text(figures[1])}", scale)
    if figures:
        return figure_text(figures[0], scale)
    if measured.figure("red") is not None:
        return "RGB " + ", ".join(figure_text(figure) for figure in measured.figures)
    return one.text


def label_lines(one: Measurement, measured: Measured, full: bool) -> tuple[str, ...]:
    """The words beside a drawing in a viewport.

    Args:
        one: The drawing.
        measured: What was measured of it.
        full: All that is known of a region, as for the selected one.
    """
    if one.shape in (Shape.ARROW, Shape.TEXT):
        return tuple(line for text in (one.label, one.text) for line in text.splitlines())
    lines = [one.label, main_text(one, measured, brief=True)]
    if one.shape in REGIONS:
        lines += _value_lines(measured, full)
    if full or len([line for line in lines if line]) == bool(one.label):
        lines += measured.notes[:2]
    return tuple(line for line in lines if line)


def figure_line(figure: Figure, scale: str = "") -> str:
    """A figure with its name."""
    return tr("{name}: {value}").format(name=figure_name(figure.name), value=figure_text(figure, scale))


def _value_lines(measured: Measured, full: bool) -> list[str]:
    mean, sd, low, high = (measured.figure(name) for name in ("mean", "sd", "min", "max"))
    if mean is None or sd is None or low is None or high is None:
        return []
    unit = mean.unit.meaning if mean.unit.value != "1" else ""
    said = [tr("Mean {values}").format(values=spread_text(mean, sd))]
    if full:
        said.append(tr("Min {low}, max {high}").format(low=_bare(low), high=_bare(high)))
    return [f"{text} {unit}".strip() for text in said]


def _bare(figure: Figure) -> str:
    return figure_text(figure).partition(" ")[0]


def _scaled(text: str, scale: str) -> str:
    return f"{text} ({scale})" if scale else text
