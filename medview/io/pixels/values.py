"""Values of a data set that may be damaged: what cannot be read counts as absent."""

from __future__ import annotations

import math
from typing import Any

from pydicom import Dataset


def value(dataset: Dataset | None, keyword: str) -> Any:
    """The value, or None when absent, empty or unreadable."""
    if dataset is None:
        return None
    try:
        found = dataset.get(keyword)
    except Exception:  # noqa: BLE001  a damaged value raises whatever its parser stumbles over
        return None
    return None if found is None or found == "" else found


def integer(dataset: Dataset | None, keyword: str, default: int = 0) -> int:
    """The first of its whole numbers."""
    return next((int(one) for one in numbers(dataset, keyword)), default)


def number(dataset: Dataset | None, keyword: str) -> float | None:
    """The first of its numbers."""
    return next(iter(numbers(dataset, keyword)), None)


def numbers(dataset: Dataset | None, keyword: str) -> tuple[float, ...]:
    """Its numbers; empty when one of them is none."""
    found = value(dataset, keyword)
    several = found if isinstance(found, list | tuple) or _multiple(found) else () if found is None else (found,)
    try:
        made = tuple(float(one) for one in several)
    except (ValueError, TypeError, OverflowError):
        return ()
    return made if all(math.isfinite(one) for one in made) else ()


def texts(dataset: Dataset | None, keyword: str) -> tuple[str, ...]:
    """Its texts, stripped; empty ones kept in place."""
    found = value(dataset, keyword)
    several = found if isinstance(found, list | tuple) or _multiple(found) else () if found is None else (found,)
    return tuple(str(one).strip() for one in several)


def text(dataset: Dataset | None, keyword: str) -> str:
    """The first of its texts."""
    return next(iter(texts(dataset, keyword)), "")


def items(dataset: Dataset | None, keyword: str) -> tuple[Dataset, ...]:
    """The items of a sequence."""
    found = value(dataset, keyword)
    return tuple(one for one in found if isinstance(one, Dataset)) if _multiple(found) else ()


def first(dataset: Dataset | None, keyword: str) -> Dataset | None:
    """The first item of a sequence."""
    return next(iter(items(dataset, keyword)), None)


def _multiple(found: Any) -> bool:
    return hasattr(found, "__iter__") and not isinstance(found, str | bytes | Dataset)


class FrameGroups:
    """What a multi-frame object says of one frame: its own functional groups before the shared ones (C.7.6.16)."""

    def __init__(self, dataset: Dataset, number: int) -> None:
        frames = value(dataset, "PerFrameFunctionalGroupsSequence") or ()
        self._own = frames[number] if 0 <= number < len(frames) else None
        self._shared = first(dataset, "SharedFunctionalGroupsSequence")

    def find(self, keyword: str) -> Dataset | None:
        """The first item of a functional group, or None."""
        own = first(self._own, keyword)
        return own if own is not None else first(self._shared, keyword)
