"""Many pairs of proteins, aligned by stated scores and by a network, with every column's probability."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Sequence

import numpy as np
import parasail
import torch

from medview.catalog.package import load_package
from medview.core.resources import resource
from medview.engine.aligning.answering import Aligner, aligner, best_columns, classic, sure_columns
from medview.engine.aligning.plain import RESIDUES, proteins
from tests.benchmarks.row import Row

PAIRS, TOGETHER = 10_000, 64
"""So many pairs are aligned by parasail, and so many at once by us."""

LEARNED = "protein-aligner"
"""The package whose network is timed, where it is installed."""

PART = 8
"""Batches of ours that are timed; their time is told for all pairs."""

LENGTHS = (80, 400)
"""Letters of a protein, drawn evenly."""

Pair = tuple[str, str]


def run() -> list[Row]:
    """Global alignments by BLOSUM62, -11/-1: parasail's against ours, the best path and the most accurate one."""
    pairs = sorted(_pairs(), key=lambda pair: len(pair[0]))
    start = time.perf_counter()
    scores = [parasail.nw_trace_striped_16(*pair, 11, 1, parasail.blosum62).score for pair in pairs]
    peer = time.perf_counter() - start
    scheme = classic(proteins())
    batches = _batches(pairs)
    _refuse_difference(scheme, batches[0], scores)
    ways: dict[str, Callable[[Sequence[Pair]], object]] = {
        "best path by BLOSUM62": lambda some: best_columns(scheme, some, "global"),
        "most accurate path by BLOSUM62": lambda some: sure_columns(scheme, some, "global"),
    }
    source = _learned()
    if source is not None:
        ways[f"most accurate path by {LEARNED}"] = lambda some: sure_columns(source, some, "global")
    rows = [_row(name, way, batches, peer) for name, way in ways.items()]
    absent = Row(f"{PAIRS:,} pairs of proteins: most accurate path by {LEARNED}", None, "s", note="it is not installed")
    return rows if source is not None else [*rows, absent]


def _row(name: str, way: Callable[[Sequence[Pair]], object], batches: Sequence[Sequence[Pair]], peer: float) -> Row:
    timed = batches[:: len(batches) // PART]
    start = time.perf_counter()
    for some in timed:
        way(some)
    took = (time.perf_counter() - start) * len(batches) / len(timed)
    load = os.getloadavg()[0]
    note = f"{len(timed)} of {len(batches)} batches timed; {torch.get_num_threads()} threads; load {load:.1f}"
    return Row(f"{PAIRS:,} pairs of proteins: {name}", took, "s", peer, "parasail, best path", note=note)


def _pairs() -> list[Pair]:
    """A protein by chance, and the same with a third of its letters changed and some left out."""
    random, found = np.random.default_rng(0), list[Pair]()
    letters = np.array(RESIDUES[:20])
    for _ in range(PAIRS):
        text = random.choice(letters, random.integers(*LENGTHS))
        other = np.where(random.random(len(text)) < 1 / 3, random.choice(letters, len(text)), text)
        found.append(("".join(text), "".join(other[random.random(len(other)) > 0.05])))
    return found


def _batches(pairs: Sequence[Pair]) -> list[Sequence[Pair]]:
    return [pairs[at : at + TOGETHER] for at in range(0, len(pairs), TOGETHER)]


def _refuse_difference(source: Aligner, pairs: Sequence[Pair], scores: Sequence[int]) -> None:
    unit = proteins().unit
    ours = [round(one.score / unit) for one in best_columns(source, pairs, "global")]
    if ours != list(scores[: len(pairs)]):
        raise AssertionError("our best paths score otherwise than parasail's")


def _learned() -> Aligner | None:
    folder = resource("models") / LEARNED
    return aligner(load_package(folder)) if folder.is_dir() else None
