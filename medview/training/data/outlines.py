"""Outlines as COCO writes them, as label maps: one value for each category, in the order of the categories."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import MedViewError, ReadError
from medview.core.text import tr
from medview.training.data.boxes import by_name_of, coco_content, coco_split, json_files, picture_size
from medview.training.data.folders import folder_split, pictures_in
from medview.training.data.rasters import rasterised

MOST_CORNERS = 4
"""A polygon with so many corners may be nothing but the annotation's box."""


@dataclass(frozen=True, eq=False)
class Outline:
    """One annotation.

    Args:
        id: As the file calls it.
        category: Name of its category.
        drawn: Its ``segmentation``; empty where it has a box alone.
    """

    id: str
    category: str
    drawn: Any


@dataclass(frozen=True, eq=False)
class Outlined:
    """One picture with its annotations.

    Args:
        picture: The picture.
        outlines: Its annotations; none is an answer too.
        size: (rows, columns) the file states; None where it states none.
        split: The split its file or folder is named after.
    """

    picture: Path
    outlines: tuple[Outline, ...]
    size: tuple[int, int] | None
    split: str


@dataclass(frozen=True)
class OutlineList:
    """What the COCO files of a folder hold.

    Args:
        pictures: With their annotations.
        categories: Names of those that are outlined anywhere, in order.
        left_out: (file, reason).
    """

    pictures: tuple[Outlined, ...]
    categories: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()

    @property
    def only_outlines(self) -> bool:
        """Whether every annotation is outlined, and at least one as more than a box."""
        drawn = [one.drawn for picture in self.pictures for one in picture.outlines]
        return all(drawn) and any(_is_more(one) for one in drawn)


def _is_more(drawn: Any) -> bool:
    polygons = [one for one in drawn if isinstance(one, list)] if isinstance(drawn, list) else []
    return isinstance(drawn, Mapping) or len(polygons) > 1 or any(len(one) > 2 * MOST_CORNERS for one in polygons)


def read_outlines(folder: Path) -> OutlineList | None:
    """The outlines of a folder's COCO files; None where no annotation of them has one.

    Raises:
        MedViewError: There are no pictures, or a file is damaged.
    """
    files = [(path, content) for path in json_files(folder) if (content := coco_content(path)) is not None]
    if not any(_drawn(row) for _, content in files for row in _rows(content)):
        return None
    by_name = by_name_of(pictures_in(folder))
    pictures, names, left_out = dict[Path, Outlined](), dict[str, None](), list[tuple[str, str]]()
    for path, content in files:
        try:
            known = {row["id"]: str(row["name"]) for row in sorted(content["categories"], key=lambda row: row["id"])}
            outlines = _outlines(content, known)
            rows = [(row["id"], str(row["file_name"]), _size(row)) for row in content["images"]]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise _no_coco(path, error) from error
        used = {one.category for some in outlines.values() for one in some if one.drawn}
        names.update(dict.fromkeys(name for name in known.values() if name in used))
        for number, name, size in rows:
            picture = by_name.get(Path(name.replace("\\", "/")).name.casefold())
            if picture is None:
                left_out.append((name, tr("{file} names it, but it is not there.").format(file=path.name)))
            elif picture in pictures:
                left_out.append(
                    (name, tr("{file} names it again; its first annotations count.").format(file=path.name))
                )
            else:
                split = coco_split(path, folder) or folder_split(picture, folder)
                pictures[picture] = Outlined(picture, tuple(outlines.get(number, ())), size, split)
    unnamed = sorted(path.name for path in by_name.values() if path not in pictures)
    left_out += [(name, tr("No COCO file names it.")) for name in unnamed]
    return OutlineList(tuple(pictures.values()), tuple(names), tuple(left_out))


def _rows(content: Mapping[str, Any]) -> Sequence[Any]:
    rows = content["annotations"]
    return rows if isinstance(rows, list) else ()


def _drawn(row: Any) -> Any:
    return row.get("segmentation") if isinstance(row, dict) else None


def _no_coco(path: Path, error: Exception) -> MedViewError:
    return MedViewError(
        tr("{name} is no COCO file with outlines ({kind}: {error}).").format(
            name=path.name, kind=type(error).__name__, error=error
        ),
        tr("It needs images (id, file_name), annotations (image_id, category_id, segmentation) and categories."),
    )


def _outlines(content: Mapping[str, Any], names: Mapping[Any, str]) -> dict[Any, list[Outline]]:
    found: dict[Any, list[Outline]] = {}
    for row in content["annotations"]:
        one = Outline(str(row.get("id", "")), names[row["category_id"]], row.get("segmentation") or ())
        found.setdefault(row["image_id"], []).append(one)
    return found


def _size(row: Mapping[str, Any]) -> tuple[int, int] | None:
    stated = (row.get("height"), row.get("width"))
    return (int(stated[0]), int(stated[1])) if stated[0] and stated[1] else None


def painted(one: Outlined, values: Mapping[str, int]) -> NDArray[np.uint8]:
    """The label map of a picture; where annotations overlap, the smaller one is seen.

    Args:
        one: The picture with its annotations.
        values: Value of each category; one without stays background.

    Returns:
        (rows, columns).

    Raises:
        ReadError: An annotation is damaged, has no outline, or is made for a picture of another size.
    """
    columns, rows = picture_size(one.picture)
    if one.size is not None and one.size != (rows, columns):
        raise ReadError(
            tr(
                "Its outlines are made for {columns} × {rows} pixels, the picture has {own_columns} × {own_rows}."
            ).format(columns=one.size[1], rows=one.size[0], own_columns=columns, own_rows=rows),
            tr("Export the outlines for the pictures as they are."),
        )
    bare = sum(not outline.drawn for outline in one.outlines)
    if bare:
        raise ReadError(
            tr("{count} of its {all} annotations have a box and no outline.").format(count=bare, all=len(one.outlines)),
            tr("Outline them, or train a detection."),
        )
    result: NDArray[np.uint8] = np.zeros((rows, columns), np.uint8)
    least = np.full((rows, columns), rows * columns + 1, np.int64)
    for outline in one.outlines:
        mask = _mask(outline, (rows, columns))
        wins = mask & (least > (area := int(np.count_nonzero(mask))))
        result[wins], least[wins] = values.get(outline.category, 0), area
    return result


def _mask(outline: Outline, size: tuple[int, int]) -> NDArray[np.bool_]:
    try:
        mask = rasterised(outline.drawn, size)
    except ReadError as error:
        told = tr("The outline of annotation {id} cannot be used: {why}.").format(id=outline.id, why=error.message)
        raise ReadError(told, tr("Mend it, or leave the picture out.")) from error
    if not mask.any():
        told = tr("The outline of annotation {id} is empty, or outside the picture of {columns} × {rows} pixels.")
        raise ReadError(
            told.format(id=outline.id, columns=size[1], rows=size[0]), tr("Mend it, or leave the picture out.")
        )
    return mask
