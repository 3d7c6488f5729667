"""The decision trail: who decided what, when and why; nothing is ever removed from it."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QLabel,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from medview.core.finding import Decision, Finding, Review
from medview.views import words
from medview.views.settings.fonts import resize_for_text

_DECISIONS = {
    Decision.ACCEPTED: "accepted",
    Decision.REJECTED: "rejected",
    Decision.MODIFIED: "modified",
    Decision.ADDED: "added",
    Decision.WITHDRAWN: "decision taken back",
}


class TrailDialog(QDialog):
    """A table of decisions, newest first.

    Args:
        findings: The shown analysis' findings.
        reviews: All decisions on them.
        parent: The window.
    """

    def __init__(self, findings: tuple[Finding, ...], reviews: tuple[Review, ...], parent: QWidget | None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Decision trail"))
        resize_for_text(self, 820, 420)
        names = {finding.id: words.finding_name(finding) for finding in findings}
        told = [review for review in reversed(reviews) if review.finding in names]
        intro = QLabel(self.tr("Every decision on this analysis, newest first. The latest one on a finding counts."))
        columns = [self.tr("When"), self.tr("Who"), self.tr("Finding"), self.tr("Decision"), self.tr("Reason")]
        self.table = QTableWidget(len(told), len(columns))
        self.table.setAccessibleName(self.tr("Decisions"))
        self.table.setTabKeyNavigation(False)
        self.table.setHorizontalHeaderLabels(columns)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.verticalHeader().hide()
        for row, review in enumerate(told):
            for column, text in enumerate(_cells(review, names)):
                item = QTableWidgetItem(text)
                item.setToolTip(text)
                self.table.setItem(row, column, item)
        self.table.resizeColumnsToContents()
        self.table.horizontalHeader().setSectionResizeMode(len(columns) - 1, QHeaderView.ResizeMode.Stretch)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(intro)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)


def _cells(review: Review, names: dict[str, str]) -> tuple[str, ...]:
    decision = words.tr(_DECISIONS[review.decision])
    return words.moment(review.time), review.reviewer, names[review.finding], decision, review.reason
