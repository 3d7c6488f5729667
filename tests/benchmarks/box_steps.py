"""Key to painted, bare and with 100 boxes or labels on every picture: ``python -m tests.benchmarks.box_steps OUT``.

The same slices and radiographs are stepped through, bare and with what a model found on them.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from medview.core.card import Label
from medview.core.code import UNITY, Code
from medview.core.finding import (
    Analysis,
    Box,
    Finding,
    PictureBox,
    PictureRegion,
    Probability,
    Provenance,
    Quantity,
    Region,
    Value,
    Where,
)
from medview.core.geometry import Geometry
from medview.core.images import Frame, StoredImages
from medview.core.study import Instance, Kind, Series
from medview.core.volume import Quantity as Measured
from medview.core.volume import Volume, Window
from medview.session.changes import AnalysisFinished, ImagesOpened, LayoutChanged, VolumeOpened
from medview.session.layout import Layout, Tile, grid
from medview.session.paths import user_paths
from medview.views.app import desktop
from medview.views.pictures.image_view import ImageView
from medview.views.pictures.slice_view import SliceView
from tests.benchmarks.slice_steps import DRAWN_ON, PICTURES, RADIOGRAPH, SIDE, SLICES, Steps, told, volume_of

MANY = 100
_TURNS, _STEPS = 8, 30
_SPACING_MM = 0.75
_CLASSES = tuple(Code(f"CLASS-{n}", "99MEDVIEW", name) for n, name in enumerate(("Red cell", "White cell", "Platelet")))


class BoxSteps(Steps):
    """Steps through what is bare, and through what a model found something on."""

    def slices(self, folder: Path) -> dict[str, Any]:
        """Milliseconds for each step through a volume: bare, with boxes, with labels."""
        columns = np.array([[0, 0, 1], [0, 1, 0], [1, 0, 0]], dtype=np.float64)
        geometry = Geometry.from_axes((SLICES, SIDE, SIDE), (2.0, _SPACING_MM, _SPACING_MM), columns, (0.0, 0.0, 0.0))
        series = Series("boxes.1", "bench", "dicom", "CT", "Boxes", 1, "ABDOMEN", (), geometry)
        self.list_series(series)
        self.session.apply(LayoutChanged(Layout(grid(1, 1), (Tile(),), chosen=True), 0))
        stored = Volume(geometry, volume_of(), Measured.HU).store(folder / "volume.npy")
        self.session.apply(VolumeOpened(series, stored, Window(40.0, 400.0)))
        path = folder / "labels.npy"
        np.save(path, np.repeat(_tiles(SIDE)[None], SLICES, axis=0))
        source, places = _source(series.uid), _places(SIDE * _SPACING_MM)
        boxes = [
            _box(n, Box((x, y, 0.0), (x + wide, y + high, SLICES * 2.0)), source)
            for n, (x, y, wide, high) in enumerate(places)
        ]
        regions = [_region(n, Region(str(path), (n + 1,), (0.0, 0.0, 0.0)), source) for n in range(MANY)]
        return self._in_turn(series.uid, SliceView, DRAWN_ON, boxes, regions)

    def pictures(self, folder: Path) -> dict[str, Any]:
        """Milliseconds for each step through radiographs: bare, with boxes, with labels."""
        rng = np.random.default_rng(3)
        smooth = np.add.outer(np.linspace(0, 1500, RADIOGRAPH), np.linspace(0, 1500, RADIOGRAPH))
        values = [(smooth + rng.normal(0, 40, smooth.shape)).astype(np.int16) for _ in range(PICTURES)]
        np.save(folder / "pictures.npy", np.stack(values))
        frames = tuple(Frame(number=n, windows=(Window(1500.0, 3000.0),)) for n in range(PICTURES))
        instances = tuple(Instance(f"{n}.dcm", number=n) for n in range(PICTURES))
        series = Series("boxes.2", "bench", "dicom", "DX", "Boxes", 2, "CHEST", instances, None, kind=Kind.IMAGES)
        self.list_series(series)
        images = StoredImages(str(folder / "pictures.npy"), frames)
        self.session.apply(ImagesOpened(series, images, Window(1500.0, 3000.0)))
        path = folder / "picture_labels.npy"
        np.save(path, np.repeat(_tiles(RADIOGRAPH)[None], PICTURES, axis=0))
        source, places = _source(series.uid), _places(float(RADIOGRAPH))
        boxes = [
            _box(MANY * frame + n, PictureBox(frame, (x, y), (x + wide, y + high)), source)
            for frame in range(PICTURES)
            for n, (x, y, wide, high) in enumerate(places)
        ]
        regions = [_region(n, PictureRegion(str(path), (n + 1,), 0, (0.0, 0.0)), source) for n in range(MANY)]
        return self._in_turn(series.uid, ImageView, range(PICTURES), boxes, regions)

    def _in_turn(
        self, uid: str, kind: type[Any], among: range, boxes: list[Finding], regions: list[Finding]
    ) -> dict[str, Any]:
        """The same steps with nothing on the pictures, with boxes, and with labels, by turns: machines change pace."""
        labels = tuple(
            Label(n + 1, f"Part {n + 1}", UNITY, UNITY, (50 + 2 * n, 250 - 2 * n, 5 * n % 250)) for n in range(MANY)
        )
        bare = Analysis("bare", "Nothing", uid, ())
        runs = {
            "bare": bare,
            "boxes": replace(bare, id="boxes", findings=tuple(boxes)),
            "labels": replace(bare, id="labels", findings=tuple(regions), labels=labels),
        }
        times: dict[str, dict[str, list[float]]] = {name: {"ms": [], "own_ms": []} for name in runs}
        for _ in range(_TURNS):
            for name, analysis in runs.items():
                self.session.apply(AnalysisFinished(analysis))
                for what, found in self.stepped(kind, among, _STEPS).items():
                    times[name].get(what, []).extend(found)
        return times


def _places(side: float) -> Iterator[tuple[float, float, float, float]]:
    """(left, top, width, height) of boxes all over a picture, some over each other."""
    rng = np.random.default_rng(11)
    for _ in range(MANY):
        wide, high = rng.uniform(0.03, 0.12, 2) * side
        left, top = rng.uniform(0.0, side - wide), rng.uniform(0.0, side - high)
        yield float(left), float(top), float(wide), float(high)


def _tiles(side: int) -> np.ndarray:
    """(side, side) uint8: as many round labels in rows."""
    row, column = np.ogrid[:side, :side]
    step = side // 10
    round_ = (row % step - step / 2) ** 2 + (column % step - step / 2) ** 2 < (0.35 * step) ** 2
    number = np.minimum(row // step, 9) * 10 + np.minimum(column // step, 9) + 1
    return np.where(round_, number, 0).astype(np.uint8)


def _box(n: int, where: Where, source: Provenance) -> Finding:
    return _finding(n, _CLASSES[n % 3], where, Probability(0.5 + (n % 50) / 100.0, threshold=0.5), source)


def _region(n: int, where: Where, source: Provenance) -> Finding:
    return _finding(n, Code(f"PART-{n}", "99MEDVIEW", f"Part {n + 1}"), where, Quantity(1.0, UNITY), source)


def _finding(n: int, what: Code, where: Where, value: Value, source: Provenance) -> Finding:
    return Finding(f"{type(where).__name__}-{n}", what, where, value, source)


def _source(uid: str) -> Provenance:
    return Provenance("bench", "1", "ab", uid, (), "", (), "0", "2026-01-01T00:00:00+00:00")


def main() -> int:
    """Measure and write the figures."""
    out = Path(sys.argv[1])
    with desktop(user_paths()) as shown:
        steps = BoxSteps(shown)
        for kind in (SliceView, ImageView):
            told(kind, steps.painted)
        steps.turn(lambda: shown.window.grid is not None)
        figures = {"slices": steps.slices(out.parent), "pictures": steps.pictures(out.parent)}
    out.write_text(json.dumps(figures))
    return 0


if __name__ == "__main__":
    sys.exit(main())
