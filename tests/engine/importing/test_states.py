"""State dictionaries within wrappers, however they are nested."""

import pytest
import torch

from medview.core.errors import ModelError
from medview.engine.importing.states import DEEPEST, WRAPPERS, unwrapped

STATE = {"weight": torch.zeros(2)}


class Counted(dict):
    """Counts how often something in it is asked for."""

    asked = 0

    def __getitem__(self, name):
        Counted.asked += 1
        return super().__getitem__(name)


def test_wrappers_that_hold_each_other_are_looked_into_once() -> None:
    inner: dict = {"x": 1}
    for _ in range(DEEPEST):
        inner = Counted(dict.fromkeys(WRAPPERS, inner))
    Counted.asked = 0
    with pytest.raises(ModelError, match="no weights"):
        unwrapped(inner)
    assert Counted.asked == DEEPEST * len(WRAPPERS)


def test_a_wrapper_that_holds_itself_ends() -> None:
    inner: dict = {}
    inner["state_dict"] = inner
    with pytest.raises(ModelError, match="no weights"):
        unwrapped(inner)
    inner["model"] = STATE
    assert set(unwrapped(inner)) == {"weight"}


def test_only_so_many_wrappers_and_prefixes_are_taken_off() -> None:
    inner: dict = STATE
    for _ in range(DEEPEST):
        inner = {"state_dict": inner}
    assert set(unwrapped(inner)) == {"weight"}
    with pytest.raises(ModelError, match="no weights"):
        unwrapped({"model": inner})
    assert set(unwrapped({"module." * 5000 + "weight": torch.zeros(2)})) == {"module." * (5000 - DEEPEST) + "weight"}
