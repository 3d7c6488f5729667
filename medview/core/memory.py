"""How libraries say that memory ran out."""

from __future__ import annotations

_OUT_OF_MEMORY = "OutOfMemoryError"
"""torch's name for it (torch.OutOfMemoryError, torch.cuda.OutOfMemoryError); torch is not imported to ask."""
_ALLOCATION_FAILED = (
    "can't allocate memory",
    "not enough memory",
    "std::bad_alloc",
    "bad allocation",
    "STATUS_ALLOC_FAILED",
    "MPS backend out of memory",
    "Failed to allocate memory",
)
"""How torch's CPU allocator, ITK, the C++ runtime, cuBLAS and cuDNN, Metal and onnxruntime say it."""


def ran_out_of_memory(error: BaseException) -> bool:
    """Whether an exception means that memory ran out."""
    if isinstance(error, MemoryError) or type(error).__name__ == _OUT_OF_MEMORY:
        return True
    return isinstance(error, RuntimeError) and says_out_of_memory(str(error))


def says_out_of_memory(text: str) -> bool:
    """Whether a library's last words mean that memory ran out."""
    return any(words in text for words in _ALLOCATION_FAILED)
