"""The errors a person can act on."""

from __future__ import annotations


class MedViewError(Exception):
    """An expected failure, told in the user's terms.

    Args:
        message: What was received and what was expected.
        hint: What the user can do next.
    """

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message, hint)
        self.message = message
        self.hint = hint

    def __str__(self) -> str:
        return f"{self.message} {self.hint}".strip()


class ReadError(MedViewError):
    """A file or folder that cannot be read as what it claims to be."""


class WriteError(MedViewError):
    """An export that could not be written."""


class ModelError(MedViewError):
    """A model package that is damaged, untrusted or unfit for the input."""


class NotTrusted(MedViewError):
    """A result the engine computed and refuses to show, with its reason."""
