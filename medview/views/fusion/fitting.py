"""Another series over the slices of the grid: its bar, its keys, and the way to registration."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject

from medview.core.errors import MedViewError
from medview.imaging.colours import next_map
from medview.session.layout import Fusion
from medview.session.reduce import Parts
from medview.session.session import Step
from medview.session.state import Part, State
from medview.views import words
from medview.views.fusion.bar import FusionBar
from medview.views.fusion.choices import Fusing, another_person, offered, one_person, set_fusion
from medview.views.pictures.slice_view import SliceView

_STEP = 0.1
_SEEN = frozenset({Part.OPENED, Part.LOOK, Part.LAYOUT, Part.LINKS, Part.WINDOW, Part.VOLUME, Part.STUDIES})


def _tr(text: str) -> str:
    return QCoreApplication.translate("fusion", text)


def fusion(pane: Any) -> FusionFitting | None:
    """What belongs to a slice; None for other viewports."""
    return FusionFitting(pane) if isinstance(getattr(pane, "view", None), SliceView) else None


class FusionFitting(QObject):
    """Belongs to one slice of the grid.

    Args:
        pane: The viewport's pane (``medview.views.tiles.slice_pane``).
    """

    def __init__(self, pane: Any) -> None:
        super().__init__(pane)
        self._pane = pane
        self._view: SliceView = pane.view
        self._fusing = Fusing(pane.kit.scenes)
        self.bar = FusionBar(pane.kit.theme)
        self.bar.hide()
        pane.layout().addWidget(self.bar)
        self.bar.series_chosen.connect(self.choose)
        self.bar.colours_chosen.connect(lambda name: self._put(colours=name))
        self.bar.opacity_chosen.connect(lambda value: self._put(opacity=value))
        self.bar.close_asked.connect(self.toggle)
        self.bar.register_asked.connect(self.register)
        pane.installEventFilter(self)
        self._stop_listening = pane.session.listen(self._changed)

    def show_state(self, state: State, parts: Parts) -> None:
        """Show what changed."""
        self._show(state)

    def shut(self) -> None:
        """The viewport closes."""
        self._stop_listening()
        self._fusing.clear()
        self._view.show_fused(None)

    def handlers(self) -> dict[str, Callable[..., object]]:
        """What viewport actions do here."""
        state = self._pane.state
        if state.series is None or state.volume is None:
            return {}
        found: dict[str, Callable[..., object]] = {"fuse": self.toggle, "register": self.register}
        if self.wish is not None:
            found |= {
                "fusion_more": partial(self.change_opacity, _STEP),
                "fusion_less": partial(self.change_opacity, -_STEP),
                "fusion_colours": self.next_colours,
            }
        return found

    @property
    def wish(self) -> Fusion | None:
        """What is to be drawn over the slice."""
        wish: Fusion | None = self._pane.tile.look.fusion
        return wish

    def toggle(self) -> None:
        """Draw the likeliest other series over this one, or none."""
        if self.wish is not None:
            self._did(self.wish, None, _tr("Fused series taken away"))
            return
        series = self._pane.state.series
        if series is None:
            return
        others = offered(self._pane.state, series)
        if others:
            self._did(None, Fusion(others[0].uid), _tr("Series fused"))
        else:
            self._pane.failed.emit(
                MedViewError(
                    _tr("There is no other volume of this patient to draw over this one."),
                    _tr("Open the folder that holds it; both are then in the list of studies."),
                )
            )

    def choose(self, uid: str) -> None:
        """Draw another series."""
        before = self.wish
        after = replace(before, series=uid, window=None) if before is not None else Fusion(uid)
        self._did(before, after, _tr("Series fused"))

    def change_opacity(self, by: float) -> None:
        """More or less opaque."""
        if self.wish is not None:
            self._put(opacity=round(min(max(self.wish.opacity + by, 0.0), 1.0), 2))

    def next_colours(self) -> None:
        """The next colour map, around."""
        if self.wish is not None:
            self._put(colours=next_map(self.wish.colours))

    def register(self) -> None:
        """Find or set where the fused series lies in this one."""
        from medview.views.fusion.registering_dialog import ask_registration

        if self.wish is None:
            self.toggle()
        if self.wish is None:
            return
        if self._strange(self.wish.series):
            told = _tr("Check the patients' data before you lay one over the other.")
            self._pane.failed.emit(MedViewError(another_person(), told))
        else:
            ask_registration(self._pane, self.wish.series)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The bar says less in a narrow viewport."""
        if event.type() is QEvent.Type.Resize:
            self.bar.fit(self._pane.width())
        return False

    def _strange(self, uid: str) -> bool:
        """Whether a listed series is another person's."""
        state: State = self._pane.state
        other = next((one for study in state.studies for one in study.series if one.uid == uid), None)
        return state.series is not None and other is not None and one_person(state, state.series, other) is False

    def _put(self, **fields: Any) -> None:
        if self.wish is not None:
            set_fusion(self._pane.session, self._pane.tile.series, replace(self.wish, **fields))

    def _did(self, before: Fusion | None, after: Fusion | None, title: str) -> None:
        session, uid = self._pane.session, self._pane.tile.series
        again, back = partial(set_fusion, session, uid, after), partial(set_fusion, session, uid, before)
        again()
        session.did(Step(title, uid, back, again))

    def _changed(self, _state: State, parts: Parts) -> None:
        if parts & _SEEN and self._pane.number < len(self._pane.session.state.layout.tiles):
            self._show(self._pane.state)

    def _show(self, state: State) -> None:
        wish, series = self.wish, state.series
        if wish is None or series is None or state.volume is None:
            self._fusing.clear()
            self._view.show_fused(None)
            self.bar.hide()
            return
        shown = self._fusing.of(state, series, wish)
        self._view.show_fused(shown.fused)
        others = tuple((one.uid, _title(one.modality, words.series_title(one))) for one in offered(state, series))
        self.bar.show_offered(others)
        self.bar.show_fusion(wish, shown.refusal)
        self.bar.fit(self._pane.width())
        self.bar.show()


def _title(modality: str, title: str) -> str:
    return f"{modality} {title}".strip()
