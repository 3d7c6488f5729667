"""The settings."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from medview.session.paths import Paths
from medview.session.settings import Settings
from medview.views.settings.fonts import resize_for_text, scaled
from medview.views.settings.pages import Appearance, General, Memory, Privacy, SettingsPage, Viewing

_SIZE = (700, 430)


class SettingsDialog(QDialog):
    """Asks for the settings; ``value`` is what was chosen.

    Args:
        settings: The present ones.
        paths: The user's folders, shown.
        parent: The window.
    """

    keys_asked = Signal()
    """The list of keys is wanted."""

    def __init__(self, settings: Settings, paths: Paths, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Settings"))
        self._settings = settings
        titles = {
            "general": self.tr("General"),
            "appearance": self.tr("Appearance"),
            "viewing": self.tr("Viewing"),
            "memory": self.tr("Memory"),
            "privacy": self.tr("Privacy"),
        }
        kinds = (General, Appearance, Viewing, Memory, Privacy)
        self.pages: dict[str, SettingsPage] = {
            name: kind(settings, paths) for name, kind in zip(titles, kinds, strict=True)
        }
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Pages of the settings"))
        self._stack = QStackedWidget()
        for name, page in self.pages.items():
            self.contents.addItem(titles[name])
            self._stack.addWidget(_scrolled(page))
        self.contents.currentRowChanged.connect(self._stack.setCurrentIndex)
        self.contents.setCurrentRow(0)
        self.contents.setFixedWidth(self.contents.sizeHintForColumn(0) + scaled(28))
        self.contents.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        self._arrange()
        resize_for_text(self, *_SIZE)

    @property
    def value(self) -> Settings:
        """The settings as chosen."""
        chosen = {name: value for page in self.pages.values() for name, value in page.values.items()}
        return replace(self._settings, **chosen)

    def show_page(self, name: str) -> None:
        """Turn to a page by its name."""
        self.contents.setCurrentRow(list(self.pages).index(name))

    def _arrange(self) -> None:
        keys = QPushButton(self.tr("Keys…"))
        keys.setToolTip(self.tr("List every action with its key, and change keys."))
        keys.setAutoDefault(False)
        keys.clicked.connect(self.keys_asked)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        above, below = QHBoxLayout(), QHBoxLayout()
        above.addWidget(self.contents)
        above.addWidget(self._stack, 1)
        below.addWidget(keys)
        below.addWidget(buttons, 1)
        layout = QVBoxLayout(self)
        layout.addLayout(above, 1)
        layout.addLayout(below)


def _scrolled(page: QWidget) -> QScrollArea:
    area = QScrollArea()
    area.setWidgetResizable(True)
    area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(page)
    return area
