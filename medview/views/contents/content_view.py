"""What is read rather than looked through: reports, plans, documents, signals and sequences, under their title."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from medview.core.content import Content, Document, SequenceContent, Tree
from medview.core.content import Signal as Signals
from medview.core.study import Study
from medview.session.state import Part, State
from medview.views import words
from medview.views.background import Background
from medview.views.contents.document_view import DocumentView
from medview.views.contents.report_view import ReportView
from medview.views.contents.sequence_view import SequenceView
from medview.views.contents.sequence_words import facts, notes
from medview.views.contents.signal_view import SignalView
from medview.views.jobs import JobBridge
from medview.views.settings.theme import Theme

_GOOD = frozenset({"VERIFIED", "COMPLETE", "FINAL", "APPROVED"})


class ContentView(QWidget):
    """The room for reports, documents, signals and sequences.

    Args:
        theme: Colours.
        background: Copies files.
        jobs: Where models are read.
        parent: The widget it stands in.
    """

    images_asked = Signal(object)
    """SOP Instance UIDs a line points to: their series is to be opened."""
    tags_asked = Signal()
    """The elements of the open object are to be shown."""
    failed = Signal(object)
    """A ``MedViewError``."""
    told = Signal(str, str)
    """A message and its hint."""

    def __init__(self, theme: Theme, background: Background, jobs: JobBridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self.title = QLabel()
        self.title.setObjectName("title")
        self.title.setWordWrap(True)
        self.person = QLabel()
        self.person.setObjectName("muted")
        self.badges = QLabel()
        self.notes = QLabel()
        self.notes.setObjectName("warnings")
        self.notes.setWordWrap(True)
        self._theme = theme
        self.report = ReportView(theme)
        self.document = DocumentView(background, jobs)
        self.signal = SignalView()
        self.sequences = SequenceView(theme, background, jobs)
        self._rooms = QStackedWidget()
        for room in (self.report, self.document, self.signal, self.sequences):
            self._rooms.addWidget(room)
        self.sequences.failed.connect(self.failed)
        self.sequences.saved.connect(self._tell_written)
        self.report.images_asked.connect(self.images_asked)
        self.document.failed.connect(self.failed)
        self.document.saved.connect(self._tell_saved)
        self._shown: Content | None = None
        self._arrange()

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if Part.VOLUME in parts and state.content is not self._shown:
            self._show(state.content, state.study, state.frame)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What viewport actions do here, by the action's name."""
        found: dict[str, Callable[..., object]] = {"reset": self.fit}
        if self._rooms.currentWidget() is self.sequences and self._shown is not None:
            found |= self.sequences.handlers()
        return found

    def fit(self) -> None:
        """Fit pages and paper to the room."""
        if self._rooms.currentWidget() is self.document:
            self.document.pages.fit()
            self.document.model.fit()
        elif self._rooms.currentWidget() is self.signal:
            self.signal.fit()
        elif self._rooms.currentWidget() is self.sequences:
            self.sequences.fit()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Give back what the rooms hold."""
        self.document.model.shut()
        self.sequences.clear()
        super().closeEvent(event)

    def _show(self, content: Content | None, study: Study | None, record: int) -> None:
        self._shown = content
        for room in (self.report, self.document, self.signal, self.sequences):
            room.clear()
        if content is None:
            return
        self.title.setText(content.title)
        self.person.setText(facts(content) if isinstance(content, SequenceContent) else _person(study))
        self.tags.setVisible(not isinstance(content, SequenceContent))
        self.sequences.save.setVisible(isinstance(content, SequenceContent))
        flags = content.flags if isinstance(content, Tree) else ()
        self.badges.setText("&nbsp;&nbsp;".join(self._badge(flag) for flag in flags))
        self.badges.setVisible(bool(flags))
        told = notes(content) if isinstance(content, SequenceContent) else content.notes
        self.notes.setText("\n".join(told))
        self.notes.setVisible(bool(told))
        match content:
            case Tree():
                self.report.show_tree(content)
                self._rooms.setCurrentWidget(self.report)
            case Document():
                self.document.show_document(content)
                self._rooms.setCurrentWidget(self.document)
            case Signals():
                self._rooms.setCurrentWidget(self.signal)
                self.signal.show_signals(content)
            case SequenceContent():
                self._rooms.setCurrentWidget(self.sequences)
                self.sequences.show_content(content, record)

    def _badge(self, flag: str) -> str:
        role = "good" if flag in _GOOD else "warning"
        fill, ink = self._theme.colours[f"{role}_fill"], self._theme.colours[role]
        return f'<span style="background-color:{fill}; color:{ink}; font-weight:600">&nbsp;{flag}&nbsp;</span>'

    def _tell_saved(self, path: str) -> None:
        self.told.emit(self.tr("A copy was saved as {path}.").format(path=path), "")

    def _tell_written(self, path: str) -> None:
        self.told.emit(self.tr("Saved as {path}.").format(path=path), "")

    def _arrange(self) -> None:
        self.tags = QPushButton(self.tr("DICOM tags…"))
        self.tags.setProperty("flat", True)
        self.tags.clicked.connect(lambda: self.tags_asked.emit())
        top = QHBoxLayout()
        top.addWidget(self.title, 1)
        top.addWidget(self.sequences.save)
        top.addWidget(self.tags)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.addLayout(top)
        for widget in (self.badges, self.person, self.notes):
            layout.addWidget(widget)
        layout.addWidget(self._rooms, 1)


def _person(study: Study | None) -> str:
    if study is None:
        return ""
    patient = study.patient
    parts = (words.patient_name(patient), patient.patient_id, patient.sex, words.study_title(study))
    return "   ·   ".join(dict.fromkeys(part for part in parts if part))
