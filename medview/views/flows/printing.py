"""Printing: pictures of viewports or key images, gathered between the window's other work, onto paper or into a PDF."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from medview.core.errors import MedViewError, WriteError
from medview.core.images import SpacingMeaning
from medview.core.measurement import KeyImage
from medview.core.study import Study
from medview.core.text import tr
from medview.session.state import State
from medview.session.wishes import PictureWish
from medview.views import words
from medview.views.flows.picturing import nothing, offered, shown_panes, shown_series, with_suffix
from medview.views.output import paper
from medview.views.output.exported import StillShown, picture_of, picture_of_all, shows_unreviewed
from medview.views.output.frames import KeyFrames
from medview.views.output.paper import Printed, Sheets, names_of
from medview.views.output.print_dialog import PrintDialog
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.image_words import scale_note, spacing_of
from medview.views.pictures.slice_view import SliceView
from medview.views.settings.preferences import Preferences
from medview.views.tiles.grid import Grid
from medview.views.tiles.pane import Pane

_SCALE = 3
"""Pixels of a printed picture for one of the screen: about 300 dots per inch on an A4 page."""
_WAIT_MS = 60
_AGAIN_MS = 40


@dataclass(frozen=True, eq=False)
class _Picture:
    """A picture that is to be printed: drawn when its turn comes, None while it is being read; what it is of."""

    draw: Callable[[PictureWish], QImage | None]
    shown: tuple[StillShown, ...]
    pixel_mm: float | None = None
    caption: str = ""
    note: str = ""
    shared: bool = True
    """The caption names nobody: it is no file's name."""

    def states(self) -> tuple[State, ...]:
        """What the viewports it is of show.

        Raises:
            MedViewError: One of them shows something else now.
        """
        for one in self.shown:
            one.check()
        return tuple(one.state for one in self.shown)


class Printing(QObject):
    """Prints the viewports.

    Args:
        grid: The viewports.
        preferences: What was wished for last.
        window: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``."""
    told = Signal(str, str)
    """A message and its hint."""

    def __init__(self, grid: Grid, preferences: Preferences, window: QWidget) -> None:
        super().__init__(window)
        self._grid = grid
        self._preferences = preferences
        self._window = window
        self._dialog: PrintDialog | None = None
        self._printer: QPrinter | None = None
        self._sheets = Sheets((), preferences.value.page)
        self._left: list[_Picture] = []
        self._drawn: list[Printed] = []
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_WAIT_MS)
        self._later.timeout.connect(self._gather)

    def ask(self) -> None:
        """Ask what is to be printed, and how."""
        there = printable(self._grid)
        if not there:
            self.failed.emit(nothing())
            return
        value = self._preferences.value
        self._printer = printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if not QPrinterInfo.availablePrinterNames():
            printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        paper.set_up(printer)
        self._dialog = dialog = PrintDialog(
            value.page, value.picture, there, shown_series(self._grid), printer, self._paint, self._window
        )
        dialog.changed.connect(self._later.start)
        dialog.print_asked.connect(self._print)
        dialog.pdf_asked.connect(self._ask_pdf)
        dialog.finished.connect(self._finished)
        dialog.open()
        self._gather()

    def save_pdf(self, path: str) -> None:
        """Write the pages into a PDF file."""
        assert self._printer is not None
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setPageLayout(self._printer.pageLayout())
        paper.set_up(printer)
        printer.setOutputFileName(path)
        self._paint(printer)
        if printer.printerState() == QPrinter.PrinterState.Error or not Path(path).is_file():
            self._tell(
                WriteError(self.tr("{path} could not be written.").format(path=path), self.tr("Choose another place."))
            )
            return
        self._preferences.change(last_saved=str(Path(path).parent))
        self.told.emit(self.tr("The pages were saved as {path}.").format(path=path), "")
        if self._dialog is not None:
            self._dialog.accept()

    def _paint(self, printer: QPrinter) -> None:
        paper.paint(printer, self._sheets)

    def _gather(self) -> None:
        """Begin to draw the pictures anew."""
        if self._dialog is None:
            return
        try:
            self._left = pictures(self._grid, self._dialog.page.what)
        except MedViewError as error:
            self._refuse(error)
            return
        self._drawn = []
        self._dialog.show_busy(self.tr("Drawing the pictures…"))
        self._timer.start(0)

    def _step(self) -> None:
        """Draw one picture."""
        if self._dialog is None:
            return
        if not self._left:
            self._show()
            return
        one, wish = self._left[0], self._dialog.boxes.wish
        try:
            states = one.states()
            names = names_above(tuple(state.study for state in states)) if wish.identifiers else ()
            image = one.draw(replace(wish, scale=_SCALE))
        except MedViewError as error:
            self._refuse(error)
            return
        if image is not None:
            image.setDevicePixelRatio(1.0)
            pixel_mm = None if one.pixel_mm is None else one.pixel_mm / _SCALE
            caption = one.caption if one.shared or wish.identifiers else ""
            unreviewed = shows_unreviewed(states, wish)
            self._drawn.append(Printed(image, pixel_mm, caption, one.note, names, unreviewed))
            self._left.pop(0)
        self._timer.start(0 if image is not None else _AGAIN_MS)

    def _show(self) -> None:
        assert self._dialog is not None
        self._sheets = Sheets(tuple(self._drawn), self._dialog.page)
        self._dialog.show_pages(self._sheets.pages)

    def _print(self) -> None:
        assert self._printer is not None
        asked = QPrintDialog(self._printer, self._dialog)
        asked.setMinMax(1, self._sheets.pages)
        asked.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        asked.accepted.connect(self._go)
        QDialog.open(asked)

    def _go(self) -> None:
        assert self._printer is not None
        self._paint(self._printer)
        if self._printer.printerState() == QPrinter.PrinterState.Error:
            self._tell(
                MedViewError(self.tr("The printer did not take the pages."), self.tr("Look at it, or save a PDF."))
            )
            return
        self.told.emit(self.tr("{count} pages were sent to the printer.").format(count=self._sheets.pages), "")
        if self._dialog is not None:
            self._dialog.accept()

    def _ask_pdf(self) -> None:
        start = str(Path(self._preferences.value.last_saved or Path.home()) / "pages.pdf")
        title, kind = self.tr("Save as PDF"), self.tr("PDF document (*.pdf)")
        path, chosen = QFileDialog.getSaveFileName(self._dialog, title, start, kind)
        if path:
            self.save_pdf(with_suffix(path, chosen))

    def _refuse(self, error: MedViewError) -> None:
        """There are no pages; those of other wishes must not be printed in their place."""
        assert self._dialog is not None
        self._sheets = Sheets((), self._dialog.page, "\n\n".join(filter(None, (error.message, error.hint))))
        self._dialog.show_refusal(error)

    def _tell(self, error: MedViewError) -> None:
        if self._dialog is not None:
            self._dialog.messages.show_error(error)
        else:
            self.failed.emit(error)

    def _finished(self) -> None:
        if self._dialog is not None:
            wish = replace(self._dialog.boxes.wish, scale=self._preferences.value.picture.scale)
            self._preferences.change(page=self._dialog.page, picture=wish)
        self._timer.stop()
        self._later.stop()
        self._dialog, self._printer = None, None
        self._left, self._drawn = [], []


