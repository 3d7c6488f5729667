"""What leaves: DICOM SEG, NIfTI with notes, findings.json; whole or not at all, and never a rejected finding."""

from __future__ import annotations

import errno
import json
import re
import shutil
import subprocess
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import highdicom
import nibabel
import numpy as np
import pydicom
import pytest

from medview.core.code import UNITY
from medview.core.errors import MedViewError, ReadError, WriteError
from medview.core.finding import Analysis, Decision, Field, finding_from_json
from medview.core.study import Series, Study
from medview.io import atomic as atomic_module
from medview.io.dicom_results import write_segmentation
from medview.io.findings_file import write_findings, write_mask_with_notes
from medview.io.formats.space import lps_from_ras
from tests.io.making import (
    NAMES,
    analysis_of,
    head,
    nothing,
    only_series,
    review,
    scanned,
    write_ct,
    write_dicom,
    write_nifti,
)
from tests.io.reading_segmentations import read_segmentation


@dataclass(frozen=True)
class Case:
    study: Study
    series: Series
    analysis: Analysis
    labels: np.ndarray


def case_of(source: Path, tmp_path: Path) -> Case:
    study, series = only_series(scanned(source, tmp_path))
    assert series.geometry is not None
    labels = np.zeros(series.geometry.shape, np.uint8)
    labels[2:5, 4:12, 3:9] = 1
    labels[4:7, 12:20, 3:9] = 2
    np.save(tmp_path / "mask.npy", labels)
    return Case(study, series, analysis_of(series, tmp_path / "mask.npy"), labels)


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return case_of(write_dicom(head(), tmp_path / "in"), tmp_path)


@pytest.fixture
def nifti(tmp_path: Path) -> Case:
    return case_of(write_nifti(head(), tmp_path / "head.nii.gz"), tmp_path)


ACCEPT_ONE = (review("volume-1", Decision.ACCEPTED), review("volume-2", Decision.REJECTED))
REJECT_ALL = (review("volume-1", Decision.REJECTED), review("volume-2", Decision.REJECTED))


def seg(case: Case, path: Path, reviews: Any = (), **options: Any) -> Any:
    write_segmentation(case.series, case.study, case.analysis, reviews, path, nothing, **options)
    return pydicom.dcmread(path)


class TestSegmentation:
    def test_reads_back_onto_the_same_voxels(self, case: Case, tmp_path: Path) -> None:
        seg(case, tmp_path / "seg.dcm")
        read = read_segmentation(tmp_path / "seg.dcm", case.series)
        assert (read.array == case.labels).all()
        assert read.names == dict(enumerate(NAMES, start=1))
        assert read.content_label == "UNREVIEWED"

    def test_highdicom_finds_the_same_voxels_by_itself(self, case: Case, tmp_path: Path) -> None:
        seg(case, tmp_path / "seg.dcm")
        volume = highdicom.seg.segread(tmp_path / "seg.dcm").get_volume(combine_segments=True)
        found = np.argwhere(volume.array > 0)
        here = found @ volume.affine[:3, :3].T + volume.affine[:3, 3]
        assert case.series.geometry is not None
        expected = case.series.geometry.to_lps(np.argwhere(case.labels > 0))
        assert np.sort(np.round(here, 3), axis=0) == pytest.approx(np.sort(np.round(expected, 3), axis=0))

    def test_refers_to_its_source(self, case: Case, tmp_path: Path) -> None:
        written = seg(case, tmp_path / "seg.dcm")
        source = pydicom.dcmread(case.series.instances[0].path)
        for keyword in ("PatientID", "PatientName", "StudyInstanceUID", "FrameOfReferenceUID"):
            assert written[keyword].value == source[keyword].value
        (series,) = written.ReferencedSeriesSequence
        assert series.SeriesInstanceUID == case.series.uid
        referred = {item.ReferencedSOPInstanceUID for item in series.ReferencedInstanceSequence}
        assert referred <= {one.sop_instance_uid for one in case.series.instances}
        assert written.SeriesInstanceUID != case.series.uid

    def test_only_frames_with_something_in_them(self, case: Case, tmp_path: Path) -> None:
        written = seg(case, tmp_path / "seg.dcm")
        assert written.NumberOfFrames == 6
        assert all(frame.any() for frame in written.pixel_array)

    def test_codes_and_algorithm(self, case: Case, tmp_path: Path) -> None:
        first = seg(case, tmp_path / "seg.dcm").SegmentSequence[0]
        kind = first.SegmentedPropertyTypeCodeSequence[0]
        assert (kind.CodeValue, kind.SegmentedPropertyTypeModifierCodeSequence[0].CodeMeaning) == ("5958008", "Left")
        assert first.SegmentedPropertyCategoryCodeSequence[0].CodeValue == "91723000"
        algorithm = first.SegmentationAlgorithmIdentificationSequence[0]
        assert (algorithm.AlgorithmName, algorithm.AlgorithmVersion) == ("test-model", "1.2.3")
        assert algorithm.AlgorithmFamilyCodeSequence[0].CodeMeaning == "Artificial Intelligence"

    def test_reviewed_carries_accepted_segments_only(self, case: Case, tmp_path: Path) -> None:
        written = seg(case, tmp_path / "seg.dcm", ACCEPT_ONE)
        assert written.ContentLabel == "REVIEWED"
        assert str(written.ContentCreatorName) == "Reader^Dr"
        read = read_segmentation(tmp_path / "seg.dcm", case.series)
        assert read.names == {1: NAMES[0]}
        assert (read.array == (case.labels == 1)).all()

    def test_undecided_ones_on_demand_and_marked(self, case: Case, tmp_path: Path) -> None:
        reviews = (review("volume-2", Decision.REJECTED),)
        written = seg(case, tmp_path / "seg.dcm", reviews, unreviewed=True)
        assert [one.SegmentLabel for one in written.SegmentSequence] == [NAMES[0]]
        assert written.ContentLabel == "UNREVIEWED"

    def test_all_rejected_is_an_error(self, case: Case, tmp_path: Path) -> None:
        with pytest.raises(WriteError, match="No finding of this analysis was accepted"):
            seg(case, tmp_path / "seg.dcm", REJECT_ALL)
        assert not (tmp_path / "seg.dcm").exists()

    def test_a_result_of_another_series_is_refused(self, case: Case, tmp_path: Path) -> None:
        for wrong in (
            replace(case, study=replace(case.study, uid="9.9")),
            replace(case, analysis=replace(case.analysis, series_uid="9.9")),
            replace(case, series=replace(case.series, fingerprint="00")),
        ):
            with pytest.raises(MedViewError, match="do not belong together"):
                seg(wrong, tmp_path / "seg.dcm")

    def test_a_changed_source_is_refused(self, case: Case, tmp_path: Path) -> None:
        files = [instance.path for instance in case.series.instances]
        shutil.copy(files[0], files[1])
        with pytest.raises(ReadError, match="changed"):
            seg(case, tmp_path / "seg.dcm")

    def test_nifti_has_nothing_to_refer_to(self, nifti: Case, tmp_path: Path) -> None:
        with pytest.raises(WriteError, match="no DICOM UIDs"):
            seg(nifti, tmp_path / "seg.dcm")

    def test_a_source_that_lacks_what_dicom_asks_for(self, tmp_path: Path) -> None:
        pixels = np.zeros((24, 12), np.uint16)
        sparse = case_of(write_ct(tmp_path / "in", 8, lambda _n: {"SliceThickness": None}, pixels), tmp_path)
        seg(sparse, tmp_path / "seg.dcm")
        assert (read_segmentation(tmp_path / "seg.dcm", sparse.series).array == sparse.labels).all()


