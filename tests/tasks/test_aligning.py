import csv
import json

import pytest
from Bio import AlignIO

from medview.core.errors import ReadError
from medview.core.finding import Decision, Review
from medview.core.pair_alignment import MOST_LETTERS
from medview.jobs.local import LocalContext
from medview.tasks.aligning import Costs, aligned
from medview.tasks.pair_files import export_pair_alignment

FIRST = "MKTAYIAKQRQISFVKSHFSRQLEERLGLIEVQAPILSRVGDGTQDNLSGAEKAVQ"
SECOND = "MKTAYIAKQRQISFVKSHFSRQLEEGLIEVQAPILSRVGDGTQDWWWNLSGAEKAVQ"


def files(folder, *texts: str) -> list[str]:
    paths = []
    for number, text in enumerate(texts):
        path = folder / f"{number}.fasta"
        path.write_text(f">s{number} made up\n{text}\n")
        paths.append(str(path))
    return paths


def test_two_files_are_aligned_and_written(tmp_path) -> None:
    context = LocalContext(tmp_path)
    found = aligned(context, files(tmp_path, FIRST, SECOND), "global", "", Costs())
    assert found.first.letters.replace("-", "") == FIRST
    assert found.second.letters.replace("-", "") == SECOND
    assert found.second.letters.count("-") == 2
    assert found.first.letters.count("-") == 3
    assert found.identical == len(FIRST) - 2
    assert found.expected > 0.95 * found.paired
    assert len(found.chances) == len(found.first.letters)
    written = export_pair_alignment(context, found, str(tmp_path))
    rows = [found.first.letters, found.second.letters]
    for kind, known in (("fasta", "fasta"), ("aln", "clustal"), ("sto", "stockholm")):
        with open(written[kind]) as stream:
            assert [str(one.seq) for one in AlignIO.read(stream, known)] == rows
    assert json.loads((tmp_path / "alignment.json").read_text())["unreviewed"] is True
    for path in written.values():
        with open(path) as stream:
            assert "unreviewed" in stream.read().lower()
    with open(written["csv"], newline="") as stream:
        columns = list(csv.DictReader(stream))
    assert ["".join(one[name] for one in columns) for name in ("first_letter", "second_letter")] == rows
    assert [float(one["probability"]) for one in columns] == pytest.approx(list(found.chances))
    assert [int(one["first"]) for one in columns if one["first"]] == list(range(1, len(FIRST) + 1))
    assert [int(one["second"]) for one in columns if one["second"]] == list(range(1, len(SECOND) + 1))


def test_only_what_is_wanted_is_written(tmp_path) -> None:
    context = LocalContext(tmp_path)
    found = aligned(context, files(tmp_path, FIRST, SECOND), "global", "", Costs())
    written = export_pair_alignment(context, found, str(tmp_path / "out"), "mine", ("csv",))
    assert written == {"csv": str(tmp_path / "out" / "mine.csv")}
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["mine.csv"]


@pytest.mark.parametrize(
    ("decision", "reason", "told"),
    [
        (Decision.ACCEPTED, "", "ACCEPTED by Dr. Doe, 2026-01-02T03:04:05+00:00"),
        (Decision.REJECTED, "not related", "REJECTED by Dr. Doe, 2026-01-02T03:04:05+00:00: not related"),
    ],
)
def test_what_a_person_decided_is_written(tmp_path, decision: Decision, reason: str, told: str) -> None:
    context = LocalContext(tmp_path)
    found = aligned(context, files(tmp_path, FIRST, SECOND), "global", "", Costs())
    review = Review("f", decision, "Dr. Doe", "2026-01-02T03:04:05+00:00", reason)
    written = export_pair_alignment(context, found, str(tmp_path), review=review)
    texts = {kind: (tmp_path / f"alignment.{kind}").read_text() for kind in written}
    assert all("unreviewed" not in text.lower() for kind, text in texts.items() if kind != "json")
    for kind in ("fasta", "aln", "sto"):
        assert told in texts[kind]
    assert {row["review"] for row in csv.DictReader(texts["csv"].splitlines())} == {decision.value}
    kept = json.loads(texts["json"])
    assert kept["unreviewed"] is False
    assert (kept["review"]["decision"], kept["review"]["reviewer"]) == (decision.value, "Dr. Doe")


def test_records_are_chosen_by_number(tmp_path) -> None:
    path = tmp_path / "three.fasta"
    path.write_text(f">a\n{FIRST}\n>b\nMKT\n>c\n{SECOND}\n")
    found = aligned(LocalContext(tmp_path), [str(path)] * 2, "global", "", Costs(), (2, 0))
    assert (found.first.name, found.second.name) == ("c", "a")


def test_too_long_ones_are_told(tmp_path) -> None:
    paths = files(tmp_path, "ACGT" * (MOST_LETTERS // 4 + 1), "ACGT" * 20)
    with pytest.raises(ReadError, match="60004 letters; from 1 to 60000") as told:
        aligned(LocalContext(tmp_path), paths, "global", "", Costs())
    assert "shorter stretch" in told.value.hint


def test_what_is_alike_is_found_where_it_is(tmp_path) -> None:
    paths = files(tmp_path, "ACGT" * 5 + "GATTACAGATTACACCATG", "TTTTTTTT" + "GATTACAGATTACACCATG" + "CACACA")
    found = aligned(LocalContext(tmp_path), paths, "local", "", Costs())
    assert "GATTACAGATTACACCATG" in found.first.letters
    assert found.first.start <= 20
    assert found.first.length == 39


def test_one_file_of_two_sequences_will_do(tmp_path) -> None:
    path = tmp_path / "both.fasta"
    path.write_text(f">a\n{FIRST}\n>b\n{SECOND}\n")
    found = aligned(LocalContext(tmp_path), [str(path)], "semi-global", "", Costs(opening=12.0))
    assert (found.first.name, found.second.name) == ("a", "b")
    assert found.scored_by == "BLOSUM62 -12/-1"


@pytest.mark.parametrize(
    ("texts", "costs", "told"),
    [
        ((FIRST,), Costs(), "holds 1 sequences"),
        ((FIRST, "ACGT" * 20), Costs(), "protein cannot be aligned"),
        ((FIRST, SECOND), Costs(match=2.0), "of nucleotides"),
        (("ACGT" * 9, "ACGT" * 9), Costs(match=5.0, mismatch=-1.0), "by chance"),
    ],
)
def test_what_cannot_be_aligned_is_told(tmp_path, texts, costs, told) -> None:
    with pytest.raises(ReadError, match=told):
        aligned(LocalContext(tmp_path), files(tmp_path, *texts), "global", "", costs)