def printable(grid: Grid) -> frozenset[str]:
    """What can be printed now, names of ``PRINTED``."""
    there = offered(grid) & {"active", "all"}
    if "all" in there:
        there |= {"each"}
    pane = grid.active
    if pane is not None and pane.state.key_images and _drawable(pane) is not None:
        there |= {"keys"}
    return there


def pictures(grid: Grid, what: str) -> list[_Picture]:
    """The pictures to print.

    Raises:
        MedViewError: There are none.
    """
    pane, panes = grid.active, shown_panes(grid)
    if pane is None or not panes:
        raise nothing()
    if what == "keys":
        return key_pictures(pane)
    if what == "all":
        return [_Picture(lambda wish: picture_of_all(panes, wish), tuple(StillShown(one) for one in panes))]
    return [_of_pane(one) for one in (panes if what == "each" else (pane,))]


def key_pictures(pane: Pane) -> list[_Picture]:
    """The marked pictures of a viewport's series, with what the reader wrote to them."""
    view, keys, uid, shown = _drawable(pane), pane.state.key_images, pane.tile.series, StillShown(pane)
    if view is None or not keys:
        raise nothing()
    frames = KeyFrames(view, keys, lambda number: pane.frame_missed.emit(uid, number))
    return [_key_picture(frames, number, key, shown) for number, key in enumerate(keys)]


def _key_picture(frames: KeyFrames, number: int, key: KeyImage, shown: StillShown) -> _Picture:
    return _Picture(lambda wish: frames.draw(number, wish), (shown,), caption=key.note)


def names_above(studies: tuple[Study | None, ...]) -> tuple[str, ...]:
    """Who stands above a picture; of several studies of one patient only the patient.

    Raises:
        MedViewError: It shows several patients.
    """
    names = list(dict.fromkeys(names_of(study) for study in studies))
    if len({study.patient if study is not None else None for study in studies}) > 1:
        raise MedViewError(
            tr("These viewports show several patients: one name above them would be wrong."),
            tr("Print each viewport by itself, or without names."),
        )
    return names[0] if len(names) == 1 else names[0][:1]


def _of_pane(pane: Pane) -> _Picture:
    pixel_mm, note = pixel_size(pane)
    series = pane.state.series
    caption = words.series_title(series) if series is not None else ""
    shared = series is not None and series.source_format == "dicom"
    return _Picture(lambda wish: picture_of(pane, wish), (StillShown(pane),), pixel_mm, caption, note, shared)


def pixel_size(pane: Pane) -> tuple[float | None, str]:
    """What a pixel of the screen is in the patient, mm, and where that holds; None where nobody knows."""
    view = _drawable(pane)
    if isinstance(view, SliceView):
        return 1.0 / view.pixels_per_mm, ""
    if isinstance(view, ImageView):
        spacing = spacing_of(view.frame)
        if spacing.meaning is not SpacingMeaning.NONE and spacing.columns > 0:
            return spacing.columns / view.scale, scale_note(spacing)
    return None, ""


def _drawable(pane: Pane) -> SliceView | ImageView | None:
    view = getattr(pane, "view", None)
    return view if isinstance(view, SliceView | ImageView) and view.extent() is not None else None
