from __future__ import annotations

import errno
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from medview.core.errors import MedViewError, ReadError, WriteError
from medview.core.finding import Decision
from medview.core.measurement import Measurement, OnPlane, Shape
from medview.jobs.local import LocalContext
from medview.tasks.reporting import preview, report
from tests.reportable import COLOURS, WEIGHTS, Case, decided, make_case, of_another_patient

LABEL = "Not a medical device. For research and education."


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return make_case(tmp_path)


@pytest.fixture
def context(tmp_path: Path) -> LocalContext:
    folder = tmp_path / "job"
    folder.mkdir()
    return LocalContext(folder)


def _write(context, case, reviews, path, unreviewed=False):
    return report(context, case.study, case.series, case.volume, case.analysis, reviews, str(path), unreviewed)


def _pages(path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def _has_colour(path: Path, colour: tuple[int, int, int]) -> bool:
    return bool((np.asarray(Image.open(path)) == colour).all(axis=2).any())


def test_every_page_says_whose_it_is_and_that_it_is_no_device(context, case, tmp_path):
    pages = _pages(_write(context, case, case.accepted("volume-1", "volume-2"), tmp_path / "r.pdf"))
    assert len(pages) >= 1
    for number, page in enumerate(pages, start=1):
        assert LABEL in page
        assert "PID-7" in page
        assert f"Page {number} of {len(pages)}" in page
        assert "UNREVIEWED" not in page


def test_the_pdf_tells_findings_and_where_they_come_from(context, case, tmp_path):
    text = " ".join(_pages(_write(context, case, case.accepted("volume-1"), tmp_path / "r.pdf")))
    for expected in ("Left box", "2.40 mL", "2.10 – 2.75", "Dr Reader", WEIGHTS, "1.2.3", "Look at the rim.", "山田"):
        assert expected in text, expected


def test_a_rejected_finding_appears_nowhere(context, case, tmp_path):
    reviews = (*case.accepted("volume-1"), decided("volume-2", Decision.REJECTED, "a vessel"))
    text = " ".join(_pages(_write(context, case, reviews, tmp_path / "r.pdf")))
    assert "right box" not in text.lower()
    assert "a vessel" not in text
    assert "1 AI finding was rejected by the reader." in text
    pictures = list(context.folder.glob("key-picture-*.png"))
    assert any(_has_colour(path, COLOURS[0]) for path in pictures)
    assert not any(_has_colour(path, COLOURS[1]) for path in pictures)


def test_an_unreviewed_report_says_so_on_every_page(context, case, tmp_path):
    pages = _pages(_write(context, case, (), tmp_path / "r.pdf", unreviewed=True))
    assert all("UNREVIEWED" in page for page in pages)
    assert "AI suggestion, not reviewed" in " ".join(pages).replace("\r\n", " ")


def test_a_report_of_record_needs_decisions(context, case, tmp_path):
    with pytest.raises(MedViewError, match="has been reviewed"):
        _write(context, case, (), tmp_path / "r.pdf")
    assert not (tmp_path / "r.pdf").exists()


def test_another_patient_s_images_stop_it(context, case, tmp_path):
    with pytest.raises(MedViewError, match="does not belong"):
        _write(context, of_another_patient(case), case.accepted("volume-1"), tmp_path / "r.pdf")
    assert not (tmp_path / "r.pdf").exists()


def test_names_in_all_scripts_are_in_the_file(context, case, tmp_path):
    patient = replace(case.study.patient, name="Ωμέγα^Дмитрий=김^철수")
    named = replace(case, study=replace(case.study, patient=patient, description="王小明"))
    text = " ".join(_pages(_write(context, named, case.accepted("volume-1"), tmp_path / "r.pdf")))
    for name in ("철수", "小明", "Ωμέγα", "Дмитрий"):
        assert name in text


def test_a_full_disk_leaves_the_old_report(context, case, tmp_path, monkeypatch):
    path = tmp_path / "r.pdf"
    path.write_bytes(b"old")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(WriteError, match="full") as caught:
        _write(context, case, case.accepted("volume-1"), path)
    assert caught.value.hint
    assert path.read_bytes() == b"old"
    assert {entry.name for entry in tmp_path.iterdir()} == {"r.pdf", "job", "mask.npy", "volume.npy"}


def test_the_ending_chooses_the_form(context, case, tmp_path):
    page = Path(_write(context, case, case.accepted("volume-1"), tmp_path / "r.html")).read_text(encoding="utf-8")
    assert page.startswith("<!DOCTYPE html>")
    assert "data:image/png;base64," in page
    with pytest.raises(MedViewError, match=r"cannot be written as \.docx"):
        _write(context, case, case.accepted("volume-1"), tmp_path / "r.docx")


def test_preview_draws_every_page(context, case, tmp_path):
    path = _write(context, case, case.accepted("volume-1"), tmp_path / "r.pdf")
    pages = preview(context, path)
    assert len(pages) == len(_pages(path))
    assert all(np.asarray(Image.open(page).convert("L")).min() < 60 for page in pages)


def test_preview_refuses_what_is_no_pdf(context, tmp_path):
    (tmp_path / "x.pdf").write_bytes(b"nothing")
    with pytest.raises(ReadError, match="not a readable PDF"):
        preview(context, str(tmp_path / "x.pdf"))


def test_measurements_are_told_with_their_values_and_who_drew_them(context, case, tmp_path):
    geometry = case.series.geometry
    corners = tuple(tuple(place) for place in geometry.to_lps([(20, 19.5, 39.5), (20, 39.5, 47.5)]).tolist())
    on = OnPlane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
    one = Measurement(
        "m",
        case.series.uid,
        Shape.RECTANGLE,
        corners,
        on,
        "Left box",
        author="Dr Reader",
        fingerprint=case.series.fingerprint,
    )
    drawn = (one, replace(one, id="h", label="Secret", hidden=True))
    accepted = case.accepted("volume-1")
    arguments = (context, case.study, case.series, case.volume, case.analysis, accepted)
    path = report(*arguments, str(tmp_path / "r.pdf"), measurements=drawn)
    text = " ".join(" ".join(_pages(path)).split())
    for expected in ("Measurements", "Left box (Rectangle)", "Area: 160.0 mm²", "Mean: 100", "Dr Reader"):
        assert expected in text, expected
    assert "Secret" not in text
    page = Path(report(*arguments, str(tmp_path / "r.html"), measurements=drawn)).read_text(encoding="utf-8")
    assert "Area: 160.0 mm²" in page
    with pytest.raises(MedViewError, match="other images"):
        report(*arguments, str(tmp_path / "no.pdf"), measurements=(replace(one, fingerprint="x"),))
    assert not (tmp_path / "no.pdf").exists()
