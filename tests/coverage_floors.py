"""Compare the branch coverage of each layer with its floor: ``python -m tests.coverage_floors coverage.json``."""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

FLOORS = {
    "core": 97,
    "catalog": 95,
    "jobs": 88,
    "session": 95,
    "imaging": 95,
    "io": 95,
    "engine": 95,
    "report": 90,
    "training": 90,
    "tasks": 90,
    "cli": 73,
    "views": 89,
}
"""Covered lines and branches of each layer in percent, at least. Raise a floor when the layer rises."""


def covered(report: dict[str, dict[str, dict[str, dict[str, int]]]]) -> dict[str, float]:
    """Percentage of lines and branches covered, for each layer."""
    hit: defaultdict[str, int] = defaultdict(int)
    total: defaultdict[str, int] = defaultdict(int)
    for path, file in report["files"].items():
        parts = Path(path).parts
        if len(parts) < 3 or parts[0] != "medview":
            continue
        summary = file["summary"]
        hit[parts[1]] += summary["covered_lines"] + summary["covered_branches"]
        total[parts[1]] += summary["num_statements"] + summary["num_branches"]
    return {layer: 100.0 * hit[layer] / total[layer] for layer in total if total[layer]}


def main() -> int:
    """Print a line for each layer; 1 when one is below its floor or has none."""
    figures = covered(json.loads(Path(sys.argv[1]).read_text()))
    below = [layer for layer, figure in figures.items() if figure < FLOORS.get(layer, 101)]
    for layer, figure in sorted(figures.items()):
        mark = "  BELOW" if layer in below else ""
        print(f"coverage {layer:10} {figure:5.1f} %  floor {FLOORS.get(layer, '?')} %{mark}")
    return int(bool(below))


if __name__ == "__main__":
    sys.exit(main())
