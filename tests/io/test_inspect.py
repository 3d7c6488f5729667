"""The inspection's document against arrays the test made."""

from __future__ import annotations

import hashlib
import json
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from pydicom.data import get_testdata_file
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian, ImplicitVRLittleEndian

from medview.core.errors import MedViewError
from medview.io import scanned
from medview.io.inspect import inspect
from tests.io.fuzz_seeds import Seed, seeds
from tests.io.making import ct_slice, ct_uids, head, nothing, save, write_ct, write_nifti

PICTURE = np.arange(48, dtype=np.uint16).reshape(6, 8)


def inspected(path: Path, work: Path) -> dict[str, Any]:
    document = inspect((str(path),), work, nothing)
    return json.loads(json.dumps(document, allow_nan=False))  # what a script gets


def only(document: dict[str, Any]) -> dict[str, Any]:
    assert len(document["objects"]) == 1
    return document["objects"][0]


def unpacked(name: str, folder: Path) -> Path:
    seed: Seed = next(one for one in seeds() if one.name == name)
    for relative, content in seed.files.items():
        (folder / relative).parent.mkdir(parents=True, exist_ok=True)
        (folder / relative).write_bytes(content)
    return folder


def test_a_slice_is_described_whole(tmp_path: Path) -> None:
    path = save(ct_slice(0, ct_uids(), PICTURE), tmp_path / "in" / "one.dcm")
    found = only(inspected(path, tmp_path))
    assert found["path"] == str(path.resolve())
    assert (found["sop_class"], found["sop_class_uid"]) == ("CT Image Storage", CTImageStorage)
    assert (found["transfer_syntax"], found["transfer_syntax_uid"]) == (
        "Explicit VR Little Endian",
        ExplicitVRLittleEndian,
    )
    assert (found["shape"], found["type"], found["minimum"], found["maximum"]) == ([6, 8], "uint16", 0, 47)
    assert found["sha256"] == hashlib.sha256(PICTURE.tobytes()).hexdigest()  # before slope and intercept
    assert (found["refusal"], found["format"]) == (None, "dicom")


def test_each_slice_of_a_volume_has_its_place(tmp_path: Path) -> None:
    document = inspected(write_ct(tmp_path / "in", 3), tmp_path)
    series = document["series"][0]
    assert (series["kind"], series["objects"], series["geometry"]["shape"]) == ("volume", 3, [3, 6, 8])
    assert {one["series"] for one in document["objects"]} == {series["uid"]}
    for number, one in enumerate(document["objects"]):
        affine = np.array(one["geometry"]["affine_lps"])
        assert one["geometry"]["shape"] == [1, 6, 8]
        assert affine @ (0, 0, 0, 1) == pytest.approx((0, 0, 2 * number, 1))
        assert affine @ (0, 1, 0, 1) == pytest.approx((0, 0.5, 2 * number, 1))
        assert affine @ (0, 0, 1, 1) == pytest.approx((0.75, 0, 2 * number, 1))


def test_members_of_archives_are_named_by_both_paths(tmp_path: Path) -> None:
    write_ct(tmp_path / "ct", 2)
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for path in (tmp_path / "ct").iterdir():
            archive.write(path, f"a/{path.name}")
    document = inspected(tmp_path / "in.zip", tmp_path / "work")
    assert [one["path"] for one in document["objects"]] == [f"{tmp_path}/in.zip/a/{n:03}.dcm" for n in range(2)]


def test_copies_in_another_encoding_are_objects_of_their_own(tmp_path: Path) -> None:
    dataset = ct_slice(0, ct_uids(), PICTURE)
    for name, syntax in (("a", ExplicitVRLittleEndian), ("b", ImplicitVRLittleEndian)):
        save(dataset, tmp_path / "in" / name, syntax)
    document = inspected(tmp_path / "in", tmp_path)
    assert len({one["sha256"] for one in document["objects"]}) == 1
    assert {one["transfer_syntax_uid"] for one in document["objects"]} == {
        ExplicitVRLittleEndian,
        ImplicitVRLittleEndian,
    }
    assert sum("already found" in " ".join(one["notes"]) for one in document["objects"]) == 1
    assert len(document["series"]) == 1


