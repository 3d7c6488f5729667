"""The list of findings: a model of rows and the delegate that draws them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QModelIndex,
    QPersistentModelIndex,
    QRect,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from medview.core.finding import Decision, Finding, PictureRegion, Probability, Region, Review, Span
from medview.core.overlay import Colour
from medview.core.review import by_hand, unlikely, verdicts
from medview.core.stretches import answered_whole, is_placed, letters_text, of_whole_record, place_text
from medview.imaging.colour_blind import palette
from medview.session.listing import (
    class_key,
    frame_of,
    is_box,
    is_classification,
    is_stretch,
    listed,
    told_colours,
    unknown_frames,
)
from medview.session.state import State
from medview.views import words
from medview.views.review import probability_bar
from medview.views.settings.theme import Theme
from medview.views.viewport.label_colours import label_colours

Index = QModelIndex | QPersistentModelIndex
ROW = Qt.ItemDataRole.UserRole
_SWATCH = 16
_WIDEST = "00–100 %"
"""Room for an interval beside a bar."""
_PAD = 8


@dataclass(frozen=True)
class Row:
    """What one line of the list shows.

    Args:
        finding: The finding.
        decision: The decision in force, or None.
        colour: The colour of its label or class, or None when it is not one of them.
        visible: Whether its label or class is drawn; None when there is nothing to switch.
        place: Which picture it is on, in words; empty where there is but one.
        known: The picture is like what the model knows.
        ranked: It is the probability of a class of the whole input, picture or record.
    """

    finding: Finding
    decision: Review | None
    colour: tuple[int, int, int] | None
    visible: bool | None
    place: str = ""
    known: bool = True
    ranked: bool = False

    @property
    def told_place(self) -> str:
        """Which picture it is on, or which letters of which record, in words."""
        where = self.finding.where
        placed = isinstance(where, Span) and is_placed(self.finding) and not self.ranked
        return place_text(where) if isinstance(where, Span) and placed else self.place

    @property
    def undecided(self) -> bool:
        """Whether a person still has to look at it."""
        return self.decision is None and not unlikely(self.finding)

    @property
    def unlikely(self) -> bool:
        """Whether nobody decided on it, and nobody has to."""
        return self.decision is None and unlikely(self.finding)


def rows(state: State) -> tuple[Row, ...]:
    """The rows of a state's findings."""
    analysis, overlay, decisions = state.analysis, state.overlay, verdicts(state.reviews)
    labels = label_colours(analysis.labels if analysis else (), overlay)
    classes = told_colours(analysis, palette, overlay.safe_colours)
    unknown, whole = unknown_frames(analysis), answered_whole(analysis)
    made = []
    for finding in listed(state):
        if is_stretch(finding, whole):
            made.append(_stretch_row(finding, decisions.get(finding.id), classes, overlay.unseen, unknown))
            continue
        mine = finding.where.labels if isinstance(finding.where, Region | PictureRegion) else ()
        colour = labels.get(mine[0]) if len(mine) == 1 else None
        visible = not set(mine) <= overlay.hidden if mine else None
        if is_box(finding):
            colour, visible = classes.get(finding.what.value), class_key(finding) not in overlay.unseen
        known = None not in unknown and frame_of(finding) not in unknown
        ranked, place = is_classification(finding, whole), _picture(finding, state, whole)
        made.append(Row(finding, decisions.get(finding.id), colour, visible, place, known, ranked))
    return tuple(made)


def _stretch_row(
    finding: Finding,
    review: Review | None,
    colours: Mapping[str, Colour],
    unseen: frozenset[str],
    unknown: frozenset[int | None],
) -> Row:
    """The row of a stretch of a record, of which there may be thousands."""
    seen = not unseen or class_key(finding) not in unseen
    known = not unknown or not {None, frame_of(finding)} & unknown
    return Row(finding, review, colours.get(finding.what.value), seen, known=known)


def _picture(finding: Finding, state: State, whole: frozenset[int]) -> str:
    """Which picture of several a finding is on, or which letters of which record."""
    frame = frame_of(finding)
    if isinstance(finding.where, Span):
        of_record = of_whole_record(finding, whole) or not is_placed(finding)
        return finding.where.name if of_record else ""  # letters are told when it is looked at
    if frame is None or state.images is None or len(state.images.frames) < 2:
        return ""
    return words.tr("picture {number}").format(number=frame + 1)


