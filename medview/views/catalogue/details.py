"""What is known of one version of a model, and what can be done with it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLabel, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from medview.views.catalogue.entry import Broken, Entry, facts
from medview.views.flow import Flow
from medview.views.messages import escaped, rich
from medview.views.review.model_card import card_html


class Details(QWidget):
    """Facts, buttons and the card of the chosen entry."""

    enable_asked = Signal(object, bool)
    pin_asked = Signal(object, bool)
    confirm_asked = Signal(object)
    trust_asked = Signal(object)
    verify_asked = Signal(object)
    export_asked = Signal(object)
    remove_asked = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.entry: Entry | None = None
        self._busy = False
        self._several = False
        self.facts = QLabel()
        self.facts.setWordWrap(True)
        self.facts.setAccessibleName(self.tr("State of the model"))
        self.buttons = QWidget()
        self._row = Flow(self.buttons, stretched=False)
        self._make_buttons()
        self.card = QTextBrowser()
        self.card.setAccessibleName(self.tr("Model card"))
        self.card.setOpenExternalLinks(True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 0, 0, 0)
        layout.addWidget(self.facts)
        layout.addWidget(self.buttons)
        layout.addWidget(self.card, 1)
        self.show_nothing("")

    def show_entry(self, entry: Entry, several: bool) -> None:
        """Show a version of a model.

        Args:
            entry: The version.
            several: Whether there are other versions of its model.
        """
        card = entry.card
        if self.entry is None or self.entry.key != entry.key:
            self.card.setHtml(card_html(card, entry.came_from, entry.not_supported))
        self.entry, self._several = entry, several
        first, *others = map(escaped, facts(entry))
        self.facts.setText("<br>".join((f"<b>{first}</b>", *others)))
        self.facts.show()
        self.card.show()
        self._offer()

    def show_broken(self, broken: Broken) -> None:
        """Show why a folder cannot be used."""
        self.show_nothing(rich(broken.message, broken.hint))

    def show_nothing(self, told: str) -> None:
        """Show a few words instead of a model."""
        self.entry = None
        self.facts.setText(told)
        self.facts.setVisible(bool(told))
        self.card.clear()
        self.card.hide()
        self._offer()

    def show_busy(self, busy: bool) -> None:
        """Let nothing else begin while a job is under way."""
        self._busy = busy
        self._offer()

    def _make_buttons(self) -> None:
        self.confirm = self._button(
            self.tr("Confirm…"),
            self.tr("Answer for this model, which no publisher you trust has signed"),
            lambda: self.confirm_asked.emit(self.entry),
        )
        self.trust = self._button(
            self.tr("Trust the publisher…"),
            self.tr("Trust everything that is signed with this publisher's key"),
            lambda: self.trust_asked.emit(self.entry),
        )
        self.verify = self._button(
            self.tr("Verify"),
            self.tr("Compare its files with their hashes, and what it computes here with its golden output"),
            lambda: self.verify_asked.emit(self.entry),
        )
        self.enable = self._button("", "", self._switch)
        self.pin = self._button("", "", self._choose_version)
        self.export = self._button(
            self.tr("Export…"), self.tr("Pack it as one zip"), lambda: self.export_asked.emit(self.entry)
        )
        self.remove = self._button(
            self.tr("Remove…"),
            self.tr("Delete it from this computer; results it has given stay"),
            lambda: self.remove_asked.emit(self.entry),
        )

    def _button(self, text: str, tip: str, clicked: Callable[[], object]) -> QPushButton:
        button = QPushButton(text)
        button.setToolTip(tip)
        button.setAutoDefault(False)
        button.clicked.connect(lambda: clicked())
        self._row.addWidget(button)
        return button

    def _switch(self) -> None:
        if self.entry is not None:
            self.enable_asked.emit(self.entry, not self.entry.installed.enabled)

    def _choose_version(self) -> None:
        if self.entry is not None:
            self.pin_asked.emit(self.entry, not self.entry.installed.pinned)

    def _offer(self) -> None:
        entry = self.entry
        self.buttons.setVisible(entry is not None)
        if entry is None:
            return
        installed = entry.installed
        self.confirm.setVisible(entry.to_confirm)
        self.trust.setVisible(entry.standing == "UNKNOWN")
        self.enable.setText(self.tr("Disable") if installed.enabled else self.tr("Enable"))
        off, on = self.tr("Do not offer it for any series"), self.tr("Offer it for series it reads again")
        self.enable.setToolTip(off if installed.enabled else on)
        self.pin.setVisible(self._several and (installed.pinned or (installed.enabled and not installed.used)))
        self.pin.setText(self.tr("Use the newest version") if installed.pinned else self.tr("Use this version"))
        newest = self.tr("Use whichever version of this model is the newest")
        self.pin.setToolTip(newest if installed.pinned else self.tr("Run this version when its model is chosen"))
        self.remove.setVisible(not installed.shipped)
        for button in (self.verify, self.export):
            button.setEnabled(not self._busy and entry.standing != "WRONG")
        self.remove.setEnabled(not self._busy)
