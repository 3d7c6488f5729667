"""Every file of the public collection opens with the pixels its manifest states, or is refused with a named reason."""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from medview.io.inspect import inspect
from medview.io.pixels import frames
from tests.golden.table import Table, differences, repeated
from tests.io.making import nothing

pytestmark = pytest.mark.shared

REFUSED = {
    "ts_same_ct_cornerstone/CTImage.dcm_JPEGProcess10_12TransferSyntax_1.2.840.10008.1.2.4.55.dcm": "retired",
    "ts_same_ct_cornerstone/CTImage.dcm_JPEGProcess6_8TransferSyntax_1.2.840.10008.1.2.4.53.dcm": "retired",
    "fo_dicom/GH223.dcm": "no pixel data",
    "fo_dicom/GH487.dcm": "no pixel data",
    "fo_dicom/charset/chrJapMulti.dcm": "no pixel data",
    "fo_dicom/charset/chrSQEncoding.dcm": "no pixel data",
    "fo_dicom/charset/chrSQEncoding1.dcm": "no pixel data",
    "fo_dicom/DICOMDIR": "not there",
}
"""Files that cannot be shown, and a word of the reason: retired encodings, images whose pixels were left out, and a
directory of files that are not there."""

WITHIN_ONE = (
    "ts_same_ct_cornerstone/CT0012.fragmented_no_bot_jpeg_baseline.51.dcm",
    "ts_same_ct_cornerstone/CTImage.dcm_JPEGProcess2_4TransferSyntax_1.2.840.10008.1.2.4.51.dcm",
)
"""12-bit JPEG with losses: the standard bounds what an inverse cosine transform may differ by (ITU-T T.83), and the
manifest's came from another decoder than ours; values may be one apart."""

LIKE = {
    "nema_wg04/JPLY/MR3_JPLY": "nema_wg04/REF/MR3_UNC",
    "nema_wg04/JPLY/MR4_JPLY": "nema_wg04/REF/MR4_UNC",
    "nema_wg04/JPLY/NM1_JPLY": "nema_wg04/RLE/NM1_RLE",
    "nema_wg04/JPLY/XA1_JPLY": "nema_wg04/REF/XA1_UNC",
}
"""12-bit JPEG that the manifest's decoders could not read, and the same picture without losses."""

SAME = {
    "pydicom_data/liver_deflate.dcm": "pydicom_data/liver.dcm",
    "pydicom_data/liver_rle.dcm": "pydicom_data/liver.dcm",
    "pydicom_data/liver_nonbyte_aligned_deflate.dcm": "pydicom_data/liver_nonbyte_aligned.dcm",
    "pydicom_data/liver_nonbyte_aligned_rle.dcm": "pydicom_data/liver_nonbyte_aligned.dcm",
    "pydicom_data/emri_small_jpeg_2k_lossless_too_short.dcm": "pydicom_data/emri_small_jpeg_2k_lossless.dcm",
}
"""Files the manifest's decoders could not read, and the same pixels in another encoding."""

LOSS = 0.2
"""Root mean square of what a lossy picture differs by, at most, in standard deviations of the picture."""


def rows(folder: Path) -> list[dict[str, str]]:
    with open(folder / "manifest.csv", newline="") as file:
        return list(csv.DictReader(file))


def known_as(path: str, folder: Path) -> str:
    """The name the manifest gives a file; members of archives are named by their path inside."""
    return path.split(".zip/", 1)[1] if ".zip/" in path else Path(path).relative_to(folder).as_posix()


@pytest.fixture(scope="module")
def inspected(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return inspect((str(shared_data / "dicom"),), tmp_path_factory.mktemp("inspected"), nothing)


@pytest.fixture(scope="module")
def objects(inspected: dict[str, Any], shared_data: Path) -> dict[str, dict[str, Any]]:
    folder = (shared_data / "dicom").resolve()
    found = [(known_as(one["path"], folder), one) for one in inspected["objects"]]
    assert repeated([name for name, _ in found]) == []
    empty = {"sha256": None, "minimum": None, "maximum": None}
    skipped = {known_as(one["path"], folder): empty | {"refusal": one["reason"]} for one in inspected["skipped"]}
    return skipped | dict(found)


def mistake(row: dict[str, str], found: dict[str, Any] | None, expected: str) -> str:
    """What differs from the manifest; empty when nothing does."""
    if found is None:
        return "not found"
    refusal = found["refusal"] or ""
    if expected or refusal:
        return "" if expected and expected in refusal else f"refused: {refusal}" if refusal else "not refused"
    if row["decode_pydicom"] != "ok" or row["path"] in WITHIN_ONE:
        return ""  # compared below
    numbers, kind, shape = row["min/max dtype shape"].split(" ", 2)
    low, high = (float(one) for one in numbers.split("/"))
    facts = {
        "sha256": row["sha256_16_of_pixel_array"],
        "type": kind,
        "shape": shape,
        "minimum": pytest.approx(low, rel=1e-6),
        "maximum": pytest.approx(high, rel=1e-6),
        "sop_class": row["sop_class"],
        "transfer_syntax_uid": row["ts_uid"],
    }
    told = found | {"sha256": (found["sha256"] or "")[:16], "shape": str(tuple(found["shape"] or ()))}
    return differences(facts, told)


def test_every_file_opens_with_its_pixels_or_is_refused_by_name(
    objects: dict[str, dict[str, Any]], shared_data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = Table()
    every = rows(shared_data / "dicom")
    for row in every:
        found = objects.get(row["path"])
        refusal = (found or {}).get("refusal") or ""
        table.add(row["path"], refusal, mistake(row, found, REFUSED.get(row["path"], "")))
    with capsys.disabled():
        print(f"\nmanifest: {table}")
    assert table.wrong == []
    assert len(table.opened) + len(table.refused) == len(every) > 1000
    assert sorted(name for name, _ in table.refused) == sorted(REFUSED)


@pytest.mark.parametrize("name", WITHIN_ONE)
def test_lossy_pixels_of_twelve_bits_are_those_of_another_decoder_within_one(
    name: str, objects: dict[str, dict[str, Any]], shared_data: Path
) -> None:
    row = next(row for row in rows(shared_data / "dicom") if row["path"] == name)
    numbers, kind, shape = row["min/max dtype shape"].split(" ", 2)
    low, high = map(int, numbers.split("/"))
    found = objects[name]
    assert (found["type"], str(tuple(found["shape"]))) == (kind, shape)
    assert abs(found["minimum"] - low) <= 1
    assert abs(found["maximum"] - high) <= 1


@pytest.mark.parametrize(("name", "reference"), LIKE.items())
def test_lossy_pictures_are_like_the_same_without_losses(name: str, reference: str, shared_data: Path) -> None:
    lossy, whole = (frames(shared_data / "dicom" / one).read().astype(float) for one in (name, reference))
    assert lossy.shape == whole.shape
    assert np.sqrt(((lossy - whole) ** 2).mean()) < LOSS * whole.std()


@pytest.mark.parametrize(("name", "reference"), SAME.items())
def test_what_the_manifest_could_not_read_has_the_pixels_of_its_sibling(
    name: str, reference: str, objects: dict[str, dict[str, Any]]
) -> None:
    assert objects[name]["sha256"] == objects[reference]["sha256"]
    assert objects[name]["sha256"]


def test_a_palette_without_its_encoding_stays_indices(objects: dict[str, dict[str, Any]]) -> None:
    found = objects["pydicom_data/OT-PAL-8-face.dcm"]
    assert (found["shape"], found["type"], found["minimum"], found["maximum"]) == ([480, 640], "uint8", 56, 149)
