"""Another series over the one that is read: chosen, coloured, placed by registration or by hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.core.study import Patient, ScanResult, Series, Study
from medview.core.volume import Quantity, StoredVolume, Volume, Window
from medview.imaging.fusing import fused_values
from medview.session.changes import AlignmentChanged, LookChanged, StudiesFound, VolumeOpened
from medview.session.layout import Alignment, Fusion, Look, Projection, Slab, View
from medview.session.relating import between, relation
from medview.session.session import Session
from medview.session.state import frame_key
from medview.tasks import registering
from medview.views.fusion.choices import offered, one_person
from medview.views.fusion.fitting import FusionFitting
from medview.views.fusion.registering import Registering
from medview.views.fusion.registering_dialog import RegisteringDialog
from medview.views.tiles.grid import Grid
from tests.imaging.test_aligning import placed, seen
from tests.views import heads
from tests.views.accessibility import clipped, nameless, unreached, untold
from tests.views.heads import WINDOW, drag, geometry, head, picture, session
from tests.views.tiles.grids import MakeGrid, grids, slice_of

EYE = tuple(map(tuple, np.eye(4).tolist()))


@pytest.fixture
def make(qtbot: QtBot, tmp_path: Path) -> Iterator[MakeGrid]:
    with grids(qtbot, tmp_path) as build:
        yield build


def hot_spot() -> Volume:
    """A coarse grid with one bright block where the head's left marker is."""
    grid = Geometry.from_axes((20, 20, 20), (4.0, 4.0, 4.0), np.eye(3)[:, [2, 1, 0]], (-10.0, -10.0, 0.0))
    array = np.zeros(grid.shape, np.float32)
    k, j, i = np.rint(grid.to_index((42.0, 29.5, 39.0))).astype(int)
    array[k - 1 : k + 2, j - 1 : j + 2, i - 1 : i + 2] = 8.0
    return Volume(grid, array, Quantity.SUV)


def both(folder: Path, frame: str = "f", opened: bool = True) -> Session:
    """The head and a PET of the same study, both open."""
    kept = session(folder)
    base = replace(kept.state.series, frame_of_reference_uid="f")
    pet = Series("1.9", "1.1", "dicom", "PT", "PET", 9, "HEAD", (), hot_spot().geometry, frame_of_reference_uid=frame)
    study = replace(kept.state.studies[0], series=(base, pet))
    kept.apply(StudiesFound(ScanResult((study,))))
    kept.apply(VolumeOpened(base, head().store(folder / "head.npy"), WINDOW))
    if opened:
        load(kept, folder, pet)
    return kept


def load(kept: Session, folder: Path, pet: Series | None = None) -> None:
    pet = pet or kept.state.studies[0].series[1]
    kept.apply(LookChanged(0, Look(fusion=Fusion(pet.uid))))
    kept.apply(VolumeOpened(pet, hot_spot().store(folder / "pet.npy"), Window(4.0, 8.0), tile=-1))


def fitting(grid: Grid, number: int = 0) -> FusionFitting:
    return next(one for one in grid.panes()[number].fittings if isinstance(one, FusionFitting))


def test_series_of_the_same_patient_are_offered_pet_first() -> None:
    def series(uid: str, study: str, modality: str, frame: str) -> Series:
        return Series(uid, study, "dicom", modality, uid, None, "", (), geometry(), frame_of_reference_uid=frame)

    kept = Session(lambda _: None)
    ct, mr, pet = series("ct", "a", "CT", "f"), series("mr", "a", "MR", "g"), series("pt", "a", "PT", "f")
    prior, strange = series("old", "b", "CT", "h"), series("no", "c", "PT", "f")
    jane, other = Patient("7", "Doe^Jane", "", ""), Patient("8", "Roe^Jo", "", "")
    studies = (
        Study("a", jane, "2024", "", "", "", (ct, mr, pet)),
        Study("b", jane, "2020", "", "", "", (prior,)),
        Study("c", other, "2024", "", "", "", (strange,)),
    )
    kept.apply(StudiesFound(ScanResult(studies)))
    assert [one.uid for one in offered(kept.state, ct)] == ["pt", "mr", "old"]