class FindingModel(QAbstractListModel):
    """Rows for the list; ticking one asks for its labels to be shown or hidden."""

    visibility_asked = Signal(str, bool)
    """Finding identifier; whether it is to be drawn."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: tuple[Row, ...] = ()
        self.pointed: str | None = None

    def show_pointed(self, finding_id: str | None) -> None:
        """Light up the row of the finding under the pointer, wherever that is."""
        before, self.pointed = self.row_of(self.pointed), finding_id
        for at in {before, self.row_of(finding_id)} - {-1}:
            self.dataChanged.emit(self.index(at), self.index(at))

    def show_rows(self, new: tuple[Row, ...]) -> None:
        """Show other rows; keeps the selection when the findings are the same."""
        if [row.finding.id for row in new] == [row.finding.id for row in self.rows]:
            self.rows = new
            if new:
                self.dataChanged.emit(self.index(0), self.index(len(new) - 1))
            return
        self.beginResetModel()
        self.rows = new
        self.endResetModel()

    def rowCount(self, parent: Index | None = None) -> int:
        """The number of findings."""
        return 0 if parent is not None and parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Every row can be selected; those with a label can be ticked."""
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        ticked = index.isValid() and self.rows[index.row()].visible is not None
        return flags | Qt.ItemFlag.ItemIsUserCheckable if ticked else flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """What a role of a row is; the display text is what a screen reader says."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        match role:
            case Qt.ItemDataRole.DisplayRole:
                where = row.told_place if isinstance(row.finding.where, Span) else ""
                told = (words.finding_name(row.finding), where, value_line(row), state_text(row))
                return ", ".join(part for part in told if part)
            case Qt.ItemDataRole.ToolTipRole:
                return _tip(row)
            case Qt.ItemDataRole.CheckStateRole if row.visible is not None:
                return Qt.CheckState.Checked if row.visible else Qt.CheckState.Unchecked
            case _ if role == ROW:
                return row
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Ask for a label to be shown or hidden."""
        if role != Qt.ItemDataRole.CheckStateRole:
            return False
        self.visibility_asked.emit(self.rows[index.row()].finding.id, Qt.CheckState(value) == Qt.CheckState.Checked)
        return True

    def row_of(self, finding_id: str | None) -> int:
        """The row of a finding, or -1."""
        return next((at for at, row in enumerate(self.rows) if row.finding.id == finding_id), -1)


