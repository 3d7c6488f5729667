"""Which of two versions is newer."""

from __future__ import annotations

import re

_NUMBERS = re.compile(r"[0-9]+")

Number = tuple[int, str]
"""Digits without leading zeros after how many they are: in the order of what they say, however many there are."""
Order = tuple[tuple[Number, ...], bool, tuple[tuple[bool, Number], ...]]


def order(version: str) -> Order:
    """What to sort versions by, as semantic versioning 2.0.0 §11 orders them.

    Build data after ``+`` counts nothing, and what is not a number (``1.2-rc1``) comes before what it leads to. Words
    in other places do not fail: they count as pre-releases.
    """
    release, _, early = version.split("+", 1)[0].partition("-")
    parts = release.split(".")
    numbers = tuple(_number(part) for part in parts if _NUMBERS.fullmatch(part))
    strange = tuple(part for part in parts if not _NUMBERS.fullmatch(part))
    marks = (*strange, *(early.split(".") if early else ()))
    return _trimmed(numbers), not marks, tuple(map(_mark, marks))


def _number(digits: str) -> Number:
    told = digits.lstrip("0")
    return len(told), told


def _trimmed(numbers: tuple[Number, ...]) -> tuple[Number, ...]:
    """1.0 and 1.0.0 are one version."""
    while numbers and numbers[-1] == (0, ""):
        numbers = numbers[:-1]
    return numbers


def _mark(text: str) -> tuple[bool, Number]:
    return (False, _number(text)) if _NUMBERS.fullmatch(text) else (True, (0, text))
