"""The findings panel: what the model says, where it is, and what a person decided."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, QPoint, Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from medview.core.code import Code
from medview.core.content import SequenceContent
from medview.core.explained import can_be_asked
from medview.core.finding import Finding, PictureRegion, Region
from medview.core.review import by_hand
from medview.core.stretches import answered_whole, is_placed
from medview.session.changes import AnalysisChosen, OverlayChanged
from medview.session.listing import box_classes, class_codes, class_key, failed_checks, is_box, is_stretch, other_codes
from medview.session.session import Session
from medview.session.state import Part, State
from medview.views import words
from medview.views.flow import Flow
from medview.views.review.decision_form import DecisionForm
from medview.views.review.finding_list import FindingModel, FindingView, rows
from medview.views.review.overlay_bar import OverlayBar
from medview.views.review.reviewing import Reviewing
from medview.views.review.threshold_bar import ThresholdBar
from medview.views.review.trail import TrailDialog
from medview.views.review.verdict import Verdict
from medview.views.review.why_bar import WhyBar
from medview.views.settings.theme import Theme

_REDRAWN = frozenset({Part.ANALYSES, Part.REVIEWS, Part.OVERLAY, Part.VOLUME})
_MOST_WARNED = 3
"""Lines of warnings that stand above the findings; more would push the buttons out of a small window."""


class FindingsPanel(QWidget):
    """Lists findings; a click shows the place, the buttons decide."""

    report_asked = Signal()
    box_asked = Signal(bool)
    """A box the model missed is to be drawn, or is not any more."""

    def __init__(self, session: Session, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("panel")
        self._session = session
        self._choosing = False
        self.form = DecisionForm()
        self.reviewing = Reviewing(session, self.form, self)
        self.summary = _label("muted")
        self.summary.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.analyses = QComboBox()
        self.analyses.setAccessibleName(self.tr("Analysis shown"))
        self.analyses.setToolTip(self.tr("The analysis that is drawn and listed"))
        self.analyses.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.analyses.activated.connect(self._analysis_chosen)
        self.warnings = _label("warnings")
        self.verdict = Verdict()
        self.empty = _label("muted")
        self.empty.setAlignment(Qt.AlignmentFlag.AlignTop)
        self._rows = FindingModel(self)
        self._rows.visibility_asked.connect(self._set_visible)
        self.list = FindingView(theme)
        self.list.setModel(self._rows)
        self.list.selectionModel().currentChanged.connect(self._row_chosen)
        self.list.clicked.connect(self._row_chosen)
        self.list.pointed.connect(self.reviewing.point)
        self.form.closed.connect(self.list.setFocus)
        self.thresholds = ThresholdBar(session)
        self.overlay = OverlayBar(session)
        self.why = WhyBar()
        self._decisions = self._buttons()
        self._arrange()
        self.update_state(session.state, frozenset(Part))

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        for part in (self.overlay, self.thresholds, self.verdict, self.why):
            part.update_state(state, parts)
        if parts & {Part.ANALYSES, Part.VOLUME}:
            self._list_analyses(state)
            self.form.hide()
        if parts & _REDRAWN:
            self._list_findings(state)
        if Part.HISTORY in parts:
            self.undo_button.setEnabled(self._session.can_undo)
        if parts & (_REDRAWN | {Part.SELECTION}):
            self._select(self.reviewing.selected)
        if Part.POINTED in parts:
            self._show_pointed(state.pointed)

    def show_trail(self) -> None:
        """Show who decided what and when."""
        state = self._session.state
        TrailDialog(state.findings, state.reviews, self.window()).open()

    def _buttons(self) -> QWidget:
        self.accept_button = _button(
            self.tr("Accept"), self.reviewing.accept, self.tr("The finding is right; it goes into the report.")
        )
        self.reject_button = _button("", self.reviewing.reject, "")
        self._name_rejection(own=False)
        self.note_button = _button(
            self.tr("Note…"),
            self.reviewing.note,
            self.tr("Write a few words beside your decision; the report has them."),
        )
        self.class_button = _button(self.tr("Change class…"), self.ask_class, "")
        self.box_button = _button(
            self.tr("Add box…"),
            lambda: self.box_asked.emit(self.box_button.isChecked()),
            "",
        )
        self.box_button.setCheckable(True)
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
        for button in (
            self.accept_button, self.reject_button, self.note_button, self.class_button, self.box_button,
        ):  # fmt: skip
            layout.addWidget(button)
        for button in (self.rest_button, self.undo_button, self.trail_button, self.report_button):
            layout.addWidget(button)
        return box

    def _arrange(self) -> None:
        heading = _label("heading")
        heading.setText(self.tr("Findings"))
        top = QHBoxLayout()
        top.addWidget(heading)
        top.addWidget(self.summary, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 6, 10, 8)
        layout.addLayout(top)
        layout.addWidget(self.analyses)
        layout.addWidget(self.warnings)
        layout.addWidget(self.verdict)
        layout.addWidget(self.empty, 1)
        layout.addWidget(self.list, 1)
        for widget in (self.why, self.form, self._decisions, self.thresholds, self.overlay):
            layout.addWidget(widget)

    def _list_analyses(self, state: State) -> None:
        self.analyses.clear()
        for analysis in reversed(state.analyses):
            self.analyses.addItem(words.analysis_title(analysis), analysis.id)
        self.analyses.setCurrentIndex(self.analyses.findData(state.shown))
        self.analyses.setVisible(len(state.analyses) > 1)
        single = bool(state.findings) and (state.images is None or len(state.images.frames) == 1)
        said = {answer.sentence for answer in failed_checks(state) if answer.sentence and single}
        told = state.analysis.warnings if state.analysis else ()
        lines = [line for one in told if not any(part in one for part in said) for line in one.splitlines()]
        rest = len(lines) - _MOST_WARNED
        more = [self.tr("{count} more lines: rest the pointer here.").format(count=rest)] if rest > 1 else []
        self.warnings.setText("\n".join((*lines[:_MOST_WARNED], *more) if more else lines))
        self.warnings.setToolTip("\n".join(lines) if more else "")
        self.warnings.setVisible(bool(lines))

    def _list_findings(self, state: State) -> None:
        self._rows.show_rows(rows(state))
        count, waiting, boxable = len(self._rows.rows), len(self.reviewing.undecided), class_codes(state.analysis) != ()
        self._name_addition(state)
        self.summary.setText(self._done(waiting))
        on_letters = isinstance(state.content, SequenceContent)
        self.list.setVisible(count > 0)
        self.why.setVisible(count > 0 and (not on_letters or can_be_asked(self._rows.rows[0].finding)))
        self._decisions.setVisible(count > 0 or boxable)
        self.box_button.setVisible(boxable)
        self.overlay.setVisible(bool(state.findings) and not on_letters)
        self.empty.setVisible(count == 0)
        self.empty.setText("" if count else self._why_empty(state))
        self.rest_button.setEnabled(waiting > 0)
        self.trail_button.setEnabled(bool(state.reviews))

    def _done(self, waiting: int) -> str:
        """How many of the model's findings were reviewed, and how many were added to them."""
        added = sum(by_hand(row.finding) for row in self._rows.rows)
        count = sum(not row.unlikely for row in self._rows.rows) - added
        done = self.tr("{done} of {count} reviewed").format(done=count - waiting, count=count) if count else ""
        more = self.tr("{count} added").format(count=added) if added else ""
        return ", ".join(filter(None, (done, more)))

    def _why_empty(self, state: State) -> str:
        if box_classes(state) and isinstance(state.content, SequenceContent):
            return self.tr("No finding reaches the threshold. Lower it below to list more.")
        if box_classes(state):
            return self.tr("No box reaches the threshold. Lower it below to list more.")
        if state.analysis:
            return self.tr("This analysis found nothing to list.")
        return self.tr("Nothing yet. An analysis lists its findings here: click one to see its place, then decide.")

    def _select(self, finding: Finding | None) -> None:
        at = self._rows.row_of(finding.id) if finding is not None else -1
        selection = self.list.selectionModel()
        self._choosing = True  # who selected it went to it, if that was wished for
        if at < 0:
            selection.clear()
        elif self.list.currentIndex().row() != at:
            selection.setCurrentIndex(self._rows.index(at), QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._choosing = False
        self.accept_button.setEnabled(at >= 0)
        self.reject_button.setEnabled(at >= 0)
        self.note_button.setEnabled(at >= 0 and self.reviewing.decision is not None)
        self._name_rejection(finding is not None and by_hand(finding))
        self.class_button.setVisible(self.other_classes != ())
        self.why.show_finding(finding if at >= 0 else None)

    def _name_addition(self, state: State) -> None:
        """On pictures boxes are drawn with a tool in hand; of sequences letters are selected first."""
        on_letters = isinstance(state.content, SequenceContent)
        self.box_button.setCheckable(not on_letters)
        self.box_button.setText(self.tr("Add finding…") if on_letters else self.tr("Add box…"))
        self.box_button.setToolTip(
            self.tr("Say what the selected letters are: drag over the letters first, or move with Shift and arrows.")
            if on_letters
            else self.tr("Draw a box around what the model missed: drag from corner to corner, then say what it is.")
        )
        self.class_button.setToolTip(
            self.tr("The place is right, but it is something else.")
            if on_letters
            else self.tr("The box is right, but it shows something else.")
        )

    def _name_rejection(self, own: bool) -> None:
        """What the person added is taken away again, without a reason."""
        self.reject_button.setText(self.tr("Remove") if own else self.tr("Reject…"))
        self.reject_button.setToolTip(
            self.tr("Take away what you added; the trail keeps it.")
            if own
            else self.tr("The finding is wrong; it never appears as a finding.")
        )

    def _show_pointed(self, finding_id: str | None) -> None:
        self._rows.show_pointed(finding_id)
        at = self._rows.row_of(finding_id)
        if at >= 0 and not self.list.underMouse():
            self.list.scrollTo(self._rows.index(at))

    @property
    def other_classes(self) -> tuple[Code, ...]:
        """What else the selected box can be; nothing where no box is selected."""
        finding = self.reviewing.selected
        whole = answered_whole(self._session.state.analysis)
        if finding is None or not (is_box(finding) or is_stretch(finding, whole)):
            return ()
        return other_codes(self._session.state.analysis, finding)

    def ask_class(self, at: QPoint | None = None) -> None:
        """Offer what else the selected box can be."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_classes(menu)
        if not menu.isEmpty():
            menu.popup(at or self.class_button.mapToGlobal(self.class_button.rect().bottomLeft()))

    def fill_classes(self, menu: QMenu) -> None:
        """Put what else the selected box can be into a menu."""
        finding = self.reviewing.selected
        if finding is not None:
            for code in self.other_classes:
                menu.addAction(code.meaning, partial(self.reviewing.change_class, finding, code))

    def _row_chosen(self, index: QModelIndex) -> None:
        if index.isValid() and not self._choosing:
            self.reviewing.show(self._rows.rows[index.row()].finding)

    def _set_visible(self, finding_id: str, visible: bool) -> None:
        state = self._session.state
        finding = next(finding for finding in state.findings if finding.id == finding_id)
        if is_box(finding) or is_placed(finding):
            key = {class_key(finding)}
            unseen = state.overlay.unseen - key if visible else state.overlay.unseen | key
            self._session.apply(OverlayChanged(replace(state.overlay, unseen=unseen)))
            return
        where = finding.where
        mine = frozenset(where.labels) if isinstance(where, Region | PictureRegion) else frozenset()
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
