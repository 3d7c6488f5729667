"""A task of the files pool: write what variants do to splicing."""

from __future__ import annotations

from pathlib import Path

from medview.core.splicing import SpliceEffects
from medview.core.text import tr
from medview.io.splice_files import write_json, write_table, write_vcf
from medview.jobs.protocol import Context

_TABLES = 0.4
"""Done part after what is written at once."""


def export_splice_effects(context: Context, effects: SpliceEffects, folder: str) -> dict[str, str]:
    """Write effects.json, effects.csv and effects.vcf; every one of them says that nobody reviewed it.

    Args:
        context: The job.
        effects: What was predicted.
        folder: Where they go.

    Returns:
        Kind of file to its path.

    Raises:
        ReadError: The file of variants cannot be read any more.
        WriteError: A file cannot be written.
    """
    paths = {kind: Path(folder) / f"effects.{kind}" for kind in ("json", "csv", "vcf")}

    def step(fraction: float, _: str = "") -> None:
        context.checkpoint(_TABLES + (1.0 - _TABLES) * fraction, tr("Writing the effects"))

    context.checkpoint(0.0, tr("Writing the effects"))
    write_json(effects, paths["json"])
    context.checkpoint(_TABLES / 2)
    write_table(effects, paths["csv"])
    write_vcf(effects, paths["vcf"], context.folder / "unpacked", step)
    return {kind: str(path) for kind, path in paths.items()}
