"""One of several processes that train together; torch's launcher starts it with the file that says what to do."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

from medview.core.errors import MedViewError
from medview.jobs.child import die_with
from medview.tasks.launching import FAILURE, PROGRESS, RESULT, STOP
from medview.training.kinds import load_recipe, train_by
from medview.training.running.team import joined


class Stopped(BaseException):
    """Whoever asked for the run wants it to stop; no ``except Exception`` swallows it."""


def main(request: Path) -> int:
    """Train as one of the team; the first process tells how it goes."""
    die_with(os.getppid())
    wanted = json.loads(request.read_text(encoding="utf-8"))
    folder = Path(wanted["told"])
    with joined() as team:

        def checkpoint(fraction: float, note: str) -> None:
            if team.leads:
                tell(folder / PROGRESS, fraction=fraction, note=note)
                if (folder / STOP).exists():
                    raise Stopped

        try:
            package = train_by(load_recipe(wanted["plan"]), Path(wanted["data"]), Path(wanted["out"]), checkpoint)
        except MedViewError as error:
            tell(folder / FAILURE, message=error.message, hint=error.hint)
            return 1
        except Stopped:
            return 1  # the launcher ends the others
        if team.leads:
            tell(folder / RESULT, folder=str(package))
        return 0


def tell(path: Path, **values: Any) -> None:
    """Write a file whole or not at all."""
    draft = path.with_suffix(f".{os.getpid()}")
    draft.write_text(json.dumps(values), encoding="utf-8")
    os.replace(draft, path)


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
