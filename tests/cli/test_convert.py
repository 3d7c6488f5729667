"""``medview convert``: exact values and places, names, sidecars and exit codes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pytest
import SimpleITK

from medview.cli.app import main
from medview.cli.convert import safe_name, unique_names
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.core.errors import WriteError
from medview.core.geometry import Geometry
from medview.core.study import Dimension, Series
from medview.core.volume import StoredVolume, Volume
from medview.io import formats
from medview.io.formats.space import lps_from_ras, ras_from_lps
from medview.io.research_writing import WRITERS
from medview.jobs.local import LocalContext
from medview.session.paths import user_paths
from medview.tasks.files import TASKS
from tests.io.making import (
    MARKER_LPS,
    axis_orders,
    centroid_lps,
    ct_slice,
    ct_uids,
    head,
    nothing,
    only_series,
    save,
    scanned,
    write_dicom,
)


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, dict[str, Any]]:
    windows = Windows(lambda _paths: 0, lambda *_: 0, lambda *_: 0)
    code = main(["convert", *map(str, arguments), "--json"], windows, user_paths())
    return code, json.loads(capsys.readouterr().out)


def test_dicom_to_nifti_keeps_values_matrix_and_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = head((1, 2, 0), (1, -1, 1))
    code, document = run(capsys, write_dicom(made, tmp_path / "in"), "--out", tmp_path / "out")
    (written,) = document["written"]
    assert (code, document["left_out"]) == (Exit.DONE, [])
    image = nibabel.load(written["file"])
    assert (np.asanyarray(image.dataobj) == made.array.T).all()
    assert image.get_data_dtype() == np.int16
    assert lps_from_ras(image.affine) == pytest.approx(made.geometry.affine, abs=1e-4)
    assert image.get_qform() == pytest.approx(image.get_sform(), abs=1e-4)
    points = nibabel.affines.apply_affine(image.affine, np.argwhere(np.asanyarray(image.dataobj) == 1000))
    assert points.mean(axis=0) == pytest.approx((-MARKER_LPS[0], -MARKER_LPS[1], MARKER_LPS[2]), abs=1.5)


def test_what_is_no_volume_is_listed_and_told_by_the_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_dicom(head(), tmp_path / "in" / "a")
    single = ct_slice(0, ct_uids(), np.zeros((6, 8), np.uint16), SeriesDescription="Scout")
    save(single, tmp_path / "in" / "b" / "0.dcm")
    code, document = run(capsys, tmp_path / "in", "--out", tmp_path / "out")
    assert code == Exit.INCOMPLETE
    assert len(document["written"]) == 1
    assert [one["description"] for one in document["left_out"]] == ["Scout"]
    assert "no volume" in document["left_out"][0]["reason"]
    uid = document["left_out"][0]["series_uid"]
    assert run(capsys, tmp_path / "in", "--out", tmp_path / "out", "--series", uid)[0] == Exit.INPUT


def test_nothing_of_the_patient_leaves_unless_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = write_dicom(head(), tmp_path / "Marker^Person")
    code, document = run(capsys, folder, "--out", tmp_path / "out")
    assert code == Exit.DONE
    for path in (tmp_path / "out").iterdir():
        raw = path.read_bytes()
        assert not any(word in raw for word in (b"P1", b"Test^Head", b"Marker", b"19700101", b"1.2.826", b"2.25"))
    told = json.loads(Path(document["written"][0]["sidecar"]).read_text())
    assert (told["Quantity"], told["Source"]["Format"]) == ("arbitrary", "dicom")
    run(capsys, folder, "--out", tmp_path / "out", "--keep-identity")
    told = json.loads(Path(document["written"][0]["sidecar"]).read_text())
    assert told["Identity"]["Patient"]["name"] == "Test^Head"


def test_nifti_to_nifti_is_the_same(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "in").mkdir()
    affine = np.array([[-1.5, 0.2, 0.1, 9], [0.2, 2, 0.3, 8], [0.1, -0.3, 3, 7], [0, 0, 0, 1]])
    array = np.arange(480, dtype=np.int16).reshape(4, 5, 6, 4) - 100
    source = nibabel.Nifti1Image(array, affine)
    source.set_sform(affine, code=1)
    source.header["pixdim"][4], source.header["toffset"] = 2.5, 1
    source.header.set_xyzt_units("mm", "sec")
    source.to_filename(tmp_path / "in" / "run one.nii.gz")
    nibabel.Nifti1Image(array[..., 0] / np.float32(3), affine).to_filename(tmp_path / "in" / "other.nii")
    code, document = run(capsys, tmp_path / "in", "--out", tmp_path / "out")
    assert code == Exit.DONE
    files = {Path(one["file"]).name for one in document["written"]}
    assert files == {"run_one.nii.gz", "other.nii.gz"}
    first, second = (nibabel.load(tmp_path / "out" / name) for name in ("run_one.nii.gz", "other.nii.gz"))
    assert (np.asanyarray(first.dataobj) == array).all()
    assert (first.get_sform() == source.get_sform()).all()
    assert int(first.header["qform_code"]) == 0  # sheared: only the sform can say it
    assert (first.header["pixdim"][4], first.header["toffset"]) == (2.5, 1)
    assert first.header.get_xyzt_units() == ("mm", "sec")
    assert (np.asanyarray(second.dataobj) == array[..., 0] / np.float32(3)).all()
    told = json.loads((tmp_path / "out" / "run_one.json").read_text())
    assert told["Dimensions"] == [{"Name": "Temporal Position", "Unit": "s", "Values": [1.0, 3.5, 6.0, 8.5]}]


def context(folder: Path) -> LocalContext:
    folder.mkdir(exist_ok=True)
    return LocalContext(folder)


def series_of(path: Path, work: Path) -> Series:
    return only_series(scanned(path, work))[1]


def converted(series: Series, volume: StoredVolume, out: Path, to: str) -> Path:
    return Path(TASKS["convert"](context(out), series=series, volume=volume, path=str(out / "a"), to=to))


@pytest.mark.parametrize("to", WRITERS)
@pytest.mark.parametrize("kind", [np.int16, np.float32])
@pytest.mark.parametrize("order", axis_orders()[::7], ids=str)
def test_every_format_comes_back_the_same(to: str, kind: Any, order: Any, tmp_path: Path) -> None:
    made = head(*order)
    made = Volume(made.geometry, made.array.astype(kind))
    series = replace(series_of(write_dicom(head(*order), tmp_path / "in"), tmp_path), dimensions=())
    path = converted(series, made.store(tmp_path / "v.npy"), tmp_path / "out", to)
    volume = formats.load(series_of(path, tmp_path), tmp_path, nothing)
    assert isinstance(volume, StoredVolume)
    assert volume.geometry.same_grid(made.geometry, 1e-4)
    assert np.load(volume.path).dtype == kind
    assert (np.load(volume.path) == made.array).all()
    assert centroid_lps(np.load(volume.path) == 1000, volume.geometry) == pytest.approx(MARKER_LPS, abs=1.5)
    itk = SimpleITK.ReadImage(path)
    assert (SimpleITK.GetArrayFromImage(itk) == made.array).all()
    assert itk.GetOrigin() == pytest.approx(made.geometry.origin_lps, abs=1e-4)
    assert np.array(itk.GetDirection()).reshape(3, 3)[:, ::-1] == pytest.approx(made.geometry.directions, abs=1e-6)


TIME = Dimension("Temporal Position", (0.0, 2000.0, 4000.0), "ms")
B_VALUE = Dimension("Diffusion b-value", (0.0, 1000.0), "s/mm2")


@pytest.mark.parametrize("to", WRITERS)
@pytest.mark.parametrize("dimensions", [(TIME,), (B_VALUE,), (TIME, B_VALUE), (B_VALUE, TIME)])
def test_several_volumes(to: str, dimensions: tuple[Dimension, ...], tmp_path: Path) -> None:
    geometry = Geometry.from_axes((4, 5, 6), (2.0, 2.0, 2.0), np.eye(3)[:, ::-1], (1, 2, 3))
    leading = tuple(len(one.values) for one in dimensions)
    array = np.arange(np.prod((*leading, 4, 5, 6)), dtype=np.int16).reshape(*leading, 4, 5, 6)
    np.save(tmp_path / "v.npy", array)
    series = replace(series_of(write_dicom(head(), tmp_path / "in"), tmp_path), dimensions=dimensions)
    volume = StoredVolume(str(tmp_path / "v.npy"), geometry, at=(0,) * len(dimensions))
    path = converted(series, volume, tmp_path / "out", to)
    again = series_of(path, tmp_path)
    found = np.load(formats.load(again, tmp_path, nothing).path)
    if to == "nifti" and dimensions == (TIME, B_VALUE):
        found = np.moveaxis(found, 0, 1)  # time is NIfTI's fourth axis
    assert (found == array).all()
    if to == "nifti" and TIME in dimensions:
        assert next(one for one in again.dimensions if one.unit == "s").values == (0.0, 2.0, 4.0)


def test_more_dimensions_than_nifti_has(tmp_path: Path) -> None:
    np.save(tmp_path / "v.npy", np.zeros((1,) * 5 + (2, 2, 2), np.int16))
    geometry = Geometry((2, 2, 2), np.eye(4))
    series = series_of(write_dicom(head(), tmp_path / "in"), tmp_path)
    many = replace(series, dimensions=(Dimension("x", (1,)),) * 5)
    with pytest.raises(WriteError, match="room for 4 dimensions"):
        converted(many, StoredVolume(str(tmp_path / "v.npy"), geometry), tmp_path / "out", "nifti")
    assert not list((tmp_path / "out").glob("*.nii.gz"))


def test_names_are_safe_and_differ(tmp_path: Path) -> None:
    series = series_of(write_dicom(head(), tmp_path / "in"), tmp_path)
    of = [
        replace(series, number=number, description=description, part=part)
        for number, description, part in [
            (3, "T1/weighted: ax", ""),
            (3, "T1 weighted  AX", ""),
            (3, "T1_weighted_ax-2", ""),
            (None, "../../etc/passwd", ""),
            (None, "", "Echo 2"),
            (None, "con", ""),
            (1234, "x" * 300, ""),
            (7, "頭部", ""),
        ]
    ]
    names = unique_names(of)
    assert names[:2] == ["003_T1_weighted_ax", "003_T1_weighted_AX-2"]
    assert len({name.casefold() for name in names}) == len(names)
    assert names[3] == "etc_passwd"
    assert names[5] == "_con"
    assert max(map(len, names)) <= 84
    assert safe_name(of[7]) == "007_頭部"


@pytest.mark.shared
def test_a_mosaic_lies_where_dcm2niix_puts_it(shared_data: Path, tmp_path: Path) -> None:
    folder = shared_data / "dicom" / "ts_same_mr_dcm_qa_ts"
    reference = nibabel.load(folder / "Ref" / "1.nii")
    series = series_of(folder / "In" / "1.dcm", tmp_path)
    volume = TASKS["load"](context(tmp_path / "job"), series=series)
    ours = nibabel.load(converted(series, volume, tmp_path / "out", "nifti"))
    between = np.linalg.inv(reference.affine) @ ours.affine  # our indices to theirs: only the rows run backwards
    assert between == pytest.approx(np.array([[1, 0, 0, 0], [0, -1, 0, 63], [0, 0, 1, 0], [0, 0, 0, 1]]), abs=1e-4)
    assert (np.asanyarray(ours.dataobj)[:, ::-1] == np.asanyarray(reference.dataobj)).all()
    assert ras_from_lps(volume.geometry.affine) == pytest.approx(ours.affine, abs=1e-4)