class FindingDelegate(QStyledItemDelegate):
    """Draws a finding on two lines: name and value; interval and decision."""

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Two lines and some air."""
        return QSize(120, 2 * _metrics(option).height() + 14)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw the row."""
        row: Row = index.data(ROW)
        painter.save()
        self._background(painter, option, row.finding.id == getattr(index.model(), "pointed", None))
        self._swatch(painter, swatch_rect(option.rect), row)
        self._words(painter, option, row)
        painter.restore()

    def editorEvent(self, event: QEvent, model: Any, option: QStyleOptionViewItem, index: Index) -> bool:
        """Switch visibility when the swatch is clicked, or with the space bar."""
        row: Row = index.data(ROW)
        if row.visible is None or not _switches(event, option.rect):
            return False
        new = Qt.CheckState.Unchecked if row.visible else Qt.CheckState.Checked
        return bool(model.setData(index, new, Qt.ItemDataRole.CheckStateRole))

    def _background(self, painter: QPainter, option: Any, pointed: bool) -> None:
        if pointed:
            painter.fillRect(option.rect, self._theme.colour("hover"))
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, self._theme.colour("hover" if pointed else "info_fill"))
            painter.fillRect(QRect(option.rect.topLeft(), QSize(3, option.rect.height())), self._theme.colour("link"))
        painter.setPen(self._theme.colour("border"))
        painter.drawLine(option.rect.bottomLeft(), option.rect.bottomRight())

    def _swatch(self, painter: QPainter, rect: QRect, row: Row) -> None:
        if row.visible is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colour = QColor(*row.colour) if row.colour else self._theme.colour("muted")
        painter.setPen(QPen(colour, 2))
        painter.setBrush(colour if row.visible and row.colour else Qt.GlobalColor.transparent)
        painter.drawRoundedRect(rect, 4, 4)
        if row.visible:
            dark = row.colour is not None and colour.lightness() > 110
            painter.setPen(QPen(QColor("#101316") if dark else self._theme.colour("text"), 2))
            x, y = rect.x(), rect.y()
            painter.drawLine(x + 4, y + 8, x + 7, y + 11)
            painter.drawLine(x + 7, y + 11, x + 12, y + 5)

    def _words(self, painter: QPainter, option: Any, row: Row) -> None:
        area = option.rect.adjusted(_SWATCH + 2 * _PAD + 4, 5, -_PAD, -5)
        metrics, middle = _metrics(option), area.top() + area.height() // 2
        top = QRect(area.left(), area.top(), area.width(), middle - area.top())
        bottom = QRect(area.left(), middle, area.width(), area.bottom() - middle)
        struck = row.decision is not None and row.decision.decision is Decision.REJECTED
        painter.setPen(self._theme.colour("muted" if struck or row.unlikely else "text"))
        bold = option.font
        bold.setBold(True)
        bold.setStrikeOut(struck)
        painter.setFont(bold)
        used = _right(painter, top, words.finding_value(row.finding))
        bold.setBold(False)
        painter.setFont(bold)
        _left(painter, top.adjusted(0, 0, -used, 0), title_line(row), metrics)
        bold.setStrikeOut(False)
        painter.setFont(bold)
        painter.setPen(self._theme.colour(decision_colour(row.decision)))
        used = _right(painter, bottom, state_text(row))
        painter.setPen(self._theme.colour("muted"))
        if row.ranked:
            self._bar(painter, bottom, row, metrics)
        else:
            _left(painter, bottom.adjusted(0, 0, -used, 0), below_line(row), metrics)

    def _bar(self, painter: QPainter, bottom: QRect, row: Row, metrics: QFontMetrics) -> None:
        """The probability as a bar, as long as in every other row, and beside it the interval."""
        value = row.finding.value
        assert isinstance(value, Probability)
        decisions = max(metrics.horizontalAdvance(words.tr(_DECISIONS[key])) for key in _DECISIONS) + _PAD
        room, told = bottom.adjusted(0, 0, -decisions, 0), below_line(row)
        wide = metrics.horizontalAdvance(_WIDEST) + 2 * _PAD
        wide = wide if room.width() > 2 * wide else 0
        bar = QRectF(room.adjusted(0, 0, -wide, 0))
        colour = QColor(*row.colour) if row.colour else self._theme.colour("accent")
        probability_bar.draw(painter, bar, value, self._theme, colour, row.known)
        painter.setPen(self._theme.colour("muted"))
        _left(painter, room.adjusted(room.width() - wide + _PAD, 0, 0, 0), told, metrics)


class FindingView(QListView):
    """The list widget."""

    pointed = Signal(object)
    """Identifier of the finding whose row is under the pointer, or None."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setItemDelegate(FindingDelegate(theme, self))
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(self.tr("Findings"))
        self.entered.connect(lambda index: self.pointed.emit(index.data(ROW).finding.id))
        self.viewportEntered.connect(lambda: self.pointed.emit(None))

    def leaveEvent(self, event: QEvent) -> None:
        """The pointer is elsewhere."""
        self.pointed.emit(None)
        super().leaveEvent(event)


def _switches(event: QEvent, row: QRect) -> bool:
    """Whether an event means a row's swatch."""
    if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
        return event.key() == Qt.Key.Key_Space
    if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseButtonRelease:
        return swatch_rect(row).adjusted(-6, -8, 6, 8).contains(event.position().toPoint())
    return False


