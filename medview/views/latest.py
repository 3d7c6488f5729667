"""One kind of job of which only the newest counts: the answer to an older wish is dropped."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from medview.core.errors import MedViewError
from medview.jobs.protocol import Failed
from medview.views.jobs import JobBridge, Then


@dataclass(eq=False)
class _Wish:
    serial: int = 0


class Latest:
    """Submits jobs; a new one cancels the one before.

    Args:
        jobs: Where they run.
        pool: The pool.
        task: The task.
    """

    def __init__(self, jobs: JobBridge, pool: str, task: str) -> None:
        self._jobs = jobs
        self._pool = pool
        self._task = task
        self._wish: _Wish | None = None

    def submit(
        self,
        title: str,
        done: Callable[[Any, int], None],
        failed: Callable[[MedViewError], object],
        so_far: Callable[[Any], None] | None = None,
        ended: Callable[[], object] | None = None,
        /,
        **args: Any,
    ) -> None:
        """Run the task.

        Args:
            title: For the list of jobs.
            done: Takes the value and the job's serial number, by which its files are released.
            failed: Takes the failure.
            so_far: Takes what there is to show before the end.
            ended: Called when somebody else cancelled the job.
            args: For the task.
        """
        self.cancel()
        wish = self._wish = _Wish()
        then = Then(
            done=partial(self._done, wish, done),
            partial=partial(self._so_far, wish, so_far) if so_far else None,
            failed=partial(self._failed, wish, failed),
            cancelled=partial(self._cancelled, wish, ended),
        )
        wish.serial = self._jobs.submit(self._pool, self._task, title, then, **args)

    def cancel(self) -> None:
        """Give up what runs."""
        if self._wish is not None:
            self._jobs.cancel(self._wish.serial)
            self._wish = None

    def _so_far(self, wish: _Wish, take: Callable[[Any], None], value: Any) -> None:
        if wish is self._wish:
            take(value)

    def _done(self, wish: _Wish, done: Callable[[Any, int], None], value: Any) -> None:
        if self._over(wish):
            done(value, wish.serial)
        else:
            self._jobs.release(self._pool, wish.serial)

    def _failed(self, wish: _Wish, failed: Callable[[MedViewError], object], ending: Failed) -> None:
        if self._over(wish):
            failed(MedViewError(ending.message, ending.hint))

    def _cancelled(self, wish: _Wish, ended: Callable[[], object] | None) -> None:
        if self._over(wish) and ended is not None:
            ended()

    def _over(self, wish: _Wish) -> bool:
        """Whether this was the newest wish."""
        newest = wish is self._wish
        self._forget(wish)
        return newest

    def _forget(self, wish: _Wish) -> None:
        if wish is self._wish:
            self._wish = None
