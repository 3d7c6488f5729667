"""What is looked for in a record: words, ambiguity codes, expressions, on one strand or both; and a walk through it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QSizePolicy, QWidget

from medview.core.errors import MedViewError
from medview.imaging.sequences.search import NO_HITS, Hits, Kind, Pattern, compiled, search
from medview.views.background import Background
from medview.views.flow import Flow
from medview.views.sequences.buttons import tool_button
from medview.views.sequences.preparing import NotWanted
from medview.views.sequences.values import Interval, Shown
from medview.views.sequences.words import number_text, tr

_LETTERS = 24


class SearchBar(QWidget):
    """Searches the shown record.

    Args:
        background: Searches beside the window's thread.
        parent: The widget it stands in.
    """

    found = Signal(object)
    """Where the pattern lies (``Hits``), or None: nothing is looked for any more."""
    gone_to = Signal(object)
    """The reader goes to a match: an ``Interval``."""

    def __init__(self, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._shown: Shown | None = None
        self._serial = 0
        self._at = -1
        self.hits: Hits = NO_HITS
        self.text, self.kind = QLineEdit(), QComboBox()
        self.both = QCheckBox(tr("Both strands"))
        self.told = QLabel()
        self.former = tool_button("◀", tr("Former match (Shift+F3)"))
        self.next = tool_button("▶", tr("Next match (F3)"))
        self._make()
        self.text.returnPressed.connect(self.start)
        self.kind.currentIndexChanged.connect(self._forget)
        self.both.toggled.connect(self._forget)
        self.text.textEdited.connect(self._forget)
        self.next.clicked.connect(partial(self.step, 1))
        self.former.clicked.connect(partial(self.step, -1))
        self._enable()

    def show_record(self, shown: Shown | None) -> None:
        """Search in another record from now on."""
        self._shown = shown
        nucleic = shown is not None and shown.nucleic
        self.both.setVisible(nucleic)
        self.text.setPlaceholderText(tr("Find GAATTC") if nucleic or shown is None else tr("Find KDEL"))
        self._forget()

    def pattern(self) -> Pattern:
        """What is asked for."""
        return Pattern(self.text.text(), self.kind.currentData(), self.both.isChecked())

    def start(self) -> None:
        """Look for it; a second Return goes to the next match."""
        shown = self._shown
        if shown is None:
            return
        if len(self.hits):
            self.step(1)
            return
        pattern = self.pattern()
        try:
            compiled(pattern, shown.alphabet)
        except MedViewError as error:
            self.told.setText(str(error))
            return
        self._serial += 1
        self.told.setText(tr("Searching …"))
        go_on = partial(self._go_on, self._serial)
        work = partial(search, shown.letters, pattern, shown.alphabet, go_on)
        self._background.run(work, partial(self._take, self._serial), partial(self._fail, self._serial))

    def step(self, by: int) -> None:
        """Go to the next match, or the former one, around."""
        if not len(self.hits):
            return
        self._at = (self._at + by) % len(self.hits) if self._at >= 0 else (0 if by > 0 else len(self.hits) - 1)
        self._tell()
        interval: Interval = int(self.hits.starts[self._at]), int(self.hits.ends[self._at])
        self.gone_to.emit(interval)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F3: the next match; with Shift the former one."""
        if event.key() == Qt.Key.Key_F3:
            self.step(-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        """F3 is the bar's own while it is typed in."""
        if (
            event.type() == QEvent.Type.ShortcutOverride
            and isinstance(event, QKeyEvent)
            and event.key() == Qt.Key.Key_F3
        ):
            event.accept()
            return True
        return bool(super().event(event))

    def shut(self) -> None:
        """Wait for nothing any more."""
        self._serial += 1
        self._shown = None

    def _make(self) -> None:
        said = {
            Kind.EXACT: tr("Letters"),
            Kind.AMBIGUOUS: tr("Ambiguity codes"),
            Kind.EXPRESSION: tr("Regular expression"),
        }
        for kind, words in said.items():
            self.kind.addItem(words, kind)
        self.kind.setAccessibleName(tr("How the pattern is meant"))
        self.kind.setToolTip(tr("N, R, Y … stand for several letters; or write a regular expression"))
        self.text.setPlaceholderText(tr("Find GAATTC"))
        self.text.setAccessibleName(tr("Pattern to find"))
        self.text.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * _LETTERS)
        self.both.setChecked(True)
        self.both.setToolTip(tr("Look at the reverse complement too"))
        self.told.setAccessibleName(tr("Matches"))
        self.told.setWordWrap(True)
        self.told.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        flow = Flow(self, stretched=False)
        flow.setContentsMargins(4, 2, 4, 2)
        for widget in (self.text, self.kind, self.both, self.former, self.next, self.told):
            flow.addWidget(widget)

    def _take(self, serial: int, hits: Hits) -> None:
        if serial != self._serial:
            return
        self.hits, self._at = hits, -1
        self._enable()
        self.found.emit(hits)
        self.step(1)
        self._tell()

    def _fail(self, serial: int, error: MedViewError) -> None:
        if serial == self._serial and not isinstance(error, NotWanted):
            self.told.setText(str(error))

    def _go_on(self, serial: int, _part: float, _note: str) -> None:
        if serial != self._serial:
            raise NotWanted("")

    def _forget(self) -> None:
        """What was found was for another pattern."""
        self._serial += 1
        had, self.hits, self._at = len(self.hits), NO_HITS, -1
        self.told.setText("")
        self._enable()
        if had:
            self.found.emit(None)

    def _enable(self) -> None:
        for button in (self.former, self.next):
            button.setEnabled(len(self.hits) > 0)

    def _tell(self) -> None:
        if not len(self.hits):
            self.told.setText(tr("No match"))
            return
        count = number_text(len(self.hits)) + ("+" if self.hits.more else "")
        words = tr("Match {number} of {count}")
        self.told.setText(words.format(number=number_text(self._at + 1), count=count))
