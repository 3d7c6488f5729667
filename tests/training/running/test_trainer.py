"""The loop for pictures: a run that is stopped goes on as if it had not been."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import Tensor, nn

from medview.training.running.curves import CurveFile, read_curves
from medview.training.running.plan import Phase, Plan
from medview.training.running.trainer import Lesson, Trainer

PLAN = Plan((Phase(6, 0.05, 4, warmup=2), Phase(4, 0.02, 2, scale=0.5)), average=0.5, check_every=3, seed=1)


class _Stopped(Exception):
    pass


def _network() -> nn.Module:
    torch.manual_seed(4)
    return nn.Sequential(nn.Conv2d(1, 2, 3), nn.BatchNorm2d(2), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(2, 1))


def _batch(serials: range, scale: float) -> tuple[Tensor, ...]:
    drawn = [torch.randn(1, round(8 * scale), 8, generator=torch.Generator().manual_seed(n)) for n in serials]
    pictures = torch.stack(drawn)
    return pictures, pictures.mean((1, 2, 3))[:, None]


LESSON = Lesson(
    _batch, lambda output, batch: (output.float() - batch[1]).square().mean(), lambda network: -float(network[4].bias)
)


def _run(folder: Path, stop_at: int = 99) -> dict[str, Tensor]:
    trainer = Trainer(_network(), _network(), PLAN, folder)

    def checkpoint(fraction: float, note: str) -> None:
        if trainer.step == stop_at:
            raise _Stopped

    return dict(trainer.fit(LESSON, checkpoint, CurveFile(folder, "score", PLAN.steps, from_step=trainer.step)))


@pytest.mark.parametrize("stop_at", [2, 6, 8])
def test_a_stopped_run_goes_on_as_if_it_had_not_been(tmp_path: Path, stop_at: int) -> None:
    whole = _run(tmp_path / "whole")
    with pytest.raises(_Stopped):
        _run(tmp_path / "parts", stop_at)
    parts = _run(tmp_path / "parts")
    assert all(torch.equal(whole[name], parts[name]) for name in whole)


def test_the_best_check_is_kept_and_curves_are_written(tmp_path: Path) -> None:
    _run(tmp_path)
    curves = read_curves(tmp_path)
    assert curves is not None
    assert [point.step for point in curves.points if point.score is not None] == [3, 6, 9, 10]
    assert (tmp_path / "best.pt").is_file()


def test_phases_follow_each_other_and_count_their_pictures() -> None:
    assert [PLAN.phase_at(step)[0].batch for step in (0, 5, 6, 9)] == [4, 4, 2, 2]
    assert [PLAN.cases_before(step) for step in (0, 1, 6, 7, 10)] == [0, 4, 24, 26, 32]
    assert [PLAN.phase_showing(serial).batch for serial in (0, 23, 24, 31)] == [4, 4, 2, 2]
    assert PLAN.reseeded(2).seed != PLAN.seed
