"""``medview train`` as a user starts it: what is told of the data first, and a recipe that does not fit."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.session.paths import user_paths
from tests.training.preparing.making import films

WINDOWS = Windows(lambda _paths: 0, lambda *_: 0, lambda *_: 0)


def run(*arguments: str) -> int:
    return main(["train", *arguments], WINDOWS, user_paths())


def test_what_is_in_a_folder_is_told_and_bad_data_end_before_training(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = films(tmp_path / "data", 8)
    (data / "images" / "film-1.png").write_bytes(b"no picture")
    assert main(["--json", "train", "auto", "--data", str(data), "--check"], WINDOWS, user_paths()) == 0
    found = json.loads(capsys.readouterr().out)["found"]
    assert (found["kind"], found["cases"]) == ("picture-segmentation", 7)
    assert found["left_out"][0][0] == "film-1.png"
    assert sum(found["split"].values()) == 7
    few = films(tmp_path / "few", 3)
    assert run("auto", "--data", str(few), "--out", str(tmp_path / "out")) == Exit.INPUT
    told = capsys.readouterr().err
    assert "Only 3 cases can be used." in told
    assert "Give at least 4 cases." in told
    assert not (tmp_path / "out").exists()


def test_what_cannot_be_trained_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("auto") == Exit.USAGE
    assert "--data" in capsys.readouterr().err
    data = films(tmp_path / "data", 8)
    assert run("no-such-recipe", "--data", str(data)) == Exit.INPUT
    assert "no-such-recipe" in capsys.readouterr().err
    assert run("volume-segmentation", "--data", str(data)) == Exit.INPUT
    assert "picture-segmentation" in capsys.readouterr().err
