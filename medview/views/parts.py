"""What every flow works with: passed in by the start of the program, never global."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from medview.session.session import Session
from medview.session.store import Store
from medview.views.background import Background
from medview.views.jobs import JobBridge


@dataclass(frozen=True, eq=False)
class Parts:
    """The parts flows are made of.

    Args:
        session: The state of this sitting.
        store: What outlives it.
        jobs: Work in other processes.
        background: Small work in threads.
        models: The user's own model packages, beside the shipped ones.
        workspace: This process's private folder.
        headers: Says which file remembers the headers of earlier scans; empty for none.
    """

    session: Session
    store: Store
    jobs: JobBridge
    background: Background
    models: Path
    workspace: Path
    headers: Callable[[], str] = str
