"""DICOM SEG of volumes whose slices are frames, or one position of several; and the reasons why there is none."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest

from medview.core.errors import WriteError
from medview.core.finding import Analysis
from medview.core.study import Series, Study, corrected, instances_at, position_words, why_no_dicom_seg
from medview.io.dicom_results import write_segmentation
from tests.io.making import analysis_of, nothing, only_series, save, scanned
from tests.io.making import ct_uids as uids_of
from tests.io.reading_segmentations import read_segmentation
from tests.io.test_dimensions import write_volumes
from tests.io.test_functional_groups import enhanced, frame
from tests.io.test_mosaic import mosaic
from tests.io.test_tilt import EVEN, table, write_stack


def analysed(study: Study, series: Series, folder: Path, at: tuple[int, ...] = ()) -> tuple[Analysis, np.ndarray]:
    """A result on the volume at a position: one label in the second slice, another in the third."""
    assert series.geometry is not None
    labels = np.zeros(series.geometry.shape, np.uint8)
    labels[1, 1:3, 1:3], labels[2, 2:4, 0:2] = 1, 2
    np.save(folder / "mask.npy", labels)
    analysis = analysis_of(series, folder / "mask.npy")
    findings = tuple(replace(one, source=replace(one.source, at=at)) for one in analysis.findings)
    return replace(analysis, findings=findings), labels


def written(path: Path, folder: Path, at: tuple[int, ...] = ()) -> tuple[Series, pydicom.Dataset, np.ndarray]:
    study, series = only_series(scanned(path, folder))
    analysis, labels = analysed(study, series, folder, at)
    write_segmentation(series, study, analysis, (), folder / "seg.dcm", nothing)
    assert (read_segmentation(folder / "seg.dcm", series).array == labels).all()
    return series, pydicom.dcmread(folder / "seg.dcm"), labels


def referred(segmentation: pydicom.Dataset) -> list[tuple[str, int]]:
    images = [
        image
        for group in segmentation.PerFrameFunctionalGroupsSequence
        for derivation in group.DerivationImageSequence
        for image in derivation.SourceImageSequence
    ]
    return [(str(one.ReferencedSOPInstanceUID), int(one.get("ReferencedFrameNumber", 0))) for one in images]


def test_frames_of_one_enhanced_object(tmp_path: Path) -> None:
    save(enhanced([frame(place, 1) for place in (2, 0, 3, 1)], uids_of()), tmp_path / "in" / "a")
    series, segmentation, _ = written(tmp_path / "in", tmp_path)
    uid = series.instances[0].sop_instance_uid
    assert referred(segmentation) == [(uid, 4), (uid, 1)]  # slices 1 and 2 are the fourth and the first frame


def test_frames_of_the_analysed_position(tmp_path: Path) -> None:
    frames = [frame(place, time) for time in (1, 2) for place in range(4)]
    save(enhanced(frames, uids_of()), tmp_path / "in" / "a")
    series, segmentation, _ = written(tmp_path / "in", tmp_path, at=(1,))
    uid = series.instances[0].sop_instance_uid
    assert referred(segmentation) == [(uid, 6), (uid, 7)]


def test_one_file_for_each_position(tmp_path: Path) -> None:
    uids = uids_of()
    for time in (1, 2):
        save(enhanced([frame(place, time) for place in range(4)], uids, time), tmp_path / "in" / str(time))
    series, segmentation, _ = written(tmp_path / "in", tmp_path, at=(1,))
    uid = instances_at(series, (1,))[0].sop_instance_uid
    assert uid != series.instances[0].sop_instance_uid
    assert referred(segmentation) == [(uid, 2), (uid, 3)]


def test_plain_images_of_the_analysed_position(tmp_path: Path) -> None:
    folder = write_volumes(tmp_path / "in", [{"EchoTime": echo} for echo in (5, 10, 15)], lambda _volume: 4)
    series, segmentation, _ = written(folder, tmp_path, at=(2,))
    expected = [one.sop_instance_uid for one in instances_at(series, (2,))[1:3]]
    assert [uid for uid, _ in referred(segmentation)] == expected
    assert position_words(series, (2,)) == "Echo Time 15 ms"


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "at"), [("In/Siemens/XA10", (3,)), ("In/Philips", (0,)), ("../seg_pm_sr_dcmqi/24", ())]
)
def test_real_enhanced_objects(name: str, at: tuple[int, ...], shared_data: Path, tmp_path: Path) -> None:
    dicom = shared_data / "dicom"
    legacy = dicom / "seg_pm_sr_dcmqi" / "data" / "segmentations" / "24x38x3" / "multiframe"
    series, _, _ = written(legacy if name.startswith("..") else dicom / "enhanced_mr_dcm_qa_enh" / name, tmp_path, at)
    assert len(instances_at(series, at)) < len(series.instances) or not at


class TestRefused:
    def test_a_resampled_series(self, tmp_path: Path) -> None:
        study, series = only_series(scanned(write_stack(tmp_path / "in", table(EVEN), tilt=15), tmp_path))
        assert "resampled" in why_no_dicom_seg(series)
        analysis, _ = analysed(study, series, tmp_path)
        with pytest.raises(WriteError, match="resampled to an upright grid") as caught:
            write_segmentation(series, study, analysis, (), tmp_path / "seg.dcm", nothing)
        assert "NIfTI" in caught.value.hint
        assert corrected(series) is series

    def test_a_mosaic(self, tmp_path: Path) -> None:
        save(mosaic(0, uids_of()), tmp_path / "in" / "a")
        assert "mosaics" in why_no_dicom_seg(only_series(scanned(tmp_path / "in", tmp_path))[1])

    def test_a_format_without_identifiers(self, tmp_path: Path) -> None:
        save(enhanced([frame(place, 1) for place in range(4)], uids_of()), tmp_path / "in" / "a")
        series = only_series(scanned(tmp_path / "in", tmp_path))[1]
        assert why_no_dicom_seg(series) == ""
        assert "no DICOM UIDs" in why_no_dicom_seg(replace(series, source_format="nifti"))
        assert "frame of reference" in why_no_dicom_seg(replace(series, frame_of_reference_uid=""))
