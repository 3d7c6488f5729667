"""Programs that align whole families, where they are installed: what they pair is read off for each pair.

Sources: Katoh and Standley 2013 (MAFFT), Mol Biol Evol 30:772; Edgar 2022 (MUSCLE 5), Nat Commun 13:6968; Sievers and
others 2011 (Clustal Omega), Mol Syst Biol 7:539.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.training.data.aligned_pairs import AlignedPair
from medview.training.measuring.aligning import Found, System

Numbers = NDArray[np.int64]

_LONGEST_S = 1800
"""Seconds a program may take for one family."""


@dataclass(frozen=True)
class Program:
    """A program that aligns families.

    Args:
        name: As it is called.
        asked: What makes it tell its version.
        version: What it then tells, its version as the group.
        arguments: How it aligns; IN and OUT stand for files of FASTA, and without OUT it writes to its output.
    """

    name: str
    asked: str
    version: str
    arguments: tuple[str, ...]


PROGRAMS = (
    Program(
        "mafft", "--version", r"v(7[.\d]+)", ("--auto", "--amino", "--anysymbol", "--quiet", "--thread", "1", "IN")
    ),
    Program("muscle", "-version", r"muscle (5[.\d]*\d)", ("-align", "IN", "-output", "OUT", "-threads", "1")),
    Program("clustalo", "--version", r"(1[.\d]+)", ("--seqtype=Protein", "--threads=1", "-i", "IN", "-o", "OUT")),
)


def program_systems(pairs: Sequence[AlignedPair]) -> tuple[System, ...]:
    """The programs that are installed, each answering for pairs from its alignment of all sequences of their family.

    Args:
        pairs: All pairs that will be asked for: their sequences are the families.
    """
    families: dict[str, dict[str, None]] = {}
    for pair in pairs:
        families.setdefault(pair.family, {}).update(dict.fromkeys((pair.first, pair.second)))
    texts = {family: tuple(own) for family, own in families.items()}
    found = ((program, version_of(program)) for program in PROGRAMS)
    return tuple(_system(program, version, texts) for program, version in found if version)


def version_of(program: Program) -> str:
    """The version of a program; empty where it is not installed, or another one than is known here."""
    if shutil.which(program.name) is None:
        return ""
    told = subprocess.run(
        [program.name, program.asked], capture_output=True, text=True, check=False, timeout=_LONGEST_S
    )
    found = re.search(program.version, told.stdout + told.stderr)
    return found.group(1) if found else ""


def _system(program: Program, version: str, texts: Mapping[str, tuple[str, ...]]) -> System:
    @cache
    def letters(family: str) -> dict[str, Numbers]:
        return dict(zip(texts[family], map(numbers, rows_of(program, texts[family])), strict=True))

    def answer(pairs: Sequence[AlignedPair]) -> list[Found]:
        known = letters(pairs[0].family)
        columns = [shared(known[pair.first], known[pair.second]) for pair in pairs]
        return [Found(one, np.full(len(one), np.nan, np.float32)) for one in columns]

    told = tr("It aligned whole families, by: {command}").format(command=" ".join((program.name, *program.arguments)))
    return System(program.name, version, "", answer, lambda pairs: (told,))


def rows_of(program: Program, texts: Sequence[str]) -> list[str]:
    """The rows of a program's alignment, in the order of the sequences.

    Raises:
        MedViewError: It failed, or its rows are not of these letters.
    """
    with TemporaryDirectory(prefix="family-") as folder:
        given, written = Path(folder) / "in.fa", Path(folder) / "out.fa"
        given.write_text("".join(f">{number}\n{text}\n" for number, text in enumerate(texts)))
        files = {"IN": str(given), "OUT": str(written)}
        command = [program.name, *(files.get(one, one) for one in program.arguments)]
        try:
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=True, timeout=_LONGEST_S)
        except (OSError, subprocess.SubprocessError) as error:
            raise _failed(program, str(getattr(error, "stderr", "") or error).strip()) from error
        rows = _read(written.read_text() if written.is_file() else done.stdout)
    if [row.replace("-", "").upper() for row in rows] != [text.upper() for text in texts]:
        raise _failed(program, tr("its rows have other letters than the sequences"))
    return rows


def _read(fasta: str) -> list[str]:
    """Rows by their numbers."""
    rows = dict[int, str]()
    for record in fasta.split(">")[1:]:
        name, *lines = record.splitlines()
        rows[int(name)] = "".join(lines)
    return [rows[number] for number in sorted(rows)]


def numbers(row: str) -> Numbers:
    """(columns,) the number of the letter in each column of a row; -1 for a gap."""
    there = np.frombuffer(row.encode("latin-1"), np.uint8) != ord("-")
    return np.where(there, np.cumsum(there) - 1, -1)


def shared(first: Numbers, second: Numbers) -> Numbers:
    """(n, 2) letters of two rows that stand in one column."""
    both = (first >= 0) & (second >= 0)
    return np.stack([first[both], second[both]], 1)


def _failed(program: Program, why: str) -> MedViewError:
    return MedViewError(
        tr("{program} could not align a family: {why}").format(program=program.name, why=why),
        tr("Remove it, or leave --baselines out."),
    )
