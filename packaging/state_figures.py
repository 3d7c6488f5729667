"""State what ``medview evaluate MODEL … --json`` measured in the card of a package, and others' figures beside.

    python packaging/state_figures.py resources/models/chest-xray-lungs evaluation.json

Of baselines and of models given by ``--beside`` only the chief figures are stated.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from medview.catalog.package import Package, load_package
from medview.core.card import Metric
from medview.training.export import with_metrics

CHIEF = (
    "Accuracy", "Q3", "Sum of pairs", "AUROC", "AUPRC", "F1", "Perplexity", "Brier", "ECE",
    "Calibration slope", "Sensitivity at the threshold",
    "Dice", "HD95 (px of 256)", "HD95 (mm)", "mAP@50", "mAP@50-95", "FROC score",
)  # fmt: skip
"""What is stated of other systems."""


def metrics(evaluation: Mapping[str, Any], system: str, names: tuple[str, ...] = ()) -> tuple[Metric, ...]:
    """Figures over all cases the model answered, as a card states them."""
    return tuple(
        Metric(
            one["name"], one["label"], one["value"], one["low"], one["high"], one["cases"], evaluation["split"], system
        )
        for one in evaluation["figures"]
        if (one["subset"], one["refusals"]) == ("all", "left out")
        and one["value"] is not None
        and (not names or one["name"] in names)
    )


def stated(package: Package, evaluation: Mapping[str, Any], own: Sequence[str], together: str = "") -> Package:
    """The package with the figures in its card, its own first; of these only some, or all where none are named.

    Args:
        package: The package.
        evaluation: What was measured.
        own: How the names of its own figures begin that are stated; empty: all.
        together: Label whose figures alone are stated of others; empty: those of all labels.
    """
    card = package.card
    for other in reversed(evaluation["baselines"]):
        found = metrics(other, f"{other['model']} {other['version']}".rstrip(), CHIEF)
        found = tuple(one for one in found if together in ("", one.label))
        package = with_metrics(package, found) if found else package
    found = metrics(evaluation, f"this model ({card.id} {card.version})")
    chosen = tuple(one for one in found if not own or any(one.name.startswith(name) for name in own))
    package = with_metrics(package, chosen) if chosen else package
    for system in {one.system: None for one in reversed(package.card.metrics) if one.system.startswith(_OWN)}:
        package = with_metrics(package, tuple(one for one in package.card.metrics if one.system == system))
    return package


_OWN = "this model"
"""How the names of a package's own systems begin; theirs are the first rows of a card."""


def main() -> None:
    """Read the arguments, and rewrite the card."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("evaluation", type=Path)
    parser.add_argument("--own", nargs="*", default=[], help="how its own figures to be stated begin; all by default")
    parser.add_argument("--together", default="", metavar="LABEL", help="of others, figures of this label only")
    given = parser.parse_args()
    told = json.loads(given.evaluation.read_text(encoding="utf-8"))
    stated(load_package(given.package), told.get("evaluation", told), given.own, given.together)


if __name__ == "__main__":
    main()
