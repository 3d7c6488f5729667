"""Aligners that learned nothing but a matrix and two gap costs, chosen on other families: parasail's, if installed.

Beside them the programs that align whole families, where they are installed.

Source: Daily 2016 (parasail), BMC Bioinformatics 17:81.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from importlib.metadata import version
from importlib.util import find_spec
from itertools import product
from pathlib import Path
from typing import Any, Literal

import numpy as np

from medview.core.text import tr
from medview.training.data.aligned_pairs import AlignedPair, read_aligned
from medview.training.data.families import divided
from medview.training.measuring.aligning import Found, System, chosen, outcome_of, solve
from medview.training.measuring.aligning_programs import program_systems
from medview.training.measuring.outcome import Outcome
from medview.training.running.progress import between

Checkpoint = Callable[[float, str], None]

MATRICES, OPENINGS, EXTENSIONS = ("blosum45", "blosum62", "blosum80"), range(8, 15), (1, 2)
"""What is tried: matrices, and costs of the first and of every further letter of a gap."""

FOLDS, ALIKE = 5, 80.0
"""Parts of the families, each answered by what is best on the others; and from which local score they are relatives."""

PER_FAMILY = 12
"""Pairs of a family every setting is tried on."""


@dataclass(frozen=True)
class Setting:
    """One way of scoring.

    Args:
        mode: ``global`` or ``local``.
        matrix: A name parasail knows.
        opening: What the first letter of a gap costs.
        extending: What every further one costs.
    """

    mode: Literal["global", "local"]
    matrix: str
    opening: int
    extending: int

    @property
    def told(self) -> str:
        """Its name for people."""
        return f"{self.mode} {self.matrix.upper()} -{self.opening}/-{self.extending}"


USUAL = Setting("local", "blosum62", 11, 1)
"""What most programs begin with."""


def evaluate_aligning_baselines(path: Path, part: str | None, checkpoint: Checkpoint) -> tuple[Outcome, ...]:
    """Measure parasail with its usual setting, and with the best of a grid on other families; then the programs.

    What is not installed is left out.
    """
    data = read_aligned(path)
    asked, found = chosen(data, part), list[Outcome]()
    systems = (*_of_parasail(data.pairs, between(checkpoint, 0.0, _FITTED)), *program_systems(asked.pairs))
    for number, system in enumerate(systems):
        low, high = (_FITTED + (1.0 - _FITTED) * (number + done) / len(systems) for done in (0, 1))
        solved, failed = solve(system, asked.pairs, between(checkpoint, low, high))
        found.append(replace(outcome_of(system, asked, solved, part), failed=failed))
    return tuple(found)


_FITTED = 0.4
"""Done part when settings are fitted."""


def _of_parasail(pairs: Sequence[AlignedPair], checkpoint: Checkpoint) -> tuple[System, ...]:
    if find_spec("parasail") is None:
        return ()
    settings = _tuned(pairs, checkpoint)
    ways: dict[str, Callable[[str], Setting]] = {
        "parasail-usual": lambda _: USUAL,
        "parasail-tuned": settings.__getitem__,
    }
    return tuple(System(name, version("parasail"), "", _answering(of), _telling(of)) for name, of in ways.items())


def _answering(of: Callable[[str], Setting]) -> Callable[[Sequence[AlignedPair]], list[Found]]:
    def answer(pairs: Sequence[AlignedPair]) -> list[Found]:
        found = [aligned(pair, of(pair.family)) for pair in pairs]
        return [Found(columns, np.full(len(columns), np.nan, np.float32)) for columns in found]

    return answer


def _telling(of: Callable[[str], Setting]) -> Callable[[Sequence[AlignedPair]], tuple[str, ...]]:
    def settings(pairs: Sequence[AlignedPair]) -> tuple[str, ...]:
        return (tr("Settings: {told}").format(told=" ".join(sorted({of(pair.family).told for pair in pairs}))),)

    return settings


def _tuned(pairs: Sequence[AlignedPair], checkpoint: Checkpoint) -> dict[str, Setting]:
    """For each family the setting that is best on families that are neither it nor relatives of it."""
    note = tr("Fitting baselines")
    families = {pair.family for pair in pairs}
    parts = divided(pairs, min(FOLDS, len(families)), ALIKE, 0, lambda done: checkpoint(0.3 * done, note))
    some, grid = _some(pairs), list(_grid())
    scores = np.zeros((len(grid), len(some)))
    for number, setting in enumerate(grid):
        checkpoint(0.3 + 0.7 * number / len(grid), note)
        scores[number] = [_score(pair, setting) for pair in some]
    found = dict[str, Setting]()
    for part in parts:
        kept = [place for place, pair in enumerate(some) if pair.family not in part]
        best = grid[int(scores[:, kept].mean(1).argmax())]
        found |= dict.fromkeys(part, best)
    return found


def _grid() -> Iterator[Setting]:
    modes: tuple[Literal["global", "local"], ...] = ("global", "local")
    return (Setting(*one) for one in product(modes, MATRICES, OPENINGS, EXTENSIONS))


def _some(pairs: Sequence[AlignedPair]) -> list[AlignedPair]:
    families: dict[str, list[AlignedPair]] = {}
    for pair in pairs:
        families.setdefault(pair.family, []).append(pair)
    random = np.random.default_rng(0)
    return [own[place] for own in families.values() for place in random.permutation(len(own))[:PER_FAMILY].tolist()]


def _score(pair: AlignedPair, setting: Setting) -> float:
    width = len(pair.second)
    found = np.isin(pair.columns @ (width, 1), aligned(pair, setting) @ (width, 1))
    return float(found.mean()) if len(found) else 1.0


def aligned(pair: AlignedPair, setting: Setting) -> Any:
    """(n, 2) letters parasail pairs."""
    parasail = import_module("parasail")
    run = parasail.nw_trace_striped_16 if setting.mode == "global" else parasail.sw_trace_striped_16
    result = run(pair.first, pair.second, setting.opening, setting.extending, getattr(parasail, setting.matrix))
    trace = result.traceback
    there = [np.frombuffer(row.encode(), np.uint8) != ord("-") for row in (trace.query, trace.ref)]
    both = there[0] & there[1]
    ends = result.end_query, result.end_ref
    places = [np.cumsum(one) + end - one.sum() for one, end in zip(there, ends, strict=True)]
    return np.stack([place[both] for place in places], 1)
