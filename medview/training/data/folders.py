"""Where pictures and masks lie in a data folder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.training.data.nouns import SPLITS, split_name
from medview.training.data.pictures import is_picture, stem_of

IMAGE_FOLDERS = ("images", "JPEGImages", "imgs")
MASK_FOLDERS = ("masks", "labels", "mask", "segmentations")
MASK_ENDINGS = ("", "_mask", "_seg", "_label", "_labels", "-mask", "_segmentation")

_NO_PICTURES = frozenset({*MASK_FOLDERS, "annotations", "imagesets"})


@dataclass(frozen=True)
class Found:
    """A picture, and the split it lies in, empty where its folders name none."""

    path: Path
    split: str


def pictures_in(folder: Path) -> tuple[Found, ...]:
    """The pictures of a folder: those of its ``images/``, or of such folders in those of the splits, or its own.

    Raises:
        MedViewError: There is no such folder, or no picture in it.
    """
    if not folder.is_dir():
        raise MedViewError(
            tr("There is no folder {name}.").format(name=folder.name), tr("Check the path of the data folder.")
        )
    splits = _split_folders(folder)
    images = [place for parent in (folder, *splits) for place in _named(parent, IMAGE_FOLDERS)]
    places: Sequence[Path] = images or splits or [folder]
    found = [path for place in places for path in _sorted(place, deep=bool(images))]
    if not found:
        raise MedViewError(
            tr("{name} holds no pictures.").format(name=folder.name),
            tr("Give a folder with images/ that hold PNG, JPEG, TIFF, DICOM or NIfTI files."),
        )
    return tuple(Found(path, folder_split(path, folder)) for path in found)


def folder_split(path: Path, folder: Path) -> str:
    """The split that the folders a file lies in are named after."""
    parts = path.relative_to(folder).parts[:-1]
    return next((split_name(part) for part in parts if part.casefold() in SPLITS), "")


def masks_in(folder: Path, pictures: Sequence[Found]) -> dict[str, Path]:
    """Masks by the names of the pictures they belong to.

    They lie in ``masks/`` or ``labels/``; where there is no such folder, in the only other one with files named like
    the pictures.

    Raises:
        MedViewError: There is none, or more than one may be meant.
    """
    parents = (folder, *_split_folders(folder))
    places = [place for parent in parents for place in _named(parent, MASK_FOLDERS)]
    places = [place for place in places if any(_sorted(place, deep=True))]
    stems = {stem_of(one.path) for one in pictures}
    places = places or _like(folder, stems)
    files = {stem_of(path): path for place in places for path in _sorted(place, deep=True)}
    named = {stem: next((files[stem + e] for e in MASK_ENDINGS if stem + e in files), None) for stem in stems}
    return {stem: path for stem, path in named.items() if path is not None}


def mask_files(folder: Path) -> list[Path]:
    """Every file of the folders that masks usually lie in."""
    places = [place for parent in (folder, *_split_folders(folder)) for place in _named(parent, MASK_FOLDERS)]
    return [path for place in places for path in _sorted(place, deep=True)]


def _like(folder: Path, stems: set[str]) -> list[Path]:
    usual = {name.casefold() for name in IMAGE_FOLDERS}
    others = [place for place in sorted(folder.iterdir()) if place.is_dir() and place.name.casefold() not in usual]
    found = [place for place in others if stems & {stem_of(path) for path in _sorted(place, deep=True)}]
    if len(found) == 1:
        return found
    names = ", ".join(f"{place.name}/" for place in found)
    raise MedViewError(
        tr("{name} holds no folder masks/.").format(name=folder.name)
        if not found
        else tr("Several folders of {name} may hold the masks: {folders}.").format(name=folder.name, folders=names),
        tr("Give a folder with images/ and masks/ that hold files of the same names."),
    )


def class_folders(folder: Path) -> tuple[tuple[Path, str, str], ...]:
    """(picture, split, class) of pictures in folders named after their classes; empty where there are none."""
    found = []
    for parent in (folder, *_named(folder, IMAGE_FOLDERS)):
        splits = _split_folders(parent)
        for base in splits or [parent]:
            for place in sorted(base.iterdir()):
                if place.is_dir() and place.name.casefold() not in _NO_PICTURES and not _is_images(place):
                    found += [(path, folder_split(path, folder), place.name) for path in _sorted(place, deep=True)]
    return tuple(found)


def stray_files(folder: Path) -> list[tuple[str, str]]:
    """(file, reason) for what lies among the pictures and is none."""
    places = [place for parent in (folder, *_split_folders(folder)) for place in _named(parent, IMAGE_FOLDERS)]
    files = (path for place in places for path in sorted(place.rglob("*")) if path.is_file())
    return [(_shown(path, folder), tr("It is no picture.")) for path in files if not is_picture(path)]


def _shown(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


def _is_images(place: Path) -> bool:
    return place.name.casefold() in {name.casefold() for name in IMAGE_FOLDERS}


def _split_folders(folder: Path) -> list[Path]:
    return [place for place in sorted(folder.iterdir()) if place.is_dir() and place.name.casefold() in SPLITS]


def _named(folder: Path, names: Iterable[str]) -> list[Path]:
    return [folder / name for name in names if (folder / name).is_dir()]


def _sorted(place: Path, deep: bool) -> list[Path]:
    return [
        path for path in sorted(place.rglob("*") if deep else place.glob("*")) if path.is_file() and is_picture(path)
    ]
