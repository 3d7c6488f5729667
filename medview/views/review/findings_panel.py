"""The findings panel: what the model says, where it is, and what a person decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from medview.core.finding import Region
from medview.session.changes import AnalysisChosen, OverlayChanged
from medview.session.session import Session
from medview.session.state import Part, State
from medview.views import words
from medview.views.flow import Flow
from medview.views.review.decision_form import DecisionForm
from medview.views.review.finding_list import FindingModel, FindingView, rows
from medview.views.review.overlay_bar import OverlayBar
from medview.views.review.reviewing import Reviewing, listed
from medview.views.review.trail import TrailDialog
from medview.views.settings.theme import Theme
from medview.views.viewport.label_colours import label_colours

_REDRAWN = frozenset({Part.ANALYSES, Part.REVIEWS, Part.OVERLAY, Part.VOLUME})


class FindingsPanel(QWidget):
    """Lists findings; a click shows the place, the buttons decide."""

    report_asked = Signal()

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session = session
        self.form = DecisionForm()
        self.reviewing = Reviewing(session, self.form, self)
        self.summary = _label("muted")
        self.analyses = QComboBox()
        self.analyses.setAccessibleName(self.tr("Analysis shown"))
        self.analyses.setToolTip(self.tr("The analysis that is drawn and listed"))
        self.analyses.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.analyses.activated.connect(self._analysis_chosen)
        self.warnings = _label("warnings")
        self.empty = _label("muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._rows = FindingModel(self)
        self._rows.visibility_asked.connect(self._set_visible)
        self.list = FindingView(theme)
        self.list.setModel(self._rows)
        self.list.selectionModel().currentChanged.connect(self._row_chosen)
        self.list.clicked.connect(self._row_chosen)
        self.form.closed.connect(self.list.setFocus)
        self.overlay = OverlayBar(session)
        self._decisions = self._buttons()
        self._arrange()
        self.update_state(session.state, frozenset(Part))

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        self.overlay.update_state(state, parts)
        if parts & {Part.ANALYSES, Part.VOLUME}:
            self._list_analyses(state)
            self.form.hide()
        if parts & _REDRAWN:
            self._list_findings(state)
        if parts & (_REDRAWN | {Part.SELECTION}):
            self._select(state.selected)

    def show_trail(self) -> None:
        """Show who decided what and when."""
        state = self._session.state
        TrailDialog(state.findings, state.reviews, self.window()).open()

    def _buttons(self) -> QWidget:
        self.accept_button = _button(
            self.tr("Accept"), self.reviewing.accept, self.tr("The finding is right; it goes into the report.")
        )
        self.reject_button = _button(
            self.tr("Reject…"), self.reviewing.reject, self.tr("The finding is wrong; it never appears as a finding.")
        )
        self.rest_button = _button(
            self.tr("Accept rest…"),
            self.reviewing.accept_rest,
            self.tr("Accept every finding nobody decided on yet; it asks first."),
        )
        self.undo_button = _button(
            self.tr("Undo"), self.reviewing.undo, self.tr("Take back what was done last; the trail keeps both.")
        )
        self.trail_button = _button(
            self.tr("Trail…"), self.show_trail, self.tr("List who decided what and when, withdrawn decisions included.")
        )
        self.report_button = _button(
            self.tr("Report…"),
            self.report_asked.emit,
            self.tr("Preview the report and save it with the segmentation and the findings."),
        )
        self.report_button.setProperty("primary", True)
        box = QWidget()
        layout = Flow(box)
        for button in (self.accept_button, self.reject_button, self.rest_button):
            layout.addWidget(button)
        for button in (self.undo_button, self.trail_button, self.report_button):
            layout.addWidget(button)
        return box

    def _arrange(self) -> None:
        heading = _label("heading")
        heading.setText(self.tr("Findings"))
        top = QHBoxLayout()
        top.addWidget(heading, 1)
        top.addWidget(self.summary)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.addLayout(top)
        layout.addWidget(self.analyses)
        layout.addWidget(self.warnings)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.list, 1)
        for widget in (self.overlay, self.form, self._decisions):
            layout.addWidget(widget)

    def _list_analyses(self, state: State) -> None:
        self.analyses.clear()
        for analysis in reversed(state.analyses):
            self.analyses.addItem(words.analysis_title(analysis), analysis.id)
        self.analyses.setCurrentIndex(self.analyses.findData(state.shown))
        self.analyses.setVisible(len(state.analyses) > 1)
        self.warnings.setText("\n".join(state.analysis.warnings) if state.analysis else "")
        self.warnings.setVisible(bool(self.warnings.text()))

    def _list_findings(self, state: State) -> None:
        colours = label_colours(state.analysis.labels if state.analysis else (), state.overlay)
        self._rows.show_rows(rows(listed(state.findings), colours, state.decisions, state.overlay.hidden))
        count, waiting = len(self._rows.rows), len(self.reviewing.undecided)
        done = self.tr("{done} of {count} reviewed").format(done=count - waiting, count=count)
        self.summary.setText(done if count else "")
        for widget in (self.list, self.overlay, self._decisions):
            widget.setVisible(count > 0)
        self.empty.setVisible(count == 0)
        self.empty.setText(self._why_empty(state))
        self.rest_button.setEnabled(waiting > 0)
        self.trail_button.setEnabled(bool(state.reviews))
        self.undo_button.setEnabled(self._session.can_undo)

    def _why_empty(self, state: State) -> str:
        if state.analysis:
            return self.tr("This analysis found nothing to list.")
        return self.tr("Nothing yet. An analysis lists its findings here: click one to see its place, then decide.")

    def _select(self, finding_id: str | None) -> None:
        at = self._rows.row_of(finding_id)
        selection = self.list.selectionModel()
        if at < 0:
            selection.clear()
        elif self.list.currentIndex().row() != at:
            selection.setCurrentIndex(self._rows.index(at), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.accept_button.setEnabled(at >= 0)
        self.reject_button.setEnabled(at >= 0)

    def _row_chosen(self, index: QModelIndex) -> None:
        if index.isValid():
            self.reviewing.show(self._rows.rows[index.row()].finding)

    def _set_visible(self, finding_id: str, visible: bool) -> None:
        state = self._session.state
        finding = next(finding for finding in state.findings if finding.id == finding_id)
        mine = frozenset(finding.where.labels) if isinstance(finding.where, Region) else frozenset()
        hidden = state.overlay.hidden - mine if visible else state.overlay.hidden | mine
        self._session.apply(OverlayChanged(replace(state.overlay, hidden=hidden)))

    def _analysis_chosen(self, at: int) -> None:
        self._session.apply(AnalysisChosen(str(self.analyses.itemData(at))))


def _label(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(name in ("warnings", "muted"))
    return label


def _button(text: str, clicked: Callable[[], object], tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.clicked.connect(lambda: clicked())
    return button
