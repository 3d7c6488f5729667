"""Headers of files that are not plainly what the standard says, and text in every character set."""

from __future__ import annotations

import os
import struct
import warnings
import zlib
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.data import get_charset_files
from pydicom.dataset import Dataset
from pydicom.uid import (
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
)

from medview.core.errors import ReadError
from medview.io import element_walk
from medview.io.charsets import decode, mend
from medview.io.dicom_header import Header, read_header
from medview.io.pixels import open_object
from tests.io.making import ct_slice, ct_uids, save

PIXELS = np.arange(48, dtype=np.uint16).reshape(6, 8)
NAMES = ("PatientID", "Modality", "ImagePositionPatient", "SeriesInstanceUID", "SOPInstanceUID", "SOPClassUID")


def a_slice(**changes: object) -> Dataset:
    return ct_slice(3, ct_uids(), PIXELS, **changes)


def header_of(path: Path) -> Header:
    header = read_header(str(path))
    assert header is not None
    return header


def same(header: Header, dataset: Dataset) -> bool:
    texts = {name: header.text(name) for name in NAMES}
    stored = {name: dataset[name].value for name in NAMES}
    words = {
        name: value if isinstance(value, str) else "\\".join(str(part) for part in value)
        for name, value in stored.items()
        if name != "ImagePositionPatient"
    }
    return (
        all(texts[name] == str(words[name]) for name in words)
        and header.floats("ImagePositionPatient") == (0.0, 0.0, 6.0)
        and (header.short("Rows"), header.short("Columns"), header.short("BitsStored")) == (6, 8, 16)
        and header.has_pixels
    )


PLAIN = (ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian)


class TestPlain:
    @pytest.mark.parametrize("syntax", PLAIN)
    def test_every_uncompressed_encoding(self, syntax: str, tmp_path: Path) -> None:
        dataset = a_slice(**({"PixelData": PIXELS.astype(">u2").tobytes()} if syntax == ExplicitVRBigEndian else {}))
        header = header_of(save(dataset, tmp_path / "a", syntax))
        assert same(header, dataset)
        assert header.text("TransferSyntaxUID") == syntax
        assert header.notes == ()
        assert (header.pixel_offset > 0) == (syntax in PLAIN[:2])

    @pytest.mark.parametrize("syntax", PLAIN[:3])
    def test_without_preamble_or_meta_information(self, syntax: str, tmp_path: Path) -> None:
        dataset = a_slice(**({"PixelData": PIXELS.astype(">u2").tobytes()} if syntax == ExplicitVRBigEndian else {}))
        whole = save(dataset, tmp_path / "a", syntax).read_bytes()
        bare = tmp_path / "bare"
        bare.write_bytes(whole[132:])
        header = header_of(bare)
        assert same(header, dataset)
        assert header.notes == ("It has no DICOM preamble.",)
        length = struct.unpack_from("<I", whole, 140)[0]
        bare.write_bytes(whole[144 + length :])
        header = header_of(bare)
        assert same(header, dataset)
        assert header.text("TransferSyntaxUID") == syntax
        assert header.notes[0] == "It has no DICOM preamble."
        assert header.notes[1].startswith("The transfer syntax is not stated; read as ")

    def test_what_only_the_meta_information_says(self, tmp_path: Path) -> None:
        dataset = a_slice()
        path = save(dataset, tmp_path / "a")
        stored = pydicom.dcmread(path)
        del stored.SOPClassUID, stored.SOPInstanceUID
        stored.save_as(path, enforce_file_format=False)
        assert same(header_of(path), dataset)

    def test_without_class_and_instance(self, tmp_path: Path) -> None:
        path = save(a_slice(), tmp_path / "a")
        stored = pydicom.dcmread(path)
        for keyword in ("SOPClassUID", "SOPInstanceUID"):
            del stored[keyword]
            del stored.file_meta[f"MediaStorage{keyword}"]
        stored.save_as(path, enforce_file_format=False)
        header = header_of(path)
        assert header.text("SOPInstanceUID") == ""
        assert header.notes == ("It does not say what kind of object it is (SOP Class UID).",)

    @pytest.mark.parametrize("vr", ["SQ", "UN"])
    @pytest.mark.parametrize("undefined", [True, False])
    def test_private_sequences_are_passed_over(self, vr: str, undefined: bool, tmp_path: Path) -> None:
        dataset, inner = a_slice(), Dataset()
        inner.PatientID, inner.Rows = "within", 99
        block = dataset.private_block(0x0029, "MAKER", create=True)
        block.add_new(0x10, "SQ", [inner, Dataset(), inner])
        dataset[0x0029, 0x1010].is_undefined_length = undefined
        path = save(dataset, tmp_path / "a")
        if vr == "UN":
            data = path.read_bytes()
            at = data.index(b"\x29\x00\x10\x10SQ")
            if undefined:  # the content of such an element is implicit (PS3.5 6.2.2 note 4)
                end = data.index(b"\xfe\xff\xdd\xe0", at)
                item = struct.pack("<HHI", 0xFFFE, 0xE000, 14) + struct.pack("<HHI", 0x10, 0x20, 6) + b"within"
                path.write_bytes(data[: at + 4] + b"UN" + data[at + 6 : at + 12] + item + data[end:])
            else:
                path.write_bytes(data[: at + 4] + b"UN" + data[at + 6 :])
        header = header_of(path)
        assert same(header, dataset)
        assert header.pixel_offset > 0
        assert header.notes == ()

    @pytest.mark.parametrize("undefined", [True, False])
    def test_long_functional_groups_are_passed_over(self, undefined: bool, tmp_path: Path) -> None:
        dataset = a_slice()
        group = Dataset()
        group.PlanePositionSequence = [Dataset()]
        group.PlanePositionSequence[0].ImagePositionPatient = [9, 9, 9]
        dataset.PerFrameFunctionalGroupsSequence = [group] * 400
        dataset["PerFrameFunctionalGroupsSequence"].is_undefined_length = undefined
        header = header_of(save(dataset, tmp_path / "a"))
        assert same(header, dataset)
        assert header.file_size > header.pixel_offset > 16384


