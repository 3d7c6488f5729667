"""Where and how exactly a network computes: CUDA, MPS or CPU; float32, or bfloat16 where the hardware has it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any, Literal

import torch


@dataclass(frozen=True)
class Plan:
    """A device and the precision of its multiplications.

    Args:
        device: ``cuda``, ``mps`` or ``cpu``.
        precision: ``float32`` or ``bfloat16``.
    """

    device: str
    precision: Literal["float32", "bfloat16"]

    def autocast(self) -> AbstractContextManager[Any]:
        """What the forward pass runs in."""
        if self.precision == "float32":
            return nullcontext()
        return torch.autocast(self.device, getattr(torch, self.precision))


def _cpu_has_bfloat16() -> bool:
    """Whether the processor multiplies bfloat16 itself (AVX512-BF16 or AMX); emulated it is slower than float32."""
    probes: list[Any] = [getattr(torch.cpu, f"_is_{name}_supported", None) for name in ("avx512_bf16", "amx_tile")]
    return any(probe() for probe in probes if probe is not None)


DEVICES: Mapping[str, Callable[[], bool]] = {
    "cuda": torch.cuda.is_available,
    "mps": torch.backends.mps.is_available,
    "cpu": lambda: True,
}
_BFLOAT16: Mapping[str, Callable[[], bool]] = {
    "cuda": lambda: torch.cuda.is_bf16_supported(including_emulation=False),
    "mps": lambda: False,
    "cpu": _cpu_has_bfloat16,
}


def choose_device() -> str:
    """The fastest device there is."""
    return next(name for name, is_there in DEVICES.items() if is_there())


def has_bfloat16(device: str) -> bool:
    """Whether a device multiplies bfloat16 itself."""
    return _BFLOAT16[device]()


def device_name(device: str) -> str:
    """The maker's name of a graphics processor; empty for what has none."""
    return torch.cuda.get_device_name() if device == "cuda" else ""


def plans(device: str) -> tuple[Plan, ...]:
    """What the device can do, fastest first; float32 is always last."""
    fast = (Plan(device, "bfloat16"),) if has_bfloat16(device) else ()
    return (*fast, Plan(device, "float32"))
