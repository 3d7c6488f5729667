"""The tasks of the files pool, as a worker runs them."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medview.core.errors import ReadError
from medview.core.images import StoredImages
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.tasks.files import TASKS
from tests.io.making import MARKER_LPS, analysis_of, barred, head, marker, write_ct, write_dicom, write_nifti


@pytest.fixture
def context(tmp_path: Path) -> LocalContext:
    folder = tmp_path / "job"
    folder.mkdir()
    return LocalContext(folder)


@pytest.mark.parametrize("kind", ["dicom", "nifti"])
def test_from_path_to_export(kind: str, tmp_path: Path, context: LocalContext) -> None:
    made = head()
    source = write_dicom(made, tmp_path / "in") if kind == "dicom" else write_nifti(made, tmp_path / "a.nii.gz")
    (study,) = TASKS["scan"](context, paths=(str(source),)).studies
    (series,) = study.series
    volume = TASKS["load"](context, series=series).open()
    assert volume.geometry.same_grid(made.geometry)
    assert np.array_equal(volume.array, made.array)
    mask = context.folder / "mask.npy"
    np.save(mask, marker(volume.geometry).astype(np.uint8))
    common = {"series": series, "analysis": analysis_of(series, mask), "reviews": ()}
    out = tmp_path / "out"
    if kind == "dicom":
        path = TASKS["export_dicom_seg"](context, study=study, path=str(out / "seg.dcm"), **common)
        assert Path(path).is_file()
    path = TASKS["export_nifti"](context, path=str(out / "mask.nii.gz"), **common)
    (again,) = TASKS["scan"](context, paths=(path,)).studies
    reread = TASKS["load"](context, series=again.series[0]).open()
    assert reread.geometry.to_lps(np.argwhere(reread.array > 0)).mean(axis=0) == pytest.approx(MARKER_LPS, abs=1.5)
    path = TASKS["export_findings"](context, study=study, path=str(out / "findings.json"), **common)
    assert json.loads(Path(path).read_text())["series"]["uid"] == series.uid


def test_thumbnail(tmp_path: Path, context: LocalContext) -> None:
    (study,) = TASKS["scan"](context, paths=(str(write_dicom(barred(), tmp_path / "in")),)).studies
    with Image.open(TASKS["thumbnail"](context, series=study.series[0])) as picture:
        assert picture.format == "PNG"
        assert picture.size == (round(128 * 40 / 48), 128)
        pixels = np.asarray(picture)
    rows, columns = np.nonzero(pixels > 200)
    assert (rows.mean(), columns.mean()) == pytest.approx((128 * (24 - 14) / 48, 107 * (20 + 12) / 40), abs=4)


def test_monochrome_1_is_shown_inverted(tmp_path: Path, context: LocalContext) -> None:
    def inverted(_number: int) -> dict[str, object]:
        return {"PhotometricInterpretation": "MONOCHROME1", "WindowCenter": -1000, "WindowWidth": 48}

    (study,) = TASKS["scan"](context, paths=(str(write_ct(tmp_path / "in", 1, inverted)),)).studies
    with Image.open(TASKS["thumbnail"](context, series=study.series[0])) as picture:
        pixels = np.asarray(picture)
    assert pixels[0, 0] > 200 > 50 > pixels[-1, -1]


def test_an_irregular_series_is_loaded_as_pictures(tmp_path: Path, context: LocalContext) -> None:
    (study,) = TASKS["scan"](context, paths=(str(write_ct(tmp_path / "in", 1)),)).studies
    loaded = TASKS["load"](context, series=study.series[0])
    assert isinstance(loaded, StoredImages)
    assert len(loaded.frames) == 1


def test_cancel_is_answered(tmp_path: Path, context: LocalContext) -> None:
    folder = write_ct(tmp_path / "in", 3)
    (study,) = TASKS["scan"](context, paths=(str(folder),)).studies
    context.cancel()
    for task, arguments in (("scan", {"paths": (str(folder),)}), ("load", {"series": study.series[0]})):
        with pytest.raises(JobCancelled):
            TASKS[task](context, **arguments)


def test_every_task_of_the_table_exists(context: LocalContext) -> None:
    assert set(TASKS) >= {
        "scan",
        "load",
        "thumbnail",
        "export_dicom_seg",
        "export_nifti",
        "export_findings",
        "report",
        "preview",
    }
    with pytest.raises(ReadError):
        TASKS["preview"](context, pdf="absent.pdf")
