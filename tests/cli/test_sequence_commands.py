"""Commands on files of sequences: many at once, resumed; substitutions as a language model scores them."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from medview.catalog.package import Package
from medview.catalog.schema import Letters
from medview.catalog.store import Store
from medview.catalog.trust import confirming
from medview.cli import desk
from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.engine.sequences.answering import hidden, sequence_model
from medview.session.paths import user_paths
from tests.engine.importing.commands import HerePools
from tests.engine.sequences.packages import package
from tests.training.sequences.making import WHOLE

RESIDUES = tuple("ACDEFGHIKLMNPQRSTVWY")
PROTEIN = Letters((*RESIDUES, "X"), other="X", kinds=("protein",), answers="letters")
RECORDS = {"one": "MKLVFWAXCDEF", "two": "ACDEFGHIKLMNPQRSTVWY"}


@pytest.fixture(autouse=True)
def one_thread(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(desk, "Pools", HerePools)
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


def called(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    windows = Windows(lambda _paths: 0, lambda *_: 0, lambda *_: 0)
    code = main([*map(str, arguments), "--json"], windows, user_paths())
    return code, json.loads(capsys.readouterr().out)


def installed(letters: Letters, *classes: tuple[str, bool]) -> Package:
    """A random network that a person answers for."""
    models = user_paths().models
    made = package(models, letters, *classes)
    Store(models).apply(confirming(made))
    return made


def proteins(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / "two.fa"
    path.write_text("".join(f">{name}\n{letters}\n" for name, letters in RECORDS.items()))
    return path


def table(path: Path) -> list[dict[str, str]]:
    with path.open(newline="", encoding="utf-8") as lines:
        return list(csv.DictReader(lines))


def expected(made: Package, text: str) -> np.ndarray[Any, Any]:
    """(letters, length) the logarithm of each letter's probability at a place that is hidden."""
    return np.log(hidden(sequence_model(made), text).values)


def test_every_substitution_is_scored(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, out = installed(PROTEIN), tmp_path / "out"
    code, told = called(capsys, "substitutions", proteins(tmp_path), "--model", made.card.id, "--out", out)
    assert code == Exit.DONE
    assert told["unreviewed"] is True
    rows = table(Path(told["files"]["csv"]))
    assert told["scored"] == len(rows) == 19 * (11 + 20)  # nothing is said where the letter is not known
    assert not [row for row in rows if row["record"] == "one" and row["position"] == "8"]
    for name, text in RECORDS.items():
        logs = expected(made, text)
        for row in (row for row in rows if row["record"] == name):
            place, own, other = int(row["position"]) - 1, row["reference"], row["alternative"]
            assert text[place] == own != other
            assert row["variant"] == f"{own}{place + 1}{other}"
            score = logs[RESIDUES.index(other), place] - logs[RESIDUES.index(own), place]
            assert float(row["log_odds"]) == pytest.approx(score, abs=0.005)
    assert {row["decision"] for row in rows} == {"UNREVIEWED"}
    document = json.loads(Path(told["files"]["json"]).read_text())
    assert len(document["substitutions"]) == len(rows)
    assert document["weights_sha256"] == made.verify()[made.weights_name]


def test_those_that_were_asked_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = installed(PROTEIN)
    asked = "two:A1W,two:c2y,two:A2W,two:Y20A,two:Y21A,A1W,one:X8A,two:A1B,nonsense"
    arguments = (proteins(tmp_path), "--model", made.card.id, "--variants", asked, "--out", tmp_path / "out")
    code, told = called(capsys, "substitutions", *arguments)
    assert code == Exit.INCOMPLETE
    rows = json.loads(Path(told["files"]["json"]).read_text())["substitutions"]
    assert [(row["record"], row["variant"]) for row in rows] == [("two", "A1W"), ("two", "C2Y"), ("two", "Y20A")]
    logs = expected(made, RECORDS["two"])
    score = logs[RESIDUES.index("W"), 0] - logs[RESIDUES.index("A"), 0]
    assert rows[0]["log_odds"] == pytest.approx(score, abs=0.005)
    why = {one["variant"]: one["why"] for one in told["left_out"]}
    assert why["two:A2W"] == "The record has C there."
    assert why["two:Y21A"] == "The record has 20 letters."
    assert "which record is meant" in why["A1W"]
    assert why["one:X8A"] == "The model does not know the letter X."
    assert why["two:A1B"] == "The model does not know the letter B."
    assert "such as A123T" in why["nonsense"]
    assert [row["left_out"] for row in table(Path(told["files"]["csv"]))[3:]] == list(why.values())


def test_other_models_say_nothing_of_substitutions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = installed(WHOLE, ("no", False), ("yes", True))
    asked = ("substitutions", proteins(tmp_path), "--model", made.card.id, "--out", tmp_path / "out")
    code, told = called(capsys, *asked)
    assert code == Exit.MODEL
    assert "says nothing of substitutions" in told["error"]["message"]


def test_a_batch_of_files_of_sequences_is_resumed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, folder, out = installed(PROTEIN), tmp_path / "in", tmp_path / "out"
    proteins(folder)
    (folder / "dna.fa").write_text(">d\n" + "ACGT" * 20 + "\n")
    (folder / "more.fasta").write_text(">m\nMKLVFWMKLVFW\n")
    code, told = called(capsys, "batch", folder, "--model", made.card.id, "--out", out)
    assert code == Exit.INCOMPLETE
    found = {Path(one["path"]).name: one for one in told["outcomes"]}
    assert {name: one["status"] for name, one in found.items()} == {
        "two.fa": "done",
        "more.fasta": "done",
        "dna.fa": "failed",
    }
    assert "reads protein, not DNA: d." in found["dna.fa"]["message"]
    results = out / found["two.fa"]["folder"]
    names = {path.name for path in results.iterdir()}
    assert names >= {"findings.json", "findings.csv", "substitutions.csv", "report.pdf", "outcome.json"}
    assert len(table(results / "substitutions.csv")) == 19 * 31
    before = (results / "outcome.json").stat().st_mtime_ns
    (folder / "dna.fa").write_text(">d\nMKLVFWAACDEFMKLVFW\n")
    code, again = called(capsys, "batch", folder, "--model", made.card.id, "--out", out, "--resume")
    assert code == Exit.DONE
    assert again["counts"]["done"] == 3
    assert (results / "outcome.json").stat().st_mtime_ns == before


def test_a_batch_of_classes_of_whole_records(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made, out = installed(replace(WHOLE, kinds=("protein",)), ("no", False), ("yes", True)), tmp_path / "out"
    code, told = called(capsys, "batch", proteins(tmp_path / "in"), "--model", made.card.id, "--out", out)
    assert code == Exit.DONE
    (one,) = told["outcomes"]
    rows = table(out / one["folder"] / "findings.csv")
    assert {row["record"] for row in rows} == set(RECORDS)
    assert (out / one["folder"] / "findings.fhir.json").is_file()
