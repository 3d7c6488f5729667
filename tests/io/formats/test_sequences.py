from __future__ import annotations

import gzip
import zipfile
from pathlib import Path

import pytest
from PIL import Image

from medview.core.errors import ReadError
from medview.core.kinds import kind_word
from medview.core.study import Kind
from medview.io.scan import NothingFound
from tests.io.making import head, only_series, scanned, write_ct, write_nifti
from tests.io.sequences.samples import FASTQ, GENBANK


def test_a_file_is_a_study_with_one_series(tmp_path: Path) -> None:
    path = tmp_path / "in" / "two.gb"
    path.parent.mkdir()
    path.write_text(GENBANK)
    study, series = only_series(scanned(path, tmp_path))
    assert (series.kind, series.source_format, series.modality) == (Kind.SEQUENCES, "sequences", "")
    assert (series.description, study.patient.name, study.description) == ("two.gb", "two", "in")
    assert [one.path for one in series.instances] == [str(path)]
    assert (series.geometry, series.pixels, len(series.fingerprint)) == (None, None, 64)
    assert kind_word(series) == "Sequences"


def test_files_lie_beside_images_and_in_archives(tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 3)
    write_nifti(head(), folder / "head.nii.gz")
    (folder / "reads.fq.gz").write_bytes(gzip.compress(FASTQ.encode()))
    (folder / "notes.txt").write_text("Nothing of interest.\n")
    (folder / "table.seq").write_text("a\tb\tc\td\n1\t2\t3\t4\n")
    with zipfile.ZipFile(folder / "more.zip", "w") as packed:
        packed.writestr("deep/made.gb", GENBANK)
    result = scanned(folder, tmp_path)
    kinds = sorted(series.kind.value for study in result.studies for series in study.series)
    assert kinds == ["sequences", "sequences", "volume", "volume"]
    assert {Path(path).name for path, _ in result.skipped} == {"notes.txt", "table.seq"}
    assert {reason for _, reason in result.skipped} == {"It is no medical image or picture."}


def test_pictures_beside_them_are_listed_as_if_they_were_not_there(tmp_path: Path) -> None:
    Image.new("L", (8, 8), 90).save(tmp_path / "photo.png")
    (tmp_path / "a.fa").write_text(">one\nACGT\n")
    result = scanned(tmp_path, tmp_path.parent / "work")
    assert {series.kind for study in result.studies for series in study.series} == {Kind.SEQUENCES, Kind.IMAGES}


def test_the_same_file_twice_is_listed_once(tmp_path: Path) -> None:
    for name in ("a.fa", "b.fa"):
        (tmp_path / name).write_text(">one\nACGT\n")
    result = scanned(tmp_path, tmp_path / "work")
    assert len(result.studies) == 1
    assert len(result.skipped) == 1


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [
        ("a.fa", b"", "empty"),
        ("a.fa", b"\0\1\2\3" * 50, "not text"),
        ("a.vcf", b"<html><body>no</body></html>", "XML"),
    ],
)
def test_what_is_only_called_so_is_left_out_with_its_reason(name: str, data: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(NothingFound, match=why) as caught:
        scanned(tmp_path / name, tmp_path / "work")
    assert isinstance(caught.value, ReadError)


def test_a_file_without_a_name_for_it_is_read_when_it_is_asked_for(tmp_path: Path) -> None:
    path = tmp_path / "in" / "made.weird"
    path.parent.mkdir()
    path.write_text(GENBANK)
    assert only_series(scanned(path, tmp_path))[1].kind is Kind.SEQUENCES
    with pytest.raises(NothingFound):
        scanned(path.parent, tmp_path)
