from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from medview.core.geometry import Geometry
from medview.core.images import Frame, StoredImages
from medview.core.study import Kind, Patient, ScanResult, Series, Study
from medview.core.volume import Quantity, StoredVolume, Window
from medview.session import linking
from medview.session.changes import (
    AlignmentChanged,
    CursorMoved,
    FrameShown,
    ImagesOpened,
    LayoutChanged,
    LinksChanged,
    LookChanged,
    StudiesFound,
    VolumeOpened,
    WindowChanged,
)
from medview.session.layout import Alignment, Fusion, Layout, Links, Look, Tile, View, grid
from medview.session.linking import BY_HAND
from medview.session.priors import BY_CENTRES
from medview.session.reduce import reduce
from medview.session.state import Part, State, frame_key

WINDOW = Window(0.0, 100.0)


def volume_series(uid: str, frame: str, study: str = "s", modality: str = "CT") -> Series:
    return Series(uid, study, "dicom", modality, uid, 1, "", (), None, frame_of_reference_uid=frame)


def stack_series(uid: str, frame: str, study: str = "s") -> Series:
    return replace(volume_series(uid, frame, study), kind=Kind.IMAGES)


def volume(origin: float = 0.0, quantity: Quantity = Quantity.HU) -> StoredVolume:
    """100 mm to each side, 1 mm voxels, its first one at (origin, origin, origin)."""
    affine = np.diag([1.0, 1.0, 1.0, 1.0])[:, [2, 1, 0, 3]]
    affine[:3, 3] = origin
    return StoredVolume("", Geometry((100, 100, 100), affine), quantity)


def pictures(places_mm: list[float | None], turned: int = -1) -> StoredImages:
    """Axial pictures at these heights; one of them may be sagittal, or lie nowhere."""
    frames = []
    for number, height in enumerate(places_mm):
        place = np.eye(4)[:, [2, 1, 0, 3]]
        if number == turned:
            place = np.eye(4)
        place[2, 3] = height or 0.0
        frames.append(Frame(place=None if height is None else place))
    return StoredImages("", tuple(frames))


def opened(*changes: VolumeOpened | ImagesOpened) -> State:
    """The series side by side, the first one active."""
    series = tuple(change.series for change in changes)
    state = State()
    for uid in dict.fromkeys(one.study_uid for one in series):
        study = Study(uid, Patient("1"), "", "", "", "", tuple(one for one in series if one.study_uid == uid))
        state, _ = reduce(state, StudiesFound(ScanResult((study,))))
    views = (View.AXIAL if isinstance(change, VolumeOpened) else View.PICTURES for change in changes)
    tiles = tuple(Tile(one.uid, view) for one, view in zip(series, views, strict=True))
    state, _ = reduce(state, LayoutChanged(Layout(grid(1, len(tiles)), tiles), 0))
    for change in changes:
        state, _ = reduce(state, change)
    return state


def vol(uid: str, frame: str, study: str = "s", origin: float = 0.0, **more: object) -> VolumeOpened:
    quantity = more.get("quantity", Quantity.HU)
    modality = str(more.get("modality", "CT"))
    assert isinstance(quantity, Quantity)
    return VolumeOpened(volume_series(uid, frame, study, modality), volume(origin, quantity), WINDOW, tile=-1)


def stack(uid: str, frame: str, places: list[float | None], study: str = "s", turned: int = -1) -> ImagesOpened:
    return ImagesOpened(stack_series(uid, frame, study), pictures(places, turned), WINDOW, tile=-1)


def after(state: State, *changes: object) -> State:
    for change in changes:
        state, _ = reduce(state, change)  # type: ignore[arg-type]
    return state


def cursor(state: State, uid: str) -> tuple[float, float, float] | None:
    return state.cursor_of(state.opened[uid].series)


def shift(x: float, y: float, z: float, onto: str, how: str = "registration") -> Alignment:
    return Alignment(onto, ((1, 0, 0, x), (0, 1, 0, y), (0, 0, 1, z), (0, 0, 0, 1)), how)


