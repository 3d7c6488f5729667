"""pydicom's own test files, good and broken: the pixels pydicom decodes, side by side, or a refusal by name."""

from __future__ import annotations

import hashlib
import logging
import warnings
from fnmatch import fnmatch
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
import pydicom.data
import pytest

from medview.io.inspect import inspect
from tests.golden.table import Table, differences
from tests.io.making import nothing

FOLDER = Path(pydicom.data.__file__).parent
KINDS = ("test_files", "charset_files", "palettes")

NOT_DICOM = (".txt", ".md", ".json", ".dump", ".icc", ".gz", "README")

REFUSED = {
    "test_files/JPEG2000-embedded-sequence-delimiter.dcm": "damaged",
    "test_files/MR_truncated.dcm": "truncated",
    "test_files/no_meta.dcm": "no medical image",
    "test_files/meta_missing_tsyntax.dcm": "0×0 pixels",
    "test_files/nested_priv_SQ.dcm": "0×0 pixels",
    "charset_files/chrJapMulti.dcm": "no pixel data",
    "charset_files/chrJapMultiExplicitIR6.dcm": "no pixel data",
    "charset_files/chrKoreanMulti.dcm": "no pixel data",
    "charset_files/chrSQEncoding.dcm": "no pixel data",
    "charset_files/chrSQEncoding1.dcm": "no pixel data",
    "test_files/UN_sequence.dcm": "no pixel data",
    "test_files/no_meta_group_length.dcm": "no pixel data",
    "test_files/priv_SQ.dcm": "no pixel data",
    "test_files/dicomdirtests/TINY_ALPHA/PT000000/*": "no pixel data",
}
"""Files that cannot be shown, and a word of the reason: a codestream overwritten in its header, pixels cut off, a file
that begins with a stray byte, and images of which pydicom keeps only some elements."""

DIRECTORIES = "DICOMDIR*"
"""Lists of other files, no objects themselves; the files they list are found."""

ALONE = {
    "test_files/GDCMJ2K_TextGBR.dcm": ((400, 400, 3), "uint8", 0, 255),
    "test_files/JPEG-lossy.dcm": ((1024, 256), "uint16", 0, 264),
    "test_files/JPGExtended.dcm": ((1024, 256), "uint16", 0, 264),
    "test_files/SC_rgb_jpeg_gdcm.dcm": ((100, 100, 3), "uint8", 0, 255),
    "test_files/badVR.dcm": ((15, 10, 10), "uint32", 795000, 1254000),
}
"""Files that pydicom with the decoders at hand does not decode: shape, type, least and greatest value. The first has no
sibling; the lossy one is the picture of nema_wg04's NM1; the last states its frames as '1A'."""

SAME = {"test_files/SC_rgb_jpeg_gdcm.dcm": "test_files/SC_rgb_rle.dcm"}
"""Files that only we decode, and the same pixels in another encoding."""


def files() -> list[Path]:
    return sorted(path for kind in KINDS for path in (FOLDER / kind).rglob("*") if path.is_file())


def is_object(path: Path) -> bool:
    return not (path.suffix in NOT_DICOM or path.name in NOT_DICOM or fnmatch(path.name, DIRECTORIES))


def peer(path: Path) -> dict[str, Any] | None:
    """What pydicom decodes, or None."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            array = pydicom.dcmread(path).pixel_array
        except Exception:  # noqa: BLE001 (whatever it is, there is nothing to compare with)
            return None
    return {
        "shape": list(array.shape),
        "type": str(array.dtype),
        "minimum": array.min().item(),
        "maximum": array.max().item(),
        "sha256": hashlib.sha256(np.ascontiguousarray(array).tobytes()).hexdigest(),
    }


@pytest.fixture(scope="module")
def objects(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    inspected = inspect(tuple(str(FOLDER / kind) for kind in KINDS), tmp_path_factory.mktemp("inspected"), nothing)
    root = FOLDER.resolve()
    skipped = {one["path"]: {"refusal": one["reason"], "sha256": None} for one in inspected["skipped"]}
    every = skipped | {one["path"]: one for one in inspected["objects"]}
    return {Path(path).relative_to(root).as_posix(): one for path, one in every.items()}


def mistake(name: str, found: dict[str, Any] | None, expected: dict[str, Any] | None) -> str:
    """What is wrong; empty when nothing is."""
    if found is None:
        return "not found"
    refusal = found["refusal"] or ""
    reason = next((reason for pattern, reason in REFUSED.items() if fnmatch(name, pattern)), "")
    if reason or refusal:
        return "" if reason and reason in refusal else f"refused: {refusal or 'not'}"
    if expected is not None:
        return differences(expected, found)
    return "" if found["sha256"] is None or name in ALONE else "decoded without anything to compare with"


def test_every_file_opens_as_pydicom_has_it_or_is_refused_by_name(
    objects: dict[str, dict[str, Any]], capsys: pytest.CaptureFixture[str]
) -> None:
    table = Table()
    chosen = [path for path in files() if is_object(path)]
    for path in chosen:
        name = path.relative_to(FOLDER).as_posix()
        found = objects.get(name)
        table.add(name, (found or {}).get("refusal") or "", mistake(name, found, peer(path)))
    with capsys.disabled():
        print(f"\npydicom's files: {table}")
    assert table.wrong == []
    assert len(table.opened) + len(table.refused) == len(chosen) > 150


@pytest.mark.parametrize("name", ALONE)
def test_what_only_we_decode_is_plausible(name: str, objects: dict[str, dict[str, Any]]) -> None:
    found, (shape, kind, low, high) = objects[name], ALONE[name]
    assert (tuple(found["shape"]), found["type"]) == (shape, kind)
    assert (found["minimum"], found["maximum"]) == (low, high)
    if name in SAME:
        assert found["sha256"] == objects[SAME[name]]["sha256"]


def test_files_of_other_kinds_are_skipped_and_named(objects: dict[str, dict[str, Any]]) -> None:
    others = [path for path in files() if path.suffix in NOT_DICOM or path.name in NOT_DICOM]
    assert all(objects[path.relative_to(FOLDER).as_posix()]["refusal"] for path in others)
    assert len(others) >= 5


@pytest.fixture(autouse=True)
def quiet_peer(caplog: pytest.LogCaptureFixture) -> None:
    """pydicom logs what it cannot read."""
    caplog.set_level(logging.CRITICAL + 1, logger="pydicom")
