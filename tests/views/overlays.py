"""Overlays made by hand on the synthetic head, and objects to offer them."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from medview.core.geometry import Geometry
from medview.core.images import Frame, StoredImages
from medview.core.overlay import (
    FieldLayer,
    LabelLayer,
    PresentationLayer,
    Presented,
    Shape,
    ShapeKind,
    ShapeLayer,
)
from medview.core.study import Instance, Kind, Patient, ScanResult, Series, Study
from medview.core.volume import Window
from medview.session.changes import StudiesFound, VolumeOpened
from medview.session.session import Session
from medview.session.state import State
from tests.views.heads import BLUE, RED, SHAPE, WINDOW, geometry, head, label, label_map

GREEN, PINK = (30, 220, 60), (250, 80, 200)


def series() -> Series:
    images = tuple(Instance(f"/nowhere/{k}.dcm", "", f"image{k}") for k in range(SHAPE[0]))
    return Series("1.2", "1.1", "dicom", "CT", "Head", 3, "HEAD", images, geometry(), frame_of_reference_uid="place")


def derived(uid: str, kind: Kind, description: str = "", refers: tuple[str, ...] = ("image20",)) -> Series:
    return Series(
        uid, "1.1", "dicom", "", description or kind.value, 900, "", (Instance(f"/nowhere/{uid}.dcm", "", uid),), None,
        frame_of_reference_uid="place", kind=kind, refers_to=refers,
    )  # fmt: skip


def study(*more: Series) -> Study:
    person = Patient("ID-7", "Doe^Jane", "19700131", "F")
    return Study("1.1", person, "20240229", "Head", "", "Hospital", (series(), *more))


def opened_session(folder: Path, *objects: Series) -> Session:
    made = Session(lambda _: None, State(reviewer="R"))
    found = study(*objects)
    made.apply(StudiesFound(ScanResult((found,))))
    made.apply(VolumeOpened(found.series[0], head().store(folder / "head.npy"), WINDOW))
    return made


def labels(folder: Path, uid: str = "seg") -> LabelLayer:
    np.save(folder / f"{uid}.npy", label_map())
    return LabelLayer(uid, "Segments", str(folder / f"{uid}.npy"), (label(1, RED), label(2, BLUE)))


def dose(folder: Path, uid: str = "dose", unit: str = "Gy") -> FieldLayer:
    """20 at the patient's left, 60 at the right, nothing in front of the middle."""
    values = np.full(SHAPE, 20.0, np.float32)
    values[:, :, :25] = 60.0
    values[:, :30, :] = np.nan
    np.save(folder / f"{uid}.npy", values)
    return FieldLayer(uid, "Dose", str(folder / f"{uid}.npy"), unit, 10.0, 60.0)


def box(
    k: float, low: float = 20.0, high: float = 30.0, name: str = "Box", colour: tuple[int, int, int] = GREEN
) -> Shape:
    corners = geometry().to_lps([(k, low, low), (k, low, high), (k, high, high), (k, high, low)])
    return Shape(ShapeKind.POLYGON, corners, name, "", colour)


def contours(uid: str = "rt") -> ShapeLayer:
    """A box of slices 18 to 22."""
    return ShapeLayer(uid, "Structures", tuple(box(k) for k in range(18, 23)))


def measurements(uid: str = "sr") -> ShapeLayer:
    """A line on the image of slice 20, and a point of the patient."""
    line = Shape(ShapeKind.POLYLINE, np.array([(10.5, 15.5), (40.5, 15.5)]), "Length", "30.0 mm", PINK, ("image20", 0))
    point = Shape(ShapeKind.POINT, geometry().to_lps([(20.0, 45.0, 25.0)]), "Centre", "", GREEN)
    return ShapeLayer(uid, "Measurements", (line, point))


def presentation(uid: str = "pr") -> PresentationLayer:
    how = Presented(("image20", -1), Window(300.0, 100.0), inverted=True)
    text = Shape(ShapeKind.TEXT, np.array([(25.5, 50.5)]), "Note", "Look here", PINK, ("image20", 0))
    return PresentationLayer(uid, "Reader's state", (how,), (text,))


def stack(folder: Path) -> StoredImages:
    """Three pictures of 40 × 60, the last one with a place in the patient."""
    np.save(folder / "stack.npy", np.zeros((3, 40, 60), np.int16))
    frames = tuple(Frame(f"picture{n}", 0) for n in range(2))
    place = np.eye(4)[:, [2, 1, 0, 3]]
    return StoredImages(str(folder / "stack.npy"), (*frames, Frame("picture2", 0, place=place)))


def grid() -> Geometry:
    return geometry()
