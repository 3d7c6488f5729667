"""Memory in pages of its own, which go back to the system the moment it is freed, whatever the C library keeps."""

from __future__ import annotations

import math
import mmap

import torch
from torch import Tensor

LEAST_BYTES = 1 << 24
"""Less than this comes from the C library: pages of its own would cost more than they give back."""


def zeros(shape: tuple[int, ...], dtype: torch.dtype, device: str) -> Tensor:
    """A tensor of zeros.

    Args:
        shape: Its sides.
        dtype: Its type.
        device: Where it lies; only main memory has pages of its own.
    """
    size = math.prod(shape) * dtype.itemsize
    if device != "cpu" or size < LEAST_BYTES:
        return torch.zeros(shape, dtype=dtype, device=device)
    pages = mmap.mmap(-1, size)  # anonymous pages are zero
    if hasattr(mmap, "MADV_HUGEPAGE"):
        pages.madvise(mmap.MADV_HUGEPAGE)
    return torch.frombuffer(pages, dtype=dtype).view(shape)
