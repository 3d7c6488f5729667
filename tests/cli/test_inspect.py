from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.session.paths import user_paths
from tests.io.making import ct_slice, ct_uids, save, write_ct


@pytest.fixture
def run(capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments, Windows(lambda _: 0, lambda *_: 0, lambda *_: 0), user_paths())
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


def test_objects_are_printed_for_machines_and_people(run, tmp_path: Path) -> None:
    write_ct(tmp_path / "in", 2)
    code, out, _ = run("inspect", str(tmp_path / "in"), "--json")
    document = json.loads(out)
    assert code == Exit.DONE
    assert [len(document[key]) for key in ("objects", "series", "skipped")] == [2, 1, 0]
    assert all(len(one["sha256"]) == 64 for one in document["objects"])
    shown = run("inspect", str(tmp_path / "in"))[1]
    assert "CT Image" in " ".join(shown.split())
    assert "2 objects in 1 series" in shown


def test_what_cannot_be_opened_is_told_with_the_code_of_a_refused_input(run, tmp_path: Path) -> None:
    picture = np.zeros((4, 4), np.uint16)
    path = save(ct_slice(0, ct_uids(), picture, PixelData=None), tmp_path / "bad.dcm")
    code, out, _ = run("inspect", str(path), "--json")
    document = json.loads(out)
    assert code == Exit.INPUT
    assert "no pixel data" in document["objects"][0]["refusal"]
    code, out, _ = run("inspect", str(tmp_path / "nowhere"), "--json")
    assert (code, json.loads(out)["error"]["code"]) == (Exit.INPUT, Exit.INPUT)


def test_sequences_are_printed_for_machines_and_people(run, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "genes.fa").write_text(">a\nACGT\n>b\nAC1\n")
    (folder / "calls.vcf").write_text("##fileformat=VCFv4.2\n#CHROM\nchr1\t3\t.\tG\tA\t.\t.\t.\nchr1\n")
    code, out, _ = run("inspect", str(folder), "--json")
    document = json.loads(out)
    assert code == Exit.DONE
    assert [one["letters"] for one in document["sequences"]] == [0, 4]
    shown = " ".join(run("inspect", str(folder))[1].split())
    for words in (
        "fasta",
        "DNA",
        "vcf",
        "Record 2 b",
        "Line 4:",
        "1 variants",
        "2 files of sequences, 0 of them refused",
    ):
        assert words in shown


def test_a_sequence_that_cannot_be_read_has_the_code_of_a_refused_input(run, tmp_path: Path) -> None:
    path = tmp_path / "genes.fa"
    path.write_text("nothing: of the kind!")
    code, out, _ = run("inspect", str(path), "--json")
    assert code == Exit.INPUT
    assert "not a known kind" in json.loads(out)["sequences"][0]["refusal"]
