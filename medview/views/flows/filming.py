"""Films: pictures are drawn one after the other between the window's other work, then a worker makes a file of them."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any
from uuid import uuid4

import numpy as np
from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage

from medview.core.errors import MedViewError
from medview.jobs.protocol import Failed
from medview.session.wishes import FilmWish, PictureWish
from medview.views.flows.picturing import room_error
from medview.views.jobs import Then
from medview.views.output.exported import StillShown, shows_unreviewed
from medview.views.output.frames import Frames, PictureFrames, PositionFrames, SliceFrames
from medview.views.parts import Parts
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.slice_view import SliceView
from medview.views.solid.turning import TurnFrames
from medview.views.solid.volume_view import VolumeView
from medview.views.tiles.pane import Pane
from medview.views.viewport.labelled import Label, labelled, rgb

_AGAIN_MS = 40
"""How long to wait for a picture that is still being read."""


@dataclass(frozen=True, eq=False)
class Reel:
    """Something a film can be made of.

    Args:
        words: What moves, for people.
        frames: Its pictures.
        unreviewed: What an AI found is drawn on them, and nobody has decided on all of it.
        shown: The viewport they are of.
        rate: A rate that suits them, pictures per second; 0 where none is known.
    """

    words: str
    frames: Frames
    unreviewed: Callable[[PictureWish], bool]
    shown: StillShown
    rate: float = 0.0


def picture_at(reel: Reel, number: int, wish: PictureWish, film: FilmWish) -> QImage | None:
    """One labelled picture of a film; None while it is still being read.

    Raises:
        MedViewError: It cannot be drawn any more.
    """
    reel.shown.check()
    scale = max(1, round(film.size))
    image = reel.frames.draw(number, replace(wish, scale=scale))
    if image is None:
        return None
    if film.size < 1.0:
        size = QSize(max(2, round(image.width() * film.size)), max(2, round(image.height() * film.size)))
        image = image.scaled(size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation)
    return labelled(image, Label(reel.unreviewed(wish)), scale)


class Filming(QObject):
    """Makes one film at a time.

    Args:
        parts: What flows work with.
        parent: The window.
    """

    progressed = Signal(int, int)
    """Pictures drawn, of how many."""
    drawn = Signal()
    """All pictures are drawn; a worker goes on."""
    saved = Signal(str)
    """The film's path."""
    failed = Signal(object)
    """A ``MedViewError``."""

    def __init__(self, parts: Parts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._work: _Work | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    @property
    def busy(self) -> bool:
        """Whether pictures are being drawn."""
        return self._work is not None

    def begin(self, reel: Reel, numbers: tuple[int, ...], wish: PictureWish, film: FilmWish, path: str) -> None:
        """Draw pictures, then write them."""
        self.cancel()
        self._work = _Work(reel, numbers, wish, film, path, self._parts.workspace / f"film-{uuid4().hex}.npy")
        self._timer.start(0)

    def cancel(self) -> None:
        """Draw no more; what was drawn is removed."""
        self._timer.stop()
        work, self._work = self._work, None
        if work is not None:
            work.drop()

    def _step(self) -> None:
        """Draw one picture."""
        work = self._work
        if work is None:
            return
        try:
            waiting = not work.draw_next()
        except (MedViewError, OSError) as error:
            self.cancel()
            self.failed.emit(room_error(error) if isinstance(error, OSError) else error)
            return
        self.progressed.emit(work.done, len(work.numbers))
        if work.done < len(work.numbers):
            self._timer.start(_AGAIN_MS if waiting else 0)
            return
        self._work = None
        self._hand_over(work)

    def _hand_over(self, work: _Work) -> None:
        work.close()
        self.drawn.emit()
        title = self.tr("Film {name}").format(name=Path(work.path).name)
        arguments: dict[str, Any] = {"rate": work.film.rate, "loop": work.film.loop}

        def not_written(failed: Failed) -> None:
            work.drop()
            self.failed.emit(MedViewError(failed.message, failed.hint))

        then = Then(self.saved.emit, failed=not_written, cancelled=work.drop)
        self._parts.jobs.submit(
            "files", "write_film", title, then, pixels=str(work.pixels), path=work.path, **arguments
        )


@dataclass(eq=False)
class _Work:
    """A film that is being drawn."""

    reel: Reel
    numbers: tuple[int, ...]
    wish: PictureWish
    film: FilmWish
    path: str
    pixels: Path
    done: int = 0
    sheet: Any = None

    def draw_next(self) -> bool:
        """Draw one more picture; False while it is still being read.

        Raises:
            MedViewError: It cannot be drawn any more.
            OSError: There is no room for it.
        """
        image = picture_at(self.reel, self.numbers[self.done], self.wish, self.film)
        if image is None:
            return False
        drawn = rgb(image)
        if self.sheet is None:
            self._make_sheet(drawn.shape)
        self.sheet[self.done] = drawn
        self.done += 1
        return True

    def close(self) -> None:
        """Let the worker have the file."""
        self.sheet = None

    def drop(self) -> None:
        """Remove the file."""
        self.close()
        with contextlib.suppress(OSError):
            self.pixels.unlink(missing_ok=True)

    def _make_sheet(self, shape: tuple[int, ...]) -> None:
        whole = (len(self.numbers), *shape)
        if shutil.disk_usage(self.pixels.parent).free < 1.05 * np.prod(whole, dtype=np.int64):
            raise OSError(28, "No space left on device")
        self.sheet = np.lib.format.open_memmap(self.pixels, mode="w+", dtype=np.uint8, shape=whole)


def reels(pane: Pane | None) -> tuple[Reel, ...]:
    """What films can be made of a viewport."""
    view = getattr(pane, "view", None)
    if pane is None or view is None or not pane.tile.series:
        return ()
    state = pane.state

    def unreviewed(wish: PictureWish) -> bool:
        return shows_unreviewed((state, pane.state), wish)

    shown = StillShown(pane)

    if isinstance(view, ImageView) and view.last > 0:
        uid = pane.tile.series
        frames = PictureFrames(view, lambda number: pane.frame_missed.emit(uid, number))
        return (Reel(_tr("The pictures of the stack"), frames, unreviewed, shown, _own_rate(view)),)
    if isinstance(view, SliceView) and view.frame is not None:
        slices = Reel(_tr("The slices of the volume"), SliceFrames(view), unreviewed, shown)
        return (*_positions(pane, view, unreviewed, shown), *((slices,) if view.last > 0 else ()))
    if isinstance(view, VolumeView) and view.ready:
        return (Reel(_tr("The 3D view, once around"), TurnFrames(view, pane.kit.jobs), unreviewed, shown),)
    return ()


def _positions(
    pane: Pane, view: SliceView, unreviewed: Callable[[PictureWish], bool], shown: StillShown
) -> tuple[Reel, ...]:
    state = pane.state
    if state.series is None or state.volume is None or not state.volume.at or view.scene.stored is None:
        return ()
    return tuple(
        Reel(
            _tr("Along the dimension “{name}”").format(name=one.name),
            PositionFrames(view, number, len(one.values)),
            unreviewed,
            shown,
        )
        for number, one in enumerate(state.series.dimensions)
        if len(one.values) > 1
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("filming", text)


def _own_rate(view: ImageView) -> float:
    stack = view.scene.stack
    return 1000.0 / stack.images.frame_ms if stack is not None and stack.images.frame_ms > 0 else 0.0
