"""The state of a run on disk: written whole or not at all, so that a run killed at any moment goes on."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import torch

from medview.core.errors import MedViewError
from medview.core.text import tr


def save_state(value: Any, path: Path) -> None:
    """Write tensors and plain values; whoever reads the path finds the former state or this one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    with draft.open("wb") as file:
        torch.save(value, file)
        file.flush()
        os.fsync(file.fileno())  # a power cut must not leave an empty file under the name
    os.replace(draft, path)


def load_state(path: Path, device: str = "cpu") -> Any:
    """Read what ``save_state`` wrote.

    Raises:
        MedViewError: The file is damaged.
    """
    try:
        return torch.load(path, device, weights_only=True)
    except Exception as error:
        raise MedViewError(
            tr("The state of the run in {folder} cannot be read.").format(folder=path.parent.name),
            tr("Remove that folder and begin the training again, or choose another output folder."),
        ) from error


def same_recipe(text: str, folder: Path) -> None:
    """Keep the recipe of a run beside its state: a run goes on only by the recipe it began with.

    Args:
        text: The recipe as JSON.
        folder: The run's folder.

    Raises:
        MedViewError: The run was begun with another recipe.
    """
    path = folder / "recipe.json"
    if path.is_file() and path.read_text(encoding="utf-8") != text:
        raise MedViewError(
            tr("The run in {folder} was begun with another recipe.").format(folder=folder.name),
            tr("Choose another output folder, or remove it."),
        )
    folder.mkdir(parents=True, exist_ok=True)
    draft = path.with_suffix(".part")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)
