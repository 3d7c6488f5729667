"""The file of two aligned sequences: read as it was written, and refused where it is damaged."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from medview.core.errors import MedViewError, ReadError
from medview.core.finding import Decision, Review
from medview.core.pair_alignment import PairAlignment, Row
from medview.io.pair_files import write_json
from medview.io.sequences import open_sequences
from medview.io.sequences.loading import load_sequences
from tests.io.making import nothing

FIRST = Row("one", "ACD-F", 2, 7, (0.5, 0.5, 0.0, 0.0, 0.0, 0.1, 1.0))
SECOND = Row("two", "A-DEF", 0, 4, (0.0, 0.0, 1.0, 0.0))
PAIR = PairAlignment(
    "local", FIRST, SECOND, (0.9, 0.4, 1.0, 0.3, 0.75), 12.5, "BLOSUM62 -11/-1", "", ((0.1, 0.2), (0.3, 0.4)),
    ("It is odd.",), "0.1", "2026-01-01T00:00:00+00:00",
)  # fmt: skip


def written(folder: Path, pair: PairAlignment = PAIR) -> Path:
    path = folder / "pair.json"
    write_json(pair, path)
    return path


def test_it_is_read_as_it_was_written(tmp_path: Path) -> None:
    path = written(tmp_path)
    content = load_sequences(str(path), tmp_path / "load", nothing)
    assert content.pair == PAIR
    assert content.title == f"{PAIR.first.name} and {PAIR.second.name}"
    assert content.file.format == "pair"
    assert content.file.aligned
    assert content.notes == ("It is odd.",)
    letters = content.letters.open()
    assert [letters.codes(row).tobytes() for row in (0, 1)] == [b"ACD-F", b"A-DEF"]


@pytest.mark.parametrize("decision", [Decision.ACCEPTED, Decision.REJECTED])
def test_what_was_decided_is_read_again(decision: Decision, tmp_path: Path) -> None:
    review = Review("pair-1-alignment", decision, "A. Reader", "2026-02-03T04:05:06+00:00", "Looked at all of it.")
    path = tmp_path / "pair.json"
    write_json(PAIR, path, review)
    content = load_sequences(str(path), tmp_path / "load", nothing)
    assert (content.pair, content.decided) == (PAIR, review)
    assert load_sequences(str(written(tmp_path)), tmp_path / "other", nothing).decided is None


@pytest.mark.parametrize(
    ("name", "value"), [("decision", "perhaps"), ("time", "late"), ("reviewer", 5), ("reason", None)]
)
def test_a_damaged_decision_is_told(name: str, value: object, tmp_path: Path) -> None:
    path = tmp_path / "pair.json"
    write_json(PAIR, path, Review("f", Decision.ACCEPTED, "A. Reader", "2026-02-03T04:05:06+00:00"))
    told = json.loads(path.read_text())
    told["review"][name] = value
    path.write_text(json.dumps(told))
    with pytest.raises(ReadError, match="damaged alignment"):
        load_sequences(str(path), tmp_path / "load", nothing)


def test_other_formats_tell_nothing_of_columns(tmp_path: Path) -> None:
    path = tmp_path / "a.fasta"
    path.write_text(">a\nACGT\n")
    with open_sequences(str(path), tmp_path / "unpacked", nothing) as held:
        assert held.pair() is None


def cut(told: dict[str, Any], name: str) -> None:
    del told[name]


DAMAGE: dict[str, Callable[[dict[str, Any]], object]] = {
    "mode": lambda told: told.update(mode="sideways"),
    "chances": lambda told: told.update(chances=[0.5]),
    "a probability": lambda told: told.update(chances=[1.5, 0.4, 1.0, 0.3, 0.7]),
    "heat is missing": lambda told: cut(told, "heat"),
    "heat does not": lambda told: told.update(heat=[[0.1], [0.2, 0.3]]),
    "letters": lambda told: told["first"].update(letters="AC\N{GREEK SMALL LETTER ALPHA}-F"),
    "length": lambda told: told["first"].update(start=4),
    "notes": lambda told: told.update(notes="none"),
    "scored_by": lambda told: told.update(scored_by=3),
    "not a JSON object": lambda told: told.update(second=[]),
}


@pytest.mark.parametrize("why", DAMAGE)
def test_what_is_damaged_is_told(tmp_path: Path, why: str) -> None:
    path = written(tmp_path)
    told = json.loads(path.read_text())
    DAMAGE[why](told)
    path.write_text(json.dumps(told))
    with pytest.raises(ReadError, match=why):
        open_sequences(str(path), tmp_path / "unpacked", nothing)


def test_bits_that_flip_and_ends_that_are_cut_are_told(tmp_path: Path) -> None:
    path, chance = written(tmp_path), random.Random(5)
    whole = path.read_bytes()
    for _ in range(300):
        data = bytearray(whole)
        if chance.random() < 0.5:
            data = data[: chance.randrange(len(data))]
        else:
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        path.write_bytes(bytes(data))
        with suppress(MedViewError):
            open_sequences(str(path), tmp_path / "unpacked", nothing).close()


def test_an_alignment_of_nothing_opens_too(tmp_path: Path) -> None:
    empty = replace(PAIR, first=replace(FIRST, letters=""), second=replace(SECOND, letters=""), chances=())
    with open_sequences(str(written(tmp_path, empty)), tmp_path / "unpacked", nothing) as held:
        assert held.pair() == empty
