"""Which cases teach and which measure: as the folder states, or divided here without dividing a group."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from medview.training.data.folding import folds
from medview.training.data.nouns import TRAIN, Sample

PARTS = 5
"""One of so many parts is held out."""

HELD_OUT = "val"
"""The split a package is measured on (``measured_split``)."""


def own_group(sample: Sample) -> str:
    """The group of a sample; where none is stated itself, files of one name in folders of two classes apart."""
    return sample.group or (f"{sample.label}/{sample.name}" if sample.label else sample.name)


def divided(samples: Sequence[Sample], seed: int) -> tuple[tuple[Sample, ...], bool]:
    """Give every sample its split.

    Args:
        samples: With the splits their folder states.
        seed: The same samples and seed always give the same split.

    Returns:
        The samples, and whether the split was made here: the folder states none, or none to measure on. Of fewer
        than two groups all teach, and nothing is measured.
    """
    stated = {sample.split for sample in samples} - {""}
    if {TRAIN, HELD_OUT} <= stated or {TRAIN, "test"} <= stated:
        return tuple(sample if sample.split else replace(sample, split=TRAIN) for sample in samples), False
    teaching = [sample for sample in samples if sample.split in ("", TRAIN)] or list(samples)
    rest = [sample for sample in samples if sample not in teaching]
    count = min(PARTS, len({own_group(sample) for sample in teaching}))
    apart = [replace(sample, name=f"{sample.label}/{sample.name}", group=own_group(sample)) for sample in teaching]
    held_out = {sample.path for sample in folds(apart, count, seed)[0]} if count > 1 else set()
    made = [replace(sample, split=HELD_OUT if sample.path in held_out else TRAIN) for sample in teaching]
    return (*made, *rest), True
