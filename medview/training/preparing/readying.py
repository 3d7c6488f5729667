"""Data folders a package cannot be measured on as they are: DICOM segmentations and outlines become label maps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from medview.catalog.package import Package
from medview.core.training import Kind
from medview.training.preparing.drawn import class_name
from medview.training.preparing.numbering import Known
from medview.training.preparing.objects import Converted, converted, has_segmentations
from medview.training.preparing.outlining import outlined, outlines_of
from medview.training.preparing.reviewed import classes_of

Checkpoint = Callable[[float, str], None]


def readied(package: Package, data: Path, into: Path, checkpoint: Checkpoint) -> Converted | None:
    """The folder of label maps a package that segments is measured on.

    Args:
        package: Its classes give the label maps their values.
        data: The data folder.
        into: Where the files go.
        checkpoint: Told a note; may raise to stop.

    Returns:
        None where the folder is used as it is.

    Raises:
        MedViewError: Nothing of it can be used, or what is drawn is none of the package's classes.
    """
    if package.card.family != "segmentation" or not data.is_dir():
        return None
    solid = package.configuration.network.spatial_dims == 3
    if has_segmentations(data):
        kinds: tuple[Kind, ...] = ("volume-segmentation",) if solid else ("picture-segmentation", "volume-segmentation")
        return converted(data, into, _unmoved(checkpoint), kinds, known_classes(package))
    if not solid and outlines_of(data) is not None:
        return outlined(data, into, _unmoved(checkpoint), known_classes(package))
    return None


def _unmoved(checkpoint: Checkpoint) -> Checkpoint:
    """The measuring begins at 0 again."""
    return lambda _, note: checkpoint(0.0, note)


def known_classes(package: Package) -> Known:
    """What the classes of a package are called, and their values in label maps it is measured on.

    A code or meaning that several labels share, as both sides of an organ do, means none of them.
    """
    numbers = classes_of(package.configuration) if package.configuration.network.spatial_dims == 3 else {}
    named = [
        (name, numbers.get(label.value, label.value))
        for label in package.card.labels
        for name in dict.fromkeys((class_name(label), label.name, label.code.meaning, label.code.value))
    ]
    often = Counter(name for name, _ in named)
    return {name: value for name, value in named if often[name] == 1}