class TestOdd:
    def test_elements_out_of_order(self, tmp_path: Path) -> None:
        dataset = a_slice()
        path = save(dataset, tmp_path / "a")
        late = struct.pack("<HH2sH", 0x0008, 0x1030, b"LO", 4) + b"Late"
        data = path.read_bytes()
        at = data.index(b"\x28\x00\x10\x00US")
        path.write_bytes(data[:at] + late + data[at:])
        header = header_of(path)
        assert same(header, dataset)
        assert header.text("StudyDescription") == "Late"

    def test_a_header_cut_short_is_read_as_far_as_it_goes(self, tmp_path: Path) -> None:
        path = save(a_slice(), tmp_path / "a")
        data = path.read_bytes()
        path.write_bytes(data[: data.index(b"\x28\x00\x30\x00DS") + 9])
        header = header_of(path)
        assert header.text("PatientID") == "P1"
        assert not header.has_pixels
        assert header.notes == ("The file ends within its header.",)

    def test_the_wrong_transfer_syntax(self, tmp_path: Path) -> None:
        dataset = a_slice()
        path = save(dataset, tmp_path / "a")
        data = path.read_bytes()
        explicit, implicit = b"1.2.840.10008.1.2.1\0", b"1.2.840.10008.1.2\0\0\0"
        path.write_bytes(data.replace(explicit, implicit))
        header = header_of(path)
        assert same(header, dataset)
        assert "explicit" in header.notes[0]

    def test_odd_values_become_notes_and_no_noise(self, tmp_path: Path) -> None:
        path = save(a_slice(), tmp_path / "a")
        data = path.read_bytes()
        path.write_bytes(data.replace(b"\x10\x00\x20\x00LO", b"\x10\x00\x20\x00zz"))
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            header = read_header(str(path))
        assert header is not None
        assert header.text("Modality") == "CT"

    @pytest.mark.parametrize(
        "data",
        [
            b"",
            b"\x08\x00",
            b"plain text that is long enough to be looked at, and nothing else",
            b"\x08\x00\x05\x00" + b"\0" * 300,
            bytes(400),
            b"{" + b'"a": 1,' * 90,
            b"\x89PNG\r\n\x1a\n" + bytes(300),
            b"\x02\x00\x00\x00UL\x04\x00" + bytes(300),
        ],
    )
    def test_what_is_no_dicom(self, data: bytes, tmp_path: Path) -> None:
        (tmp_path / "a").write_bytes(data)
        assert read_header(str(tmp_path / "a")) is None

    def test_a_deflated_bomb(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(element_walk, "INFLATED_MOST", 1 << 20)
        whole = save(a_slice(), tmp_path / "a", DeflatedExplicitVRLittleEndian).read_bytes()
        start = 144 + struct.unpack_from("<I", whole, 140)[0]
        packer = zlib.compressobj(wbits=-zlib.MAX_WBITS)
        head = struct.pack("<HH2sHI", 0x0008, 0x0001, b"OB", 0, 1 << 28)
        path = tmp_path / "bomb"
        path.write_bytes(whole[:start] + packer.compress(head + bytes(1 << 26)) + packer.flush())
        with pytest.raises(ReadError, match="inflates to more than 1 MB"):
            read_header(str(path))

    @pytest.mark.parametrize("syntax", PLAIN)
    def test_damage_anywhere_is_a_header_nothing_or_a_reason(self, syntax: str, tmp_path: Path) -> None:
        whole = save(a_slice(), tmp_path / "a", syntax).read_bytes()
        random = np.random.default_rng(5)
        path = tmp_path / "b"
        for _ in range(150):
            data = bytearray(whole)
            for place in random.integers(0, min(len(data), 900), 3):
                data[place] = random.integers(0, 256)
            path.write_bytes(data[: int(random.integers(1, len(data)))])
            try:
                header = read_header(str(path))
            except ReadError:
                continue
            assert header is None or isinstance(header.text("PatientName"), str)


@pytest.mark.shared
class TestCollections:
    def every(self, shared_data: Path) -> list[Path]:
        own = Path(pydicom.data.__file__).parent
        roots = (shared_data / "dicom", own / "test_files", own / "charset_files")
        return [path for root in roots for path in sorted(root.rglob("*")) if path.is_file()]

    def test_whatever_pydicom_parses_has_a_header(self, shared_data: Path) -> None:
        checked = 0
        for path in self.every(shared_data):
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                try:
                    theirs = pydicom.dcmread(path, stop_before_pixels=True)
                except (pydicom.errors.InvalidDicomError, OSError):
                    continue
                header = header_of(path)
                checked += 1
                for keyword in ("Rows", "Columns", "BitsAllocated"):
                    value = theirs.get(keyword)
                    assert header.short(keyword, -1) == (-1 if value is None else value), (path, keyword)
                for keyword in ("SeriesInstanceUID", "StudyInstanceUID", "Modality", "PatientName"):
                    assert header.text(keyword).rstrip("=") == str(theirs.get(keyword) or "").strip(" \0="), path
        assert checked > 500

    @pytest.mark.parametrize("name", ["fo_dicom/GH340.dcm", "pydicom_data/OT-PAL-8-face.dcm"])
    def test_files_without_a_transfer_syntax(self, name: str, shared_data: Path) -> None:
        header = header_of(shared_data / "dicom" / name)
        assert header.text("TransferSyntaxUID") == ImplicitVRLittleEndian
        assert "The transfer syntax is not stated; read as Implicit VR Little Endian." in header.notes

    def test_a_file_without_a_class(self, shared_data: Path) -> None:
        header = header_of(shared_data / "dicom" / "fo_dicom" / "charset" / "chrSQEncoding.dcm")
        assert header.text("SOPClassUID") == "" or header.notes == ()


def of_pydicom(name: str) -> str:
    (path,) = [path for path in get_charset_files(f"{name}.dcm") if Path(path).stem == name]
    return header_of(Path(path)).text("PatientName")


class TestCharacterSets:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("chrArab", "قباني^لنزار"),
            ("chrFren", "Buc^Jérôme"),
            ("chrFrenMulti", "Buc^Jérôme"),
            ("chrGerm", "Äneas^Rüdiger"),
            ("chrGreek", "Διονυσιος"),
            ("chrH31", "Yamada^Tarou=山田^太郎=やまだ^たろう"),
            ("chrH32", "ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう"),
            ("chrHbrw", "שרון^דבורה"),
            ("chrI2", "Hong^Gildong=洪^吉洞=홍^길동"),
            ("chrJapMulti", "やまだ^たろう"),
            ("chrJapMultiExplicitIR6", "やまだ^たろう"),
            ("chrKoreanMulti", "김희중"),
            ("chrRuss", "Люкceмбypг"),
            ("chrX1", "Wang^XiaoDong=王^小東"),
            ("chrX2", "Wang^XiaoDong=王^小东"),
        ],
    )
    def test_files_of_every_set(self, name: str, expected: str) -> None:
        assert of_pydicom(name) == expected

    @pytest.mark.parametrize(
        ("stated", "raw", "expected"),
        [
            ("GB18030", "张^三丰=張^三豐".encode("gb18030"), "张^三丰=張^三豐"),
            ("GBK", "赵^颖一".encode("gbk"), "赵^颖一"),
            ("ISO_IR 192", "Müller^Jörg=王^小东".encode(), "Müller^Jörg=王^小东"),
            ("ISO_IR 13", "ﾔﾏﾀﾞ^ﾀﾛｳ".encode("shift_jis"), "ﾔﾏﾀﾞ^ﾀﾛｳ"),
            ("ISO_IR 166", "สมชาย".encode("tis_620"), "สมชาย"),
            ("ISO-IR 100", "Jérôme".encode("latin_1"), "Jérôme"),
            ("\\ISO 2022 IR 87", b"Yamada=\x1b$B;3ED\x1b(B^\x1b$BB@O:\x1b(B", "Yamada=山田^太郎"),
            ("\\ISO 2022 IR 159", b"A^\x1b$(D\x22\x2f\x1b(B", "A^˘"),
            ("\\ISO 2022 IR 149", b"Hong=\x1b$)C\xfb\xf3^\x1b$)C\xd1\xce\xd4\xd7", "Hong=洪^吉洞"),
            ("\\ISO 2022 IR 149", b"Hong=\x1b$)C\xfb\xf3^\xd1\xce\xd4\xd7", "Hong=洪^吉洞"),  # stated once for all
            ("\\ISO 2022 IR 58", b"Zhang^XiaoDong=\x1b$)A\xd5\xc5^\x1b$)A\xd0\xa1\xb6\xab=", "Zhang^XiaoDong=张^小东="),
            ("ISO 2022 IR 100\\ISO 2022 IR 144", b"J\xe9r\xf4me\\\x1b-L\xbb\xee\xda\xda", "Jérôme\\Люкк"),
            ("", b"Yamada=\x1b$B;3ED\x1b(B", "Yamada=山田"),  # not declared, and clear all the same
        ],
    )
    def test_made_names(self, stated: str, raw: bytes, expected: str) -> None:
        assert decode(raw, stated.encode(), True) == type(decode(b"", b""))(expected)

    @pytest.mark.parametrize(
        ("stated", "raw", "expected", "note"),
        [
            ("", "张^三丰".encode("gbk"), "张^三丰", "no character set is stated; read as GB18030"),
            ("", "Müller^Jörg".encode("latin_1"), "Müller^Jörg", "no character set is stated; read as ISO_IR 100"),
            ("", "Müller".encode(), "Müller", "no character set is stated; read as UTF-8"),
            ("", "やまだ".encode("shift_jis"), "やまだ", "read as Shift JIS"),
            (
                "ISO_IR 100",
                "王^小东".encode("gb18030"),
                "王^小东",
                "stated character set (ISO_IR 100); read as GB18030",
            ),
            ("ISO_IR 100", "Jérôme".encode(), "Jérôme", "read as UTF-8"),
            ("ISO_IR 192", "Jérôme".encode("latin_1"), "Jérôme", "stated character set (ISO_IR 192); read as ISO_IR"),
            ("GB18030", b"\xff\xff", "ÿÿ", "read as ISO_IR 100"),
            ("KLINGON", "Jérôme".encode("latin_1"), "Jérôme", "(KLINGON); read as ISO_IR 100"),
        ],
    )
    def test_a_wrong_or_missing_set_is_guessed_and_told(
        self, stated: str, raw: bytes, expected: str, note: str
    ) -> None:
        text = decode(raw, stated.encode(), True)
        assert text.value == expected
        assert note in text.note

    def test_the_guess_is_noted_on_the_header(self, tmp_path: Path) -> None:
        dataset = a_slice(SpecificCharacterSet="ISO_IR 192", PatientName="PPPPPP")
        path = save(dataset, tmp_path / "a")
        path.write_bytes(path.read_bytes().replace(b"PPPPPP", "王^小".encode("gbk") + b" "))
        header = header_of(path)
        assert header.text("PatientName") == "王^小"
        assert header.notes == ("Text is not in the stated character set (ISO_IR 192); read as GB18030.",)

    @pytest.mark.parametrize("stated", ["", "ISO_IR 192", "ISO_IR 100"])
    def test_pydicom_reads_the_mended_data_set_alike(self, stated: str, tmp_path: Path) -> None:
        item = Dataset()
        item.CodeMeaning = "QQQQ"
        dataset = a_slice(SpecificCharacterSet=stated, PatientName="PPPPPP", ProcedureCodeSequence=[item])
        data = save(dataset, tmp_path / "a").read_bytes()
        data = data.replace(b"PPPPPP", "王^小".encode("gbk") + b" ").replace(b"QQQQ", "小东".encode("gbk"))
        (tmp_path / "a").write_bytes(data)
        opened = open_object(tmp_path / "a")
        assert str(opened.dataset.PatientName).strip() == "王^小"
        assert opened.dataset.ProcedureCodeSequence[0].CodeMeaning == "小东"
        assert "read as GB18030" in opened.notes[0]

    @pytest.mark.parametrize("name", ["chrH31", "chrX1", "chrFren", "chrI2"])
    def test_a_right_data_set_is_left_alone(self, name: str) -> None:
        (path,) = [path for path in get_charset_files(f"{name}.dcm") if Path(path).stem == name]
        dataset = pydicom.dcmread(path)
        stated = dataset.SpecificCharacterSet
        assert mend(dataset) == ()
        assert dataset.SpecificCharacterSet == stated

    @pytest.mark.parametrize("stated", [b"", b"ISO_IR 192", b"\\ISO 2022 IR 87", b"GB18030", b"ISO_IR 13"])
    def test_no_bytes_are_too_odd(self, stated: bytes) -> None:
        for _ in range(300):
            raw = os.urandom(12) + b"\x1b$B" + os.urandom(5)
            assert isinstance(decode(raw, stated, True).value, str)
