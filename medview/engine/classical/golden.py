"""The self-test of a classical method: its volumes on the phantom."""

from __future__ import annotations

from pathlib import Path

from medview.catalog.schema import Configuration
from medview.core.stages import Stages
from medview.engine.classical.methods import DESTROYED, method_of, run_classical
from medview.engine.classical.phantom import phantom


def phantom_volumes(configuration: Configuration, folder: Path) -> tuple[float, ...]:
    """Volume in mL of each of the card's labels on the phantom, then of what is destroyed in each lung.

    Args:
        configuration: The package.
        folder: Where the label map is written.
    """
    found = run_classical(configuration, phantom(), folder / "phantom.npy", Stages(_untold))
    values = [label.value for label in configuration.card.labels]
    if method_of(configuration).name == "ct-lungs":
        values += [value + DESTROYED for value in values]
    return tuple(found.parts[value].ml if value in found.parts else 0.0 for value in values)


def _untold(fraction: float, note: str = "", stage: str = "") -> None:
    """Nobody waits for the self-test of a few seconds."""
