"""``medview explain``: a model's reasons in files, and which finding is meant."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
from PIL import Image

from medview.catalog.package import load_package
from medview.catalog.store import Store
from medview.catalog.trust import confirming
from medview.cli.app import main
from medview.cli.desk import Windows, Work
from medview.cli.exits import Exit
from medview.jobs.local import LocalContext
from medview.session.paths import user_paths
from medview.tasks import analysis, files
from tests.engine.picture_packages import bright_square, classification
from tests.engine.sequences.packages import package
from tests.training.sequences.making import DNA
from tests.whole_package import make_image, make_whole_package


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Any:
    """Jobs run in this process, each in a folder of its own."""
    count = iter(range(1000))

    def job(_: Work, title: str, code: Exit, pool: str, task: str, **arguments: Any) -> Any:
        folder = tmp_path / f"job{next(count)}"
        folder.mkdir()
        return (analysis.TASKS if pool == "analysis" else files.TASKS)[task](LocalContext(folder), **arguments)

    monkeypatch.setattr(Work, "run", job)

    def call(*arguments: str) -> tuple[int, str]:
        code = main(arguments, Windows(lambda _: 0, lambda *_: 0, lambda *_: 0), user_paths())
        return code, capsys.readouterr().out

    return call


@pytest.fixture
def film(tmp_path: Path) -> Path:
    path = tmp_path / "film.png"
    Image.fromarray(bright_square()).save(path)
    return path


@pytest.fixture
def bright(tmp_path: Path) -> str:
    models = user_paths().models
    models.mkdir(parents=True, exist_ok=True)
    Store(models).apply(confirming(load_package(classification(models))))
    return "tiny"


def test_a_class_leaves_its_map_its_picture_and_how_it_was_made(
    run: Any, film: Path, bright: str, tmp_path: Path
) -> None:
    code, out = run("explain", bright, str(film), "--finding", "bright", "--out", str(tmp_path / "out"), "--json")
    document = json.loads(out)
    assert code == Exit.DONE
    assert document["unreviewed"] is True
    assert document["explained"]["what"]["meaning"] == "bright"
    files_ = {name: Path(path) for name, path in document["files"].items()}
    assert {path.name for path in files_.values()} == {"evidence.tif", "evidence.png", "evidence.json"}
    with Image.open(files_["map"]) as shown:
        values = np.asarray(shown)
    assert values.shape == (128, 96)
    assert values.max() == pytest.approx(1.0)
    with Image.open(files_["picture"]) as picture:
        assert picture.width > 300
    told = json.loads(files_["evidence"].read_text())
    assert told["value"]["path"] == "evidence.tif"
    assert ["method", "occlusion"] in told["source"]["plan"]
    assert run("explain", bright, str(film), "--out", str(tmp_path / "out"))[1].count("Why “") == 1


def test_a_finding_that_is_not_there_is_told_with_those_that_are(
    run: Any, film: Path, bright: str, tmp_path: Path
) -> None:
    code, out = run("explain", bright, str(film), "--finding", "round", "--out", str(tmp_path / "out"), "--json")
    error = json.loads(out)["error"]
    assert code == Exit.USAGE
    assert "Bright" in error["message"]
    for number, expected in (("1", Exit.DONE), ("9", Exit.USAGE), ("0", Exit.USAGE)):
        assert (
            run("explain", bright, str(film), "--finding", number, "--out", str(tmp_path / "out"), "--json")[0]
            == expected
        )
    assert run("explain", bright, str(film), "--frame", "7", "--out", str(tmp_path / "out"), "--json")[0] == Exit.MODEL


def test_a_region_of_a_volume_leaves_a_map_on_its_grid(run: Any, tmp_path: Path) -> None:
    package = make_whole_package(user_paths().models)
    image = make_image(tmp_path / "ball.nii.gz")
    out = tmp_path / "out"
    code, _ = run(
        "explain", package.card.id, str(image), "--method", "integrated-gradients", "--out", str(out), "--json"
    )
    assert code == Exit.DONE
    found, given = nibabel.load(out / "evidence.nii.gz"), nibabel.load(image)
    assert sorted(found.shape) == sorted(given.shape)
    assert np.asarray(found.dataobj).max() == pytest.approx(1.0)


def test_what_drove_an_answer_of_a_sequence_leaves_a_line_for_each_letter(run: Any, tmp_path: Path) -> None:
    models, out, path = user_paths().models, tmp_path / "out", tmp_path / "two.fa"
    letters = replace(DNA, answers="whole", signs={"a": (0,), "b": (1,)})
    made = package(models, letters, ("a", True), ("b", True))
    Store(models).apply(confirming(load_package(made.folder)))
    path.write_text(">first\nACGTTGCAACGT\n>second\nACGTNACGTTGCA\n")
    arguments = ("explain", made.card.id, str(path), "--frame", "2", "--finding", "b", "--out", str(out), "--json")
    code, told = run(*arguments, "--method", "integrated-gradients")
    assert code == Exit.DONE
    document = json.loads(told)
    assert document["explained"]["where"]["name"] == "second"
    with (out / "evidence.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert "".join(row["letter"] for row in rows) == "ACGTNACGTTGCA"
    assert [int(row["position"]) for row in rows] == list(range(1, 14))
    assert float(rows[4]["log_odds"]) == 0.0
    plan = dict(document["evidence"]["source"]["plan"])
    total = sum(float(row["log_odds"]) for row in rows)
    assert total == pytest.approx(float(plan["score"]) - float(plan["blank"]), abs=2e-3)
    assert json.loads((out / "evidence.json").read_text())["value"]["path"] == "evidence.csv"
    assert "Not checked for this model" in document["evidence"]["note"]
    with Image.open(out / "evidence.png") as picture:
        assert picture.width == 1100
    code, told = run(*arguments, "--method", "grad-cam", "--out", str(tmp_path / "other"))
    assert code
    assert "cannot be explained by a method called grad-cam" in json.loads(told)["error"]["message"]
