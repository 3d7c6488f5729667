"""Which images each DICOM segmentation of a folder was drawn on, and their label maps on those images."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.card import Label
from medview.core.derived import about, target
from medview.core.errors import MedViewError
from medview.core.overlay import FieldLayer, LabelLayer
from medview.core.study import Kind, Series, Study
from medview.core.text import tr
from medview.io.objects import load_laid_on, load_overlaid
from medview.io.objects.reading import open_source
from medview.io.objects.segments import segments_of
from medview.training.data.folders import IMAGE_FOLDERS, MASK_ENDINGS
from medview.training.data.pictures import stem_of
from medview.training.preparing.laying import silent

Reason = tuple[str, str]
"""(file, why it is left out)."""

_HALF = 0.5 - 1e-6
"""From this fraction on a voxel is inside; fractions are whole parts of a largest one and rounded as such."""


@dataclass(frozen=True, eq=False)
class Drawing:
    """Images with what was drawn on them.

    Args:
        study: Theirs.
        onto: The images.
        objects: The segmentations, one instance each.
    """

    study: Study
    onto: Series
    objects: tuple[Series, ...]


@dataclass(frozen=True, eq=False)
class Painted:
    """The label map of some images.

    Args:
        values: (k, j, i), or (pictures, rows, columns).
        labels: What the values 1, 2, 3 … mean, each name once.
    """

    values: NDArray[np.uint8]
    labels: tuple[Label, ...]


def drawings(studies: Sequence[Study]) -> tuple[list[Drawing], list[Reason]]:
    """Find the images of every segmentation.

    Args:
        studies: Everything that was found in the folder.

    Returns:
        Images with their segmentations, and (segmentation, reason) of those that cannot be used.
    """
    found: dict[str, tuple[Study, Series, list[Series]]] = {}
    left_out: list[Reason] = []
    for drawn in _objects(studies):
        try:
            study, onto = _images_of(drawn, studies)
        except MedViewError as error:
            left_out.append((file_name(drawn), str(error)))
        else:
            found.setdefault(onto.uid, (study, onto, []))[2].append(drawn)
    return [Drawing(study, onto, tuple(objects)) for study, onto, objects in found.values()], left_out


def _objects(studies: Sequence[Study]) -> Iterator[Series]:
    every = [series for study in studies for series in study.series if series.kind is Kind.SEGMENTATION]
    yield from sorted(every, key=lambda series: series.instances[0].path)


def file_name(series: Series) -> str:
    """The first file of a series."""
    return Path(series.instances[0].path).name


def _images_of(drawn: Series, studies: Sequence[Study]) -> tuple[Study, Series]:
    """The images a segmentation names, or those of its frame of reference, or the NIfTI volume of its name.

    Raises:
        MedViewError: They are not there, or the object contradicts itself.
    """
    onto = target(drawn, studies)
    if onto is None or (drawn.refers_to and not about(drawn, onto)):
        onto = _of_its_name(drawn, studies)
    if onto is None:
        raise _elsewhere(drawn, studies)
    if onto.kind not in (Kind.VOLUME, Kind.IMAGES):
        raise MedViewError(
            tr("It was drawn on neither a volume nor pictures."), tr("Slides are not learned from; leave it out.")
        )
    ours, theirs = drawn.frame_of_reference_uid, onto.frame_of_reference_uid
    if ours and theirs and ours != theirs:
        raise MedViewError(
            tr("It states the frame of reference {ours}, the images it names {theirs}.").format(
                ours=ours, theirs=theirs
            ),
            tr("Where it lies is not certain: export it again together with its images."),
        )
    return next(study for study in studies if onto in study.series), onto


def _of_its_name(drawn: Series, studies: Sequence[Study]) -> Series | None:
    """A NIfTI volume in ``images/`` that is called like the segmentation."""
    stem = stem_of(Path(drawn.instances[0].path))
    volumes = [one for study in studies for one in study.series if one.source_format == "nifti"]
    return next((one for one in volumes if one.kind is Kind.VOLUME and _is_image_of(one, stem)), None)


def _is_image_of(series: Series, mask: str) -> bool:
    path = Path(series.instances[0].path)
    usual = {name.casefold() for name in IMAGE_FOLDERS} & {part.casefold() for part in path.parts[:-1]}
    return bool(usual) and mask in {stem_of(path) + ending for ending in MASK_ENDINGS}


def _elsewhere(drawn: Series, studies: Sequence[Study]) -> MedViewError:
    """Why no images fit."""
    frames = {series.frame_of_reference_uid for study in studies for series in study.series if series is not drawn}
    if drawn.refers_to:
        told = tr("It was drawn on another series: it names {count} images, such as {uid}, and none of them is here.")
        told = told.format(count=len(drawn.refers_to), uid=drawn.refers_to[0])
    elif drawn.frame_of_reference_uid and drawn.frame_of_reference_uid not in frames:
        told = tr("It names no images, and its frame of reference {uid} is that of none.")
        told = told.format(uid=drawn.frame_of_reference_uid)
    else:
        told = tr("Nothing in it says which images it was drawn on.")
    return MedViewError(told, tr("Put the images it was drawn on into the folder, or leave it out."))


def painted(drawing: Drawing, folder: Path) -> tuple[Painted | None, list[Reason]]:
    """Bring the segmentations of some images onto their grid.

    Args:
        drawing: The images and the segmentations.
        folder: Private folder for layers on the way.

    Returns:
        The label map, and (segmentation, reason) of those that cannot be used: they cannot be read, lie elsewhere, are
        empty, their segments overlap, or no person has checked them. Where none can be used, there is no label map.

    Raises:
        MedViewError: Several segmentations overlap.
    """
    left_out: list[Reason] = []
    labels: dict[str, Label] = {}
    result: NDArray[np.uint8] | None = None
    for number, drawn in enumerate(drawing.objects):
        (own := folder / str(number)).mkdir()
        try:
            values, meant = _layer(drawn, drawing.onto, own)
        except MedViewError as error:
            left_out.append((file_name(drawn), str(error)))
            continue
        numbers = {one.value: _number(one, labels) for one in meant}
        result = np.zeros(values.shape, np.uint8) if result is None else result
        _add(values, numbers, result)
    return (Painted(result, tuple(labels.values())) if result is not None else None), left_out


def _number(label: Label, labels: dict[str, Label]) -> int:
    """The value of a name in the common map, counted from 1."""
    name = class_name(label)
    labels.setdefault(name, label)
    if len(labels) > np.iinfo(np.uint8).max:
        raise MedViewError(tr("It has too many segments."), tr("Leave out those that are not to be learned."))
    return list(labels).index(name) + 1


def _add(values: NDArray[Any], numbers: Mapping[int, int], result: NDArray[np.uint8]) -> None:
    twice = int(np.count_nonzero((values != 0) & (result != 0)))
    if twice:
        raise _overlapping(tr("Several segmentations of the same images"), twice)
    for value, number in numbers.items():
        result[values == value] = number


def _overlapping(what: str, count: int) -> MedViewError:
    return MedViewError(
        tr("{what} overlap in {count} voxels, where a label map has one class each.").format(what=what, count=count),
        tr("Cut them apart, or keep only what is to be learned."),
    )


def _layer(drawn: Series, onto: Series, folder: Path) -> tuple[NDArray[Any], tuple[Label, ...]]:
    """One segmentation as a label map, and what its values mean."""
    segments = tuple(one.label for one in segments_of(open_source(drawn, folder, silent).dataset))
    if not segments:
        raise MedViewError(tr("It is empty: it describes no segment."), tr("Draw what is to be learned, or remove it."))
    layer = _laid(drawn, onto, folder)
    if layer.unreviewed:
        raise MedViewError(tr("It says of itself that no person has checked it."), tr("Review it and export it again."))
    stored = np.load(layer.path, mmap_mode="r", allow_pickle=False)
    if not isinstance(layer, LabelLayer):  # one fractional segment
        return np.where(stored >= _HALF, segments[0].value, 0), segments
    if layer.overlaps:
        names = ", ".join(one.name for one in layer.labels)
        raise _overlapping(tr("Segments ({names})").format(names=names), layer.overlaps)
    return np.asarray(stored), layer.labels


def _laid(drawn: Series, onto: Series, folder: Path) -> LabelLayer | FieldLayer:
    lay = load_overlaid if onto.source_format == "dicom" else load_laid_on
    layer = lay(drawn, onto, folder, silent)
    assert isinstance(layer, LabelLayer | FieldLayer)  # of a segmentation
    return layer


def class_name(label: Label) -> str:
    """The name of a segment as a class, with its side where the name does not say it."""
    side = label.laterality.meaning if label.laterality is not None else ""
    return label.name if side.casefold() in label.name.casefold() else f"{label.name} ({side})"
