"""Names, dates and ages for people."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.core.names import age_between, age_text, date_text, moment_text, person_name, person_text, time_text


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("Adams^John Robert Quincy^^Rev.^B.A. M.Div.", "Adams, Rev. John Robert Quincy, B.A. M.Div."),  # PS3.5 6.2.1.1
        (
            "Morrison-Jones^Susan^^^Ph.D., Chief Executive Officer",
            "Morrison-Jones, Susan, Ph.D., Chief Executive Officer",
        ),
        ("Yamada^Tarou=山田^太郎=やまだ^たろう", "Yamada, Tarou (山田太郎)"),  # PS3.5 H.3
        ("ﾔﾏﾀﾞ^ﾀﾛｳ=山田^太郎=やまだ^たろう", "ﾔﾏﾀﾞﾀﾛｳ (山田太郎)"),
        ("Hong^Gildong=洪^吉洞=홍^길동", "Hong, Gildong (洪吉洞)"),
        ("Wang^XiaoDong=王^小东", "Wang, XiaoDong (王小东)"),
        ("王^小东", "王小东"),
        ("王^小东=王^小东", "王小东"),
        ("=山田^太郎=やまだ^たろう", "山田太郎"),
        ("==やまだ^たろう", "やまだたろう"),
        ("Люкceмбypг", "Люкceмбypг"),
        ("Διονυσιος^", "Διονυσιος"),
        ("Doe^Jane", "Doe, Jane"),
        ("Doe  Smith^ Jane  Ann ^^^", "Doe Smith, Jane Ann"),
        ("^Jane", "Jane"),
        ("Doe", "Doe"),
        ("^^^^", ""),
        ("", ""),
        ("==", ""),
        ("A^B^C^D^E^F^G=H=I=J", "A, D B C, E (H)"),
    ],
)
def test_names(stored: str, expected: str) -> None:
    assert person_text(stored) == expected


def test_components() -> None:
    name = person_name("Yamada^Tarou^Middle=山田^太郎=やまだ^たろう")
    assert (name.alphabetic.family, name.alphabetic.given, name.alphabetic.middle) == ("Yamada", "Tarou", "Middle")
    assert (name.ideographic.family, name.phonetic.given) == ("山田", "たろう")


@given(st.text())
def test_no_text_is_too_odd(stored: str) -> None:
    for function in (person_text, date_text, time_text, moment_text, age_text):
        assert isinstance(function(stored), str)


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("20240131", "2024-01-31"),
        ("2024.01.31", "2024-01-31"),  # ACR-NEMA
        ("2024-01-31", "2024-01-31"),
        ("202401", "2024-01"),
        ("2024", "2024"),
        ("20240230", "20240230"),
        ("20241301", "20241301"),
        ("unknown", "unknown"),
        ("", ""),
    ],
)
def test_dates(stored: str, expected: str) -> None:
    assert date_text(stored) == expected


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("101530.123456", "10:15:30"),
        ("101530", "10:15:30"),
        ("10:15:30", "10:15:30"),
        ("1015", "10:15"),
        ("10", "10:00"),
        ("246060", "246060"),
        ("late", "late"),
    ],
)
def test_times(stored: str, expected: str) -> None:
    assert time_text(stored) == expected


@pytest.mark.parametrize(
    ("stored", "expected"),
    [
        ("20240131101530.123+0100", "2024-01-31 10:15:30 +01:00"),
        ("202401311015", "2024-01-31 10:15"),
        ("20240131", "2024-01-31"),
        ("202401", "2024-01"),
        ("2024-0500", "2024 -05:00"),
        ("20249931101530", "20249931101530"),
        ("20240131996060", "20240131996060"),
    ],
)
def test_moments(stored: str, expected: str) -> None:
    assert moment_text(stored) == expected


@pytest.mark.parametrize(
    ("stored", "expected"),
    [("042Y", "42 y"), ("003M", "3 mo"), ("006W", "6 wk"), ("000D", "0 d"), ("42Y", "42 y"), ("42", "42"), ("", "")],
)
def test_ages(stored: str, expected: str) -> None:
    assert age_text(stored) == expected


@pytest.mark.parametrize(("born", "day"), [("19700231", "20260101"), ("1970", "20260101"), ("20270101", "20260101")])
def test_no_age_without_two_dates_in_order(born: str, day: str) -> None:
    assert age_between(born, day) == ""
