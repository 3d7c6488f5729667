"""What a data folder was found to hold, in words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication

from medview.core.training import FoundData, Kind
from medview.views.messages import escaped

MOST_NAMED = 20
"""Files left out that are listed with their reasons; of more, how many."""


def tr(text: str) -> str:
    """A text of this module in the reader's language."""
    return QCoreApplication.translate("training", text)


def kind_text(kind: Kind) -> str:
    """A kind of training for people."""
    return {
        "picture-segmentation": tr("Outline structures on pictures"),
        "picture-classification": tr("Tell classes of pictures apart"),
        "picture-detection": tr("Find things on pictures (boxes)"),
        "volume-segmentation": tr("Outline structures in volumes"),
        "sequences": tr("Learn what sequences, or their letters, are"),
    }[kind]


def found_html(found: FoundData) -> str:
    """Everything a person should know before training: what is there, how it is divided, what is left out and why."""
    rows = "".join(
        f"<tr><td><b>{escaped(title)}</b>&nbsp;&nbsp;</td><td>{escaped(text)}</td></tr>" for title, text in _rows(found)
    )
    return f"<table>{rows}</table>{_listed(tr('Please note'), found.warnings)}{_left_out(found)}"


def _rows(found: FoundData) -> Iterator[tuple[str, str]]:
    yield tr("Cases"), str(found.cases)
    if found.classes:
        yield tr("Classes"), ", ".join(f"{name} ({count})" for name, count in found.classes)
    if found.groups:
        yield tr("Groups"), _groups(found)
    if found.split:
        yield tr("Divided"), _split(found)
    if found.shape:
        yield tr("Size"), _size(found)


def _groups(found: FoundData) -> str:
    if found.groups == found.cases and found.kind == "sequences":
        return tr(
            "{count} (every sequence for itself; name families in a column “group” if several are related)"
        ).format(count=found.groups)
    if found.groups == found.cases:
        return tr(
            "{count} (every case for itself; name patients in a column “group” if several cases are of one)"
        ).format(count=found.groups)
    return str(found.groups)


def _split(found: FoundData) -> str:
    names = {
        "train": tr("{count} to learn from"),
        "val": tr("{count} held out to measure the result"),
        "test": tr("{count} of the split test"),
    }
    other = tr("{count} of the split {name}")
    parts = [names.get(name, other).format(count=count, name=name) for name, count in found.split]
    told = ", ".join(parts)
    if not found.split_made:
        return tr("{split}; as the folder says").format(split=told)
    return tr("{split}; divided by MedView, no group in two parts").format(split=told)


def _size(found: FoundData) -> str:
    size = " × ".join(map(str, found.shape))
    if found.kind == "sequences":
        return tr("{size} letters (median)").format(size=size)
    if found.spacing_mm:
        spacing = " × ".join(f"{side:g}" for side in found.spacing_mm)
        return tr("{size} voxels of {spacing} mm, in the middle").format(size=size, spacing=spacing)
    rows, columns = found.shape[:2]
    told = (
        tr("{columns} × {rows} pixels in the middle, in colour")
        if found.colour
        else tr("{columns} × {rows} pixels in the middle")
    )
    return told.format(columns=columns, rows=rows)


def _left_out(found: FoundData) -> str:
    shown = [f"{file}: {reason}" for file, reason in found.left_out[:MOST_NAMED]]
    more = len(found.left_out) - len(shown)
    if more > 0:
        shown.append(tr("… and {count} more").format(count=more))
    title = tr("Left out ({count})").format(count=len(found.left_out))
    return _listed(title, tuple(shown))


def _listed(title: str, lines: tuple[str, ...]) -> str:
    if not lines:
        return ""
    items = "".join(f"<li>{escaped(line)}</li>" for line in lines)
    return f"<p style='margin: 6px 0 0 0'><b>{escaped(title)}</b></p><ul style='margin: 2px'>{items}</ul>"