def test_every_copy_is_an_object_however_many_there_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(scanned, "ALIKE", 2)
    data = save(ct_slice(0, ct_uids(), PICTURE), tmp_path / "in" / "0").read_bytes()
    for number in range(1, 6):
        (tmp_path / "in" / f"{number}").write_bytes(data)
    document = inspected(tmp_path / "in", tmp_path)
    assert len(document["objects"]) == 6
    assert document["skipped"] == []


def test_pixels_that_cannot_be_decoded_are_refused_with_the_reason(tmp_path: Path) -> None:
    retired = "1.2.840.10008.1.2.4.53"
    path = save(ct_slice(0, ct_uids(), PICTURE), tmp_path / "in" / "one.dcm")
    content = path.read_bytes().replace(b"1.2.840.10008.1.2.1\0", f"{retired}\0"[:20].encode(), 1)
    path.write_bytes(content)
    document = inspected(path, tmp_path)
    assert len(document["objects"]) == 1
    assert document["objects"][0]["refusal"]
    assert document["objects"][0]["sha256"] is None


def test_files_that_are_none_of_ours_are_skipped(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "note.txt").write_text("hello")
    document = inspected(tmp_path / "in", tmp_path)
    assert (document["objects"], document["series"]) == ([], [])
    assert document["skipped"][0]["path"].endswith("note.txt")
    with pytest.raises(MedViewError, match="no file or folder"):
        inspected(tmp_path / "nowhere", tmp_path)


def test_several_frames_are_hashed_as_one_array(tmp_path: Path) -> None:
    found = only(inspected(unpacked("enhanced MR", tmp_path / "in"), tmp_path))
    frames = np.stack([(np.indices((24, 24))[0] * 7 + np.indices((24, 24))[1] * 3 + n * 11) % 256 for n in range(6)])
    assert found["shape"] == [6, 24, 24]
    assert found["sha256"] == hashlib.sha256(frames.astype("<u2").tobytes()).hexdigest()


@pytest.mark.parametrize("name", ["presentation state", "structured report", "PDF", "ECG", "structures", "key objects"])
def test_objects_without_pixels_have_a_kind(name: str, tmp_path: Path) -> None:
    document = inspected(unpacked(name, tmp_path / "in"), tmp_path)
    found = next(one for one in document["objects"] if one["path"].endswith("object.dcm"))
    assert found["kind"] not in ("volume", "images", "other")
    assert (found["sha256"], found["refusal"]) == (None, None)


@pytest.mark.parametrize("suffix", [".nii", ".nii.gz"])
def test_stored_values_of_other_formats(suffix: str, tmp_path: Path) -> None:
    volume = head()
    path = write_nifti(volume, tmp_path / f"head{suffix}")
    found = only(inspected(path, tmp_path))
    assert (found["format"], found["kind"], found["sop_class_uid"]) == ("nifti", "volume", "")
    assert (tuple(found["shape"]), found["type"]) == (volume.array.shape, "int16")
    assert found["sha256"] == hashlib.sha256(volume.array.tobytes()).hexdigest()
    assert np.array(found["geometry"]["affine_lps"]) == pytest.approx(volume.geometry.affine, abs=1e-4)


def test_a_single_slice_has_the_place_of_its_plane(tmp_path: Path) -> None:
    path = save(ct_slice(0, ct_uids(), PICTURE, ImagePositionPatient=[5, 6, 7]), tmp_path / "in" / "one.dcm")
    place = only(inspected(path, tmp_path))["geometry"]
    assert place["shape"] == [1, 6, 8]
    assert np.array(place["affine_lps"]) @ (0, 2, 3, 1) == pytest.approx((5 + 3 * 0.75, 6 + 2 * 0.5, 7, 1))


def test_frames_along_a_dimension(tmp_path: Path) -> None:
    document = inspected(unpacked("enhanced MR", tmp_path / "in"), tmp_path)
    found, series = only(document), document["series"][0]
    assert series["geometry"]["shape"] == [3, 24, 24]
    assert found["geometry"] == series["geometry"]
    assert [(one["name"], one["values"]) for one in found["dimensions"]] == [("Echo Time", [10.0, 11.0])]


