from __future__ import annotations

import pytest

from medview.session.matching import fits, like, named, on_side, plane_of
from tests.session.hangable import images, volume


@pytest.mark.parametrize(
    ("pattern", "text", "fitting"),
    [
        ("", "anything", True),
        ("CT", "ct", True),
        ("CT", "CTA", False),
        ("*T2*", "Ax T2 FSE", True),
        ("*T2*|!*FLAIR*", "T2 FLAIR", False),
        ("*T2*|!*FLAIR*", "t2 tse", True),
        ("!*FLAIR*", "T1", True),
        ("!*FLAIR*", "flair", False),
        ("CR|DX", " DX ", True),
        ("?CC", "RCC", True),
        ("?CC", "CC", False),
        ("T1 (3D) [x]", "t1 (3d) [X]", True),
        ("[CD]T", "CT", False),
        ("a*", "a\nb", True),
    ],
)
def test_patterns(pattern: str, text: str, fitting: bool) -> None:
    assert like(pattern, text) is fitting


@pytest.mark.parametrize(
    ("pattern", "text", "fitting"),
    [
        ("PA", "Chest PA", True),
        ("PA", "PANCREAS", False),
        ("PA", "chest_pa_erect", True),
        ("LAT*", "Thorax lateral", True),
        ("LAT*|!DECUB", "lateral decub", False),
    ],
)
def test_patterns_of_words(pattern: str, text: str, fitting: bool) -> None:
    assert named(pattern, text) is fitting


def test_a_description_counts_only_where_the_value_is_missing() -> None:
    assert fits("PA", "", "Chest PA")
    assert not fits("PA", "LL", "Chest PA")


def test_sides_are_known_by_value_or_word() -> None:
    assert on_side("R", images("1", "MG", laterality="R"))
    assert on_side("R", images("1", "MG", "RIGHT MLO"))
    assert on_side("L", images("1", "MG", "LCC"))
    assert not on_side("R", images("1", "MG", "LCC"))
    assert not on_side("R", images("1", "MG", "right", laterality="L"))
    assert on_side("", images("1", "MG"))


@pytest.mark.parametrize("plane", ["axial", "coronal", "sagittal"])
def test_the_plane_is_that_of_the_slices(plane: str) -> None:
    assert plane_of(volume("1", "MR", plane=plane)) == plane


def test_pictures_have_no_plane() -> None:
    assert plane_of(images("1", "US")) == ""
