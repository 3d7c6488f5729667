"""``medview train`` as a user starts it: what is told of the data first, and a recipe that does not fit."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.core.card import Label
from medview.core.code import UNITY, Code
from medview.core.finding import (
    Analysis,
    Decision,
    Finding,
    PictureRegion,
    Provenance,
    Quantity,
    Review,
    now,
)
from medview.io.scan import scan
from medview.session.paths import user_paths
from medview.session.store import Store
from tests.training.preparing.making import disc, films

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


def test_the_help_names_every_kind_of_data(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "400")
    assert run("--help") == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "images/ and masks/" in told
    assert "a table with columns sequence and label" in told
    assert "FASTA with labels of each letter" in told


def test_what_cannot_be_trained_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("auto") == Exit.USAGE
    assert "--data" in capsys.readouterr().err
    data = films(tmp_path / "data", 8)
    assert run("no-such-recipe", "--data", str(data)) == Exit.INPUT
    assert "no-such-recipe" in capsys.readouterr().err
    assert run("volume-segmentation", "--data", str(data)) == Exit.INPUT
    assert "picture-segmentation" in capsys.readouterr().err


def reviewed(folder: Path, serial: int) -> None:
    """A film with an outline a person accepted, in the user's store."""
    folder.mkdir(parents=True, exist_ok=True)
    picture, inside = disc(serial)
    path = folder / f"film-{serial}.png"
    Image.fromarray(picture).save(path)
    study = scan((str(path),), folder, lambda fraction, note: None).studies[0]
    series = study.series[0]
    mask = folder / f"{serial}.npy"
    np.save(mask, inside[None].astype(np.uint8))
    organ = Code("123037004", "SCT", "Anatomical Structure")
    source = Provenance("gone", "1.0.0", "", series.uid, (), series.fingerprint, (), "1", now())
    where = PictureRegion(str(mask), (1,), 0, (20.0, 20.0))
    found = Finding(f"finding-{serial}", organ, where, Quantity(1.0, UNITY), source)
    labels = (Label(1, "disc", organ, organ, (1, 2, 3)),)
    with Store(user_paths().store) as store:
        store.remember_study(study, (path,))
        store.add_analysis(Analysis(f"analysis-{serial}", "Model", series.uid, (found,), labels), series.fingerprint)
        if serial != 4:
            store.add_review(Review(found.id, Decision.ACCEPTED, "A. Reader", now()))


def test_findings_a_person_accepted_are_cases_to_learn_from(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = ("--out", str(tmp_path / "out"))
    assert run("auto", "--from-reviews", "--check", *out) == Exit.INPUT
    assert "No study was opened lately." in capsys.readouterr().err
    for serial in range(6):
        reviewed(tmp_path / "films", serial)
    assert main(["--json", "train", "auto", "--from-reviews", "--check", *out], WINDOWS, user_paths()) == 0
    found = json.loads(capsys.readouterr().out)["found"]
    assert (found["kind"], found["cases"], found["classes"]) == ("picture-segmentation", 5, {"disc": 5})
    one = ("--study", str(tmp_path / "films" / "film-0.png"))
    assert run("auto", "--from-reviews", "--check", *one, *out) == Exit.INPUT
    assert "Only 1 cases" in capsys.readouterr().err
    assert run("auto", "--from-reviews", "--data", str(tmp_path)) == Exit.USAGE
