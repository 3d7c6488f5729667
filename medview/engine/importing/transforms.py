"""Pre-processing transforms of a MONAI bundle, told as what a package says of its preparation; or refused.

What MedView does has one order: the box that is read, then voxel sides and intensities in either order, then padding.
A bundle whose order gives something else is refused, with the transform that stands in the wrong place.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Literal

from medview.catalog.schema import Intensity, Triple
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.importing.expressions import evaluate, tree
from medview.engine.importing.scaling import AS_IS, SCALINGS, is_pointwise, is_straight, reached_from, then
from medview.engine.importing.transform import Transform, check_kind


@dataclass(frozen=True)
class Reading:
    """What was read of the pre-processing so far.

    Args:
        keys: Names of the images that become the channels, in their order; empty before any was loaded.
        channels: Channels of the network's input.
        intensities: What is done with each channel.
        orientation: Where axes grow to; empty: as the file stores them.
        spacing: Voxel sides in the order of the axes, 0 where they stay; None: as they are.
        resampling: How they are changed.
        scaled_before: Whether intensities were changed before voxel sides were.
        crop: Value above which voxels belong to the box that is read; None: all of the image.
        least: Voxels the image is padded to.
        multiple: What its sides are padded to a multiple of.
    """

    keys: tuple[str, ...]
    channels: int
    intensities: tuple[Intensity, ...]
    orientation: str = ""
    spacing: Triple | None = None
    resampling: Literal["corner", "corner-nearest", "source-corner", "source-corner-nearest"] = "corner"
    scaled_before: bool = False
    crop: float | None = None
    least: tuple[int, ...] = ()
    multiple: tuple[int, ...] = ()

    @property
    def padded(self) -> bool:
        """Whether anything was padded."""
        return bool(self.least or self.multiple)

    @property
    def scaled(self) -> bool:
        """Whether intensities were changed."""
        return any(intensity != AS_IS for intensity in self.intensities)


Reader = Callable[[Reading, Transform], Reading]


def read_preparation(transforms: Sequence[Transform], channels: int, image_key: str) -> Reading:
    """What a bundle does to an image before its network sees it.

    Args:
        transforms: Its pre-processing.
        channels: Channels of the network's input.
        image_key: Name of the image among the entries, where several are loaded and nothing joins them.

    Raises:
        ModelError: MedView would do something else.
    """
    reading = Reading(_image_keys(transforms, image_key), channels, (AS_IS,) * channels)
    for transform in transforms:
        keys = transform.keys
        if keys is not None and not set(keys) & {*reading.keys, image_key}:
            continue  # of a label, or of what is only written
        reader = READERS.get(transform.name)
        if reader is None:
            raise transform.refused(_WHY_NOT.get(transform.name, tr("MedView has nothing that does the same")))
        check_kind(transform, (*reading.keys, image_key))
        reading = reader(reading, transform)
    return reading


def _image_keys(transforms: Sequence[Transform], image_key: str) -> tuple[str, ...]:
    """The images that become the network's channels."""
    loaded = next((one.keys for one in transforms if one.name == "LoadImage" and one.keys), (image_key,))
    joins = [one for one in transforms if one.name == "ConcatItems" and one.keys]
    joined = [one for one in joins if one.get("name") == image_key] or ([] if image_key in loaded else joins)
    if joined:
        return tuple(joined[0].keys or ())
    return (image_key,) if image_key in loaded else loaded[:1]


def _nothing(reading: Reading, _: Transform) -> Reading:
    """What MedView does anyway, or what changes no value."""
    return reading


def _channel_first(reading: Reading, transform: Transform) -> Reading:
    transform.check(strict_check=(), meta_keys=(), meta_key_postfix=(), channel_dim=_channel_dims(reading))
    return reading


def _channel_dims(reading: Reading) -> tuple[object, ...]:
    """Where a bundle may say that channels are: where MedView has them from.

    None means what the file says. Several channels in one file lie along its last axis, and one by itself has none.
    """
    several = reading.channels > 1 and len(reading.keys) == 1
    return (None, -1, 3) if several else (None, "no_channel")


def _load(reading: Reading, transform: Transform) -> Reading:
    transform.check(
        reader=_VOLUME_READERS, image_only=(), ensure_channel_first=(), simple_keys=(), prune_meta_pattern=(),
        prune_meta_sep=(), meta_keys=(), meta_key_postfix=(), overwriting=(), expanduser=(),
        channel_dim=_channel_dims(reading), reverse_indexing=(None, False), as_closest_canonical=(False,),
        squeeze_non_spatial_dims=(False,), affine_lps_to_ras=(True,),
    )  # fmt: skip
    return reading


_VOLUME_READERS = (
    None, *(form for name in ("ITKReader", "NibabelReader", "NrrdReader", "PydicomReader")
            for form in (name, name.casefold(), f"monai.data.{name}")),
)  # fmt: skip
"""Readers that give the file's values along its own axes; pictures and plain arrays are turned, or have no place."""


