"""Which files the window's export writes of what was analysed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from pytestqt.qtbot import QtBot

from medview.core.finding import Analysis, Box, Decision, Picture, PictureRegion, Probability
from medview.core.images import StoredImages
from medview.core.study import Instance, Kind, Patient, Series, Study
from medview.core.volume import StoredVolume
from medview.views.flows.reporting import Matter, Reporting
from medview.views.jobs import Then
from medview.views.parts import Parts
from tests.catalog.making import make_series
from tests.session.samples import sample_analysis, sample_review


class Jobs:
    """Takes every job for done, and keeps what it was asked for."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, dict[str, Any]]] = []

    def submit(self, _: str, task: str, __: str, then: Then, **arguments: Any) -> int:
        self.asked.append((task, arguments))
        then.done(arguments["path"])
        return 1


def film() -> Series:
    instances = tuple(Instance("film.dcm", "1.2", f"1.2.3.{number}", number=number) for number in range(3))
    return replace(make_series(modality="DX"), geometry=None, kind=Kind.IMAGES, instances=instances)


def exported(qtbot: QtBot, series: Series, analysis: Analysis, reviews: tuple[Any, ...], tmp_path: Path) -> Any:
    jobs = Jobs()
    parts = cast("Parts", SimpleNamespace(jobs=jobs, workspace=tmp_path))
    study = Study("1.2", Patient(), "", "", "", "", (series,))
    volume = StoredVolume("v.npy", series.geometry) if series.geometry else None
    images = None if volume else StoredImages("p.npy", ())
    flow = Reporting(parts, Matter(study, series, volume, analysis, reviews, (), images))
    with qtbot.waitSignal(flow.saved) as told:
        flow.export(str(tmp_path))
    return jobs.asked, told.args


def on_films(tmp_path: Path, *frames: int) -> Analysis:
    plain = sample_analysis(tmp_path)
    first = plain.findings[0]
    regions = tuple(
        replace(first, id=f"r{frame}", where=PictureRegion("m.npy", (1,), frame, (1.0, 1.0))) for frame in frames
    )
    return replace(plain, findings=regions)


def test_masks_of_pictures_leave_one_segmentation_each(qtbot: QtBot, tmp_path: Path) -> None:
    analysis = on_films(tmp_path, 0, 2)
    asked, (_, names, remark) = exported(qtbot, film(), analysis, (), tmp_path)
    assert [(task, arguments.get("frame")) for task, arguments in asked] == [
        ("report", None),
        ("export_picture_mask", None),
        ("export_dicom_seg", 0),
        ("export_dicom_seg", 2),
        ("export_dicom_sr", None),
        ("export_findings", None),
        ("export_table", None),
    ]
    assert "segmentation-003.dcm" in names
    assert remark == ""
    assert asked[0][1]["volume"] is None
    assert isinstance(asked[0][1]["images"], StoredImages)


def test_a_rejected_picture_leaves_no_mask(qtbot: QtBot, tmp_path: Path) -> None:
    analysis = on_films(tmp_path, 0, 2)
    reviews = (sample_review("r0", Decision.REJECTED), sample_review("r2"))
    asked, _ = exported(qtbot, film(), analysis, reviews, tmp_path)
    assert [arguments["frame"] for task, arguments in asked if task == "export_dicom_seg"] == [2]


def test_what_has_no_mask_or_no_uids_says_so(qtbot: QtBot, tmp_path: Path) -> None:
    plain = on_films(tmp_path, 0)
    chance = replace(plain.findings[0], where=Picture(0), value=Probability(0.5))
    picture = replace(film(), source_format="picture")
    asked, (_, names, remark) = exported(qtbot, picture, replace(plain, findings=(chance,)), (), tmp_path)
    assert [task for task, _ in asked] == ["report", "export_findings", "export_table"]
    assert names == ("report.pdf", "findings.json", "findings.csv")
    assert "no label map" in remark
    assert "structured report" in remark


def test_boxes_in_space_leave_in_findings_alone(qtbot: QtBot, tmp_path: Path) -> None:
    plain = sample_analysis(tmp_path)
    box = replace(plain.findings[0], where=Box((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)), value=Probability(0.5))
    asked, (_, _, remark) = exported(qtbot, make_series(), replace(plain, findings=(box,)), (), tmp_path)
    assert [task for task, _ in asked] == ["report", "export_findings", "export_table"]
    assert "boxes in space" in remark
