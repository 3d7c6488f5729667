"""Divide samples into parts of equal kind, never dividing a group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from sklearn.model_selection import GroupKFold, StratifiedGroupKFold

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.training.data.nouns import Sample, group_of


def folds(samples: Sequence[Sample], count: int, seed: int) -> tuple[tuple[Sample, ...], ...]:
    """Divide samples into parts: no group is in two, and every part has about as many of each class.

    Args:
        samples: What is divided.
        count: Number of parts.
        seed: The same samples and seed always give the same parts.

    Raises:
        MedViewError: There are fewer groups than parts.
    """
    ordered = sorted(samples, key=lambda sample: sample.name)
    groups = [group_of(sample) for sample in ordered]
    if count < 2 or len(set(groups)) < count:
        raise MedViewError(
            tr("{groups} groups cannot be divided into {count} parts.").format(groups=len(set(groups)), count=count),
            tr("Take fewer parts, at least two, or more data."),
        )
    kinds = _kinds(ordered, count)
    way = StratifiedGroupKFold if len(set(kinds)) > 1 else GroupKFold
    divided = way(count, shuffle=True, random_state=seed).split(np.zeros(len(ordered)), kinds, groups)
    return tuple(tuple(ordered[number] for number in part) for _, part in divided)


def _kinds(samples: Sequence[Sample], count: int) -> list[str]:
    """The class of each sample, of boxes the rarest; classes rarer than there are parts count as one."""
    boxes = Counter(box.label for sample in samples for box in sample.boxes)
    kinds = [sample.label or _rarest(sample, boxes) for sample in samples]
    often = Counter(kinds)
    kinds = [kind if often[kind] >= count else "" for kind in kinds]
    rest = kinds.count("")
    most = often.most_common(1)[0][0]
    return [kind if kind or rest >= count else most for kind in kinds]


def _rarest(sample: Sample, boxes: Counter[str]) -> str:
    return min((box.label for box in sample.boxes), key=lambda label: (boxes[label], label), default="")
