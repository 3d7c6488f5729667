"""DICOMDIRs: a list of files that is checked, never trusted."""

from __future__ import annotations

import shutil
import zipfile
from pathlib import Path

import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, MediaStorageDirectoryStorage, generate_uid

from medview.core.errors import ReadError
from medview.core.study import ScanResult
from medview.io.dicomdir import read_directory
from medview.io.scan import NothingFound
from tests.io.making import only_series, scanned, write_ct


def file_set(top: Path, count: int = 4) -> Path:
    """A disc with its DICOMDIR."""
    images = sorted(write_ct(top / "disc" / "IMAGES", count).iterdir())
    directory(top / "disc", *(["IMAGES", path.name.upper()] for path in images))
    return top / "disc"


def images(result: ScanResult) -> int:
    return sum(len(series.instances) for study in result.studies for series in study.series)


def directory(folder: Path, *names: list[str] | str) -> Path:
    """A DICOMDIR that lists some names, whatever they are."""
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = MediaStorageDirectoryStorage, generate_uid()
    records = []
    for name in names:
        record = Dataset()
        record.DirectoryRecordType = "IMAGE"
        record.ReferencedFileID = name
        records.append(record)
    dataset.DirectoryRecordSequence = records
    dataset.file_meta = FileMetaDataset()
    dataset.file_meta.TransferSyntaxUID = ExplicitVRLittleEndian
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    folder.mkdir(parents=True, exist_ok=True)
    dataset.save_as(folder / "DICOMDIR", enforce_file_format=True)
    return folder / "DICOMDIR"


def test_opened_itself_it_is_a_list_of_files(tmp_path: Path) -> None:
    disc = file_set(tmp_path)
    result = scanned(disc / "DICOMDIR", tmp_path / "work")
    assert len(only_series(result)[1].instances) == 4
    assert result.skipped == ()


def test_in_a_folder_files_beside_it_are_found_too_and_none_twice(tmp_path: Path) -> None:
    disc = file_set(tmp_path)
    write_ct(disc / "more", 3)
    result = scanned(disc, tmp_path / "work")
    assert images(result) == 7
    assert result.skipped == ()


def test_missing_files_are_told_once(tmp_path: Path) -> None:
    disc = file_set(tmp_path, 9)
    gone = [path for path in sorted(disc.rglob("*")) if path.is_file() and path.name != "DICOMDIR"][:7]
    for path in gone:
        path.unlink()
    result = scanned(disc, tmp_path / "work")
    assert images(result) == 2
    ((name, reason),) = result.skipped
    assert name == str(disc / "DICOMDIR")
    first = gone[0].relative_to(disc).as_posix()
    assert reason.startswith("7 of the 9 files that this DICOMDIR lists are not there: ")
    assert first.upper() in reason
    assert reason.endswith(" …")


def test_without_any_of_its_files(tmp_path: Path) -> None:
    path = directory(tmp_path / "in", ["A", "B"], "C")
    with pytest.raises(NothingFound, match="2 of the 2 files"):
        scanned(path, tmp_path / "work")


def test_without_any_files(tmp_path: Path) -> None:
    with pytest.raises(NothingFound, match="lists no files"):
        scanned(directory(tmp_path / "in"), tmp_path / "work")


def test_in_an_archive(tmp_path: Path) -> None:
    disc = file_set(tmp_path)
    with zipfile.ZipFile(tmp_path / "disc.zip", "w") as packed:
        for path in disc.rglob("*"):
            packed.write(path, path.relative_to(disc))
    result = scanned(tmp_path / "disc.zip", tmp_path / "work")
    assert images(result) == 4
    assert result.skipped == ()


def test_names_are_compared_as_discs_have_them(tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "disc" / "images", 3)
    (folder / "000.dcm").rename(folder / "im0.dcm;1")
    (folder / "001.dcm").rename(folder / "im1.")
    path = directory(tmp_path / "disc", ["IMAGES", "IM0.DCM"], ["IMAGES", "IM1"], "IMAGES/002.DCM")
    listing = read_directory(str(path))
    assert sorted(Path(file).name for file in listing.files) == ["002.dcm", "im0.dcm;1", "im1."]
    assert listing.missing == ()


@pytest.mark.parametrize("name", [["..", "secret"], "../secret", "/etc/passwd", ["", "secret"], "."])
def test_nothing_outside_is_looked_at(name: list[str] | str, tmp_path: Path) -> None:
    (tmp_path / "secret").write_bytes(b"x")
    assert read_directory(str(directory(tmp_path / "disc", name))).files == ()


def test_a_damaged_one_does_not_keep_the_files_from_being_found(tmp_path: Path) -> None:
    disc = file_set(tmp_path)
    whole = (disc / "DICOMDIR").read_bytes()
    (disc / "DICOMDIR").write_bytes(whole[: len(whole) // 2])
    result = scanned(disc, tmp_path / "work")
    assert images(result) == 4


def test_damage_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = directory(tmp_path, "A")

    def damaged(*_: object, **__: object) -> None:
        raise ValueError("patient data")

    monkeypatch.setattr("medview.io.dicomdir.pydicom.dcmread", damaged)
    with pytest.raises(ReadError, match=r"damaged \(ValueError\)"):
        read_directory(str(path))


@pytest.mark.parametrize("name", ["DICOMDIR", "DICOMDIR-bigEnd", "DICOMDIR-implicit", "DICOMDIR-nopatient"])
def test_pydicoms_own(name: str, tmp_path: Path) -> None:
    source = Path(pydicom.__file__).parent / "data" / "test_files" / "dicomdirtests"
    shutil.copytree(source, tmp_path / "disc")
    listing = read_directory(str(tmp_path / "disc" / name))
    assert len(listing.files) == 31
    assert listing.missing == ()
    result = scanned(tmp_path / "disc" / name, tmp_path / "work")
    assert images(result) == 31
