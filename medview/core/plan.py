"""How a model is going to be run on this machine: made before the run, shown to the reader, kept with the result."""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Literal


@dataclass(frozen=True)
class Plan:
    """One run, as planned.

    Args:
        device: ``cuda``, ``mps`` or ``cpu``.
        precision: Of the multiplications.
        device_name: The maker's name of a graphics processor; empty for what has none.
        channels_last: Whether the network keeps its channels innermost.
        compiled: Whether the network was compiled for this processor.
        patch: Window in voxels of the model frame; empty where the whole image is seen at once.
        overlap: Part of a window shared with the next.
        batch: Windows in one pass.
        windows: How many windows there are; 0 where nobody counted yet.
        passes: Networks (folds) times passes (flips) for each window.
        accumulate: How sums over windows are kept.
        sums: Where they are kept: beside the network, or in main memory.
        slab: Voxels of the model frame along its first axis that are kept at once.
        memory_mb: The most memory the run is expected to take, beside the loaded image.
        notes: Why it is so where that is not the usual, and what had to be given up on the way, one sentence each.
    """

    device: str
    precision: Literal["float32", "bfloat16", "float16", "int8"]
    device_name: str = ""
    channels_last: bool = False
    compiled: bool = False
    patch: tuple[int, ...] = ()
    overlap: float = 0.0
    batch: int = 1
    windows: int = 0
    passes: int = 1
    accumulate: Literal["float32", "float16"] = "float32"
    sums: Literal["device", "host"] = "device"
    slab: int = 0
    memory_mb: int = 0
    notes: tuple[str, ...] = ()


def entries(plan: Plan) -> tuple[tuple[str, str], ...]:
    """A plan as entries of a finding's provenance; what says nothing is left out."""
    told = ((field.name, getattr(plan, field.name)) for field in fields(plan))
    return tuple((name, _words(name, value)) for name, value in told if value not in ("", (), 0, False))


def _words(name: str, value: object) -> str:
    if isinstance(value, tuple):
        return (" " if name == "notes" else " × ").join(map(str, value))
    return "yes" if value is True else str(value)
