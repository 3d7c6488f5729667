"""What is written around a picture of a stack: corners, edge letters, and what its scale bar means."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QTransform

from medview.core.geometry import direction_letters
from medview.core.images import Frame, PixelSpacing, SpacingMeaning
from medview.core.study import Series, Study
from medview.core.volume import Quantity
from medview.imaging.colours import GREY
from medview.imaging.windowing import Voi
from medview.views.pictures.image_picture import AS_STORED
from medview.views.viewport.corner_text import (
    Corners,
    CornerText,
    Lines,
    display_lines,
    image_line,
    patient_lines,
    study_lines,
    voi_words,
    zoom_line,
)
from medview.views.viewport.decorations import turned_letters
from medview.views.viewport.probe import Reading

_SIDES = {"L": "R", "A": "P", "H": "F"}
_ANIMAL_SIDES = {"LE": "RT", "D": "V", "CR": "CD", "R": "CD", "M": "L", "PR": "DI", "PA": "PL"}
"""Opposite directions of people and of quadrupeds (PS3.3 C.7.6.1.1.1)."""
_OPPOSITE = _SIDES | {other: side for side, other in _SIDES.items()}
_ANIMAL_OPPOSITE = _ANIMAL_SIDES | {other: side for side, other in _ANIMAL_SIDES.items()}


@dataclass(frozen=True, eq=False)
class Shown:
    """What one picture shows, as far as its words need it.

    Args:
        frame: What is known of it.
        number: Which it is.
        count: Of how many.
        voi: How its values are shown.
        inverted: Whether low values are white.
        smooth: Whether pixels are interpolated on screen.
        zoom: 1 when fitted.
        colour: Whether it is sRGB.
        quantity: What its values measure.
        reading: What stands under the pointer.
        planes: Whether overlay planes are drawn.
        notes: What the picture is beside a plain one of its series.
        size: What a zoom amounts to, such as 1:1.
        colours: Name of the colour map.
    """

    frame: Frame
    number: int
    count: int
    voi: Voi
    inverted: bool
    smooth: bool
    zoom: float
    colour: bool
    quantity: Quantity
    reading: Reading | None = None
    planes: bool = True
    notes: Lines = ()
    size: str = ""
    colours: str = GREY


def _tr(text: str) -> str:
    return QCoreApplication.translate("image", text)


def corners_of(amount: Corners, shown: Shown, study: Study | None, series: Series | None) -> CornerText:
    """The words in the corners."""
    if amount is Corners.NONE:
        return CornerText()
    patient, image = patient_lines(study), (image_line(shown.number, shown.count) if shown.count > 1 else "",)
    if amount is Corners.MINIMAL:
        value = shown.reading.value if shown.reading is not None else ""
        return CornerText(patient[:1], (), _said((value, *shown.notes, *image)), voi_lines(shown)[-1:])
    drawn = display_lines(shown.smooth, shown.inverted, GREY if shown.colour else shown.colours)
    right = (*_losses(shown), *drawn, zoom_line(shown.zoom, shown.size), *voi_lines(shown))
    reading = shown.reading.lines if shown.reading is not None else ()
    left = (*reading, *_texts(shown.frame), _time(shown.frame), *shown.notes, *image)
    return CornerText(patient, study_lines(study, series), _said(left), right)


def voi_lines(shown: Shown) -> Lines:
    """Window/level, or the table's name; colours have neither until the reader asks for it."""
    if shown.colour and shown.voi == AS_STORED:
        return (_tr("Colour: no window"),)
    lines = voi_words(shown.voi)
    return (_tr("Colour, brightness changed"), *lines) if shown.colour else lines


def edge_letters(frame: Frame, turned: QTransform) -> tuple[str, str, str, str]:
    """Orientation letters at the (left, right, top, bottom) edge of a picture turned like this."""
    right, down = _towards(frame)
    return turned_letters((opposite(right), right, opposite(down), down), turned)


def _towards(frame: Frame) -> tuple[str, str]:
    """Letters growing columns and rows point to."""
    if frame.place is not None:
        return direction_letters(frame.place[:3, 2]), direction_letters(frame.place[:3, 1])
    return frame.directions


def opposite(letters: str) -> str:
    """The letters of the other direction; none where they are not known."""
    if letters in _ANIMAL_OPPOSITE and not set(letters) <= _OPPOSITE.keys():
        return _ANIMAL_OPPOSITE[letters]
    return "".join(_OPPOSITE.get(letter, "") for letter in letters)


def spacing_of(frame: Frame) -> PixelSpacing:
    """The pixel spacing; that of its ultrasound regions where they agree and nothing else is said."""
    spacing = frame.spacing
    found = {region[4:] for region in frame.regions if region[4] > 0 and region[5] > 0}
    if spacing.meaning is SpacingMeaning.NONE and len(found) == 1:
        rows, columns = found.pop()
        return PixelSpacing(rows, columns, SpacingMeaning.CALIBRATED, _tr("within the ultrasound region"))
    return spacing


def scale_note(spacing: PixelSpacing) -> str:
    """Where lengths hold."""
    plain = {
        SpacingMeaning.DETECTOR: _tr("at the detector"),
        SpacingMeaning.CALIBRATED: _tr("calibrated"),
    }
    said = plain.get(spacing.meaning, "")
    return ", ".join(part for part in (said, spacing.note if said else "") if part)


def _texts(frame: Frame) -> Lines:
    return tuple(f"{name} {value}".strip() for name, value in frame.texts if value)


def _time(frame: Frame) -> str:
    return "" if frame.time_ms is None else _tr("Time {0:.2f} s").format(frame.time_ms / 1000.0)


def _losses(shown: Shown) -> Lines:
    hidden = _tr("Overlay planes hidden") if shown.frame.overlays and not shown.planes else ""
    unknown = _tr("No scale: pixel size unknown") if spacing_of(shown.frame).meaning is SpacingMeaning.NONE else ""
    return _said((shown.frame.lossy, hidden, unknown))


def _said(lines: tuple[str, ...]) -> Lines:
    return tuple(line for line in lines if line)