def _join(reading: Reading, transform: Transform) -> Reading:
    transform.check(name=(), dim=(0,))
    if len(reading.keys) != reading.channels:
        raise transform.refused(
            tr("{count} images for a network of {channels} channels").format(
                count=len(reading.keys), channels=reading.channels
            )
        )
    name = str(transform.get("name"))
    if name in reading.keys[: reading.channels] and reading.channels > 1:
        raise transform.refused(tr("it would replace {name}").format(name=name))
    return reading if name in reading.keys else replace(reading, keys=(*reading.keys, name))


def _on_all(reading: Reading, transform: Transform) -> None:
    """Refuse what changes where the voxels of only some of the channels lie."""
    keys = transform.keys
    images = set(reading.keys[: reading.channels])
    if keys is not None and not set(keys) & set(reading.keys[reading.channels :]) and not images <= set(keys):
        raise transform.refused(tr("for some of the channels only"))


def _orient(reading: Reading, transform: Transform) -> Reading:
    transform.check(axcodes=(), as_closest_canonical=(), labels=(None, [["L", "R"], ["P", "A"], ["I", "S"]]))
    _on_all(reading, transform)
    canonical = bool(transform.get("as_closest_canonical", False))
    letters = "RAS" if canonical else str(transform.get("axcodes", "")).upper()
    if sorted(_OPPOSITE.get(letter, "?") for letter in letters) != ["A", "R", "S"]:
        raise transform.refused(tr("the orientation {letters}").format(letters=letters))
    if reading.spacing is not None:
        return _oriented_later(reading, transform, letters)
    if reading.padded:
        raise transform.refused(tr("after padding"))
    return replace(reading, orientation=letters)


def _oriented_later(reading: Reading, transform: Transform, letters: str) -> Reading:
    """Voxel sides were changed along the file's axes, which only makes no difference where they are all the same."""
    if reading.orientation or len(set(reading.spacing or ())) != 1:
        raise transform.refused(tr("after Spacing with sides that differ; put Orientation before it"))
    later: Any = reading.resampling.replace("corner", "source-corner")
    return replace(reading, orientation=letters, resampling=later)


_OPPOSITE = {"R": "R", "L": "R", "A": "A", "P": "A", "S": "S", "I": "S"}

_LINEAR = ("bilinear", "trilinear", "linear")


def _space(reading: Reading, transform: Transform) -> Reading:
    transform.check(
        pixdim=(), mode=(), padding_mode=(), align_corners=(), diagonal=(False,), scale_extent=(False,),
        recompute_affine=(False,), min_pixdim=(None,), max_pixdim=(None,), ensure_same_shape=(),
    )  # fmt: skip
    _on_all(reading, transform)
    if reading.spacing is not None or reading.padded:
        raise transform.refused(tr("a second time, or after padding"))
    mode, rim = (str(transform.get(name, usual, reading.keys[0])) for name, usual in _SPACING_WORDS.items())
    if (mode not in _LINEAR and mode != "nearest") or rim != "border":
        raise transform.refused(f"mode={mode}, padding_mode={rim}")
    if reading.scaled and not all(intensity.over == "all" for intensity in reading.intensities):
        raise transform.refused(tr("after intensities of a part of the voxels were changed"))
    return replace(
        reading,
        spacing=_sides(transform),
        resampling="corner" if mode in _LINEAR else "corner-nearest",
        scaled_before=not all(map(is_straight, reading.intensities)),
    )


_SPACING_WORDS = {"mode": "bilinear", "padding_mode": "border"}


def _sides(transform: Transform) -> Triple:
    said = transform.get("pixdim")
    sides = list(said) if isinstance(said, list | tuple) else [said]
    if not sides or not all(isinstance(side, int | float) and not isinstance(side, bool) for side in sides):
        raise transform.refused(f"pixdim={said}")
    x, y, z = ([max(0.0, float(side)) for side in sides] + [max(0.0, float(sides[-1]))] * 2)[:3]
    return x, y, z


def _scale(reading: Reading, transform: Transform) -> Reading:
    if reading.padded:
        raise transform.refused(tr("after padding; put it before"))
    found = list(reading.intensities)
    chosen = _chosen(reading, transform)
    for number in chosen:
        found[number] = then(found[number], transform.component, transform.name, number, len(chosen))
        if reading.scaled_before and found[number] != reading.intensities[number]:
            raise transform.refused(tr("one before Spacing and one after it"))
    if reading.crop is not None and reading.scaled and not all(map(is_pointwise, found)):
        raise transform.refused(tr("measured in a box that was found in changed intensities"))
    return replace(reading, intensities=tuple(found))


