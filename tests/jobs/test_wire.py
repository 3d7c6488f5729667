from __future__ import annotations

import pickle
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from medview.core.memory import ran_out_of_memory
from medview.jobs.estimate import Estimate
from medview.jobs.failures import where_it_happened
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.jobs.wire import LARGEST_ARRAY_BYTES, TooBig, dumps, loads


def test_small_values_come_back() -> None:
    value = {"affine": np.eye(4), "names": ("a", "b")}
    back = loads(dumps(value))
    np.testing.assert_array_equal(back["affine"], value["affine"])
    assert back["names"] == value["names"]


@pytest.mark.parametrize("extra", [0, 1])
def test_the_limit_is_exact(extra: int) -> None:
    array = np.zeros(LARGEST_ARRAY_BYTES + extra, dtype=np.uint8)
    if extra:
        with pytest.raises(TooBig, match="path"):
            dumps([{"deep": array}])
    else:
        assert loads(dumps(array)).size == array.size


def test_receiving_never_imports_the_engine() -> None:
    code = b"cmedview.engine.device\nDevice\n."
    with pytest.raises(pickle.UnpicklingError, match=r"medview\.engine"):
        loads(code)
    with pytest.raises(pickle.UnpicklingError, match="torch"):
        loads(b"ctorch\nTensor\n.")


def test_types_themselves_may_cross() -> None:
    assert loads(dumps(np.float32)) is np.float32


@given(fraction=st.floats(0, 1), elapsed=st.floats(0, 1e5))
def test_remaining_time_is_never_negative_and_zero_at_the_end(fraction: float, elapsed: float) -> None:
    left = Estimate(100.0).remaining_s(fraction, 100.0 + elapsed)
    assert left is None or left >= 0.0
    assert Estimate(0.0).remaining_s(1.0, 1.0) == 0.0


def test_half_done_takes_as_long_again_and_the_beginning_says_nothing() -> None:
    assert Estimate(10.0).remaining_s(0.5, 14.0) == pytest.approx(4.0)
    assert Estimate(10.0).remaining_s(0.5, 10.1) is None
    assert Estimate(10.0).remaining_s(0.001, 14.0) is None


def test_a_traceback_without_its_messages() -> None:
    try:
        try:
            raise KeyError("DOE^JANE")
        except KeyError as error:
            raise ValueError("DOE^JANE") from error
    except ValueError as error:
        text = where_it_happened(error)
    assert "ValueError" in text
    assert "caused by KeyError" in text
    assert "test_wire.py" in text
    assert "DOE" not in text


def test_other_runtime_errors_are_not_memory() -> None:
    assert not ran_out_of_memory(RuntimeError("shape mismatch"))
    assert not ran_out_of_memory(ValueError("can't allocate memory"))


def test_a_local_context_reports_keeps_and_cancels(tmp_path: Path) -> None:
    steps: list[tuple[float, str]] = []
    context = LocalContext(tmp_path, lambda fraction, note: steps.append((fraction, note)))
    context.checkpoint(0.5, "half")
    context.partial("path")
    LocalContext(tmp_path).checkpoint(0.1)
    assert (steps, context.partials, context.folder) == ([(0.5, "half")], ["path"], tmp_path)
    context.cancel()
    with pytest.raises(JobCancelled):
        context.checkpoint(0.6)
