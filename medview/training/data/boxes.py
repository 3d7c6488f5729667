"""Boxes as COCO, Pascal VOC and YOLO write them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

from PIL import Image

from medview.core.errors import MedViewError, ReadError
from medview.core.text import tr
from medview.training.data.folders import Found, folder_split, pictures_in
from medview.training.data.nouns import SPLITS, LabelledBox, split_name
from medview.training.data.pictures import DICOM, NIFTI, read_picture, stem_of

VOC_FOLDERS = ("Annotations", "annotations")


@dataclass(frozen=True)
class Boxed:
    """Boxes of one picture as a file states them.

    Args:
        picture: The picture.
        boxes: Its boxes.
        split: The split its annotation file is named after, empty where there is none.
    """

    picture: Path
    boxes: tuple[LabelledBox, ...]
    split: str = ""


@dataclass(frozen=True)
class BoxList:
    """What one way of writing boxes gave.

    Args:
        pictures: With their boxes.
        classes: Names of the classes in their own order.
        left_out: (file, reason).
    """

    pictures: tuple[Boxed, ...]
    classes: tuple[str, ...]
    left_out: tuple[tuple[str, str], ...] = ()


def read_boxes(folder: Path) -> BoxList:
    """The boxes of a folder: COCO's where there are such, else VOC's, else YOLO's.

    Raises:
        MedViewError: There are none, or a file with those of several pictures is damaged.
    """
    found = pictures_in(folder)
    for read in (_coco, _voc, _yolo):
        boxes = read(folder, found)
        if boxes is not None:
            return boxes
    raise MedViewError(
        tr("{name} holds no boxes.").format(name=folder.name),
        tr(
            "Give a folder with pictures and either a COCO file (.json), a folder Annotations/ with VOC files (.xml), "
            "or a folder labels/ with YOLO files (.txt)."
        ),
    )


def _coco(folder: Path, found: Sequence[Found]) -> BoxList | None:
    files = [(path, content) for path in json_files(folder) if (content := coco_content(path)) is not None]
    if not files:
        return None
    pictures, names, left_out = list[Boxed](), dict[str, None](), list[tuple[str, str]]()
    by_name = by_name_of(found)
    for path, content in files:
        try:
            known = {row["id"]: str(row["name"]) for row in sorted(content["categories"], key=lambda row: row["id"])}
            boxes = _coco_boxes(content, known)
            rows = [(row["id"], str(row["file_name"])) for row in content["images"]]
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise MedViewError(
                tr("{name} is no COCO file with boxes ({kind}: {error}).").format(
                    name=path.name, kind=type(error).__name__, error=error
                ),
                tr("It needs images (id, file_name), annotations (image_id, category_id, bbox) and categories."),
            ) from error
        names.update(dict.fromkeys(name for name in known.values() if _is_used(name, boxes, known)))
        for number, name in rows:
            picture = by_name.get(Path(name.replace("\\", "/")).name.casefold())
            if picture is None:
                left_out.append((name, tr("{file} names it, but it is not there.").format(file=path.name)))
            else:
                pictures.append(Boxed(picture, tuple(boxes.get(number, ())), coco_split(path, folder)))
    return BoxList(tuple(pictures), tuple(names), tuple(left_out))


def json_files(folder: Path) -> list[Path]:
    """The files of a folder that may be COCO's."""
    places = [folder, folder / "annotations", *sorted(folder / name for name in SPLITS)]
    return [path for place in places if place.is_dir() for path in sorted(place.glob("*.json"))]


