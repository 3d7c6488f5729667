"""The program as a script starts it: another process, its exit code and what it printed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pypdfium2
import pytest

from medview.catalog.catalog import Catalog
from medview.core.finding import Analysis, Decision, Region
from medview.core.geometry import Geometry
from medview.core.study import Patient
from medview.core.volume import Volume
from medview.io.dicom_writing import write_series
from medview.jobs.local import LocalContext
from medview.session.paths import user_paths
from medview.session.store import Store
from medview.tasks.files import scan
from tests.reportable import decided, make_case

MODEL = Catalog.shipped().find("hippocampus-mr").card.id


def medview(*arguments: str | Path, **options) -> tuple[int, str, str]:
    done = subprocess.run(
        [sys.executable, "-m", "medview", *map(str, arguments)], capture_output=True, text=True, timeout=280, **options
    )
    return done.returncode, done.stdout, done.stderr


def error_of(code: int, out: str, expected: int) -> dict[str, str]:
    """The error of a ``--json`` run, whose whole output is one document."""
    error = json.loads(out)["error"]
    assert (code, error["code"]) == (expected, expected)
    assert error["message"]
    assert error["hint"]
    return error


@pytest.fixture
def study(tmp_path: Path) -> Path:
    """A small DICOM study with two bright boxes."""
    case = make_case(tmp_path)
    folder = tmp_path / "study"
    write_series(case.volume.open(), folder, Patient("PID-7", "Zebra^Zoe", "19700131", "F"), "Brain", "T1")
    return folder


@pytest.fixture
def reviewed(study: Path, tmp_path: Path) -> Analysis:
    """An analysis of that study in the user's store, one finding accepted and one rejected."""
    series = scan(LocalContext(tmp_path), (str(study),)).studies[0].series[0]
    template = make_case(tmp_path).analysis
    findings = tuple(
        replace(
            finding,
            source=replace(finding.source, series_uid=series.uid, input_fingerprint=series.fingerprint),
        )
        for finding in template.findings
    )
    analysis = replace(template, series_uid=series.uid, findings=findings)
    with Store(user_paths().store) as store:
        kept = store.add_analysis(analysis, series.fingerprint)
        store.add_review(decided("volume-1", Decision.ACCEPTED))
        store.add_review(decided("volume-2", Decision.REJECTED, "a vessel"))
    assert isinstance(kept.findings[0].where, Region)
    return kept


def test_an_empty_folder_is_refused(tmp_path):
    (tmp_path / "empty").mkdir()
    code, out, _ = medview("analyse", tmp_path / "empty", "--model", MODEL, "--out", tmp_path / "out", "--json")
    assert "empty" in error_of(code, out, 3)["message"]


def test_an_unknown_model_is_refused(tmp_path):
    code, out, err = medview("analyse", tmp_path, "--model", "nobody", "--out", tmp_path / "out")
    assert (code, out) == (4, "")
    assert "nobody" in err
    assert MODEL in err
    assert not (tmp_path / "out").exists()


def test_a_ct_is_refused_by_the_mr_model(tmp_path):
    geometry = Geometry.from_axes((170, 40, 40), (1.0, 4.5, 4.5), np.eye(3)[:, ::-1], (0, 0, 0))
    array = np.arange(geometry.shape[0] * 1600, dtype=np.int32).reshape(geometry.shape).astype(np.int16)
    for path in write_series(Volume(geometry, array), tmp_path / "ct", Patient("1", "A"), "Head", "CT"):
        header = pydicom.dcmread(path)
        header.Modality = "CT"
        header.save_as(path)
    code, out, _ = medview("analyse", tmp_path / "ct", "--model", MODEL, "--out", tmp_path / "out", "--json")
    error = error_of(code, out, 3)
    assert "CT series" in error["message"]
    assert "T1" in error["hint"]


def test_a_report_needs_decisions(study, tmp_path):
    code, out, _ = medview("report", study, "--out", tmp_path / "r.pdf", "--json")
    assert "has been reviewed" in error_of(code, out, 3)["message"]
    assert not (tmp_path / "r.pdf").exists()


def test_a_report_tells_the_stored_decisions(study, reviewed, tmp_path):
    code, out, err = medview("report", study, "--out", tmp_path / "r.pdf", "--json")
    assert code == 0, err
    document = json.loads(out)
    assert document["analysis"] == reviewed.id
    with pypdfium2.PdfDocument(document["report"]) as pdf:
        text = " ".join(page.get_textpage().get_text_range() for page in pdf)
    assert "Zebra, Zoe" in text
    assert "Left box" in text
    assert "Right box" not in text
    assert "UNREVIEWED" not in text


def test_no_patient_name_reaches_the_log(study, reviewed, tmp_path):
    assert medview("report", study, "--out", tmp_path / "r.pdf")[0] == 0
    assert medview("report", study, "--out", tmp_path / "r.docx")[0] == 5
    logs = list(user_paths().logs.rglob("*"))
    assert not any(b"Zebra" in path.read_bytes() for path in logs if path.is_file())


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() != 0, reason="a tiny disk is mounted, which needs root")
def test_a_full_disk_is_told_and_leaves_nothing(study, reviewed, tmp_path):
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("this machine does not let a tiny disk be mounted")
    try:
        code, out, _ = medview("report", study, "--out", disk / "r.pdf", "--json")
        error = error_of(code, out, 5)
        assert "full" in error["message"]
        assert list(disk.iterdir()) == []
    finally:
        subprocess.run(["umount", disk], check=True)


def test_json_of_models_is_one_document():
    code, out, err = medview("--json", "models")
    assert (code, err) == (0, "")
    assert MODEL in {model["id"] for model in json.loads(out)["models"]}


@pytest.mark.skipif(sys.platform == "win32", reason="Windows sends Ctrl+C to a console, not to a process")
def test_ctrl_c_cancels_with_its_code():
    command = [sys.executable, "-m", "medview", "--json", "models", "verify", MODEL]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as process:
        assert "Verifying" in process.stderr.readline()
        os.killpg(process.pid, signal.SIGINT)
        out, err = process.communicate(timeout=100)
    assert "cancelled" in error_of(process.returncode, out, 130)["kind"]
    assert "Traceback" not in err
    assert not [path for path in user_paths().workspaces.iterdir() if path.is_dir()]
