"""An alignment with everything around it: colours, differences, sizes, and what is selected or pointed at."""

from __future__ import annotations

from functools import partial

import numpy as np
from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from medview.core.errors import MedViewError
from medview.imaging.sequences.columns import Columns, columns
from medview.views.background import Background
from medview.views.flow import Flow
from medview.views.sequences.alignment_canvas import AlignmentCanvas
from medview.views.sequences.alignment_head import Head
from medview.views.sequences.buttons import tool_button
from medview.views.sequences.copying import LINE, MOST, nothing_selected
from medview.views.sequences.preparing import NotWanted
from medview.views.sequences.schemes import SAFE, Scheme, schemes_of
from medview.views.sequences.values import Aligned
from medview.views.sequences.words import number_text, scheme_names, tr
from medview.views.settings.theme import Theme

_AT_ONCE = 1 << 20
"""Cells that are counted at once: some milliseconds."""
_POSTERIOR = "posterior"
ALL, TO_CONSENSUS, TO_FIRST = "all", "consensus", "first"
"""Every letter is drawn, or only what differs from the consensus or from the first row."""


class AlignmentView(QWidget):
    """Shows one alignment.

    Args:
        theme: Colours of the window.
        background: Counts columns beside the window's thread.
        parent: The widget it stands in.
    """

    failed = Signal(object)
    """Something could not be done: a ``MedViewError``."""

    def __init__(self, theme: Theme, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self.canvas = AlignmentCanvas(theme)
        self.colours, self.letters = QComboBox(), QComboBox()
        self.pointed = QLabel()
        self.copy_button = tool_button(tr("Copy"), tr("Copy the selected rows and columns as FASTA (Ctrl+C)"))
        self._make_choices()
        self._lay_out()
        self.canvas.pointed.connect(self.pointed.setText)
        self.canvas.copy_asked.connect(self.copy)
        self.canvas.selection_changed.connect(self._selected)
        self.copy_button.clicked.connect(self.copy)
        self.setFocusProxy(self.canvas)
        self._selected(None)

    def show_alignment(self, aligned: Aligned | None) -> None:
        """Show another alignment; None: none."""
        schemes = schemes_of(aligned.alphabet) if aligned is not None else ()
        with QSignalBlocker(self.colours), QSignalBlocker(self.letters):
            self.colours.clear()
            for scheme in schemes:
                self.colours.addItem(scheme_names()[scheme.name], scheme)
            if aligned is not None and aligned.posterior is not None:
                self.colours.addItem(aligned.posterior_name or tr("Posterior"), _POSTERIOR)
            self.letters.setCurrentIndex(0)
        self.letters.setEnabled(aligned is not None and len(aligned.rows) > 2)
        self.canvas.show_alignment(aligned, _head(aligned, None), schemes[0] if schemes else SAFE)
        if aligned is not None:
            self._count(aligned)

    def shut(self) -> None:
        """Wait for nothing any more."""
        self.canvas.show_alignment(None, Head(), SAFE)

    def copy(self) -> None:
        """Put the selected cells on the clipboard as FASTA, gaps kept."""
        try:
            text = self.selected_text()
        except MedViewError as error:
            self.pointed.setText(str(error))
            self.failed.emit(error)
            return
        QGuiApplication.clipboard().setText(text)

    def selected_text(self) -> str:
        """The selected cells as FASTA.

        Raises:
            MedViewError: There are none, or too many.
        """
        block = self.canvas.selection
        if block is None:
            raise nothing_selected()
        return self._text(block)

    def fasta(self) -> str:
        """The selected cells, or all of them, as FASTA; empty without an alignment.

        Raises:
            MedViewError: They are too many.
        """
        place = self.canvas.place
        return self._text(self.canvas.selection or (0, place.rows, 0, place.columns))

    def _text(self, block: tuple[int, int, int, int]) -> str:
        aligned = self.canvas.aligned
        if aligned is None:
            return ""
        first_row, last_row, first, last = block
        numbers = sorted({self.canvas.row_number(row) for row in range(first_row, last_row)})
        if len(numbers) * (last - first) > MOST:
            raise MedViewError(
                tr("{count} letters are too many to copy.").format(count=number_text(len(numbers) * (last - first))),
                tr("Select at most {count}.").format(count=number_text(MOST)),
            )
        lines = []
        for number in numbers:
            text = aligned.rows[number, first:last].tobytes().decode("ascii", "replace")
            lines += [f">{aligned.names[number]}", *(text[at : at + LINE] for at in range(0, len(text), LINE))]
        return "\n".join(lines) + "\n"

    def _count(self, aligned: Aligned) -> None:
        if aligned.rows.size <= _AT_ONCE:
            self._take(aligned, columns(aligned.rows, aligned.alphabet))
            return
        work = partial(columns, aligned.rows, aligned.alphabet, partial(self._go_on, aligned))
        self._background.run(work, partial(self._take, aligned), self._tell)

    def _go_on(self, aligned: Aligned, _part: float, _note: str) -> None:
        if self.canvas.aligned is not aligned:
            raise NotWanted("")

    def _take(self, aligned: Aligned, found: Columns) -> None:
        if self.canvas.aligned is aligned:
            self.canvas.show_head(_head(aligned, found))
            self._choose_letters()

    def _tell(self, error: MedViewError) -> None:
        if not isinstance(error, NotWanted):
            self.pointed.setText(str(error))
            self.failed.emit(error)

    def _make_choices(self) -> None:
        said = {
            ALL: tr("All letters"),
            TO_CONSENSUS: tr("Differences from the consensus"),
            TO_FIRST: tr("Differences from the first row"),
        }
        for name, words in said.items():
            self.letters.addItem(words, name)
        for box, words in ((self.colours, tr("Colours of letters")), (self.letters, tr("Which letters are drawn"))):
            box.setAccessibleName(words)
            box.setToolTip(words)
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.colours.currentIndexChanged.connect(self._recolour)
        self.letters.currentIndexChanged.connect(self._choose_letters)

    def _lay_out(self) -> None:
        bar = QWidget()
        flow = Flow(bar, stretched=False)
        flow.setContentsMargins(4, 2, 4, 2)
        self.zoom_out = tool_button("−", tr("Zoom out (−)"))
        self.zoom_in = tool_button("+", tr("Zoom in (+)"))
        self.whole = tool_button(tr("Whole"), tr("See all columns (0)"))
        self.zoom_out.clicked.connect(lambda: self.canvas.zoom_by(-1))
        self.zoom_in.clicked.connect(lambda: self.canvas.zoom_by(1))
        self.whole.clicked.connect(self.canvas.fit)
        widgets: tuple[QComboBox | QToolButton, ...] = (self.zoom_out, self.zoom_in, self.whole, self.colours)
        for widget in (*widgets, self.letters, self.copy_button):
            flow.addWidget(widget)
        self.pointed.setAccessibleName(tr("Under the pointer"))
        self.pointed.setContentsMargins(6, 1, 6, 1)
        self.pointed.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.pointed.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.pointed)

    def _recolour(self) -> None:
        chosen = self.colours.currentData()
        if isinstance(chosen, Scheme):
            self.canvas.show_scheme(chosen)
        elif chosen == _POSTERIOR:
            self.canvas.show_scheme(SAFE, by_posterior=True)

    def _choose_letters(self) -> None:
        aligned, found, chosen = self.canvas.aligned, self.canvas.head.columns, self.letters.currentData()
        if aligned is None or chosen == ALL:
            self.canvas.show_differences(None)
        elif chosen == TO_FIRST:
            self.canvas.show_differences(np.asarray(aligned.rows[0]))
        elif found is not None:
            self.canvas.show_differences(found.consensus)

    def _selected(self, block: object) -> None:
        self.copy_button.setEnabled(block is not None)


def _head(aligned: Aligned | None, found: Columns | None) -> Head:
    """What is known of the columns; the mean of what is known of their letters."""
    values = aligned.posterior if aligned is not None else None
    if aligned is None or values is None:
        return Head(found)
    if values.ndim == 2:
        known = np.isfinite(values).sum(axis=0)
        total = np.nansum(values, axis=0)
        values = np.divide(total, known, out=np.full(len(known), np.nan), where=known > 0)
    return Head(found, values, aligned.posterior_name)