@pytest.mark.skipif(shutil.which("dciodvfy") is None, reason="dciodvfy is not installed")
class TestDciodvfy:
    def errors(self, path: str | Path) -> set[str]:
        told = subprocess.run(["dciodvfy", str(path)], capture_output=True, text=True, check=False)
        return set(re.findall(r"^Error.*$", told.stdout + told.stderr, re.MULTILINE))

    def test_the_written_series_is_right(self, tmp_path: Path) -> None:
        folder = write_dicom(head(), tmp_path / "in", is_template=True)
        assert self.errors(next(folder.iterdir())) == set()

    def test_the_segmentation_is_right(self, case: Case, tmp_path: Path) -> None:
        seg(case, tmp_path / "unreviewed.dcm")
        seg(case, tmp_path / "reviewed.dcm", ACCEPT_ONE)
        assert self.errors(tmp_path / "unreviewed.dcm") == set()
        assert self.errors(tmp_path / "reviewed.dcm") == set()

    @pytest.mark.shared
    def test_no_more_errors_than_a_real_source(self, shared_data: Path, tmp_path: Path) -> None:
        real = case_of(shared_data / "dicom" / "series_mr_hippocrop_small" / "Study1", tmp_path)
        seg(real, tmp_path / "seg.dcm")
        assert self.errors(tmp_path / "seg.dcm") <= self.errors(real.series.instances[0].path)