def coco_content(path: Path) -> Mapping[str, Any] | None:
    """What a COCO file holds; None where it is something else.

    Raises:
        MedViewError: It cannot be read.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise MedViewError(
            tr("{name} cannot be read: {error}.").format(name=path.name, error=error), tr("Mend or remove it.")
        ) from error
    return content if isinstance(content, dict) and {"images", "annotations"} <= content.keys() else None


def _coco_boxes(content: Mapping[str, Any], names: Mapping[Any, str]) -> dict[Any, list[LabelledBox]]:
    boxes: dict[Any, list[LabelledBox]] = {}
    for row in content["annotations"]:
        x, y, width, height = (float(number) for number in row["bbox"])
        box = LabelledBox(names[row["category_id"]], (x, y), (x + width, y + height))
        boxes.setdefault(row["image_id"], []).append(box)
    return boxes


def _is_used(name: str, boxes: Mapping[Any, Sequence[LabelledBox]], known: Mapping[Any, str]) -> bool:
    """Whether boxes have this class; where none has, every class counts (Roboflow adds one above the others)."""
    used = {box.label for some in boxes.values() for box in some}
    return name in used or not used & set(known.values())


def coco_split(path: Path, folder: Path) -> str:
    """From ``train_coco.json``, ``instances_val2017.json`` or ``train/_annotations.coco.json``."""
    if path.parent.name.casefold() in SPLITS and path.parent != folder:
        return split_name(path.parent.name)
    words = path.stem.casefold().replace("-", "_").split("_")
    return next((SPLITS[word.rstrip("0123456789")] for word in words if word.rstrip("0123456789") in SPLITS), "")


def by_name_of(found: Sequence[Found]) -> dict[str, Path]:
    """Pictures by their file names in small letters."""
    return {one.path.name.casefold(): one.path for one in found}


def _voc(folder: Path, found: Sequence[Found]) -> BoxList | None:
    places = [folder / name for name in VOC_FOLDERS if (folder / name).is_dir()]
    files = {path.stem: path for place in places for path in sorted(place.rglob("*.xml"))}
    if not files:
        return None
    return _beside(found, files, _voc_boxes, "xml")


def _beside(
    found: Sequence[Found],
    files: Mapping[str, Path],
    read: Callable[[Path, Path], tuple[LabelledBox, ...]],
    ending: str,
    classes: tuple[str, ...] = (),
) -> BoxList:
    """Pictures with one file of boxes each."""
    pictures, left_out = list[Boxed](), list[tuple[str, str]]()
    for one in found:
        stem = stem_of(one.path)
        if stem not in files:
            missing = tr("There is no {file} with its boxes; where it has none, the file is there and says so.")
            left_out.append((one.path.name, missing.format(file=f"{stem}.{ending}")))
            continue
        try:
            pictures.append(Boxed(one.path, read(files[stem], one.path), one.split))
        except MedViewError as error:
            left_out.append((files[stem].name, error.message))
    known = {stem_of(one.path) for one in found}
    left_out += [
        (path.name, tr("There is no picture of this name.")) for stem, path in files.items() if stem not in known
    ]
    names = classes or tuple(sorted({box.label for picture in pictures for box in picture.boxes}))
    return BoxList(tuple(pictures), names, tuple(left_out))


def _voc_boxes(path: Path, _: Path) -> tuple[LabelledBox, ...]:
    """The numbers are taken as edges, as the tools that draw such boxes (LabelImg) write them."""
    try:
        root = ElementTree.fromstring(_harmless(path))
        return tuple(_voc_box(element) for element in root.iter("object"))
    except (ElementTree.ParseError, ValueError, TypeError, AttributeError, OSError) as error:
        raise ReadError(tr("It is no VOC file: {error}.").format(error=error)) from error


def _harmless(path: Path) -> bytes:
    """XML without a document type, whose entities could grow without end."""
    text = path.read_bytes()
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise ValueError(tr("it declares entities"))
    return text


def _voc_box(element: ElementTree.Element) -> LabelledBox:
    name, box = element.findtext("name"), element.find("bndbox")
    if not name or not name.strip() or box is None:
        raise ValueError(tr("an object has no name or no bndbox"))
    x0, y0, x1, y1 = (float(box.findtext(key) or "") for key in ("xmin", "ymin", "xmax", "ymax"))
    return LabelledBox(name.strip(), (x0, y0), (x1, y1))


def _yolo(folder: Path, found: Sequence[Found]) -> BoxList | None:
    places = [folder / "labels", *(folder / name / "labels" for name in SPLITS)]
    files = {
        path.stem: path
        for place in places
        if place.is_dir()
        for path in sorted(place.rglob("*.txt"))
        if path.stem != "classes"
    }
    if not files:
        return None
    names = yolo_classes(folder)
    boxes = _beside(found, files, lambda path, picture: _yolo_boxes(path, picture, names), "txt", names)
    return boxes


def yolo_classes(folder: Path) -> tuple[str, ...]:
    """Names from ``classes.txt``, ``obj.names`` or ``data.yaml``; empty where there are none: numbers are the names."""
    for name in ("classes.txt", "labels/classes.txt", "obj.names"):
        if (folder / name).is_file():
            lines = (folder / name).read_text(encoding="utf-8", errors="replace").splitlines()
            return tuple(line.strip() for line in lines if line.strip())
    for name in ("data.yaml", "data.yml"):
        if (folder / name).is_file():
            return _yaml_names((folder / name).read_text(encoding="utf-8", errors="replace"))
    return ()


def _yaml_names(text: str) -> tuple[str, ...]:
    """The ``names`` of Ultralytics' ``data.yaml``: a list in brackets, or one line each, ``- name`` or ``0: name``."""
    lines = iter(text.splitlines())
    for line in lines:
        if line.startswith("names:"):
            inside = line.removeprefix("names:").strip()
            if inside:
                parts = inside.strip("[]{}").split(",")
                return tuple(part.rpartition(":")[2].strip().strip("'\"") for part in parts if part.strip())
            break
    names = []
    for line in lines:
        bare = line.strip()
        if not bare or not (line[0] in " \t-" and (bare.startswith("-") or bare.split(":")[0].isdigit())):
            break
        names.append((bare[1:] if bare.startswith("-") else bare.partition(":")[2]).strip().strip("'\""))
    return tuple(names)


