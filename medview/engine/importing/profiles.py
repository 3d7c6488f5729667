"""What is known of the models whose networks are recognised, and what is not of all the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from medview.catalog.schema import (
    Channel,
    Class,
    Configuration,
    Intensity,
    Letters,
    Network,
    Output,
    Preparation,
    StoredGolden,
    Tiling,
    Triple,
)
from medview.core.card import InputContract, Label, ModelCard
from medview.core.code import Code
from medview.engine.importing.anatomy import coded
from medview.engine.importing.cards import UNSTATED, Said
from medview.engine.importing.known import Beside
from medview.engine.importing.labels import labels_of
from medview.engine.networks.splice import flank

NO_PICTURE = InputContract((), (), "", 0.0, 0.0, dimensions=0)
"""Of models that read no pictures."""

CONFORMED = (256, 256, 256)
"""Voxels of 1 mm in FreeSurfer's conformed head, which brainchop's models were trained on."""

CONFORMED_AXES = "LIA"
"""Where the axes of a conformed head grow to as its file stores them, and as the models were trained to see it."""

TISSUE_CLASSES = 3

_STRUCTURES = (
    "Cerebral-White-Matter", "Cerebral-Cortex", "Lateral-Ventricle", "Inferior-Lateral-Ventricle",
    "Cerebellum-White-Matter", "Cerebellum-Cortex", "Thalamus", "Caudate", "Putamen", "Pallidum", "3rd-Ventricle",
    "4th-Ventricle", "Brain-Stem", "Hippocampus", "Amygdala", "Accumbens-area", "VentralDC",
)  # fmt: skip
"""Classes of brainchop's models of 18 classes, in order, without the background."""

_HEADS: Mapping[int, tuple[str, str, tuple[str, ...], tuple[str, ...]]] = {
    2: ("Brain mask (MeshNet)", "Finds the brain in a picture of a head.", ("brain",), ("MR", "CT", "PT")),
    3: (
        "Grey and white matter (MeshNet)",
        "Segments grey and white matter in a T1-weighted MR of a head.",
        ("White Matter", "Grey Matter"),
        ("MR",),
    ),
    18: (
        "Brain structures (MeshNet)",
        "Segments cortex, white matter and deep structures in a T1-weighted MR of a head.",
        _STRUCTURES,
        ("MR",),
    ),
}
"""Name, summary, classes and modalities of brainchop's models, by the number of their classes."""


@dataclass(frozen=True)
class Described:
    """Everything of a configuration but the card and the network.

    Args:
        said: What its card says.
        intensity: See ``Configuration``.
        tiling: See ``Configuration``.
        output: See ``Configuration``.
        spacing_mm: See ``Configuration``.
        orientation: See ``Configuration``.
        channels: See ``Configuration``.
        preparation: See ``Configuration``.
        letters: See ``Configuration``.
        classes: See ``Configuration``.
        questions: Entries a person should complete.
        not_supported: What it asks for that MedView does not do.
        readme: Its description.
    """

    said: Said
    intensity: Intensity
    tiling: Tiling
    output: Output = Output()
    spacing_mm: Triple | None = None
    orientation: str = "RAS"
    channels: tuple[Channel, ...] = ()
    preparation: Preparation = Preparation()
    letters: Letters | None = None
    classes: tuple[Class, ...] = ()
    questions: tuple[str, ...] = ()
    not_supported: tuple[str, ...] = ()
    readme: str = ""

    def configuration(self, card: ModelCard, network: Network) -> Configuration:
        """The whole configuration."""
        return Configuration(
            format=1,
            card=card,
            network=network,
            intensity=self.intensity,
            tiling=self.tiling,
            golden=StoredGolden("stored"),
            spacing_mm=self.spacing_mm,
            orientation=self.orientation,
            channels=self.channels,
            preparation=self.preparation,
            output=self.output,
            letters=self.letters,
            classes=self.classes,
        )


def profile(network: Network, beside: Beside, unsure: Sequence[str] = ()) -> Described:
    """What is known of the models this network is of.

    Args:
        network: The network.
        beside: What lies beside its weights.
        unsure: Arguments of the network nothing tells.
    """
    if network.name == "meshnet" and beside.model:
        return _head(network, beside)
    described = _OF_NETWORK.get(network.name, _segmentation)(network)
    asked = tuple(f"network.arguments.{name}" for name in unsure)
    return replace(described, questions=(*described.questions, *asked))


