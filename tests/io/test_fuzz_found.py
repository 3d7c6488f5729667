"""What the fuzz once found, made small: each of these escaped, took too much, or was wrong."""

from __future__ import annotations

import gzip
import io
import tarfile
import zipfile
from pathlib import Path

import numpy as np
import pydicom
import pytest
from PIL import Image
from pydicom.data import get_testdata_file
from pydicom.datadict import tag_for_keyword
from pydicom.dataelem import RawDataElement
from pydicom.tag import BaseTag

from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.io.inspect import inspect
from medview.io.middle import middle
from medview.io.objects import reading
from medview.io.scan import scan
from medview.jobs.local import LocalContext
from medview.tasks.files import TASKS
from tests.io.fuzz_seeds import seeds
from tests.io.making import ct_slice, ct_uids, nothing, save, scanned

PICTURE = np.arange(48, dtype=np.uint16).reshape(6, 8)


def test_a_file_lists_no_more_frames_than_it_can_hold(tmp_path: Path) -> None:
    path = tmp_path / "one.dcm"
    dataset = pydicom.dcmread(get_testdata_file("JPEG2000.dcm"))
    dataset.NumberOfFrames = 2**31 - 1
    dataset.save_as(path)
    series = scanned(path, tmp_path).studies[0].series
    assert sum(len(one.instances) for one in series) <= path.stat().st_size
    assert inspect((str(path),), tmp_path, nothing)["objects"][0]["refusal"]


def test_a_damaged_gzip_tar_is_left_out_with_its_reason(tmp_path: Path) -> None:
    plain = io.BytesIO()
    with tarfile.open(fileobj=plain, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("empty"), io.BytesIO())
    packed = bytearray(gzip.compress(plain.getvalue() + np.random.default_rng(0).bytes(5000), mtime=0))
    (tmp_path / "whole.dcm").write_bytes(seeds()[0].content)
    for place in range(10, 400, 7):
        damaged = bytearray(packed)
        damaged[place] ^= 0xFF
        (tmp_path / "in.tar.gz").write_bytes(bytes(damaged))
        work = tmp_path / f"work{place}"
        work.mkdir()
        assert scan((str(tmp_path / "in.tar.gz"), str(tmp_path / "whole.dcm")), work, nothing).studies


def test_a_zip_with_a_nameless_member_is_left_out_with_its_reason(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        archive.writestr("a", b"")
    content = bytearray((tmp_path / "in.zip").read_bytes())
    entry = content.index(b"PK\x01\x02")
    content[entry + 28 : entry + 30] = b"\0\0"  # the length of the name in the central directory
    (tmp_path / "in.zip").write_bytes(bytes(content))
    with pytest.raises(MedViewError, match=r"in\.zip"):
        scan((str(tmp_path / "in.zip"),), tmp_path, nothing)


@pytest.mark.parametrize("wrong", [1e308, -1e9, float("nan"), float("inf")])
def test_a_grid_beyond_all_measure_is_refused(wrong: float) -> None:
    affine = np.eye(4)
    affine[1, 1] = wrong
    with pytest.raises(MedViewError, match="finite"):
        Geometry((2, 2, 2), affine)


def test_the_middle_of_a_packed_metaimage_is_read(tmp_path: Path) -> None:
    seed = next(one for one in seeds() if one.name == "packed.mha")
    (tmp_path / "packed.mha").write_bytes(seed.content)
    series = scanned(tmp_path / "packed.mha", tmp_path).studies[0].series[0]
    assert middle(series).array.shape == (6, 5)


def test_a_picture_without_its_size_has_no_tags(tmp_path: Path) -> None:
    buffer = io.BytesIO()
    Image.new("L", (4, 4)).save(buffer, "TIFF")
    for place in range(8, len(buffer.getvalue())):
        damaged = bytearray(buffer.getvalue())
        damaged[place] ^= 0xFF
        (tmp_path / "one.tif").write_bytes(bytes(damaged))
        try:
            TASKS["tags"](LocalContext(tmp_path), path=str(tmp_path / "one.tif"))
        except MedViewError as error:
            assert error.hint  # noqa: PT017 (most of them can be read)


def test_numbers_of_a_wrong_length_are_absent() -> None:
    dataset = pydicom.Dataset()
    tag = tag_for_keyword("RealWorldValueSlope")
    dataset[tag] = RawDataElement(BaseTag(tag), "FD", 3, b"\0\0\0", 0, False, True)
    assert reading.number(dataset, "RealWorldValueSlope", 7.0) == 7.0


def test_two_numbers_of_rows_are_none(tmp_path: Path) -> None:
    path = save(ct_slice(0, ct_uids(), PICTURE), tmp_path / "in" / "one.dcm")
    content = path.read_bytes()
    rows = b"\x28\x00\x10\x00US\x02\x00\x06\x00"
    assert rows in content
    path.write_bytes(content.replace(rows, b"\x28\x00\x10\x00US\x04\x00\x06\x00\x06\x00"))
    assert inspect((str(path),), tmp_path, nothing)["objects"]
