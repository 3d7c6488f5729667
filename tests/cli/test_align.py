"""``medview align``: files, JSON and exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from medview.cli import desk
from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.session.paths import user_paths
from tests.engine.importing.commands import HerePools
from tests.tasks.test_aligning import FIRST, SECOND, files


@pytest.fixture(autouse=True)
def here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(desk, "Pools", HerePools)


def run(*arguments: object) -> int:
    windows = Windows(lambda _paths: 0, lambda *_: 0, lambda *_: 0)
    return main([str(one) for one in arguments], windows, user_paths())


def test_two_files_are_aligned_written_and_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("align", *files(tmp_path, FIRST, SECOND), "--out", tmp_path / "out")
    assert run(*asked, "--json") == Exit.DONE
    told = json.loads(capsys.readouterr().out)
    assert (told["unreviewed"], told["mode"], told["paired"], told["scored_by"]) == (
        True,
        "global",
        54,
        "BLOSUM62 -11/-1",
    )
    written = json.loads(Path(told["files"]["json"]).read_text())
    assert written["unreviewed"] is True
    assert run(*asked) == Exit.DONE
    shown = capsys.readouterr().out
    assert "AI suggestion, unreviewed" in shown
    assert "54 pairs of letters" in shown


def test_what_cannot_be_aligned_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    protein, other = files(tmp_path, FIRST, "ACGTACGTTTAACCGGACGT")
    out = ("--out", tmp_path / "out")
    assert run("align", protein, other, *out, "--json") == Exit.INPUT
    assert "cannot be aligned with nucleotides" in json.loads(capsys.readouterr().out)["error"]["message"]
    assert run("align", protein, *out) == Exit.INPUT
    assert run("align", protein, protein, "--match", 2, *out) == Exit.INPUT
    assert run("align", protein, protein, protein, *out) == Exit.USAGE
    assert run("align", protein, protein, "--model", "nobody", *out) == Exit.MODEL
