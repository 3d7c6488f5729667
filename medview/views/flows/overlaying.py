"""Overlaying: derived objects are read onto open images, shown, hidden, and found again when those come back."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import QObject, Signal

from medview.core.content import Tree
from medview.core.derived import DRAWN, PICTURED, about, target
from medview.core.errors import MedViewError
from medview.core.overlay import Overlaid, PresentationLayer
from medview.core.study import Kind, Series
from medview.core.volume import Window
from medview.jobs.protocol import Failed
from medview.session.changes import (
    CursorMoved,
    FrameShown,
    OverlaidDropped,
    OverlaidFound,
    OverlaidHidden,
    WindowChanged,
)
from medview.session.state import Opened, Part, State
from medview.views import words
from medview.views.jobs import Then
from medview.views.parts import Parts

KEPT = 24
"""Layers whose files are kept, so that coming back to a series shows them at once."""

Pair = tuple[str, str, str]
"""An object's UID, the grid it was read onto, and its stamp."""


class Overlaying(QObject):
    """Shows derived objects on the open images, whatever was opened first.

    Args:
        parts: What flows work with.
        parent: The window.
    """

    failed = Signal(object)
    """A ``MedViewError``: what did not fit, and why."""
    open_asked = Signal(str)
    """Series UID of the images an object is to be seen on."""
    busy_changed = Signal(object)
    """UIDs of the objects being read."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._running: dict[Pair, int] = {}
        self._kept: dict[Pair, tuple[Overlaid, int]] = {}
        self._wanted: dict[str, dict[str, None]] = {}
        self._windows: dict[str, Window] = {}
        self._grids = _grids(parts.session.state)
        self._jump: tuple[str, frozenset[str]] = "", frozenset()
        self._stop_listening = parts.session.listen(self._changed)

    def take(self, uid: str) -> bool:
        """Show a listed object on its images, opening those first if need be.

        Returns:
            Whether there are such images; if not, the object is opened by itself.
        """
        derived = self._series(uid)
        if derived is None or derived.kind not in DRAWN:
            return False
        state = self._parts.session.state
        images = target(derived, state.studies)
        open_now = (state.current, *state.opened.values())
        for one in open_now:
            if one is not None and (_is(images, one.series) or about(derived, one.series)):
                self._unhide(uid, one)
                self.show(derived, shown_grid(one))
                return True
        if images is None:
            return False
        self.want(derived, images)
        self.open_asked.emit(images.uid)
        return True

    def want_on(self, uid: str) -> str:
        """Show a listed object as soon as its images are open; their series' UID, or empty where there are none."""
        derived = self._series(uid)
        images = target(derived, self._parts.session.state.studies) if derived is not None else None
        if derived is None or derived.kind not in DRAWN or images is None:
            return ""
        self.want(derived, images)
        one = self._parts.session.state.opened.get(images.uid)
        if one is not None:
            self._unhide(uid, one)
            self.show(derived, shown_grid(one))
        return images.uid

    def want(self, derived: Series, images: Series) -> None:
        """Show an object as soon as some images are open."""
        self._wanted.setdefault(images.uid, {})[derived.uid] = None

    def show(self, derived: Series, onto: Series) -> None:
        """Read an object onto images and draw it, if they are open when it is read."""
        self.want(derived, onto)
        pair = derived.uid, grid_key(onto), derived.stamp
        if pair in self._kept:
            self._lay(pair, self._kept[pair][0])
        elif pair not in self._running:
            title = self.tr("Show {object}").format(object=words.series_title(derived))
            then = Then(
                partial(self._read, pair),
                failed=partial(self._refused, pair, onto),
                cancelled=partial(self._ended, pair),
            )
            self._running[pair] = self._parts.jobs.submit("files", "overlaid", title, then, series=derived, onto=onto)
            self._tell_busy()

    def toggle(self, uid: str) -> None:
        """Show an object, or hide it."""
        one, derived = self._parts.session.state.current, self._series(uid)
        if one is None or derived is None:
            return
        if any(layer.uid == uid for layer in one.overlaid) and uid not in one.hidden:
            self._wanted.get(one.series.uid, {}).pop(uid, None)
            self._hide(one, one.hidden | {uid})
        else:
            self._unhide(uid, one)
            self.show(derived, shown_grid(one))

    def toggle_part(self, key: str) -> None:
        """Show a part of an object, or hide it."""
        one = self._parts.session.state.current
        if one is not None:
            self._hide(one, one.hidden ^ {key})

    def switch_presentation(self, on: bool) -> None:
        """Apply the presentation state read last, or show the images as stored."""
        one = self._parts.session.state.current
        uids = [layer.uid for layer in one.overlaid if isinstance(layer, PresentationLayer)] if one is not None else []
        if one is not None and not on:
            self._hide(one, one.hidden | frozenset(uids))
        elif one is not None and uids and _applied(one) is None:
            self._hide(one, one.hidden - {uids[-1]})

    def show_images(self, uids: tuple[str, ...]) -> None:
        """Open the images a line of the open report points to, with what the report draws on them."""
        state = self._parts.session.state
        wanted = frozenset(uids)
        pictured = (series for study in state.studies for series in study.series if series.kind in PICTURED)
        images = next((series for series in pictured if _holds(series, wanted)), None)
        if images is None:
            told = self.tr("The images this line points to are not among the open studies.")
            self.failed.emit(MedViewError(told, self.tr("Open the folder that holds them too.")))
            return
        if state.series is not None and isinstance(state.content, Tree) and state.content.shapes is not None:
            self.want(state.series, images)
        self._jump = images.uid, wanted
        self.open_asked.emit(images.uid)

    def close(self) -> None:
        """Hear of no change any more."""
        self._stop_listening()

    def _changed(self, state: State, parts: frozenset[Part]) -> None:
        if parts & {Part.VOLUME, Part.OPENED}:
            self._follow(state)
        if Part.OVERLAID in parts:
            self._present(state)
        if Part.STUDIES in parts:
            self._read_replaced(state)

    def _follow(self, state: State) -> None:
        """Other images are open: what was shown on them before is shown again, what was to be on others is not."""
        now = _grids(state)
        fresh = [uid for uid, grid in now.items() if self._grids.get(uid) != grid]
        self._grids = now
        self._windows = {uid: kept for uid, kept in self._windows.items() if uid in now and uid not in fresh}
        for pair, serial in tuple(self._running.items()):
            if pair[1] not in now.values():
                self._parts.jobs.cancel(serial)
        for uid in fresh:
            self._again(uid)
        self._land(self._parts.session.state)

    def _again(self, uid: str) -> None:
        """Show what was shown on a series before."""
        one = self._parts.session.state.opened.get(uid)
        if one is None or one.series.kind not in PICTURED:
            return
        for object_uid in tuple(self._wanted.get(uid, ())):
            derived = self._series(object_uid)
            if derived is not None:
                self.show(derived, shown_grid(one))

    def _read_replaced(self, state: State) -> None:
        """Objects whose files are others now are read anew, and nothing of the former ones stays on screen."""
        stamps = {series.uid: series.stamp for study in state.studies for series in study.series}
        running = [pair for pair in self._running if stamps.get(pair[0], pair[2]) != pair[2]]
        for pair in running:
            self._parts.jobs.cancel(self._running[pair])
        stale = [pair for pair in self._kept if stamps.get(pair[0], pair[2]) != pair[2]]
        former = {id(self._kept[pair][0]) for pair in stale}
        again = {self._series_of(pair[1]) for pair in running}
        for uid, one in state.opened.items():
            laid = frozenset(layer.uid for layer in one.overlaid if id(layer) in former)
            if laid:
                self._parts.session.apply(OverlaidDropped(laid, uid))
                again.add(uid)
        for pair in stale:
            self._parts.jobs.release("files", self._kept.pop(pair)[1])
        for uid in again:
            self._again(uid)

    def _series_of(self, grid: str) -> str:
        """UID of the open series with a grid; empty for none."""
        return next((uid for uid, known in _grids(self._parts.session.state).items() if known == grid), "")

    def _land(self, state: State) -> None:
        """Go to the image that was asked for with the series, once that is open."""
        uid, wanted = self._jump
        one = state.opened.get(uid)
        if one is None:
            return
        self._jump = "", frozenset()
        if one.images is not None:
            numbers = (n for n, frame in enumerate(one.images.frames) if frame.sop_instance_uid in wanted)
            self._parts.session.apply(FrameShown(next(numbers, 0), uid))
        elif one.volume is not None:
            number = next(n for n, image in enumerate(one.series.instances) if image.sop_instance_uid in wanted)
            slices, rows, columns = one.volume.geometry.shape
            middle = (number % slices, (rows - 1) / 2.0, (columns - 1) / 2.0)
            x, y, z = (float(value) for value in one.volume.geometry.to_lps(middle))
            self._parts.session.apply(CursorMoved((x, y, z), uid))

    def _read(self, pair: Pair, layer: Overlaid) -> None:
        serial = self._running.pop(pair)
        layer = replace(layer, uid=pair[0])
        self._kept[pair] = layer, serial
        self._tell_busy()
        self._lay(pair, layer)
        self._release()

    def _release(self) -> None:
        shown = {id(layer) for one in self._parts.session.state.opened.values() for layer in one.overlaid}
        for pair, (layer, serial) in tuple(self._kept.items())[: max(len(self._kept) - KEPT, 0)]:
            if id(layer) not in shown:
                del self._kept[pair]
                self._parts.jobs.release("files", serial)

    def _lay(self, pair: Pair, layer: Overlaid) -> None:
        uid, derived = self._series_of(pair[1]), self._series(pair[0])
        one = self._parts.session.state.opened.get(uid)
        if one is None or pair[0] not in self._wanted.get(uid, ()):
            return
        if derived is not None and derived.stamp != pair[2]:
            return
        if not any(known is layer for known in one.overlaid):
            self._parts.session.apply(OverlaidFound(layer, uid))

    def _refused(self, pair: Pair, onto: Series, failed: Failed) -> None:
        self._ended(pair)
        self._wanted.get(onto.uid, {}).pop(pair[0], None)
        derived = self._series(pair[0])
        name = words.series_title(derived) if derived is not None else ""
        told = self.tr("“{object}” cannot be shown here: {why}").format(object=name, why=failed.message)
        self.failed.emit(MedViewError(told, failed.hint))

    def _ended(self, pair: Pair) -> None:
        self._running.pop(pair, None)
        self._tell_busy()

    def _tell_busy(self) -> None:
        self.busy_changed.emit(frozenset(pair[0] for pair in self._running))

    def _present(self, state: State) -> None:
        """Window volumes the way the applied presentation state wants it; afterwards as they were before.

        Pictures of a stack are each shown in their own way by their viewport.
        """
        for uid, one in state.opened.items():
            if one.volume is None:
                continue
            layer = _applied(one)
            how = next((image for image in layer.presented if image.window), None) if layer is not None else None
            if how is not None and how.window is not None:
                self._windows.setdefault(uid, one.window)
                self._put_window(uid, how.window)
            elif layer is None and uid in self._windows:
                self._put_window(uid, self._windows.pop(uid))

    def _put_window(self, uid: str, window: Window) -> None:
        if self._parts.session.state.opened[uid].window != window:
            self._parts.session.apply(WindowChanged(window, uid))

    def _hide(self, one: Opened, uids: frozenset[str]) -> None:
        if uids != one.hidden:
            self._parts.session.apply(OverlaidHidden(uids, one.series.uid))

    def _unhide(self, uid: str, one: Opened) -> None:
        """Show an object again; of presentation states only one is applied."""
        derived, others = self._series(uid), frozenset[str]()
        if derived is not None and derived.kind is Kind.PRESENTATION:
            others = frozenset(layer.uid for layer in one.overlaid if isinstance(layer, PresentationLayer))
        self._hide(one, (one.hidden | others) - {uid})

    def _series(self, uid: str) -> Series | None:
        studies = self._parts.session.state.studies
        return next((series for study in studies for series in study.series if series.uid == uid), None)


def _is(one: Series | None, other: Series) -> bool:
    return one is not None and one.uid == other.uid


def _holds(series: Series, uids: frozenset[str]) -> bool:
    return any(instance.sop_instance_uid in uids for instance in series.instances)


def _applied(one: Opened) -> PresentationLayer | None:
    """The presentation state that is applied to open images."""
    shown = (layer for layer in reversed(one.overlaid) if layer.uid not in one.hidden)
    return next((layer for layer in shown if isinstance(layer, PresentationLayer)), None)


def shown_grid(one: Opened) -> Series:
    """An open series on the grid its volume was opened on: another than its own at half resolution."""
    series, volume = one.series, one.volume
    if volume is None or (series.geometry is not None and series.geometry.same_grid(volume.geometry)):
        return series
    return replace(series, geometry=volume.geometry)


def _grids(state: State) -> dict[str, str]:
    """The grid of every open series, by UID."""
    return {uid: grid_key(shown_grid(one)) for uid, one in state.opened.items()}


def grid_key(onto: Series) -> str:
    """What tells one grid of a series, and the files it was read from, from another."""
    shape = onto.geometry.shape if onto.geometry is not None else ()
    return f"{onto.uid}|{onto.stamp}|{shape}|{onto.resampled}"