def test_files_that_name_nobody_can_be_fused(tmp_path: Path) -> None:
    kept = both(tmp_path)
    base, pet = kept.state.studies[0].series
    base, pet = (replace(one, source_format="nifti", study_uid=uid) for one, uid in ((base, "1.1"), (pet, "2.2")))
    nobody = Patient("", "file", "", "")
    studies = (Study("1.1", nobody, "", "", "", "", (base,)), Study("2.2", nobody, "", "", "", "", (pet,)))
    kept.apply(StudiesFound(ScanResult(studies)))
    assert [one.uid for one in offered(kept.state, base)] == ["1.9"]
    assert one_person(kept.state, base, pet) is None
    assert one_person(kept.state, base, replace(pet, source_format="dicom")) is False


def test_another_person_of_the_same_patient_id_is_neither_offered_nor_drawn_nor_registered(
    make: MakeGrid, tmp_path: Path
) -> None:
    kept = both(tmp_path)
    grid = make(kept)
    base, pet = kept.state.studies[0].series
    strange = replace(pet, study_uid="2.2")
    people = Patient("123", "DOE^JOHN", "19500101", "M"), Patient("123", "ROE^JANE", "19800202", "F")
    kept.apply(LookChanged(0, Look()))
    studies = (
        replace(kept.state.studies[0], patient=people[0], series=(base,)),
        Study("2.2", people[1], "", "", "", "", (strange,)),
    )
    kept.apply(StudiesFound(ScanResult(studies)))
    assert one_person(kept.state, base, strange) is False
    assert offered(kept.state, base) == ()
    load(kept, tmp_path, strange)
    place = Alignment(frame_key(base), EYE, "registration")
    kept.apply(AlignmentChanged(frame_key(strange), place))
    assert slice_of(grid).fused is None
    assert "another patient" in fitting(grid).bar.refusal.text()
    failed: list[MedViewError] = []
    grid.panes()[0].failed.connect(failed.append)
    grid.act("register")
    assert not grid.main.window().findChildren(RegisteringDialog)
    assert "another patient" in failed[0].message


def test_the_fused_series_is_drawn_where_it_lies_with_a_bar_in_its_unit(make: MakeGrid, tmp_path: Path) -> None:
    kept = both(tmp_path)
    kept.apply(LookChanged(0, Look(fusion=Fusion("1.9", "green"))))
    grid = make(kept)
    axial, coronal = slice_of(grid), slice_of(grid, View.CORONAL)
    assert axial.fused is not None
    assert coronal.fused is None, "the look of the other viewports is their own"
    pet = hot_spot()
    values = fused_values(axial.frame, axial.number, pet.array, pet.geometry, np.eye(4))
    shown = picture(axial).astype(int)
    coloured = (shown[..., 1] - shown[..., 0]) > 15
    at = axial.pixel_of((42.0, 29.5, 39.0))
    assert coloured[round(at.y()) - 5 : round(at.y()) + 6, round(at.x()) - 5 : round(at.x()) + 6].all()
    expected = np.nanmax(values)
    assert expected == pytest.approx(8.0)
    (bar,) = axial.frame_around().bars
    assert (bar.title, bar.low, bar.high) == ("SUV", 0.0, 8.0)
    assert any("PET" in line for line in axial.frame_around().corners.bottom_left)


def test_one_key_fuses_all_planes_and_takes_it_away(make: MakeGrid, tmp_path: Path) -> None:
    kept = both(tmp_path, opened=False)
    grid = make(kept)
    grid.act("fuse")
    wished = [tile.look.fusion for tile in kept.state.layout.tiles if tile.view is not View.VOLUME_3D]
    assert [wish.series for wish in wished] == ["1.9"] * 3
    assert fitting(grid).bar.isVisible()
    assert "Loading" in fitting(grid).bar.refusal.text()
    load(kept, tmp_path)
    assert slice_of(grid).fused is not None
    grid.act("fusion_more")
    grid.act("fusion_colours")
    assert kept.state.layout.tiles[2].look.fusion == Fusion("1.9", "hot_metal", 0.6)
    grid.act("fuse")
    assert slice_of(grid).fused is None
    assert not fitting(grid).bar.isVisible()
    kept.undo()
    assert kept.state.tile.look.fusion is not None


