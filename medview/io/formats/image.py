"""What the header of a research image says, in one form for all formats, and the study and series it makes."""

from __future__ import annotations

import hashlib
import math
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from medview.core.errors import ReadError
from medview.core.geometry import Float, Geometry
from medview.core.study import Dimension, Instance, Kind, Patient, Series, SourceFormat, Study
from medview.core.text import tr
from medview.core.volume import Window
from medview.io.formats.space import lean_note
from medview.io.limits import check_inflated, check_size


class Readable(Protocol):
    """A file, unpacked on the way."""

    def readinto(self, buffer: Any, /) -> int | None:
        """Fill a part of ``buffer``; 0 at the end."""

    def close(self) -> None:
        """Let go of the file."""


@dataclass(frozen=True, eq=False)
class Stored:
    """Where the values lie, in one run.

    Args:
        path: The file.
        dtype: The type of one value, with its byte order.
        count: Number of values.
        start: Where the (packed) run begins in the file, bytes.
        skip: Bytes of the unpacked run before the first value.
        packing: ``"raw"``, or how it is packed: a key of ``streams.PACKINGS``.
        source: Opens the unpacked values, for files that are no plain run of them; None for all others.
    """

    path: str
    dtype: np.dtype[Any]
    count: int
    start: int = 0
    skip: int = 0
    packing: str = "raw"
    source: Callable[[], Readable] | None = None

    @property
    def size(self) -> int:
        """Bytes of the values."""
        return self.count * self.dtype.itemsize


