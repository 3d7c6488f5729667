"""Two sequences that MedView aligned, with how probable every column is: the JSON file it writes of them."""

from __future__ import annotations

from datetime import datetime
from typing import Any, get_args

from medview.core.errors import ReadError
from medview.core.finding import Decision, Review
from medview.core.pair_alignment import AlignmentMode, PairAlignment
from medview.core.pair_alignment import Row as Aligned
from medview.core.sequence import Alignment
from medview.core.strict_json import NotStrict, as_object, parsed_json
from medview.core.text import tr
from medview.io.sequences.held import HeldSequences, Row, Rows, whole
from medview.io.sequences.reader import Sequences
from medview.io.sequences.source import Source
from medview.io.sequences.spelling import ODD, classes

_MOST_PARTS = 4096
"""Parts of a sequence in a map of probabilities at most."""


class PairSequences(HeldSequences):
    """An open file of two aligned sequences.

    Args:
        source: The file.
        pair: What it holds.
        decided: What a person decided on it; None: nothing.
    """

    def __init__(self, source: Source, pair: PairAlignment, decided: Review | None) -> None:
        rows = [Row(one.name, one.name, "", one.letters.encode("ascii")) for one in (pair.first, pair.second)]
        super().__init__(source, rows, Rows(alignments=[Alignment(0, 2, len(pair.chances))], notes=list(pair.notes)))
        self._pair, self._decided = pair, decided

    def pair(self) -> PairAlignment:
        """How probable every column is to be right."""
        return self._pair

    def decided(self) -> Review | None:
        """What a person decided on the alignment before it was saved."""
        return self._decided


def open_pair(source: Source) -> Sequences:
    """Open the file of two aligned sequences.

    Raises:
        ReadError: It is damaged, or not such a file.
    """
    try:
        found = as_object(parsed_json(whole(source)))
        return PairSequences(source, _pair(found), _review(found.get("review")))
    except (NotStrict, KeyError, TypeError, ValueError) as error:
        why = tr("{entry} is missing").format(entry=error.args[0]) if isinstance(error, KeyError) else str(error)
        raise ReadError(
            tr("{name} is a damaged alignment of two sequences: {why}.").format(name=source.shown, why=why),
            tr("Align the sequences again."),
        ) from error


def _pair(found: dict[str, Any]) -> PairAlignment:
    """The value, every part of it checked.

    Raises:
        ValueError, KeyError, TypeError: A part is missing, of another kind, or does not fit the others.
    """
    first, second = _row(found["first"]), _row(found["second"])
    chances, notes = _chances(found["chances"]), found["notes"]
    _check(len(first.letters) == len(second.letters) == len(chances), "chances")
    _check(found["mode"] in get_args(AlignmentMode), "mode")
    _check(isinstance(notes, list), "notes")
    told = {name: _text(found[name], name) for name in ("scored_by", "weights_sha256", "software_version", "time")}
    listed = tuple(_text(note, "notes") for note in notes)
    return PairAlignment(
        found["mode"], first, second, chances, float(found["evidence"]), heat=_heat(found["heat"]), notes=listed, **told
    )


def _review(data: Any) -> Review | None:
    if data is None:
        return None
    found = as_object(data)
    told = {name: _text(found[name], "review") for name in ("finding", "reviewer", "time", "reason")}
    datetime.fromisoformat(told["time"])
    _check(found["decision"] in _DECISIONS, "review")
    return Review(decision=_DECISIONS[found["decision"]], **told)


_DECISIONS = {one.value: one for one in (Decision.ACCEPTED, Decision.REJECTED)}
"""What can be decided on an alignment: nothing of it is modified."""


def _row(data: Any) -> Aligned:
    found = as_object(data)
    letters, name = _text(found["letters"], "letters"), _text(found["name"], "name")
    start, length, alone = int(found["start"]), int(found["length"]), _chances(found["alone"])
    _check(letters.isascii() and not (classes(letters.encode("ascii", "replace")) & ODD).any(), "letters")
    _check(0 <= start <= start + len(letters) - letters.count("-") <= length == len(alone), "length")
    return Aligned(name, letters, start, length, alone)


def _heat(data: Any) -> tuple[tuple[float, ...], ...]:
    _check(isinstance(data, list) and 0 < len(data) <= _MOST_PARTS, "heat")
    rows = tuple(map(_chances, data))
    _check({len(row) for row in rows} == {len(rows[0])} and 0 < len(rows[0]) <= _MOST_PARTS, "heat")
    return rows


def _chances(data: Any) -> tuple[float, ...]:
    found = tuple(map(float, data))
    _check(all(0.0 <= value <= 1.0 for value in found), tr("a probability"))
    return found


def _text(data: Any, name: str) -> str:
    _check(isinstance(data, str), name)
    return str(data)


def _check(fits: bool, name: str) -> None:
    if not fits:
        raise ValueError(tr("{entry} does not fit the others").format(entry=name))
