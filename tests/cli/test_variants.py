"""``medview variants``: files, JSON and exit codes."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors.torch import save_file

from medview.cli import desk
from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.session.paths import user_paths
from tests.engine.importing.commands import HerePools
from tests.engine.sequences.making import DILATIONS, WIDTHS, random_splice
from tests.tasks.splice_packages import COLUMNS, HEADER, fasta, lines, variants

Said = tuple[int, dict[str, Any]]
NETWORK = {"widths": WIDTHS, "dilations": DILATIONS, "channels": 8, "spatial_dims": 1}
CHANNELS = {"in_channels": 4, "out_channels": 3}


@pytest.fixture(autouse=True)
def one_thread() -> Iterator[None]:
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture
def model(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    monkeypatch.setattr(desk, "Pools", HerePools)
    save_file(dict(random_splice().state_dict()), tmp_path / "weights.safetensors")
    asked = ("--network", "splice", "--arguments", json.dumps({**NETWORK, **CHANNELS}), "--id", "sites")
    assert run("models", "import", tmp_path / "weights.safetensors", *asked) == Exit.DONE
    capsys.readouterr()
    return "sites"


def run(*arguments: object) -> int:
    windows = Windows(lambda _paths: 0, lambda *_: 0, lambda *_: 0)
    return main([str(one) for one in arguments], windows, user_paths())


def test_variants_are_scored_written_and_told(model: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--reference", fasta(tmp_path), "--model", model, "--out", tmp_path / "out", "--distance", 20)
    assert run("variants", variants(tmp_path), *asked, "--strand", "forward", "--json") == Exit.INCOMPLETE
    told = json.loads(capsys.readouterr().out)
    assert told["unreviewed"] is True
    assert told["scored"] == 5
    assert told["left_out_count"] == len(told["left_out"]) == 5
    written = json.loads(Path(told["files"]["json"]).read_text())
    assert written["distance"] == 20
    assert {one["strand"] for one in written["effects"]} == {"+"}
    for kind in ("csv", "vcf"):
        assert Path(told["files"][kind]) == tmp_path / "out" / f"effects.{kind}"
        assert Path(told["files"][kind]).stat().st_size > 0


def test_a_person_reads_the_greatest_first(model: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "good.vcf"
    path.write_text(HEADER + "\n".join([COLUMNS, *lines()[:3], ""]))
    asked = ("--reference", fasta(tmp_path), "--model", model, "--out", tmp_path / "out", "--distance", 20)
    assert run("variants", path, *asked) == Exit.DONE
    shown = capsys.readouterr().out
    assert "8 effects of variants scored, 0 lines or alternatives left out" in shown
    rows = [line for line in shown.splitlines() if line.startswith("chr")]
    highest = [max(map(float, re.findall(r"(\d\.\d\d) \(", row))) for row in rows]
    assert len(highest) == 8
    assert highest == sorted(highest, reverse=True)
    assert "unreviewed" in shown
    assert "Not a medical device" in shown


def test_what_cannot_be_done_is_told(model: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    asked = ("--reference", fasta(tmp_path), "--model", model, "--out", tmp_path / "out", "--json")
    assert run("variants", fasta(tmp_path), *asked) == Exit.INPUT
    assert "no file of variants" in json.loads(capsys.readouterr().out)["error"]["message"]
    assert run("variants", variants(tmp_path), *asked, "--masked") == Exit.INPUT
    assert "tells no genes" in json.loads(capsys.readouterr().out)["error"]["message"]
    assert run("variants", variants(tmp_path), *asked[:2], "--model", "nobody", *asked[4:]) == Exit.MODEL
    capsys.readouterr()
    assert run("variants", variants(tmp_path), *asked, "--distance", 0) == Exit.USAGE
