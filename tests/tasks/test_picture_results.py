"""What packages of pictures leave in a folder: every form that can carry it, and words where one cannot."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import highdicom
import numpy as np
import pydicom
import pytest
from PIL import Image

from medview.catalog.manifest import write_manifest
from medview.core.carrying import left_out, not_carried, segmented_pictures
from medview.core.errors import WriteError
from medview.core.finding import Box, Decision, Picture, PictureBox, Probability, finding_from_json
from medview.core.study import Series, Study
from medview.io.dicom_report import write_report
from medview.io.dicom_results import write_segmentation
from medview.io.findings_file import write_findings, write_picture_mask
from medview.io.findings_table import COLUMNS, write_table
from medview.jobs.local import LocalContext
from medview.session.own import own_finding
from medview.tasks.analysis import analyse
from medview.tasks.batch import run_item
from medview.tasks.loading import load
from tests.engine.picture_packages import bright_square, classification, detection, segmentation
from tests.io.dx import write_film
from tests.io.making import nothing, only_series, review, scanned

FILMS = np.stack([bright_square(), bright_square(low=(32, 64), high=(48, 80))])


class Case:
    """Films as they lie in a folder, analysed."""

    def __init__(self, folder: Path, package: Path, films: np.ndarray = FILMS, **changes: Any) -> None:
        self.study, self.series = only_series(scanned(write_film(folder / "in", films, **changes), folder))
        context = LocalContext(folder)
        self.images = load(context, self.series)
        self.analysis = analyse(context, str(package), self.series, images=self.images)


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as stream:
        return list(csv.DictReader(stream))


def batch(folder: Path, package: Path, study: Study, series: Series) -> dict[str, Path]:
    """The files ``medview batch`` leaves, by name."""
    run_item(LocalContext(folder), str(package), study, series, str(folder / "out"))
    return {path.name: path for path in (folder / "out").iterdir()}


def test_a_detection_leaves_findings_a_table_a_report_and_boxes_in_dicom(tmp_path: Path) -> None:
    package = detection(tmp_path)
    case = Case(tmp_path, package)
    files = batch(tmp_path, package, case.study, case.series)
    assert set(files) == {"findings.json", "findings.csv", "findings.dcm", "report.pdf"}
    findings = [finding_from_json(one) for one in json.loads(files["findings.json"].read_text())["findings"]]
    boxes = [one for one in findings if isinstance(one.where, PictureBox)]
    assert [one.where.frame for one in boxes if one.what.meaning == "bright"] == [0, 1]
    rows = table(files["findings.csv"])
    assert len(rows) == len(findings)
    box = next(row for row in rows if row["place"] == "PictureBox" and row["picture"] == "2")
    assert [float(box[name]) for name in ("x0", "y0", "x1", "y1")] == pytest.approx([32, 64, 48, 80], abs=1e-4)
    assert float(box["value"]) == pytest.approx(boxes[-1].value.value)
    assert not {"Film", "F1"} & set(" ".join(map(str, rows)).split())


def test_boxes_of_a_structured_report_are_polylines_on_their_pictures(tmp_path: Path) -> None:
    case = Case(tmp_path, detection(tmp_path))
    write_report(case.series, case.study, case.analysis, (), tmp_path / "report.dcm", nothing)
    written = highdicom.sr.srread(tmp_path / "report.dcm")
    assert written.PatientID == "F1"
    assert "UNREVIEWED" in written.SeriesDescription
    groups = written.content.get_planar_roi_measurement_groups(graphic_type=highdicom.sr.GraphicTypeValues.POLYLINE)
    boxes = [one for one in case.analysis.findings if isinstance(one.where, PictureBox)]
    assert len(groups) == len(boxes)
    for group, finding in zip(groups, boxes, strict=True):
        assert group.finding_type.meaning == finding.what.meaning
        assert group.get_measurements()[0].value == pytest.approx(finding.value.value)
        corners = group.roi.value
        np.testing.assert_allclose(corners.min(0), finding.where.low, atol=1e-3)
        np.testing.assert_allclose(corners.max(0), finding.where.high, atol=1e-3)
        source = group.roi.ContentSequence[0].ReferencedSOPSequence[0].ReferencedSOPInstanceUID
        assert source == case.series.instances[finding.where.frame].sop_instance_uid


def test_a_box_a_person_added_leaves_as_theirs_and_never_as_the_models(tmp_path: Path) -> None:
    case = Case(tmp_path, detection(tmp_path))
    what, where = case.analysis.findings[0].what, PictureBox(1, (4.0, 6.0), (20.0, 30.0))
    own = own_finding(case.analysis, case.series, what, where, "Reader^Ann")
    analysis = replace(case.analysis, findings=(*case.analysis.findings, own))
    reviews = (review(own.id, Decision.ADDED),)
    write_report(case.series, case.study, analysis, reviews, tmp_path / "sr.dcm", nothing)
    written = highdicom.sr.srread(tmp_path / "sr.dcm")
    assert "(REVIEWED)" in written.SeriesDescription
    (group,) = written.content.get_planar_roi_measurement_groups()
    assert group.method.value == "87982008"
    assert "Algorithm Name" not in {item.ConceptNameCodeSequence[0].CodeMeaning for item in group[0].ContentSequence}
    assert not group.get_measurements(), "no score"
    assert group.get_qualitative_evaluations()[0].value.meaning == "Present"
    np.testing.assert_allclose(group.roi.value.max(0), where.high)
    assert "Reader^Ann" in str(pydicom.dcmread(tmp_path / "sr.dcm").ContentSequence)
    write_table(case.study, case.series, analysis, reviews, tmp_path / "findings.csv")
    rows = {row["finding"]: row for row in table(tmp_path / "findings.csv")}
    told = rows.pop(own.id)
    assert (told["author"], told["model"], told["version"], told["decision"]) == ("Reader^Ann", "", "", "added")
    assert (told["picture"], told["x1"], told["kind"]) == ("2", "20.0", "Category")
    assert {row["author"] for row in rows.values()} == {""}
    write_findings(case.study, case.series, analysis, reviews, tmp_path / "findings.json")
    found = json.loads((tmp_path / "findings.json").read_text())["findings"]
    assert finding_from_json(found[-1]) == own
    gone = (*reviews, review(own.id, Decision.WITHDRAWN))
    write_table(case.study, case.series, analysis, gone, tmp_path / "findings.csv")
    assert own.id not in {row["finding"] for row in table(tmp_path / "findings.csv")}
    write_findings(case.study, case.series, analysis, gone, tmp_path / "findings.json")
    assert own.id not in {one["id"] for one in json.loads((tmp_path / "findings.json").read_text())["findings"]}


def test_a_modification_stands_in_every_table_until_it_is_taken_back(tmp_path: Path) -> None:
    case = Case(tmp_path, detection(tmp_path))
    first = case.analysis.findings[0]
    analysis = replace(case.analysis, findings=(*case.analysis.findings, replace(first, id="mended")))
    modified = replace(review(first.id, Decision.MODIFIED), replacement="mended")
    for reviews, there, decision in (
        ((modified,), "mended", "modified"),
        ((modified, review(first.id, Decision.WITHDRAWN)), first.id, "unreviewed"),
    ):
        write_table(case.study, case.series, analysis, reviews, tmp_path / "findings.csv")
        rows = table(tmp_path / "findings.csv")
        assert len(rows) == len(case.analysis.findings)
        assert (rows[0]["finding"], rows[0]["decision"]) == (there, decision)
        write_findings(case.study, case.series, analysis, reviews, tmp_path / "findings.json")
        found = json.loads((tmp_path / "findings.json").read_text())["findings"]
        assert [one["id"] for one in found] == [row["finding"] for row in rows]


def test_a_classification_leaves_its_probabilities(tmp_path: Path) -> None:
    package = classification(tmp_path)
    case = Case(tmp_path, package)
    files = batch(tmp_path, package, case.study, case.series)
    assert set(files) == {"findings.json", "findings.csv", "findings.dcm", "report.pdf"}
    written = highdicom.sr.srread(files["findings.dcm"])
    groups = written.content.get_image_measurement_groups()
    values = [(group.finding_type.meaning, group.get_measurements()[0].value) for group in groups]
    expected = [(one.what.meaning, one.value.value) for one in case.analysis.findings]
    assert values == [(name, pytest.approx(value)) for name, value in expected]
    assert not_carried(case.series, case.analysis) == {"why_no_dicom_seg": "There is no label map."}


def test_a_segmentation_leaves_masks_on_its_pictures(tmp_path: Path) -> None:
    package = segmentation(tmp_path)
    films = np.stack([np.zeros((128, 96), np.uint8), bright_square()])
    case = Case(tmp_path, package, films)
    files = batch(tmp_path, package, case.study, case.series)
    names = {"findings.json", "findings.csv", "findings.dcm", "report.pdf", "mask.tif", "mask.json", "segmentation.dcm"}
    assert set(files) == names
    mask = np.load(tmp_path / "labels.npy")
    with Image.open(files["mask.tif"]) as pages:
        for frame in range(2):
            pages.seek(frame)
            np.testing.assert_array_equal(np.asarray(pages), mask[frame])
    written = pydicom.dcmread(files["segmentation.dcm"])
    assert written.NumberOfFrames == 1, "empty pictures have no frame"
    np.testing.assert_array_equal(written.pixel_array.reshape(128, 96), mask[1] == 1)
    derived = written.PerFrameFunctionalGroupsSequence[0].DerivationImageSequence[0].SourceImageSequence[0]
    assert derived.ReferencedSOPInstanceUID == case.series.instances[1].sop_instance_uid
    area = next(one for one in table(files["findings.csv"]) if one["place"] == "PictureRegion")
    assert (area["picture"], area["unit"]) == ("2", "mm2")
    assert float(area["value"]) == (mask[1] == 1).sum() * 0.125


def test_a_rejected_finding_leaves_nowhere(tmp_path: Path) -> None:
    case = Case(tmp_path, segmentation(tmp_path))
    first = case.analysis.findings[0]
    reviews = (review(first.id, Decision.REJECTED),)
    with pytest.raises(WriteError, match="No finding"):
        write_segmentation(case.series, case.study, case.analysis, reviews, tmp_path / "seg.dcm", nothing)
    write_table(case.study, case.series, case.analysis, reviews, tmp_path / "findings.csv")
    rows = table(tmp_path / "findings.csv")
    assert first.id not in {row["finding"] for row in rows}
    assert tuple(rows[0]) == COLUMNS
    with pytest.raises(WriteError):
        write_report(case.series, case.study, case.analysis, reviews, tmp_path / "sr.dcm", nothing)
    accepted = (*reviews, review(case.analysis.findings[1].id, Decision.ACCEPTED))
    write_report(case.series, case.study, case.analysis, accepted, tmp_path / "sr.dcm", nothing)
    assert "(REVIEWED)" in pydicom.dcmread(tmp_path / "sr.dcm").SeriesDescription


def test_each_picture_is_decided_on_by_itself(tmp_path: Path) -> None:
    case = Case(tmp_path, segmentation(tmp_path))
    first = next(one for one in case.analysis.findings if getattr(one.where, "frame", None) == 0)
    other = next(one for one in case.analysis.findings if getattr(one.where, "frame", None) == 1)
    reviews = (review(first.id, Decision.REJECTED), review(other.id, Decision.ACCEPTED))
    assert segmented_pictures(case.analysis, reviews) == ((1, "segmentation.dcm"),)
    write_picture_mask(case.series, case.analysis, reviews, tmp_path / "mask.tif")
    with Image.open(tmp_path / "mask.tif") as pages:
        assert not np.asarray(pages).any()
        pages.seek(1)
        assert np.asarray(pages).any()
    assert json.loads((tmp_path / "mask.json").read_text())["status"] == "REVIEWED"
    kept = (review(other.id, Decision.ACCEPTED),)
    write_picture_mask(case.series, case.analysis, kept, tmp_path / "all.tif", unreviewed=True)
    assert json.loads((tmp_path / "all.json").read_text())["status"] == "UNREVIEWED"


def test_words_that_a_table_program_would_run_are_told_as_words(tmp_path: Path) -> None:
    case = Case(tmp_path, classification(tmp_path))
    first, *others = case.analysis.findings
    analysis = replace(case.analysis, findings=(replace(first, note="=1+1"), *others))
    write_table(case.study, case.series, analysis, (), tmp_path / "findings.csv")
    assert table(tmp_path / "findings.csv")[0]["note"] == "'=1+1"


def test_what_a_structured_report_cannot_carry_is_said(tmp_path: Path) -> None:
    case = Case(tmp_path, classification(tmp_path))
    source = case.analysis.findings[0]
    boxed = replace(source, where=Box((0.0, 0.0, 0.0), (1.0, 1.0, 1.0)), value=Probability(0.9))
    analysis = replace(case.analysis, findings=(boxed,))
    assert "boxes in space" in left_out(analysis)[0]
    with pytest.raises(WriteError, match="boxes in space") as caught:
        write_report(case.series, case.study, analysis, (), tmp_path / "sr.dcm", nothing)
    assert "findings.csv" in caught.value.hint
    assert "boxes in space" in not_carried(case.series, analysis)["why_no_dicom_sr"]


def test_a_picture_file_has_no_dicom_to_refer_to(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    Image.fromarray(bright_square()).save(tmp_path / "in" / "film.png")
    study, series = only_series(scanned(tmp_path / "in", tmp_path))
    package = segmentation(tmp_path)
    files = batch(tmp_path, package, study, series)
    assert set(files) == {"findings.json", "findings.csv", "report.pdf", "mask.tif", "mask.json"}
    images = load(LocalContext(tmp_path), series)
    analysis = analyse(LocalContext(tmp_path), str(package), series, images=images)
    told = not_carried(series, analysis)
    assert "no DICOM UIDs" in told["why_no_dicom_seg"]
    assert "no DICOM UIDs" in told["why_no_dicom_sr"]


def test_an_inverted_film_gives_what_the_film_gives(tmp_path: Path) -> None:
    plain = Case(tmp_path / "plain", detection(tmp_path))
    turned = Case(tmp_path / "turned", tmp_path / "tiny", 255 - FILMS, PhotometricInterpretation="MONOCHROME1")
    assert [(one.where, one.value) for one in turned.analysis.findings] == [
        (one.where, one.value) for one in plain.analysis.findings
    ]
    assert isinstance(plain.analysis.findings[0].where, Picture)


@pytest.mark.parametrize("make", [detection, segmentation])
def test_several_frames_of_one_file_are_told_apart(make: Any, tmp_path: Path) -> None:
    package = make(tmp_path)
    data = json.loads((package / "configs" / "medview.json").read_text())
    data["card"]["input"]["modalities"] = ["US"]
    (package / "configs" / "medview.json").write_text(json.dumps(data))
    write_manifest(package)
    folder = write_film(tmp_path / "in", FILMS[:1])
    dataset = pydicom.dcmread(folder / "001.dcm")
    dataset.SOPClassUID = dataset.file_meta.MediaStorageSOPClassUID = "1.2.840.10008.5.1.4.1.1.3.1"
    dataset.Modality, dataset.NumberOfFrames, dataset.PixelData = "US", 2, FILMS.tobytes()
    dataset.save_as(folder / "001.dcm")
    study, series = only_series(scanned(folder, tmp_path))
    context = LocalContext(tmp_path)
    analysis = analyse(context, str(package), series, images=load(context, series))
    if make is segmentation:
        write_segmentation(series, study, analysis, (), tmp_path / "seg.dcm", nothing, frame=1)
        written = pydicom.dcmread(tmp_path / "seg.dcm")
        (group,) = written.PerFrameFunctionalGroupsSequence
        referred = group.DerivationImageSequence[0].SourceImageSequence[0]
        assert (referred.ReferencedFrameNumber, referred.ReferencedSOPClassUID) == (2, dataset.SOPClassUID)
        (source,) = written.ReferencedSeriesSequence[0].ReferencedInstanceSequence
        assert source.ReferencedSOPClassUID == dataset.SOPClassUID
        return
    write_report(series, study, analysis, (), tmp_path / "sr.dcm", nothing)
    groups = highdicom.sr.srread(tmp_path / "sr.dcm").content.get_planar_roi_measurement_groups()
    frames = [int(group.roi.ContentSequence[0].ReferencedSOPSequence[0].ReferencedFrameNumber) for group in groups]
    assert sorted(set(frames)) == [1, 2]
