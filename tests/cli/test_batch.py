"""``medview batch``: many studies, some of them bad; killed in the middle and resumed."""

from __future__ import annotations

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medview.cli.app import main
from medview.cli.batch_records import Records
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.session.paths import user_paths
from tests.io.making import write_ct
from tests.whole_package import make_image, make_whole_package

FILES = {"findings.json", "findings.csv", "mask.nii.gz", "report.pdf", "outcome.json"}
Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, dict[str, Any]]:
        windows = Windows(lambda _: 0, lambda *_: 0, lambda *_: 0)
        code = main(["batch", *map(str, arguments), "--json"], windows, user_paths())
        return code, json.loads(capsys.readouterr().out)

    return call


@pytest.fixture
def studies(tmp_path: Path) -> Path:
    """A damaged study between good ones, and a CT series, which the model does not read."""
    folder = tmp_path / "studies"
    for number in (0, 2, 3):
        make_image(folder / f"{number}" / "image.nii", number)
    whole = make_image(folder / "1" / "image.nii.gz", 1)
    data = bytearray(whole.read_bytes())
    data[-8] ^= 0xFF  # the checksum of the voxels, seen only when they are read
    whole.write_bytes(bytes(data))
    write_ct(folder / "ct", 12)
    (folder / "4").mkdir()
    (folder / "4" / "image.nii").write_bytes(b"nothing of the kind")
    return folder


def by_status(told: dict[str, Any]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    for one in told["outcomes"]:
        found.setdefault(one["status"], []).append(one)
    return found


def table(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))


def test_one_bad_study_never_stops_the_rest(run: Run, studies: Path, tmp_path: Path) -> None:
    make_whole_package(user_paths().models)
    out = tmp_path / "out"
    code, told = run(studies, "--model", "tiny-whole", "--out", out, "--workers", "2")
    assert code == Exit.INCOMPLETE
    found = by_status(told)
    assert told["status"] == "UNREVIEWED"
    assert told["counts"] == {name: len(found.get(name, [])) for name in told["counts"]}
    assert len(found["done"]) == 3
    assert (len(found["failed"]), len(found["unreadable"])) == (1, 1)
    assert all(one["message"] for status in ("failed", "unreadable", "refused") for one in found[status])
    assert "CT" in found["refused"][0]["message"]
    for one in found["done"]:
        names = {path.name for path in (out / one["folder"]).iterdir()}
        assert names >= FILES
        assert json.loads((out / one["folder"] / "findings.json").read_text())["status"] == "UNREVIEWED"
        assert one["volumes"]
        assert one["seconds"] > 0
        assert Path(one["path"]).is_file()
    rows = table(out / "outcomes.csv")
    assert [row["key"] for row in rows] == [one["key"] for one in told["outcomes"]]
    assert {row["review"] for row in rows} == {"UNREVIEWED"}
    assert json.loads((out / "outcomes.json").read_text())["outcomes"] == told["outcomes"]
    assert not list(out.glob(".*"))

    before = {one["key"]: (out / one["key"] / "outcome.json").stat().st_mtime_ns for one in found["done"]}
    assert run(studies, "--model", "tiny-whole", "--out", out)[0] == Exit.USAGE
    make_image(studies / "1" / "image.nii.gz", 1)
    code, again = run(studies, "--model", "tiny-whole", "--resume", "--out", out)
    assert code == Exit.INCOMPLETE  # the file that is no image still is none
    assert len(by_status(again)["done"]) == 4
    assert {key: (out / key / "outcome.json").stat().st_mtime_ns for key in before} == before


@pytest.mark.skipif(sys.platform == "win32", reason="there is no kill -9")
def test_a_batch_killed_in_the_middle_goes_on(run: Run, tmp_path: Path) -> None:
    make_whole_package(user_paths().models)
    manifest = tmp_path / "studies.csv"
    paths = [make_image(tmp_path / f"{number}" / "image.nii", number, (40, 40, 40)) for number in range(6)]
    manifest.write_text("model,path\n" + "".join(f"tiny-whole,{path.relative_to(tmp_path)}\n" for path in paths))
    out = tmp_path / "out"
    command = [sys.executable, "-m", "medview", "batch", "--manifest", str(manifest), "--out", str(out)]
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, start_new_session=True) as program:
        assert program.stderr is not None
        line = next(line for line in program.stderr if line.startswith("[1/6]"))
        os.killpg(program.pid, signal.SIGKILL)
    assert ": done" in line
    finished = Records(out).finished()
    assert 1 <= len(finished) < 6
    assert not (out / "outcomes.csv").exists()
    (out / ".tiny-whole-0.part").mkdir(exist_ok=True)
    half = out / "tiny-whole-1"
    half.mkdir()
    (half / "outcome.json").write_text('{"key": "tiny-wh')
    before = {key: (out / key / "outcome.json").stat().st_ino for key in finished}

    code, told = run("--resume", "--out", out, "--manifest", manifest)
    assert code == 0
    assert told["counts"] == {"done": 6, "failed": 0, "refused": 0, "unreadable": 0}
    assert {key: (out / key / "outcome.json").stat().st_ino for key in before} == before
    assert not list(out.glob(".*"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "columns are none"),
        ("series,model\n1,2\n", "columns are series, model"),
        ("path,patient\na,b\n", "columns are path, patient"),
        ("path,model\n,tiny\n", "line 2"),
        ("path\na,b\n", "line 2"),
        ('path\n"a', "no manifest"),
        ("path\n\0", "line 2"),
    ],
)
def test_a_manifest_that_is_none_is_told(run: Run, tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "studies.csv").write_text(text)
    code, told = run("--manifest", tmp_path / "studies.csv", "--model", "hippocampus-mr", "--out", tmp_path / "out")
    assert code in (Exit.INPUT, Exit.USAGE)
    assert said in told["error"]["message"]


def test_what_a_batch_needs_is_told(run: Run, tmp_path: Path) -> None:
    assert run("--out", tmp_path / "out", "--model", "hippocampus-mr")[0] == Exit.USAGE
    assert run(tmp_path, "--out", tmp_path / "out")[0] == Exit.USAGE
    assert run(tmp_path, "--out", tmp_path / "out", "--model", "nobody")[0] == Exit.MODEL
    assert not (tmp_path / "out").exists()


def test_nothing_readable_is_an_outcome(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    arguments = ("--model", "hippocampus-mr", "--out", tmp_path / "out")
    code, told = run(tmp_path / "empty", tmp_path / "absent", *arguments)
    assert code == Exit.INCOMPLETE
    assert [one["status"] for one in told["outcomes"]] == ["unreadable", "unreadable"]
    assert {row["path"] for row in table(tmp_path / "out" / "manifest.csv")} == {
        str(tmp_path / "empty"),
        str(tmp_path / "absent"),
    }
