"""Programs that align whole families, beside aligners of pairs."""

from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import MedViewError
from medview.training.data.aligned_pairs import paired
from medview.training.measuring.aligning import solve
from medview.training.measuring.aligning_programs import (
    PROGRAMS,
    Program,
    numbers,
    program_systems,
    rows_of,
    shared,
    version_of,
)

TEXTS = ("MKVLAAGIVGLCAKWYPNDEMKVLAAGIVG", "MKVLAAGIVGLAKWYPNDEMKVLAAGIVG", "MKVLAAGIVGLCAKWYNDEMKVLAAGIVG")
ROWS = ("MKVLAAGIVGLCAKWYPNDEMKVLAAGIVG", "MKVLAAGIVGL-AKWYPNDEMKVLAAGIVG", "MKVLAAGIVGLCAKWY-NDEMKVLAAGIVG")


def test_letters_of_one_column_are_paired() -> None:
    first, second = numbers("AC-GT"), numbers("A-TG-")
    assert first.tolist() == [0, 1, -1, 2, 3]
    np.testing.assert_array_equal(shared(first, second), [[0, 0], [2, 2]])
    known = paired("pair", "", "family", "AC-GT", "A-TG-")
    np.testing.assert_array_equal(shared(first, second), known.columns)


@pytest.mark.parametrize("program", PROGRAMS, ids=lambda one: one.name)
def test_a_program_finds_what_nobody_could_miss(program: Program) -> None:
    if not version_of(program):
        pytest.skip(f"{program.name} is not installed")
    first, second, third = rows_of(program, TEXTS)
    assert (first, second) == ROWS[:2]
    assert third.replace("-", "") == TEXTS[2]  # where its gap belongs is a matter of taste


def test_each_pair_is_answered_from_the_alignment_of_its_family(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program of our own stands for those that may not be here: it gives back the rows it has beside it."""
    place = tmp_path / "mafft"
    rows = "".join(f">{number}\\n{row.lower()}\\n" for number, row in enumerate(ROWS))
    place.write_text(
        f'#!/bin/sh\nif [ "$1" = --version ]; then echo v7.1 >&2; else echo run >> {tmp_path}/runs; '
        f"printf '{rows}'; fi\n"
    )
    place.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    names = [(0, 1), (0, 2), (1, 2)]
    pairs = [paired(f"{one} {other}", "", "family", ROWS[one], ROWS[other]) for one, other in names]
    (system,) = program_systems(pairs)
    assert (system.id, system.version) == ("mafft", "7.1")
    solved, failed = solve(system, pairs, lambda fraction, note: None)
    assert failed == ()
    assert [one.score for one in solved] == [1.0, 1.0, 1.0]
    assert (tmp_path / "runs").read_text().count("run") == 1
    assert "whole families" in system.warnings(pairs)[0]


def test_rows_of_other_letters_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "mafft").write_text("#!/bin/sh\nprintf '>0\\nMK\\n>1\\nMK\\n'\n")
    (tmp_path / "mafft").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MedViewError, match="mafft could not align a family: its rows have other letters"):
        rows_of(PROGRAMS[0], ("MK", "MKV"))


def test_a_program_that_fails_says_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "clustalo").write_text("#!/bin/sh\necho FATAL: no sequences >&2; exit 1\n")
    (tmp_path / "clustalo").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(MedViewError, match="FATAL: no sequences"):
        rows_of(PROGRAMS[2], TEXTS)


def test_what_is_not_installed_is_left_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert program_systems([paired("pair", "", "family", "AC-GT", "A-TG-")]) == ()