def test_slices_that_make_no_grid_have_a_place_each(tmp_path: Path) -> None:
    tumbling = write_ct(tmp_path / "in", 3, lambda n: {"ImageOrientationPatient": [1, 0, 0, 0, n % 2, 1 - n % 2]})
    document = inspected(tumbling, tmp_path)
    places = [one["geometry"]["affine_lps"] for one in document["objects"]]
    assert len(places) == 3
    assert {tuple(np.array(place)[:3, 1]) for place in places} == {(0.0, 0.5, 0.0), (0.0, 0.0, 0.5)}


def test_a_segmentation_lies_on_its_own_grid(tmp_path: Path) -> None:
    found = only(inspected(Path(str(get_testdata_file("liver_1frame.dcm"))), tmp_path))
    assert (found["kind"], found["shape"]) == ("segmentation", [512, 512])
    assert found["geometry"]["shape"] == [1, 512, 512]
    assert np.linalg.norm(np.array(found["geometry"]["affine_lps"])[:3, 2]) == pytest.approx(0.810547)


@pytest.mark.parametrize(
    ("name", "shape", "kind"), [("grey.png", [24, 24], "uint16"), ("colour.png", [24, 24, 3], "uint8")]
)
def test_pictures_are_hashed_as_they_are_stored(name: str, shape: list[int], kind: str, tmp_path: Path) -> None:
    found = only(inspected(unpacked(name, tmp_path / "in"), tmp_path))
    stored = np.asarray(Image.open(tmp_path / "in" / name))
    assert (found["format"], found["shape"], found["type"]) == ("picture", shape, kind)
    assert found["sha256"] == hashlib.sha256(stored.tobytes()).hexdigest()


def test_sequences_are_listed_beside_images(tmp_path: Path) -> None:
    folder = write_ct(tmp_path / "in", 1)
    (folder / "genes.fa").write_text(">a\nACGT\nAC\n>b\nAC1\n")
    (folder / "reads.fastq").write_text("@r\nACGU\n+\n!!II\n")
    (folder / "rows.aln").write_text("CLUSTAL W (1.81) multiple sequence alignment\n\n\none  MK-E\ntwo  MKVE\n")
    (folder / "broken.gb").write_text("no entry at all")
    (folder / "note.txt").write_text("a note")
    (folder / "hits.m10").write_text("# fasta36 -m 10 a b\nFASTA searches a protein or DNA sequence data bank\n")
    with zipfile.ZipFile(folder / "packed.zip", "w") as packed:
        packed.writestr("inside.fa", ">z\nMKVL\n")
    document = inspected(folder, tmp_path)
    assert [len(document[key]) for key in ("objects", "series")] == [1, 1]
    told = {Path(one["path"]).name: one for one in document["sequences"]}
    assert sorted(told) == ["broken.gb", "genes.fa", "inside.fa", "reads.fastq", "rows.aln"]
    genes = told["genes.fa"]
    assert (genes["format"], genes["type"], genes["records"], genes["letters"]) == ("fasta", "DNA", 1, 6)
    assert genes["sha256"] == hashlib.sha256(b"ACGTAC").hexdigest()
    assert genes["refused"][0] | {"reason": ""} == {"record": 2, "name": "b", "line": 5, "reason": ""}
    assert (genes["refusal"], genes["refused_count"], genes["aligned"], genes["quality"]) == (None, 1, False, None)
    assert (told["reads.fastq"]["quality"], told["reads.fastq"]["type"]) == ("sanger", "RNA")
    assert (told["rows.aln"]["aligned"], told["rows.aln"]["columns"], told["rows.aln"]["records"]) == (True, 4, 2)
    assert "not a known kind" in told["broken.gb"]["refusal"]
    assert told["inside.fa"]["path"].endswith("packed.zip/inside.fa")
    left = {Path(one["path"]).name: one["reason"] for one in document["skipped"]}
    assert left == {
        "note.txt": "It is no medical image or picture.",
        "hits.m10": "It is the output of a search, which holds pieces of sequences only.",
    }


def test_sequences_alone_are_no_images(tmp_path: Path) -> None:
    path = tmp_path / "x.any"
    path.write_text(">a\nACGT\n")
    document = inspected(path, tmp_path)
    assert (document["objects"], document["series"], document["skipped"]) == ([], [], [])
    assert [one["letters"] for one in document["sequences"]] == [4]
    (tmp_path / "in").mkdir()
    path.rename(tmp_path / "in" / "x.any")
    assert inspected(tmp_path / "in", tmp_path)["sequences"] == []  # its name does not say so
