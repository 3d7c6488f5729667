"""Damaged files of sequences: whatever the damage, there is a refusal, or letters that are letters."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import MedViewError, WriteError
from medview.io.sequences import open_sequences, store
from medview.io.sequences.describing import describe
from medview.io.sequences.spelling import ODD, classes
from tests.io.fuzz_mutations import damaged
from tests.io.making import nothing
from tests.io.sequences.making import packings
from tests.io.sequences.test_alignments import A3M, CLUSTAL, MSF, PIR, STOCKHOLM
from tests.io.sequences.test_entries import SWISS, XML, record, written
from tests.io.sequences.test_fasta import any_fasta
from tests.io.sequences.test_fastq import any_reads
from tests.io.sequences.test_vcf import CHR1, COLUMNS, HEADER, LINES

CASES = 40
"""Damaged in so many ways is each seed."""

SLOWEST_S = 20.0
"""No case takes longer; each takes milliseconds, but the machine may be busy."""


def seeds() -> dict[str, bytes]:
    random = np.random.default_rng(7)
    texts = {
        "x.fa": any_fasta(random) + any_fasta(random),
        "x.fastq": any_reads(random)[0],
        "x.gb": written(record(), record("TWO")),
        "x.embl": written(record(), record("TWO"), known="embl"),
        "x.dat": SWISS * 2,
        "x.xml": XML,
        "x.sto": STOCKHOLM,
        "x.aln": CLUSTAL,
        "x.pir": PIR,
        "x.msf": MSF,
        "x.a3m": A3M,
        "x.vcf": HEADER + COLUMNS + LINES,
        "x.seq": "ACGT" * 30,
    }
    plain = {name: text.encode() for name, text in texts.items()}
    packed = {
        name + suffix: content
        for name in ("x.fa", "x.fastq", "x.gb", "x.vcf")
        for suffix, content in packings(plain[name]).items()
    }
    return plain | packed


SEEDS = seeds()


def exercise(path: Path, work: Path) -> tuple[str, int]:
    """Do with a file what the program would; what came of it, and how many letters were read."""
    try:
        sequences = open_sequences(str(path), work, nothing)
    except WriteError:
        raise
    except MedViewError:
        return "refused", 0
    letters = 0
    with sequences:
        for at in range(len(sequences)):
            known = sequences.record(at)
            for ask in (sequences.codes, sequences.qualities):
                try:
                    got = ask(at)
                except MedViewError:
                    continue
                assert len(got) == known.length
                if ask is not sequences.codes:
                    continue
                letters += len(got)
                assert not (classes(got.tobytes()) & ODD).any()
            for of_record in (sequences.features, sequences.annotations, sequences.variants):
                try:
                    of_record(at)
                except MedViewError:
                    continue
        try:
            store(sequences, work / "stored", nothing)
        except WriteError:
            raise
        except MedViewError:
            pass
    return "opened", letters


@pytest.mark.parametrize("name", SEEDS)
def test_only_refusals_come_of_damage(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    outcomes = []
    for case in range(CASES):
        random = np.random.default_rng([11, case])
        path.write_bytes(damaged(SEEDS[name], name, random))
        started = time.monotonic()
        outcomes.append(exercise(path, tmp_path / f"work{case}")[0])
        assert time.monotonic() - started < SLOWEST_S, case
    assert len(outcomes) == CASES


@pytest.mark.parametrize("name", SEEDS)
def test_only_refusals_come_of_a_file_that_is_cut_off(name: str, tmp_path: Path) -> None:
    content = SEEDS[name]
    path = tmp_path / name
    ends = sorted({*range(0, min(len(content), 40)), *range(0, len(content), max(1, len(content) // 60))})
    whole = len(content)
    path.write_bytes(content)
    outcome, most = exercise(path, tmp_path / "whole")
    assert outcome == "opened"
    for end in ends:
        path.write_bytes(content[:end])
        _, letters = exercise(path, tmp_path / f"work{end}")
        assert letters <= most, (end, whole)


@pytest.mark.parametrize("name", SEEDS)
def test_damage_is_described_as_json_may_be(name: str, tmp_path: Path) -> None:
    path = tmp_path / name
    for case in range(5):
        path.write_bytes(damaged(SEEDS[name], name, np.random.default_rng([12, case])))
        told = describe(str(path), tmp_path / f"work{case}", nothing)
        assert bool(told["refusal"]) or told["records"] > 0
        assert told["letters"] >= 0


def test_letters_beside_variants_are_those_of_the_reference_however_damaged(tmp_path: Path) -> None:
    path, reference = tmp_path / "x.vcf", tmp_path / "x.fa"
    path.write_text(HEADER + COLUMNS + LINES)
    for case in range(CASES):
        reference.write_bytes(damaged(f">chr1\n{CHR1}\n".encode(), "x.fa", np.random.default_rng([13, case])))
        exercise(path, tmp_path / f"work{case}")
