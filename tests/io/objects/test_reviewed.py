"""Who made an object, and whether anyone has checked it."""

from __future__ import annotations

from pathlib import Path

import pytest
from pydicom.dataset import Dataset

from medview.core.content import Tree
from medview.io.objects.opening import load_content, load_overlaid
from medview.io.objects.reviewed import is_unreviewed
from tests.io.making import nothing
from tests.io.objects.making import concept, ct, derived, item, write
from tests.io.objects.test_reports import region, report_of

ALGORITHM = {"ValueType": "TEXT", "ConceptNameCodeSequence": concept(("111001", "DCM", "Algorithm Name"))}
PERSON = {"ValueType": "PNAME", "ConceptNameCodeSequence": concept(("121008", "DCM", "Person Observer Name"))}
DEVICE = {
    "ValueType": "CODE",
    "ConceptNameCodeSequence": concept(("121005", "DCM", "Observer Type")),
    "ConceptCodeSequence": concept(("121007", "DCM", "Device")),
}


@pytest.mark.parametrize(
    ("flags", "items", "wanted"),
    [
        (("UNVERIFIED", "COMPLETE"), [ALGORITHM], True),
        (("UNVERIFIED", "COMPLETE"), [PERSON, DEVICE], True),
        (("VERIFIED", "PARTIAL"), [ALGORITHM], True),
        (("VERIFIED", "COMPLETE"), [ALGORITHM], False),
        (("UNVERIFIED", "PARTIAL"), [PERSON], False),
        (("UNVERIFIED", "PARTIAL"), [], True),
        (("", ""), [ALGORITHM], False),
    ],
)
def test_reports(flags: tuple[str, str], items: list[dict[str, object]], wanted: bool) -> None:
    root = item(VerificationFlag=flags[0], CompletionFlag=flags[1])
    below = item(ValueType="CONTAINER", ContentSequence=[item(**values) for values in items])
    root.ContentSequence = [below]
    assert is_unreviewed(root) == wanted


@pytest.mark.parametrize("keyword", ["ContentLabel", "ContentDescription", "SeriesDescription"])
def test_labels(keyword: str) -> None:
    assert is_unreviewed(item(**{keyword: "Unreviewed"}))
    assert not is_unreviewed(item(**{keyword: "REVIEWED BY"}))
    assert not is_unreviewed(Dataset())


@pytest.mark.parametrize(("flag", "wanted"), [("UNVERIFIED", True), ("VERIFIED", False)])
def test_what_opens_knows_it(flag: str, wanted: bool, tmp_path: Path) -> None:
    series = ct(tmp_path)
    made = report_of(
        series, region(series, "POLYLINE", [1.0, 1.0, 3.0, 3.0]), VerificationFlag=flag, CompletionFlag="COMPLETE"
    )
    stored = derived(write(made, tmp_path))
    content = load_content(stored, tmp_path, nothing)
    assert isinstance(content, Tree)
    assert content.unreviewed == wanted
    assert load_overlaid(stored, series, tmp_path, nothing).unreviewed == wanted