def _head(network: Network, beside: Beside) -> Described:
    classes = network.out_channels
    numbered = tuple(f"class {number}" for number in range(1, classes))
    unknown = (f"MeshNet with {classes} classes", UNSTATED, numbered, ("MR",))
    name, summary, names, modalities = _HEADS.get(classes, unknown)
    colours = next((one for one in beside.colours if len(one["labels"]) == classes), None)
    labels = coded(labels_of(dict(enumerate(names, start=1)))) if colours is None else _coloured(colours)
    said = Said(
        family="segmentation",
        name=name,
        summary=summary,
        input=InputContract(modalities, ("HEAD", "BRAIN", "SKULL"), "A whole head, T1-weighted", 2.0, 100.0),
        labels=labels,
        authors="The authors of brainchop (Masoud et al. 2023, JOSS 8(83):5098)",
    )
    quantiles = (0.0, 100.0) if classes == TISSUE_CLASSES else (2.0, 98.0)
    asked = ("labels",) if colours is None and classes not in _HEADS else ()
    return Described(
        said,
        Intensity("minmax", percentiles=quantiles, over="all"),
        Tiling(CONFORMED, overlap=0.0, whole=True),
        spacing_mm=(1.0, 1.0, 1.0),
        orientation=CONFORMED_AXES,
        channels=(Channel("T1"),),
        questions=("intensity", *asked),
        readme=str(beside.model.get("header", "")),
    )


def _coloured(colours: Mapping[str, Sequence[object]]) -> tuple[Label, ...]:
    """The labels a ``colormap.json`` gives, the background left out."""
    names = dict(list(enumerate(map(str, colours["labels"])))[1:])
    labels = coded(labels_of(names))
    try:
        shades = list(zip(*([int(str(value)) for value in colours[band]] for band in "RGB"), strict=True))
        return tuple(replace(label, colour=_shade(shades[label.value])) for label in labels)
    except (KeyError, ValueError, IndexError, TypeError):
        return labels


def _shade(values: Sequence[int]) -> tuple[int, int, int]:
    red, green, blue = (min(255, max(0, value)) for value in values)
    return red, green, blue


def _vessels(network: Network) -> Described:
    said = Said(
        family="segmentation",
        name="Retinal vessels (W-Net)",
        summary="Segments the vessels in a photograph of the retina.",
        input=InputContract(("OP",), ("EYE", "RETINA"), "A colour photograph of the retina", 0.0, 0.0, dimensions=2),
        labels=labels_of({1: "vessel"}),
        authors="Galdran et al. 2022, Sci Rep 12:6174",
    )
    return Described(
        said,
        Intensity("range", clip=(0.0, 255.0), over="all"),
        Tiling((1, 512, 512), overlap=0.0, whole=True),  # the stored frame goes through slices along its first axis
        output=Output("sigmoid"),
        channels=tuple(Channel(name) for name in ("red", "green", "blue")),
        preparation=Preparation(frame="stored", size=(512, 512)),
    )


_SITES = (
    Class("no splice site", Code("NO-SPLICE-SITE", "99MEDVIEW", "No splice site"), finding=False),
    Class("acceptor", Code("SO:0000164", "SO", "Splice acceptor site"), colour=(0, 114, 178)),
    Class("donor", Code("SO:0000163", "SO", "Splice donor site"), colour=(213, 94, 0)),
)
"""What OpenSpliceAI's networks say of each nucleotide, in their order."""


def _sites(network: Network) -> Described:
    widths, dilations = network.arguments["widths"], network.arguments["dilations"]
    reach = flank(widths, dilations)  # type: ignore[arg-type] # tuples of numbers
    said = Said(
        family="sequences",
        name=f"Splice sites, {2 * reach} nt",
        summary="Says for each nucleotide whether it is an acceptor or a donor of splicing.",
        input=replace(
            NO_PICTURE, description="A sequence of DNA, read on both strands, or of RNA; as FASTA or plain text"
        ),
        labels=labels_of({1: "acceptor", 2: "donor"}),
        authors="Chao et al. 2025, eLife 14:RP107454",
    )
    return Described(
        said,
        Intensity("none"),
        Tiling((1, 1, 1), overlap=0.0, whole=True),
        letters=Letters(("A", "C", "G", "T"), flank=reach, kinds=("DNA", "RNA")),
        classes=_SITES,
    )


def _segmentation(network: Network) -> Described:
    classes = range(1, max(2, network.out_channels))
    said = Said(
        family="segmentation",
        name=f"{network.name} with {network.out_channels} outputs",
        summary=UNSTATED,
        input=InputContract(("CT", "MR", "PT"), (), UNSTATED, 5.0, 0.0, dimensions=network.spatial_dims),
        labels=labels_of({number: f"class {number}" for number in classes}),
    )
    return Described(
        said,
        Intensity("zscore"),
        Tiling((96, 96, 96 if network.spatial_dims > 2 else 1)),
        output=Output("sigmoid" if network.out_channels == 1 else "softmax"),
        channels=tuple(Channel(f"channel {number + 1}") for number in range(network.in_channels)),
        questions=("labels", "input", "intensity", "spacing_mm", "orientation", "tiling", "output"),
    )


def _classification(network: Network) -> Described:
    described = _segmentation(network)
    numbers = range(network.out_channels)
    said = replace(described.said, family="classification", labels=labels_of({n: f"class {n}" for n in numbers}))
    return replace(described, said=said, tiling=replace(described.tiling, overlap=0.0, whole=True))


_OF_NETWORK: Mapping[str, Callable[[Network], Described]] = {
    "wnet": _vessels,
    "splice": _sites,
    "densenet": _classification,
    "resnet": _classification,
}
