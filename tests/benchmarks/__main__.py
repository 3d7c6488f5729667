"""Speed and memory, ours beside a peer's: ``python -m tests.benchmarks [NAME…] [--json FILE]``.

Every module ``bench_*.py`` here has ``run() -> list[Row]``; NAME picks some (``window`` for ``bench_window``).
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import platform
import sys
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from tests.benchmarks.row import Row

_PREFIX = "bench_"
_MARKS = {True: "[green]yes[/]", False: "[red]NO[/]", None: ""}


def main() -> int:
    """Measure, print the table, and return 1 where a target is missed."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME")
    parser.add_argument("--json", type=Path, metavar="FILE", help="also write the figures here")
    arguments = parser.parse_args()
    console = Console(width=None if sys.stdout.isatty() else 160)
    rows = [row for name in _modules(arguments.names) for row in _measured(name, console)]
    console.print(_table(rows))
    for row in rows:
        if row.note:
            console.print(f"  {escape(row.name)}: {escape(row.note)}", style="dim", highlight=False)
    if arguments.json:
        arguments.json.write_text(json.dumps([{**asdict(row), "ratio": row.ratio, "met": row.met} for row in rows]))
    return int(any(row.met is False for row in rows))


def _modules(names: list[str]) -> list[str]:
    found = sorted(info.name for info in pkgutil.iter_modules([str(Path(__file__).parent)]))
    modules = [name for name in found if name.startswith(_PREFIX)]
    return [name for name in modules if not names or name.removeprefix(_PREFIX) in names]


def _measured(name: str, console: Console) -> list[Row]:
    with console.status(f"measuring {name.removeprefix(_PREFIX)} …"):
        module = importlib.import_module(f"tests.benchmarks.{name}")
        rows: list[Row] = module.run()
    return rows


def _table(rows: list[Row]) -> Table:
    title = f"MedView on {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}"
    table = Table(title=title, title_justify="left")
    for heading in ("what", "ours", "peer", "ratio", "target", "met"):
        table.add_column(heading, justify="left" if heading == "what" else "right")
    for row in rows:
        ratio = "" if row.ratio is None else f"{row.ratio:.2f}×"
        peer = f"{_figure(row.peer, row.unit)} {row.peer_name}".strip() if row.peer is not None else ""
        table.add_row(row.name, _figure(row.ours, row.unit), peer, ratio, row.target, _MARKS[row.met])
    return table


def _figure(value: float | None, unit: str) -> str:
    return "—" if value is None else f"{value:.3g} {unit}".strip()


if __name__ == "__main__":
    sys.exit(main())
