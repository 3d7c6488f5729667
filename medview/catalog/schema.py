"""What ``configs/medview.json`` of a model package may say: data from closed vocabularies, nothing that runs.

The model frame is RAS: arrays of shape (x, y, z) growing to the patient's Right, Anterior and Superior, the order in
which NIfTI tools hand out a canonical image.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from medview.core.card import ModelCard
from medview.core.code import Code

Triple = tuple[float, float, float]
Argument = (
    bool
    | int
    | float
    | str
    | tuple[int, ...]
    | tuple[float, ...]
    | tuple[str, ...]
    | tuple[tuple[int, ...], ...]
    | tuple[tuple[float, ...], ...]
    | tuple[str, Mapping[str, bool | int | float | str | None]]
    | None
)

NetworkName = Literal[
    "basic_unet", "unet", "dynunet", "segresnet",
    "meshnet", "plain_conv_unet", "residual_encoder_unet", "wnet", "densenet", "resnet",
    "segresnet_ds", "vnet", "attention_unet",
    "retina_detector", "yolo_detector",
    "splice", "smiles_encoder", "smiles_properties", "generator",
    "attention_classifier",
    "onnx",
    "none",
]  # fmt: skip
"""Networks ``engine.networks`` can build. Those MONAI has take the arguments of its class of that name; ``onnx`` is
run by onnxruntime; ``none`` stands where a ``Method`` does the work and nothing was learned."""

MethodName = Literal["ct-lungs", "ct-body", "ct-bone"]
"""Methods ``engine.classical`` has."""

HIPPOCAMPUS = Code("5366008", "SCT", "Hippocampus")
"""DICOM PS3.16 CID 7140."""


@dataclass(frozen=True)
class Network:
    """Which network, and what it is built with.

    Args:
        name: A name ``engine.networks`` knows.
        arguments: Its keyword arguments: numbers, words and lists of whole numbers.
        in_channels: Channels of the input.
        out_channels: Channels of the output: background first, then the classes.
        weights: Path of the weights within the package (.safetensors, .pt read as weights only, or .onnx).
        folds: Further weights of the same network; their outputs are averaged with those of ``weights``.
        spatial_dims: 3 for volumes, 2 for pictures and single slices, 1 for sequences.
    """

    name: NetworkName
    arguments: Mapping[str, Argument]
    in_channels: int
    out_channels: int
    weights: str = "models/model.safetensors"
    folds: tuple[str, ...] = ()
    spatial_dims: Literal[1, 2, 3] = 3


@dataclass(frozen=True)
class Intensity:
    """How intensities are normalised: they are clipped, then shifted and scaled.

    Args:
        kind: ``zscore``: subtract the mean, divide by the standard deviation. ``minmax``: from the least and
            greatest value to ``scaled``. ``range``: from ``clip`` to ``scaled``. ``none``: as they are.
        percentiles: Where values are clipped first; (0, 100) clips nothing.
        clip: Fixed limits in the input's own unit, instead of percentiles.
        scaled: What ``minmax`` and ``range`` scale to.
        mean: Fixed mean of ``zscore``; None measures it.
        std: Fixed standard deviation of ``zscore``; None measures it.
        over: Voxels the statistics are of: ``nonzero`` (zero is outside the image and stays zero), ``all``,
            ``nonzero-kept`` (statistics of the voxels that are not zero, applied to all), or ``filled`` (where any
            channel is not zero, and what that encloses; outside stays zero).
    """

    kind: Literal["zscore", "minmax", "range", "none"]
    percentiles: tuple[float, float] = (0.0, 100.0)
    clip: tuple[float, float] | None = None
    scaled: tuple[float, float] = (0.0, 1.0)
    mean: float | None = None
    std: float | None = None
    over: Literal["nonzero", "all", "nonzero-kept", "filled"] = "nonzero-kept"


@dataclass(frozen=True)
class Channel:
    """One channel of the network's input.

    Args:
        name: What it is, such as ``"T1"`` or ``"CT"``.
        intensity: How it is normalised; None takes the package's ``intensity``.
    """

    name: str
    intensity: Intensity | None = None


@dataclass(frozen=True)
class Preparation:
    """From the source grid to the grid the network sees.

    Args:
        frame: ``anatomical``: axes (x, y, z) growing as ``Configuration.orientation`` says. ``stored``: axes (k, j, i)
            as the file stores them (slice, row, column), as SimpleITK hands an image out.
        transpose: Order in which the network wants those axes.
        resampling: ``linear``: trilinear, smoothed first where the source is finer. ``spline``: as nnU-Net resamples
            (cubic, separately across slices where they are thick). ``nearest``: no new values. ``corner`` and
            ``corner-nearest``: trilinear without smoothing, or the nearest; both grids begin with the same voxel, as
            MONAI's ``Spacing`` has it. ``source-corner`` and ``source-corner-nearest``: the same, and it is the
            file's first voxel whichever way the frame is turned.
        crop: ``nonzero``: only the box around voxels that are not zero is read, the rest is background. ``above``:
            the box around voxels greater than ``above``.
        above: Of ``crop``, in the input's own unit.
        normalised: ``first``: intensities are normalised on the source's voxels, and then resampled. ``usual``: as
            belongs to the resampling.
        restored: What is resampled on the way back: ``outputs`` of the network, the ``probabilities`` they become, or
            ``labels``, of which the nearest is taken. ``usual``: as belongs to the resampling.
        size: (rows, columns) a picture is scaled to before a network of two dimensions sees it; empty: as it is.
        fit: ``stretch``: both sides are scaled by themselves. ``letterbox``: the picture keeps its proportions with a
            margin around it. ``crop``: it keeps them, and what is too much at the ends is cut off.
        shorter: What the shorter side is scaled to before ``crop``; 0: to the size itself.
        margin: Value of the margin of ``letterbox``, in the picture's own unit.
        standardised: ``histogram``: before the intensities are normalised, a picture's values are mapped so that its
            quantiles become ``landmarks``.
        landmarks: Of ``histogram``: values at quantiles evenly spaced from 0 to 1; empty: from 0 to 1 themselves.
        around: Path of the weights of a second network within the package that finds what the picture is cropped
            to first, such as the lungs; empty: the whole picture is read.
    """

    frame: Literal["anatomical", "stored"] = "anatomical"
    transpose: tuple[int, int, int] = (0, 1, 2)
    resampling: Literal[
        "linear", "spline", "nearest", "corner", "corner-nearest", "source-corner", "source-corner-nearest"
    ] = "linear"
    crop: Literal["none", "nonzero", "above"] = "none"
    above: float = 0.0
    normalised: Literal["usual", "first"] = "usual"
    restored: Literal["usual", "outputs", "probabilities", "labels"] = "usual"
    size: tuple[int, ...] = ()
    fit: Literal["stretch", "letterbox", "crop"] = "stretch"
    shorter: int = 0
    margin: float = 114.0
    standardised: Literal["none", "histogram"] = "none"
    landmarks: tuple[float, ...] = ()
    around: str = ""


@dataclass(frozen=True)
class Output:
    """From the network's output to labels.

    Args:
        activation: ``softmax``: one class wins, channel 0 is background. ``sigmoid``: each channel decides for itself,
            later channels lie over earlier ones. ``none``: the values are probabilities already.
        threshold: From which probability a channel of its own is set (``sigmoid``).
        labels: Value in the label map of each class (background left out) or channel; empty: 1, 2, 3 …
        alone: Whether each channel decides for itself, as of ``sigmoid``, though the activation is ``none``.
    """

    activation: Literal["softmax", "sigmoid", "none"] = "softmax"
    threshold: float = 0.5
    labels: tuple[int, ...] = ()
    alone: bool = False


@dataclass(frozen=True)
class Tiling:
    """The sliding window.

    Args:
        patch: Window (x, y, z) in voxels of the model frame; smaller inputs are padded to it. A network of two
            dimensions has 1 along the axis it goes through slice by slice.
        overlap: Part of a window shared with the next, 0..0.9.
        flips: Axes of test-time flips averaged with the plain pass, such as ``[[0], [1]]``; empty for none.
        starts: Where windows begin: ``even``: one stride, the last window ends with the volume. ``spread``: at equal
            distances, as nnU-Net places them. ``monai``: as MONAI's ``dense_patch_slices`` does.
        importance: How much a voxel of a window counts: ``gaussian``: towards the rim less; ``constant``.
        whole: The network sees the whole volume at once, or each whole slice across the only side of ``patch`` that
            is 1; ``patch`` is the least it is padded to.
        multiple: Of ``whole``: what each side is padded to a multiple of.
    """

    patch: tuple[int, int, int]
    overlap: float = 0.5
    flips: tuple[tuple[int, ...], ...] = ()
    starts: Literal["even", "spread", "monai"] = "even"
    importance: Literal["gaussian", "constant"] = "gaussian"
    whole: bool = False
    multiple: tuple[int, int, int] = (1, 1, 1)


@dataclass(frozen=True)
class Step:
    """One step of the post-processing, on the label map on the source grid.

    Args:
        kind: ``largest-component``: only the largest connected part stays. ``remove-small``: parts below
            ``least_ml`` go. ``fill-holes``: what is enclosed is filled. ``keep-components``: the ``count`` largest.
        labels: Values in the label map it is for, each by itself; empty: all classes together.
        least_ml: Of ``remove-small``.
        count: Of ``keep-components``.
        connectivity: 6, 18 or 26 neighbours.
        outside: Of ``fill-holes``: neighbours through which the outside reaches into a hole.
    """

    kind: Literal["largest-component", "remove-small", "fill-holes", "keep-components"]
    labels: tuple[int, ...] = ()
    least_ml: float = 0.0
    count: int = 1
    connectivity: Literal[6, 18, 26] = 26
    outside: Literal[6, 18, 26] = 6


@dataclass(frozen=True)
class Detection:
    """How boxes are read from the network's output.

    Args:
        layout: ``yolo``: one (n, 4 + classes) or (n, 5 + classes, with objectness) table, or its transpose.
            ``boxes``: separate outputs of boxes, scores and labels; or of boxes and the scores of every class; or one
            (n, 6) table of all three. ``retinanet``: deltas and logits over anchors.
        form: What four numbers of a box are; of ``yxyx`` rows come first.
        size: (rows, columns) of the network's input.
        objectness: Whether the fifth number of ``yolo`` is one.
        normalised: Whether boxes are parts of the input's size.
        letterbox: Whether the picture keeps its proportions with a margin around it.
        score: Least score of a box.
        overlap: Boxes of one class overlapping more than this (IoU) are one.
        outputs: Names of the outputs: boxes, scores, labels; or deltas, then logits, of every level. Empty: in the
            order of the file.
        anchors: (width, height) of the anchors of each level, one after the other, for ``retinanet``.
        strides: Of each level, for ``retinanet``; of ``yolo`` only training needs them.
        offset: Where anchors lie in their cell, for ``retinanet``: 0: at its corner, 0.5: in its middle.
        variances: What deltas (x, y, width, height) are multiplied by, for ``retinanet``.
        margin: Value of the margin of the letterbox, in the picture's own unit.
        most: Boxes of one picture at most.
    """

    layout: Literal["yolo", "boxes", "retinanet"]
    form: Literal["cxcywh", "xyxy", "xywh", "yxyx"] = "xyxy"
    size: tuple[int, int] = (640, 640)
    objectness: bool = False
    normalised: bool = False
    letterbox: bool = True
    score: float = 0.25
    overlap: float = 0.45
    outputs: tuple[str, ...] = ()
    anchors: tuple[tuple[float, ...], ...] = ()
    strides: tuple[int, ...] = ()
    offset: float = 0.0
    variances: tuple[float, float, float, float] = (1.0, 1.0, 1.0, 1.0)
    margin: float = 114.0
    most: int = 300


@dataclass(frozen=True)
class Letters:
    """How texts (sequences, SMILES) become the network's input: one column for each letter.

    Args:
        alphabet: The letters in the order of the channels; others have no column set.
        length: Letters the network reads at once; shorter texts are padded. 0: any.
        flank: Letters needed on each side of what is answered for.
        padding: Letter that fills up; empty: no column set.
        channels_last: Whether the network wants (letters, channels).
    """

    alphabet: tuple[str, ...]
    length: int = 0
    flank: int = 0
    padding: str = ""
    channels_last: bool = False


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
    """

    temperature: float
    coverage: float
    intervals: tuple[Interval, ...]
    points: tuple[tuple[float, float], ...] = ()
    conformal: float | None = None


