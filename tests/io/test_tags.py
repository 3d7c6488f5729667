from __future__ import annotations

import gzip
import json
import random
import struct
import zlib
from contextlib import suppress
from pathlib import Path
from typing import Any

import nibabel
import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.data import get_testdata_file
from pydicom.dataset import Dataset
from pydicom.encaps import encapsulate
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    JPEGBaseline8Bit,
)

from medview.core.errors import MedViewError, ReadError
from medview.io.tags import rows, walking, write_tags
from tests.io.making import ct_slice, ct_uids, save

PLAIN = (ExplicitVRLittleEndian, ImplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian)


def told(path: Path) -> dict[str, Any]:
    out = path.with_suffix(".json")
    assert write_tags(str(path), out) == str(out)
    found = json.loads(out.read_text())
    assert (found["format"], found["version"]) == ("medview-tags", 1)
    return dict(found)


def by_tag(lines: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {line["tag"]: line for line in lines}


def made(**values: Any) -> Dataset:
    return ct_slice(0, ct_uids(), np.arange(48, dtype=np.uint16).reshape(6, 8), **values)


def item(**values: Any) -> Dataset:
    dataset = Dataset()
    for keyword, value in values.items():
        setattr(dataset, keyword, value)
    return dataset


@pytest.mark.parametrize("syntax", PLAIN)
def test_every_element_in_every_plain_syntax(syntax, tmp_path) -> None:
    dataset = made(ReferencedImageSequence=[item(ReferencedSOPInstanceUID="1.2.3"), item(ReferencedFrameNumber=[1, 2])])
    found = told(save(dataset, tmp_path / "a.dcm", syntax))
    lines = by_tag(found["rows"])
    assert found["kind"] == "dicom"
    assert found["notes"] == []
    assert lines["(0002,0010)"]["value"].startswith(syntax)
    assert {key: lines["(0010,0010)"].get(key) for key in ("name", "keyword", "vr", "length", "value")} == {
        "name": "Patient's Name",
        "keyword": "PatientName",
        "vr": "PN",
        "length": 10,
        "value": "Test^Head",
    }
    assert lines["(0028,0010)"]["value"] == "6"
    assert lines["(0020,0032)"]["value"] == "0.0\\0.0\\0.0"
    sequence = lines["(0008,1140)"]
    assert (sequence["vr"], sequence["value"]) == ("SQ", "2 items")
    assert [child["tag"] for child in sequence["children"]] == ["Item 1", "Item 2"]
    assert sequence["children"][0]["children"][0]["value"] == "1.2.3"
    assert sequence["children"][1]["children"][0]["value"] == "1\\2"
    assert lines["(7FE0,0010)"]["vr"] == "OW"
    first = "0, 256, 512" if syntax == ExplicitVRBigEndian else "0, 1, 2"  # what was written had the low byte first
    assert lines["(7FE0,0010)"]["value"].startswith(f"96 bytes: {first}")


def test_offsets_point_to_the_values(tmp_path) -> None:
    path = save(made(), tmp_path / "a.dcm")
    line = by_tag(told(path)["rows"])["(0010,0010)"]
    assert path.read_bytes()[line["offset"] :][: line["length"]] == b"Test^Head "


def test_every_value_is_pydicoms(tmp_path) -> None:
    """Against an independent reader: the tags, VRs and items of a large object."""
    path = Path(str(get_testdata_file("waveform_ecg.dcm", download=False)))
    target = tmp_path / "ecg.dcm"
    target.write_bytes(path.read_bytes())

    def flat(dataset: Dataset) -> list[tuple[str, str, int]]:
        lines = []
        for element in dataset:
            tag = f"({element.tag.group:04X},{element.tag.element:04X})"
            lines.append((tag, element.VR, len(element.value) if element.VR == "SQ" else -1))
            for one in element.value if element.VR == "SQ" else ():
                lines += flat(one)
        return lines

    def walked(lines: list[dict[str, Any]]) -> list[tuple[str, str, int]]:
        found = []
        for line in lines:
            children = line.get("children", [])
            if not line["tag"].startswith("Item"):
                found.append((line["tag"], line["vr"], len(children) if line["vr"] == "SQ" else -1))
            found += walked(children)
        return found

    dataset = pydicom.dcmread(path)
    assert walked(told(target)["rows"]) == [*flat(dataset.file_meta), *flat(dataset)]


def test_names_of_private_elements_by_their_creator(tmp_path) -> None:
    dataset = made()
    siemens = dataset.private_block(0x0019, "SIEMENS MR HEADER", create=True)
    siemens.add_new(0x0C, "IS", "1000")
    unknown = dataset.private_block(0x0021, "NOBODY", create=True)
    unknown.add_new(0x01, "LO", "secret")
    dataset.add_new(0x00230001, "LO", "orphan")
    for syntax in (ExplicitVRLittleEndian, ImplicitVRLittleEndian):
        lines = by_tag(told(save(dataset, tmp_path / "a.dcm", syntax))["rows"])
        found = lines["(0019,100C)"]
        assert (found["name"], found["creator"], found["value"]) == ("B_value", "SIEMENS MR HEADER", "1000")
        assert lines["(0019,0010)"]["name"] == "Private Creator"
        assert (lines["(0021,1001)"]["creator"], lines["(0021,1001)"]["value"]) == ("NOBODY", "secret")
        assert "name" not in lines["(0021,1001)"]


def test_names_in_their_character_sets(tmp_path) -> None:
    dataset = made(SpecificCharacterSet="ISO_IR 192", PatientName="王^小东=王^小東")
    dataset.ReferencedImageSequence = [item(ReferencedSOPClassUID="1.2", ReferencedSOPInstanceUID="1.2.840.10008.1.2")]
    lines = by_tag(told(save(dataset, tmp_path / "a.dcm"))["rows"])
    assert lines["(0010,0010)"]["value"] == "王^小东=王^小東"
    inner = lines["(0008,1140)"]["children"][0]["children"]
    assert inner[1]["value"] == "1.2.840.10008.1.2 (Implicit VR Little Endian)"


def test_long_values_are_shortened_and_kept(tmp_path) -> None:
    dataset = made(ImageComments="x" * 9000)
    line = by_tag(told(save(dataset, tmp_path / "a.dcm"))["rows"])["(0020,4000)"]
    assert len(line["value"]) == rows.SHORT_TEXT
    assert line["full"] == "x" * 9000


def test_binary_values_have_a_dump_of_their_first_kilobyte(tmp_path) -> None:
    dataset = made(ICCProfile=bytes(range(256)) * 8)
    line = by_tag(told(save(dataset, tmp_path / "a.dcm"))["rows"])["(0028,2000)"]
    dump = line["hex"].splitlines()
    assert len(dump) == 64
    assert dump[4].startswith("0040  40 41 42 43")
    assert dump[4].endswith("@ABCDEFGHIJKLMNO")


def test_undecodable_values_are_shown_raw_with_a_note(tmp_path) -> None:
    path = save(made(), tmp_path / "a.dcm")
    data = path.read_bytes()
    place = by_tag(told(path)["rows"])["(0020,000D)"]["offset"]
    path.write_bytes(data[:place] + b"\xff\xfe" + data[place + 2 :])
    line = by_tag(told(path)["rows"])["(0020,000D)"]
    assert "Cannot be decoded as UI" in line["note"]
    assert line["hex"].startswith("0000  ff fe")


def test_fragments_of_compressed_pixels(tmp_path) -> None:
    dataset = made()
    dataset.PixelData = encapsulate([b"\xff\xd8abcd", b"\xff\xd8ef"])
    dataset["PixelData"].VR = "OB"
    line = by_tag(told(save(dataset, tmp_path / "a.dcm", JPEGBaseline8Bit))["rows"])["(7FE0,0010)"]
    assert (line["value"], line["length"]) == ("3 fragments", -1)
    assert [child["length"] for child in line["children"]] == [8, 6, 4]
    assert "ff d8 61" in line["children"][1]["hex"]


def test_unknown_elements_of_undefined_length_are_implicit_sequences(tmp_path) -> None:
    inner = struct.pack("<HHI", 0x0008, 0x0060, 2) + b"CT"
    body = struct.pack("<HHI", 0xFFFE, 0xE000, len(inner)) + inner + struct.pack("<HHI", 0xFFFE, 0xE0DD, 0)
    path = save(made(), tmp_path / "a.dcm")
    odd = struct.pack("<HH2sHI", 0x7FE1, 0x1010, b"UN", 0, 0xFFFFFFFF) + body
    path.write_bytes(path.read_bytes() + odd)
    line = by_tag(told(path)["rows"])["(7FE1,1010)"]
    assert line["children"][0]["children"][0]["value"] == "CT"
    assert line["note"] == "No private creator reserves it."


def test_damaged_files_are_walked_as_far_as_they_go(tmp_path) -> None:
    path = save(made(), tmp_path / "a.dcm")
    data = path.read_bytes()
    place = by_tag(told(path)["rows"])["(0028,0010)"]["offset"]
    path.write_bytes(data[: place - 4] + b"\0\0" + data[place - 2 :])
    found = told(path)
    assert found["notes"] == [
        f"Stopped at byte {place - 8}: (0028,0010) is no element (it begins 28 00 10 00 00 00 02 00 06 00 28 00)."
    ]
    assert by_tag(found["rows"])["(0010,0010)"]["value"] == "Test^Head"


def test_where_a_file_is_cut_off_is_told(tmp_path) -> None:
    path = save(made(), tmp_path / "a.dcm")
    path.write_bytes(path.read_bytes()[:-40])
    found = told(path)
    assert "(7FE0,0010) is cut off" in found["notes"][0]
    assert "It should take 96 bytes; 56 are left." in found["rows"][-1]["note"]


def test_long_sequences_end_with_a_line_that_says_more(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(walking, "MOST_ITEMS", 10)
    for undefined in (False, True):
        dataset = made(ReferencedImageSequence=[item(ReferencedSOPInstanceUID=f"1.{n}") for n in range(25)])
        dataset["ReferencedImageSequence"].is_undefined_length = undefined
        for one in dataset.ReferencedImageSequence:
            one.is_undefined_length_sequence_item = undefined
        found = by_tag(told(save(dataset, tmp_path / "a.dcm"))["rows"])
        line = found["(0008,1140)"]
        assert line["value"] == "25 items"
        assert len(line["children"]) == 11
        assert (line["children"][-1]["tag"], line["children"][-1]["name"]) == ("…", "15 more")
        assert found["(0010,0010)"]["value"] == "Test^Head"


def test_the_number_of_lines_is_bounded(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(walking, "MOST_ROWS", 12)
    found = told(save(made(), tmp_path / "a.dcm"))
    assert len(found["rows"]) == 12
    assert "more than 12 elements" in found["notes"][0]


def test_100_000_elements_stay_within_bounds(tmp_path) -> None:
    element = struct.pack("<HH2sH", 0x0028, 0x0010, b"US", 2) + b"\1\0"
    one = struct.pack("<HHI", 0xFFFE, 0xE000, len(element)) + element
    head = struct.pack("<HH2sHI", 0x5200, 0x9230, b"SQ", 0, len(one) * 100_000)
    path = save(made(PixelData=None), tmp_path / "a.dcm")
    path.write_bytes(path.read_bytes() + head + one * 100_000)
    found = told(path)
    assert found["rows"][-1]["value"] == "100000 items"
    assert len(found["rows"][-1]["children"]) == rows.MOST_ITEMS + 1


def test_deep_nesting_stops(tmp_path) -> None:
    sequence = struct.pack("<HH2sHI", 0x0008, 0x1140, b"SQ", 0, 0xFFFFFFFF)
    start = struct.pack("<HHI", 0xFFFE, 0xE000, 0xFFFFFFFF)
    path = save(made(PixelData=None), tmp_path / "a.dcm")
    path.write_bytes(path.read_bytes() + (sequence + start) * 3000)
    assert "nest deeper" in told(path)["notes"][0]


def test_a_data_set_in_another_syntax_than_stated_is_read_as_it_is(tmp_path) -> None:
    path = save(made(), tmp_path / "a.dcm")
    path.write_bytes(path.read_bytes().replace(b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2\0\0\0", 1))
    found = told(path)
    assert "not written in the transfer syntax" in found["notes"][0]
    assert by_tag(found["rows"])["(0010,0010)"]["value"] == "Test^Head"


def test_a_deflated_data_set_that_is_damaged_is_told(tmp_path) -> None:
    path = save(made(), tmp_path / "a.dcm", DeflatedExplicitVRLittleEndian)
    data = path.read_bytes()
    start = 132 + 12 + int.from_bytes(data[140:144], "little")  # after the meta information (PS3.10 7.1)
    packer = zlib.compressobj(wbits=-15)
    packed = packer.compress(zlib.decompress(data[start:], -15)) + packer.flush(zlib.Z_FULL_FLUSH)
    path.write_bytes(data[:start] + packed + b"\x07\xff")  # a block of a type that does not exist (RFC 1951 3.2.3)
    assert "cannot be unpacked" in told(path)["notes"][0]


@pytest.mark.parametrize("name", ["liver_1frame.dcm", "reportsi.dcm", "waveform_ecg.dcm", "rtplan.dcm"])
def test_damage_never_escapes(name, tmp_path) -> None:
    original = Path(str(get_testdata_file(name, download=False))).read_bytes()[:60_000]
    rng = random.Random(name)
    path = tmp_path / "bad.dcm"
    for case in range(60):
        data = bytearray(original[: rng.randrange(140, len(original))] if case % 2 else original)
        for _ in range(rng.randrange(30)):
            data[rng.randrange(132, len(data))] = rng.randrange(256)
        path.write_bytes(data)
        with suppress(MedViewError):
            told(path)


def test_nifti_headers(tmp_path) -> None:
    image = nibabel.Nifti1Image(np.zeros((4, 5, 6), np.int16), np.diag([2.0, 3.0, 4.0, 1.0]))
    image.header["descrip"] = b"Made by hand"
    image.to_filename(tmp_path / "a.nii.gz")
    found = told(tmp_path / "a.nii.gz")
    lines = by_tag(found["rows"])
    assert found["kind"] == "nifti"
    assert lines["dim"]["value"] == "3, 4, 5, 6, 1, 1, 1, 1"
    assert lines["descrip"]["value"] == "Made by hand"
    assert lines["srow_y"]["value"] == "0, 3, 0, 0"
    nibabel.Nifti2Image(np.zeros((4, 5), np.int16), np.eye(4)).to_filename(tmp_path / "b.nii")
    assert by_tag(told(tmp_path / "b.nii")["rows"])["sizeof_hdr"]["value"] == "540"


def test_headers_of_other_formats(tmp_path) -> None:
    (tmp_path / "a.nrrd").write_bytes(b"NRRD0004\n# made\ntype: short\nsizes: 2 3 4\n\n\0\1\2")
    (tmp_path / "a.mha").write_bytes(b"ObjectType = Image\nDimSize = 2 3\nElementDataFile = LOCAL\n\0\1")
    nibabel.MGHImage(np.zeros((2, 3, 4), np.float32), np.eye(4)).to_filename(tmp_path / "a.mgz")
    Image.new("RGB", (7, 5)).save(tmp_path / "a.png", dpi=(300, 300))
    expected = {
        "a.nrrd": ("nrrd", "sizes", "2 3 4"),
        "a.mha": ("metaimage", "DimSize", "2 3"),
        "a.mgz": ("mgh", "height", "3"),
        "a.png": ("picture", "size", "7 × 5"),
    }
    for name, (kind, field, value) in expected.items():
        found = told(tmp_path / name)
        assert found["kind"] == kind
        assert by_tag(found["rows"])[field]["value"] == value


def test_what_has_no_header_is_refused(tmp_path) -> None:
    (tmp_path / "a.txt").write_text("These are only words, and many of them, so that nothing fits.")
    with pytest.raises(ReadError, match="no header"):
        told(tmp_path / "a.txt")
    with pytest.raises(ReadError, match="cannot be read"):
        told(tmp_path / "gone.dcm")
    with gzip.open(tmp_path / "a.nii.gz", "wb") as handle:
        handle.write(b"short")
    with pytest.raises(ReadError, match="takes 348 bytes"):
        told(tmp_path / "a.nii.gz")


@pytest.mark.shared
def test_every_public_file_is_walked_to_its_end(shared_data, tmp_path) -> None:
    stopped, walked = {}, 0
    for path in sorted((shared_data / "dicom" / "fo_dicom").rglob("*.dcm")):
        found = json.loads(Path(write_tags(str(path), tmp_path / "out.json")).read_text())
        walked += 1
        if found["notes"]:
            stopped[path.name] = found["notes"]
    assert walked > 30
    assert set(stopped) <= {"GH195.dcm", "GH223.dcm", "Issue1097_FailToOpenDeflatedFileWithSQ.dcm"}, stopped