class TestMaskWithNotes:
    def test_beside_a_nifti_with_the_reason(self, nifti: Case, tmp_path: Path) -> None:
        write_mask_with_notes(nifti.series, nifti.analysis, (), tmp_path / "out" / "mask.nii.gz")
        image = nibabel.load(tmp_path / "out" / "mask.nii.gz")
        assert (nifti.labels == np.asarray(image.dataobj).T).all()
        assert (image.affine == nibabel.load(tmp_path / "head.nii.gz").affine).all()
        notes = json.loads((tmp_path / "out" / "mask.json").read_text())
        assert "no DICOM UIDs" in notes["why_no_dicom_seg"]
        assert notes["status"] == "UNREVIEWED"
        assert [label["name"] for label in notes["labels"]] == list(NAMES)

    def test_of_a_dicom_series(self, case: Case, tmp_path: Path) -> None:
        write_mask_with_notes(case.series, case.analysis, ACCEPT_ONE, tmp_path / "mask.nii")
        image = nibabel.load(tmp_path / "mask.nii")
        assert case.series.geometry is not None
        assert lps_from_ras(image.affine) == pytest.approx(case.series.geometry.affine)
        assert np.array_equal(np.asarray(image.dataobj).T, case.labels == 1)
        notes = json.loads((tmp_path / "mask.json").read_text())
        assert (notes["status"], notes["reviewers"], notes["why_no_dicom_seg"]) == ("REVIEWED", ["Reader^Dr"], "")

    def test_a_missing_map(self, nifti: Case, tmp_path: Path) -> None:
        (tmp_path / "mask.npy").unlink()
        with pytest.raises(ReadError, match="label map of this analysis is missing"):
            write_mask_with_notes(nifti.series, nifti.analysis, (), tmp_path / "mask.nii.gz")

    def test_a_map_of_another_shape(self, nifti: Case, tmp_path: Path) -> None:
        np.save(tmp_path / "mask.npy", np.zeros((2, 2, 2), np.uint8))
        with pytest.raises(ReadError, match="label map has"):
            write_mask_with_notes(nifti.series, nifti.analysis, (), tmp_path / "mask.nii.gz")


class TestFindingsFile:
    def test_unreviewed(self, case: Case, tmp_path: Path) -> None:
        write_findings(case.study, case.series, case.analysis, (), tmp_path / "findings.json")
        told = json.loads((tmp_path / "findings.json").read_text())
        assert told["status"] == "UNREVIEWED"
        read = [finding_from_json(finding) for finding in told["findings"]]
        assert [finding.id for finding in read] == ["volume-1", "volume-2"]
        assert read[0].value == case.analysis.findings[0].value
        assert read[0].where.mask == "mask.npy"  # type: ignore[union-attr]

    def test_rejected_findings_are_gone_and_their_reviews_stay(self, case: Case, tmp_path: Path) -> None:
        write_findings(case.study, case.series, case.analysis, ACCEPT_ONE, tmp_path / "findings.json")
        told = json.loads((tmp_path / "findings.json").read_text())
        assert [finding["id"] for finding in told["findings"]] == ["volume-1"]
        assert [one["decision"] for one in told["reviews"]] == ["accepted", "rejected"]
        assert told["status"] == "REVIEWED"

    def test_a_map_needs_no_decision(self, case: Case, tmp_path: Path) -> None:
        first = case.analysis.findings[0]
        shown = replace(first, id="map", value=Field("map.npy", UNITY, 0.0, 1.0))
        analysis = replace(case.analysis, findings=(*case.analysis.findings, shown))
        write_findings(case.study, case.series, analysis, ACCEPT_ONE, tmp_path / "findings.json")
        assert json.loads((tmp_path / "findings.json").read_text())["status"] == "REVIEWED"

    def test_no_name_of_the_patient(self, case: Case, tmp_path: Path) -> None:
        write_findings(case.study, case.series, case.analysis, (), tmp_path / "findings.json")
        assert "Test^Head" not in (tmp_path / "findings.json").read_text()


class TestWholeOrNotAtAll:
    @pytest.fixture
    def full(self, case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
        def no_room(_path: Path) -> None:
            raise OSError(errno.ENOSPC, "No space left on device")

        monkeypatch.setattr(atomic_module, "_flush", no_room)

    @pytest.mark.usefixtures("full")
    def test_a_full_disk_leaves_the_old_file_and_nothing_else(self, case: Case, tmp_path: Path) -> None:
        out = tmp_path / "out"
        out.mkdir()
        for name in ("seg.dcm", "mask.nii.gz", "findings.json"):
            (out / name).write_text("old")
        with pytest.raises(WriteError, match="full; nothing was written"):
            seg(case, out / "seg.dcm")
        with pytest.raises(WriteError, match="full"):
            write_mask_with_notes(case.series, case.analysis, (), out / "mask.nii.gz")
        with pytest.raises(WriteError, match="full"):
            write_findings(case.study, case.series, case.analysis, (), out / "findings.json")
        assert {path.name: path.read_text() for path in out.iterdir()} == dict.fromkeys(
            ("seg.dcm", "mask.nii.gz", "findings.json"), "old"
        )

    def test_a_folder_that_may_not_be_written(
        self, case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def denied(*_arguments: object, **_named: object) -> str:
            raise PermissionError(errno.EACCES, "Permission denied")

        monkeypatch.setattr(atomic_module.tempfile, "mkdtemp", denied)
        with pytest.raises(WriteError, match="may not be written") as caught:
            seg(case, tmp_path / "seg.dcm")
        assert "Choose a folder" in caught.value.hint

    def test_a_file_in_place_of_the_folder(self, case: Case, tmp_path: Path) -> None:
        (tmp_path / "file").write_text("x")
        with pytest.raises(WriteError, match="could not be written"):
            write_findings(case.study, case.series, case.analysis, (), tmp_path / "file" / "findings.json")