def test_the_bar_says_and_does_the_same(make: MakeGrid, tmp_path: Path, qtbot: QtBot) -> None:
    kept = both(tmp_path)
    grid = make(kept, size=(1200, 900))
    bar = fitting(grid).bar
    bar.opacity.setFocus()
    qtbot.keyClick(bar.opacity, Qt.Key.Key_Right)
    assert kept.state.tile.look.fusion.opacity == pytest.approx(0.51)
    assert bar.colours.isVisible()
    bar.colours.setFocus()
    qtbot.keyClick(bar.colours, Qt.Key.Key_Down)
    assert kept.state.tile.look.fusion.colours == "hot_metal"
    qtbot.mouseClick(bar.close_button, Qt.MouseButton.LeftButton)
    assert kept.state.tile.look.fusion is None


def test_unrelated_series_are_refused_with_the_way_out(make: MakeGrid, tmp_path: Path) -> None:
    kept = both(tmp_path, frame="elsewhere")
    grid = make(kept)
    assert slice_of(grid).fused is None
    assert "Register" in fitting(grid).bar.refusal.text()
    moving, fixed = kept.state.opened["1.9"].series, kept.state.series
    kept.apply(AlignmentChanged(frame_key(moving), Alignment(frame_key(fixed), EYE, "offset by hand")))
    fused = slice_of(grid).fused
    assert fused is not None
    assert "offset by hand" in fused.how
    assert any("offset by hand" in line for line in slice_of(grid).frame_around().corners.bottom_left)


def test_slabs_and_turned_planes_show_it_too(make: MakeGrid, tmp_path: Path) -> None:
    kept = both(tmp_path)
    grid = make(kept)
    axial = slice_of(grid)
    at = kept.state.tile.look
    turned = ((0.8, 0.6, 0.0), (-0.6, 0.8, 0.0))
    kept.apply(LookChanged(0, replace(at, axes=turned, slab=Slab(Projection.MAXIMUM, 30.0))))
    shown = picture(axial).astype(int)
    assert ((shown[..., 0] - shown[..., 2]) > 60).any()
    assert axial.fused is not None


