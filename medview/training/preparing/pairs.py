"""Somebody's pairs of sequences whose alignment is known: what they hold."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from medview.core.text import tr
from medview.core.training import FoundData
from medview.training.data.aligned_pairs import read_aligned


def look_at_pairs(folder: Path, checkpoint: Callable[[float, str], None]) -> FoundData:
    """Look at pairs whose alignment is known.

    Args:
        folder: The folder, or one file.
        checkpoint: Told the progress; may raise to stop.

    Raises:
        MedViewError: There are none.
    """
    checkpoint(0.0, tr("Reading the sequences"))
    data = read_aligned(folder)
    lengths = [len(text) for pair in data.pairs for text in (pair.first, pair.second)]
    checkpoint(1.0, tr("Reading the sequences"))
    return FoundData(
        ("pairs",),
        "pairs",
        cases=len(data.pairs),
        groups=len({pair.family for pair in data.pairs}),
        split=tuple(Counter(pair.part for pair in data.pairs if pair.part).items()),
        left_out=data.left_out,
        folder=str(folder),
        shape=(int(np.median(lengths)),),
    )
