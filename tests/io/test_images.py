from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.core.errors import ReadError
from medview.core.study import Instance, Kind, Series
from medview.core.volume import Quantity
from medview.io.images import frame_facts, frame_ms, layout, notes, quantity, read_frame, read_picture
from medview.io.middle import middle
from tests.io.pixels import making
from tests.io.pixels.making import compressed, image, write


def series(*instances: Instance, modality: str = "OT") -> Series:
    return Series("1.2.3", "1.2", "dicom", modality, "Pictures", 1, "", instances, None, kind=Kind.IMAGES)


def cine(path: Path, count: int = 6) -> tuple[Series, np.ndarray]:
    array = np.random.default_rng(0).integers(0, 256, (count, 12, 10), np.uint8)
    coded = [making.jpeg_ls(one, 8) for one in array]
    file = compressed(
        path, array, making.JPEG_LS, coded, Modality="XA", FrameTime=66.7, WindowCenter=99, WindowWidth=50
    )
    return series(*(Instance(str(file), number=number) for number in range(count)), modality="XA"), array


def singles(folder: Path, *arrays: np.ndarray, **changes: object) -> Series:
    files = [write(image(one, **changes), folder / f"{n}.dcm") for n, one in enumerate(arrays)]
    return series(*(Instance(str(file)) for file in files))


def test_a_cine_is_decoded(tmp_path: Path) -> None:
    one, array = cine(tmp_path)
    np.testing.assert_array_equal([read_frame(one, number) for number in range(6)], array)
    assert frame_ms(one) == 66.7
    facts = frame_facts(one)
    assert [frame.time_ms for frame in facts] == pytest.approx([66.7 * number for number in range(6)])
    assert facts[3].number == 3
    assert facts[3].windows[0].centre == 99


def test_frames_are_read_in_the_order_of_the_instances(tmp_path: Path) -> None:
    one, array = cine(tmp_path)
    backwards = replace(one, instances=one.instances[::-1])
    np.testing.assert_array_equal(read_frame(backwards, 0), array[5])
    assert [frame.number for frame in frame_facts(backwards)] == [5, 4, 3, 2, 1, 0]


def test_values_share_one_type(tmp_path: Path) -> None:
    array = np.array([[0, 1], [2, 3]], np.uint8)
    first = write(image(array, RescaleSlope=1, RescaleIntercept=0), tmp_path / "0.dcm")
    second = write(image(array, RescaleSlope=0.5, RescaleIntercept=0), tmp_path / "1.dcm")
    stack = series(Instance(str(first)), Instance(str(second)))
    assert layout(stack) == ((2, 2), np.dtype(np.float32))
    assert [read_frame(stack, number)[1, 1] for number in (0, 1)] == [3.0, 1.5]
    assert frame_ms(stack) == 0.0


def test_colours_become_8_bits(tmp_path: Path) -> None:
    array = np.random.default_rng(0).integers(0, 1 << 16, (4, 5, 3), np.uint16)
    pictures = singles(tmp_path, array, colour=True, ICCProfile=bytes(128))
    np.testing.assert_array_equal(read_frame(pictures, 0), array >> 8)
    assert "ICC" in notes(pictures)


def test_hounsfield_units(tmp_path: Path) -> None:
    ct = replace(singles(tmp_path, np.zeros((2, 2), np.uint16)), modality="CT")
    assert quantity(ct) is Quantity.HU
    assert quantity(replace(ct, modality="CR")) is Quantity.ARBITRARY


def test_pictures_of_different_size_are_refused(tmp_path: Path) -> None:
    both = singles(tmp_path, np.zeros((2, 2), np.uint8), np.zeros((3, 2), np.uint8))
    with pytest.raises(ReadError, match="3×2 and 2×2"):
        read_frame(both, 1)


def test_a_missing_file_and_a_missing_frame(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match="cannot be read"):
        read_frame(series(Instance(str(tmp_path / "gone.dcm"))), 0)
    one, _ = cine(tmp_path)
    shorter = replace(one, instances=(*one.instances, Instance(one.instances[0].path, number=6)))
    with pytest.raises(ReadError, match="holds 6 frames"):
        frame_facts(shorter)


def test_a_thumbnail_knows_how_the_file_wants_it_shown(tmp_path: Path) -> None:
    one, array = cine(tmp_path)
    shown = middle(one)
    np.testing.assert_array_equal(shown.array, array[3])
    assert shown.window is not None
    assert not shown.inverted
    mammogram = singles(
        tmp_path / "mg", np.zeros((4, 4), np.uint16), PhotometricInterpretation="MONOCHROME1", PixelPaddingValue=0,
        Modality="MG", ImagerPixelSpacing=[0.2, 0.1],
    )  # fmt: skip
    shown = middle(mammogram)
    assert (shown.inverted, shown.padding, shown.spacing_mm) == (True, (0.0, 0.0), (0.2, 0.1))


def test_a_picture_alone(tmp_path: Path) -> None:
    palette = image(np.array([[0, 1]], np.uint8), PhotometricInterpretation="PALETTE COLOR")
    for name in ("Red", "Green", "Blue"):
        setattr(palette, f"{name}PaletteColorLookupTableDescriptor", [2, 0, 8])
        setattr(palette, f"{name}PaletteColorLookupTableData", b"\x07\x09")
    array, frame = read_picture(Instance(str(write(palette, tmp_path))))
    assert array.tolist() == [[[7] * 3, [9] * 3]]
    assert frame.windows == ()


def test_what_has_no_picture(tmp_path: Path) -> None:
    report = replace(singles(tmp_path, np.zeros((2, 2), np.uint8)), kind=Kind.REPORT)
    with pytest.raises(ReadError, match="no picture"):
        middle(report)


def marked(folder: Path, count: int) -> Series:
    """Pictures that each have an overlay plane."""
    bits = np.zeros((8, 8), bool)
    bits[0, 0] = bits[7, 7] = True
    paths = []
    for number in range(count):
        dataset = image(np.zeros((8, 8), np.uint16))
        for element, vr, value in ((0x10, "US", 8), (0x11, "US", 8), (0x40, "CS", "G"), (0x50, "SS", [1, 1])):
            dataset.add_new((0x6000, element), vr, value)
        dataset.add_new((0x6000, 0x3000), "OW", np.packbits(bits, bitorder="little").tobytes())
        paths.append(write(dataset, folder / f"{number}.dcm"))
    return series(*(Instance(str(path)) for path in paths))


def test_every_picture_keeps_its_overlay(tmp_path: Path) -> None:
    several = marked(tmp_path, 3)
    assert [len(frame.overlays) for frame in frame_facts(several)] == [1, 1, 1]
    assert notes(several) == ""


def test_overlays_that_do_not_fit_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    several = marked(tmp_path, 3)
    size = len(frame_facts(several)[0].overlays[0].packed)
    monkeypatch.setattr("medview.io.pixels.facts._MOST_OVERLAID", size * 3 // 2)
    several = replace(several, uid="again")
    assert [len(frame.overlays) for frame in frame_facts(several)] == [1, 0, 0]
    assert "2 of 3 pictures" in notes(several)


def test_frames_beyond_the_declared_are_told_of_any_file(tmp_path: Path) -> None:
    first = write(image(np.zeros((4, 4), np.uint8)), tmp_path / "a.dcm")
    second = write(image(np.zeros((3, 4, 4), np.uint8), NumberOfFrames=None), tmp_path / "b.dcm")
    both = series(Instance(str(first)), Instance(str(second)))
    assert "It holds 3 frames and declares 1; only the declared are shown." in notes(both)
