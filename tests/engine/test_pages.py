from __future__ import annotations

import sys

import psutil
import pytest
import torch

from medview.engine.pages import LEAST_BYTES, zeros


@pytest.mark.parametrize("rows", [3, LEAST_BYTES // 1024])
def test_zeros_are_written_to_as_any_other(rows: int) -> None:
    made = zeros((rows, 16, 16), torch.float32, "cpu")
    assert made.shape == (rows, 16, 16)
    assert not made.any()
    made[1, 2] += 1.5
    assert made.sum() == 24.0


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system counts resident memory otherwise")
def test_what_is_freed_goes_back_at_once() -> None:
    process, size = psutil.Process(), 8 * LEAST_BYTES
    made = zeros((size // 4,), torch.float32, "cpu").add_(1.0)
    held = process.memory_info().rss
    del made
    assert process.memory_info().rss < held - 0.9 * size


def test_zeros_elsewhere_are_torchs_own() -> None:
    assert zeros((LEAST_BYTES,), torch.float16, "meta").device.type == "meta"
