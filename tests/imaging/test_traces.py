from __future__ import annotations

import numpy as np
import pytest

from medview.imaging.traces import (
    LEADS,
    MARGIN_MM,
    envelope,
    extremes,
    is_twelve_lead,
    lead_name,
    listed,
    round_scale,
    twelve_leads,
    unit_mm,
)


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Lead I", "I"),
        ("Lead aVF", "aVF"),
        ("LEAD V4 (Wilson)", "V4"),
        ("II", "II"),
        ("Lead III", "III"),
        ("ABP", "ABP"),
    ],
)
def test_leads_have_their_short_names(name: str, short: str) -> None:
    assert lead_name(name) == short


def test_twelve_leads_are_known_in_any_order() -> None:
    names = [f"Lead {name}" for name in reversed(LEADS)]
    assert is_twelve_lead([*names, "Lead V7"])
    assert not is_twelve_lead(names[1:])


def test_few_samples_stay_and_many_keep_their_peaks() -> None:
    signal = np.zeros(10_000, np.float32)
    signal[4321], signal[7000] = 5.0, -3.0
    numbers, values = envelope(signal, 0, 10_000, 100)
    assert len(numbers) == 200
    assert (values.max(), values.min()) == (5.0, -3.0)
    assert abs(numbers[values.argmax()] - 4321) <= 50
    numbers, values = envelope(signal, 4300, 4340, 100)
    assert numbers.tolist() == list(range(4300, 4340))
    assert values[21] == 5.0


def test_gaps_stay_gaps_and_bounds_are_kept() -> None:
    signal = np.full(1000, np.nan, np.float32)
    signal[500:] = 1.0
    numbers, values = envelope(signal, -50, 2000, 10)
    assert numbers.min() >= 0
    assert np.isnan(values[:10]).all()
    assert np.isfinite(values[10:]).all()
    assert envelope(signal, 900, 100, 10)[0].size == 0


def test_twelve_leads_stand_in_three_rows_with_the_rhythm_below() -> None:
    names = [f"Lead {name}" for name in sorted(LEADS)]
    page = twelve_leads(names, ["uV"] * 12, 0.0, 10.0, 25.0, 10.0)
    by_label = {strip.label: strip for strip in page.strips[:12]}
    assert by_label["I"].left_mm == by_label["III"].left_mm == 2 * MARGIN_MM
    assert by_label["V1"].left_mm - by_label["aVR"].left_mm == pytest.approx(62.5)
    assert by_label["V4"].start_s == 7.5
    assert {by_label[name].middle_mm for name in ("II", "aVL", "V2", "V5")} == {page.rows_mm[1]}
    assert (page.strips[12].label, page.strips[12].stop_s) == ("II", 10.0)
    assert page.width_mm == pytest.approx(250.0 + 3 * MARGIN_MM)
    assert by_label["I"].unit_mm == pytest.approx(0.01)  # 10 mm a millivolt


def test_a_list_gives_every_channel_the_room_it_needs() -> None:
    samples = np.stack([np.array([-0.2, 1.0]), np.array([60.0, 120.0]), np.array([np.nan, np.nan])])
    page = listed(samples, ["Lead II", "ABP", "Lost"], ["mV", "mmHg", ""], 4.0, 25.0, 10.0)
    first, second, third = page.strips
    assert (first.label, first.unit_mm) == ("II", 10.0)
    assert second.unit_mm == pytest.approx(1.0 / 5.0)
    assert "5 mmHg/mm" in second.label
    top, bottom = second.middle_mm - 120.0 * second.unit_mm, second.middle_mm - 60.0 * second.unit_mm
    assert first.middle_mm < top < bottom < third.middle_mm
    assert page.rows_mm == (first.middle_mm,)


def test_scales_are_round() -> None:
    assert round_scale(60.0) == pytest.approx(1.0 / 5.0)
    assert round_scale(20.0) == pytest.approx(1.0)
    assert round_scale(0.0) == round_scale(float("nan")) == 1.0
    assert unit_mm("V", 10.0) == 10_000.0
    assert extremes(np.array([np.nan])) == (0.0, 0.0)
