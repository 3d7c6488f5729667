"""The files an analysis of sequences leaves in a folder, and its report."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest
from Bio import SeqIO

from medview.core.finding import Analysis, Decision
from medview.core.study import Instance, Series, Study
from medview.io.sequences.loading import load_sequences
from medview.jobs.local import LocalContext
from medview.tasks.files import TASKS
from medview.tasks.results import given, results
from tests import sequence_findings as made
from tests.io.making import nothing

PROTEINS = ">rec0 first\n" + "MKVLAAGIVGLCAKWYPNDE" * 3 + "\n>rec1 second\n" + "ACDEFGHIKL" * 4 + "\n"
Case = tuple[Study, Series]


@pytest.fixture
def context(tmp_path: Path) -> LocalContext:
    (tmp_path / "job").mkdir()
    return LocalContext(tmp_path / "job")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    path = tmp_path / "two.fa"
    path.write_text(PROTEINS)
    study, series = made.study()
    series = replace(series, instances=(Instance(str(path)),))
    return replace(study, series=(series,)), series


def pages(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]


def written(case: Case, analysis: Analysis, context: LocalContext, folder: Path) -> dict[str, Path]:
    study, series = case
    loaded = load_sequences(series.instances[0].path, context.folder / "loaded", nothing)
    folder.mkdir()
    return {
        one.kind: Path(TASKS[one.task](context, **one.into(folder))) for one in results(study, series, loaded, analysis)
    }


def test_every_file_says_that_nobody_has_reviewed_it(case: Case, context: LocalContext, tmp_path: Path) -> None:
    found = written(case, made.each(tmp_path), context, tmp_path / "out")
    assert {kind: path.name for kind, path in found.items()} == {
        "findings": "findings.json", "table": "findings.csv", "gff3": "findings.gff3", "bed": "findings.bed",
        "genbank": "annotated.gb", "fhir": "findings.fhir.json", "report": "report.pdf",
    }  # fmt: skip
    for kind in ("findings", "gff3", "bed", "genbank", "fhir"):
        assert "UNREVIEWED" in found[kind].read_text(encoding="utf-8"), kind
    assert found["table"].read_text(encoding="utf-8").count("unreviewed") == 3
    told = pages(found["report"])
    assert all("UNREVIEWED" in page for page in told)
    assert "Alpha helix (rec0: 5–24)" in " ".join(told[0].split())
    assert str(tmp_path) not in found["findings"].read_text(encoding="utf-8")
    with found["genbank"].open() as stream:
        assert [len(record.features) for record in SeqIO.parse(stream, "genbank")] == [2, 1]


def test_numbers_alone_leave_no_annotations(case: Case, context: LocalContext, tmp_path: Path) -> None:
    found = written(case, made.letters(tmp_path), context, tmp_path / "out")
    assert set(found) == {"findings", "table", "substitutions", "report"}


def test_the_report_of_record_holds_what_was_decided(case: Case, context: LocalContext, tmp_path: Path) -> None:
    study, series = case
    loaded = load_sequences(series.instances[0].path, context.folder / "loaded", nothing)
    reviews = (made.decided("helix1", Decision.ACCEPTED), made.decided("helix0", Decision.REJECTED))
    for name in ("r.html", "r.pdf"):
        TASKS["report"](
            context, study=study, series=series, volume=None, analysis=made.each(tmp_path), reviews=reviews,
            path=str(tmp_path / name), **given(loaded),
        )  # fmt: skip
    text = (tmp_path / "r.html").read_text(encoding="utf-8")
    assert "Alpha helix (rec1: 10–19)" in text
    assert "rec0: 5–24" not in text
    assert text.count("<img") == 1
    assert "UNREVIEWED" not in text
    assert "Dr Reader" in pages(tmp_path / "r.pdf")[0]