def _yolo_boxes(path: Path, picture: Path, names: Sequence[str]) -> tuple[LabelledBox, ...]:
    columns, rows = picture_size(picture)
    try:
        lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        return tuple(_yolo_box(line, columns, rows, names) for line in lines)
    except (OSError, ValueError, IndexError) as error:
        raise ReadError(tr("It is no YOLO file: {error}.").format(error=error)) from error


def _yolo_box(words: Sequence[str], columns: int, rows: int, names: Sequence[str]) -> LabelledBox:
    number, values = int(words[0]), [float(word) for word in words[1:]]
    if len(values) > 5 and len(values) % 2 == 0:  # a polygon, as Ultralytics writes outlines
        xs, ys = values[::2], values[1::2]
        low, high = (min(xs), min(ys)), (max(xs), max(ys))
    else:
        x, y, width, height = values[:4]
        low, high = (x - width / 2, y - height / 2), (x + width / 2, y + height / 2)
    label = names[number] if names else str(number)
    return LabelledBox(label, (low[0] * columns, low[1] * rows), (high[0] * columns, high[1] * rows))


def picture_size(path: Path) -> tuple[int, int]:
    """(columns, rows) of a picture, from its header where that is enough.

    Raises:
        ReadError: It cannot be read.
    """
    if path.name.lower().endswith((*DICOM, *NIFTI)):
        rows, columns = read_picture(path).shape[:2]
        return columns, rows
    try:
        with Image.open(path) as picture:
            turned = picture.getexif().get(0x0112, 1) in (5, 6, 7, 8)
            return (picture.height, picture.width) if turned else (picture.width, picture.height)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise ReadError(tr("The picture {name} cannot be decoded.").format(name=path.name)) from error


def split_of(boxed: Boxed, folder: Path) -> str:
    """The split of a picture by its annotation file, or by the folder it lies in."""
    return boxed.split or folder_split(boxed.picture, folder)
