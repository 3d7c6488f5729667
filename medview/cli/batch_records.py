"""What became of a batch's items, kept so that a kill at any moment loses no finished one."""

from __future__ import annotations

import csv
import io
import json
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from medview.core.batch import COLUMNS, FINAL, UNREVIEWED, Outcome, outcome_from_json, outcome_to_json
from medview.core.files import write_whole
from medview.core.text import tr

OUTCOME = "outcome.json"
MANIFEST = "manifest.csv"
TABLES = ("outcomes.csv", "outcomes.json")


@dataclass(frozen=True)
class Records:
    """A batch's folder: one folder for each item, and the tables.

    An item's results are written into ``.KEY.part``; with its outcome beside them that folder takes the item's name in
    one step, so that a folder with a name is whole.

    Args:
        folder: Where.
    """

    folder: Path

    @property
    def manifest(self) -> Path:
        """What the batch was to do."""
        return self.folder / MANIFEST

    def part(self, key: str) -> Path:
        """Where an item's results are being written."""
        return self.folder / f".{key}.part"

    def finished(self) -> dict[str, Outcome]:
        """Outcomes by key, of an earlier run."""
        read = (self._read(path) for path in sorted(self.folder.glob(f"*/{OUTCOME}")))
        return {outcome.key: outcome for outcome in read if outcome is not None}

    def keep(self, outcome: Outcome) -> Outcome:
        """Record an outcome; of one that is done the results come with it, of another they are removed.

        Raises:
            WriteError: The outcome cannot be written.
            OSError: Its folder cannot be named.
        """
        part, place = self.part(outcome.key), self.folder / outcome.key
        done = outcome.status == "done"
        if not done:
            shutil.rmtree(part, ignore_errors=True)
            part.mkdir(parents=True)
        kept = replace(outcome, folder=outcome.key if done else "")
        write_whole(part / OUTCOME, json.dumps(outcome_to_json(kept), indent=1, ensure_ascii=False) + "\n")
        shutil.rmtree(place, ignore_errors=True)
        os.replace(part, place)
        _flush(self.folder)
        return kept

    def forget_parts(self) -> None:
        """Remove what a killed run left half-done."""
        for path in self.folder.glob(".*.part"):
            shutil.rmtree(path, ignore_errors=True)

    def write_tables(self, outcomes: Iterable[Outcome]) -> None:
        """Write the table of outcomes, for spreadsheets and for machines.

        Raises:
            WriteError: It cannot be written.
        """
        rows = tuple(outcomes)
        out = io.StringIO(newline="")
        table = csv.DictWriter(out, COLUMNS, lineterminator="\n")
        table.writeheader()
        table.writerows(outcome.cells for outcome in rows)
        text = json.dumps(document(rows), indent=1, ensure_ascii=False) + "\n"
        for name, content in zip(TABLES, (out.getvalue(), text), strict=True):
            write_whole(self.folder / name, content)

    def _read(self, path: Path) -> Outcome | None:
        try:
            outcome = outcome_from_json(json.loads(path.read_text(encoding="utf-8")))
        except (OSError, ValueError, KeyError, TypeError):
            return None
        return outcome if outcome.key == path.parent.name else None


def document(outcomes: tuple[Outcome, ...]) -> dict[str, object]:
    """The table of outcomes, for machines."""
    counts = {status: sum(one.status == status for one in outcomes) for status in ("done", "failed", *_OTHERS)}
    return {
        "format": "medview-batch",
        "version": 1,
        "notice": tr("Not a medical device. For research and education."),
        "status": UNREVIEWED,
        "counts": counts,
        "outcomes": [outcome_to_json(one) for one in outcomes],
    }


_OTHERS = ("refused", "unreadable")


def to_do(keys: Iterable[str], earlier: dict[str, Outcome]) -> tuple[str, ...]:
    """Which of some items are still to be done."""
    return tuple(key for key in keys if key not in earlier or earlier[key].status not in FINAL)


def _flush(folder: Path) -> None:
    """Make a new name last through a power cut, where folders can be flushed."""
    if os.name == "nt":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
