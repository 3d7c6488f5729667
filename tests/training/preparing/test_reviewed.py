"""Findings a person decided on become cases; what was not decided on in whole does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from medview.core.card import Label
from medview.core.code import PRESENT, UNITY, Code
from medview.core.errors import MedViewError
from medview.core.finding import (
    Analysis,
    Box,
    Category,
    Decision,
    Finding,
    Picture,
    PictureBox,
    PictureRegion,
    Probability,
    Provenance,
    Quantity,
    Region,
    Review,
    Whole,
    now,
)
from medview.core.study import Series
from medview.core.training import ReviewedCase
from medview.engine.axial import axial
from medview.training.data.pictures import read_mask, read_picture
from medview.training.data.reading import read_data
from medview.training.preparing.reviewed import collect
from tests.io.making import scanned
from tests.training.conftest import write_case
from tests.training.preparing.making import disc

ORGAN = Code("123037004", "SCT", "Anatomical Structure")
PARTS = (Label(5, "Anterior", ORGAN, ORGAN, (1, 2, 3)), Label(6, "Posterior", ORGAN, ORGAN, (3, 2, 1)))


def finding(name: str, where: object, value: object, model: str = "gone", key: str = "") -> Finding:
    source = Provenance(model, "1.0.0", "", "series", (), "", (), "1", now())
    return Finding(key or name, Code(name.upper(), "99MEDVIEW", name), where, value, source)  # type: ignore[arg-type]


def case(
    series: Series, findings: tuple[Finding, ...], decided: dict[str, Decision], patient: str = ""
) -> ReviewedCase:
    reviews = tuple(Review(key, decision, "A", now()) for key, decision in decided.items())
    return ReviewedCase(series, Analysis("a", "Model", series.uid, findings, PARTS), reviews, patient)


def picture_series(path: Path, work: Path, serial: int) -> Series:
    path.parent.mkdir(parents=True, exist_ok=True)
    Image.fromarray(disc(serial)[0]).save(path)
    return scanned(path, work).studies[0].series[0]


def test_outlines_that_were_accepted_become_masks(tmp_path: Path) -> None:
    cases = []
    for serial in range(3):
        series = picture_series(tmp_path / "in" / f"{serial}.png", tmp_path, serial)
        mask = np.zeros((1, 40, 40), np.uint8)
        mask[0, 5:20, 5:20], mask[0, 20:30, 20:30] = 1, 2
        np.save(tmp_path / f"{serial}.npy", mask)
        regions = tuple(
            finding(name, PictureRegion(str(tmp_path / f"{serial}.npy"), (label,), 0, (1.0, 1.0)), Quantity(1.0, UNITY))
            for name, label in (("ring", 1), ("disc", 2))
        )
        decided = {"ring": Decision.ACCEPTED, "disc": Decision.REJECTED}
        cases.append(case(series, regions, decided if serial < 2 else {"ring": Decision.ACCEPTED}, f"p{serial}"))
    labels = (Label(1, "ring", ORGAN, ORGAN, (1, 2, 3)), Label(2, "disc", ORGAN, ORGAN, (1, 2, 3)))
    cases = [replace(one, analysis=replace(one.analysis, labels=labels)) for one in cases]
    left_out = collect(cases, tmp_path / "models", tmp_path / "out", lambda fraction, note: None)
    assert [reason for _, reason in left_out] == ["Not every finding of it was decided on."]
    read = read_data(tmp_path / "out", "segmentation")
    assert [sample.group for sample in read.samples] == ["p0", "p1"]
    for serial, sample in enumerate(read.samples):
        np.testing.assert_array_equal(read_picture(sample.path), disc(serial)[0])
        assert sample.mask is not None
        found = read_mask(sample.mask)
        assert found[10, 10] == 1
        assert not found[25, 25], "what was rejected is not there"


def test_corrected_boxes_count_instead_of_the_model_s(tmp_path: Path) -> None:
    series = picture_series(tmp_path / "in" / "a.png", tmp_path, 1)
    own = finding("cell", PictureBox(0, (1.0, 2.0), (9.0, 8.0)), Probability(0.9), key="own")
    wrong = finding("cell", PictureBox(0, (20.0, 20.0), (22.0, 22.0)), Probability(0.8), key="wrong")
    mended = finding("cell", PictureBox(0, (2.0, 2.0), (12.0, 10.0)), Probability(1.0), key="mended")
    reviewed = case(series, (own, wrong, mended), {"wrong": Decision.REJECTED})
    modified = Review("own", Decision.MODIFIED, "A", now(), "", "mended")
    cases = [replace(reviewed, reviews=(*reviewed.reviews, modified))]
    assert collect(cases, tmp_path / "models", tmp_path / "out", lambda fraction, note: None) == ()
    (sample,) = read_data(tmp_path / "out", "detection").samples
    assert [(box.label, box.low, box.high) for box in sample.boxes] == [("cell", (2.0, 2.0), (12.0, 10.0))]


def test_boxes_a_person_added_are_true_ones_until_they_are_taken_away(tmp_path: Path) -> None:
    series = picture_series(tmp_path / "in" / "a.png", tmp_path, 1)
    wrong = finding("cell", PictureBox(0, (20.0, 20.0), (22.0, 22.0)), Probability(0.8), key="wrong")
    first, second = (
        replace(one, value=Category(PRESENT), source=replace(one.source, model="", author="A"))
        for one in (
            finding("cell", PictureBox(0, (1.0, 2.0), (9.0, 8.0)), Category(PRESENT), key="first"),
            finding("clot", PictureBox(0, (11.0, 12.0), (19.0, 18.0)), Category(PRESENT), key="second"),
        )
    )
    decided = {"wrong": Decision.REJECTED, "first": Decision.ADDED, "second": Decision.ADDED}
    reviewed = case(series, (wrong, first, second), decided)
    taken_away = Review("first", Decision.WITHDRAWN, "A", now())
    cases = [reviewed, replace(reviewed, reviews=(*reviewed.reviews, taken_away))]
    assert collect(cases, tmp_path / "models", tmp_path / "out", lambda fraction, note: None) == ()
    samples = read_data(tmp_path / "out", "detection").samples
    assert [[(box.label, box.low) for box in sample.boxes] for sample in samples] == [
        [("cell", (1.0, 2.0)), ("clot", (11.0, 12.0))],
        [("clot", (11.0, 12.0))],
    ]


def test_boxes_of_a_volume_are_learned_from_on_the_slices_they_lie_on(tmp_path: Path) -> None:
    write_case(tmp_path / "data", "one", 1)
    series = scanned(tmp_path / "data" / "images" / "one.nii.gz", tmp_path).studies[0].series[0]
    geometry = series.geometry
    assert geometry is not None
    slices = axial(geometry)
    number, other = slices.numbers[3], slices.numbers[7]

    def boxed(key: str, low: tuple[float, float], high: tuple[float, float], at: int) -> Finding:
        ends = slices.corners(np.array((*low, *high)), (at, at))
        first, last = (tuple(end.tolist()) for end in ends)
        return finding("cell", Box(first, last), Probability(0.9), key=key)

    own = boxed("own", (2.0, 3.0), (9.0, 8.0), number)
    own = replace(own, value=Category(PRESENT), source=replace(own.source, model="", author="A"))
    count = finding("cell", Whole(), Quantity(1.0, UNITY), key="count")
    wrong = boxed("wrong", (4.0, 4.0), (6.0, 6.0), other)
    decided = {"count": Decision.REJECTED, "wrong": Decision.REJECTED, "own": Decision.ADDED}
    assert collect([case(series, (count, wrong, own), decided)], tmp_path, tmp_path / "out", lambda *_: None) == ()
    one, two = read_data(tmp_path / "out", "detection").samples
    by_name = {sample.name: sample for sample in (one, two)}
    assert set(by_name) == {f"case-0001-{number + 1}", f"case-0001-{other + 1}"}
    (box,) = by_name[f"case-0001-{number + 1}"].boxes
    assert (box.label, box.low, box.high) == ("cell", pytest.approx((2.0, 3.0)), pytest.approx((9.0, 8.0)))
    assert by_name[f"case-0001-{other + 1}"].boxes == (), "it only has what was rejected"
    assert read_picture(one.path).shape == (slices.high, slices.wide)


def test_the_accepted_class_is_the_label_and_a_rejected_one_says_there_is_none(tmp_path: Path) -> None:
    cases = []
    for serial, decision in enumerate((Decision.ACCEPTED, Decision.REJECTED)):
        series = picture_series(tmp_path / "in" / f"{serial}.png", tmp_path, serial)
        cases.append(case(series, (finding("nodule", Picture(0), Probability(0.7)),), {"nodule": decision}))
    collect(cases, tmp_path / "models", tmp_path / "out", lambda fraction, note: None)
    read = read_data(tmp_path / "out", "classification")
    assert [sample.label for sample in read.samples] == ["nodule", "no nodule"]


def test_label_maps_of_volumes_are_in_the_network_s_classes(tmp_path: Path) -> None:
    write_case(tmp_path / "data", "one", 1)
    series = scanned(tmp_path / "data" / "images" / "one.nii.gz", tmp_path).studies[0].series[0]
    assert series.geometry is not None
    mask = np.zeros(series.geometry.shape, np.uint8)
    mask[3:9, 3:9, 3:9], mask[9:12, 3:9, 3:9] = 5, 6
    np.save(tmp_path / "map.npy", mask)
    regions = tuple(
        finding(name, Region(str(tmp_path / "map.npy"), (label,), (0, 0, 0)), Quantity(1.0, UNITY), "hippocampus-mr")
        for name, label in (("Anterior", 5), ("Posterior", 6))
    )
    decided = {"Anterior": Decision.ACCEPTED, "Posterior": Decision.ACCEPTED}
    collect([case(series, regions, decided)], tmp_path / "models", tmp_path / "out", lambda fraction, note: None)
    (sample,) = read_data(tmp_path / "out", "segmentation").samples
    assert sample.mask is not None
    counts = np.bincount(read_mask(sample.mask).ravel())
    assert list(counts[1:]) == [6 * 6 * 6, 3 * 6 * 6], "5 and 6 are the crop's labels of the network's classes 1 and 2"


def test_where_nothing_was_decided_that_is_told(tmp_path: Path) -> None:
    series = picture_series(tmp_path / "in" / "a.png", tmp_path, 1)
    undecided = case(series, (finding("nodule", Picture(0), Probability(0.7)),), {})
    with pytest.raises(MedViewError, match="decided"):
        collect([undecided], tmp_path / "models", tmp_path / "out", lambda fraction, note: None)
