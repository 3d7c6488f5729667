"""Tasks of the preparing pool: what data hold, told before anything is trained, and data made ready to train from."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from medview.core.training import FoundData, Wish
from medview.jobs.protocol import Context
from medview.training.preparing.inspecting import inspect
from medview.training.preparing.planning import kind_of_wish, split_seed


def inspect_data(context: Context, data: str, wish: Wish) -> FoundData:
    """Look at a data folder.

    Args:
        context: The job.
        data: The folder.
        wish: What is to be trained.

    Raises:
        MedViewError: It is laid out in no way MedView knows.
    """
    return inspect(Path(data), kind_of_wish(wish), split_seed(wish), context.checkpoint)


TASKS: dict[str, Callable[..., Any]] = {"inspect_data": inspect_data}
"""What the preparing pool runs."""
