from __future__ import annotations

import zipfile
from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import ReadError
from medview.core.study import Series
from medview.io.scan import scan
from tests.io.making import (
    ct_slice,
    ct_uids,
    head,
    nothing,
    only_series,
    save,
    scanned,
    write_ct,
    write_dicom,
    write_nifti,
)


def one(folder: Path, work: Path) -> Series:
    return only_series(scanned(folder, work))[1]


class TestWhatIsFound:
    def test_a_series_with_its_grid_names_and_windows(self, tmp_path: Path) -> None:
        def named(number: int) -> dict[str, object]:
            return {"WindowCenter": [40, 600], "WindowWidth": [400, 0], "SeriesDescription": "Head", "SeriesNumber": 7}

        result = scanned(write_ct(tmp_path / "in", 5, named), tmp_path)
        study, series = only_series(result)
        assert (study.patient.patient_id, study.patient.name) == ("P1", "Test^Head")
        assert (series.modality, series.description, series.number) == ("CT", "Head", 7)
        assert series.irregular == ""
        assert series.geometry is not None
        expected = [[0, 0, 0.75, 0], [0, 0.5, 0, 0], [2, 0, 0, 0], [0, 0, 0, 1]]
        assert series.geometry.affine.tolist() == expected
        assert [window.width for window in series.windows] == [400.0]
        assert len(series.fingerprint) == 64

    def test_several_patients_are_listed_as_such_in_order(self, tmp_path: Path) -> None:
        for name in ("Zeta", "Alpha"):
            write_ct(tmp_path / "in" / name, 3, lambda _n, name=name: {"PatientID": name, "PatientName": name})
        result = scanned(tmp_path / "in", tmp_path)
        assert [study.patient.name for study in result.studies] == ["Alpha", "Zeta"]

    def test_files_folders_and_zips_together(self, tmp_path: Path) -> None:
        folder = write_ct(tmp_path / "a", 3)
        write_ct(tmp_path / "b", 3)
        write_nifti(head(), tmp_path / "c.nii.gz")
        with zipfile.ZipFile(tmp_path / "b.zip", "w") as packed:
            for file in sorted((tmp_path / "b").iterdir()):
                packed.write(file, f"deep/{file.name}")
        paths = (str(folder), str(tmp_path / "b.zip"), str(tmp_path / "c.nii.gz"), str(folder / "000.dcm"))
        result = scan(paths, tmp_path / "work", nothing)
        assert sorted(series.source_format for study in result.studies for series in study.series) == [
            "dicom",
            "dicom",
            "nifti",
        ]
        assert result.skipped == ()

    def test_the_same_image_twice_is_told(self, tmp_path: Path) -> None:
        folder = write_ct(tmp_path / "in", 3)
        (folder / "copy.dcm").write_bytes((folder / "001.dcm").read_bytes())
        result = scanned(folder, tmp_path)
        assert len(only_series(result)[1].instances) == 3
        assert [Path(path).name for path, _ in result.skipped] == ["copy.dcm"]

    @pytest.mark.parametrize(
        ("charset", "name"),
        [("ISO_IR 100", "Buc^Jérôme"), ("ISO_IR 192", "Wang^XiaoDong=王^小东"), ("ISO_IR 144", "Люкceмбypг")],
    )
    def test_names_in_their_character_set(self, charset: str, name: str, tmp_path: Path) -> None:
        write_ct(tmp_path / "in", 2, lambda _n: {"SpecificCharacterSet": charset, "PatientName": name})
        assert only_series(scanned(tmp_path / "in", tmp_path))[0].patient.name == name

    def test_a_template_is_recognised_by_its_mark(self, tmp_path: Path) -> None:
        marked = scanned(write_dicom(head(), tmp_path / "a", is_template=True), tmp_path)
        plain = scanned(write_dicom(head(), tmp_path / "b"), tmp_path)
        assert marked.studies[0].is_template
        assert not plain.studies[0].is_template

    @pytest.mark.parametrize(
        "syntax", ["1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"]
    )
    def test_every_plain_transfer_syntax(self, syntax: str, tmp_path: Path) -> None:
        uids = ct_uids()
        pixels = np.arange(48, dtype=np.uint16 if syntax[-1] != "2" or syntax == "1.2.840.10008.1.2" else ">u2")
        for number in range(3):
            save(ct_slice(number, uids, pixels.reshape(6, 8)), tmp_path / "in" / str(number), syntax)
        assert one(tmp_path / "in", tmp_path).geometry is not None

    def test_progress_never_goes_back_and_cancel_passes_through(self, tmp_path: Path) -> None:
        folder = write_ct(tmp_path / "in", 70)
        told: list[float] = []
        scan((str(folder),), tmp_path, lambda fraction, _note: told.append(fraction))
        assert told == sorted(told)
        assert len(told) >= 3

        class Stop(BaseException):
            pass

        def cancel(_fraction: float, _note: str) -> None:
            raise Stop

        with pytest.raises(Stop):
            scan((str(folder),), tmp_path, cancel)


class TestBadInput:
    def test_a_path_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(ReadError, match="no file or folder"):
            scanned(tmp_path / "absent", tmp_path)

    def test_an_empty_folder(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        with pytest.raises(ReadError, match="no files") as caught:
            scanned(tmp_path / "in", tmp_path)
        assert "DICOM" in caught.value.hint

    def test_no_medical_image_inside(self, tmp_path: Path) -> None:
        (tmp_path / "in").mkdir()
        (tmp_path / "in" / "notes.txt").write_text("hello")
        with pytest.raises(ReadError, match=r"None of the 1 files.*notes.txt.*no medical image or picture"):
            scanned(tmp_path / "in", tmp_path)

    def test_zero_byte_and_truncated_files_are_told_one_by_one(self, tmp_path: Path) -> None:
        folder = write_ct(tmp_path / "in", 4)
        (folder / "000.dcm").write_bytes(b"")
        whole = (folder / "003.dcm").read_bytes()
        (folder / "003.dcm").write_bytes(whole[:-10])
        result = scanned(folder, tmp_path)
        assert len(only_series(result)[1].instances) == 2
        assert sorted(reason for _, reason in result.skipped) == [
            "It is truncated: 86 bytes of pixels where 96 are needed.",
            "The file is empty.",
        ]

    def test_a_file_without_permission(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        folder = write_ct(tmp_path / "in", 3)
        real = open

        def refusing(path: str, *arguments: object, **named: object) -> object:
            if str(path).endswith("001.dcm"):
                raise PermissionError(13, "Permission denied", path)
            return real(path, *arguments, **named)  # type: ignore[call-overload]

        monkeypatch.setattr("builtins.open", refusing)
        result = scanned(folder, tmp_path)
        assert result.skipped[0][1] == "It cannot be opened: Permission denied."

    def test_numbers_that_are_none(self, tmp_path: Path) -> None:
        folder = write_ct(tmp_path / "in", 2)
        for file in folder.iterdir():
            file.write_bytes(file.read_bytes().replace(b"0.5\\0.75", b"0.5\\x.75"))
        assert "not made of numbers" in one(folder, tmp_path).irregular
