"""What is wrong with labelled pictures: damaged files, maps of another size, boxes outside, groups in two splits."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.io.formats.volumes import read_volume
from medview.training.data.nouns import TRAIN, LabelledBox, PictureData, Sample, Task
from medview.training.data.pictures import is_volume, read_mask, read_picture

MOST_OVERHANG = 1.0
"""Pixels a box may reach beyond the picture by rounding, or by counting from 1; it is cut without a word."""

_MOST_NAMED = 5


@dataclass(frozen=True)
class Looked:
    """Samples whose files were decoded.

    Args:
        samples: Those that can be used, boxes cut at the picture's edges.
        left_out: (file, reason) for the others, and for boxes.
        warnings: On what is used and yet not as it should be.
        digests: Of each sample, the hash of its pixels.
        empty: Names of the samples whose mask is empty.
    """

    samples: tuple[Sample, ...]
    left_out: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    digests: dict[str, str]
    empty: frozenset[str]


def checked(samples: Sequence[Sample], task: Task, checkpoint: Callable[[float, str], None]) -> Looked:
    """Decode every file once.

    Args:
        samples: As listed.
        task: What their labels are for.
        checkpoint: Told the progress; may raise to stop.
    """
    kept, left_out, cut = list[Sample](), list[tuple[str, str]](), list[str]()
    digests: dict[str, str] = {}
    empty: set[str] = set()
    for number, sample in enumerate(samples):
        checkpoint(number / len(samples), tr("Looking at the data"))
        try:
            digest, (rows, columns) = _pixels(sample)
            if sample.mask is not None and not _mask(sample, (rows, columns)):
                empty.add(sample.name)
        except MedViewError as error:
            left_out.append((sample.path.name, error.message))
            continue
        boxes, outside, reaching = _inside(sample, columns, rows)
        left_out += outside
        cut += [sample.path.name] if reaching else []
        digests[str(sample.path)] = digest
        kept.append(replace(sample, boxes=boxes))
    told = (
        [tr("Boxes reach beyond the picture and are cut at its edge: {names}.").format(names=_named(cut))]
        if cut
        else []
    )
    return Looked(tuple(kept), tuple(left_out), tuple(told), digests, frozenset(empty))


def _pixels(sample: Sample) -> tuple[str, tuple[int, int]]:
    """Hash of the pixels, and (rows, columns)."""
    values = read_volume(str(sample.path)).array if is_volume(sample.path) else read_picture(sample.path)
    if values.size == 0 or (values.dtype.kind == "f" and not np.isfinite(values).all()):
        raise MedViewError(tr("It holds no pixels, or numbers that are none."))
    digest = hashlib.sha256(np.ascontiguousarray(values).tobytes())
    digest.update(str((values.shape, values.dtype)).encode())
    rows, columns = values.shape[-2:] if is_volume(sample.path) else values.shape[:2]
    return digest.hexdigest(), (int(rows), int(columns))


def _mask(sample: Sample, size: tuple[int, int]) -> bool:
    """Whether the mask has anything in it.

    Raises:
        MedViewError: It is damaged, or of another size.
    """
    assert sample.mask is not None
    mask = read_mask(sample.mask)
    if mask.shape[-2:] != size:
        raise MedViewError(
            tr("The picture has {columns} × {rows} pixels, its mask {mask_columns} × {mask_rows}.").format(
                columns=size[1], rows=size[0], mask_columns=mask.shape[-1], mask_rows=mask.shape[-2]
            )
        )
    return bool(mask.any())


def _inside(sample: Sample, columns: int, rows: int) -> tuple[tuple[LabelledBox, ...], list[tuple[str, str]], bool]:
    """Boxes cut at the edges, (file, reason) of those that are not in the picture, and whether one reached far out."""
    kept, outside, reaching = list[LabelledBox](), list[tuple[str, str]](), False
    for number, box in enumerate(sample.boxes, start=1):
        numbers = (*box.low, *box.high)
        low = (max(0.0, box.low[0]), max(0.0, box.low[1]))
        high = (min(float(columns), box.high[0]), min(float(rows), box.high[1]))
        if not np.isfinite(numbers).all() or high[0] <= low[0] or high[1] <= low[1]:
            shown = ", ".join(f"{value:g}" for value in numbers)
            reason = tr("Box {number} ({shown}) is empty or lies outside the picture of {columns} × {rows} pixels.")
            outside.append((sample.path.name, reason.format(number=number, shown=shown, columns=columns, rows=rows)))
            continue
        overhang = max(-box.low[0], -box.low[1], box.high[0] - columns, box.high[1] - rows)
        reaching = reaching or overhang > MOST_OVERHANG
        kept.append(LabelledBox(box.label, low, high))
    return tuple(kept), outside, reaching


def leaks(data: PictureData, looked: Looked) -> tuple[str, ...]:
    """Sentences on groups, and on identical pictures, that are in more than one split."""
    told = []
    groups = _in_two_splits([(sample.group, sample.split) for sample in data.samples if sample.group])
    if groups:
        told.append(
            tr("{count} groups are in more than one split: {names}.").format(count=len(groups), names=_named(groups))
        )
    digests = _in_two_splits([(looked.digests[str(sample.path)], sample.split) for sample in data.samples])
    if digests:
        same = [sample.path.name for sample in data.samples if looked.digests[str(sample.path)] in digests]
        told.append(
            tr("{count} pictures are in more than one split under several names: {names}.").format(
                count=len(digests), names=_named(same)
            )
        )
    return tuple(told)


def _in_two_splits(pairs: Sequence[tuple[str, str]]) -> list[str]:
    splits: dict[str, set[str]] = {}
    for key, split in pairs:
        if split:
            splits.setdefault(key, set()).add(split)
    return sorted(key for key, found in splits.items() if len(found) > 1)


def refuse_untrainable(chosen: PictureData, data: PictureData, looked: Looked) -> None:
    """Stop before anything is trained on data that would deceive, or that teaches nothing.

    Raises:
        MedViewError: With the reason.
    """
    if found := leaks(data, looked):
        raise MedViewError(
            " ".join(found),
            tr("What is measured on the other splits would be too good: put each group into one split only."),
        )
    if reason := _teaches_nothing(chosen, looked):
        raise MedViewError(reason, tr("Check the folder: this looks like a mistake in its labels."))


def _teaches_nothing(chosen: PictureData, looked: Looked) -> str:
    labels = sorted({sample.label for sample in chosen.samples})
    if chosen.task == "classification" and len(labels) < 2:
        return tr("All {count} cases of {split} are of one class, {label}.").format(
            count=len(chosen.samples), split=TRAIN, label=labels[0]
        )
    if chosen.task == "segmentation" and all(sample.name in looked.empty for sample in chosen.samples):
        return tr("All {count} masks of {split} are empty.").format(count=len(chosen.samples), split=TRAIN)
    if chosen.task == "detection" and not any(sample.boxes for sample in chosen.samples):
        return tr("None of the {count} pictures of {split} has a box.").format(count=len(chosen.samples), split=TRAIN)
    return ""


def warned(chosen: PictureData, data: PictureData, looked: Looked) -> tuple[str, ...]:
    """What a person should know of the samples that are used."""
    told = list(leaks(data, looked))
    empty = [sample.path.name for sample in chosen.samples if sample.name in looked.empty]
    if empty:
        told.append(tr("{count} masks are empty: {names}.").format(count=len(empty), names=_named(empty)))
    if nothing := _one_sided(chosen):
        told.append(nothing)
    return tuple(told)


def _one_sided(chosen: PictureData) -> str:
    labels = sorted({sample.label for sample in chosen.samples})
    if chosen.task != "classification" or len(labels) > 1:
        return ""
    return tr(
        "All {count} cases are of one class, {label}: how well classes are told apart cannot be measured."
    ).format(count=len(chosen.samples), label=labels[0])


def _named(names: Sequence[str]) -> str:
    """The first of some names, and how many more there are."""
    more = tr(" and {count} more").format(count=len(names) - _MOST_NAMED) if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more
