"""What tables and lists beside the pictures say of them: split, group, label, and whatever else they state."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.training.data.nouns import SPLITS, split_name

TABLES = ("split.csv", "labels.csv", "groups.csv")
"""Read in this order; a later one adds what an earlier one does not say."""

FILES = ("file", "filename", "file_name", "image", "image_id", "path", "name", "id")
SPLIT = ("split", "set", "subset")
GROUPS = ("group", "patient", "patient_id", "subject", "subject_id", "near_duplicate_group")
LABELS = ("label", "class", "category", "diagnosis", "target")
TRAITS = ("site", "hospital", "institution", "scanner", "manufacturer", "sex", "gender", "age", "view", "subgroup")

_YES = {"1": True, "0": False, "1.0": True, "0.0": False, "true": True, "false": False, "yes": True, "no": False}

Row = Mapping[str, str]


@dataclass(frozen=True)
class Facts:
    """What is stated of one picture.

    Args:
        split: Its split.
        group: Its group.
        label: Its class.
        traits: (column, value) of all other columns.
    """

    split: str = ""
    group: str = ""
    label: str = ""
    traits: tuple[tuple[str, str], ...] = ()

    def and_also(self, other: Facts) -> Facts:
        """With what another table adds."""
        known = dict(self.traits)
        return Facts(
            self.split or other.split,
            self.group or other.group,
            self.label or other.label,
            (*self.traits, *((name, value) for name, value in other.traits if name not in known)),
        )


@dataclass(frozen=True)
class Stated:
    """What all tables of a folder state.

    Args:
        facts: By the pictures' names without ending.
        classes: The classes of the label column, negative ones first; empty without one.
    """

    facts: Mapping[str, Facts] = field(default_factory=dict)
    classes: tuple[str, ...] = ()

    def of(self, stem: str) -> Facts:
        """What is stated of a picture."""
        return self.facts.get(stem, Facts())


def read_stated(folder: Path, labelled: bool) -> Stated:
    """Read ``split.csv``, ``labels.csv``, ``groups.csv`` and lists such as ``train.txt``.

    Args:
        folder: The data folder.
        labelled: Whether a column with the labels is looked for.

    Raises:
        MedViewError: A table cannot be read, or several columns may be the label.
    """
    facts: dict[str, Facts] = {}
    classes: tuple[str, ...] = ()
    for path in (folder / name for name in TABLES):
        if path.is_file():
            rows = read_rows(path)
            found = label_column(path.name, rows) if labelled and not classes else ""
            classes = classes or _classes(found, rows)
            for row in rows:
                stem, stated = _facts(path, row, found)
                facts[stem] = facts.get(stem, Facts()).and_also(stated)
    for stem, split in _listed(folder):
        facts[stem] = facts.get(stem, Facts()).and_also(Facts(split=split))
    return Stated(facts, classes)


def read_rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table, their columns in small letters.

    Raises:
        MedViewError: It cannot be read, or has no column that names files.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as stream:
            read = list(csv.DictReader(stream))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MedViewError(tr("{name} cannot be read: {error}.").format(name=path.name, error=error)) from error
    rows = [{str(k).strip().casefold(): str(v or "").strip() for k, v in row.items() if k} for row in read]
    if rows and not _column(rows[0], FILES):
        raise MedViewError(
            tr("{name} has no column that names the files; it has {columns}.").format(
                name=path.name, columns=", ".join(rows[0])
            ),
            tr("Call the column file."),
        )
    return rows


def label_column(name: str, rows: Sequence[Row]) -> str:
    """The column with the labels; empty where there is none.

    It is the one called label, class, category, diagnosis or target; else the only one that is not known to be
    something else; else the only one of those that holds yes and no.

    Raises:
        MedViewError: Several may be it.
    """
    if not rows:
        return ""
    columns = list(rows[0])
    usual = [column for column in columns if column in LABELS]
    other = [column for column in columns if column not in (*FILES, *SPLIT, *GROUPS, *TRAITS)]
    binary = [column for column in other if _is_binary(column, rows)]
    for found in (usual, other, binary):
        if len(found) == 1:
            return found[0]
    if other:
        raise MedViewError(
            tr("Several columns of {name} may be the label: {columns}.").format(name=name, columns=", ".join(other)),
            tr("Call the one that is meant label."),
        )
    return ""


def _is_binary(column: str, rows: Sequence[Row]) -> bool:
    return {row[column].casefold() for row in rows} <= {*_YES, ""}


def _classes(column: str, rows: Sequence[Row]) -> tuple[str, ...]:
    """Of a column of yes and no, both in words; of another one its values in order."""
    if not column:
        return ()
    if _is_binary(column, rows) and column not in LABELS:
        return negative(column), column
    values = {row[column] for row in rows if row[column]}
    return tuple(sorted(values, key=lambda value: (_number(value), value)))


def negative(name: str) -> str:
    """What is called by the absence of something."""
    return f"no {name}"


def _number(text: str) -> float:
    try:
        return float(text)
    except ValueError:
        return float("inf")


def _facts(path: Path, row: Row, label: str) -> tuple[str, Facts]:
    file, split, group = (_column(row, names) for names in (FILES, SPLIT, GROUPS))
    stem = _stem(row[file])
    value = row.get(label, "")
    if label and label not in LABELS and value.casefold() in _YES:
        value = label if _YES[value.casefold()] else negative(label)
    rest = ((k, v) for k, v in row.items() if k not in (file, split, group, label) and k not in LABELS and v)
    return stem, Facts(split_name(row.get(split, "")), row.get(group, ""), value, tuple(rest))


def _column(row: Row, names: Sequence[str]) -> str:
    return next((name for name in names if name in row), "")


def _stem(text: str) -> str:
    name = text.replace("\\", "/").rpartition("/")[2]
    for ending in (".gz", *_ENDINGS):
        if name.lower().endswith(ending):
            name = name[: -len(ending)]
    return name


_ENDINGS = (".nii", ".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".gif", ".webp", ".dcm", ".dicom")


def _listed(folder: Path) -> list[tuple[str, str]]:
    """(name, split) of lists such as ``train.txt``, beside the pictures or in ``ImageSets/Main`` as VOC has them."""
    found = []
    for place in (folder, folder / "ImageSets" / "Main"):
        for path in sorted(place.glob("*.txt")):
            if path.stem.casefold() in SPLITS:
                lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
                found += [(_stem(line.split()[0]), split_name(path.stem)) for line in lines if line.split()]
    return found


def with_split(facts: Facts, split: str) -> Facts:
    """With a split that a folder or a file names, where no table does."""
    return replace(facts, split=facts.split or split)
