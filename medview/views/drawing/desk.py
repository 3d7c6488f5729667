"""What all drawing hands share: where drawings go, what is selected, how the tools behave."""

from __future__ import annotations

import uuid
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from medview.core.calibration import can_be_calibrated
from medview.core.errors import MedViewError
from medview.core.finding import now
from medview.core.measured_text import shape_name
from medview.core.measurement import Measurement, OnImage, OnPlane, Point, Shape
from medview.imaging.grids import grid_of
from medview.imaging.snapping import snapped
from medview.session.changes import MeasurementSelected
from medview.session.session import Session
from medview.session.state import Opened, Part, State
from medview.views.background import Background
from medview.views.drawing.figures import FigureBook
from medview.views.drawing.words_dialog import LengthDialog, WordsDialog
from medview.views.settings.preferences import Preferences

_WORDED = (Shape.TEXT, Shape.ARROW)
_FIRST_LENGTH_MM = 50.0


class Desk(QObject):
    """Keeps drawings and settings of the tools; one for the window.

    Args:
        session: Where drawings go.
        preferences: Whether tools stay, and points snap.
        background: Measures large regions and whole tables.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    told = Signal(str, str)
    """Why something cannot be drawn here, and what to do."""
    finished = Signal()
    """Something was drawn: a tool that does not stay is put away."""
    dismissed = Signal()
    """The reader is done with a tool that draws."""
    redraw = Signal()
    """Viewports have to paint anew."""

    def __init__(
        self, session: Session, preferences: Preferences, background: Background, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self.session = session
        self.preferences = preferences
        self.background = background
        self.visible = True
        self._asking: dict[QDialog, str] = {}
        self.book = FigureBook(background, self)
        self.book.changed.connect(lambda _: self.redraw.emit())
        self._stop_listening = session.listen(self._changed)

    @property
    def selected(self) -> str | None:
        """Identifier of the selected drawing."""
        return self.session.state.measurement

    def find(self, id_: str | None) -> Measurement | None:
        """The drawing of that identifier among the open series."""
        every = (one for opened in self.session.state.opened.values() for one in opened.measurements)
        return next((one for one in every if one.id == id_), None) if id_ is not None else None

    def select(self, id_: str | None) -> None:
        """Select a drawing, or none."""
        if id_ != self.selected:
            self.session.apply(MeasurementSelected(id_))

    def show_all(self, visible: bool) -> None:
        """Draw drawings, or none of them."""
        self.visible = visible
        self.redraw.emit()

    def blank(self, opened: Opened) -> Measurement:
        """A drawing on a series, without any shape yet."""
        at = opened.volume.at if opened.volume is not None else ()
        series, author = opened.series, self.session.state.reviewer
        on = OnImage(opened.frame)
        return Measurement("", series.uid, Shape.POINT, (), on, at=at, author=author, fingerprint=series.fingerprint)

    def refuses(self, shape: Shape, on: OnPlane | OnImage, opened: Opened) -> bool:
        """Whether a shape cannot be drawn there; why is told."""
        if shape is Shape.SPHERE and isinstance(on, OnImage):
            self.told.emit(
                self.tr("A sphere needs a volume; this is a stack of pictures."), self.tr("Draw an ellipse instead.")
            )
            return True
        if shape is Shape.CALIBRATION and not _wants_scale(on, opened):
            self.told.emit(
                self.tr("The size of a pixel is known here: there is nothing to calibrate."),
                self.tr("Measure with the length tool."),
            )
            return True
        return False

    def snapped(self, place: Point, on: OnPlane | OnImage, opened: Opened) -> Point:
        """The edge near a place, where points are to snap; else the place."""
        if not self.preferences.value.snap:
            return place
        one = Measurement("", "", Shape.POINT, (place,), on)
        try:
            grid = grid_of(one, opened.volume, opened.images)
            return snapped(place, on, grid) if grid is not None else place
        except (OSError, ValueError):
            return place

    def keep(self, one: Measurement, view: QWidget) -> None:
        """Keep something new; words and lengths are asked for first."""
        one = replace(one, id=uuid.uuid4().hex, time=now())
        if one.shape is Shape.CALIBRATION:
            self._ask_length(one, view)
        elif one.shape in _WORDED:
            self._ask(one, view, self._draw, self._draw if one.shape is Shape.ARROW else None)
        else:
            self._draw(one)
        self.finished.emit()

    def change(self, one: Measurement) -> None:
        """Keep a drawing as it is now."""
        self._try(lambda: self.session.draw(one, self.tr("{shape} changed").format(shape=shape_name(one.shape))))

    def erase(self) -> None:
        """Take the selected drawing away."""
        one = self.find(self.selected)
        if one is not None:
            self._try(lambda: self.session.erase(one, self.tr("{shape} deleted").format(shape=shape_name(one.shape))))

    def rename(self, one: Measurement, label: str) -> None:
        """Give a drawing another name."""
        if label != one.label:
            title = self.tr("{shape} named").format(shape=shape_name(one.shape))
            self._try(lambda: self.session.draw(replace(one, label=label), title))

    def hide(self, one: Measurement, hidden: bool) -> None:
        """List a drawing without drawing it, or draw it again."""
        if hidden != one.hidden:
            told = self.tr("{shape} hidden") if hidden else self.tr("{shape} shown")
            title = told.format(shape=shape_name(one.shape))
            self._try(lambda: self.session.draw(replace(one, hidden=hidden), title))

    def add(self, one: Measurement, title: str) -> bool:
        """Draw something that is complete, and select it; whether it could be kept."""
        done = self._try(lambda: self.session.draw(one, title))
        if done:
            self.select(one.id)
        return done

    def ask_words(self, one: Measurement, view: QWidget) -> None:
        """Ask for the name, words or length of a drawing."""
        if one.shape is Shape.CALIBRATION:
            self._ask_length(one, view)
        else:
            self._ask(one, view, self.change)

    def can_calibrate(self, one: Measurement) -> bool:
        """Whether a length may give its picture the scale."""
        opened = self.session.state.opened.get(one.series)
        return one.shape is Shape.LENGTH and opened is not None and _wants_scale(one.on, opened)

    def calibrate(self, one: Measurement, view: QWidget) -> None:
        """Draw a calibration line along a length; how long it is in the patient is asked for."""
        author = self.session.state.reviewer
        self.keep(replace(one, shape=Shape.CALIBRATION, label="", text="", words_at=None, author=author), view)

    def shut(self) -> None:
        """The window closes."""
        self._stop_listening()

    def _draw(self, one: Measurement) -> None:
        self.add(one, shape_name(one.shape))

    def _ask(
        self,
        one: Measurement,
        view: QWidget,
        then: Callable[[Measurement], object],
        otherwise: Callable[[Measurement], object] | None = None,
    ) -> None:
        worded = one.shape in _WORDED
        prompt = self.tr("Words beside it:") if worded else self.tr("Name of this drawing:")
        dialog = WordsDialog(shape_name(one.shape), prompt, one.text if worded else one.label, view.window())

        def take() -> None:
            if dialog.words or one.shape is not Shape.TEXT:  # a text without words is nothing
                then(replace(one, text=dialog.words) if worded else replace(one, label=dialog.words))

        dialog.accepted.connect(take)
        if otherwise is not None:
            dialog.rejected.connect(lambda: otherwise(one))
        self._open(dialog, one)

    def _ask_length(self, one: Measurement, view: QWidget) -> None:
        prompt = self.tr("How long is the drawn line in the patient, in millimetres?")
        dialog = LengthDialog(shape_name(one.shape), prompt, one.known_mm or _FIRST_LENGTH_MM, view.window())
        dialog.accepted.connect(lambda: self._draw(replace(one, known_mm=dialog.length_mm)))
        self._open(dialog, one)

    def _open(self, dialog: QDialog, one: Measurement) -> None:
        self._asking[dialog] = one.series
        dialog.finished.connect(lambda: self._asking.pop(dialog, None))
        dialog.open()

    def _ask_no_more(self, state: State) -> None:
        """Close the questions about series that are closed: their answers change nothing."""
        for dialog in [dialog for dialog, series in self._asking.items() if series not in state.opened]:
            del self._asking[dialog]
            dialog.blockSignals(True)
            dialog.close()

    def _try(self, act: Callable[[], object]) -> bool:
        try:
            act()
        except MedViewError as error:
            self.failed.emit(error)
            return False
        return True

    def _changed(self, state: State, parts: frozenset[Part]) -> None:
        if parts & {Part.MEASUREMENTS, Part.OPENED}:
            self._ask_no_more(state)
            self.book.forget({one.id for opened in state.opened.values() for one in opened.measurements})


def _wants_scale(on: OnPlane | OnImage, opened: Opened) -> bool:
    if isinstance(on, OnPlane) or opened.images is None:
        return False
    return can_be_calibrated(opened.images.frames[on.frame])
