"""What can be trained, and from what; called in threads, where the catalogue's libraries load unnoticed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from medview.core.resources import resource
from medview.core.training import Kind, Wish
from medview.views.training.status import Choice, Offer, Unfinished

_VOLUMES: Kind = "volume-segmentation"
_TEMPLATE = ".package.json"

_FAMILIES: Mapping[tuple[str, bool], Kind] = {
    ("segmentation", True): "volume-segmentation",
    ("segmentation", False): "picture-segmentation",
    ("classification", False): "picture-classification",
    ("detection", False): "picture-detection",
}
"""By the card's family, and whether the network reads volumes."""


def offer(models: Path, runs: Path) -> Offer:
    """Everything there is to choose from.

    Args:
        models: The user's own packages.
        runs: Where runs are kept.
    """
    from medview.catalog.catalog import Catalog

    packages = [one.package for one in Catalog.shipped(models).installed]
    bases = []
    for package in packages:
        configuration = package.configuration
        kind = _FAMILIES.get((package.card.family, configuration.network.spatial_dims == 3))
        if kind is not None and configuration.network.name != "onnx" and configuration.origin is None:
            bases.append(Choice(str(package.folder), f"{package.card.name} {package.card.version}", kind))
    return Offer(tuple(_recipes()), tuple(bases), frozenset(one.key for one in packages), tuple(_unfinished(runs)))


def _recipes() -> Iterator[Choice]:
    for path in sorted(resource("recipes").glob("*.json")):
        if not path.name.endswith(_TEMPLATE):
            said = json.loads(path.read_text(encoding="utf-8"))
            yield Choice(path.stem, path.stem, said.get("kind", _VOLUMES))


def _unfinished(runs: Path) -> Iterator[Unfinished]:
    for folder in sorted(runs.glob("*.run")):
        try:
            said: dict[str, Any] = json.loads((folder / "wish.json").read_text(encoding="utf-8"))
            known = {field.name for field in fields(Wish)}
            wish = Wish(**{name: _frozen(value) for name, value in said.items() if name in known})
            yield Unfinished(str(folder), said["data"], wish, wish.name or wish.id)
        except (OSError, ValueError, KeyError, TypeError):  # a run that never began
            continue


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def forget(folder: Path, package: Path | None = None) -> None:
    """Remove a run's state, and the package it left beside it."""
    for path in (folder, package):
        if path is not None:
            shutil.rmtree(path, ignore_errors=True)
