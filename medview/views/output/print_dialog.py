"""Print pictures: what, how many on a page, how large, and the pages as they will be."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPageLayout
from PySide6.QtPrintSupport import QPrinter, QPrintPreviewWidget
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QFormLayout,
    QGraphicsView,
    QLabel,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from medview.core.errors import MedViewError
from medview.core.study import Series
from medview.session.wishes import PER_PAGE, PRINTED, PageWish, PictureWish
from medview.views.messages import MessageBar
from medview.views.output.option_column import lay_out
from medview.views.output.wish_boxes import WishBoxes
from medview.views.settings.fonts import resize_for_text


class PrintDialog(QDialog):
    """Asks how pages are to be, and shows them.

    Args:
        page: How the last ones were.
        wish: What was wished for on their pictures.
        offered: Which of ``PRINTED`` there are now.
        series: What is shown.
        printer: What is printed on.
        paint: Draws the pages on it.
        parent: The window.
    """

    changed = Signal()
    """Other pictures are wished for."""
    print_asked = Signal()
    pdf_asked = Signal()

    def __init__(
        self,
        page: PageWish,
        wish: PictureWish,
        offered: frozenset[str],
        series: Iterable[Series],
        printer: QPrinter,
        paint: Callable[[QPrinter], None],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Print"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_for_text(self, 1000, 720)
        self._page = page
        self.what = QComboBox()
        self.what.setAccessibleName(self.tr("What is printed"))
        for name, words in zip(PRINTED, self._contents(), strict=True):
            if name in offered:
                self.what.addItem(words, name)
        self.what.setCurrentIndex(max(0, self.what.findData(page.what)))
        self.per_page = QComboBox()
        self.per_page.setAccessibleName(self.tr("Pictures on a page"))
        for count in PER_PAGE:
            self.per_page.addItem(str(count), count)
        self.per_page.setCurrentIndex(self.per_page.findData(page.per_page))
        self.turned = QCheckBox(self.tr("Paper &across"))
        self.true_size = QCheckBox(self.tr("Tr&ue size: 1 mm is 1 mm"))
        self.true_size.setChecked(page.true_size)
        self.ruler = QCheckBox(self.tr("&Ruler to check the size by"))
        self.ruler.setChecked(page.ruler)
        self.boxes = WishBoxes(wish, series)
        self.messages = MessageBar()
        self.pages = QLabel()
        self.pages.setObjectName("muted")
        self.pages.setWordWrap(True)
        self._printer = printer
        self.preview = QPrintPreviewWidget(printer, self)
        for shown in (self.preview, *self.preview.findChildren(QGraphicsView)):
            shown.setAccessibleName(self.tr("Pages"))
        self.preview.paintRequested.connect(paint)
        self.preview.fitInView()
        self._lay_out()
        self.what.currentIndexChanged.connect(self.changed)
        self.boxes.changed.connect(self.changed)
        self.per_page.currentIndexChanged.connect(self.changed)
        self.true_size.toggled.connect(self.changed)
        self.ruler.toggled.connect(self.changed)
        self.turned.toggled.connect(self._turn)

    @property
    def page(self) -> PageWish:
        """How pages are to be."""
        return replace(
            self._page,
            what=self.what.currentData(),
            per_page=self.per_page.currentData(),
            true_size=self.true_size.isChecked(),
            ruler=self.ruler.isChecked(),
        )

    def show_pages(self, count: int) -> None:
        """Draw the pages anew."""
        self.pages.setText(self.tr("1 page") if count == 1 else self.tr("{count} pages").format(count=count))
        self.messages.clear()
        self.print.setEnabled(True)
        self.pdf.setEnabled(True)
        self.preview.updatePreview()

    def show_busy(self, note: str) -> None:
        """The pictures are being drawn."""
        self.pages.setText(note)
        self.print.setEnabled(False)
        self.pdf.setEnabled(False)

    def show_refusal(self, error: MedViewError) -> None:
        """There are no pages, and why."""
        self.show_busy("")
        self.messages.show_error(error)
        self.preview.updatePreview()

    def _turn(self, turned: bool) -> None:
        way = QPageLayout.Orientation.Landscape if turned else QPageLayout.Orientation.Portrait
        self._printer.setPageOrientation(way)
        self.changed.emit()

    def _contents(self) -> tuple[str, ...]:
        return (
            self.tr("The active viewport"),
            self.tr("All viewports as they stand"),
            self.tr("Each viewport by itself"),
            self.tr("The series' key images"),
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("Pic&tures"), self.what)
        form.addRow(self.tr("O&n a page"), self.per_page)
        options = QVBoxLayout()
        options.addLayout(form)
        for box in (self.turned, self.true_size, self.ruler):
            options.addWidget(box)
        options.addWidget(self.boxes)
        options.addWidget(self.pages)
        options.addStretch(1)
        self.pdf = QPushButton(self.tr("Save as P&DF…"))
        self.pdf.clicked.connect(self.pdf_asked)
        self.print = QPushButton(self.tr("Pr&int…"))
        self.print.clicked.connect(self.print_asked)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        lay_out(self, self.messages, options, self.preview, close, self.pdf, self.print)
