"""What reading someone's model gave, before it is written as a package."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from torch import Tensor

from medview.catalog.schema import Configuration


@dataclass(frozen=True)
class Answers:
    """What the person who imports says; everything else is read or guessed, and can be changed in the form.

    Args:
        id: Identifier of the package; empty: from the file's name.
        name: For people; empty: from the file's name.
        network: Name of the network in the vocabulary, where nothing in the file says it.
        arguments: The network's arguments, where nothing in the file says them.
        card: Entries of the model card that replace those that were read, as in ``configs/medview.json``.
        settings: Entries of the configuration that replace those that were read (``tiling``, ``detection`` …).
    """

    id: str = ""
    name: str = ""
    network: str = ""
    arguments: Mapping[str, object] = field(default_factory=dict)
    card: Mapping[str, object] = field(default_factory=dict)
    settings: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Draft:
    """A model that was read.

    Args:
        configuration: The package it becomes; its golden output is written with the weights.
        states: The weights of each fold, by the names MedView's network has; empty for ONNX.
        file: The weights as they are taken over unread (ONNX), or None.
        questions: Entries of the card a person should complete, because nothing in the model says them.
        licence: Text of the licence that came with it; empty where none did.
        readme: What came as its description, Markdown; empty where nothing did.
        shape: Shape of the golden input, (1, channels, …); empty: the smallest the network takes.
        beside: Files ``file`` refers to, relative to its folder; they are taken over beside it.
    """

    configuration: Configuration
    states: tuple[Mapping[str, Tensor], ...]
    file: Path | None = None
    questions: tuple[str, ...] = ()
    licence: str = ""
    readme: str = ""
    shape: tuple[int, ...] = ()
    beside: tuple[str, ...] = ()
