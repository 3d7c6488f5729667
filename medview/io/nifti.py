"""NIfTI-1 (.nii, .nii.gz) to core values and back; besides the engine's frame, the only place where RAS exists.

NIfTI counts (i, j, k) with i fastest and maps to RAS millimetres; a core array is (k, j, i) in C order and maps to LPS.
The bytes are the same: the transpose of one is the other. Source: nifti1.h, "3D IMAGE (VOLUME) ORIENTATION".
"""

from __future__ import annotations

import gzip
import hashlib
import logging
import struct
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
from nibabel.spatialimages import HeaderDataError
from numpy.typing import NDArray

from medview.core.errors import MedViewError, ReadError
from medview.core.geometry import Float, Geometry
from medview.core.study import Instance, Patient, Series, Study
from medview.core.text import tr
from medview.core.volume import Quantity, StoredVolume, Volume
from medview.io.atomic import writing_errors
from medview.io.dicom_geometry import TILT_DEGREES
from medview.io.sources import NIFTI_SUFFIXES, Checkpoint

SAME_FORMS_MM = 0.5
"""sform and qform may differ by this at any corner before a reader is told (qform quaternions are float32)."""

_HEADER_SIZE = 348
_MAGIC = b"n+1\0"
_OTHER_KINDS = {
    b"ni1\0": "a NIfTI-1 header whose pixels lie in another file (.hdr and .img)",
    b"n+2\0": "NIfTI-2",
    b"ni2\0": "NIfTI-2",
}
_KINDS = "iuf"
_HASHED = 1 << 20

_FLIP = np.diag([-1.0, -1.0, 1.0, 1.0])
"""RAS to LPS and back."""

_REVERSE = np.eye(4)[[2, 1, 0, 3]]
"""(i, j, k, 1) to (k, j, i, 1) and back."""

logging.getLogger("nibabel.global").setLevel(logging.CRITICAL)  # what it reports is told to the reader as a reason


def lps_from_ras(affine_ras: Float) -> Float:
    """A NIfTI affine, (i, j, k) to RAS, as the affine of the transposed array: (k, j, i) to LPS."""
    return np.asarray(_FLIP @ affine_ras @ _REVERSE)


def ras_from_lps(affine_lps: Float) -> Float:
    """The inverse of ``lps_from_ras``."""
    return np.asarray(_FLIP @ affine_lps @ _REVERSE)


@dataclass(frozen=True)
class _File:
    header: Any
    shape: tuple[int, ...]
    affine_ras: Float
    note: str


def scan_nifti(path: str) -> Study:
    """One file as a study of its own: NIfTI names no patient, so no two files are taken for one person's.

    Raises:
        ReadError: It is no readable NIfTI-1 file.
    """
    file = _read_header(path)
    digest = _sha256(path)
    geometry, irregular = _geometry(file)
    name = Path(path).name
    stem = name[: -len(next(suffix for suffix in reversed(NIFTI_SUFFIXES) if name.lower().endswith(suffix)))]
    series = Series(
        uid=f"nifti.{digest[:32]}",
        study_uid=f"nifti.study.{digest[:32]}",
        source_format="nifti",
        modality="",
        description=name,
        number=None,
        body_part="",
        instances=(Instance(path, slope=_scaling(file.header)[0], intercept=_scaling(file.header)[1]),),
        geometry=geometry,
        irregular=irregular,
        fingerprint=digest,
    )
    patient = Patient(name=stem)
    return Study(series.study_uid, patient, "", Path(path).parent.name, "", "", (series,))


def load_nifti(series: Series, path: Path, checkpoint: Checkpoint) -> StoredVolume:
    """Write the voxels of a NIfTI series to ``path`` (.npy).

    Raises:
        ReadError: It is irregular, changed since it was listed, or cannot be read.
        WriteError: The disk is full.
    """
    if series.geometry is None:
        raise ReadError(series.irregular or tr("The series is not a regular volume."))
    source = series.instances[0].path
    checkpoint(0.0, tr("Loading the image"))
    array = read_nifti(source)
    if array.shape != series.geometry.shape:
        raise ReadError(tr("The file changed since it was listed."), tr("Open it again."))
    checkpoint(0.7, tr("Storing the image"))
    with writing_errors(path):
        return Volume(series.geometry, array, Quantity.ARBITRARY).store(path)


def read_nifti(path: str) -> NDArray[Any]:
    """The (k, j, i) values with the file's scaling applied: int16 where that is exact, else float32.

    Raises:
        ReadError: It cannot be read.
    """
    file = _read_header(path)
    return converted(stored_values(path).reshape(_three(file.shape)[::-1]), *_scaling(file.header))


