"""DICOM segmentations with the images they were drawn on, as volumes or pictures with label maps."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from medview.core import study as studied
from medview.core.errors import MedViewError
from medview.core.study import ScanResult, Series
from medview.core.text import tr
from medview.core.training import Kind
from medview.io.scan import NothingFound, scan
from medview.training.data.folders import IMAGE_FOLDERS, MASK_FOLDERS
from medview.training.data.pictures import is_segmentation, stem_of
from medview.training.data.tables import read_stated
from medview.training.preparing.drawn import Drawing, Reason, drawings, file_name, painted
from medview.training.preparing.laying import write_facts, write_names
from medview.training.preparing.numbering import Known, numbered
from medview.training.preparing.parts import Part, write_parts

Checkpoint = Callable[[float, str], None]

_SCANNED, _PAINTED = 0.2, 0.7
"""Done part once the folder is scanned, and once every segmentation is painted."""

KINDS: dict[studied.Kind, Kind] = {
    studied.Kind.VOLUME: "volume-segmentation",
    studied.Kind.IMAGES: "picture-segmentation",
}
"""What segmentations of such series teach."""


@dataclass(frozen=True)
class Converted:
    """What was made of a folder.

    Args:
        folder: ``images/``, ``labels/`` or ``masks/``, the splits and groups, and the names of the classes.
        kinds: What the folder can be used for, the one it was made for first.
        left_out: (object, reason).
        warnings: What a person should know.
        modality: DICOM modality of all of them; empty where they differ.
    """

    folder: Path
    kinds: tuple[Kind, ...]
    left_out: tuple[Reason, ...]
    warnings: tuple[str, ...] = ()
    modality: str = ""


def has_segmentations(folder: Path) -> bool:
    """Whether DICOM segmentations are among the files of a folder; only the beginnings of files are read."""
    return any(is_segmentation(path) for path in sorted(folder.rglob("*")) if path.is_file())


def converted(
    folder: Path, into: Path, checkpoint: Checkpoint, kinds: Sequence[Kind] = (), known: Known | None = None
) -> Converted:
    """Write everything segmented in a folder as NIfTI volumes, or as pictures, with label maps.

    Args:
        folder: DICOM files, or NIfTI volumes with segmentations of their names, in any order.
        into: Where the files go; what an unfinished try left there goes.
        checkpoint: Told the progress; may raise to stop.
        kinds: What is wanted, the likeliest of the folder; empty: any.
        known: Classes of a model, whose values are taken; None: counted in the order of segments.

    Raises:
        MedViewError: There is no segmentation with its images, or none of the kind.
    """
    shutil.rmtree(into, ignore_errors=True)
    (into / "images").mkdir(parents=True)
    with TemporaryDirectory(prefix="parts-", dir=into) as work:
        found = _scanned(folder, Path(work), checkpoint)
        pairs, left_out = drawings(found.studies)
        chosen = _chosen(folder, pairs, left_out, kinds)
        left_out += _beside(found, pairs, folder)
        parts = list(_parts(pairs, chosen[0], (folder, Path(work)), left_out, checkpoint))
        if not parts:
            raise _first(folder, left_out)
        names = numbered([one for part in parts for one in part.structures], known)
        stated = read_stated(folder, labelled=False)
        facts, unread = write_parts(parts, names.values, stated, (folder, into), _told(checkpoint, len(parts)))
        left_out += unread
    if not facts:
        raise _first(folder, left_out)
    write_names(into, dict(names.values))
    write_facts(into, facts)
    modalities = {part.drawing.onto.modality for part in parts}
    modality = modalities.pop() if len(modalities) == 1 else ""
    return Converted(into, chosen, tuple(left_out), names.warnings, modality)


def _told(checkpoint: Checkpoint, count: int) -> Callable[[int], None]:
    return lambda number: checkpoint(_PAINTED + (1 - _PAINTED) * number / count, tr("Writing cases"))


def _scanned(folder: Path, work: Path, checkpoint: Checkpoint) -> ScanResult:
    (unpacked := work / "unpacked").mkdir()
    try:
        return scan((str(folder),), unpacked, lambda done, note: checkpoint(_SCANNED * done, note))
    except NothingFound as error:
        raise _nothing(folder) from error


def _nothing(folder: Path) -> MedViewError:
    return MedViewError(
        tr("{name} holds no DICOM segmentation together with the images it was drawn on.").format(name=folder.name),
        tr("Put the segmentations and their images into one folder."),
    )


def _first(folder: Path, left_out: Sequence[Reason]) -> MedViewError:
    """Why nothing is left."""
    return MedViewError(f"{left_out[0][0]}: {left_out[0][1]}") if left_out else _nothing(folder)


def _chosen(
    folder: Path, pairs: Sequence[Drawing], left_out: Sequence[Reason], wanted: Sequence[Kind]
) -> tuple[Kind, ...]:
    """The kinds of a folder, of those wanted the most frequent first."""
    counts = Counter(KINDS[pair.onto.kind] for pair in pairs)
    ordered = sorted(counts, key=lambda kind: (bool(wanted) and kind not in wanted, -counts[kind], kind))
    if not ordered:
        raise _first(folder, left_out)
    if wanted and ordered[0] not in wanted:
        raise MedViewError(
            tr("{name} is not laid out for this kind of training.").format(name=folder.name),
            tr("It can be used for: {kinds}.").format(kinds=", ".join(ordered)),
        )
    return tuple(ordered)


def _beside(found: ScanResult, pairs: Sequence[Drawing], folder: Path) -> Iterator[Reason]:
    """What lies among images and masks and belongs to no segmentation."""
    used = {one.uid for pair in pairs for one in (pair.onto, *pair.objects)}
    for series in (one for study in found.studies for one in study.series if one.uid not in used):
        path = Path(series.instances[0].path) if series.instances else folder
        if series.kind is studied.Kind.SEGMENTATION:
            continue  # told already
        if _lies_in(path, folder, IMAGE_FOLDERS):
            yield _shown(path, series), tr("It has no mask.")
        elif _lies_in(path, folder, MASK_FOLDERS):
            yield path.name, tr("It is no DICOM segmentation, as other masks of this folder are.")
    for name, reason in found.skipped:
        if _lies_in(Path(name), folder, (*IMAGE_FOLDERS, *MASK_FOLDERS)):
            yield Path(name).name, reason


def _lies_in(path: Path, folder: Path, names: Sequence[str]) -> bool:
    usual = {name.casefold() for name in names}
    parts = path.relative_to(folder).parts[:-1] if path.is_relative_to(folder) else ()
    return bool(usual & {part.casefold() for part in parts})


def _shown(path: Path, series: Series) -> str:
    return path.name if len({one.path for one in series.instances}) == 1 else path.parent.name


def _parts(
    pairs: Sequence[Drawing], kind: Kind, folders: tuple[Path, Path], left_out: list[Reason], checkpoint: Checkpoint
) -> Iterator[Part]:
    """Paint the cases of a kind; why others are left out is added."""
    folder, work = folders
    names = _names(pairs, folder)
    for number, (drawing, name) in enumerate(zip(pairs, names, strict=True)):
        checkpoint(_SCANNED + (_PAINTED - _SCANNED) * number / len(pairs), tr("Reading segmentations"))
        files = ", ".join(file_name(one) for one in drawing.objects)
        if KINDS[drawing.onto.kind] != kind:
            left_out.append((files, tr("It is of another kind than most segmentations.")))
            continue
        path = work / f"{number}.npy"
        try:
            with TemporaryDirectory(prefix="layers-", dir=work) as layers:
                drawn, reasons = painted(drawing, Path(layers))
        except MedViewError as error:
            left_out.append((files, str(error)))
            continue
        left_out += reasons
        if drawn is not None:
            np.save(path, drawn.values)
            yield Part(drawing, name, path, drawn.labels)


def _names(pairs: Sequence[Drawing], folder: Path) -> list[str]:
    """What the cases are called: like their file, or like the folder of their files where no other case is in it."""
    folders = Counter(Path(pair.onto.instances[0].path).parent for pair in pairs)
    usual = {name.casefold() for name in IMAGE_FOLDERS}
    taken: Counter[str] = Counter()
    names = []
    for number, pair in enumerate(pairs, start=1):
        path = Path(pair.onto.instances[0].path)
        name = f"case-{number:04d}"
        if len({one.path for one in pair.onto.instances}) == 1:
            name = stem_of(path)
        elif folders[path.parent] == 1 and path.parent != folder and path.parent.name.casefold() not in usual:
            name = path.parent.name
        taken[name.casefold()] += 1
        names.append(name if taken[name.casefold()] == 1 else f"{name}-{taken[name.casefold()]}")
    return names
