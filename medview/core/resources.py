"""Where the files shipped with the program are."""

from __future__ import annotations

from pathlib import Path

from medview.core.errors import MedViewError

_PACKAGE = Path(__file__).resolve().parent.parent


def resource(*parts: str) -> Path:
    """The path of a shipped file or folder.

    Args:
        parts: Path below ``resources``.

    Raises:
        MedViewError: It is not there.
    """
    for root in (_PACKAGE / "resources", _PACKAGE.parent / "resources"):
        path = root.joinpath(*parts)
        if path.exists():
            return path
    raise MedViewError(
        f"MedView's own file {'/'.join(parts)} is missing.", "Install MedView again, or run it from a complete clone."
    )
