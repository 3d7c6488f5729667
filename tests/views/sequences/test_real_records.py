"""Public records as they are read, shown as a reader sees them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import QEvent
from pytestqt.qtbot import QtBot

from medview.core.alphabet import Alphabet
from medview.io.sequences import Sequences, open_sequences
from medview.views.sequences.alignment_view import AlignmentView
from medview.views.sequences.features_band import FeaturesBand
from medview.views.sequences.record_view import RecordView
from medview.views.sequences.values import Aligned, Shown
from medview.views.settings.theme import load_theme
from tests.views.heads import mouse, picture
from tests.views.sequences.making import shown, working

pytestmark = pytest.mark.shared


def read(shared_data: Path, name: str, folder: Path) -> Sequences:
    return open_sequences(str(shared_data / "sequence_formats" / name), folder, lambda _part, _note: None)


def test_a_plasmid_with_its_genes(shared_data: Path, tmp_path: Path, qtbot: QtBot) -> None:
    with read(shared_data, "GenBank/NC_005816.gb", tmp_path) as found, working() as background:
        view = RecordView(load_theme("light"), background)
        shown(qtbot, view, 1200, 800)
        view.show_record(Shown(found.record(0), found.codes(0), found.features(0)))
        assert view.told.text().startswith("NC_005816.1 · 9,609 bp · A 2,")
        features = next(box for band, box in view.canvas.places() if isinstance(band, FeaturesBand))
        view.canvas.show_interval((4300, 4900))
        seen = set()
        for y in np.arange(features.top() + 5, features.bottom(), 6):
            x = features.left() + view.canvas.scale.x(4500)
            mouse(view.canvas.viewport(), QEvent.Type.MouseMove, (x, float(y)))
            seen.add(view.pointed.text())
        assert any(told.startswith("gene · pim · 4,343–4,780 →") for told in seen)
        assert any(told.startswith("CDS · pim · pesticin immunity protein") for told in seen)
        view.shut()


def test_a_chloroplast_whose_genes_cross_its_end(shared_data: Path, tmp_path: Path, qtbot: QtBot) -> None:
    with read(shared_data, "GenBank/NC_000932.gb.bgz", tmp_path) as found, working() as background:
        view = RecordView(load_theme("dark"), background)
        shown(qtbot, view, 1200, 800)
        view.show_record(Shown(found.record(0), found.codes(0), found.features(0)))
        qtbot.waitUntil(lambda: view.orfs is not None and len(view.orfs) > 0, timeout=20_000)
        assert view.orfs is not None
        longest = int((view.orfs.ends - view.orfs.starts).max())
        assert longest > 5000  # ycf1 and ycf2 are the longest genes of a chloroplast
        assert picture(view.canvas.viewport()).std() > 0
        view.shut()


def test_an_alignment_of_globins(shared_data: Path, tmp_path: Path, qtbot: QtBot) -> None:
    with read(shared_data, "Stockholm/globins45.ali", tmp_path) as found, working() as background:
        (alignment,) = found.file.alignments
        numbers = range(alignment.first, alignment.first + alignment.rows)
        rows = np.stack([found.codes(number) for number in numbers])
        names = tuple(found.record(number).id for number in numbers)
        view = AlignmentView(load_theme("light"), background)
        shown(qtbot, view, 1200, 700)
        view.show_alignment(Aligned(names, rows, Alphabet.PROTEIN, title=alignment.name))
        columns = view.canvas.head.columns
        assert columns is not None
        assert columns.rows == 45
        invariant = {chr(code).upper() for code in columns.consensus[columns.identity > 0.95]}
        assert invariant >= set("FH")  # Phe CD1 and the proximal His F8 of all globins
        assert picture(view.canvas.viewport()).std() > 0
        view.shut()
