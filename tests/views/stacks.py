"""Stacks of pictures made by code, and a session that shows them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from medview.core.images import Frame, StoredImages
from medview.core.study import Instance, Kind, Patient, ScanResult, Series, Study
from medview.core.volume import Window
from medview.imaging.windowing import first_window
from medview.session.changes import ImagesOpened, StudiesFound
from medview.session.session import Session
from medview.session.state import State

GREY = Window(500.0, 1000.0, "Stored", "LINEAR_EXACT")


def ramp(rows: int = 40, columns: int = 60, number: int = 0) -> np.ndarray:
    """Values 0 to 1000 from left to right, a bright square in the upper left corner, the picture's number in it."""
    values = np.tile(np.linspace(0, 1000, columns), (rows, 1)).astype(np.int16)
    values[:8, :8] = 900
    values[0, 0] = number
    return values


def stored(folder: Path, pictures: Sequence[np.ndarray], frame: Frame | None = None, **more: object) -> StoredImages:
    """Pictures in a file; each has ``frame``'s facts."""
    path = folder / "images.npy"
    np.save(path, np.stack(pictures))
    frames = tuple(replace(frame or Frame(windows=(GREY,)), number=n) for n in range(len(pictures)))
    return StoredImages(str(path), frames, **more)  # type: ignore[arg-type]


def series(count: int = 1, kind: Kind = Kind.IMAGES, **more: object) -> Series:
    instances = tuple(Instance(f"{n}.dcm", "", f"1.2.{n}", number=n) for n in range(count))
    made = Series("1.2", "1.1", "dicom", "XA", "Left coronary", 3, "HEART", instances, None, kind=kind)
    return replace(made, **more)  # type: ignore[arg-type]


def empty_session(one: Series) -> Session:
    study = Study("1.1", Patient("ID-7", "Doe^Jane", "19700131", "F"), "20240229", "Heart", "", "Hospital", (one,))
    made = Session(lambda _: None, State(reviewer="R"))
    made.apply(StudiesFound(ScanResult((study,))))
    return made


def show(kept: Session, images: StoredImages, one: Series | None = None) -> None:
    values = np.load(images.path, mmap_mode="r")[0]
    window = Window(127.5, 255.0) if values.ndim == 3 else first_window(values, images.frames[0])
    kept.apply(ImagesOpened(one or series(len(images.frames)), images, window))


def session(images: StoredImages) -> Session:
    """A session with a stack open."""
    kept = empty_session(series(len(images.frames)))
    show(kept, images)
    return kept
