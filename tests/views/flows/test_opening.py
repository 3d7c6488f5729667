"""Opening series of every kind in the real window, with real processes behind it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from medview.core.study import Kind
from medview.session.paths import Paths, user_paths
from medview.session.state import JobStatus
from tests.views.driving import Driven, driven
from tests.views.making import make_head

pytestmark = pytest.mark.logs  # a cancelled 3D job may find its folder gone, and says so in the log

CT, XA, SC = "1.2.840.10008.5.1.4.1.1.2", "1.2.840.10008.5.1.4.1.1.12.1", "1.2.840.10008.5.1.4.1.1.7"


@pytest.fixture
def paths(private_home: Path) -> Paths:
    return user_paths()


@pytest.fixture
def hands(qtbot: QtBot, paths: Paths, tmp_path: Path) -> Iterator[Driven]:
    with driven(qtbot, paths, tmp_path) as opened:
        yield opened


def write(path: Path, sop_class: str, modality: str, pixels: np.ndarray, **elements: object) -> None:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = sop_class, generate_uid()
    dataset = Dataset()
    dataset.file_meta = meta
    dataset.SOPClassUID, dataset.SOPInstanceUID = sop_class, meta.MediaStorageSOPInstanceUID
    dataset.PatientName, dataset.PatientID, dataset.Modality = "Doe^Jane", "7", modality
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = "1.2.3", "1.2.3.4"
    colour = pixels.shape[-1] == 3
    dataset.Rows, dataset.Columns = pixels.shape[-3:-1] if colour else pixels.shape[-2:]
    dataset.SamplesPerPixel = 3 if colour else 1
    dataset.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        dataset.PlanarConfiguration = 0
    bits = pixels.dtype.itemsize * 8
    dataset.BitsAllocated = dataset.BitsStored = bits
    dataset.HighBit, dataset.PixelRepresentation = bits - 1, int(pixels.dtype.kind == "i")
    dataset.PixelData = pixels.tobytes()
    for name, value in elements.items():
        setattr(dataset, name, value)
    pydicom.dcmwrite(path, dataset, enforce_file_format=True)


def stack(folder: Path, count: int = 40, skip: int = -1, size: int = 64) -> Path:
    """Parallel CT slices 2 mm apart, each as bright as its number; one may be missing."""
    folder.mkdir()
    for number in range(count):
        if number != skip:
            pixels = np.full((size, size), number, np.int16)
            write(
                folder / f"{number}.dcm", CT, "CT", pixels, InstanceNumber=number + 1,
                ImagePositionPatient=[0, 0, 2.0 * number], ImageOrientationPatient=[1, 0, 0, 0, 1, 0],
                PixelSpacing=[1, 1], SliceThickness=2, RescaleSlope=1, RescaleIntercept=0,
                FrameOfReferenceUID="1.2.9", WindowCenter=20, WindowWidth=40,
            )  # fmt: skip
    return folder


def cine(path: Path, count: int = 20) -> Path:
    pixels = np.stack([np.full((32, 32), 10 * n, np.uint8) for n in range(count)])
    write(path, XA, "XA", pixels, NumberOfFrames=count, FrameTime=40, FrameIncrementPointer=0x00181063)
    return path


def open_series(hands: Driven, path: Path) -> None:
    before = hands.state.series
    hands.drop(path)
    hands.until(lambda: hands.state.series is not before)


def test_a_cine_opens_as_a_stack_and_keys_play_it(hands: Driven, tmp_path: Path) -> None:
    open_series(hands, cine(tmp_path / "cine.dcm"))
    images, window = hands.state.images, hands.window
    assert images is not None
    assert (len(images.frames), images.frame_ms) == (20, 40.0)
    pane = hands.pictures()
    assert pane.isVisible()
    assert pane.cine.rate == pytest.approx(25.0)
    pane.view.setFocus()
    assert window.actions_["cine"].isEnabled()
    assert not window.actions_["position_next"].isEnabled()
    hands.key(Qt.Key.Key_Down)
    assert hands.state.frame == 1
    hands.key(Qt.Key.Key_C)
    hands.until(lambda: hands.state.frame > 3)
    hands.key(Qt.Key.Key_C)
    assert not pane.cine.playing
    hands.until(lambda: "No installed model reads what is open." in window.analyse.summary.text())


def test_a_colour_picture_and_a_volume_take_turns(hands: Driven, tmp_path: Path) -> None:
    photograph = tmp_path / "colour.dcm"
    write(photograph, SC, "OT", np.full((20, 30, 3), 77, np.uint8), SeriesInstanceUID="1.2.3.5")
    open_series(hands, photograph)
    assert hands.state.images is not None
    assert not hands.window.actions_["maximise"].isEnabled()
    assert not hands.window.actions_["cine"].isEnabled()
    hands.open(make_head(tmp_path / "head.nii.gz"))
    assert hands.state.images is None
    assert hands.slice().isVisible()
    assert hands.window.actions_["maximise"].isEnabled()
    assert not hands.window.actions_["overlay_planes"].isEnabled()
    listed = [series for study in hands.state.studies for series in study.series]
    back = next(series for series in listed if series.kind is Kind.IMAGES)
    hands.commands.opening.open_series(back.uid)
    hands.until(lambda: hands.state.images is not None)
    assert len(hands.grid.panes()) == 1
    assert hands.pictures().isVisible()


def test_an_uneven_stack_is_told_and_made_regular_on_request(hands: Driven, tmp_path: Path) -> None:
    open_series(hands, stack(tmp_path / "ct", 24, skip=11))
    action = hands.window.actions_["resample"]
    if hands.state.volume is not None:  # opened as the grid its correction makes
        action.trigger()
        hands.until(lambda: hands.state.images is not None)
    assert hands.state.series is not None
    assert hands.state.series.irregular
    assert hands.state.series.irregular in hands.pictures().view.scene.warnings
    assert action.isEnabled()
    assert not action.isChecked()
    action.trigger()
    hands.until(lambda: hands.state.volume is not None)
    assert action.isChecked()
    assert hands.state.volume is not None
    assert hands.state.volume.geometry.shape[0] == 24
    action.trigger()
    hands.until(lambda: hands.state.images is not None)


def answer(hands: Driven, text: str) -> None:
    box = hands.dialog()
    assert isinstance(box, QMessageBox)
    button = next(one for one in box.findChildren(QPushButton) if one.text().replace("&", "") == text)
    hands.qtbot.mouseClick(button, Qt.MouseButton.LeftButton)


def small_budget(hands: Driven) -> None:
    hands.window.preferences.change(memory_mb=1)


def test_a_volume_beyond_the_budget_is_offered_at_half_resolution(hands: Driven, tmp_path: Path) -> None:
    small_budget(hands)
    hands.drop(stack(tmp_path / "ct", 40, size=160))
    answer(hands, "Open at half resolution")
    hands.until(lambda: hands.state.volume is not None)
    volume = hands.state.volume
    assert volume is not None
    assert volume.geometry.shape == (20, 80, 80)
    assert volume.note.startswith("Half resolution")
    assert volume.note in hands.slice().scene.warnings


def test_a_volume_beyond_the_budget_opens_as_a_stack_that_is_read_in_parts(hands: Driven, tmp_path: Path) -> None:
    small_budget(hands)
    hands.drop(stack(tmp_path / "ct", 60, size=160))
    answer(hands, "Open as a stack")
    hands.until(lambda: hands.state.images is not None)
    hands.until(lambda: hands.job("load") is not None and hands.job("load").status is JobStatus.DONE)  # type: ignore[union-attr]
    view = hands.pictures().view
    for number in (59, 2, 30):
        view.go_to(number)
        hands.until(lambda: view.pixels() is not None)
        pixels = view.pixels()
        assert pixels is not None
        assert pixels.min() == pixels.max() == number
    assert hands.state.images is not None
    assert np.load(hands.state.images.path, mmap_mode="r").nbytes <= 1_000_000


def test_cancelling_the_question_keeps_what_is_open(hands: Driven, tmp_path: Path) -> None:
    open_series(hands, cine(tmp_path / "cine.dcm"))
    small_budget(hands)
    hands.drop(stack(tmp_path / "ct", 40, size=160))
    answer(hands, "Cancel")
    assert hands.state.images is not None
    assert hands.state.volume is None


def test_a_damaged_series_is_refused_and_what_was_open_stays(hands: Driven, tmp_path: Path) -> None:
    folder = stack(tmp_path / "ct", 20)
    open_series(hands, folder)
    hands.until(lambda: hands.state.volume is not None)
    listed = [series for study in hands.state.studies for series in study.series]
    other = tmp_path / "other.dcm"
    write(other, XA, "XA", np.zeros((8, 8), np.uint8), StudyInstanceUID="1.2.7", SeriesInstanceUID="1.2.7.1")
    open_series(hands, other)
    hands.until(lambda: hands.state.images is not None)
    for path in folder.iterdir():
        path.unlink()
    hands.commands.opening._loading._loaded._kept.clear()
    hands.commands.opening.open_series(listed[0].uid)
    hands.until(hands.window.messages.isVisible)
    assert hands.state.images is not None
    assert hands.state.series is not None
    assert hands.state.series.study_uid == "1.2.7"