@dataclass(frozen=True)
class Class:
    """One class of a classification, or of the boxes of a detection.

    Args:
        name: For people.
        code: What it is.
        threshold: From which calibrated probability (or score of a box) on it counts as positive.
        colour: Display colour, sRGB 0..255.
        finding: Whether it is something found; False for what says that nothing is, such as "normal".
    """

    name: str
    code: Code
    threshold: float = 0.5
    colour: tuple[int, int, int] = (230, 159, 0)
    finding: bool = True


@dataclass(frozen=True)
class Check:
    """One check of an input gate: a figure measured of the input, and the limits measured on training cases.

    Args:
        name: A figure ``engine.gate`` knows.
        sentence: What is said of an input beyond the limits; a whole sentence without "outside".
        low: Least value of an input the model knows; None: any.
        high: Greatest value of one; None: any.
        refuses: Whether no result is shown where it fails, instead of a warning beside it.
    """

    name: str
    sentence: str
    low: float | None = None
    high: float | None = None
    refuses: bool = False


@dataclass(frozen=True)
class Region:
    """What a picture is cropped to before the network sees it, and the second network that finds it.

    The picture is first scaled to ``size`` whatever its own size and shape, so that what both networks see is equally
    sharp for films of any size.

    Args:
        network: The second network; its ``weights`` are what ``Preparation.around`` names. Every channel of its
            output but the first is the region.
        intensity: How its input is normalised.
        size: (rows, columns) of its input.
        least: Probability from which on a pixel belongs to the region.
        grown: How far the region is widened, as a part of the longer side of ``size``.
        margin: What is added on every side of the region's box, as a part of the box's side.
        outside: ``kept``: what lies around the region stays. ``level``: the normalised input's mean within the region
            is taken from it, and what lies around becomes 0, with a soft rim.
    """

    network: Network
    intensity: Intensity
    size: tuple[int, int] = (256, 256)
    least: float = 0.5
    grown: float = 0.0
    margin: float = 0.0
    outside: Literal["kept", "level"] = "kept"


@dataclass(frozen=True)
class Gate:
    """What an input must be like for the model to know it.

    Args:
        checks: In the order they are told.
        statistics: Path of the numbers the figures need within the package (.safetensors); empty: none.
    """

    checks: tuple[Check, ...]
    statistics: str = ""


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
        volumes_ml: Expected volume of each of the card's labels.
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
        gate: What an input must be like for the model to know it; None: nobody measured it.
        region: Of ``Preparation.around``: what is cropped to, and the network that finds it.
        method: What does the work where there is no network.
        evidence: How it is explained, checked by its self-test; None: it may be explained, but nobody checked it.
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
    gate: Gate | None = None
    region: Region | None = None
    method: Method | None = None
    evidence: Evidence | None = None
