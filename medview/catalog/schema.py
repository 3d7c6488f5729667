"""What ``configs/medview.json`` of a model package may say: data from closed vocabularies, nothing that runs.

The model frame is RAS: arrays of shape (x, y, z) growing to the patient's Right, Anterior and Superior, the order in
which NIfTI tools hand out a canonical image.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from medview.catalog.schema_input import Argument as Argument
from medview.catalog.schema_input import Channel as Channel
from medview.catalog.schema_input import Intensity as Intensity
from medview.catalog.schema_input import Network as Network
from medview.catalog.schema_input import NetworkName as NetworkName
from medview.catalog.schema_input import Output as Output
from medview.catalog.schema_input import Preparation as Preparation
from medview.catalog.schema_input import Step as Step
from medview.catalog.schema_input import Tiling as Tiling
from medview.catalog.schema_input import Triple as Triple
from medview.catalog.schema_pictures import Check as Check
from medview.catalog.schema_pictures import Class as Class
from medview.catalog.schema_pictures import Detection as Detection
from medview.catalog.schema_pictures import Gate as Gate
from medview.catalog.schema_pictures import Region as Region
from medview.core.card import ModelCard
from medview.core.code import Code

MethodName = Literal["ct-lungs", "ct-body", "ct-bone"]
"""Methods ``engine.classical`` has."""

HIPPOCAMPUS = Code("5366008", "SCT", "Hippocampus")
"""DICOM PS3.16 CID 7140."""


@dataclass(frozen=True)
class Letters:
    """How texts (sequences, SMILES) become the network's input: one column for each letter.

    Args:
        alphabet: The letters in the order of the channels; others have no column set.
        length: Letters the network reads at once; shorter texts are padded. 0: any.
        flank: Letters needed on each side of what is answered for.
        padding: Letter that fills up; empty: no column set.
        channels_last: Whether the network wants (letters, channels).
        other: Letter that stands for all that are not in the alphabet, and for hidden ones; empty: no column set.
        kinds: Sequences it reads; empty: texts that are none, or nobody said.
        answers: What the output is of: ``each`` letter, the ``whole``, the chance of each letter of the alphabet
            but ``other`` at each place (``letters``), or what two sequences are aligned by (``pairs``).
        site: Of a ``length``: where in the letters that are read lies what is found, (start, end); None: all of them.
        signs: Which classes each sign of a file of labels stands for, or which class each name of one; empty, of the
            ``whole``: names are those of the classes.
        groups: Regular expression: what it finds in the name of a labelled sequence is its group (such as its gene),
            where nothing else states one; empty: names state none.
        labelled_by: Of entries of data banks, what labels them: keys of features, a key and a qualifier, or what is
            said of the whole entry; empty: nothing does.
    """

    alphabet: tuple[str, ...]
    length: int = 0
    flank: int = 0
    padding: str = ""
    channels_last: bool = False
    other: str = ""
    kinds: tuple[Literal["DNA", "RNA", "protein"], ...] = ()
    answers: Literal["each", "whole", "letters", "pairs"] = "each"
    site: tuple[int, int] | None = None
    signs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    groups: str = ""
    labelled_by: str = ""


@dataclass(frozen=True)
class Parent:
    """What several classes are together, such as a term of an ontology that stands above them.

    Its probability is the sum of those of all classes within it, and so never less than that of any of them.

    Args:
        name: For people.
        code: What it is.
        members: Values of the codes of the classes, and of other parents, that lie within it.
        threshold: From which calibrated probability on it counts as positive.
        colour: Display colour, sRGB 0..255.
    """

    name: str
    code: Code
    members: tuple[str, ...]
    threshold: float = 0.5
    colour: tuple[int, int, int] = (136, 136, 136)


@dataclass(frozen=True)
class Origin:
    """Where an imported package came from.

    Args:
        format: What was read.
        name: Name of the file or folder that was imported.
        sha256: Of its weights as they came.
        not_supported: What it asked for that MedView does not do, one sentence each.
    """

    format: Literal["monai-bundle", "nnunet-v2", "pytorch", "keras", "onnx"]
    name: str
    sha256: str
    not_supported: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """One place in the template where the network is run.

    Args:
        name: For people, such as ``"left hippocampus"``.
        laterality: Coded side.
        box_low_ras: Lowest corner of the crop in template space, RAS mm.
        box_high_ras: Its highest corner.
        centre_ras: Where the structure's centre is expected in template space, RAS mm.
        mirror: Whether the crop is mirrored left-right before the network sees it, and its output mirrored back.
        labels: Value in the label map of each class of the network, background left out.
    """

    name: str
    laterality: Code
    box_low_ras: Triple
    box_high_ras: Triple
    centre_ras: Triple
    mirror: bool
    labels: tuple[int, ...]


@dataclass(frozen=True)
class Localisation:
    """How the network's places are found in a larger image.

    Args:
        kind: ``icbm152-t1``: affine registration to the ICBM152 T1 average brain.
        places: Where the network is run.
        crop_below_mm: An input shorter than this along every axis is a crop and goes straight to the network.
        head_from_mm: An input at least this long along every axis may be a whole head.
        crop_labels: Values in the label map of the network's classes when the input is a crop.
        structure: What all classes of one place are together.
    """

    kind: Literal["icbm152-t1"]
    places: tuple[Place, ...]
    crop_below_mm: float
    head_from_mm: float
    crop_labels: tuple[int, ...]
    structure: Code = field(default=HIPPOCAMPUS)


@dataclass(frozen=True)
class Plausible:
    """What a result must satisfy to be shown.

    Args:
        volume_ml: Least and greatest volume of all classes of one place together.
        class_ml: Least volume of each single class.
        offset_mm: Greatest distance between the centre found and the centre expected (whole heads only).
        confidence: Least mean probability of the chosen class over the segmented voxels.
    """

    volume_ml: tuple[float, float]
    class_ml: float
    offset_mm: float
    confidence: float


@dataclass(frozen=True)
class Interval:
    """A conformal interval of a volume.

    The interval is ``volume + low * scale .. volume + high * scale`` with signed quantiles of
    (true volume - estimated volume) / scale over held-out cases.

    Args:
        classes: Classes of the network whose volumes are added (1 is the first after the background).
        scale: ``absolute``: 1 mL; ``relative``: the estimated volume; ``ambiguous``: the mL of p (1 - p) summed,
            p being the calibrated probability of the classes together.
        low: Lower quantile.
        high: Upper quantile.
    """

    classes: tuple[int, ...]
    scale: Literal["absolute", "relative", "ambiguous"]
    low: float
    high: float


@dataclass(frozen=True)
class Calibration:
    """Numbers measured on held-out cases.

    Args:
        temperature: The logits are divided by it before the softmax.
        coverage: Nominal coverage of the intervals.
        intervals: One per class, and one for all classes together.
        points: (probability, calibrated probability), both growing: what comes after the temperature, linear
            between the points (isotonic, or Platt's curve); empty: nothing comes after it.
        conformal: Quantile of 1 - (calibrated probability of the true class) over held-out cases at ``coverage``: the
            prediction set holds every class of at least 1 - ``conformal``; None: no prediction sets.
        frequencies: Part of the held-out cases each class had; empty: nobody counted.
    """

    temperature: float
    coverage: float
    intervals: tuple[Interval, ...]
    points: tuple[tuple[float, float], ...] = ()
    conformal: float | None = None
    frequencies: tuple[float, ...] = ()


@dataclass(frozen=True)
class Golden:
    """A known input with its known output.

    Args:
        recipe: ``icbm152-t1``: the template the nilearn package carries, cropped at the first place.
        volumes_ml: Expected volume of each class, background left out.
        tolerance_ml: How far each may be off.
        precision_tolerance: How far (mL) a lower precision may be from the expected volumes and still be used.
    """

    recipe: Literal["icbm152-t1"]
    volumes_ml: tuple[float, ...]
    tolerance_ml: float
    precision_tolerance: float


@dataclass(frozen=True)
class StoredGolden:
    """A known input with its known output, both in the package: what its network gives in float32.

    Args:
        recipe: ``stored``.
        input: Path of the network's input (.npy, float32, (1, channels, …)).
        output: Path of its output (.npy, float32), before any activation.
        tolerance: Greatest difference in float32.
        precision_tolerance: Greatest part of outputs that may have another class (or, of ``sigmoid`` and numbers,
            greatest difference relative to the outputs' spread) in a lower precision that is still used.
    """

    recipe: Literal["stored"]
    input: str = "golden/input.npy"
    output: str = "golden/output.npy"
    tolerance: float = 1e-4
    precision_tolerance: float = 0.01


@dataclass(frozen=True)
class Phantom:
    """A known input that is computed, with the known output of a ``Method``.

    Args:
        recipe: ``ct-phantom``: the body of ``engine.classical.phantom``.
        volumes_ml: Expected volume of each of the card's labels; of lungs then of what is destroyed in each.
        tolerance_ml: How far each may be off.
    """

    recipe: Literal["ct-phantom"]
    volumes_ml: tuple[float, ...]
    tolerance_ml: float


@dataclass(frozen=True)
class Method:
    """A way that learned nothing: thresholds, shapes and places.

    Args:
        name: A method ``engine.classical`` has.
        limit_hu: The limit that is its own: of ``ct-lungs`` what is less counts as destroyed, of ``ct-bone`` what is
            more is bone, of ``ct-body`` it is that of the skin.
    """

    name: MethodName
    limit_hu: float


@dataclass(frozen=True)
class Evidence:
    """How a package is explained, and how its maps were found to depend on what it learned.

    Args:
        methods: Of ``engine.explaining``; the first one is used where nothing else is asked for.
        layer: Name of the network's module Grad-CAM looks at; empty: it is found.
        alike: Greatest rank correlation of a map with those of random weights, for the package to pass its self-test.
    """

    methods: tuple[Literal["grad-cam", "integrated-gradients", "occlusion"], ...]
    layer: str = ""
    alike: float = 0.5


@dataclass(frozen=True)
class Aligning:
    """What the heads of an aligner have not learned from.

    Args:
        unseen: Of each head, names of the families that were kept from it.
    """

    unseen: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class Configuration:
    """The whole of ``configs/medview.json``.

    Args:
        format: Version of this format.
        card: The model card.
        network: The network.
        intensity: The intensity normalisation.
        spacing_mm: Voxel sides of the model frame, in the order of its axes; None: as the source, and so along an axis
            whose side is 0.
        tiling: The sliding window.
        localisation: How its places are found in a whole head; None: it reads the whole image.
        postprocess: Steps after the network, in order. ``largest-component``: only the largest connected part of
            all classes together stays.
        plausible: What a result must satisfy to be shown; None: nothing.
        calibration: Temperature and intervals.
        golden: A known input with its known output.
        orientation: Where the axes of an ``anatomical`` frame grow to, one letter each of R/L, A/P and S/I.
        channels: The channels of the input; empty: one.
        preparation: From the source grid to what the network sees.
        output: From what the network says to labels.
        detection: How boxes are read; for detectors only.
        letters: How texts are read; for sequences and molecules only.
        origin: Where an imported package came from.
        classes: Of classifications one for each channel of the output, of detections one for each class of boxes;
            empty: the card's labels name them.
        parents: What classes of whole sequences are together, where they exclude each other.
        gate: What an input must be like for the model to know it; None: nobody measured it.
        region: Of ``Preparation.around``: what is cropped to, and the network that finds it.
        method: What does the work where there is no network.
        evidence: How it is explained, checked by its self-test; None: it may be explained, but nobody checked it.
        aligning: Of aligners: what their heads have not learned from.
    """

    format: Literal[1]
    card: ModelCard
    network: Network
    intensity: Intensity
    tiling: Tiling
    golden: Golden | StoredGolden | Phantom
    spacing_mm: Triple | None = None
    localisation: Localisation | None = None
    postprocess: tuple[Literal["largest-component"] | Step, ...] = ()
    plausible: Plausible | None = None
    calibration: Calibration = field(default=Calibration(1.0, 0.0, ()))
    orientation: str = "RAS"
    channels: tuple[Channel, ...] = ()
    preparation: Preparation = field(default=Preparation())
    output: Output = field(default=Output())
    detection: Detection | None = None
    letters: Letters | None = None
    origin: Origin | None = None
    classes: tuple[Class, ...] = ()
    parents: tuple[Parent, ...] = ()
    gate: Gate | None = None
    region: Region | None = None
    method: Method | None = None
    evidence: Evidence | None = None
    aligning: Aligning | None = None
