"""Cases with painted label maps, written as volumes or pictures with label maps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.core.card import Label
from medview.core.errors import MedViewError
from medview.core.study import Kind, Series
from medview.io.nifti_writing import write_mask
from medview.training.data.folders import folder_split
from medview.training.data.pictures import DICOM, stem_of
from medview.training.data.tables import Facts, Stated, with_split
from medview.training.preparing.drawn import Drawing, class_name
from medview.training.preparing.laying import group_name, write_image, write_picture
from medview.training.preparing.numbering import Structure
from medview.training.preparing.placing import link


@dataclass(frozen=True, eq=False)
class Part:
    """A case between its painting and its writing.

    Args:
        drawing: Its images.
        name: What it is called.
        path: .npy with its label map.
        labels: What its values 1, 2, 3 … mean.
    """

    drawing: Drawing
    name: str
    path: Path
    labels: tuple[Label, ...]

    @property
    def structures(self) -> Iterator[Structure]:
        """What was drawn."""
        for label in self.labels:
            yield Structure(class_name(label), label.value, (label.code.meaning, label.code.value))


def write_part(part: Part, values: Mapping[str, int], into: Path) -> tuple[str, ...]:
    """Write one case.

    Args:
        part: The case.
        values: Value of each class by its name; what has none becomes background.
        into: The data folder.

    Returns:
        The files of its images.

    Raises:
        MedViewError: Its images cannot be read.
    """
    table = np.array([0, *(values.get(class_name(label), 0) for label in part.labels)], np.uint8)
    painted = np.load(part.path, mmap_mode="r", allow_pickle=False)
    write = _volume if part.drawing.onto.kind is Kind.VOLUME else _pictures
    return tuple(write(part, table, painted, into))


def _volume(part: Part, table: NDArray[np.uint8], painted: NDArray[np.uint8], into: Path) -> Iterator[str]:
    onto, name = part.drawing.onto, f"{part.name}.nii.gz"
    (into / "labels").mkdir(exist_ok=True)
    with TemporaryDirectory(prefix="voxels-", dir=into) as work:
        write_image(onto, into / "images" / name, Path(work))
    assert onto.geometry is not None  # a volume
    write_mask(table[painted], onto.geometry, into / "labels" / name)
    yield name


def _pictures(part: Part, table: NDArray[np.uint8], painted: NDArray[np.uint8], into: Path) -> Iterator[str]:
    """Files of one picture are taken as they are, others as one PNG for each picture that was drawn on."""
    (into / "masks").mkdir(exist_ok=True)
    series = part.drawing.onto
    often = Counter(one.path for one in series.instances)
    for frame in _frames(part.drawing, painted):
        path = Path(series.instances[frame].path)
        name = part.name if len(series.instances) == 1 else _frame_name(part.name, series, frame, often)
        if often[str(path)] == 1:
            name += path.suffix.lower() if path.suffix.lower() in DICOM else DICOM[0]
            link(path, into / "images" / name)
        else:
            name += ".png"
            write_picture(series, frame, into / "images" / name)
        Image.fromarray(table[painted[frame]]).save(into / "masks" / f"{stem_of(Path(name))}.png")
        yield name


def _frames(drawing: Drawing, painted: NDArray[np.uint8]) -> list[int]:
    """Pictures that were drawn on: of several in one file, those on which something is."""
    series = drawing.onto
    named = {uid for one in drawing.objects for uid in one.refers_to}
    often = Counter(one.path for one in series.instances)
    return [
        frame
        for frame, one in enumerate(series.instances)
        if painted[frame].any() or (often[one.path] == 1 and (one.sop_instance_uid in named or len(often) == 1))
    ]


def _frame_name(name: str, series: Series, frame: int, often: Mapping[str, int]) -> str:
    path = series.instances[frame].path
    if often[path] > 1:
        return f"{name}-{series.instances[frame].number + 1:04d}"
    return f"{name}-{stem_of(Path(path))}"


def facts_of(part: Part, files: Sequence[str], stated: Stated, folder: Path) -> dict[str, Facts]:
    """What is stated of the files of a case: by its own name, by the file's, by the folders it lies in."""
    first = Path(part.drawing.onto.instances[0].path)
    split = folder_split(first, folder) if first.is_relative_to(folder) else ""
    found = {}
    for file in files:
        stem = stem_of(Path(file))
        own = stated.of(stem).and_also(stated.of(part.name)).and_also(stated.of(stem.removeprefix(f"{part.name}-")))
        group = own.group or group_name(part.drawing.study)
        found[file] = replace(with_split(own, split), group=group)
    return found


def write_parts(
    parts: Sequence[Part],
    values: Mapping[str, int],
    stated: Stated,
    folders: tuple[Path, Path],
    tell: Callable[[int], None],
) -> tuple[dict[str, Facts], list[tuple[str, str]]]:
    """Write all cases.

    Args:
        parts: The cases.
        values: Value of each class by its name.
        stated: What the tables of the folder state.
        folders: Where they come from, and where they go.
        tell: Told the number of each before it is written; may raise to stop.

    Returns:
        What is stated of each file, and (case, reason) of those that cannot be read.
    """
    source, into = folders
    facts: dict[str, Facts] = {}
    left_out: list[tuple[str, str]] = []
    for number, part in enumerate(parts):
        tell(number)
        try:
            files = write_part(part, values, into)
        except MedViewError as error:
            left_out.append((part.name, str(error)))
        else:
            facts |= facts_of(part, files, stated, source)
    return facts, left_out
