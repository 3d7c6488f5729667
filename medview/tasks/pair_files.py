"""A task of the files pool: write two aligned sequences."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from medview.core.finding import Review
from medview.core.pair_alignment import PairAlignment
from medview.core.text import tr
from medview.io.pair_files import write_clustal, write_columns, write_fasta, write_json, write_stockholm
from medview.jobs.protocol import Context

_WRITERS: Mapping[str, Callable[[PairAlignment, Path, Review | None], None]] = {
    "fasta": write_fasta,
    "aln": write_clustal,
    "sto": write_stockholm,
    "csv": write_columns,
    "json": write_json,
}


def export_pair_alignment(
    context: Context,
    alignment: PairAlignment,
    folder: str,
    stem: str = "alignment",
    kinds: Sequence[str] = (),
    review: Review | None = None,
) -> dict[str, str]:
    """Write FASTA, Clustal (.aln), Stockholm (.sto), columns (.csv) and JSON; all say what was decided on them.

    Args:
        context: The job.
        alignment: What was aligned.
        folder: Where they go.
        stem: What they are called, without the suffix.
        kinds: Suffixes of those that are wanted, without the dot; none: all.
        review: What a person decided on it; None: nothing.

    Returns:
        Kind of file to its path.

    Raises:
        WriteError: A file cannot be written.
    """
    paths = {kind: Path(folder) / f"{stem}.{kind}" for kind in kinds or _WRITERS}
    for number, (kind, path) in enumerate(paths.items()):
        context.checkpoint(number / len(paths), tr("Writing the alignment"))
        _WRITERS[kind](alignment, path, review)
    return {kind: str(path) for kind, path in paths.items()}
