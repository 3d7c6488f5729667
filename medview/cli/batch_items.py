"""What a batch works on: studies found by scanning or named in a table, each with its models."""

from __future__ import annotations

import csv
import hashlib
import io
import os
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from medview.catalog.acceptance import eligibility
from medview.catalog.package import Package
from medview.catalog.trust import manifest_sha256
from medview.cli.choosing import Chosen
from medview.core.batch import Outcome
from medview.core.errors import MedViewError, ReadError
from medview.core.study import ScanResult, Series
from medview.core.text import tr

COLUMNS = ("path", "series", "model")
"""Columns of a manifest; ``series`` and ``model`` may be empty or missing."""


@dataclass(frozen=True)
class Row:
    """A line of a manifest.

    Args:
        path: What is opened.
        series: UID of the series; empty: every series its model reads.
        model: The model; empty: those of the command.
    """

    path: str
    series: str = ""
    model: str = ""


@dataclass(frozen=True, eq=False)
class Item:
    """One series with one model.

    Args:
        key: The same whenever the same series meets the same package.
        path: What was opened to find it.
        chosen: The series with its study.
        package: The model.
    """

    key: str
    path: str
    chosen: Chosen
    package: Package


@dataclass(frozen=True, eq=False)
class Found:
    """What there is to do, and what is known to give nothing."""

    items: tuple[Item, ...]
    left_out: tuple[Outcome, ...]


def read_manifest(path: Path) -> tuple[Row, ...]:
    """Read a manifest: a CSV table whose first line names its columns; paths are relative to its folder.

    Raises:
        ReadError: It is not such a table.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
        table = csv.DictReader(io.StringIO(text, newline=""), strict=True)
        rows = list(table)
    except (OSError, ValueError, csv.Error) as error:
        raise _no_manifest(path, str(getattr(error, "strerror", "") or error)) from error
    columns = table.fieldnames or ()
    strange = [name for name in columns if name not in COLUMNS]
    if "path" not in columns or strange:
        raise _no_manifest(path, tr("its columns are {found}").format(found=", ".join(map(str, columns)) or tr("none")))
    return tuple(_row(path, number, row) for number, row in enumerate(rows, 2))


def manifest_text(rows: Iterable[Row]) -> str:
    """The table of some rows."""
    out = io.StringIO(newline="")
    table = csv.writer(out, lineterminator="\n")
    table.writerow(COLUMNS)
    table.writerows((row.path, row.series, row.model) for row in rows)
    return out.getvalue()


def found_items(
    rows: tuple[Row, ...],
    packages: tuple[Package, ...],
    model: Callable[[str], Package],
    scan: Callable[[str], ScanResult],
) -> Found:
    """Open what a manifest names, each path once; what cannot be opened is told and stops nothing.

    Args:
        rows: The manifest.
        packages: The models of rows that name none.
        model: Gives a model by its identifier.
        scan: Opens a path.
    """
    items: dict[str, Item] = {}
    left_out: dict[str, Outcome] = {}
    for path in dict.fromkeys(row.path for row in rows):
        own = tuple(row for row in rows if row.path == path)
        for one in _opened(path, own, packages, model, scan):
            (items if isinstance(one, Item) else left_out).setdefault(one.key, one)  # type: ignore[arg-type]
    return Found(tuple(items.values()), tuple(left_out.values()))


def manifest_rows(found: Found, models: tuple[str, ...]) -> tuple[Row, ...]:
    """The manifest that finds all this again: what is to be done, and what could not be opened.

    Args:
        found: What was found.
        models: Every model of the batch.
    """
    items = (Row(item.path, item.chosen.series.uid, item.package.card.id) for item in found.items)
    closed = (one for one in found.left_out if one.status == "unreadable")
    return (*items, *(Row(one.path, one.series, model) for one in closed for model in models))


def outcome_of(item: Item) -> Outcome:
    """The outcome of an item to be completed with how it ended."""
    card, chosen = item.package.card, item.chosen
    return Outcome(item.key, item.path, chosen.study.uid, chosen.series.uid, card.id, card.version, "failed")


def _opened(
    path: str,
    rows: tuple[Row, ...],
    packages: tuple[Package, ...],
    model: Callable[[str], Package],
    scan: Callable[[str], ScanResult],
) -> Iterator[Item | Outcome]:
    try:
        result = scan(path)
    except MedViewError as error:
        yield _unreadable(path, "", error)
        return
    for file, reason in result.skipped:
        yield _unreadable(file, "", MedViewError(reason))
    found = tuple(Chosen(study, series) for study in result.studies for series in study.series)
    for row in rows:
        models = (model(row.model),) if row.model else packages
        named = tuple(chosen for chosen in found if row.series in ("", chosen.series.uid))
        if not named:
            message = tr("No series has the UID {uid}.").format(uid=row.series)
            yield _unreadable(path, row.series, MedViewError(message, tr("Correct the manifest.")))
        for chosen in named:
            yield from (_either(path, chosen, package) for package in models)


def _either(path: str, chosen: Chosen, package: Package) -> Item | Outcome:
    series, path = chosen.series, _narrowed(path, chosen.series)
    said = (chosen.study.uid, series.uid, series.fingerprint, package.key, manifest_sha256(package.folder))
    item = Item(f"{package.card.id}-{_short(*said)}", path, chosen, package)
    reasons = eligibility(package, series)
    if not reasons:
        return item
    base = outcome_of(item)
    return Outcome(**{**vars(base), "status": "refused", "message": " ".join(reasons)})


def _narrowed(path: str, series: Series) -> str:
    """The file or folder of a series alone; what was opened, where its files lie elsewhere, such as in an archive."""
    files = {str(Path(instance.path).absolute()) for instance in series.instances}
    common = Path(os.path.commonpath(files)) if files else Path(path)
    return str(common) if common.exists() and common.is_relative_to(path) else path


def _unreadable(path: str, series: str, error: MedViewError) -> Outcome:
    key = f"unreadable-{_short(path, series)}"
    return Outcome(key, path, "", series, "", "", "unreadable", error.message, error.hint)


def _short(*said: str) -> str:
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]


def _row(path: Path, number: int, row: dict[str, str]) -> Row:
    values = {name: (row.get(name) or "").strip() for name in COLUMNS}
    if None in row or not values["path"] or "\0" in values["path"]:
        raise _no_manifest(path, tr("line {number} is not as its columns say").format(number=number))
    return Row(**{**values, "path": str((path.absolute().parent / values["path"]).absolute())})


def _no_manifest(path: Path, why: str) -> ReadError:
    return ReadError(
        tr("{name} is no manifest of a batch: {why}.").format(name=path.name, why=why),
        tr("It is a CSV table with the columns path, series and model; only path must be filled in."),
    )