def test_series_of_one_frame_share_a_crosshair() -> None:
    state = opened(vol("a", "f"), vol("b", "f"), vol("c", "g"))
    before = cursor(state, "c")
    state = after(state, CursorMoved((10.0, 20.0, 30.0), "a"))
    assert cursor(state, "a") == cursor(state, "b") == (10.0, 20.0, 30.0)
    assert cursor(state, "c") == before


def test_frames_of_other_studies_are_others_even_under_one_name() -> None:
    state = opened(vol("a", "f"), vol("b", "f", "prior"))
    before = cursor(state, "b")
    assert cursor(after(state, CursorMoved((1.0, 2.0, 3.0), "a")), "b") == before


def test_the_crosshair_follows_alignments_both_ways_and_over_steps() -> None:
    state = opened(vol("a", "f"), vol("b", "g"), vol("c", "h"))
    a, b, c = (frame_key(state.opened[uid].series) for uid in "abc")
    state = after(state, AlignmentChanged(b, shift(5, 0, 0, a)), AlignmentChanged(c, shift(0, 7, 0, b)))
    state = after(state, CursorMoved((50.0, 50.0, 50.0), "a"))
    assert cursor(state, "b") == (45.0, 50.0, 50.0)
    assert cursor(state, "c") == (45.0, 43.0, 50.0)
    state = after(state, CursorMoved((10.0, 10.0, 10.0), "c"))
    assert cursor(state, "a") == (15.0, 17.0, 10.0)


def test_an_alignment_lets_the_others_meet_where_the_active_series_is() -> None:
    state = after(opened(vol("a", "f"), vol("b", "g")), CursorMoved((10.0, 10.0, 10.0), "a"))
    key = frame_key(state.opened["b"].series)
    state = after(state, AlignmentChanged(key, shift(1, 2, 3, frame_key(state.opened["a"].series))))
    assert cursor(state, "a") == (10.0, 10.0, 10.0)
    assert cursor(state, "b") == (9.0, 8.0, 7.0)


def test_an_alignment_takes_the_place_of_the_one_the_other_way_round() -> None:
    state = opened(vol("a", "f"), vol("b", "g"))
    a, b = (state.opened[uid].series for uid in "ab")
    before = Alignment(frame_key(a), shift(10, 0, 0, "").matrix, BY_CENTRES)
    state = after(state, AlignmentChanged(frame_key(b), before))
    state = after(state, AlignmentChanged(frame_key(a), shift(-25, 0, 0, frame_key(b))))
    assert list(state.alignments) == [frame_key(a)]
    assert linking.mapped(state, (0.0, 0.0, 0.0), a, b) == (-25.0, 0.0, 0.0)
    assert linking.mapped(state, (0.0, 0.0, 0.0), b, a) == (25.0, 0.0, 0.0)


def test_mapped_tells_where_a_point_lies_in_another_series() -> None:
    state = opened(vol("a", "f"), vol("b", "g"), vol("c", "f"))
    a, b, c = (state.opened[uid].series for uid in "abc")
    assert linking.mapped(state, (1.0, 2.0, 3.0), a, c) == (1.0, 2.0, 3.0)
    assert linking.mapped(state, (1.0, 2.0, 3.0), a, b) is None
    turned = ((0.0, -1.0, 0.0, 4.0), (1.0, 0.0, 0.0, 5.0), (0.0, 0.0, 1.0, 6.0), (0.0, 0.0, 0.0, 1.0))
    state = after(state, AlignmentChanged(frame_key(a), Alignment(frame_key(b), turned, "registration")))
    assert linking.mapped(state, (1.0, 2.0, 3.0), a, b) == pytest.approx((2.0, 6.0, 9.0))
    assert linking.mapped(state, (2.0, 6.0, 9.0), b, c) == pytest.approx((1.0, 2.0, 3.0))


def test_without_the_link_every_series_goes_its_own_way_and_meets_again_with_it() -> None:
    state = opened(vol("a", "f"), vol("b", "f"))
    start = cursor(state, "b")
    state = after(state, LinksChanged(Links(scroll=False)), CursorMoved((1.0, 1.0, 1.0), "a"))
    assert cursor(state, "b") == start
    state = after(state, CursorMoved((2.0, 2.0, 2.0), "b"))
    assert cursor(state, "a") == (1.0, 1.0, 1.0)
    state = after(state, LinksChanged(Links()))
    assert cursor(state, "a") == cursor(state, "b") == (1.0, 1.0, 1.0)


