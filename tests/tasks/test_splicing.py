"""Variants of a file, from the file to what is written of them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
import torch

from medview.core.errors import ModelError, ReadError
from medview.core.splicing import SpliceEffects, VariantsWish
from medview.engine.sequences import splicing as engine
from medview.io.sequences.opening import open_sequences
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.tasks import splicing
from medview.tasks.analysis import TASKS
from medview.tasks.splice_files import export_splice_effects
from tests.catalog.making import make_package
from tests.engine.sequences.making import FLANK
from tests.engine.sequences.test_splicing import slow_deltas
from tests.tasks.splice_packages import RECORDS, fasta, splice_package, variants

DISTANCE = 20


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return splice_package(tmp_path_factory.mktemp("packages"))


def run(package: Path, folder: Path, **asked: object) -> SpliceEffects:
    context = LocalContext(folder)
    if "path" not in asked:
        asked["path"] = str(variants(folder))
    path, given = asked.pop("path"), {"reference": str(fasta(folder)), "distance": DISTANCE, **asked}
    found = TASKS["splice_effects"](context, model_folder=str(package), path=path, wish=VariantsWish(**given))
    assert isinstance(found, SpliceEffects)
    return found


def test_what_can_be_scored_is_and_the_rest_is_told(package: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(splicing, "_TOGETHER", 3)
    monkeypatch.setattr(splicing, "_INTERVAL", 64)
    found = run(package, tmp_path)
    assert [(one.record, one.start, one.alternative[1:], one.strand, one.line) for one in found.effects] == [
        ("chr1", 199, "", 1, 5),
        ("chr1", 199, "GG", 1, 5),
        ("chr1", 199, "", -1, 5),
        ("chr1", 199, "GG", -1, 5),
        ("chr2", 249, "", 1, 6),
        ("chr2", 249, "", -1, 6),
        ("chr1", 149, "", 1, 7),
        ("chr1", 149, "", -1, 7),
        ("chr1", 209, "", 1, 10),
        ("chr1", 209, "", -1, 10),
    ]
    for one in found.effects:
        letters = RECORDS[one.record]
        expected = slow_deltas(letters, one.start, (one.reference, one.alternative), DISTANCE, one.strand)
        for delta, (score, position) in zip(one.deltas.each, expected, strict=True):
            assert delta.score == pytest.approx(score, abs=1e-5)
            assert delta.position == position
    assert max(one.deltas.highest for one in found.effects) > 0.1
    told = {one.line: one.reason for one in found.refused}
    assert found.refused_count == len(told) == 5
    assert "sequence has" in told[8]
    assert "“ten” is not a number" in told[9]
    assert "“<DEL>” is no letters" in told[10]
    assert f"within {FLANK + DISTANCE} letters of an end" in told[11]
    assert "no sequence of this name" in told[12]


def test_one_strand_alone(package: Path, tmp_path: Path) -> None:
    assert {one.strand for one in run(package, tmp_path, strands=(-1,)).effects} == {-1}


@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_files_hold_every_line_and_say_that_nobody_reviewed(package: Path, tmp_path: Path, ends: str) -> None:
    found = run(package, tmp_path, path=str(variants(tmp_path, ends)))
    files = export_splice_effects(LocalContext(tmp_path), found, str(tmp_path / "out"))
    before = variants(tmp_path, ends).read_bytes().decode().split(ends)
    after = Path(files["vcf"]).read_bytes().decode().split(ends)
    assert "unreviewed" in after[3]
    assert after.pop(3).startswith("##INFO=<ID=MedViewSplice,Number=.,Type=String")
    assert [line.split("\t")[:7] for line in after] == [line.split("\t")[:7] for line in before]
    fields = dict(one.partition("=")[::2] for one in after[4].split("\t")[7].split(";"))
    assert fields["DP"] == "3"
    first = found.effects[0]
    scores = "|".join(f"{delta.score:.2f}" for delta in first.deltas.each)
    places = "|".join(str(delta.position) for delta in first.deltas.each)
    assert fields["MedViewSplice"].split(",")[0] == f"{first.alternative}|+|{scores}|{places}"
    assert len(fields["MedViewSplice"].split(",")) == 4
    assert after[7:9] == before[7:9]
    document = json.loads(Path(files["json"]).read_text())
    assert document["unreviewed"] is True
    assert document["effects"][0]["position"] == 200
    assert document["effects"][0]["donor_loss"]["score"] == pytest.approx(first.deltas.donor_loss.score)
    assert len(document["left_out"]) == document["left_out_count"] == 5
    with Path(files["csv"]).open(newline="") as table:
        rows = list(csv.DictReader(table))
    assert {row["decision"] for row in rows} == {"UNREVIEWED"}
    assert len(rows) == len(found.effects) + 5
    assert float(rows[0]["acceptor_gain"]) == pytest.approx(first.deltas.acceptor_gain.score, abs=1e-4)


def test_a_written_file_is_read_again_and_its_field_is_replaced(package: Path, tmp_path: Path) -> None:
    found = run(package, tmp_path)
    once = Path(export_splice_effects(LocalContext(tmp_path), found, str(tmp_path / "once"))["vcf"])
    with open_sequences(str(once), tmp_path, lambda *_: None) as opened:
        assert opened.file.variants == 7
        assert [key for key, _ in opened.variants(1)[0].info][-1] == "MedViewSplice"
    again = run(package, tmp_path, path=str(once))
    twice = Path(export_splice_effects(LocalContext(tmp_path), again, str(tmp_path / "twice"))["vcf"])
    assert twice.read_bytes() == once.read_bytes()


def genbank(folder: Path) -> Path:
    """The first record with a gene on each strand."""
    letters = RECORDS["chr1"].lower()
    features = (
        ("mRNA", "join(101..180,190..260)", "ONE"),
        ("mRNA", "complement(join(141..205,230..300))", "TWO"),
    )
    told = "".join(f'     {kind:<16}{place}\n                     /gene="{name}"\n' for kind, place, name in features)
    spelled = "".join(
        f"{start + 1:>9} {' '.join(letters[at : at + 10] for at in range(start, min(start + 60, 400), 10))}\n"
        for start in range(0, 400, 60)
    )
    path = folder / "reference.gb"
    path.write_text(
        "LOCUS       chr1                     400 bp    DNA     linear   SYN 01-JAN-2020\n"
        "DEFINITION  made.\nACCESSION   chr1\nVERSION     chr1\n"
        f"FEATURES             Location/Qualifiers\n{told}ORIGIN\n{spelled}//\n"
    )
    return path


def test_genes_of_the_reference_are_scored_on_their_strand_and_within_their_ends(package: Path, tmp_path: Path) -> None:
    reference = str(genbank(tmp_path))
    found = run(package, tmp_path, reference=reference)
    assert [(one.start, one.strand, one.gene) for one in found.effects if len(one.alternative) == 1] == [
        (199, 1, "ONE"),
        (199, -1, "TWO"),
        (149, 1, "ONE"),
        (149, -1, "TWO"),
        (209, 1, "ONE"),
        (209, -1, "TWO"),
    ]
    for one in found.effects:
        first, end = {"ONE": (100, 260), "TWO": (140, 300)}[one.gene]
        letters = "N" * first + RECORDS["chr1"][first:end] + "N" * (400 - end)
        expected = slow_deltas(letters, one.start, (one.reference, one.alternative), DISTANCE, one.strand)
        for delta, (score, position) in zip(one.deltas.each, expected, strict=True):
            assert delta.score == pytest.approx(score, abs=1e-5)
            assert delta.position == position
    masked = run(package, tmp_path, reference=reference, masked=True)
    nearest = {("ONE", 199): 190 - 1 - 199 + 0, ("TWO", 199): 204 - 199}
    for plain, one in zip(found.effects, masked.effects, strict=True):
        boundary = nearest.get((one.gene, one.start))
        for number, (before, after) in enumerate(zip(plain.deltas.each, one.deltas.each, strict=True)):
            assert after.position == before.position
            if boundary is not None:
                kept = (before.position == boundary) == bool(number % 2)
                assert after.score == (before.score if kept else 0.0)


def test_masks_need_genes(package: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="tells no genes"):
        run(package, tmp_path, masked=True)


def test_other_files_and_models_are_refused(package: Path, tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"reference\.fa is no file of variants"):
        run(package, tmp_path, path=str(fasta(tmp_path)))
    with pytest.raises(ModelError, match="says nothing of splicing"):
        run(make_package(tmp_path / "other"), tmp_path)


def test_it_tells_how_far_it_is_and_stops_when_it_is_cancelled(package: Path, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(splicing, "_TOGETHER", 2)
    told: list[float] = []
    asked = {"path": str(variants(tmp_path)), "wish": VariantsWish(str(fasta(tmp_path)), DISTANCE)}
    context = LocalContext(tmp_path, lambda fraction, _: told.append(fraction))
    TASKS["splice_effects"](context, model_folder=str(package), **asked)
    assert told == sorted(told)
    assert len({round(one, 3) for one in told}) > 5
    stopped = LocalContext(tmp_path, lambda fraction, _: stopped.cancel() if fraction > 0.3 else None)
    calls = 0
    deltas = engine.deltas

    def counted(*arguments: object) -> object:
        nonlocal calls
        calls += 1
        return deltas(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(splicing, "deltas", counted)
    with pytest.raises(JobCancelled):
        TASKS["splice_effects"](stopped, model_folder=str(package), **asked)
    assert 0 < calls < 8
