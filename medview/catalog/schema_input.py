"""What a package says of its network, of what goes into it and of what comes out; see ``catalog.schema``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

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
    "sequence_reader", "pair_aligner",
    "onnx",
    "none",
]  # fmt: skip
"""Networks ``engine.networks`` can build. Those MONAI has take the arguments of its class of that name; ``onnx`` is
run by onnxruntime; ``none`` stands where a ``Method`` does the work and nothing was learned."""


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
