"""What evaluating a system gave, whatever its task: figures, curves, one row per case, and what was left out."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from medview.core.card import Metric
from medview.core.refusals import LEFT_OUT
from medview.training.data.nouns import Task
from medview.training.measuring.curves import Curve
from medview.training.measuring.figures import ALL, Figure, number

Row = Mapping[str, str | int | float]
PlotKind = Literal["reliability", "roc", "precision-recall", "froc", "bland-altman"]


@dataclass(frozen=True)
class Plot:
    """What is drawn.

    Args:
        kind: Of ``reliability`` points are (mean probability, part of positive cases, cases); of ``bland-altman``
            (mean of found and true, found less true); of the others those of the curve.
        label: Class or structure it is of.
        points: In their order.
        unit: Of ``bland-altman``.
    """

    kind: PlotKind
    label: str
    points: Curve
    unit: str = ""


@dataclass(frozen=True)
class Refused:
    """A case the input gate refused, with its reasons."""

    case: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class Outcome:
    """What evaluating a system gave.

    Args:
        model: Identifier of the model or baseline.
        version: Its version.
        weights_sha256: Hash of its weights; empty of a baseline.
        precision: Precision the network ran in.
        task: What was measured.
        split: Which cases: a split's name, or ``all``.
        cases: How many.
        groups: How many groups they belong to.
        refused: Cases the input gate refused.
        failed: (case, reason) of cases that could not be answered at all.
        figures: Measured figures.
        plots: Curves.
        rows: One per case, or per case and structure.
        left_out: (file, reason) for what the data folder holds beside.
        warnings: Sentences a reader must see beside the figures.
        seconds: Median time of one case.
    """

    model: str
    version: str
    weights_sha256: str
    precision: str
    task: Task | Literal["labelling", "language", "alignment"]
    split: str
    cases: int
    groups: int
    refused: tuple[Refused, ...]
    failed: tuple[tuple[str, str], ...]
    figures: tuple[Figure, ...]
    plots: tuple[Plot, ...]
    rows: tuple[Row, ...]
    left_out: tuple[tuple[str, str], ...]
    warnings: tuple[str, ...]
    seconds: float

    def to_json(self) -> dict[str, Any]:
        """The JSON form; numbers that are not there are null."""
        plain = {
            name: getattr(self, name)
            for name in ("model", "version", "weights_sha256", "precision", "task", "split", "cases", "groups")
        }
        return plain | {
            "answered": self.cases - len(self.refused) - len(self.failed),
            "refused": [asdict(one) for one in self.refused],
            "failed": [list(one) for one in self.failed],
            "figures": [figure.to_json() for figure in self.figures],
            "plots": [asdict(plot) for plot in self.plots],
            "scores": [{key: _plain(value) for key, value in row.items()} for row in self.rows],
            "left_out": [list(one) for one in self.left_out],
            "warnings": list(self.warnings),
            "seconds": number(self.seconds),
        }

    def write_csv(self, path: Path) -> None:
        """One line per row."""
        names = list(dict.fromkeys(name for row in self.rows for name in row))
        with path.open("w", newline="", encoding="utf-8") as stream:
            writer = csv.DictWriter(stream, names)
            writer.writeheader()
            writer.writerows(self.rows)

    def metrics(self, system: str, names: Sequence[str] = ()) -> tuple[Metric, ...]:
        """Figures over all cases as a model card states them.

        Args:
            system: Whose figures they are.
            names: Only figures of these names; all without.
        """
        return tuple(
            Metric(one.name, one.label, e.value, number(e.low), number(e.high), e.cases, self.split, system)
            for one in self.figures
            if one.subset == ALL and one.refusals == LEFT_OUT and (not names or one.name in names)
            for e in (one.estimate,)
            if number(e.value) is not None
        )


def write_figures(figures: Sequence[Figure], path: Path) -> None:
    """Every figure as a line of a table."""
    with path.open("w", newline="", encoding="utf-8") as stream:
        lines = [figure.to_json() for figure in figures]
        writer = csv.DictWriter(stream, list(lines[0]) if lines else ["name"])
        writer.writeheader()
        writer.writerows(lines)


def _plain(value: str | int | float) -> str | int | float | None:
    return number(value) if isinstance(value, float) else value
