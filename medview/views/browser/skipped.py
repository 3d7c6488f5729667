"""Which files of a scan were not used, and why."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

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

from medview.views.settings.fonts import resize_for_text

_LISTED = 1000
"""More rows than this help nobody and would hold up the window."""


class SkippedDialog(QDialog):
    """A table of files and reasons.

    Args:
        skipped: (path, reason) of each file.
        parent: The window.
    """

    def __init__(self, skipped: tuple[tuple[str, str], ...], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Files not used"))
        resize_for_text(self, 680, 420)
        counts = Counter(reason for _, reason in skipped).most_common(3)
        summary = QLabel("\n".join(f"{count} × {reason}" for reason, count in counts))
        summary.setWordWrap(True)
        self.table = QTableWidget(min(len(skipped), _LISTED), 2)
        self.table.setHorizontalHeaderLabels([self.tr("File"), self.tr("Reason")])
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setAccessibleName(self.tr("Files not used, with the reasons"))
        self.table.setTabKeyNavigation(False)
        self.table.verticalHeader().hide()
        self.table.setColumnWidth(0, 230)
        self.table.horizontalHeader().setSectionResizeMode(1, QHeaderView.ResizeMode.Stretch)
        for row, (path, reason) in enumerate(skipped[:_LISTED]):
            name = QTableWidgetItem(Path(path).name or path)
            name.setToolTip(path)
            why = QTableWidgetItem(reason)
            why.setToolTip(reason)
            self.table.setItem(row, 0, name)
            self.table.setItem(row, 1, why)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(summary)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
