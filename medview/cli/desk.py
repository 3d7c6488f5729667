"""What every command works with: output, the user's folders, models, and jobs in their own processes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medview.catalog.catalog import Catalog
from medview.catalog.package import Package
from medview.cli.exits import OF_KIND, Exit, Stop
from medview.cli.output import Output
from medview.core.errors import MedViewError
from medview.jobs.pools import Pools
from medview.jobs.protocol import JobFailed
from medview.jobs.table import BATCH, POOLS
from medview.jobs.workspace import Workspace
from medview.session.paths import Paths


@dataclass(frozen=True)
class Windows:
    """What needs a window; each returns an exit code.

    Args:
        open: Open the window on some paths.
        show_demo: Open it on the demonstration study and analyse it with a model: (folder, model id).
        drive_demo: Drive it through all four steps without a person: (folder, model id, output folder).
    """

    open: Callable[[tuple[str, ...]], int]
    show_demo: Callable[[Path, str], int]
    drive_demo: Callable[[Path, str, Path], int]


@dataclass(frozen=True)
class Desk:
    """What a command gets.

    Args:
        output: Where it says what.
        windows: What needs a window.
        paths: The user's folders.
    """

    output: Output
    windows: Windows
    paths: Paths

    @property
    def catalog(self) -> Catalog:
        """The models at hand."""
        return Catalog.shipped(self.paths.models)

    def model(self, model_id: str) -> Package:
        """A model by its identifier.

        Raises:
            Stop: There is none.
        """
        with stopping(Exit.MODEL):
            return self.catalog.find(model_id)

    def usable(self, model_id: str) -> Package:
        """A model that may be run: shipped, signed by a trusted publisher, or confirmed by a person.

        Raises:
            Stop: There is none, or it may not; the message says what to do.
        """
        package = self.model(model_id)
        doubt = self.catalog.doubt(package)
        if doubt is not None:
            raise Stop(Exit.MODEL, doubt)
        return package

    @contextmanager
    def work(self) -> Iterator[Work]:
        """Processes for jobs, and a folder for what they exchange; gone at the end."""
        with (
            stopping(Exit.WRITE),
            Workspace(self.paths.workspaces) as workspace,
            Pools(workspace.folder, table={**POOLS, BATCH.name: BATCH}) as pools,
        ):
            yield Work(self.output, pools)


@dataclass(frozen=True)
class Work:
    """Runs jobs and shows how far they are."""

    output: Output
    pools: Pools

    def run(self, title: str, code: Exit, pool: str, task: str, **arguments: Any) -> Any:
        """Run a job.

        Args:
            title: What it does, for people.
            code: The exit code when it fails for an expected reason.
            pool: The pool's name.
            task: The task's name.
            arguments: The task's arguments.

        Raises:
            Stop: It failed.
        """
        with self.output.progress(title) as move:
            try:
                return self.pools.run(pool, task, move, **arguments)
            except JobFailed as failed:
                raise Stop(OF_KIND.get(failed.kind, code), failed) from failed


@contextmanager
def stopping(code: Exit) -> Iterator[None]:
    """End the command with ``code`` when something expected goes wrong inside."""
    try:
        yield
    except MedViewError as error:
        raise Stop(code, error) from error
