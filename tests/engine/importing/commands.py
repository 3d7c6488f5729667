"""The command line with its jobs in this process: starting torch anew for every command would take minutes."""

import json
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from medview.cli import desk
from medview.cli.app import main
from medview.cli.desk import Windows
from medview.core.errors import MedViewError
from medview.jobs.local import LocalContext
from medview.jobs.protocol import Failed, JobFailed
from medview.jobs.table import POOLS
from medview.session.paths import user_paths


class HerePools:
    """Pools whose tasks run where they are asked for."""

    def __init__(self, workspace: Path, **_: object) -> None:
        self._workspace = workspace

    def __enter__(self) -> "HerePools":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def run(self, pool: str, task: str, on_progress: object = None, /, **arguments: Any) -> Any:
        module, table = POOLS[pool].tasks.split(":")
        try:
            return getattr(import_module(module), table)[task](LocalContext(self._workspace), **arguments)
        except MedViewError as error:
            raise JobFailed(Failed(0, error.message, error.hint, "error")) from error


Command = Callable[..., tuple[int, dict[str, Any]]]


def commands(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    """What runs ``medview models …`` and returns its exit code and its JSON."""
    monkeypatch.setattr(desk, "Pools", HerePools)

    def run(*arguments: str | Path) -> tuple[int, dict[str, Any]]:
        windows = Windows(lambda _paths: 0, lambda *_: 0, lambda *_: 0)
        code = main(["models", *map(str, arguments), "--json"], windows, user_paths())
        return code, json.loads(capsys.readouterr().out)

    return run
