"""The file of what was open, and the count of starts that ended while it was being put back."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from medview.core.files import keep_aside, write_whole
from medview.core.text import tr
from medview.session.plain import made, plain
from medview.session.settings import Upgrade, upgraded
from medview.session.sitting import Sitting

UPGRADES: tuple[Upgrade, ...] = ()
"""Step n takes the file of version n + 1 to version n + 2; a step is added and never changed."""

TRIES = 2
"""Starts in a row that ended while everything was put back, after which a plain one is offered."""


def save_sitting(path: Path, sitting: Sitting) -> None:
    """Store what is open; for this user's eyes only (0600).

    Raises:
        WriteError: It could not be written; the earlier one is untouched.
    """
    write_whole(path, json.dumps(sitting_to_json(sitting), ensure_ascii=False))


def load_sitting(path: Path) -> tuple[Sitting | None, str]:
    """What was open, None where nothing is known, and a sentence to tell the user where something was wrong.

    A file that cannot be used is kept beside the new one.
    """
    try:
        return sitting_from_json(json.loads(path.read_text(encoding="utf-8"))), ""
    except FileNotFoundError:
        return None, ""
    except OSError as error:
        told = tr("What was open last could not be read ({reason}).")
        return None, told.format(reason=error.strerror or type(error).__name__)
    except (ValueError, KeyError, TypeError, RecursionError):
        return None, _told_aside(path)


def sitting_to_json(sitting: Sitting) -> dict[str, Any]:
    """The stored form."""
    return {"version": len(UPGRADES) + 1, **plain(sitting)}


def sitting_from_json(data: Any, steps: Sequence[Upgrade] = UPGRADES) -> Sitting:
    """Read what this or an earlier version stored.

    Raises:
        ValueError, KeyError, TypeError: It is not what was stored, or a newer version wrote it.
    """
    return made(Sitting, upgraded(data, steps))


class Tries:
    """Counts starts that began to put everything back and have not ended doing so.

    Args:
        path: The counter's file.
    """

    def __init__(self, path: Path) -> None:
        self._path = path

    @property
    def count(self) -> int:
        """How many there were in a row."""
        try:
            return int(self._path.read_text(encoding="ascii"))
        except (OSError, ValueError):
            return 0

    def begin(self) -> None:
        """One more."""
        with contextlib.suppress(OSError):
            self._path.write_text(str(self.count + 1), encoding="ascii")

    def end(self) -> None:
        """It went well, or is given up."""
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)


def _told_aside(path: Path) -> str:
    try:
        name = keep_aside(path).name
    except OSError:
        return tr("The record of what was open is damaged; MedView starts plainly.")
    told = tr("The record of what was open was damaged or from a newer version; it is kept as {name}.")
    return told.format(name=name)