def _chosen(reading: Reading, transform: Transform) -> range | list[int]:
    """Numbers of the channels a transform is for."""
    keys = transform.keys
    if keys is None or len(reading.keys) < reading.channels or set(keys) & set(reading.keys[reading.channels :]):
        return range(reading.channels)
    return [number for number, key in enumerate(reading.keys[: reading.channels]) if key in keys]


def _crop(reading: Reading, transform: Transform) -> Reading:
    transform.check(
        source_key=(), select_fn=(), channel_indices=(None,), margin=(0, [0, 0, 0]), allow_smaller=(),
        k_divisible=(1, [1, 1, 1]), mode=("constant",), return_coords=(), start_coord_key=(), end_coord_key=(),
    )  # fmt: skip
    _on_all(reading, transform)
    if reading.crop is not None:
        raise transform.refused(tr("a second time"))
    if reading.spacing is not None or reading.padded:
        raise transform.refused(tr("after Spacing or padding: its box is found in the file's voxels; put it before"))
    source = transform.get("source_key", reading.keys[0])
    if source not in reading.keys:
        raise transform.refused(f"source_key={source}")
    if not all(map(is_pointwise, reading.intensities)):
        raise transform.refused(tr("after intensities were measured over the whole image; put it before"))
    limit = _select_above(transform)
    above = [reached_from(intensity, limit) for intensity in reading.intensities]
    if None in above or len(set(above)) != 1:
        raise transform.refused(tr("after intensities were changed so that its box depends on the image"))
    return replace(reading, crop=above[0])


def _select_above(transform: Transform) -> float:
    """The number of ``$lambda x: x > number``, which is all that MedView understands of a choice; 0 without one.

    Raises:
        ModelError: The choice is another one.
    """
    said = transform.component.entries.get("select_fn")
    if said is None:
        return 0.0
    chosen = tree(said[1:]).body if isinstance(said, str) and said.startswith("$") else None
    if isinstance(chosen, ast.Lambda) and isinstance(chosen.body, ast.Compare):
        compared, names = chosen.body, [one.arg for one in chosen.args.args]
        plain = isinstance(compared.left, ast.Name) and names == [compared.left.id]
        if plain and len(compared.ops) == 1 and isinstance(compared.ops[0], ast.Gt):
            with suppress(ModelError):
                limit = evaluate(ast.unparse(compared.comparators[0]), transform.component.config.value)
                if isinstance(limit, int | float):
                    return float(limit)
    raise transform.refused(f"select_fn={said}")


def _pad(reading: Reading, transform: Transform) -> Reading:
    transform.check(spatial_size=(), method=("symmetric",), mode=("constant",), value=(0, 0.0), constant_values=(0,))
    _on_all(reading, transform)
    if reading.padded:
        raise transform.refused(tr("a second time"))
    return replace(reading, least=_whole_numbers(transform, "spatial_size"))


def _pad_to_multiple(reading: Reading, transform: Transform) -> Reading:
    transform.check(k=(), method=("symmetric",), mode=("constant",), value=(0, 0.0), constant_values=(0,))
    _on_all(reading, transform)
    if reading.multiple:
        raise transform.refused(tr("a second time"))
    return replace(reading, multiple=_whole_numbers(transform, "k"))


def _whole_numbers(transform: Transform, name: str) -> tuple[int, ...]:
    said = transform.get(name)
    sides = list(said) if isinstance(said, list | tuple) else [said] * 3
    if not all(isinstance(side, int) and not isinstance(side, bool) for side in sides):
        raise transform.refused(f"{name}={said}")
    return tuple(max(1, int(side)) for side in sides)


READERS: Mapping[str, Reader] = {
    "LoadImage": _load,
    "EnsureChannelFirst": _channel_first,
    "AddChannel": _nothing,
    "EnsureType": _nothing,
    "CastToType": _nothing,
    "ToTensor": _nothing,
    "ToDevice": _nothing,
    "SelectItems": _nothing,
    "DeleteItems": _nothing,
    "CopyItems": _nothing,
    "Identity": _nothing,
    "ConcatItems": _join,
    "Orientation": _orient,
    "Spacing": _space,
    "CropForeground": _crop,
    "SpatialPad": _pad,
    "DivisiblePad": _pad_to_multiple,
    **dict.fromkeys(SCALINGS, _scale),
}
"""How each transform is read."""

_WHY_NOT: Mapping[str, str] = {
    "Lambda": tr("it is a program"),
    "Resize": tr("MedView keeps the voxels' sides in mm, and does not stretch images to a fixed number of voxels"),
    "AsChannelFirst": tr("MedView takes each channel from an image of its own"),
    "RepeatChannel": tr("MedView takes each channel from an image of its own"),
    "SqueezeDim": tr("MedView shows no network less than the whole image"),
    "CenterSpatialCrop": tr("a part of the image would be left without a result"),
    "RandFlip": tr("it is random, and belongs to training"),
}
"""Why what is often asked for is not done."""
