from __future__ import annotations

import pytest
from PySide6.QtCore import QRect, QSize

from medview.views.apart import apart

SCREEN = QRect(0, 0, 1600, 1000)


@pytest.mark.parametrize(
    "kept",
    [QRect(750, 80, 460, 440), QRect(290, 80, 460, 440), QRect(290, 540, 460, 440), QRect(0, 0, 1600, 500)],
)
def test_a_window_leaves_a_viewport_free(kept: QRect) -> None:
    size = QSize(720, 450)
    place = QRect(apart(size, kept, SCREEN), size)
    assert not place.intersects(kept)
    assert SCREEN.contains(place)


def test_where_there_is_no_room_it_covers_least_and_stays_on_the_screen() -> None:
    kept, size = QRect(300, 100, 1300, 850), QSize(720, 450)
    place = QRect(apart(size, kept, SCREEN), size)
    assert SCREEN.contains(place)
    assert place.left() == 0
