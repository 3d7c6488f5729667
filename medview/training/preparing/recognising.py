"""What a data folder can be used for, by its layout alone."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.core.training import Kind
from medview.training.data.nouns import Task
from medview.training.data.outlines import OutlineList, read_outlines
from medview.training.data.pictures import is_volume
from medview.training.data.reading import LAYOUTS
from medview.training.preparing.outlining import outlines_of

TASKS: Mapping[Kind, Task] = {
    "picture-detection": "detection",
    "picture-segmentation": "segmentation",
    "volume-segmentation": "segmentation",
    "picture-classification": "classification",
}
"""What the labels of each kind are for; the likeliest kind first where a folder has several sorts of labels."""


def kinds_of(folder: Path) -> tuple[Kind, ...]:
    """The kinds a folder can be used for, the likeliest first.

    Whoever outlined everything in COCO wants the outlines, though they have boxes too.
    """
    found = [kind for kind in TASKS if _fits(folder, kind)]
    outlines = None if "picture-segmentation" in found else _outlines(folder)
    if outlines is not None:
        found.insert(0 if outlines.only_outlines else found.count("picture-detection"), "picture-segmentation")
    return tuple(found)


def _outlines(folder: Path) -> OutlineList | None:
    try:
        return outlines_of(folder)
    except MedViewError:
        return None


def _fits(folder: Path, kind: Kind) -> bool:
    try:
        samples = LAYOUTS[TASKS[kind]](folder).samples
    except MedViewError:
        return False
    if not samples:
        return False
    solid = _is_solid(samples[0].path)
    return solid if kind == "volume-segmentation" else not solid


def _is_solid(path: Path) -> bool:
    try:
        return is_volume(path)
    except MedViewError:  # damaged: its ending has to do
        return path.name.lower().endswith((".nii", ".nii.gz"))


def why_none(folder: Path) -> MedViewError:
    """What a folder of no kind lacks, or what is wrong with its COCO files."""
    try:
        read_outlines(folder)
    except MedViewError as error:
        return error
    return MedViewError(
        tr("{name} holds no labelled cases in a layout MedView knows.").format(name=folder.name),
        tr(
            "Give a folder with images/ and masks/ (pictures or NIfTI volumes), with a folder for each class, with "
            "images/ and a split.csv with a column label, with COCO, VOC or YOLO boxes, with COCO outlines, or with "
            "DICOM segmentations beside the images they were drawn on."
        ),
    )
