"""Models that nnU-Net itself trained and ran, made once by its own Python and kept in a folder of their own."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path
from typing import Any

from platformdirs import user_cache_path

PYTHON, CACHE = "MEDVIEW_NNUNET_PYTHON", "MEDVIEW_NNUNET_CACHE"
"""Environment variables: a Python that has nnunetv2, and where trained models are kept (default: the user's cache)."""

ABSENT = f"no nnU-Net: {PYTHON} may name a Python that has nnunetv2"

SCRIPT = Path(__file__).with_name("nnunet_model.py")
_LIMIT_S = 1800.0


def python() -> str:
    """The Python that has nnunetv2; empty where nobody named one."""
    return os.environ.get(PYTHON, "")


def made(case: str) -> Path:
    """The folder of a case of ``nnunet_model.py``, trained and predicted first where it is not there yet."""
    folder = Path(os.environ.get(CACHE) or user_cache_path("medview-peers")) / "nnunet" / case
    if not (folder / "facts.json").is_file():
        _script(folder, case)
    return folder


def model(folder: Path) -> Path:
    """The trained model in a case's folder."""
    return next((folder / "results").glob("*/*/plans.json")).parent


def predicted(folder: Path, case: str, image: Path, target: Path, how: str) -> dict[str, Any]:
    """Run nnU-Net's predictor on an image; seconds and peak memory in MB.

    Args:
        folder: The case's folder.
        case: Its name.
        image: The image.
        target: File of labels to write, without its ending.
        how: ``plain`` or ``mirrored``.
    """
    _script(folder, case, "--predict", str(image), str(target), how)
    found: dict[str, Any] = json.loads(target.with_suffix(".json").read_text())
    return found


def _script(folder: Path, *words: str) -> None:
    command = [python(), str(SCRIPT), str(folder), *words]
    subprocess.run(command, check=True, capture_output=True, timeout=_LIMIT_S)
