"""The alignment of two sequences in a report: its letters in blocks, how sure each column is, and nothing rejected."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from medview.core.finding import Decision, Review
from medview.core.pair_alignment import PairAlignment, Row
from medview.core.pair_review import as_analysis, finding_id
from medview.imaging.sequences.pair_pictures import BLOCK, BLOCKS, CELL, COLUMNS, LEFT, LINE, PAD, drawn_pair
from medview.report.found import Found
from medview.report.html import html
from medview.report.paired import MOST, found_pair
from medview.report.pdf import pdf
from medview.report.report import build_report
from tests import sequence_findings as made

DARK, BLUE, YELLOW = (24, 24, 24), (0, 114, 178), (255, 214, 60)


def pair(columns: int, chance: float = 1.0) -> PairAlignment:
    """Two sequences alike but for a gap in the third column."""
    first, second = "ACDE" * columns, "AC-E" + "ACDF" * columns
    rows = first[:columns], second[:columns]
    return PairAlignment(
        "global",
        *(Row(name, row, 4, 2 * columns, (0.0,) * 2 * columns) for name, row in zip(("one", "two"), rows, strict=True)),
        (chance,) * columns, 1.0, "BLOSUM62 -11/-1", "", ((0.5,),), (), "0.1", "2026-01-02T03:04:05+00:00",
    )  # fmt: skip


def found(folder: Path, one: PairAlignment, decision: Decision | None) -> Found:
    review = Review(finding_id(made.FINGERPRINT), decision, "A. Reader", made.TIME) if decision else None
    reviews = (review,) if review is not None else ()
    return Found(as_analysis(one, "1.2.3", made.FINGERPRINT), reviews, decision is None, folder)


def height(path: str) -> int:
    with Image.open(path) as picture:
        return picture.height


def cell(picture: Image.Image, column: int, line: int) -> np.ndarray:
    """The pixels of a cell: of a row (0, 2), or of the marks between them (1)."""
    block, place = divmod(column, COLUMNS)
    left, top = LEFT + place * CELL, PAD + block * BLOCK + line * LINE
    return np.asarray(picture.convert("RGB"))[top : top + LINE, left : left + CELL]


def ground(picture: Image.Image, column: int) -> tuple[int, ...]:
    """What a column is shaded with."""
    return tuple(cell(picture, column, 0)[0, 0].tolist())


def test_columns_are_shaded_by_how_probable_they_are() -> None:
    one = replace(pair(130), chances=tuple(n / 129 for n in range(130)))
    picture = drawn_pair(one, 0)
    assert ground(picture, 0) == DARK
    assert ground(picture, 129) == BLUE
    for column in (30, 64, 100):
        wanted = [dark + (full - dark) * column / 129 for dark, full in zip(DARK, BLUE, strict=True)]
        assert np.abs(np.array(ground(picture, column)) - wanted).max() <= 1
    below = [tuple(cell(picture, column, 3)[3, CELL // 2].tolist()) == YELLOW for column in range(130)]
    assert below == [n / 129 < 0.5 for n in range(130)]


def test_marks_tell_the_same_letter_from_another_and_from_a_gap() -> None:
    picture = drawn_pair(pair(8), 0)
    inked = [int((cell(picture, column, 1).min(axis=2) > 200).sum()) for column in (0, 2, 7)]
    same, gap, other = inked
    assert gap == 0
    assert same > other > 0
    assert all((cell(picture, column, line).min(axis=2) > 200).any() for column in range(8) for line in (0,))


def test_a_long_alignment_goes_on_from_picture_to_picture(tmp_path: Path) -> None:
    count = BLOCKS * COLUMNS
    short, long = pair(count + 10), pair(MOST * count + 7)
    pages = found_pair(found(tmp_path, short, Decision.ACCEPTED), short)
    assert [page.caption.split(".")[0] for page in pages] == [
        f"one and two: columns 1 to {count} of {count + 10}",
        f"one and two: columns {count + 1} to {count + 10} of {count + 10}",
    ]
    sizes = [height(page.path) for page in pages]
    assert sizes[0] - sizes[1] == (BLOCKS - 1) * BLOCK
    captions = [page.caption for page in found_pair(found(tmp_path, long, Decision.ACCEPTED), long)]
    assert len(captions) == MOST
    assert [caption.endswith("7 more columns are not shown.") for caption in captions] == [False] * (MOST - 1) + [True]


@pytest.mark.parametrize(("decision", "drawn"), [(None, 1), (Decision.ACCEPTED, 1), (Decision.REJECTED, 0)])
def test_what_was_rejected_is_not_drawn(decision: Decision | None, drawn: int, tmp_path: Path) -> None:
    assert len(found_pair(found(tmp_path, pair(20), decision), pair(20))) == drawn


def test_pdf_and_html_hold_the_alignment(tmp_path: Path) -> None:
    one = pair(BLOCKS * COLUMNS + 1)
    told = found(tmp_path, one, Decision.ACCEPTED)
    study, series = made.study()
    report = build_report(study, series, told.analysis, told.reviews, found_pair(told, one))
    assert html(report).count("<img ") == 2
    with pypdfium2.PdfDocument(pdf(report)) as document:
        pictures = [item for page in document for item in page.get_objects() if item.type == 3]
        words = " ".join(page.get_textpage().get_text_range() for page in document)
    assert len(pictures) == 2
    assert "columns 1 to 360 of 361" in " ".join(words.split())
