"""Records, alignments and events for the tests of this room."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import numpy as np
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from medview.core.alphabet import Alphabet
from medview.core.finding import Decision, Probability
from medview.core.sequence import Feature, Part, SequenceRecord, Variant
from medview.views.background import Background
from medview.views.sequences.schemes import BLUE, ORANGE
from medview.views.sequences.values import Aligned, Plot, RunClass, Runs, Shown, Span

LENGTH = 3000
SPANS = (
    Span("a", 300, 600, "Promoter", Probability(0.9, 0.8, 0.95)),
    Span("b", 500, 900, "Enhancer", Probability(0.4), Decision.ACCEPTED),
    Span("c", 1500, 1560, "Site", None, Decision.REJECTED),
)
FEATURES = (
    Feature("gene", (Part(1000, 1600, 1),), (("gene", ("abcD",)),)),
    Feature("CDS", (Part(1100, 1200, 1), Part(1300, 1500, 1)), (("product", ("protein D",)),)),
    Feature("tRNA", (Part(2000, 2080, -1, True, True),), (("product", ("tRNA-Ala",)),)),
)


def random_codes(count: int, letters: str = "ACGT", seed: int = 5) -> np.ndarray:
    return np.random.default_rng(seed).choice(np.frombuffer(letters.encode(), np.uint8), count)


def record(length: int, alphabet: Alphabet = Alphabet.DNA, name: str = "rec1") -> SequenceRecord:
    return SequenceRecord(0, name, name, "a record of a test", alphabet, length)


def dna(length: int = LENGTH) -> Shown:
    """A record with everything along it."""
    letters = random_codes(length)
    values = np.linspace(0.0, 1.0, length, dtype=np.float32)
    plot = Plot("P(site)", values, np.clip(values - 0.1, 0, 1), np.clip(values + 0.1, 0, 1), threshold=0.5)
    starts = np.arange(0, length, 100)
    runs = Runs("State", starts, starts // 100 % 3 - 1, (RunClass("Open", ORANGE, "O"), RunClass("Shut", BLUE, "S")))
    variants = (
        Variant(0, 100, 101, "A", ("G",), "rs1", 50.0, ("PASS",)),
        Variant(0, 200, 201, "A", ("ATT",)),
        Variant(0, 220, 223, "ACG", ("A",), filters=("q10",)),
        Variant(0, 400, 401, "N", ("<DEL>",)),
    )
    return Shown(record(length), letters, FEATURES, variants, (plot,), (runs,))


def protein(text: str = "MKVLAAGIVGLCAKWYPNDERHSTQF*") -> Shown:
    codes = np.frombuffer(text.encode(), np.uint8)
    return Shown(record(len(codes), Alphabet.PROTEIN), codes)


def alignment(rows: int = 6, width: int = 80, alphabet: Alphabet = Alphabet.PROTEIN) -> Aligned:
    table = random_codes(rows * width, "ACDEFGHIKLMNPQRSTVWY-").reshape(rows, width)
    table[:, 3] = ord("W")
    posterior = np.linspace(0.0, 1.0, width)
    posterior[5] = np.nan
    return Aligned(tuple(f"row{n}" for n in range(rows)), table, alphabet, posterior, "Posterior", "test")


@contextmanager
def working() -> Iterator[Background]:
    made = Background()
    try:
        yield made
    finally:
        made.close()


def shown(qtbot: QtBot, widget: QWidget, width: int = 1000, height: int = 700) -> None:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    with qtbot.waitExposed(widget):
        widget.show()


def turn(
    widget: QWidget, at: QPointF, angle: QPoint, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier
) -> None:
    """Turn the wheel at a place of a widget."""
    none, phase = Qt.MouseButton.NoButton, Qt.ScrollPhase.NoScrollPhase
    event = QWheelEvent(at, widget.mapToGlobal(at), QPoint(), angle, none, modifier, phase, False)
    QApplication.sendEvent(widget, event)
