"""Whether a series is what a hanging protocol means: patterns over DICOM's words, forgiving of missing ones."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from medview.core.study import Series, Study

_APART = "|"
_EXCEPT = "!"
_SIDES = {"R": "R|RT|RIGHT|RCC|RMLO", "L": "L|LT|LEFT|LCC|LMLO", "B": "B|BILATERAL|BOTH"}
"""Laterality (PS3.3 C.8.11.7) to the words descriptions use for it."""
_PLANES = ("sagittal", "coronal", "axial")
"""The plane of acquisition by the LPS axis the slices follow each other along."""
PLANES = tuple(sorted(_PLANES))


def like(pattern: str, text: str) -> bool:
    """Whether a text is what a pattern says, upper and lower case alike.

    Args:
        pattern: ``*`` stands for any letters and ``?`` for one; ``|`` divides alternatives; one that begins with ``!``
            must not fit. An empty pattern fits everything.
        text: The whole text.
    """
    return _judged(pattern, lambda one: _whole(one).fullmatch(text.strip()) is not None)


def named(pattern: str, text: str) -> bool:
    """Whether any word of a text is what a pattern says; ``_`` and signs divide words."""
    return _judged(pattern, lambda one: _word(one).search(text) is not None)


def fits(pattern: str, value: str, *descriptions: str) -> bool:
    """Whether a value fits; where it is missing, whether the descriptions have a word that does."""
    return like(pattern, value) if value.strip() else named(pattern, " ".join(descriptions))


def on_side(pattern: str, series: Series) -> bool:
    """Whether a series shows a side (``"R"``, ``"L"``), by its laterality or the words of its description."""
    if series.laterality or not pattern:
        return like(pattern, series.laterality)
    return named(_SIDES.get(pattern.upper(), pattern), f"{series.description} {series.part}")


def of_part(pattern: str, study: Study, series: Series) -> bool:
    """Whether a series shows a body part, by Body Part Examined or the words of its and its study's description."""
    return fits(pattern, series.body_part, series.description, study.description)


def plane_of(series: Series) -> str:
    """The plane of acquisition of a volume: that nearest to its slices; empty where there is no grid."""
    if series.geometry is None:
        return ""
    return _PLANES[int(np.argmax(np.abs(series.geometry.directions[:, 0])))]


def _judged(pattern: str, fitting: Callable[[str], bool]) -> bool:
    if not pattern:
        return True
    alternatives = [one.strip() for one in pattern.split(_APART)]
    unwanted = [one.removeprefix(_EXCEPT) for one in alternatives if one.startswith(_EXCEPT)]
    wanted = [one for one in alternatives if not one.startswith(_EXCEPT)]
    return not any(map(fitting, unwanted)) and (not wanted or any(map(fitting, wanted)))


@lru_cache(maxsize=512)
def _whole(pattern: str) -> re.Pattern[str]:
    return re.compile(_translated(pattern, ".*", "."), re.IGNORECASE | re.DOTALL)


@lru_cache(maxsize=512)
def _word(pattern: str) -> re.Pattern[str]:
    inner = _translated(pattern, r"[^\W_]*", r"[^\W_]")
    return re.compile(rf"(?<![^\W_]){inner}(?![^\W_])", re.IGNORECASE)


def _translated(pattern: str, many: str, one: str) -> str:
    return "".join({"*": many, "?": one}.get(sign, re.escape(sign)) for sign in pattern)
