"""Pictures that are no films of the chest, or films as they should not be: what the gate of the film models meets.

Near ones are made of films; a view from the side is projected from a CT of the chest. None takes part in training.
"""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import skimage.data
from numpy.typing import NDArray
from scipy.ndimage import zoom
from skimage.transform import resize

from medview.training.data.pictures import read_picture
from medview.training.data.reading import read_data

Picture = NDArray[Any]

SHARED = Path(os.environ.get("MEDVIEW_SHARED_DATA", "../shared/data"))


def films(split: str) -> list[Picture]:
    """The films of a split."""
    return [read_picture(sample.path) for sample in read_data(SHARED / "chest_xray", "segmentation", split).samples]


def _turned(film: Picture, number: int) -> Picture:
    return np.rot90(film, (1, 3)[number % 2])


def _upside_down(film: Picture, _: int) -> Picture:
    return np.rot90(film, 2)


def _inverted(film: Picture, _: int) -> Picture:
    return 255 - film


def _cropped(film: Picture, number: int) -> Picture:
    """The middle half, a quarter, the upper or the lower part: much of the lungs is missing."""
    rows, columns = film.shape
    parts = (
        (slice(rows // 4, rows * 3 // 4), slice(columns // 4, columns * 3 // 4)),
        (slice(0, rows // 2), slice(0, columns // 2)),
        (slice(rows // 2, rows), slice(columns // 2, columns)),
        (slice(0, rows), slice(0, columns // 2)),
        (slice(0, rows * 45 // 100), slice(0, columns)),
        (slice(rows * 55 // 100, rows), slice(0, columns)),
    )
    return film[parts[number % len(parts)]]


def _mirrored(film: Picture, _: int) -> Picture:
    return film[:, ::-1]


NEAR: Mapping[str, Callable[[Picture, int], Picture]] = {
    "rotated by 90°": _turned,
    "rotated by 180°": _upside_down,
    "inverted": _inverted,
    "cropped": _cropped,
    "mirrored": _mirrored,
}
"""Made of films."""


def chest_ct() -> NDArray[np.float32]:
    """A CT of chest and abdomen, (slices from the head down, rows, columns), HU."""
    with zipfile.ZipFile(SHARED / "dicom" / "series_ct_chest_abdomen_pelvis_cmb_crc.zip") as archive:
        files = [pydicom.dcmread(BytesIO(archive.read(name)), force=True) for name in archive.namelist()]
    slices = [one for one in files if "PixelData" in one and "ImagePositionPatient" in one]
    slices.sort(key=lambda one: -float(one.ImagePositionPatient[2]))
    return np.stack([one.pixel_array * float(one.RescaleSlope) + float(one.RescaleIntercept) for one in slices]).astype(
        np.float32
    )


def _projected(volume: NDArray[np.float32], axis: int, gamma: float) -> Picture:
    """As an X-ray sees it: attenuation along straight lines, bright where there is much of it."""
    attenuation = np.clip(volume + 1000.0, 0.0, 2500.0).mean(axis)
    picture = np.clip(attenuation / np.percentile(attenuation, 99.5), 0, 1) ** gamma
    return (255 * resize(picture, (256, 256), anti_aliasing=True)).astype(np.uint8)


def laterals(volume: NDArray[np.float32]) -> list[Picture]:
    """Views from the side of the chest of a CT, from the left and from the right, of several fields and exposures."""
    count = len(volume)
    found = []
    for top in (0.0, 0.04, 0.08):
        for bottom in (0.4, 0.5, 0.6):
            part = volume[int(top * count) : int(bottom * count)]
            for gamma in (0.5, 0.8, 1.2):
                side = _projected(part, 2, gamma)
                found += [side, side[:, ::-1]]
    return found


def frontals(volume: NDArray[np.float32]) -> list[Picture]:
    """The same from the front, beside films: what a projected CT alone changes."""
    count = len(volume)
    return [
        _projected(volume[int(top * count) : int(bottom * count)], 1, gamma)
        for top in (0.0, 0.04) for bottom in (0.45, 0.55) for gamma in (0.5, 0.8, 1.2)
    ]  # fmt: skip


def paediatric() -> list[Picture]:
    """Films of children of 28 pixels, as they are."""
    with np.load(SHARED / "pneumonia_xray_28px" / "pneumoniamnist_train_val.npz") as data:
        name = next(key for key in data.files if "val" in key and "im" in key)
        return list(data[name][:60].squeeze())


def enlarged(pictures: Sequence[Picture]) -> list[Picture]:
    """The same scaled to 256 pixels."""
    return [
        np.clip(zoom(one.astype(np.float32), 256 / one.shape[0], order=3), 0, 255).astype(np.uint8) for one in pictures
    ]


def _some(folder: Path, pattern: str, count: int) -> list[Picture]:
    files = sorted(folder.glob(pattern))
    return [read_picture(file) for file in files[:: max(1, len(files) // count)][:count]]


def _grey(pictures: Sequence[Picture]) -> list[Picture]:
    return [one.mean(2).astype(np.uint8) if one.ndim == 3 else one for one in pictures]


def _windowed(plane: NDArray[np.float32]) -> Picture:
    return (np.clip((plane + 1000) / 1400, 0, 1) * 255).astype(np.uint8)


def _photographs() -> list[Picture]:
    names = ("astronaut", "camera", "chelsea", "coffee", "rocket", "coins", "page", "text", "moon", "brick", "grass",
             "gravel", "horse", "hubble_deep_field")  # fmt: skip
    pictures = [np.asarray(getattr(skimage.data, name if name != "chelsea" else "cat")()) for name in names]
    return [one.astype(np.uint8) * (255 if one.dtype == bool else 1) for one in pictures]


def _blank() -> list[Picture]:
    random = np.random.default_rng(0)
    plain = [np.full((256, 256), level, np.uint8) for level in (0, 128, 255)]
    noisy = [np.clip(random.normal(level, 2, (256, 256)), 0, 255).astype(np.uint8) for level in (5, 60, 128, 200)]
    return [*plain, *noisy, random.integers(0, 256, (256, 256)).astype(np.uint8)]


def far(volume: NDArray[np.float32]) -> Iterator[tuple[str, list[Picture]]]:
    """Pictures of other kinds, by name; those in colour in grey too."""
    middle, rows = volume.shape[0] // 2, volume.shape[1]
    yield "CT, axial", [_windowed(one) for one in volume[:: max(1, len(volume) // 40)]]
    yield "CT, coronal", [_windowed(volume[:, row]) for row in range(rows // 3, rows * 2 // 3, 8)]
    yield "CT, sagittal", [_windowed(volume[:, :, row]) for row in range(rows // 3, rows * 2 // 3, 8)]
    yield (
        "radiograph of the abdomen, projected from CT",
        [_projected(volume[middle:], 1, gamma) for gamma in (0.5, 0.7, 0.9, 1.2)],
    )
    brains = _some(SHARED / "brain_tumor_boxes" / "images", "*.jpg", 60)
    yield "MR of the brain", _grey(brains)
    cells = _some(SHARED / "blood_cell_boxes" / "JPEGImages", "*.jpg", 40)
    eyes = _some(SHARED / "retina_vessels" / "images", "*.jpg", 28)
    photographs = _photographs()
    yield "microscopy", cells
    yield "microscopy in grey", _grey(cells)
    yield "fundus", eyes
    yield "fundus in grey", _grey(eyes)
    yield "photograph", photographs
    yield "photograph in grey", _grey(photographs)
    yield "blank or noise", _blank()
