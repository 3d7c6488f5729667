"""What every loop shares: state on disk, live figures, early stopping, frozen statistics, teams."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch
from torch import nn

from medview.core.curves import CurvePoint
from medview.core.errors import MedViewError
from medview.training.running.curves import FILE, CurveFile, Smoothed, read_curves
from medview.training.running.freezing import freeze_statistics
from medview.training.running.states import load_state, same_recipe, save_state
from medview.training.running.stopping import exhausted
from medview.training.running.team import Team, joined


def test_a_state_is_there_whole_and_a_damaged_one_is_told(tmp_path: Path) -> None:
    path = tmp_path / "run" / "state.pt"
    save_state({"step": 3, "weights": torch.arange(4)}, path)
    assert load_state(path)["step"] == 3
    assert [one.name for one in path.parent.iterdir()] == ["state.pt"], "no draft is left"
    path.write_bytes(path.read_bytes()[:40])
    with pytest.raises(MedViewError, match="cannot be read"):
        load_state(path)


def test_a_run_goes_on_only_by_its_own_recipe(tmp_path: Path) -> None:
    same_recipe("one", tmp_path / "run")
    same_recipe("one", tmp_path / "run")
    with pytest.raises(MedViewError, match="another recipe"):
        same_recipe("two", tmp_path / "run")


def test_figures_beyond_the_step_a_run_goes_on_from_are_measured_again(tmp_path: Path) -> None:
    curves = CurveFile(tmp_path, "Dice", 10)
    for step in range(1, 6):
        curves.add(step, loss=1 / step)
    curves.add(5, score=0.8)
    with (tmp_path / FILE).open("a") as stream:
        stream.write('{"step": 6, "lo')  # killed while it wrote
    known = read_curves(tmp_path)
    assert known is not None
    assert [point.step for point in known.points] == [1, 2, 3, 4, 5, 5]
    assert known.best == CurvePoint(5, None, 0.8)
    CurveFile(tmp_path, "Dice", 10, part=1).add(1, loss=2.0)
    again = CurveFile(tmp_path, "Dice", 10, from_step=3)
    again.add(4, loss=0.1)
    known = read_curves(tmp_path)
    assert known is not None
    assert [(point.part, point.step) for point in known.points] == [(0, 1), (0, 2), (0, 3), (1, 1), (0, 4)]


def test_of_a_team_only_the_first_writes(tmp_path: Path) -> None:
    CurveFile(tmp_path, "Dice", 10, silent=True).add(1, loss=1.0)
    assert read_curves(tmp_path) is None


def test_patience_ends_when_the_last_checks_all_fall_short() -> None:
    assert not exhausted([0.1, 0.5, 0.4], 2)
    assert exhausted([0.1, 0.5, 0.4, 0.5], 2)
    assert not exhausted([0.1, 0.5, 0.4, 0.6], 2)
    assert not exhausted([0.5] * 50, 0), "no patience: to the last step"


def test_frozen_statistics_stay_while_weights_learn() -> None:
    network = nn.Sequential(nn.Conv2d(1, 2, 1), nn.BatchNorm2d(2), nn.InstanceNorm2d(2))
    network.train()
    freeze_statistics(network)
    norm = network[1]
    assert isinstance(norm, nn.BatchNorm2d)
    before = norm.running_mean.clone() if norm.running_mean is not None else None
    assert before is not None
    network(torch.randn(4, 1, 5, 5) + 9).sum().backward()
    torch.testing.assert_close(norm.running_mean, before)
    assert norm.weight.grad is not None
    assert network[2].training


def test_one_process_is_a_team_of_its_own() -> None:
    with joined() as team:
        assert team == Team()
    assert team.leads
    assert team.told(True)
    assert team.mean(0.5) == 0.5


def test_a_batch_is_shared_out_evenly_and_none_takes_twice() -> None:
    for size in (1, 2, 3):
        taken = [place for rank in range(size) for place in Team(rank, size).mine(4)]
        assert taken == list(range(Team(0, size).whole(4)))
        assert len(taken) >= 4


def test_losses_are_averaged_over_all_at_first_and_go_on_where_they_stood(tmp_path: Path) -> None:
    average = Smoothed()
    assert [average.add(loss) for loss in (4.0, 2.0, 3.0)] == [4.0, 3.0, 3.0]
    curves = CurveFile(tmp_path, "Dice", 10)
    curves.add(1, loss=2.5)
    curves.add(2, loss=0.5)
    again = CurveFile(tmp_path, "Dice", 10, from_step=1)
    assert again.smoothed().add(2.5) == 2.5
