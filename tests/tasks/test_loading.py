from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import numpy as np
import pydicom
import pytest
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.uid import ExplicitVRLittleEndian, generate_uid

from medview.core.content import Tree
from medview.core.errors import ReadError
from medview.core.images import StoredImages
from medview.core.study import Kind, Series
from medview.core.volume import StoredVolume
from medview.io import preview
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.tasks import loading
from medview.tasks.files import TASKS
from tests.io.objects.making import blank, ct, derived, framed, groups, write

CT = "1.2.840.10008.5.1.4.1.1.2"
SHAPE = (12, 16)


def slice_file(path: Path, number: int) -> None:
    meta = FileMetaDataset()
    meta.TransferSyntaxUID = ExplicitVRLittleEndian
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = CT, generate_uid()
    dataset = Dataset()
    dataset.file_meta = meta
    dataset.SOPClassUID, dataset.SOPInstanceUID = CT, meta.MediaStorageSOPInstanceUID
    dataset.PatientName, dataset.PatientID, dataset.Modality = "Doe^Jane", "7", "CT"
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID, dataset.FrameOfReferenceUID = "1.2.3", "1.2.3.4", "1.2.9"
    dataset.Rows, dataset.Columns, dataset.SamplesPerPixel = *SHAPE, 1
    dataset.PhotometricInterpretation = "MONOCHROME2"
    dataset.BitsAllocated = dataset.BitsStored = 16
    dataset.HighBit, dataset.PixelRepresentation = 15, 1
    dataset.InstanceNumber, dataset.ImagePositionPatient = number + 1, [0, 0, 1.5 * number]
    dataset.ImageOrientationPatient, dataset.PixelSpacing = [1, 0, 0, 0, 1, 0], [0.5, 0.25]
    dataset.RescaleSlope, dataset.RescaleIntercept = 2, -1000
    dataset.PixelData = np.full(SHAPE, number, np.int16).tobytes()
    pydicom.dcmwrite(path, dataset, enforce_file_format=True)


def series(folder: Path, count: int = 30) -> Series:
    folder.mkdir()
    for number in range(count):
        slice_file(folder / f"{number}.dcm", number)
    job = folder.parent / "scan"
    job.mkdir()
    return TASKS["scan"](LocalContext(job), (str(folder),)).studies[0].series[0]


class Context(LocalContext):
    """Holds the main reader until a preview was told."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.early = threading.Event()
        self.seen: list[dict[int, int]] = []

    def partial(self, value: StoredImages) -> None:
        array, ready = np.load(value.path, mmap_mode="r"), np.load(value.ready, mmap_mode="r")
        self.seen.append({n: int(array[slot, 0, 0]) for n, slot in enumerate(ready) if slot >= 0})
        super().partial(value)
        self.early.set()

    def checkpoint(self, fraction: float, note: str = "") -> None:
        super().checkpoint(fraction, note)
        if threading.current_thread() is threading.main_thread():
            assert self.early.wait(20)


@pytest.fixture
def slow(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every volume counts as slow to read."""
    monkeypatch.setattr(preview, "_SLOW_BYTES", 0)


@pytest.mark.usefixtures("slow")
def test_a_large_volume_shows_its_middle_slice_before_it_is_read(tmp_path: Path) -> None:
    listed = series(tmp_path / "ct")
    context = Context(tmp_path)
    loaded = loading.load(context, listed)
    assert isinstance(loaded, StoredVolume)
    assert loaded.open().array[:, 0, 0].tolist() == [2 * n - 1000 for n in range(30)]
    early = context.partials[0]
    assert isinstance(early, StoredImages)
    assert context.seen[0] == {15: 2 * 15 - 1000}
    assert len(early.frames) == 30
    assert early.frames[4].spacing.columns == 0.25
    assert early.frames[4].directions == ("L", "P")


def test_small_volumes_have_no_preview(tmp_path: Path) -> None:
    context = LocalContext(tmp_path)
    assert isinstance(loading.load(context, series(tmp_path / "ct", 5)), StoredVolume)
    assert context.partials == []


@pytest.mark.usefixtures("slow")
def test_a_cancel_ends_the_preview_too(tmp_path: Path) -> None:
    listed = series(tmp_path / "ct")
    context = LocalContext(tmp_path)
    context.cancel()
    with pytest.raises(JobCancelled):
        loading.load(context, listed)
    assert not [thread for thread in threading.enumerate() if thread.name.startswith(("preview", "pictures"))]


def test_the_slices_of_a_volume_open_as_a_stack_too(tmp_path: Path) -> None:
    listed = replace(series(tmp_path / "ct"), kind=Kind.IMAGES, geometry=None)
    context = LocalContext(tmp_path)
    images = loading.load(context, listed)
    assert isinstance(images, StoredImages)
    assert np.load(images.path)[:, 0, 0].tolist() == [2 * n - 1000 for n in range(30)]
    assert len(context.partials) == 1


