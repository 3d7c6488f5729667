"""The words in a viewport's corners, from the state."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from textwrap import wrap

import numpy as np
from PySide6.QtCore import QCoreApplication

from medview.core.images import Lut
from medview.core.names import age_between, date_text, person_text
from medview.core.study import Patient, Series, Study
from medview.core.volume import Volume, Window
from medview.imaging.colours import GREY, colour_title, known_map
from medview.imaging.oblique import Frame
from medview.imaging.reslice import OBLIQUE_DEG
from medview.imaging.windowing import Voi
from medview.session.layout import Look, Projection, Slab
from medview.views.settings.fonts import scaled
from medview.views.viewport.probe import Reading, value_text
from medview.views.words import window_name

Lines = tuple[str, ...]


class Corners(Enum):
    """How much is written."""

    FULL = "full"
    MINIMAL = "minimal"
    NONE = "none"

    def next(self) -> Corners:
        """What the key switches to."""
        order = list(Corners)
        return order[(order.index(self) + 1) % len(order)]


FULL_AT = (420, 280)
MINIMAL_AT = (190, 140)
"""A viewport smaller than this (width, height) in pixels says less; more is needed for larger text."""


@dataclass(frozen=True)
class CornerText:
    """Lines of text, from the edge inwards.

    Args:
        top_left: The patient.
        top_right: Study and institution.
        bottom_left: Image number, position, orientation; the last line stands lowest.
        bottom_right: Window/level and zoom.
    """

    top_left: Lines = ()
    top_right: Lines = ()
    bottom_left: Lines = ()
    bottom_right: Lines = ()


@dataclass(frozen=True, eq=False)
class View:
    """What one viewport shows, as far as its words need it.

    Args:
        frame: Plane and grid.
        volume: The grey values.
        number: The slice.
        cursor_lps: The crosshair.
        window: Window/level.
        zoom: 1 when fitted.
        smooth: Whether pixels are interpolated on screen.
        inverted: Whether low values are white.
        voi: Table or window shown in place of ``window``.
        reading: What stands under the pointer.
        notes: What the slice is beside a plain one of this series: slab, fusion, own window, prior.
        size: What a zoom amounts to, such as 1:1.
        colours: Name of the colour map.
    """

    frame: Frame
    volume: Volume
    number: int
    cursor_lps: tuple[float, float, float] | None
    window: Window
    zoom: float
    smooth: bool
    inverted: bool
    voi: Voi | None = None
    reading: Reading | None = None
    notes: Lines = ()
    size: str = ""
    colours: str = GREY


def _tr(text: str) -> str:
    return QCoreApplication.translate("corner", text)


def fitting(wanted: Corners, width: int, height: int) -> Corners:
    """How much there is room for."""
    room = Corners.NONE
    for amount, (least_width, least_height) in ((Corners.MINIMAL, MINIMAL_AT), (Corners.FULL, FULL_AT)):
        if width >= scaled(least_width) and height >= scaled(least_height):
            room = amount
    order = list(Corners)
    return max(wanted, room, key=order.index)


def corner_text(amount: Corners, view: View, study: Study | None, series: Series | None) -> CornerText:
    """The words for a viewport."""
    if amount is Corners.NONE:
        return CornerText()
    patient, image = patient_lines(study), image_line(view.number, view.frame.count)
    window = voi_words(view.voi or view.window)
    if amount is Corners.MINIMAL:
        value = (view.reading.value,) if view.reading is not None else ()
        return CornerText(patient[:1], (), (*value, *view.notes, image), window[-1:])
    drawn = display_lines(view.smooth, view.inverted, view.colours)
    shown = (*drawn, zoom_line(view.zoom, view.size), *window)
    return CornerText(patient, study_lines(study, series), (*_place(view), *view.notes, image), shown)


def position_text(frame: Frame, number: int) -> str:
    """Where a slice lies: its patient side and distance from the origin (``"H 23.5 mm"``)."""
    offset = frame.offset_mm(number)
    letters = {"Axial": "FH", "Coronal": "AP", "Sagittal": "RL"}[frame.plane.name]
    return f"{letters[int(offset >= 0)]} {abs(offset):.1f} mm"


def patient_lines(study: Study | None) -> Lines:
    """Who was imaged."""
    return _patient(study.patient, study.date, study.is_template) if study else ()


def _patient(patient: Patient, day: str, is_template: bool) -> Lines:
    name, born = person_text(patient.name), date_text(patient.birth_date)
    age = age_between(patient.birth_date, day)
    person = "  ".join(part for part in (f"* {born}" if born else "", age, patient.sex) if part)
    lines = tuple(line for line in (name, patient.patient_id, person) if line)
    return lines or (() if is_template else (_tr("No patient name"),))


def study_lines(study: Study | None, series: Series | None) -> Lines:
    """Where and when, and which series."""
    institution, date, description = (
        (study.institution, date_text(study.date), study.description) if study else ("",) * 3
    )
    number = f"{series.number}: " if series and series.number is not None else ""
    named = f"{number}{_described(study, series)} {series.modality}".strip() if series else ""
    return tuple(line for line in (institution, date, description, named) if line)


def _described(study: Study | None, series: Series) -> str:
    """What the series is called; the name of a file, which may be a person's, only beside the study's own words."""
    return series.description if study is not None or series.source_format == "dicom" else ""


def _place(view: View) -> Lines:
    frame = view.frame
    plane = f"{_tr(frame.plane.name)}  {position_text(frame, view.number)}"
    tilt = _tr("Oblique {0:.0f}°").format(frame.oblique_deg) if frame.oblique_deg > OBLIQUE_DEG else ""
    spacing = _tr("Step {0:.2f} mm").format(frame.step_mm)
    reading = view.reading.lines if view.reading is not None else (_value(view),)
    return tuple(line for line in (*reading, tilt, spacing, plane) if line)


def _value(view: View) -> str:
    if view.cursor_lps is None:
        return ""
    index = np.rint(view.volume.geometry.to_index(view.cursor_lps)).astype(np.int64)
    if (index < 0).any() or (index >= view.volume.geometry.shape).any():
        return ""
    value = view.volume.array[tuple(index)]
    return _tr("At crosshair {0}").format(value_text(value.item(), view.volume.quantity))


def image_line(number: int, count: int) -> str:
    """Which picture of how many; counted from 0."""
    return _tr("Image {0} / {1}").format(number + 1, count)


def display_lines(smooth: bool, inverted: bool, colours: str = GREY) -> Lines:
    """How pixels are drawn."""
    drawn = _tr("Display interpolated") if smooth else _tr("Display as stored")
    coloured = _tr("Colours: {name}").format(name=colour_title(colours)) if known_map(colours) != GREY else ""
    return tuple(line for line in (drawn, coloured, _tr("Inverted") if inverted else "") if line)


def zoom_line(zoom: float, size: str = "") -> str:
    """How much larger than fitted, and what that amounts to."""
    told = _tr("Zoom {0:.2g}×").format(zoom) if zoom < 10 else _tr("Zoom {0:.0f}×").format(zoom)
    return f"{told}  {size}" if size else told


def look_lines(look: Look) -> Lines:
    """What a viewport shows that the plain picture of its series is not."""
    oblique = _tr("Oblique plane") if look.axes is not None else ""
    return tuple(line for line in (oblique, _slab(look.slab), _tr("Own window") if look.window else "") if line)


def _slab(slab: Slab | None) -> str:
    if slab is None:
        return ""
    told = {
        Projection.MAXIMUM: _tr("MIP, {thickness} mm"),
        Projection.MINIMUM: _tr("MinIP, {thickness} mm"),
        Projection.MEAN: _tr("Mean, {thickness} mm"),
    }
    return told[slab.projection].format(thickness=f"{slab.thickness_mm:g}")


def voi_words(voi: Voi) -> Lines:
    """A window, or a table's name."""
    if isinstance(voi, Lut):
        return (_tr("VOI table  {name}").format(name=voi.name).strip(),)
    return window_lines(voi)


_NAME_BESIDE, _NAME_ALONE = 18, 22
"""Letters of a window's name that have room beside its numbers, and on a line of their own."""


def window_lines(window: Window) -> Lines:
    """Window/level, its function where it is not the plain one, and its name: beside the numbers, or above them."""
    digits = 0 if window.width >= 10 else 2 if window.width >= 0.1 else 5
    function = "  sigmoid" if window.function == "SIGMOID" else ""
    said = window_name(window)
    beside = len(said) <= _NAME_BESIDE
    name = f"{function}  {said}" if said and beside else function
    above = () if beside else tuple(wrap(said, _NAME_ALONE))
    return *above, f"W {window.width:.{digits}f}  L {window.centre:.{digits}f}{name}"
