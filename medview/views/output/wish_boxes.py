"""The switches of what stands on pictures that leave the program, and what they cannot take away."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QVBoxLayout, QWidget

from medview.core.study import Series
from medview.session.wishes import PictureWish

_SWITCHES = ("overlays", "measurements", "corners", "lines", "identifiers")


class WishBoxes(QWidget):
    """A check box for each thing that may stand on a picture.

    Args:
        wish: What was wished for last.
        series: What is shown, for the warning about text in the pixels.
        parent: The dialog.
    """

    changed = Signal()

    def __init__(self, wish: PictureWish, series: Iterable[Series], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wish = wish
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self.boxes = {name: QCheckBox(words) for name, words in self._words().items()}
        for name, box in self.boxes.items():
            box.setChecked(getattr(wish, name))
            box.toggled.connect(self.changed)
            layout.addWidget(box)
        self.risk = QLabel(self._risk(tuple(series)))
        self.risk.setObjectName("warnings")
        self.risk.setWordWrap(True)
        layout.addWidget(self.risk)

    @property
    def wish(self) -> PictureWish:
        """What is wished for."""
        wanted: dict[str, Any] = {name: box.isChecked() for name, box in self.boxes.items()}
        return replace(self._wish, **wanted)

    def put(self, wish: PictureWish) -> None:
        """Take other wishes; nobody is told."""
        self._wish = wish
        for name, box in self.boxes.items():
            with QSignalBlocker(box):
                box.setChecked(getattr(wish, name))

    def enable(self, enabled: bool) -> None:
        """Whether anything but the pixels can be on the picture."""
        for box in self.boxes.values():
            box.setEnabled(enabled)

    def _words(self) -> dict[str, str]:
        told = (
            self.tr("&Segmentations, objects and maps"),
            self.tr("&Measurements and notes"),
            self.tr("&Text, letters and scale bar"),
            self.tr("C&rosshair and reference lines"),
            self.tr("&Patient, institution and date"),
        )
        return dict(zip(_SWITCHES, told, strict=True))

    def _risk(self, series: tuple[Series, ...]) -> str:
        said = {one.burned_in for one in series}
        if "YES" in said:
            return self.tr(
                "These images are marked as having text burned into their pixels, which may name the patient. "
                "It stays on every picture: look before you share it."
            )
        if said == {"NO"}:
            return self.tr(
                "The files say that no text is burned into the images. Look before you share a picture all the same."
            )
        return self.tr(
            "Text burned into the images themselves cannot be left out, and the files do not say whether there is any: "
            "look before you share a picture."
        )
