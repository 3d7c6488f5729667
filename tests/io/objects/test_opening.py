from __future__ import annotations

import random
from contextlib import suppress
from pathlib import Path

import numpy as np
import pytest

from medview.core.content import Document, Signal, Tree
from medview.core.errors import MedViewError, ReadError
from medview.core.overlay import FieldLayer, LabelLayer, PresentationLayer, ShapeLayer
from medview.core.study import Kind
from medview.io.objects import load_content, load_overlaid
from tests.io.making import nothing
from tests.io.objects.making import blank, ct, derived, framed, groups, item, referenced, seg, segment, write

OBJECTS = (
    "seg_pm_sr_dcmqi/data/sr-example/rwvm.dcm",
    "seg_pm_sr_dcmqi/data/sr-example/seg.dcm",
    "seg_pm_sr_dcmqi/data/sr-example/sr.dcm",
    "seg_pm_sr_dcmqi/data/segmentations/sparse-labelmap-ppv5.dcm",
    "highdicom/sm_annotations.dcm",
    "highdicom/sr_document.dcm",
    "highdicom/seg_image_ct_true_fractional.dcm",
    "rt_dicompyler/rtplan.dcm",
    "rtstruct_rt_utils/mock_data/rt.dcm",
    "pydicom_data/parametric_map_float.dcm",
)


def test_what_has_no_viewer_says_what_it_is(tmp_path) -> None:
    made = blank(ct(tmp_path), "66.1", SeriesDescription="Aligned", Manufacturer="Maker")
    made.RegistrationSequence = [item(FrameOfReferenceUID="1.2.3")] * 2
    tree = load_content(derived(write(made, tmp_path)), tmp_path, nothing)
    assert isinstance(tree, Tree)
    told = {line.name: line.value for line in tree.root.children}
    assert told["Kind"] == "Spatial Registration"
    assert told["Manufacturer"] == "Maker"
    assert told["Registration Sequence"] == "2 items"
    assert "no viewer for Spatial Registration" in tree.notes[0]


def test_unknown_classes_open(tmp_path) -> None:
    made = blank(ct(tmp_path), "66.1")
    made.SOPClassUID = "1.2.3.4"
    tree = load_content(derived(write(made, tmp_path)), tmp_path, nothing)
    assert isinstance(tree, Tree)
    assert "1.2.3.4" in tree.notes[0]


def test_what_lies_over_nothing_is_refused(tmp_path) -> None:
    series = ct(tmp_path)
    path = write(blank(series, "481.5"), tmp_path)
    with pytest.raises(ReadError, match="RT Plan has nothing to lay over images"):
        load_overlaid(derived(path), series, tmp_path, nothing)


def test_objects_are_laid_over_images_only(tmp_path) -> None:
    series = ct(tmp_path)
    path = write(framed(seg(series, "BINARY", [segment(1)]), np.ones((1, 6, 8), bool), [groups((0, 0, 0))]), tmp_path)
    with pytest.raises(ReadError, match="laid over images"):
        load_overlaid(derived(path), derived(path, Kind.SEGMENTATION), tmp_path, nothing)


def test_a_file_that_is_gone_is_told(tmp_path) -> None:
    series = derived(write(blank(ct(tmp_path), "88.11"), tmp_path))
    (tmp_path / "object.dcm").unlink()
    with pytest.raises(ReadError, match="cannot be read"):
        load_content(series, tmp_path, nothing)


def test_the_work_can_be_cancelled(tmp_path) -> None:
    series = ct(tmp_path)
    path = write(framed(seg(series, "BINARY", [segment(1)]), np.ones((1, 6, 8), bool), [groups((0, 0, 0))]), tmp_path)

    class CancelledError(MedViewError):
        pass

    def cancel(_fraction: float, _note: str) -> None:
        raise CancelledError("cancelled")

    with pytest.raises(CancelledError):
        load_overlaid(derived(path), series, tmp_path, cancel)


def test_an_odd_value_becomes_a_note(tmp_path) -> None:
    made = blank(ct(tmp_path), "88.11", ContentSequence=[item(ValueType="TEXT", TextValue="a")])
    path = write(made, tmp_path)
    data = path.read_bytes()
    uid = made.SeriesInstanceUID.encode()
    path.write_bytes(data.replace(uid, b"1.x" + uid[3:], 1))
    tree = load_content(derived(path), tmp_path, nothing)
    assert isinstance(tree, Tree)
    assert tree.root.children[0].value == "a"


@pytest.mark.shared
@pytest.mark.parametrize("name", OBJECTS)
def test_damage_never_escapes(name, shared_data, tmp_path) -> None:
    """Every object, cut off and with bits flipped: it opens, or is refused in words."""
    series = ct(tmp_path)
    original = (shared_data / "dicom" / name).read_bytes()
    rng = random.Random(name)
    path = tmp_path / "bad.dcm"
    path.write_bytes(original)
    whole = derived(path)
    for case in range(24):
        data = bytearray(original)
        if case % 3 == 0:
            data = data[: rng.randrange(200, len(data))]
        for _ in range(case % 3 * 20):
            data[rng.randrange(132, len(data))] ^= 1 << rng.randrange(8)
        path.write_bytes(data)
        with suppress(MedViewError):
            assert isinstance(load_content(whole, tmp_path, nothing), Tree | Document | Signal)
        with suppress(MedViewError):
            layer = load_overlaid(whole, series, tmp_path, nothing)
            assert isinstance(layer, LabelLayer | FieldLayer | ShapeLayer | PresentationLayer)


def test_damage_of_objects_on_their_own_images_never_escapes(tmp_path) -> None:
    series = ct(tmp_path)
    each = [groups((0, 0, 2 * k), series.instances[k], 1) for k in range(5)]
    made = framed(seg(series, "BINARY", [segment(1)]), np.ones((5, 6, 8), bool), each)
    made.ReferencedSeriesSequence = [item(ReferencedInstanceSequence=referenced(series.instances))]
    path = write(made, tmp_path)
    original, rng, opened = Path(path).read_bytes(), random.Random(7), 0
    whole = derived(path)
    for _ in range(60):
        data = bytearray(original)
        for _ in range(3):
            data[rng.randrange(400, len(data))] = rng.randrange(256)
        path.write_bytes(data)
        with suppress(MedViewError):
            load_overlaid(whole, series, tmp_path, nothing)
            opened += 1
    assert opened > 0