def test_a_window_drag_does_not_resample(make: MakeGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept = both(tmp_path)
    grid = make(kept)
    picture(slice_of(grid))
    calls: list[int] = []
    monkeypatch.setattr("medview.views.pictures.slice_picture.fused_values", lambda *_: calls.append(1))
    drag(slice_of(grid), Qt.MouseButton.LeftButton, (60, 60), (120, 60))
    assert kept.state.window.width > WINDOW.width
    assert not calls


# registration


def registered(folder: Path, monkeypatch: pytest.MonkeyPatch) -> tuple[Session, np.ndarray]:
    """Two scans of one body in two frames of reference, the second one drawn over the first; and where it lies."""
    truth = placed((4, -3, 5), (6, -5, 4))
    fixed = seen((40, 50, 42), (3.6, 3.6, 3.6), (0.0, 0.0, 0.0), np.eye(4), 1)
    moving = seen((40, 50, 42), (3.6, 3.6, 3.6), (4.0, -3.0, 2.0), np.linalg.inv(truth), 2)
    kept = Session(lambda _: None)
    series = [
        Series(uid, "1.1", "dicom", "MR", uid, None, "HEAD", (), volume.geometry, frame_of_reference_uid=uid)
        for uid, volume in (("T1", fixed), ("T2", moving))
    ]
    kept.apply(StudiesFound(ScanResult((Study("1.1", Patient("7", "", "", ""), "", "", "", "", tuple(series)),))))
    kept.apply(VolumeOpened(series[0], fixed.store(folder / "t1.npy"), WINDOW))
    kept.apply(LookChanged(0, Look(fusion=Fusion("T2"))))
    kept.apply(VolumeOpened(series[1], moving.store(folder / "t2.npy"), WINDOW, tile=-1))
    monkeypatch.setattr(heads, "_TASKS", {**heads._TASKS, **registering.TASKS})
    return kept, truth


def dialog_of(grid: Grid) -> RegisteringDialog:
    grid.act("register")
    (found,) = (one for one in grid.main.window().findChildren(RegisteringDialog) if one.isVisible())
    return found


def far(kept: Session, truth: np.ndarray) -> float:
    """How far the present alignment is from the truth, mm."""
    found = np.linalg.inv(np.array(kept.state.alignments[frame_key(kept.state.opened["T2"].series)].matrix))
    points = np.array([[x, y, z] for x in (-50, 50) for y in (-60, 60) for z in (-45, 45)], dtype=float)
    here, there = (points @ matrix[:3, :3].T + matrix[:3, 3] for matrix in (found, truth))
    return float(np.linalg.norm(here - there, axis=1).max())


def test_a_registration_is_proposed_accepted_and_undone(
    make: MakeGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    kept, truth = registered(tmp_path, monkeypatch)
    grid = make(kept)
    dialog = dialog_of(grid)
    assert slice_of(grid).fused is not None, "the middles are laid on each other at first"
    qtbot.mouseClick(dialog.search, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.placing.found is not None, timeout=60_000)
    assert far(kept, truth) < 2.0
    assert "Mutual information" in dialog.numbers.text()
    assert "not accepted" in slice_of(grid).fused.how
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert kept.state.alignments[frame_key(kept.state.opened["T2"].series)].how == "registration"
    assert "not accepted" not in slice_of(grid).fused.how
    kept.undo()
    assert not kept.state.alignments
    kept.redo()
    assert far(kept, truth) < 2.0


def test_a_fused_series_taken_away_meanwhile_is_told_and_accepted_when_it_is_back(
    make: MakeGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    kept, _ = registered(tmp_path, monkeypatch)
    grid = make(kept)
    dialog, laid = dialog_of(grid), kept.state.opened["T2"]
    qtbot.mouseClick(dialog.search, Qt.MouseButton.LeftButton)
    fitting(grid).toggle()
    qtbot.waitUntil(lambda: dialog.placing.found is not None, timeout=60_000)
    assert "no longer drawn" in dialog.about.text()
    assert not dialog.accept_button.isEnabled()
    fitting(grid).choose("T2")
    assert "as soon as both are loaded" in dialog.about.text()
    assert not dialog.accept_button.isEnabled()
    kept.apply(VolumeOpened(laid.series, laid.volume, WINDOW, tile=-1))
    assert "show the proposal" in dialog.about.text()
    assert dialog.accept_button.isEnabled()
    dialog.reject_button.click()


def test_the_dialog_grows_with_what_is_found(
    make: MakeGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    kept, _ = registered(tmp_path, monkeypatch)
    dialog = dialog_of(make(kept))
    qtbot.mouseClick(dialog.search, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: dialog.placing.found is not None, timeout=60_000)
    dialog.placing.failed.emit(MedViewError("A long tale of what went wrong. " * 12))  # its words are wrapped
    QApplication.processEvents()
    assert dialog.height() >= dialog.layout().totalHeightForWidth(dialog.width())
    assert clipped(dialog) == []
    assert all(button.height() >= button.sizeHint().height() for button in dialog.nudges.values())
    dialog.reject_button.click()


def test_a_rejected_proposal_leaves_nothing(
    make: MakeGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    kept, _ = registered(tmp_path, monkeypatch)
    grid = make(kept)
    dialog = dialog_of(grid)
    assert kept.state.alignments
    qtbot.mouseClick(dialog.reject_button, Qt.MouseButton.LeftButton)
    assert not kept.state.alignments
    assert not kept.can_undo
    dialog = dialog_of(grid)
    dialog.close()
    assert not kept.state.alignments


def test_what_is_placed_the_other_way_round_takes_the_place_of_what_was_known_and_undo_brings_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, _ = registered(tmp_path, monkeypatch)
    fixed, moving = (kept.state.opened[uid].series for uid in ("T2", "T1"))
    known = {frame_key(fixed): Alignment(frame_key(moving), EYE, "registration")}
    kept.apply(AlignmentChanged(*next(iter(known.items()))))
    placing = Registering(kept, None, fixed, moving)
    assert placing.how == "registration"
    placing.nudge((12.0, 0.0, 0.0))
    there, back = (relation(kept.state.alignments, *pair) for pair in ((moving, fixed), (fixed, moving)))
    assert (there.matrix[0, 3], back.matrix[0, 3]) == (12.0, -12.0)
    placing.reject()
    assert kept.state.alignments == known
    placing = Registering(kept, None, fixed, moving)
    placing.nudge((12.0, 0.0, 0.0))
    placing.accept()
    assert [one.how for one in kept.state.alignments.values()] == ["moved by hand"]
    kept.undo()
    assert kept.state.alignments == known
    kept.redo()
    there, back = (relation(kept.state.alignments, *pair) for pair in ((moving, fixed), (fixed, moving)))
    assert (there.matrix[0, 3], back.matrix[0, 3]) == (12.0, -12.0)


def test_a_series_placed_in_a_second_one_stays_in_the_first_and_undo_brings_it_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, _ = registered(tmp_path, monkeypatch)
    first, second = (kept.state.opened[uid].series for uid in ("T1", "T2"))
    known = {frame_key(second): Alignment("elsewhere", EYE, "registration")}
    kept.apply(AlignmentChanged(*next(iter(known.items()))))
    placing = Registering(kept, None, first, second)
    placing.nudge((2.0, 0.0, 0.0))
    placing.accept()
    there, elsewhere = (
        between(kept.state.alignments, frame_key(second), onto) for onto in (frame_key(first), "elsewhere")
    )
    assert there is not None
    assert elsewhere is not None
    np.testing.assert_allclose(there.matrix, placing.matrix)
    np.testing.assert_allclose(elsewhere.matrix, np.eye(4))
    kept.undo()
    assert kept.state.alignments == known


def test_series_of_one_frame_are_placed_in_each_other_one_after_another(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = both(tmp_path)
    base, pet = (one.series for one in kept.state.opened.values())
    for fixed, moving in ((base, pet), (pet, base), (base, pet)):
        placing = Registering(kept, None, fixed, moving)
        placing.nudge((3.0, 0.0, 0.0))
        placing.accept()
        there = relation(kept.state.alignments, moving, fixed)
        back = relation(kept.state.alignments, fixed, moving)
        assert there is not None
        assert back is not None
        np.testing.assert_allclose(there.matrix @ back.matrix, np.eye(4), atol=1e-9)
        np.testing.assert_allclose(there.matrix, placing.matrix, atol=1e-9)


def test_a_hand_moves_and_turns_it(
    make: MakeGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    kept, _ = registered(tmp_path, monkeypatch)
    dialog = dialog_of(make(kept))
    key = frame_key(kept.state.opened["T2"].series)
    before = np.array(kept.state.alignments[key].matrix)
    qtbot.mouseClick(dialog.nudges["shift", 2, 1], Qt.MouseButton.LeftButton)
    after = np.array(kept.state.alignments[key].matrix)
    assert (after - before)[:3, 3].tolist() == [0.0, 0.0, 1.0]
    dialog.step.setCurrentIndex(2)
    qtbot.mouseClick(dialog.nudges["turn", 0, 1], Qt.MouseButton.LeftButton)
    turned = np.array(kept.state.alignments[key].matrix)
    forward = (turned[:3, :3] @ (0.0, 0.0, 1.0))[1]
    assert forward == pytest.approx(-np.sin(np.radians(5.0))), "nodding forward takes the vertex to the front"
    qtbot.mouseClick(dialog.accept_button, Qt.MouseButton.LeftButton)
    assert kept.state.alignments[key].how == "moved by hand"


def test_what_cannot_be_registered_is_told(
    make: MakeGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    kept, _ = registered(tmp_path, monkeypatch)
    flat = Volume(
        kept.state.opened["T2"].volume.geometry, np.zeros(kept.state.opened["T2"].volume.geometry.shape, np.int16)
    )
    stored: StoredVolume = flat.store(tmp_path / "flat.npy")
    kept.apply(VolumeOpened(kept.state.opened["T2"].series, stored, WINDOW, tile=-1))
    dialog = dialog_of(make(kept))
    qtbot.mouseClick(dialog.search, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(dialog.problem.isVisible, timeout=10_000)
    assert "nothing to find" in dialog.problem.text()
    assert dialog.search.isEnabled()
    QApplication.processEvents()


def test_the_dialog_serves_those_who_use_no_mouse(
    make: MakeGrid, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    kept, _ = registered(tmp_path, monkeypatch)
    grid = make(kept)
    dialog = dialog_of(grid)
    assert nameless(dialog) == []
    assert untold(dialog) == []
    assert clipped(dialog) == []
    dialog.activateWindow()
    dialog.search.setFocus()
    qtbot.waitUntil(dialog.search.hasFocus)
    assert unreached(dialog, qtbot) == []
    bar = fitting(grid).bar
    assert nameless(bar.window()) == []
    assert [told for told in untold(bar.window()) if "FusionBar" in told] == []
