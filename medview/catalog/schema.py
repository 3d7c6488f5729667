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
Argument = bool | int | float | str | tuple[int, ...] | tuple[tuple[int, ...], ...]

NetworkName = Literal["basic_unet", "unet", "dynunet", "segresnet"]
"""Networks ``engine.networks`` can build; the arguments are those of the MONAI class of that name."""

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
        weights: Path of the weights within the package (.safetensors, or .pt read as weights only).
    """

    name: NetworkName
    arguments: Mapping[str, Argument]
    in_channels: int
    out_channels: int
    weights: str = "models/model.safetensors"


@dataclass(frozen=True)
class Intensity:
    """How intensities are normalised, with statistics of the crop the network sees.

    Args:
        kind: ``zscore``: clip to the percentiles, subtract the mean, divide by the standard deviation.
            ``minmax``: clip to the percentiles, then to 0..1.
        percentiles: Where values are clipped first; (0, 100) clips nothing.
    """

    kind: Literal["zscore", "minmax"]
    percentiles: tuple[float, float] = (0.0, 100.0)


@dataclass(frozen=True)
class Tiling:
    """The sliding window.

    Args:
        patch: Window (x, y, z) in voxels of the model frame; smaller inputs are padded to it.
        overlap: Part of a window shared with the next, 0..0.9.
        flips: Axes of test-time flips averaged with the plain pass, such as ``[[0], [1]]``; empty for none.
    """

    patch: tuple[int, int, int]
    overlap: float = 0.5
    flips: tuple[tuple[int, ...], ...] = ()


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
    """

    temperature: float
    coverage: float
    intervals: tuple[Interval, ...]


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
class Configuration:
    """The whole of ``configs/medview.json``.

    Args:
        format: Version of this format.
        card: The model card.
        network: The network.
        intensity: The intensity normalisation.
        spacing_mm: Voxel sides (x, y, z) of the model frame.
        tiling: The sliding window.
        localisation: How its places are found in a whole head.
        postprocess: Steps after the network, in order. ``largest-component``: only the largest connected part of
            all classes together stays.
        plausible: What a result must satisfy to be shown.
        calibration: Temperature and intervals.
        golden: A known input with its known output.
    """

    format: Literal[1]
    card: ModelCard
    network: Network
    intensity: Intensity
    spacing_mm: Triple
    tiling: Tiling
    localisation: Localisation
    postprocess: tuple[Literal["largest-component"], ...]
    plausible: Plausible
    calibration: Calibration
    golden: Golden
    orientation: Literal["RAS"] = field(default="RAS")
