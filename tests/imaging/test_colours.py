from __future__ import annotations

import numpy as np
import pytest

from medview.core.volume import Window
from medview.imaging.colours import COLOUR_MAPS, colour_table, colour_title, known_map, next_map, packed_table
from medview.imaging.windowing import grey, shaded

EVEN = ("grey", "perceptual", "blue_yellow")


def lightness(table: np.ndarray) -> np.ndarray:
    """CIE L* of (n, 3) sRGB, from the luminance coefficients of IEC 61966-2-1."""
    share = table / 255.0
    linear = np.where(share <= 0.04045, share / 12.92, ((share + 0.055) / 1.055) ** 2.4)
    y = linear @ [0.2126, 0.7152, 0.0722]
    return np.where(y > (6 / 29) ** 3, 116 * np.cbrt(y) - 16, y * (29 / 3) ** 3)


@pytest.mark.parametrize("name", COLOUR_MAPS)
def test_every_map_has_256_named_colours_without_jumps(name: str) -> None:
    table = colour_table(name)
    assert table.shape == (256, 3)
    assert colour_title(name)
    assert np.abs(np.diff(table.astype(int), axis=0)).max() <= 12
    assert len(np.unique(table, axis=0)) > 120


@pytest.mark.parametrize("name", ["perceptual", "blue_yellow"])
def test_even_maps_grow_lighter_in_equal_steps(name: str) -> None:
    steps = np.diff(lightness(colour_table(name).astype(float))[::5])
    assert steps.min() > 0.5 * steps.mean()
    assert steps.max() < 1.6 * steps.mean()


def test_cycling_comes_round_through_all() -> None:
    seen = ["grey"]
    while (after := next_map(seen[-1])) != "grey":
        seen.append(after)
    assert seen == list(COLOUR_MAPS)
    assert known_map("no such map") == "grey"


@pytest.mark.parametrize("kind", [np.int16, np.uint8, np.float32, np.int32])
@pytest.mark.parametrize("inverted", [False, True])
def test_shades_are_the_map_at_the_grey_level(kind: type, inverted: bool) -> None:
    values = np.arange(0, 200, 7).astype(kind)
    window = Window(100.0, 120.0)
    wanted = packed_table("pet")[grey(values, window, inverted)]
    assert shaded(values, window, inverted, colours="pet").tolist() == wanted.tolist()
    assert shaded(values, window).tolist() == packed_table("grey")[grey(values, window)].tolist()


@pytest.mark.parametrize("name", ["grey_inverted", "rainbow", "blue_white_red"])
def test_what_is_no_image_is_black_in_every_map(name: str) -> None:
    black = 0xFF000000
    values = np.array([np.nan, 5.0, -2000.0], np.float32)
    shown = shaded(values, Window(0.5, 1.0), padding=(-2000.0, -2000.0), colours=name)
    assert shown[[0, 2]].tolist() == [black, black]
    assert shown[1] != black or name == "grey_inverted"
    whole = shaded(values[1:].astype(np.int16), Window(0.5, 1.0), True, (-2000.0, -2000.0), name)
    assert whole[1] == black