def test_a_stack_shows_the_picture_nearest_to_the_crosshair() -> None:
    state = opened(vol("a", "f"), stack("b", "f", [0.0, 7.0, 9.0, 40.0]))
    for height, expected in ((3.0, 0), (4.0, 1), (8.5, 2), (24.0, 2), (25.0, 3), (99.0, 3)):
        assert after(state, CursorMoved((5.0, 5.0, height), "a")).opened["b"].frame == expected, height


def test_a_stack_takes_the_others_along() -> None:
    state = opened(vol("a", "f"), stack("b", "f", [0.0, 7.0, 9.0, 40.0]), stack("c", "f", [1.0, 8.0, 39.0]))
    state = after(state, CursorMoved((5.0, 6.0, 0.0), "a"), FrameShown(3, "b"))
    assert cursor(state, "a") == (5.0, 6.0, 40.0)
    assert state.opened["b"].frame == 3
    assert state.opened["c"].frame == 2


def test_pictures_of_one_place_play_without_moving_anything() -> None:
    state = opened(vol("a", "f"), stack("b", "f", [20.0] * 5))
    state = after(state, CursorMoved((1.0, 1.0, 20.0), "a"), FrameShown(3, "b"))
    assert cursor(state, "a") == (1.0, 1.0, 20.0)
    state = after(state, CursorMoved((2.0, 1.0, 20.0), "a"))
    assert state.opened["b"].frame == 3, "all are as near: the shown one stays"


@pytest.mark.parametrize("images", [pictures([0.0, 5.0, 10.0], turned=1), pictures([0.0, None, 10.0])])
def test_pictures_that_are_not_parallel_or_lie_nowhere_do_not_follow(images: StoredImages) -> None:
    change = ImagesOpened(stack_series("b", "f"), images, WINDOW, tile=-1)
    state = after(opened(vol("a", "f"), change), CursorMoved((1.0, 1.0, 9.0), "a"))
    assert state.opened["b"].frame == 0
    before = cursor(state, "a")
    assert cursor(after(state, FrameShown(2, "b")), "a") == before


def test_an_offset_by_hand_puts_both_crosshairs_at_one_place() -> None:
    state = opened(vol("a", "f"), vol("b", "g", origin=1000.0), vol("c", "f"))
    state = after(state, CursorMoved((10.0, 10.0, 10.0), "a"), CursorMoved((1050.0, 1060.0, 1070.0), "b"))
    made = linking.by_hand(state)
    assert [one and one.how for one in made.values()] == [BY_HAND], "c follows already"
    for key, alignment in made.items():
        state = after(state, AlignmentChanged(key, alignment))
    assert cursor(state, "b") == (1050.0, 1060.0, 1070.0)
    state = after(state, CursorMoved((11.0, 10.0, 15.0), "a"))
    assert cursor(state, "b") == (1051.0, 1060.0, 1075.0)
    assert linking.linked_how(state) == (BY_HAND,)
    assert not linking.by_hand(state)
    (key,) = linking.made_by_hand(state)
    state = after(state, AlignmentChanged(key, None), CursorMoved((0.0, 0.0, 0.0), "a"))
    assert cursor(state, "b") == (1051.0, 1060.0, 1075.0)
    assert linking.linked_how(state) == linking.made_by_hand(state) == ()


def test_stacks_without_a_place_are_linked_by_their_numbers() -> None:
    state = opened(stack("a", "f", [None] * 9), stack("b", "f", [None] * 9), stack("c", "f", [None] * 9))
    state = after(state, FrameShown(4, "a"))
    assert state.opened["b"].frame == 0, "one frame of reference places nothing that has no place"
    state = after(state, FrameShown(6, "b"))
    state = after(state, LayoutChanged(Layout(grid(1, 2), (Tile("a", View.PICTURES), Tile("b", View.PICTURES)))))
    for key, alignment in linking.by_hand(state).items():
        state = after(state, AlignmentChanged(key, alignment))
    assert after(state, FrameShown(5, "a")).opened["b"].frame == 7
    assert after(state, FrameShown(8, "a")).opened["b"].frame == 8
    assert after(state, FrameShown(1, "b")).opened["a"].frame == 0


