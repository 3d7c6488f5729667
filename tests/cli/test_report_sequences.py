"""``medview report`` on a file of sequences a person has reviewed."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path

import pytest

from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.core.finding import Decision
from medview.io.formats.sequences import scan_sequences
from medview.session.paths import user_paths
from medview.session.store import Store
from tests import sequence_findings as made

PROTEINS = ">rec0 first\n" + "MKVLAAGIVGLCAKWYPNDE" * 3 + "\n>rec1 second\n" + "ACDEFGHIKL" * 4 + "\n"


def test_a_reviewed_file_is_reported(tmp_path: Path, private_home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path, out = tmp_path / "two.fa", tmp_path / "report.html"
    path.write_text(PROTEINS)
    windows = Windows(lambda _: 0, lambda *_: 0, lambda *_: 0)
    arguments = ["report", str(path), "--out", str(out), "--json"]
    assert main(arguments, windows, user_paths()) == Exit.INPUT
    assert "has been reviewed" in json.loads(capsys.readouterr().out)["error"]["message"]
    (series,) = scan_sequences(str(path)).series
    with Store(user_paths().store) as store:
        store.add_analysis(
            made.each(tmp_path, source=made.provenance(series.uid, series.fingerprint)), series.fingerprint
        )
        store.add_review(made.decided("strand0", Decision.ACCEPTED))
    assert main(arguments, windows, user_paths()) == Exit.DONE
    text = out.read_text(encoding="utf-8")
    assert "Beta strand (rec0: 30–37)" in text
    assert "data:image/png" in text
    assert "<td>Definition</td><td>first</td>" in text
    assert "<td>Length</td><td>60 aa</td>" in text
    assert sha256(b"MKVLAAGIVGLCAKWYPNDE" * 3).hexdigest() in text
    assert "Series" not in text
    assert "second" not in text, "nothing is said of the other record"
    assert "2 AI findings were not reviewed and are left out." in text
