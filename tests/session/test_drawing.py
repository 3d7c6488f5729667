"""Drawings and key images in the session and the store: stored before shown, undone, there after a crash."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.core.images import Frame, PixelSpacing, SpacingMeaning, StoredImages
from medview.core.measurement import KeyImage, Measurement, OnImage, OnPlane, Shape
from medview.core.study import Kind, Patient, ScanResult, Series, Study
from medview.core.volume import StoredVolume, Window
from medview.session import changes, schema
from medview.session.session import Session
from medview.session.state import Part, State
from medview.session.store import Store

PROJECT = Path(__file__).resolve().parents[2]
PRINT = "a" * 64
ON = OnPlane((1.0, 0.0, 0.0), (0.0, 1.0, 0.0))
WINDOW = Window(0.0, 1.0)


def line(id_: str = "m", end: float = 3.0, label: str = "") -> Measurement:
    points = ((0.0, 0.0, 0.0), (end, 4.0, 0.0))
    return Measurement(id_, "1.2", Shape.LENGTH, points, ON, label, author="R", time="2026-01-02", fingerprint=PRINT)


def series(kind: Kind = Kind.VOLUME) -> Series:
    return Series("1.2", "1", "dicom", "CT", "", 1, "", (), None, fingerprint=PRINT, kind=kind)


@pytest.fixture
def store(tmp_path: Path):
    with Store(tmp_path / "store") as opened:
        yield opened


@pytest.fixture
def session(store: Store) -> Session:
    made = Session(store.add_review, State(reviewer="R"), store)
    made.apply(changes.StudiesFound(ScanResult((Study("1", Patient("p"), "", "", "", "", (series(),)),))))
    made.apply(changes.VolumeOpened(series(), StoredVolume("v.npy", Geometry((4, 4, 4), np.eye(4))), WINDOW))
    return made


def test_drawing_is_stored_before_it_is_shown(session: Session, store: Store) -> None:
    seen: list[bool] = []
    session.listen(lambda state, parts: seen.append(store.measurements(PRINT) == state.measurements))
    session.draw(line(), "Length")
    session.draw(line(end=6.0), "Length changed")
    session.erase(line(end=6.0), "Length deleted")
    assert seen
    assert all(seen)
    assert store.measurements(PRINT) == ()


def test_every_drawing_is_one_step_with_its_title(session: Session, store: Store) -> None:
    session.draw(line(), "Length")
    session.draw(line(end=6.0), "Length changed")
    session.erase(line(end=6.0), "Length deleted")
    titles = [session.undo() for _ in range(3)]
    assert titles == ["Length deleted", "Length changed", "Length"]
    assert session.state.measurements == store.measurements(PRINT) == ()
    assert [session.redo() for _ in range(2)] == ["Length", "Length changed"]
    assert session.state.measurements == store.measurements(PRINT) == (line(end=6.0),)


def test_the_same_drawing_again_is_no_step(session: Session) -> None:
    session.draw(line())
    session.draw(line())
    session.undo()
    assert not session.can_undo


def test_listeners_hear_what_can_be_undone_after_each_step(session: Session) -> None:
    heard: list[str] = []
    session.listen(lambda _, parts: heard.append(session.undo_title) if Part.HISTORY in parts else None)
    session.draw(line(), "Length")
    session.undo()
    session.redo()
    assert heard == ["Length", "", "Length"]


def test_key_images_are_stored_and_undone(session: Session, store: Store) -> None:
    marked = KeyImage("1.2", point_lps=(1.0, 2.0, 3.0), on=ON, note="here", fingerprint=PRINT)
    session.mark("1.2", (marked,))
    assert session.state.key_images == store.key_images(PRINT) == (marked,)
    assert session.undo() == "Key image"
    assert session.state.key_images == store.key_images(PRINT) == ()


def test_drawings_of_a_series_that_is_closed_stay_as_they_are(session: Session, store: Store) -> None:
    session.draw(line())
    session.apply(changes.SeriesClosed("1.2"))
    for act in (
        lambda: session.draw(line(label="late")),
        lambda: session.erase(line()),
        lambda: session.mark("1.2", (KeyImage("1.2", fingerprint=PRINT),)),
    ):
        with pytest.raises(MedViewError, match="not open"):
            act()
    assert not session.can_undo
    assert store.measurements(PRINT) == (line(),)


def test_what_the_store_refuses_is_not_shown(store: Store, session: Session) -> None:
    session.draw(line())
    store.close()
    with pytest.raises(MedViewError, match="could not be kept"):
        session.draw(line("other"))
    with pytest.raises(MedViewError, match="could not be removed"):
        session.undo()
    assert session.state.measurements == (line(),)
    assert session.can_undo
    store._connection = sqlite3.connect(":memory:")  # so that it can be closed once more


def test_erasing_the_selected_one_selects_nothing(session: Session) -> None:
    session.draw(line())
    session.apply(changes.MeasurementSelected("m"))
    session.erase(line())
    assert session.state.measurement is None


def test_a_calibration_line_scales_the_pictures_of_its_object_until_it_is_undone(store: Store) -> None:
    frames = (
        Frame("1.9", 0),
        Frame("1.9", 1),
        Frame("1.8"),
        Frame("1.7", spacing=PixelSpacing(1, 1, SpacingMeaning.PATIENT)),
    )
    session = Session(store.add_review, State(), store)
    session.apply(changes.ImagesOpened(series(Kind.IMAGES), StoredImages("i.npy", frames), WINDOW))
    ruler = Measurement(
        "c", "1.2", Shape.CALIBRATION, ((0, 0), (0, 20.0)), OnImage(0), known_mm=50.0, fingerprint=PRINT
    )
    parts: list[frozenset[Part]] = []
    session.listen(lambda _, part: parts.append(part))
    session.draw(ruler)

    def spacings() -> list[float]:
        assert session.state.images is not None
        return [frame.spacing.rows for frame in session.state.images.frames]

    assert spacings() == [2.5, 2.5, 1.0, 1.0]
    assert Part.VOLUME in parts[0]
    session.draw(replace(ruler, known_mm=100.0))
    assert spacings() == [5.0, 5.0, 1.0, 1.0]
    session.undo()
    session.undo()
    assert spacings() == [1.0, 1.0, 1.0, 1.0]
    assert session.state.images is not None
    assert session.state.images.frames[0].spacing.meaning is SpacingMeaning.NONE
    session.draw(replace(ruler, on=OnImage(3)))
    assert spacings() == [1.0, 1.0, 1.0, 1.0]


def test_a_calibration_is_there_when_the_pictures_are_opened_again() -> None:
    session = Session(lambda _: None)
    ruler = Measurement("c", "1.2", Shape.CALIBRATION, ((0, 0), (10.0, 0)), OnImage(0), known_mm=5.0)
    images = StoredImages("i.npy", (Frame("1.9", spacing=PixelSpacing(2.0, 1.0)),))
    session.apply(changes.ImagesOpened(series(Kind.IMAGES), images, WINDOW, measurements=(ruler,)))
    assert session.state.images is not None
    spacing = session.state.images.frames[0].spacing
    assert (spacing.columns, spacing.rows) == (0.5, 1.0)
    assert "by hand" in spacing.note


# the store


def test_drawings_are_found_by_their_fingerprint_oldest_first(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        for id_ in ("b", "a"):
            store.put_measurement(line(id_))
        store.put_measurement(replace(line("x"), fingerprint="other"))
        store.put_measurement(line("b", label="renamed"))
    with Store(tmp_path / "s") as store:
        assert [(one.id, one.label) for one in store.measurements(PRINT)] == [("b", "renamed"), ("a", "")]
        assert store.notices == ()


def test_a_damaged_drawing_is_left_out_and_told(tmp_path: Path) -> None:
    with Store(tmp_path / "s") as store:
        store.put_measurement(line("a"))
        store.put_measurement(line("b"))
    with closing(sqlite3.connect(tmp_path / "s" / "medview.sqlite", isolation_level=None)) as database:
        database.execute("UPDATE measurements SET content = '{\"id\": 3}' WHERE id = 'a'")
    with Store(tmp_path / "s") as store:
        assert [one.id for one in store.measurements(PRINT)] == ["b"]
        assert len(store.notices) == 1


def test_a_store_of_the_version_before_gets_the_tables(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(schema.migrate, "__defaults__", (schema.MIGRATIONS[:1],))
        Store(tmp_path / "s").close()
    with Store(tmp_path / "s") as store:
        store.put_measurement(line())
        assert store.measurements(PRINT) == (line(),)


def test_a_drawing_survives_a_killed_program(tmp_path: Path) -> None:
    script = (
        "import os, sys, signal; sys.path.insert(0, sys.argv[2])\n"
        "from pathlib import Path\n"
        "from medview.session.store import Store\n"
        "from tests.session.test_drawing import line\n"
        "store = Store(Path(sys.argv[1]))\n"
        "store.put_measurement(line())\n"
        "os.kill(os.getpid(), signal.SIGKILL)\n"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path / "s"), str(PROJECT)], check=False, env=os.environ
    )
    assert ended.returncode == -signal.SIGKILL
    with Store(tmp_path / "s") as store:
        assert store.measurements(PRINT) == (line(),)