def swatch_rect(row: QRect) -> QRect:
    """Where a row's swatch is."""
    return QRect(row.left() + _PAD + 2, row.center().y() - _SWATCH // 2, _SWATCH, _SWATCH)


def title_line(row: Row) -> str:
    """What was found; of a class of a whole record, of which one."""
    name = words.finding_name(row.finding)
    return f"{name} · {row.place}" if isinstance(row.finding.where, Span) and row.ranked else name


def below_line(row: Row) -> str:
    """What stands under the name: the interval, and on which picture; of a stretch its letters come first."""
    parts: tuple[str, ...] = (interval_line(row), row.place)
    where = row.finding.where
    if isinstance(where, Span) and row.ranked:
        return interval_line(row)
    if isinstance(where, Span) and is_placed(row.finding):
        parts = (f"{letters_text(where)} {_STRANDS[where.strand]}".strip(), interval_line(row), where.name)
    return " · ".join(part for part in parts if part)


def interval_line(row: Row) -> str:
    """The interval with its nominal coverage."""
    interval = words.interval_text(row.finding.value)
    coverage = getattr(row.finding.value, "coverage", None)
    return f"{interval}  ({100 * coverage:.0f} %)" if interval and coverage else interval


def value_line(row: Row) -> str:
    """Value and interval on one line: ``1.93 mL (1.78–2.09)``; of a probability also which side of the threshold.

    Of what is rare the likeliest are listed, whatever the threshold.
    """
    interval = words.interval_text(row.finding.value)
    value = words.finding_value(row.finding)
    told = [f"{value} ({interval})" if interval else value]
    found = row.finding.value
    if isinstance(found, Probability) and found.threshold is not None and found.prior is None:
        above = found.value >= found.threshold
        text = (
            words.tr("at or above the threshold of {percent:.0f} %")
            if above
            else words.tr("below the threshold of {percent:.0f} %")
        )
        told.append(text.format(percent=100 * found.threshold))
    return ", ".join(told)


_STRANDS = {1: "→", -1: "←", 0: ""}
_DECISIONS = {
    None: "not reviewed",
    Decision.ACCEPTED: "✓ accepted",
    Decision.MODIFIED: "✓ modified",
    Decision.ADDED: "+ added",
    Decision.REJECTED: "✗ rejected",
}
_ROLES = {
    None: "muted",
    Decision.ACCEPTED: "good",
    Decision.MODIFIED: "good",
    Decision.ADDED: "good",
    Decision.REJECTED: "bad",
}
"""The theme's colour of each."""


def decision_text(review: Review | None) -> str:
    """The decision in a word, with a sign: colour alone is not enough."""
    return words.tr(_DECISIONS[review.decision if review else None])


def state_text(row: Row) -> str:
    """The decision of a row in a word, or that none is asked for."""
    return words.tr("unlikely") if row.unlikely else decision_text(row.decision)


def decision_colour(review: Review | None) -> str:
    """The theme's colour role of a decision."""
    return _ROLES[review.decision if review else None]


def _tip(row: Row) -> str:
    parts = [f"{words.finding_name(row.finding)}: {value_line(row)}", row.told_place, row.finding.note]
    if row.unlikely:
        parts.append(words.tr("It asks for no decision, but can be decided on."))
    if row.decision:
        who = words.tr("{decision} by {who}, {when}")
        decision = decision_text(row.decision)
        parts.append(who.format(decision=decision, who=row.decision.reviewer, when=words.moment(row.decision.time)))
        parts.append(row.decision.reason)
    parts.append(_computed(row.finding))
    return "\n".join(part for part in parts if part)


def _computed(finding: Finding) -> str:
    """By what, where and how exactly it was computed, and what had to be given up for it."""
    source, plan = finding.source, dict(finding.source.plan)
    if by_hand(finding):
        return words.tr("Drawn by {who}; the model has nothing there.").format(who=source.author)
    told = words.tr("Computed by {model} {version} on {device} in {precision}.").format(
        model=source.model,
        version=source.version,
        device=plan.get("device_name") or plan.get("device") or words.tr("an unknown device"),
        precision=plan.get("precision") or words.tr("unknown precision"),
    )
    return " ".join(part for part in (told, plan.get("notes", "")) if part)


def _metrics(option: Any) -> QFontMetrics:
    metrics: QFontMetrics = option.fontMetrics
    return metrics


def _right(painter: QPainter, rect: QRect, text: str) -> int:
    painter.drawText(rect, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    return painter.fontMetrics().horizontalAdvance(text) + _PAD


def _left(painter: QPainter, rect: QRect, text: str, metrics: QFontMetrics) -> None:
    elided = metrics.elidedText(text, Qt.TextElideMode.ElideRight, rect.width())
    painter.drawText(rect, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, elided)
