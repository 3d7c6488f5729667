"""What importing a model, and running one on a plain input, gave; it crosses to a process without torch."""

from __future__ import annotations

from dataclasses import dataclass

from medview.catalog.schema import Configuration


@dataclass(frozen=True)
class Imported:
    """A model that was read, and what a person should still say of it.

    Args:
        configuration: What the package says, or would say.
        folder: The package; empty where nothing was written.
        questions: Entries of the card or the configuration nothing says for certain.
        licence: Text of the licence that came with it.
        weights_sha256: Hash of the package's weights; empty where nothing was written.
    """

    configuration: Configuration
    folder: str = ""
    questions: tuple[str, ...] = ()
    licence: str = ""
    weights_sha256: str = ""

    @property
    def guessed(self) -> bool:
        """Whether arguments of its network were taken as usual because its weights do not tell them."""
        return any(question.startswith("network.arguments.") for question in self.questions)


@dataclass(frozen=True)
class Ran:
    """What a network gave on a plain input.

    Args:
        path: The output (.npy, or .npz where there are several of different shapes).
        shapes: Shape of each input's output.
        names: Name of each input.
        rows: A few words on each: (input, what, how much).
        seconds: Time it took.
    """

    path: str
    shapes: tuple[tuple[int, ...], ...]
    names: tuple[str, ...]
    rows: tuple[tuple[str, str, str], ...]
    seconds: float