@dataclass(frozen=True, eq=False)
class Image:
    """A header.

    Args:
        source_format: The file format.
        files: The file itself, then those that belong to it.
        shape: (k, j, i).
        affine: (4, 4) homogeneous (k, j, i, 1) to LPS mm.
        stored: The values: leading axes of ``dimensions``, then (k, j, i), then samples.
        dimensions: How its volumes differ, slowest first.
        samples: Numbers for each voxel, side by side.
        slope: Values are stored ones times this ...
        intercept: ... plus this.
        meaning: What the values are (``"label map"``), where the file says so.
        windows: Stored display windows.
        notes: What was odd.
    """

    source_format: SourceFormat
    files: tuple[str, ...]
    shape: tuple[int, int, int]
    affine: Float
    stored: Stored
    dimensions: tuple[Dimension, ...] = ()
    samples: int = 1
    slope: float = 1.0
    intercept: float = 0.0
    meaning: str = ""
    windows: tuple[Window, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def colour(self) -> bool:
        """Whether every voxel is red, green and blue (and perhaps opacity)."""
        return self.samples in (3, 4) and self.stored.dtype == np.uint8

    @property
    def is_volume(self) -> bool:
        """Whether it is opened as a volume: grey values in at least two slices, rows and columns."""
        return not self.colour and min(self.shape) > 1

    @property
    def leading(self) -> tuple[int, ...]:
        """Number of volumes along each dimension."""
        return tuple(len(dimension.values) for dimension in self.dimensions)

    @property
    def volumes(self) -> int:
        """Number of volumes in all."""
        return math.prod(self.leading)

    @property
    def pictures(self) -> int:
        """Number of slices in all."""
        return self.volumes * self.shape[0] * (1 if self.colour else self.samples)

    @property
    def all_dimensions(self) -> tuple[Dimension, ...]:
        """The dimensions, with one for several numbers that are no colour."""
        if self.colour or self.samples == 1:
            return self.dimensions
        return (*self.dimensions, counted(tr("Component"), self.samples))


def counted(name: str, count: int) -> Dimension:
    """A dimension of which only the number of positions is known."""
    return Dimension(name, tuple(range(1, count + 1)))


MOST_PICTURES = 1 << 16
"""Volumes of a file, and pictures of one that is opened as pictures: each needs a few hundred bytes of its own."""


def check_stored(stored: Stored, shape: tuple[int, int, int], leading: tuple[int, ...] = (), samples: int = 1) -> None:
    """Make sure that the file can hold what its header says, before anything is made of it.

    Args:
        stored: Where the values lie.
        shape: (k, j, i).
        leading: Number of volumes along each dimension.
        samples: Numbers for each voxel.

    Raises:
        ReadError: It cannot, or is in too many parts.
    """
    packed = stored.packing != "raw" or stored.source is not None
    if not Path(stored.path).is_file():  # nor a folder or a pipe
        raise missing(stored.path)
    present = Path(stored.path).stat().st_size - stored.start - (0 if packed else stored.skip)
    volumes = math.prod(leading)
    k, j, i = shape
    check_size(j, i, k * volumes, samples, stored.dtype.itemsize, max(0, present), packed)
    if packed:
        check_inflated(stored.skip + stored.size, max(0, present))
    pictures = volumes * k if min(shape) == 1 or samples > 1 else volumes
    if pictures > MOST_PICTURES:
        raise ReadError(
            tr("It holds {count} pictures or volumes; {most} can be opened.").format(
                count=pictures, most=MOST_PICTURES
            ),
            tr("Split it."),
        )


def missing(path: str) -> ReadError:
    """The file with the voxels is not there."""
    return ReadError(
        tr("The file with its voxels, {name}, is missing.").format(name=Path(path).name),
        tr("Put both files into one folder."),
    )


def beside(header: str, name: str) -> str:
    """The path of a data file that a header names; only the header's folder and those below it are looked into.

    Raises:
        ReadError: The name leads elsewhere.
    """
    folder = Path(header).parent.resolve()
    path = (folder / name.strip()).resolve()
    if not path.is_relative_to(folder):
        raise ReadError(
            tr("It says its voxels lie in {name}, outside its own folder.").format(name=name.strip()[:100]),
            tr("Put both files into one folder and correct the name in the header."),
        )
    return str(path)


def study_of(image: Image) -> Study:
    """One file as a study of its own: no such format names a patient, so no two files are taken for one person's."""
    digest = digest_of(image.files)
    return study_with(_series(image, digest), image.files[0], digest)


def study_with(series: Series, path: str, digest: str) -> Study:
    """A study around one series of one file."""
    patient = Patient(name=stem_of(path))
    return Study(f"{series.source_format}.study.{digest[:32]}", patient, "", Path(path).parent.name, "", "", (series,))


def _series(image: Image, digest: str) -> Series:
    geometry = Geometry(image.shape, image.affine) if image.is_volume else None
    name = Path(image.files[0]).name
    lean = lean_note(geometry) if geometry is not None else ""
    return Series(
        uid=f"{image.source_format}.{digest[:32]}",
        study_uid=f"{image.source_format}.study.{digest[:32]}",
        source_format=image.source_format,
        modality="",
        description=f"{name} ({image.meaning})" if image.meaning else name,
        number=None,
        body_part="",
        instances=_instances(image),
        geometry=geometry,
        irregular=tr("Its voxels are colours; they are shown as pictures.") if image.colour else "",
        fingerprint=digest,
        windows=image.windows,
        kind=Kind.IMAGES if geometry is None else Kind.VOLUME,
        dimensions=() if geometry is None else image.all_dimensions,
        notes=(*image.notes, *filter(None, (lean,))),
    )


def _instances(image: Image) -> tuple[Instance, ...]:
    """The file; once for each picture where it is opened as pictures."""
    count = 1 if image.is_volume else image.pictures
    path, slope, intercept = image.files[0], image.slope, image.intercept
    return tuple(Instance(path, slope=slope, intercept=intercept, number=number) for number in range(count))


def digest_of(files: tuple[str, ...]) -> str:
    """sha256 over the bytes of all files."""
    digests = []
    for path in files:
        with open(path, "rb") as handle:
            digests.append(hashlib.file_digest(handle, "sha256"))
    if len(digests) == 1:
        return digests[0].hexdigest()
    return hashlib.sha256(b"".join(digest.digest() for digest in digests)).hexdigest()


def stem_of(path: str) -> str:
    """A file's name without its suffixes."""
    name = Path(path).name
    for suffix in (".gz", ".bz2"):
        name = name.removesuffix(suffix)
    return name.rsplit(".", 1)[0] or name
