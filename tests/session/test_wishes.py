"""What is remembered of pictures, films and pages is read back, and what is damaged is refused."""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest

from medview.session.settings import Settings, settings_from_json, settings_to_json
from medview.session.wishes import FilmWish, PageWish, PictureWish, wish_from_json


@pytest.mark.parametrize(
    "wish",
    [
        PictureWish(overlays=False, identifiers=True, scale=4, what="values"),
        FilmWish(rate=12.5, size=0.5, loop=False, gif=True),
        PageWish("keys", 9, true_size=True),
    ],
)
def test_wishes_are_read_as_they_were_written(wish: Any) -> None:
    assert wish_from_json(type(wish), asdict(wish)) == wish
    assert wish_from_json(type(wish), {"of a newer version": 1}) == type(wish)()


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        (PictureWish, []),
        (PictureWish, {"scale": 3}),
        (PictureWish, {"overlays": 1}),
        (PictureWish, {"what": "everything"}),
        (FilmWish, {"rate": "fast"}),
        (FilmWish, {"rate": float("nan")}),
        (PageWish, {"per_page": True}),
        (PageWish, {"what": ["active"]}),
    ],
)
def test_what_is_damaged_is_refused(kind: Any, data: Any) -> None:
    with pytest.raises((TypeError, ValueError)):
        wish_from_json(kind, data)


def test_settings_keep_them() -> None:
    settings = replace(Settings(), language="zh_CN", picture=PictureWish(scale=2), film=FilmWish(gif=True))
    assert settings_from_json(settings_to_json(settings)) == settings
