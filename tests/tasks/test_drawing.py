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
from medview.imaging.scene import Frame3D, Shot, read_frame, store_castable
from medview.imaging.shrink import Castable
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.jobs.table import POOLS
from medview.tasks.drawing import TASKS, draw, refine, tidy

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
    step = context.partials[0]
    assert isinstance(step, Frame3D)
    assert step.path != frame.path
    assert step.coarseness > frame.coarseness == 1.0
    assert read_frame(step.path).shape == read_frame(frame.path).shape


class Timed:
    """Stands in for drawing: every picture takes so long."""

    def __init__(self, seconds: float, software: bool = True) -> None:
        self.shots: list[Shot] = []
        self._seconds, self._software = seconds, software

    def __call__(self, _context: object, shot: Shot, name: str) -> Frame3D:
        self.shots.append(shot)
        return Frame3D(name, self._seconds, self._software, (), shot.coarseness)


@pytest.mark.parametrize("samples", [1.0, 2.0])
def test_where_the_best_takes_long_every_pixel_has_its_own_ray_before_it(
    tmp_path: Path, shot: Shot, monkeypatch: pytest.MonkeyPatch, samples: float
) -> None:
    slow = Timed(60.0)
    monkeypatch.setattr("medview.tasks.drawing._drawn", slow)
    context = LocalContext(tmp_path)
    best = refine(context, replace(shot, samples=samples))
    few, plain, last = slow.shots
    assert few.coarseness > plain.coarseness == last.coarseness == 1.0
    assert few.samples == plain.samples == pytest.approx(1.0, abs=0.1)
    assert last.samples >= 2.0 * samples  # fewer show rings
    assert len({best.path, *(step.path for step in context.partials)}) == 3


@pytest.mark.parametrize("quick", [Timed(0.01), Timed(0.2, software=False)])
def test_where_the_best_comes_soon_nothing_delays_it(
    tmp_path: Path, shot: Shot, monkeypatch: pytest.MonkeyPatch, quick: Timed
) -> None:
    monkeypatch.setattr("medview.tasks.drawing._drawn", quick)
    context = LocalContext(tmp_path)
    refine(context, shot)
    assert len(context.partials) == 1


@pytest.mark.parametrize("step", [1, 2])
def test_a_picture_nobody_wants_any_more_ends_between_its_steps(
    tmp_path: Path, shot: Shot, monkeypatch: pytest.MonkeyPatch, step: int
) -> None:
    monkeypatch.setattr("medview.tasks.drawing._WAIT_S", 0.0)
    context = LocalContext(tmp_path)
    told: list[object] = []

    def partial(value: object) -> None:
        told.append(value)
        if len(told) == step:
            context.cancel()

    monkeypatch.setattr(context, "partial", partial)
    with pytest.raises(JobCancelled):
        refine(context, shot)
    assert len(told) == step


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


def test_only_volumes_that_are_open_are_kept_ready(tmp_path: Path, shot: Shot) -> None:
    from medview.tasks.drawing import _studio

    assert shot.volume is not None
    context, small = (
        LocalContext(tmp_path),
        store_castable(Castable(GRID, np.ones(GRID.shape, np.uint8), 0.0, 1.0), tmp_path / "small.npy"),
    )
    for one in (shot, replace(shot, volume=small)):
        draw(context, one)
    tidy(context, (shot.volume.path,))
    assert _studio().knows(shot)
    assert _studio().knows(replace(shot, volume=small))
    Path(small.path).unlink()
    tidy(context, ())
    assert not _studio().knows(shot)
    assert not _studio().knows(replace(shot, volume=small))
    assert read_frame(draw(context, shot).path)[24, 32, 3] > 200  # and read again where it is wanted again


def test_quick_and_sharp_pictures_have_processes_of_their_own() -> None:
    assert {POOLS[name].tasks for name in ("drawing", "refining")} == {"medview.tasks.drawing:TASKS"}
    assert POOLS["refining"].niceness > POOLS["drawing"].niceness
    assert set(TASKS) == {"draw", "refine", "tidy"}
