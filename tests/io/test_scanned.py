"""What a scan tells while it goes on adds up to what it says in the end."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom.uid import generate_uid

from medview.core.study import Patient, ScanResult, Series, Study
from medview.io import scanned as module
from medview.io.dicom_header import Header, read_header
from medview.io.scan import scan
from medview.io.scanned import counted
from medview.io.sources import Sources
from medview.session.changes import StudiesFound
from medview.session.reduce import reduce
from medview.session.state import State
from tests.io.making import ct_slice, ct_uids, head, nothing, save, write_ct, write_nifti


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for number in range(5):
        write_ct(tmp_path / "in" / f"{number}", 6, lambda _n, number=number: {"PatientName": f"N{number}"})
    write_nifti(head(), tmp_path / "in" / "2" / "a.nii.gz")
    return tmp_path / "in"


def told(folder: Path, work: Path) -> tuple[list[ScanResult], ScanResult]:
    parts: list[ScanResult] = []
    return parts, scan((str(folder),), work, nothing, parts.append)


def listed(studies: tuple[Study, ...]) -> dict[str, tuple[Patient, dict[str, tuple[str, int]]]]:
    def facts(series: Series) -> tuple[str, int]:
        return series.fingerprint, len(series.instances)

    return {study.uid: (study.patient, {one.uid: facts(one) for one in study.series}) for study in studies}


def applied(*results: ScanResult) -> State:
    state = State()
    for result in results:
        state = reduce(state, StudiesFound(result))[0]
    return state


def test_the_parts_add_up_to_the_whole(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TELL_EVERY_S", 0.0)
    monkeypatch.setattr(module, "TELL_SHARE", 0)
    parts, whole = told(folder, tmp_path / "work")
    assert len(parts) == 30  # before every file but the first
    assert whole.complete
    assert not any(part.complete for part in parts)
    assert all(len(part.studies) == 1 for part in parts)
    before_the_last = applied(*parts)
    grown = [sum(len(one.instances) for study in part.studies for one in study.series) for part in parts[:6]]
    assert grown == [1, 2, 3, 4, 5, 6]
    last = listed(whole.studies)
    assert listed(before_the_last.studies).keys() == last.keys()
    assert listed(applied(*parts, whole).studies) == last


def test_a_short_scan_tells_only_the_whole(folder: Path, tmp_path: Path) -> None:
    assert told(folder, tmp_path / "work")[0] == []


def test_long_results_are_told_in_short_messages(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "TELL_SERIES", 2)
    parts, whole = told(folder, tmp_path / "work")
    assert [len(part.studies) for part in parts] == [2, 2, 2]
    assert listed(applied(*parts).studies) == listed(whole.studies)
    monkeypatch.setattr(module, "TELL_SERIES", 200)
    monkeypatch.setattr(module, "TELL_FILES", 12)
    assert [len(part.studies) for part in told(folder, tmp_path / "work")[0]] == [2, 2, 2]


def test_telling_takes_a_small_share_of_the_time(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])

    def checkpoint(_fraction: float, _note: str) -> None:
        now[0] += 0.1

    def slow(_result: ScanResult) -> None:
        now[0] += 0.5

    scan((str(folder),), tmp_path / "work", checkpoint, slow)
    assert now[0] == pytest.approx(31 * 0.1 + 2 * 0.5)  # after 0.3 s, and after five times as long as that took


def test_of_very_many_alike_only_some_are_named() -> None:
    skipped = (*((f"{number}", "same") for number in range(1500)), ("x", "other"))
    lines = counted(skipped)
    assert len(lines) == 1002
    assert lines[-1] == ("500 more files", "same")
    assert ("x", "other") in lines


def found(name: str, place: int, folder: Path, uids: dict[str, str]) -> Header:
    changes = {"PatientID": name, "PatientName": name}
    header = read_header(str(save(ct_slice(place, uids, np.zeros((4, 4), np.int16), **changes), folder / f"{place}")))
    assert header is not None
    return header


def test_patients_who_share_a_study_uid_stay_apart_while_a_scan_runs(tmp_path: Path) -> None:
    parts: list[ScanResult] = []
    scanned = module.Scanned(Sources(), parts.append)
    study = ct_uids()
    for name in ("ALICE", "BOB", "ALICE"):
        uids = study | {"SeriesInstanceUID": generate_uid()}
        for place in range(3):
            scanned.add(found(name, place, tmp_path / uids["SeriesInstanceUID"], uids), name)
        scanned.tell_now()
    before_the_last = listed(applied(*parts).studies)
    assert before_the_last == listed(scanned.result().studies)
    assert sorted((patient.name, len(series)) for patient, series in before_the_last.values()) == [
        ("ALICE", 2),
        ("BOB", 1),
    ]


def test_studies_of_two_patients_are_never_joined() -> None:
    def study(name: str, uid: str) -> ScanResult:
        one = Series(uid, "1.2", "dicom", "CT", "", None, "", (), None)
        return ScanResult((Study("1.2", Patient(name, name), "", "", "", "", (one,)),), complete=False)

    after = applied(study("ALICE", "1"), study("BOB", "2")).studies
    assert [(one.patient.name, [series.uid for series in one.series]) for one in after] == [("BOB", ["2"])]
    assert len(applied(study("BOB", "1"), study("BOB", "2")).studies[0].series) == 2
