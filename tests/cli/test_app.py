from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.catalog.catalog import Catalog
from medview.cli.app import main
from medview.cli.choosing import Chosen, for_model, only, with_uid
from medview.cli.desk import Windows
from medview.cli.exits import MEANINGS, Exit, Stop
from medview.core.geometry import Geometry
from medview.session.paths import user_paths
from tests.reportable import make_case


class Doors:
    """Remembers which windows were asked for."""

    def __init__(self) -> None:
        self.opened: list[tuple[str, ...]] = []

    @property
    def windows(self) -> Windows:
        return Windows(self._open, lambda *_: 0, lambda *_: 0)

    def _open(self, paths: tuple[str, ...]) -> int:
        self.opened.append(paths)
        return 7


@pytest.fixture
def doors() -> Doors:
    return Doors()


@pytest.fixture
def run(doors, capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments, doors.windows, user_paths())
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def test_open_passes_the_paths_and_returns_the_window_s_code(run, doors):
    assert run("open", "a", "b")[0] == 7
    assert run()[0] == 7
    assert doors.opened == [("a", "b"), ()]


@pytest.mark.parametrize("arguments", [("--help",), ("analyse", "--help"), ("report", "-h")])
def test_help_documents_every_exit_code(run, arguments):
    code, out, _ = run(*arguments)
    words = " ".join(out.split())
    assert code == 0
    for number, meaning in MEANINGS.items():
        assert f"{number.value} {meaning}" in words


def test_the_version_is_told_to_people_and_machines(run):
    assert run("--version")[1].startswith("MedView ")
    assert json.loads(run("--version", "--json")[1])["version"]


@pytest.mark.parametrize(
    "arguments", [("analyse",), ("nonsense",), ("analyse", "x", "--model"), ("models", "show"), ("--what",)]
)
def test_misuse_is_told_with_its_code(run, arguments):
    code, out, err = run(*arguments)
    assert (code, out) == (Exit.USAGE, "")
    assert "--help" in err
    code, out, _ = run(*arguments, "--json")
    assert code == Exit.USAGE
    assert json.loads(out)["error"]["code"] == Exit.USAGE


def test_models_are_listed_and_shown(run):
    code, out, _ = run("models", "list", "--json")
    listed = json.loads(out)["models"]
    assert code == 0
    assert listed
    name = listed[0]["id"]
    assert name in run("models")[1]
    card = json.loads(run("models", "show", name, "--json")[1])["model"]
    assert len(card["weights_sha256"]) == 64
    shown = run("models", "show", name)[1]
    assert card["intended_use"][:40] in " ".join(shown.split())


def test_an_unknown_model_is_told_with_the_known_ones(run):
    code, out, _ = run("models", "show", "nobody", "--json")
    error = json.loads(out)["error"]
    assert code == Exit.MODEL
    assert "nobody" in error["message"]
    assert Catalog.shipped().find("hippocampus-mr").card.id in error["hint"]


def test_a_folder_that_cannot_be_written_is_told_before_any_work(run, tmp_path):
    (tmp_path / "file").write_text("")
    model = Catalog.shipped().find("hippocampus-mr").card.id
    code, _, err = run("analyse", str(tmp_path), "--model", model, "--out", str(tmp_path / "file" / "out"))
    assert code == Exit.WRITE
    assert "findings.json" in err


@pytest.fixture
def head(tmp_path: Path) -> Chosen:
    case = make_case(tmp_path)
    geometry = Geometry.from_axes((180, 200, 200), (1.0, 1.0, 1.0), np.eye(3)[:, ::-1], (0, 0, 0))
    return Chosen(case.study, replace(case.series, geometry=geometry))


def _with(chosen: Chosen, **changes) -> Chosen:
    return Chosen(chosen.study, replace(chosen.series, **changes))


def test_the_only_accepted_series_is_chosen(head):
    package = Catalog.shipped().find("hippocampus-mr")
    ct = _with(head, uid="ct", modality="CT")
    assert for_model((ct, head), package, None) is head


def test_several_accepted_series_must_be_told_apart(head):
    package = Catalog.shipped().find("hippocampus-mr")
    other = _with(head, uid="other")
    with pytest.raises(Stop) as stop:
        for_model((head, other), package, None)
    assert stop.value.code is Exit.USAGE
    assert "other" in stop.value.error.message
    assert "--series" in stop.value.error.hint
    assert for_model((head, other), package, "other") is other


def test_none_accepted_says_why(head):
    package = Catalog.shipped().find("hippocampus-mr")
    with pytest.raises(Stop, match="CT series") as stop:
        for_model((_with(head, modality="CT"),), package, None)
    assert stop.value.code is Exit.INPUT


def test_an_unknown_series_is_told_with_the_known_ones(head):
    with pytest.raises(Stop, match="No series has the UID 9") as stop:
        with_uid((head,), "9")
    assert head.series.uid in stop.value.error.message
    assert only((head,), "") is head


def test_starting_brings_no_library_of_a_single_command() -> None:
    asked = (
        "import sys, medview.cli.app; print(sorted({'torch', 'sklearn', 'scipy', 'monai', 'vtk'} & set(sys.modules)))"
    )
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == "[]"
