"""What the command line says: for people, or one JSON document for machines."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from rich.console import Console, RenderableType
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.text import Text

from medview.cli.exits import MEANINGS, Exit
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.jobs import protocol

OnProgress = Callable[[protocol.Progress], None]


class Output:
    """Where results and messages go: results to stdout, everything else to stderr.

    Args:
        as_json: Print one JSON document and nothing else on stdout.
    """

    def __init__(self, as_json: bool) -> None:
        self.as_json = as_json
        self._results = Console(soft_wrap=True, highlight=False)
        self._messages = Console(stderr=True, soft_wrap=True, highlight=False)

    def result(self, document: dict[str, Any], shown: RenderableType) -> None:
        """Print the command's result.

        Args:
            document: For machines.
            shown: For people.
        """
        if self.as_json:
            sys.stdout.write(json.dumps(document, ensure_ascii=False, indent=1) + "\n")
        else:
            self._results.print(shown)

    def note(self, text: str) -> None:
        """Tell something beside the result."""
        self._messages.print(Text(text))

    def failed(self, code: Exit, error: MedViewError) -> None:
        """Tell why the command ended."""
        if self.as_json:
            document = {"code": code.value, "kind": MEANINGS[code], "message": error.message, "hint": error.hint}
            self.result({"error": document}, "")
            return
        self._messages.print(Text(error.message, style="bold red"))
        if error.hint:
            self._messages.print(Text(error.hint))

    @contextmanager
    def progress(self, title: str) -> Iterator[OnProgress]:
        """A progress bar on the terminal, a line where there is none."""
        if not self._messages.is_terminal:
            self.note(f"{title} …")
            yield lambda _: None
            return
        columns = (TextColumn("{task.description}"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
        with Progress(*columns, console=self._messages, transient=True) as bars:
            bar = bars.add_task(title, total=1.0)

            def move(progress: protocol.Progress) -> None:
                bars.update(bar, completed=progress.fraction, description=_described(title, progress.note))

            yield move


def _described(title: str, note: str) -> str:
    return f"{title}: {note}" if note else title


def json_hint() -> str:
    """The help text of the option."""
    return tr("Print one JSON document on stdout and nothing else; works with every command.")
