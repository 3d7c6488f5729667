from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.solid import Camera
from medview.core.transfer import Transfer, TransferPoint
from medview.core.volume import Volume
from medview.imaging.looking import Body
from medview.imaging.scene import Frame3D, Shot, read_frame
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.jobs.table import POOLS
from medview.tasks.drawing import TASKS, draw, refine

GRID = Geometry((12, 12, 12), np.eye(4))
GREY = Transfer("Grey", (TransferPoint(0.0, 0.0, (9, 9, 9)), TransferPoint(50.0, 1.0, (255, 255, 255))))


@pytest.fixture
def shot(tmp_path: Path) -> Shot:
    volume = Volume(GRID, np.full(GRID.shape, 100, np.int16)).store(tmp_path / "v.npy")
    return Shot((64, 48), Camera(), Body.of(GRID), volume, transfer=GREY)


def test_a_frame_crosses_as_a_file_in_the_jobs_folder(tmp_path: Path, shot: Shot) -> None:
    frame = draw(LocalContext(tmp_path), shot)
    pixels = read_frame(frame.path)
    assert (pixels.shape, pixels.dtype) == ((48, 64, 4), np.uint8)
    assert pixels[24, 32, 3] > 200
    assert Path(frame.path).parent == tmp_path
    assert frame.thinned_mm == ()
    assert frame.seconds > 0.0


def test_a_sharp_picture_is_told_in_steps(tmp_path: Path, shot: Shot) -> None:
    context = LocalContext(tmp_path)
    frame = refine(context, shot)
    (step,) = context.partials
    assert isinstance(step, Frame3D)
    assert step.path != frame.path
    assert read_frame(step.path).shape == read_frame(frame.path).shape


def test_a_picture_at_rest_has_enough_samples_on_a_slow_computer_too(
    tmp_path: Path, shot: Shot, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted: list[float] = []

    def drawn(_context: object, one: Shot, name: str) -> Frame3D:
        wanted.append(one.samples)
        return Frame3D(name, 60.0, True)

    monkeypatch.setattr("medview.tasks.drawing._drawn", drawn)
    refine(LocalContext(tmp_path), shot)
    assert wanted[-1] >= 2.0  # fewer show rings


def test_surfaces_alone_need_no_steps(tmp_path: Path, shot: Shot) -> None:
    context = LocalContext(tmp_path)
    refine(context, replace(shot, volume=None))
    assert context.partials == []


def test_a_cancelled_picture_is_given_up(tmp_path: Path, shot: Shot) -> None:
    context = LocalContext(tmp_path)
    context.cancel()
    for task in (draw, refine):
        with pytest.raises(JobCancelled):
            task(context, shot)


def test_a_thinned_volume_says_so(tmp_path: Path, shot: Shot, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.imaging.shrink.whole.__defaults__", (220, lambda _: None))
    frame = draw(LocalContext(tmp_path), replace(shot, stamp=99))
    assert max(frame.thinned_mm) == pytest.approx(2.0)


def test_quick_and_sharp_pictures_have_processes_of_their_own() -> None:
    assert {POOLS[name].tasks for name in ("drawing", "refining")} == {"medview.tasks.drawing:TASKS"}
    assert POOLS["refining"].niceness > POOLS["drawing"].niceness
    assert set(TASKS) == {"draw", "refine"}
