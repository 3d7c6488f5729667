"""Exit codes: what a script can tell from how the program ended."""

from __future__ import annotations

from enum import IntEnum

from medview.core.errors import MedViewError
from medview.jobs.protocol import FailureKind


class Exit(IntEnum):
    """How the program ended."""

    DONE = 0
    BUG = 1
    USAGE = 2
    INPUT = 3
    MODEL = 4
    WRITE = 5
    MEMORY = 6
    INCOMPLETE = 7
    CANCELLED = 130


MEANINGS = {
    Exit.DONE: "done",
    Exit.BUG: "a mistake in MedView",
    Exit.USAGE: "the command was not understood, or it needs another option",
    Exit.INPUT: "the input was refused: unreadable, or not what the model accepts",
    Exit.MODEL: "the model is unknown or damaged, or its result is not to be trusted",
    Exit.WRITE: "the result could not be written",
    Exit.MEMORY: "not enough memory",
    Exit.INCOMPLETE: "done, but a part of the input was left out; the output says which and why",
    Exit.CANCELLED: "cancelled (Ctrl+C)",
}

OF_KIND: dict[FailureKind, Exit] = {"bug": Exit.BUG, "crashed": Exit.BUG, "memory": Exit.MEMORY}
"""Failures whose code does not depend on what was being done."""


class Stop(Exception):
    """Ends the command with a code and a message.

    Args:
        code: The exit code.
        error: What to tell.
    """

    def __init__(self, code: Exit, error: MedViewError) -> None:
        super().__init__(str(error))
        self.code = code
        self.error = error


def epilogue() -> str:
    """The exit codes, for the help text."""
    return "Exit codes: " + "; ".join(f"{code.value} {meaning}" for code, meaning in MEANINGS.items()) + "."
