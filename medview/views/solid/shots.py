"""Pictures of a body, asked from the drawing processes: a quick one for every move, a sharp one once nothing moves.

The window's thread only passes wishes on and takes pixels: it never waits for a frame.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from medview.imaging.scene import Frame3D, Shot, read_frame
from medview.jobs.protocol import Failed
from medview.views.jobs import JobBridge, Then

QUICK, SHARP = "drawing", "refining"
"""The pools."""
REST_MS = 180
"""A view that nobody moved for so long is worth a sharp picture."""
_TRIES = 2
"""Pictures in a row whose process died, after which no more are asked."""
_BUDGET_S = 0.055
"""A quick frame may take so long; coarser rays keep to it."""
_COARSENESS = (1.0, 5.0)
_CHANGE = 1.5
_QUICK_PIXELS = 800 * 800
"""Frames while moving have no more pixels than these, whatever the screen."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A picture that arrived.

    Args:
        image: Colours multiplied by alpha.
        shot: What it is of.
        frame: How it was drawn.
        sharp: No better one follows.
    """

    image: QImage
    shot: Shot
    frame: Frame3D
    sharp: bool


@dataclass(frozen=True)
class Wish:
    """What is to be seen.

    Args:
        quick: While it moves, or None where only a sharp picture makes sense.
        sharp: Once it rests; None for no better one.
    """

    quick: Shot | None
    sharp: Shot | None


class Shots(QObject):
    """Keeps the newest wish, one quick frame under way at most, and a sharp one once the wishes rest.

    Args:
        jobs: Where pictures are drawn.
        parent: The view.
    """

    arrived = Signal(object)
    """A ``Shown``."""
    failed = Signal(object)
    """A ``Failed``: no picture can be drawn; nothing is asked any more until ``again``."""

    def __init__(self, jobs: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.moving = False
        """Whether a hand moves the view: no sharp picture is begun."""
        self._jobs = jobs
        self._wish = Wish(None, None)
        self._asked: Shot | None = None
        self._drawn: Shot | None = None
        self._sharp_drawn: Shot | None = None
        self._quick: int | None = None
        self._sharp: int | None = None
        self._broken = False
        self._crashes = 0
        self._coarseness = 2.0
        self._timer, self._rest = QTimer(self, singleShot=True), QTimer(self, singleShot=True)
        self._timer.timeout.connect(self._draw)
        self._rest.setInterval(REST_MS)
        self._rest.timeout.connect(self._refine)

    @property
    def busy(self) -> bool:
        """Whether a better picture than the one shown is to come."""
        waiting = self._timer.isActive() or self._rest.isActive()
        return waiting or self._quick is not None or self._sharp is not None

    def want(self, wish: Wish, wait_ms: int = 0) -> None:
        """See something else, within ``wait_ms``; a wish that is the same as the one before changes nothing."""
        if wish == self._wish:
            return
        self._wish = wish
        self._stop_refining()
        if self._broken:
            return
        if wish.sharp is None or wish.sharp != self._sharp_drawn:
            self._timer.start(wait_ms)
        self._rest.start()

    def hold(self, moving: bool) -> None:
        """A hand takes the view, or lets it go."""
        self.moving = moving
        self._rest.start()

    def again(self) -> None:
        """Try once more after a failure."""
        self._broken, self._crashes = False, 0
        self._drawn = self._sharp_drawn = None
        self._timer.start(0)
        self._rest.start()

    def forget(self) -> None:
        """What was drawn is not shown any more, and what is being drawn never will be."""
        self._drawn = self._sharp_drawn = None
        self._stop_refining()
        self._stop_drawing()

    def shut(self) -> None:
        """Ask for nothing more."""
        self._broken = True
        self._timer.stop()
        self._rest.stop()
        self._stop_refining()
        self._stop_drawing()

    def _draw(self) -> None:
        shot = self._wish.quick
        if self._quick is not None or self._broken or shot is None:
            return
        self._asked = shot
        drawn = replace(shot, size=quick_size(shot.size), coarseness=self._coarseness, quick=True)
        if drawn == self._drawn:
            return

        def take(frame: Frame3D) -> None:
            image = image_of(frame)
            self._jobs.release(QUICK, serial)
            if self._quick == serial:
                self._quick = None
                self._take_quick(Shown(image, drawn, frame, self._wish.sharp is None))

        serial = self._submit(QUICK, "draw", drawn, take)
        self._quick = serial

    def _take_quick(self, shown: Shown) -> None:
        self._crashes = 0
        self._drawn = shown.shot
        self._coarseness = _adapted(self._coarseness, shown.frame)
        if self._sharp_drawn is None or self._sharp_drawn != self._wish.sharp:
            self._sharp_drawn = None
            self.arrived.emit(shown)
        if self._asked != self._wish.quick:
            self._draw()

    def _refine(self) -> None:
        shot = self._wish.sharp
        if self._broken or self.moving or shot is None or shot == self._sharp_drawn or self._sharp is not None:
            return

        def step(frame: Frame3D) -> None:
            if self._sharp == serial:
                self.arrived.emit(Shown(image_of(frame), shot, frame, False))

        def take(frame: Frame3D) -> None:
            if self._sharp == serial:
                self._sharp = None
                self._sharp_drawn = shot
                self.arrived.emit(Shown(image_of(frame), shot, frame, True))
            self._jobs.release(SHARP, serial)

        serial = self._submit(SHARP, "refine", shot, take, step)
        self._sharp = serial

    def _stop_refining(self) -> None:
        if self._sharp is not None:
            self._jobs.cancel(self._sharp)
            self._sharp = None

    def _stop_drawing(self) -> None:
        if self._quick is not None:
            self._jobs.cancel(self._quick)
            self._quick = None

    def _submit(
        self,
        pool: str,
        task: str,
        shot: Shot,
        take: Callable[[Frame3D], None],
        step: Callable[[Frame3D], None] | None = None,
    ) -> int:
        def tell(failure: Failed) -> None:
            if serial in (self._quick, self._sharp):
                self._fail(failure, serial)

        serial = self._jobs.submit(pool, task, "", Then(done=take, partial=step, failed=tell), shot=shot)
        return serial

    def _fail(self, failure: Failed, serial: int) -> None:
        """A process that died is replaced: it gets another try before the view gives up."""
        sharp = serial == self._sharp
        self._quick, self._sharp = (self._quick, None) if sharp else (None, self._sharp)
        if failure.kind == "error" and not sharp and self._asked != self._wish.quick:
            self._timer.start()  # it was about what is not wanted any more
            return
        self._crashes += 1
        if failure.kind == "crashed" and self._crashes < _TRIES:
            (self._rest if sharp else self._timer).start()
            return
        if sharp and self._drawn is not None:
            self._sharp_drawn = self._wish.sharp  # the quick picture stays
        else:
            self._broken = True
        self.failed.emit(failure)


def quick_size(size: tuple[int, int]) -> tuple[int, int]:
    """The size of a frame while moving, of the same shape."""
    width, height = size
    factor = min(1.0, math.sqrt(_QUICK_PIXELS / max(width * height, 1)))
    return max(1, round(width * factor)), max(1, round(height * factor))


def image_of(frame: Frame3D) -> QImage:
    """A drawn picture as Qt's."""
    pixels = read_frame(frame.path)
    height, width, _ = pixels.shape
    form = QImage.Format.Format_RGBA8888_Premultiplied
    return QImage(pixels.data, width, height, width * 4, form).copy()


def _adapted(coarseness: float, frame: Frame3D) -> float:
    """Coarser rays after a slow frame, finer ones after a quick one; the work falls with their square."""
    if not frame.software:
        return 1.0
    wanted = math.sqrt(frame.seconds / _BUDGET_S)
    if 0.7 < wanted < 1.1:  # near enough: pictures of one fineness do not flicker
        return coarseness
    changed = coarseness * min(max(wanted, 1.0 / _CHANGE), _CHANGE)
    return min(max(changed, _COARSENESS[0]), _COARSENESS[1])
