"""Training as a job: in one process, in two that train together, and what is shown meanwhile."""

from __future__ import annotations

from pathlib import Path

import pytest

from medview.catalog.package import load_package
from medview.core.curves import Curves
from medview.core.errors import MedViewError
from medview.core.training import FoundData, Wish
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.tasks.preparing import inspect_data
from medview.tasks.training import train
from medview.tasks.watching import curves_of
from medview.training.running.curves import CurveFile
from tests.training.preparing.making import films


@pytest.mark.slow
def test_a_folder_of_films_becomes_a_measured_package_and_goes_on_after_a_stop(tmp_path: Path) -> None:
    data, out = films(tmp_path / "data", 8), tmp_path / "out"
    wish = Wish("auto", id="discs", name="Discs", steps=12)
    stopped = LocalContext(tmp_path)

    def stop(fraction: float, note: str) -> None:
        if "step 4 " in note:
            stopped.cancel()

    stopped._on_progress = stop
    with pytest.raises(JobCancelled):
        train(stopped, wish, str(data), str(out))
    context = LocalContext(tmp_path)
    trained = train(context, wish, str(data), str(out))
    assert (trained.id, trained.version, trained.name) == ("discs", "1.0.0", "Discs")
    package = load_package(Path(trained.folder))
    package.verify()
    dice = next(metric for metric in package.card.metrics if metric.name == "Dice")
    assert (dice.cases, dice.split) == (2, "val")
    shown = [value for value in context.partials if isinstance(value, Curves)]
    assert [point.step for point in shown[-1].points if point.loss is not None] == list(range(1, 13))
    assert shown[-1].best is not None


@pytest.mark.slow
@pytest.mark.network
def test_two_processes_train_one_network_together(tmp_path: Path) -> None:
    data, out = films(tmp_path / "data", 8), tmp_path / "out"
    context = LocalContext(tmp_path)
    trained = train(context, Wish("auto", id="discs", steps=6, processes=2), str(data), str(out))
    load_package(Path(trained.folder)).verify()
    (last,) = [value for value in context.partials if isinstance(value, Curves)][-1:]
    assert [point.step for point in last.points if point.loss is not None] == [1, 2, 3, 4, 5, 6]


def test_bad_data_are_told_before_anything_is_trained(tmp_path: Path) -> None:
    data = films(tmp_path / "data", 3)
    found = inspect_data(LocalContext(tmp_path), str(data), Wish("auto"))
    assert isinstance(found, FoundData)
    assert "Only 3 cases" in found.problem
    with pytest.raises(MedViewError, match="Only 3 cases"):
        train(LocalContext(tmp_path), Wish("auto", id="discs"), str(data), str(tmp_path / "out"))
    assert not list((tmp_path / "out").rglob("*.pt"))


def test_figures_of_several_networks_are_told_apart(tmp_path: Path) -> None:
    for number in range(2):
        CurveFile(tmp_path / f"network-{number}", "Dice" if number else "", 10 + number).add(1, loss=0.5)
    curves = curves_of(tmp_path)
    assert curves is not None
    assert (curves.measure, curves.steps) == ("Dice", 11)
    assert [point.part for point in curves.points] == [0, 1]
    assert curves_of(tmp_path / "nothing") is None
