"""Key pictures of what was found on pictures and in boxes: drawn where it is, in its colour, and only what may be."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.core.card import Kind, Label
from medview.core.code import PRESENT, UNITY, Code
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
    Quantity,
    Review,
    Value,
    Where,
    Whole,
)
from medview.core.images import Frame, StoredImages
from medview.core.volume import Volume, Window
from medview.report.found import MOST_PICTURES, Found, found_in_space, found_on_pictures
from tests.reportable import decided, make_case

CELL, CLOT = Code("CELL", "99MEDVIEW", "Cell"), Code("CLOT", "99MEDVIEW", "Clot")
RED, BLUE, GREEN = (255, 0, 0), (0, 0, 255), (0, 255, 0)
SIDE = 110


def stack(folder: Path, count: int = 2) -> StoredImages:
    path = folder / "pictures.npy"
    np.save(path, np.full((count, SIDE, SIDE), 500, np.int16))
    return StoredImages(str(path), tuple(Frame(windows=(Window(500.0, 1000.0),), number=n) for n in range(count)))


def finding(name: str, what: Code, where: Where, value: Value, folder: Path) -> Finding:
    return Finding(name, what, where, value, make_case(folder).analysis.findings[0].source)


def found(folder: Path, *findings: Finding, reviews: tuple[Review, ...] = (), unreviewed: bool = False) -> Found:
    labels = (Label(1, "Region", CELL, CELL, GREEN),)
    analysis = Analysis("a", "Cells", "1.2.3", findings, labels, classes=(Kind(CELL, RED), Kind(CLOT, BLUE)))
    return Found(analysis, reviews, unreviewed, folder)


def coloured(path: str, colour: tuple[int, int, int]) -> tuple[int, int, int, int] | None:
    """(left, top, right, bottom) around a colour of a picture."""
    rows, columns = np.nonzero(like(path, colour))
    return (columns.min(), rows.min(), columns.max(), rows.max()) if len(rows) else None


def like(path: str, colour: tuple[int, int, int], within: int = 30) -> NDArray[np.bool_]:
    """(rows, columns) where a picture has a colour."""
    pixels = np.asarray(Image.open(path).convert("RGB")).astype(int)
    return np.asarray((np.abs(pixels - colour) < within).all(axis=2))


def boxes(folder: Path) -> tuple[Finding, ...]:
    return (
        finding("in", CELL, PictureBox(0, (20.0, 50.0), (60.0, 90.0)), Probability(0.9, threshold=0.5), folder),
        finding("out", CLOT, PictureBox(0, (70.0, 50.0), (90.0, 70.0)), Probability(0.8, threshold=0.5), folder),
        finding("weak", CLOT, PictureBox(1, (70.0, 50.0), (90.0, 70.0)), Probability(0.2, threshold=0.5), folder),
    )


def test_accepted_boxes_alone_are_drawn_where_they_are(tmp_path: Path) -> None:
    reviews = (decided("in", Decision.ACCEPTED), decided("out", Decision.REJECTED))
    (page,) = found_on_pictures(found(tmp_path, *boxes(tmp_path), reviews=reviews), stack(tmp_path))
    left, top, right, bottom = coloured(page.path, RED) or (0, 0, 0, 0)
    scale = 1100 / SIDE
    assert abs(left - 20 * scale) < 5
    assert abs(right - 60 * scale) < 5
    assert abs(bottom - 90 * scale) < 5
    assert top <= 50 * scale, "its words stand above it"
    assert coloured(page.path, BLUE) is None
    assert page.caption.startswith("Picture 1 of 2")


def test_an_unreviewed_report_shows_what_is_put_forward_and_says_so(tmp_path: Path) -> None:
    stored = stack(tmp_path)
    (page,) = found_on_pictures(found(tmp_path, *boxes(tmp_path), unreviewed=True), stored)
    assert coloured(page.path, RED) is not None
    assert coloured(page.path, BLUE) is not None, "the weak one on the second picture has no page"
    strip = np.asarray(Image.open(page.path).convert("RGB"))[1100:]
    (reviewed,) = found_on_pictures(
        found(tmp_path, *boxes(tmp_path), reviews=(decided("in", Decision.ACCEPTED),)), stored
    )
    plain = np.asarray(Image.open(reviewed.path).convert("RGB"))[1100:]
    assert not np.array_equal(strip, plain), "the strip below says UNREVIEWED"


def test_a_modified_box_is_drawn_as_the_person_has_it(tmp_path: Path) -> None:
    first = boxes(tmp_path)[0]
    moved = replace(first, id="moved", where=PictureBox(0, (5.0, 50.0), (15.0, 90.0)))
    reviews = (replace(decided("in", Decision.MODIFIED), replacement="moved"),)
    (page,) = found_on_pictures(found(tmp_path, first, moved, reviews=reviews), stack(tmp_path))
    left, _, right, _ = coloured(page.path, RED) or (0, 0, 0, 0)
    assert abs(left - 50) < 5
    assert right < 200


def test_a_box_a_person_added_is_drawn_without_a_score(tmp_path: Path) -> None:
    first, *_ = boxes(tmp_path)
    source = replace(first.source, model="", author="Dr Reader")
    own = replace(first, id="own", what=CLOT, value=Category(PRESENT), source=source)
    added = (decided("own", Decision.ADDED),)
    of = found(tmp_path, first, own, reviews=added)
    assert of.shown == (own,)
    assert of.legend == (("Clot", BLUE),)
    (page,) = found_on_pictures(of, stack(tmp_path))
    left, _, right, _ = coloured(page.path, BLUE) or (0, 0, 0, 0)
    assert max(abs(left - 200), abs(right - 600)) < 5
    assert coloured(page.path, RED) is None
    both = found(tmp_path, first, own, reviews=added, unreviewed=True)
    assert both.shown == (own, first)
    gone = found(tmp_path, first, own, reviews=(*added, decided("own", Decision.WITHDRAWN)), unreviewed=True)
    assert gone.shown == (first,)


def test_regions_are_filled_in_their_colour_where_they_may_be_shown(tmp_path: Path) -> None:
    mask = np.zeros((2, SIDE, SIDE), np.uint8)
    mask[0, 30:60, 10:40] = 1
    np.save(tmp_path / "regions.npy", mask)
    where = PictureRegion(str(tmp_path / "regions.npy"), (1,), 0, (25.0, 45.0))
    region = finding("region", CELL, where, Quantity(900.0, UNITY), tmp_path)
    (page,) = found_on_pictures(
        found(tmp_path, region, reviews=(decided("region", Decision.ACCEPTED),)), stack(tmp_path)
    )
    left, top, right, bottom = coloured(page.path, GREEN) or (0, 0, 0, 0)
    assert max(abs(left - 100), abs(top - 300), abs(right - 400), abs(bottom - 600)) < 15
    assert found_on_pictures(found(tmp_path, region), stack(tmp_path)) == ()


def test_classes_are_bars_as_long_as_they_are_likely(tmp_path: Path) -> None:
    likely = finding("likely", CELL, Picture(0), Probability(0.9, 0.8, 0.95, 0.9, 0.5), tmp_path)
    unlikely = finding("unlikely", CLOT, Picture(0), Probability(0.1, threshold=0.5), tmp_path)
    (page,) = found_on_pictures(found(tmp_path, unlikely, likely, unreviewed=True), stack(tmp_path))
    full = like(page.path, (86, 150, 220), 10)
    pale = like(page.path, (150, 150, 150), 3)[:100, 380:840]
    assert full[:, 380:840].any(axis=0).sum() > 380, "from the threshold on it is in colour, the likeliest first"
    assert np.nonzero(full.any(axis=1))[0].max() < 60
    assert 30 < pale.any(axis=0).sum() < 60
    assert "threshold" in page.caption


def test_of_many_pictures_some_are_shown_and_the_others_told_of(tmp_path: Path) -> None:
    many = MOST_PICTURES + 3
    each = tuple(
        finding(f"{n}", CELL, PictureBox(n, (20.0, 50.0), (60.0, 90.0)), Probability(0.9), tmp_path)
        for n in range(many)
    )
    pages = found_on_pictures(found(tmp_path, *each, unreviewed=True), stack(tmp_path, many))
    assert len(pages) == MOST_PICTURES
    assert "3 more pictures" in pages[-1].caption


def test_boxes_in_space_are_cut_by_three_planes(tmp_path: Path) -> None:
    case = make_case(tmp_path)
    box = finding("box", CELL, Box((10.5, -9.5, -6.0), (18.5, 10.5, 9.0)), Probability(0.9, threshold=0.5), tmp_path)
    whole = finding("whole", CLOT, Whole(), Probability(0.7, threshold=0.5), tmp_path)
    asked = found(tmp_path, box, whole, unreviewed=True)
    volume: Volume = case.volume.open()
    bars_page, page = found_in_space(asked, volume, None, inverted=False)
    assert "Probability" in bars_page.caption
    red = like(page.path, RED)
    for number in range(3):
        panel = red[:480, number * 486 : number * 486 + 480]
        assert panel.any(), "each of the three planes shows it"
    below = np.nonzero(red[:480, :480].any(axis=1))[0].max()
    axial = np.nonzero(red[below, :480])[0]
    field = 480 / (axial.max() - axial.min()) * 8.0
    assert 60.0 < field < 110.0, "it is 8 mm wide in a field as large as the whole grid"
    assert page.caption.startswith("Cell 90 %")