def stored_values(path: str) -> NDArray[Any]:
    """All values before scaling, (k, j, i), further axes first.

    Raises:
        ReadError: They cannot be read.
    """
    with _reading(path):
        return np.asarray(nibabel.Nifti1Image.from_filename(path).dataobj.get_unscaled()).T


def middle_slice(path: str) -> NDArray[Any]:
    """The middle (j, i) slice, without reading the rest where the file allows it.

    Raises:
        ReadError: It cannot be read.
    """
    file = _read_header(path)
    with _reading(path):
        image = nibabel.Nifti1Image.from_filename(path)
        where = (slice(None), slice(None), file.shape[2] // 2, *[0] * (len(file.shape) - 3))
        return np.nan_to_num(np.asarray(image.dataobj[where], dtype=np.float32).T)


def converted(stored: NDArray[Any], slope: float, intercept: float) -> NDArray[Any]:
    """Stored values scaled: int16 where no value changes, else float32 with NaN as 0 (what SPM and FSL take it for)."""
    whole = stored.dtype.kind in "iu" and slope.is_integer() and intercept.is_integer()
    if whole and stored.size:
        ends = [int(end) * int(slope) + int(intercept) for end in (stored.min(), stored.max())]
        if min(ends) >= -32768 and max(ends) <= 32767:
            return _narrow(stored, int(slope), int(intercept))
    values = stored.astype(np.float32)
    values *= np.float32(slope)
    values += np.float32(intercept)
    if stored.dtype.kind == "f":
        np.nan_to_num(values, copy=False, nan=0.0, posinf=0.0, neginf=0.0)
    return values


def _narrow(stored: NDArray[Any], slope: int, intercept: int) -> NDArray[Any]:
    """int16 arithmetic wraps, and the result is known to fit, so what comes out is exact."""
    values = stored.astype(np.int16)
    if slope != 1:
        values *= np.array(slope).astype(np.int16)
    if intercept:
        values += np.array(intercept).astype(np.int16)
    return values


def write_mask(labels: NDArray[np.uint8], geometry: Geometry, path: Path, like: str | None = None) -> None:
    """Write a label map (.nii or .nii.gz by the name).

    Args:
        labels: (k, j, i) values.
        geometry: Its grid.
        path: Where to.
        like: A NIfTI file whose orientation fields are kept to the bit; None for those of ``geometry``.
    """
    affine = ras_from_lps(geometry.affine) if like is None else None
    source = None if like is None else _read_header(like).header
    image = nibabel.Nifti1Image(np.ascontiguousarray(labels).T, affine, source)
    image.header.set_data_dtype(np.uint8)
    image.header.set_slope_inter(1, 0)
    image.header["cal_min"], image.header["cal_max"] = 0, 0
    image.header["descrip"] = b"MedView label map"
    if source is None:
        image.set_sform(affine, code=1)
        image.set_qform(affine, code=1, strip_shears=True)
        image.header.set_xyzt_units("mm")
    image.to_filename(str(path))


@contextmanager
def _reading(path: str) -> Iterator[None]:
    try:
        yield
    except MedViewError:
        raise
    except (
        OSError,
        EOFError,
        ValueError,
        TypeError,
        LookupError,
        HeaderDataError,
        zlib.error,
        struct.error,
        MemoryError,
    ) as error:
        raise ReadError(
            tr("{name} cannot be read: its data are shorter than its header says, or damaged.").format(
                name=Path(path).name
            ),
            tr("Copy it again from where it came."),
        ) from error


def _read_header(path: str) -> _File:
    start = _start(path)
    _refuse_foreign(path, start)
    with _reading(path):
        header = nibabel.Nifti1Header(start[:_HEADER_SIZE], endianness=_endianness(start), check=False)
        shape, kind = tuple(int(n) for n in header.get_data_shape()), header.get_data_dtype()
        _refuse_content(path, header, shape, kind)
        return _File(header, shape, *_affine(header))


def _start(path: str) -> bytes:
    try:
        with gzip.open(path) if path.lower().endswith(".gz") else open(path, "rb") as handle:
            return handle.read(_HEADER_SIZE + 4)
    except (OSError, EOFError, zlib.error) as error:
        raise ReadError(
            tr("It cannot be opened or unpacked: {why}.").format(why=getattr(error, "strerror", None) or error),
            tr("Copy it again from where it came."),
        ) from error


def _refuse_foreign(path: str, start: bytes) -> None:
    magic = start[344:348]
    two = start[4:8]  # NIfTI-2 keeps its magic there
    if magic == _MAGIC and len(start) >= _HEADER_SIZE:
        return
    kind = _OTHER_KINDS.get(magic) or _OTHER_KINDS.get(two)
    found = kind or tr("something else ({size} bytes, magic {magic})").format(size=len(start), magic=magic)
    raise ReadError(
        tr("It is named like NIfTI but holds {found}.").format(found=found),
        tr("Convert it to NIfTI-1 (.nii or .nii.gz)."),
    )


def _endianness(start: bytes) -> str:
    size = struct.unpack_from("<i", start)[0]
    return "<" if size == _HEADER_SIZE else ">"


def _refuse_content(path: str, header: Any, shape: tuple[int, ...], kind: np.dtype[Any]) -> None:
    if int(header["dim"][0]) > 7 or min(shape, default=0) < 1 or len(shape) < 3:
        raise ReadError(tr("Its header is wrong: it states the shape {shape}.").format(shape=shape))
    if kind.kind not in _KINDS or kind.itemsize > 8:
        raise ReadError(tr("Its voxels are {kind}, not single numbers.").format(kind=kind.name))
    if path.lower().endswith(".gz"):
        return
    needed = int(header["vox_offset"]) + int(np.prod(shape, dtype=object)) * kind.itemsize
    present = Path(path).stat().st_size
    if present < needed:
        raise ReadError(
            tr("It is truncated: {present} bytes where {needed} are needed.").format(present=present, needed=needed),
            tr("Copy it again from where it came."),
        )


def _affine(header: Any) -> tuple[Float, str]:
    """sform, else qform, else pixdim (nifti1.h methods 3, 2, 1), and what a reader should know of the choice."""
    sform, qform = int(header["sform_code"]) > 0, int(header["qform_code"]) > 0
    if sform and qform:
        return header.get_sform(), _disagreement(header)
    if sform:
        return header.get_sform(), ""
    if qform:
        return header.get_qform(), ""
    return header.get_base_affine(), tr(
        "The file states no orientation: which side is left is a guess (radiological convention)."
    )


def _disagreement(header: Any) -> str:
    corners = np.array([(i, j, k, 1) for i in (0, 1) for j in (0, 1) for k in (0, 1)], dtype=float)
    corners[:, :3] *= np.array(header.get_data_shape()[:3]) - 1
    try:
        apart = np.abs(corners @ (header.get_sform() - header.get_qform()).T).max()
    except (ValueError, HeaderDataError):
        return tr("One of the file's two orientations (qform) is not valid; the other (sform) is used.")
    if apart <= SAME_FORMS_MM:
        return ""
    return tr("The file's two orientations (sform and qform) disagree by up to {apart:.1f} mm; sform is used.").format(
        apart=float(apart)
    )


def _geometry(file: _File) -> tuple[Geometry | None, str]:
    k, j, i = _three(file.shape)[::-1]
    if any(extra > 1 for extra in file.shape[3:]):
        volumes = int(np.prod(file.shape[3:]))
        return None, tr("{count} volumes in one file (a time series); MedView opens one volume.").format(count=volumes)
    if k < 2:
        return None, tr("A single image; a volume needs at least two parallel slices.")
    if not np.isfinite(file.affine_ras).all() or abs(np.linalg.det(file.affine_ras[:3, :3])) < 1e-9:
        raise ReadError(
            tr("Its orientation matrix has no volume or is not finite."),
            tr("Write it again with a valid sform or qform."),
        )
    geometry = Geometry((k, j, i), lps_from_ras(file.affine_ras))
    lean = _lean_degrees(geometry)
    if lean > TILT_DEGREES:
        return None, tr("Its axes are not perpendicular (off by {lean:.1f} degrees).").format(lean=lean)
    return geometry, file.note


def _lean_degrees(geometry: Geometry) -> float:
    cosines = geometry.directions.T @ geometry.directions
    return float(np.degrees(np.arcsin(np.clip(np.abs(cosines - np.eye(3)).max(), 0, 1))))


def _three(shape: tuple[int, ...]) -> tuple[int, int, int]:
    return shape[0], shape[1], shape[2]


def _scaling(header: Any) -> tuple[float, float]:
    """scl_slope and scl_inter; a slope of zero or none means unscaled (nifti1.h)."""
    slope, intercept = float(header["scl_slope"]), float(header["scl_inter"])
    if not np.isfinite(slope) or slope == 0:
        return 1.0, 0.0
    return slope, intercept if np.isfinite(intercept) else 0.0


def _sha256(path: str) -> str:
    with open(path, "rb") as handle:
        return hashlib.file_digest(handle, "sha256").hexdigest()
