"""Task of the files pool that writes loaded voxels in a research format."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from medview.core.study import Series, Study
from medview.core.volume import StoredVolume
from medview.io.atomic import atomic
from medview.io.research_writing import WRITERS
from medview.io.sidecar import sidecar
from medview.jobs.protocol import Context


def convert(
    context: Context, series: Series, volume: StoredVolume, path: str, to: str, study: Study | None = None
) -> str:
    """Write a series' voxels, every volume of it, and what the format cannot say as JSON beside them.

    Args:
        context: The job's.
        series: What the voxels are; with its correction applied where they were resampled.
        volume: The voxels, all of the file; it is removed when they are written.
        path: Where to, without suffix.
        to: A key of ``WRITERS``.
        study: Whose they are, to be told in the JSON; None tells nothing of it.

    Returns:
        The file.

    Raises:
        WriteError: It cannot be written.
    """
    suffix, write = WRITERS[to]
    target = Path(f"{path}{suffix}")
    values = np.load(volume.path, mmap_mode="r", allow_pickle=False)
    with atomic(target) as sibling:
        write(values, volume.geometry, series.dimensions, sibling, context.checkpoint)
    text = json.dumps(sidecar(series, volume, study), indent=2, ensure_ascii=False)
    with atomic(Path(f"{path}.json")) as sibling:
        sibling.write_text(text + "\n", encoding="utf-8")
    Path(volume.path).unlink(missing_ok=True)
    return str(target)
