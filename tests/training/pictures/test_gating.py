"""The limits of an input gate: as tight as nearly all training pictures allow, all checks together."""

from __future__ import annotations

import numpy as np
import pytest

from medview.engine.views import Seen
from medview.training.pictures import gating
from medview.training.pictures.gating import RULES, SCALES, TOGETHER, Looks, limits

DETAIL = next(rule for rule in RULES if rule.name == "detail")
DISTANCE = next(rule for rule in RULES if rule.name == "distance")


def _looks(count: int, odd: int = 0) -> Looks:
    """Pictures of random numbers; so many of them have much less detail than the others."""
    random = np.random.default_rng(0)
    vectors = random.normal(size=(count, 80)).astype(np.float32)
    details = random.normal(size=count)
    details[:odd] -= 20.0
    seen = tuple(
        Seen(vector, np.zeros(0, np.float32), float(detail)) for vector, detail in zip(vectors, details, strict=True)
    )
    return Looks(vectors, np.zeros(count, np.int64), np.arange(count), seen, np.ones(count, bool))


def _stopped(found: Looks, ends: dict[str, float]) -> float:
    numbers = gating.fitted_numbers(found, np.ones(len(found.of), bool), 0)
    every = np.ones(len(found.of), bool)
    less = gating.values(DETAIL, numbers, found, every) < ends["detail"]
    further = gating.values(DISTANCE, numbers, found, every) > ends["distance"]
    return float((less | further).mean())


def test_all_checks_together_stop_few_training_pictures_and_no_fewer_than_they_may() -> None:
    found = _looks(800)
    ends = limits(found, (DETAIL, DISTANCE), 0)
    assert TOGETHER / 3 < _stopped(found, ends) <= TOGETHER + 0.01


def test_more_checks_leave_less_to_each() -> None:
    found = _looks(800)
    alone, both = limits(found, (DETAIL,), 0)["detail"], limits(found, (DETAIL, DISTANCE), 0)["detail"]
    assert both < alone


def test_where_too_many_are_odd_the_widest_limits_are_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(gating, "TOGETHER", 0.0)
    found = _looks(400)
    ends = limits(found, (DETAIL,), 0)
    widest = np.quantile([one.detail for one in found.seen], SCALES[0])
    assert ends["detail"] == pytest.approx(widest)