def test_a_stack_of_many_files_is_shown_before_its_headers_are_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preview, "_MANY_FILES", 10)
    listed = replace(series(tmp_path / "ct"), kind=Kind.IMAGES, geometry=None)
    context = LocalContext(tmp_path)
    told = threading.Event()
    monkeypatch.setattr(context, "partial", lambda value: (context.partials.append(value), told.set()))
    facts = loading.frame_facts

    def late(one: Series) -> object:
        assert told.wait(20)
        return facts(one)

    monkeypatch.setattr(loading, "frame_facts", late)
    images = loading.load(context, listed)
    assert isinstance(images, StoredImages)
    first, second = context.partials
    assert Path(first.path).parent.name == "preview"
    assert second.path == images.path
    assert second.frames[3].place is not None


def test_more_is_read_where_the_reader_looks(tmp_path: Path) -> None:
    listed = replace(series(tmp_path / "ct"), kind=Kind.IMAGES, geometry=None)
    images = loading.load(LocalContext(tmp_path), listed, budget=10 * 16 * 12 * 4)  # values of twice 16 bits need 32
    assert isinstance(images, StoredImages)
    np.load(images.wanted, mmap_mode="r+")[0] = 25
    loading.refill(LocalContext(tmp_path), listed, images)
    ready = np.load(images.ready)
    assert np.flatnonzero(ready >= 0).tolist() == list(range(20, 30))
    assert np.load(images.path)[ready[25], 0, 0] == 2 * 25 - 1000


def test_a_volume_beyond_the_budget_is_halved(tmp_path: Path) -> None:
    loaded = loading.load(LocalContext(tmp_path), series(tmp_path / "ct"), budget=2000)
    assert isinstance(loaded, StoredVolume)
    assert loaded.geometry.shape == (15, 6, 8)
    assert loaded.open().array[0, 0, 0] == round(2 * 0.5 - 1000)
    assert "Half resolution" in loaded.note


def test_files_that_went_are_told(tmp_path: Path) -> None:
    listed = series(tmp_path / "ct", 3)
    for path in (tmp_path / "ct").iterdir():
        path.unlink()
    for kind, geometry in ((Kind.VOLUME, listed.geometry), (Kind.IMAGES, None)):
        with pytest.raises(ReadError):
            loading.load(LocalContext(tmp_path), replace(listed, kind=kind, geometry=geometry))


@pytest.mark.parametrize(("count", "opened"), [(3, StoredVolume), (1, Tree)])
def test_a_parametric_map_opens_as_a_volume_where_its_frames_make_one(
    tmp_path: Path, count: int, opened: type[StoredVolume | Tree]
) -> None:
    images = ct(tmp_path)
    frames = np.arange(count * 48, dtype=np.uint16).reshape(count, 6, 8)
    made = framed(blank(images, "30"), frames, [groups((0, 0, 2 * k)) for k in range(count)])
    found = loading.load(LocalContext(tmp_path), derived(write(made, tmp_path), Kind.PARAMETRIC_MAP))
    assert isinstance(found, opened)
    if isinstance(found, StoredVolume):
        assert np.array_equal(found.open().array, frames)


def test_a_volume_comes_with_what_its_files_draw_on_slices(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(4):
        slice_file(folder / f"{number}.dcm", number)
    dataset = pydicom.dcmread(folder / "2.dcm")
    for element, vr, value in (
        (0x10, "US", SHAPE[0]), (0x11, "US", SHAPE[1]), (0x40, "CS", "G"), (0x50, "SS", [1, 1]),
        (0x100, "US", 1), (0x102, "US", 0),
    ):  # fmt: skip
        dataset.add_new((0x6000, element), vr, value)
    bits = np.zeros(SHAPE, np.uint8)
    bits[3, 5] = 1
    dataset.add_new((0x6000, 0x3000), "OW", np.packbits(bits, bitorder="little").tobytes())
    dataset.save_as(folder / "2.dcm")
    job, work = tmp_path / "scan", tmp_path / "work"
    job.mkdir()
    work.mkdir()
    found = TASKS["scan"](LocalContext(job), (str(folder),)).studies[0].series[0]
    volume = TASKS["load"](LocalContext(work), found)
    assert isinstance(volume, StoredVolume)
    assert [len(one.overlays) for one in volume.slices] == [0, 0, 1, 0]
    assert volume.slices[2].overlays[0].origin == (3, 5)
    small = TASKS["load"](LocalContext(work), found, budget=100)
    assert small.slices == (), "no slice is one of the files any more"