def test_what_has_a_place_is_not_linked_by_hand_to_what_has_none() -> None:
    state = opened(vol("a", "f"), stack("b", "g", [None, None]))
    assert linking.by_hand(state) == {}


def test_a_volume_opened_beside_another_one_takes_its_crosshair() -> None:
    state = after(opened(vol("a", "f")), CursorMoved((10.0, 10.0, 10.0), "a"))
    assert cursor(after(state, vol("b", "f")), "b") == (10.0, 10.0, 10.0)
    key = frame_key(volume_series("p", "g", "prior"))
    state = after(state, AlignmentChanged(key, shift(-100, -100, -100, frame_key(state.opened["a"].series))))
    layout = replace(state.layout, places=grid(1, 2), tiles=(Tile("a"), Tile("p")))
    state = after(state, LayoutChanged(layout), vol("p", "g", "prior", origin=100.0))
    assert cursor(state, "p") == (110.0, 110.0, 110.0)
    assert cursor(state, "a") == (10.0, 10.0, 10.0)


@pytest.mark.parametrize("tile", [-1, None])
def test_a_volume_that_does_not_reach_the_crosshair_of_its_frame_leaves_it_where_it_is(tile: int | None) -> None:
    state = after(opened(vol("a", "f"), vol("b", "g")), CursorMoved((20.0, 20.0, 20.0), "a"))
    layout = replace(state.layout, tiles=(Tile("a"), Tile("c" if tile == -1 else "b")), chosen=True)
    state = after(state, LayoutChanged(layout, 1), replace(vol("c", "f", origin=500.0), tile=tile))
    assert state.tile.series == "c"
    assert cursor(state, "a") == cursor(state, "c") == (20.0, 20.0, 20.0)


def test_a_volume_opened_alone_in_its_frame_is_looked_at_in_its_middle() -> None:
    state = after(opened(vol("a", "f")), CursorMoved((20.0, 20.0, 20.0), "a"))
    state = after(state, replace(vol("b", "f", origin=500.0), tile=None))
    assert list(state.opened) == ["b"]
    assert cursor(state, "b") == (549.5, 549.5, 549.5)


def test_a_series_that_is_drawn_over_no_other_any_more_is_closed_and_that_is_told() -> None:
    state = opened(vol("a", "f"))
    state = after(state, LookChanged(0, Look(fusion=Fusion("b"))), vol("b", "f"))
    state, parts = reduce(state, LookChanged(0, Look(zoom=2.0, fusion=Fusion("b"))))
    assert parts == {Part.LOOK}
    state, parts = reduce(state, LookChanged(0, Look()))
    assert list(state.opened) == ["a"]
    assert parts == {Part.LOOK, Part.OPENED}


def test_windows_go_together_for_one_quantity_when_they_are_linked() -> None:
    mr = {"quantity": Quantity.ARBITRARY, "modality": "MR"}
    pt = {"quantity": Quantity.ARBITRARY, "modality": "PT"}
    changes = vol("a", "f"), vol("b", "g"), vol("c", "f", **mr), vol("d", "f", **mr), vol("e", "f", **pt)
    new = Window(40.0, 400.0)

    def shown(state: State) -> str:
        return "".join(uid for uid, one in state.opened.items() if one.window == new)

    state = opened(*changes)
    assert shown(after(state, WindowChanged(new, "a"))) == "a"
    state = after(state, LinksChanged(Links(window=True)))
    assert shown(after(state, WindowChanged(new, "a"))) == "ab"
    assert shown(after(state, WindowChanged(new, "d"))) == "cd"
    assert shown(after(state, WindowChanged(new, "e"))) == "e"


def test_what_is_not_open_changes_nothing() -> None:
    state = opened(vol("a", "f"))
    for change in (
        CursorMoved((0.0, 0.0, 0.0), "x"),
        FrameShown(1, "x"),
        FrameShown(1, "a"),
        WindowChanged(WINDOW, "x"),
    ):
        assert reduce(state, change)[0] is state
