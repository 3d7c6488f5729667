"""Painting a chromosome of 250 million letters at every zoom: ``python -m tests.benchmarks.sequence_steps OUT``.

The same overview is also counted as one does without running sums: every seen letter, anew for each frame. Then a part
of the chromosome is painted with what a model said of each letter, and with the stretches it found.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from PySide6.QtWidgets import QApplication

from medview.core.alphabet import Alphabet
from medview.core.finding import Probability
from medview.core.sequence import Feature, Part, SequenceRecord
from medview.imaging.sequences.tally import NUCLEOTIDES, class_table, counted
from medview.views.background import Background
from medview.views.sequences.places import Scale
from medview.views.sequences.record_view import RecordView
from medview.views.sequences.schemes import BLUE, ORANGE
from medview.views.sequences.values import Line, Lines, Shown, Span
from medview.views.settings.theme import apply_theme, load_theme

LENGTH, GENES = 250_000_000, 25_000
ANSWERED, FOUND = 20_000_000, 20_000
"""Letters a model answered for, and stretches it found."""
PER_PIXEL = (LENGTH / 1500, 30_000.0, 3000.0, 500.0, 100.0, 10.0, 1.0, 0.2, 0.05)
"""Letters to a pixel, from the whole chromosome to letters of 20 pixels."""
_FRAMES, _NAIVE_FRAMES = 15, 2
_PIECE = 10_000_000
_SIZE = (1600, 900)
_NEARLY = 0.98
"""Part of the whole chromosome that is seen at the widest: it can then still be moved along."""


def main() -> None:
    """Measure, and write milliseconds of each frame."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme = load_theme("dark")
    apply_theme(app, theme)
    background = Background()
    with tempfile.TemporaryDirectory() as folder:
        shown = _chromosome(Path(folder))
        view = RecordView(theme, background)
        view.resize(*_SIZE)
        view.show()
        app.processEvents()  # fonts are loaded with the first picture
        longest = _prepare(app, view, background, shown)
        figures = {"longest_ms": longest, "frames_ms": _frames(view), "naive_ms": _naive(shown, view.canvas.scale)}
        _show_model(app, view, background, Path(folder))
        figures["model_ms"] = _frames(view)
        view.shut()
        view.close()
    background.close()
    Path(sys.argv[1]).write_text(json.dumps(figures))


def _chromosome(folder: Path) -> Shown:
    rng, path = np.random.default_rng(2), folder / "letters"
    with path.open("wb") as file:
        for _ in range(LENGTH // _PIECE):
            file.write(np.frombuffer(b"ACGT", np.uint8)[rng.integers(0, 4, _PIECE, dtype=np.uint8)].tobytes())
    starts = np.sort(rng.integers(0, LENGTH - 50_000, GENES)).tolist()
    wide, strands = rng.integers(1000, 40_000, GENES).tolist(), rng.choice([-1, 1], GENES).tolist()
    genes = tuple(
        Feature("gene", (Part(start, start + length, strand),), (("gene", (f"GENE{number}",)),))
        for number, (start, length, strand) in enumerate(zip(starts, wide, strands, strict=True))
    )
    record = SequenceRecord(0, "chr1", "chr1", "a simulated chromosome", Alphabet.DNA, LENGTH)
    return Shown(record, np.memmap(path, np.uint8, "r"), genes)


def _prepare(app: QApplication, view: RecordView, background: Background, shown: Shown) -> float:
    """Show the record and wait until all is counted; the longest the window's thread was busy meanwhile, ms."""
    began = time.perf_counter()
    view.show_record(shown)
    longest = time.perf_counter() - began
    while background.busy:
        began = time.perf_counter()
        app.processEvents()
        longest = max(longest, time.perf_counter() - began)
        time.sleep(0.001)
    return 1000.0 * longest


def _show_model(app: QApplication, view: RecordView, background: Background, folder: Path) -> None:
    """Two lines with the spread of several networks, and a finding every 200 letters."""
    rng, path = np.random.default_rng(3), folder / "lines.npy"
    values = np.lib.format.open_memmap(path, "w+", np.float16, (2, ANSWERED))
    for start in range(0, ANSWERED, _PIECE):
        values[:, start : start + _PIECE] = rng.random((2, min(_PIECE, ANSWERED - start)), np.float32)
    lines, first = (Line("Donor", ORANGE, 0.5), Line("Acceptor", BLUE, 0.5)), LENGTH // 3
    mapped = np.load(path, mmap_mode="r")
    view.show_tracks((Lines("Splice sites", lines, mapped, mapped, first=first),), ())
    places = range(first, first + ANSWERED, ANSWERED // FOUND)
    view.show_spans(tuple(Span(f"s{at}", at, at + 2, "Donor", Probability(0.8), colour=ORANGE) for at in places))
    while background.busy:
        app.processEvents()
        time.sleep(0.001)
    app.processEvents()


def _frames(view: RecordView) -> dict[str, list[tuple[float, float]]]:
    """Milliseconds of frames, each of another place: nothing of the former one can be used again.

    The window's own work, and the clock's time, of which whatever else the machine does is a part.
    """
    found: dict[str, list[tuple[float, float]]] = {}
    canvas = view.canvas
    for wanted in PER_PIXEL:
        times, per_pixel = [], min(wanted, _NEARLY * canvas.scale.whole().per_pixel)
        for number in range(_FRAMES):
            first = number * 1.7 * per_pixel + (0.0 if per_pixel < wanted else LENGTH / 3)
            canvas.look(replace(canvas.scale, first=first, per_pixel=per_pixel).within())
            began, worked = time.perf_counter(), time.thread_time()
            canvas.viewport().repaint()
            times.append((1000.0 * (time.thread_time() - worked), 1000.0 * (time.perf_counter() - began)))
        found[f"{per_pixel:g}"] = times
    return found


def _naive(shown: Shown, scale: Scale) -> list[float]:
    table, times = class_table(NUCLEOTIDES), []
    for _ in range(_NAIVE_FRAMES):
        began = time.thread_time()
        edges: Any = scale.whole().edges
        for start in range(0, len(edges) - 1, 50):  # in pieces, so that it does not also run out of memory
            counted(shown.letters, table, edges[start : start + 51], len(NUCLEOTIDES) + 1)
        times.append(1000.0 * (time.thread_time() - began))
    return times


if __name__ == "__main__":
    main()
