"""What an ONNX network seems to be for, and what guessing it needs."""

from __future__ import annotations

from dataclasses import dataclass

from medview.catalog.schema import Channel, Detection, Intensity, Output, Preparation, Tiling
from medview.core.card import InputContract, Label
from medview.engine.importing.cards import UNSTATED, Said
from medview.engine.importing.labels import labels_of
from medview.engine.importing.onnx_probe import Probed
from medview.engine.importing.onnx_words import Words
from medview.engine.onnx.checks import Model

PICTURES = InputContract(("OT", "XC", "DX", "CR", "MG", "OP", "ES", "US"), (), UNSTATED, 0.0, 0.0, dimensions=2)
VOLUMES = InputContract(("CT", "MR", "PT"), (), UNSTATED, 5.0, 0.0)

ACTIVATIONS = frozenset(("Softmax", "Sigmoid"))
"""Operations after which numbers are probabilities."""


@dataclass(frozen=True)
class Guess:
    """What a network seems to be for.

    Args:
        said: What its card says.
        classes: Classes it tells apart, with the background where it has one.
        outputs: Names of the outputs that are used.
        tiling: See ``Configuration``.
        intensity: See ``Configuration``.
        preparation: See ``Configuration``.
        output: See ``Configuration``.
        channels: See ``Configuration``.
        detection: See ``Configuration``.
        tolerance: Greatest difference from the golden output.
        questions: Entries a person should complete.
        not_supported: What is left out.
    """

    said: Said
    classes: int
    outputs: tuple[str, ...]
    tiling: Tiling
    intensity: Intensity
    preparation: Preparation = Preparation()
    output: Output = Output()
    channels: tuple[Channel, ...] = ()
    detection: Detection | None = None
    tolerance: float = 1e-4
    questions: tuple[str, ...] = ()
    not_supported: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Seen:
    """Everything that is known of a file."""

    model: Model
    probed: Probed
    words: Words

    def activation(self, name: str, otherwise: str) -> str:
        """How an output becomes probabilities: not at all where the file does it."""
        return "none" if dict(self.model.last).get(name) in ACTIVATIONS else otherwise

    def names(self, count: int, first: int = 0) -> tuple[Label, ...]:
        """A label for each class, counted from ``first``."""
        said = self.words.names
        return labels_of({number: said.get(number, f"class {number}") for number in range(first, count)})

    def asked(self, *questions: str) -> tuple[str, ...]:
        """Questions, and that for the names of classes where the file has none."""
        return (*questions, "input", *(() if self.words.names else ("labels",)))


def patch(probed: Probed) -> tuple[int, int, int]:
    """The window; a network of two dimensions goes through the first axis, slice by slice."""
    a, b, c = (*(1 for _ in range(3 - probed.dims)), *probed.sides)
    return a, b, c


def picture_intensity(probed: Probed) -> Intensity:
    """Values from 0 to 255 as most networks want them; whole numbers as they are."""
    return Intensity("none", over="all") if probed.whole else Intensity("range", clip=(0.0, 255.0), over="all")


def picture_channels(probed: Probed) -> tuple[Channel, ...]:
    """Red, green and blue where there are three."""
    names = (
        ("red", "green", "blue") if probed.channels == 3 else tuple(f"channel {n + 1}" for n in range(probed.channels))
    )
    return tuple(Channel(name) for name in names)
