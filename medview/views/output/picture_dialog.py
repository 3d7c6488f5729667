"""Save or copy a picture: what it shows, how large, what stands on it, and a preview of exactly that."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QImage, QPixmap, QResizeEvent
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QFormLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from medview.core.errors import MedViewError
from medview.core.study import Series
from medview.session.wishes import PICTURES, SCALES, PictureWish
from medview.views.messages import MessageBar
from medview.views.output.option_column import lay_out
from medview.views.output.wish_boxes import WishBoxes
from medview.views.settings.fonts import resize_for_text

_UNSCALED = ("pixels", "values")
"""Pictures that have a size of their own, and nothing drawn over them."""


class Preview(QLabel):
    """A picture, as large as fits."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._image = QImage()
        self.setMinimumSize(240, 180)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setWordWrap(True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Ignored)
        self.setAccessibleName(self.tr("Preview"))

    @property
    def image(self) -> QImage:
        """What is shown, in its own size."""
        return self._image

    def show_image(self, image: QImage) -> None:
        """Show another picture."""
        self._image = image
        self._draw()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the picture anew."""
        super().resizeEvent(event)
        self._draw()

    def _draw(self) -> None:
        if self._image.isNull():
            self.clear()
            return
        ratio = self.devicePixelRatioF()
        room: QSize = self.size() * ratio
        fitted = self._image
        if fitted.width() > room.width() or fitted.height() > room.height():
            smooth = Qt.TransformationMode.SmoothTransformation
            fitted = fitted.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        pixmap = QPixmap.fromImage(fitted)
        pixmap.setDevicePixelRatio(ratio)
        self.setPixmap(pixmap)


class PictureDialog(QDialog):
    """Asks what is to be on a picture and where it goes.

    Args:
        wish: What was wished for last.
        offered: Which of ``PICTURES`` there are now.
        series: What is shown.
        parent: The window.
    """

    changed = Signal()
    """Other wishes: a new preview is due."""
    copy_asked = Signal()
    save_asked = Signal()

    def __init__(
        self, wish: PictureWish, offered: frozenset[str], series: Iterable[Series], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Save picture"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_for_text(self, 980, 620)
        self._wish = wish
        self.what = self._choice(self.tr("What is on the picture"))
        for name, words in zip(PICTURES, self._pictures(), strict=True):
            if name in offered:
                self.what.addItem(words, name)
        self.what.setCurrentIndex(max(0, self.what.findData(wish.what)))
        self.size_ = self._choice(self.tr("Size"))
        for scale in SCALES:
            words = self.tr("As on the screen") if scale == 1 else self.tr("{scale} × as on the screen")
            self.size_.addItem(words.format(scale=scale), scale)
        self.size_.setCurrentIndex(self.size_.findData(wish.scale))
        self.boxes = WishBoxes(wish, series)
        self.pixels = QLabel()
        self.pixels.setObjectName("muted")
        self.pixels.setWordWrap(True)
        self.preview = Preview()
        self.messages = MessageBar()
        self._lay_out()
        for combo in (self.what, self.size_):
            combo.currentIndexChanged.connect(self._change)
        self.boxes.changed.connect(self._change)
        self._offer()

    @property
    def wish(self) -> PictureWish:
        """What is wished for."""
        return replace(self.boxes.wish, scale=self.size_.currentData(), what=self.what.currentData())

    def show_picture(self, image: QImage) -> None:
        """Show what would be saved."""
        self.messages.clear()
        self.preview.show_image(image)
        self.pixels.setText(
            self.tr("{width} × {height} pixels, label included").format(width=image.width(), height=image.height())
        )

    def show_refusal(self, error: MedViewError) -> None:
        """There is no such picture, and why."""
        self.preview.show_image(QImage())
        self.pixels.clear()
        self.messages.show_error(error)

    def _change(self) -> None:
        self._offer()
        self.changed.emit()

    def _offer(self) -> None:
        drawn = self.what.currentData() not in _UNSCALED
        self.size_.setEnabled(drawn)
        self.boxes.enable(drawn)
        self.copy.setEnabled(self.what.currentData() != "values")

    def _choice(self, name: str) -> QComboBox:
        combo = QComboBox()
        combo.setAccessibleName(name)
        return combo

    def _pictures(self) -> tuple[str, ...]:
        return (
            self.tr("The active viewport"),
            self.tr("All viewports"),
            self.tr("The original's pixels, as windowed"),
            self.tr("The original's values, 16 bits"),
        )

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.addRow(self.tr("&Picture"), self.what)
        form.addRow(self.tr("Si&ze"), self.size_)
        options = QVBoxLayout()
        options.addLayout(form)
        options.addWidget(self.boxes)
        options.addWidget(self.pixels)
        options.addStretch(1)
        self.copy = QPushButton(self.tr("&Copy"))
        self.copy.clicked.connect(self.copy_asked)
        self.save = QPushButton(self.tr("S&ave…"))
        self.save.clicked.connect(self.save_asked)
        close = QPushButton(self.tr("Close"))
        close.clicked.connect(self.reject)
        lay_out(self, self.messages, options, self.preview, close, self.copy, self.save)
