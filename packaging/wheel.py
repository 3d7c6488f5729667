"""What of ``resources/`` goes into a wheel: everything, but the model packages named in MEDVIEW_LEAVE_OUT.

Whoever may not pass on a model, for the licence of what it learned from, builds a wheel without it:
``make wheel LEAVE_OUT="brain-mr-tumour-detector"``.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

LEAVE_OUT = "MEDVIEW_LEAVE_OUT"
"""Identifiers of model packages with spaces or commas between them."""


class Resources(BuildHookInterface):  # type: ignore[type-arg]
    """Adds the files to the wheel; an editable installation finds them where they are."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Called by hatchling before a wheel is built."""
        if version != "editable":
            names = os.environ.get(LEAVE_OUT, "").replace(",", " ").split()
            build_data["force_include"].update(included(Path(self.root) / "resources", names))


def included(resources: Path, left_out: Iterable[str]) -> dict[str, str]:
    """Where each folder and file goes in the wheel.

    Args:
        resources: The folder.
        left_out: Identifiers of model packages.

    Raises:
        ValueError: There is no such package; a name misspelt must not ship what was to be left out.
    """
    models = {path.name: path for path in sorted((resources / "models").iterdir())}
    unknown = sorted(set(left_out) - models.keys())
    if unknown:
        raise ValueError(f"{LEAVE_OUT} names {', '.join(unknown)}; the model packages are {', '.join(models)}.")
    kept = [path for name, path in models.items() if name not in set(left_out)]
    others = [path for path in sorted(resources.iterdir()) if path.name != "models"]
    return {str(path): f"medview/resources/{path.relative_to(resources).as_posix()}" for path in (*others, *kept)}
