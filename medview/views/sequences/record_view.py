"""A record with everything around it: what is drawn, in which colours, where it looks, and the selection in words."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QPoint, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QMenu, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from medview.core.errors import MedViewError
from medview.imaging.sequences.codons import Orfs
from medview.imaging.sequences.search import Hits
from medview.imaging.sequences.tally import OTHER, gc_content, tally
from medview.views.background import Background
from medview.views.flow import Flow
from medview.views.sequences.along import STEP
from medview.views.sequences.band import Band
from medview.views.sequences.bounds_bar import BoundsBar
from medview.views.sequences.buttons import tool_button
from medview.views.sequences.copying import fasta_text, nothing_selected
from medview.views.sequences.counting import Counting
from medview.views.sequences.features_band import FeaturesBand
from medview.views.sequences.frames_band import FramesBand
from medview.views.sequences.heat_band import EvidenceBand, HeatBand
from medview.views.sequences.hits_band import HitsBand
from medview.views.sequences.letters_band import LettersBand
from medview.views.sequences.lines_band import LinesBand
from medview.views.sequences.places import named_place, typed_place
from medview.views.sequences.plot_bands import ContentBand, ValuesBand
from medview.views.sequences.preparing import AT_ONCE, Preparing
from medview.views.sequences.record_canvas import RecordCanvas
from medview.views.sequences.runs_band import RunsBand
from medview.views.sequences.schemes import BASES, Scheme, schemes_of
from medview.views.sequences.spans_band import SpansBand
from medview.views.sequences.values import Effect, Heat, Interval, Lines, Shown, Span
from medview.views.sequences.variants_band import VariantsBand
from medview.views.sequences.words import interval_text, length_text, scheme_names, tr
from medview.views.settings.theme import Theme

_LEAST_SEEN = 16.0
"""Pixels a finding that is gone to is wide at least."""
_AROUND = 80
"""Letters that are seen around one that would be narrower."""
_MARGIN = 4
"""A finding that is gone to has this part of the rest of the view at each side at least."""
_PLACE_LETTERS = 26
"""Width of the field for places, in letters."""
BOTH, FRAMES, FEATURES, CONTENT, SKEW, VALUES, VARIANTS, MODEL = (
    *("both", "frames", "features", "content", "skew"),
    *("values", "variants", "model"),
)
"""What can be drawn or left out."""


class RecordView(QWidget):
    """Shows one record.

    Args:
        theme: Colours of the window.
        background: Works beside the window's thread.
        parent: The widget it stands in.
    """

    selection_changed = Signal(object)
    """The selected letters, an ``Interval``, or None."""
    failed = Signal(object)
    """Something could not be done: a ``MedViewError``."""
    menu_made = Signal(object)
    """A context menu (QMenu) is about to be shown: who knows of findings adds to it."""

    def __init__(self, theme: Theme, background: Background, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._background = background
        self._preparing: Preparing | None = None
        self._framed = False
        self._counting = Counting(np.empty(0, np.uint8))
        self._all: dict[str, tuple[Band, ...]] = {}
        self._hidden: set[str] = set()
        self.spans = SpansBand()
        self.hits = HitsBand()
        self.canvas = RecordCanvas(theme)
        self.place = QLineEdit()
        self.colours = QComboBox()
        self.tracks = QMenu(self)
        self.told, self.pointed = QLabel(), QLabel()
        self.bounds = BoundsBar()
        self._make_bar()
        self._lay_out()
        self.canvas.selection_changed.connect(self._selected)
        self.canvas.look_changed.connect(self._looked)
        self.canvas.pointed.connect(self.pointed.setText)
        self.canvas.copy_asked.connect(self.copy)
        self.canvas.menu_asked.connect(self._show_menu)
        self.canvas.span_chosen.connect(lambda _: self._show_bounds())
        self.bounds.changed.connect(self.canvas.span_moved)
        self.setFocusProxy(self.canvas)

    # what is shown

    def show_record(self, shown: Shown | None) -> None:
        """Show another record, all of it; None: none."""
        self.shut()
        self.spans.take(())
        self.hits.take(None)
        self.spans.chosen = None
        self.bounds.show_span(None, 0)
        schemes = schemes_of(shown.alphabet) if shown is not None else ()
        with QSignalBlocker(self.colours):
            self.colours.clear()
            for scheme in schemes:
                self.colours.addItem(scheme_names()[scheme.name], scheme)
        self.copy_other.setVisible(shown is None or shown.nucleic)
        self._all = self._bands_of(shown) if shown is not None else {}
        self._list_tracks()
        self.canvas.show_record(shown, self._shown_bands(), schemes[0] if schemes else BASES)
        self._prepare(shown)
        self._selected(None)

    def show_spans(self, spans: Sequence[Span], chosen: str | None = None) -> None:
        """Show other findings on the same record; one of them is chosen."""
        self.spans.take(spans)
        self.spans.chosen = chosen
        self.canvas.show_bands(self._shown_bands())
        self._show_bounds()

    def show_tracks(self, lines: Sequence[Lines], heats: Sequence[Heat], evidence: Sequence[Heat] = ()) -> None:
        """Show what a model says of each letter of the same record, and what drove an answer."""
        shown = self.shown
        if shown is None:
            return
        bands = tuple(map(LinesBand, lines)), tuple(HeatBand(heat, shown.letters) for heat in heats)
        self._all[MODEL] = (*(EvidenceBand(one, shown.letters) for one in evidence), *bands[0], *bands[1])
        self._list_tracks()
        for band in bands[0]:
            if self._preparing is not None:
                self._preparing.lines(band)
        self.canvas.show_bands(self._shown_bands())

    def show_effects(self, effects: Sequence[Effect]) -> None:
        """Show what is predicted of the variants of the same record."""
        for band in self._all.get(VARIANTS, ()):
            if isinstance(band, VariantsBand):
                band.take(effects)
        self.canvas.changed()

    def see_span(self, span_id: str) -> None:
        """Choose a finding and see it with its neighbours, large enough to be told from what lies beside it."""
        self.canvas.choose_span(span_id)
        self._show_bounds()
        span, scale = self.canvas.chosen_span(), self.canvas.scale
        if span is None:
            return
        if (span.end - span.start) * scale.cell < _LEAST_SEEN:
            around = max(_AROUND - (span.end - span.start), 0) // 2
            self.canvas.show_interval((span.start - around, span.end + around))
        else:
            first, last = self.canvas.seen
            beside = max((last - first - (span.end - span.start)) // _MARGIN, 0)
            self.canvas.hold((span.start - beside, span.end + beside))

    def show_hits(self, hits: Hits | None) -> None:
        """Show where a pattern was found; None: nowhere any more."""
        self.hits.take(hits)
        self.canvas.show_bands(self._shown_bands())

    def shut(self) -> None:
        """Wait for nothing any more."""
        if self._preparing is not None:
            self._preparing.stop()
            self._preparing = None

    @property
    def shown(self) -> Shown | None:
        """The record."""
        return self.canvas.shown

    @property
    def orfs(self) -> Orfs | None:
        """The open reading frames that were found; None where there are no frames."""
        found = (band for band in self._all.get(FRAMES, ()) if isinstance(band, FramesBand))
        return next((band.orfs for band in found), None)

    def set_track(self, name: str, on: bool) -> None:
        """Draw something along the record, or leave it out."""
        (self._hidden.discard if on else self._hidden.add)(name)
        shown = self.shown
        if name == BOTH and shown is not None:
            self._all["letters"] = self._letters_of(shown)
        self._prepare_frames(shown)
        self.canvas.show_bands(self._shown_bands())

    def go_to(self, interval: Interval) -> None:
        """See and select an interval."""
        self.canvas.select(interval)
        self.canvas.show_interval(interval)

    def copy(self, reverse: bool = False) -> None:
        """Put the selection on the clipboard as FASTA."""
        shown, interval = self.shown, self.canvas.selection
        if shown is None:
            return
        try:
            if interval is None:
                raise nothing_selected()
            QGuiApplication.clipboard().setText(fasta_text(shown, interval, reverse))
        except MedViewError as error:
            self.failed.emit(error)
            self.told.setText(str(error))

    @property
    def name(self) -> str:
        """What the record is called; empty without one."""
        return self.shown.record.id if self.shown is not None else ""

    def fasta(self) -> str:
        """The selection, or the whole record, as FASTA; empty without a record.

        Raises:
            MedViewError: It is too long.
        """
        shown = self.shown
        return fasta_text(shown, self.canvas.selection or (0, len(shown.letters))) if shown is not None else ""

    # what stands along it

    def _bands_of(self, shown: Shown) -> dict[str, tuple[Band, ...]]:
        nucleic, length = shown.nucleic, len(shown.letters)
        self._counting = Counting(shown.letters)
        return {
            MODEL: (),
            VARIANTS: (VariantsBand(shown.variants),) if shown.variants else (),
            VALUES: (*map(ValuesBand, shown.plots), *(RunsBand(one, length) for one in shown.runs)),
            "letters": self._letters_of(shown),
            FRAMES: (FramesBand(shown),) if nucleic else (),
            FEATURES: (FeaturesBand(shown.features),) if shown.features else (),
            CONTENT: (ContentBand(self._counting, skew=False),) if nucleic else (),
            SKEW: (ContentBand(self._counting, skew=True),) if nucleic else (),
        }

    def _letters_of(self, shown: Shown) -> tuple[Band, ...]:
        return (LettersBand(shown, BOTH not in self._hidden, self._counting),)

    def _shown_bands(self) -> tuple[Band, ...]:
        top = tuple(band for band in (self.hits, self.spans) if len(band.lanes))
        rest = (band for name, bands in self._all.items() if name not in self._hidden for band in bands)
        return (*top, *rest)

    def _prepare(self, shown: Shown | None) -> None:
        if shown is None:
            return
        self._preparing = preparing = Preparing(shown, self._background, self.canvas.changed, self._tell)
        self._count_letters()
        for band in (*self._all[VALUES], *self._all[FEATURES]):
            if isinstance(band, ValuesBand):
                preparing.values(band)
            elif isinstance(band, FeaturesBand):
                preparing.features(band)
        self._framed = False
        self._prepare_frames(shown)
        self.canvas.show_bands(self._shown_bands())

    def _prepare_frames(self, shown: Shown | None) -> None:
        """Open reading frames are looked for once they are drawn."""
        if shown is None or self._preparing is None or FRAMES in self._hidden or self._framed:
            return
        self._framed = True
        for band in self._all[FRAMES]:
            if isinstance(band, FramesBand):
                self._preparing.frames(band)

    def _count_letters(self) -> None:
        scheme = self.colours.currentData()
        if self._preparing is not None and isinstance(scheme, Scheme):
            self._preparing.letters(self._counting, scheme)

    # around it

    def _make_bar(self) -> None:
        self.zoom_in = tool_button("+", tr("Zoom in (+)"))
        self.zoom_out = tool_button("−", tr("Zoom out (−)"))
        self.whole = tool_button(tr("Whole"), tr("See the whole record (0)"))
        self.zoom_in.clicked.connect(lambda: self.canvas.zoom_by(STEP * STEP))
        self.zoom_out.clicked.connect(lambda: self.canvas.zoom_by(1.0 / STEP / STEP))
        self.whole.clicked.connect(self.canvas.fit)
        self.place.setAccessibleName(tr("Place"))
        self.place.setPlaceholderText(tr("Go to 1,000–2,000 or a gene"))
        self.place.setToolTip(
            tr("A position or an interval, counted from 1: 1000, 1000-2000 or 1000+50; or the name of a gene")
        )
        self.place.returnPressed.connect(self._go_to_typed)
        self.colours.setAccessibleName(tr("Colours of letters"))
        self.colours.setToolTip(tr("Colours of letters"))
        self.colours.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.colours.currentIndexChanged.connect(self._recolour)
        self.shown_tracks = tool_button(tr("Tracks"), tr("What is drawn along the record"))
        self.shown_tracks.setMenu(self.tracks)
        self.shown_tracks.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.copy_button = tool_button(tr("Copy"), tr("Copy the selection as FASTA (Ctrl+C)"))
        self.copy_other = tool_button(tr("Copy reverse"), tr("Copy the selection's reverse complement (Ctrl+Shift+C)"))
        self.copy_button.clicked.connect(lambda: self.copy(False))
        self.copy_other.clicked.connect(lambda: self.copy(True))

    def _lay_out(self) -> None:
        bar = QWidget()
        flow = Flow(bar, stretched=False)
        flow.setContentsMargins(4, 2, 4, 2)
        buttons = (self.zoom_out, self.zoom_in, self.whole, self.place, self.colours, self.shown_tracks)
        for widget in (*buttons, self.copy_button, self.copy_other):
            flow.addWidget(widget)
        self.place.setMinimumWidth(self.fontMetrics().horizontalAdvance("0") * _PLACE_LETTERS)
        for label, name in ((self.told, tr("Selection")), (self.pointed, tr("Under the pointer"))):
            label.setAccessibleName(name)
            label.setWordWrap(True)
            label.setContentsMargins(6, 1, 6, 1)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(bar)
        column.addWidget(self.canvas, 1)
        column.addWidget(self.bounds)
        column.addWidget(self.pointed)
        column.addWidget(self.told)

    def _list_tracks(self) -> None:
        self.tracks.clear()
        said = {
            BOTH: tr("Both strands"),
            FRAMES: tr("Six frames"),
            FEATURES: tr("Features"),
            CONTENT: tr("GC content"),
            SKEW: tr("GC skew"),
            VALUES: tr("Values"),
            MODEL: tr("Model"),
            VARIANTS: tr("Variants"),
        }
        nucleic = self._all.get(FRAMES, ())
        for name, words in said.items():
            if self._all.get(name) or (name == BOTH and nucleic):
                action = self.tracks.addAction(words)
                action.setCheckable(True)
                action.setChecked(name not in self._hidden)
                action.toggled.connect(lambda on, name=name: self.set_track(name, on))
        self.shown_tracks.setEnabled(bool(self.tracks.actions()))

    def _recolour(self) -> None:
        scheme = self.colours.currentData()
        if isinstance(scheme, Scheme) and self.shown is not None:
            if not self.shown.nucleic:
                self._count_letters()
            self.canvas.show_scheme(scheme)

    def _go_to_typed(self) -> None:
        shown = self.shown
        interval = self._typed(shown) if shown is not None else None
        if interval is not None:
            self.go_to(interval)
            self.canvas.setFocus()
        elif shown is not None:
            words = tr("{place} is no place between 1 and {length}, and no feature is called so.")
            self.told.setText(words.format(place=self.place.text().strip() or "–", length=f"{len(shown.letters):,}"))

    def _typed(self, shown: Shown) -> Interval | None:
        """The place that was typed: an interval, or what a feature is called."""
        text = self.place.text().strip()
        return typed_place(text, len(shown.letters)) or named_place(text, shown.features)

    def _show_menu(self, at: QPoint) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for words, reverse in ((tr("Copy as FASTA"), False), (tr("Copy reverse complement"), True)):
            action = menu.addAction(words)
            action.setEnabled(self.canvas.selection is not None and (not reverse or self._nucleic()))
            action.triggered.connect(lambda _on=False, reverse=reverse: self.copy(reverse))
        self.menu_made.emit(menu)
        menu.popup(at)

    def _show_bounds(self) -> None:
        """The ends of the chosen finding, to be told in numbers."""
        span, shown = self.canvas.chosen_span(), self.shown
        self.bounds.show_span(span, len(shown.letters) if shown is not None else 0)

    def _nucleic(self) -> bool:
        return self.shown is not None and self.shown.nucleic

    def _tell(self, error: MedViewError) -> None:
        self.told.setText(str(error))

    def _looked(self, seen: Interval) -> None:
        if not self.place.hasFocus():
            self.place.setText(interval_text(seen) if seen[1] > seen[0] else "")

    def _selected(self, interval: Interval | None) -> None:
        self.copy_button.setEnabled(interval is not None)
        self.copy_other.setEnabled(interval is not None and self._nucleic())
        self.told.setText(self.selection_text())
        self.selection_changed.emit(interval)

    def selection_text(self) -> str:
        """The selection, or the whole record, in words: place, length, composition."""
        shown, interval = self.shown, self.canvas.selection
        if shown is None:
            return tr("No sequence.")
        start, end = interval if interval is not None else (0, len(shown.letters))
        length = length_text(end - start, shown.alphabet)
        if interval is None:
            words = tr("{name} · {length}").format(name=shown.record.id, length=length)
        else:
            words = tr("Selected {place} · {length}").format(place=interval_text(interval), length=length)
        return f"{words}{self._composition_text(shown, start, end)}"

    def _composition_text(self, shown: Shown, start: int, end: int) -> str:
        """Nucleotides of a stretch and their GC content; nothing while they are not counted."""
        if not shown.nucleic or end <= start:
            return ""
        counts = self._counting.composition(start, end)
        if counts is None and end - start <= AT_ONCE:
            counts = tally(shown.letters[start:end]).composition(shown.letters[start:end], 0, end - start)
        if counts is None:
            return ""
        names = [*shown.alphabet.letters, tr("others")]
        told = ", ".join(f"{name} {count:,}" for name, count in zip(names, counts.tolist(), strict=True) if count)
        content = float(gc_content(counts[None])[0])
        share = tr("GC {part:.1f} %").format(part=100 * content) if counts[:OTHER].any() else ""
        return " · ".join(part for part in ("", told, share) if part or part == "")
