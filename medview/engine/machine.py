"""What this computer has for computing networks: processors, memory that is free now, a compiler."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import psutil
import torch

from medview.engine.device import DEVICES, device_name, has_bfloat16

CGROUP = Path("/sys/fs/cgroup")
"""Where Linux says what a container may use (control groups, version 2 and the memory controller of version 1)."""

_LIMITS = (("memory.max", "memory.current"), ("memory/memory.limit_in_bytes", "memory/memory.usage_in_bytes"))
_COMPILERS = ("c++", "g++", "clang++", "cl")


@dataclass(frozen=True)
class Machine:
    """A computer.

    Args:
        devices: ``cuda``, ``mps`` and ``cpu`` as far as they are there, fastest first.
        names: The maker's name of each graphics processor.
        free_bytes: Memory free now for each device; what is said of ``cpu`` is the computer's own.
        bfloat16: Devices that multiply bfloat16 themselves.
        cores: Threads torch computes with.
        compiler: Whether a C++ compiler is at hand.
    """

    devices: tuple[str, ...]
    free_bytes: Mapping[str, int]
    names: Mapping[str, str] = field(default_factory=dict)
    bfloat16: tuple[str, ...] = ()
    cores: int = 1
    compiler: bool = False


def this_machine() -> Machine:
    """Look at the computer this runs on."""
    devices = tuple(name for name, is_there in DEVICES.items() if is_there())
    return Machine(
        devices=devices,
        free_bytes={name: _free_bytes(name) for name in devices},
        names={name: device_name(name) for name in devices},
        bfloat16=tuple(name for name in devices if has_bfloat16(name)),
        cores=torch.get_num_threads(),
        compiler=any(shutil.which(os.environ.get("CXX") or name) for name in _COMPILERS),
    )


def _free_bytes(device: str) -> int:
    if device == "cuda":
        return int(torch.cuda.mem_get_info()[0])
    free = host_free_bytes()
    if device == "mps":
        return min(free, int(torch.mps.recommended_max_memory()) - int(torch.mps.driver_allocated_memory()))
    return free


def host_free_bytes() -> int:
    """Memory of the computer that is free now, for the container this runs in."""
    return min(int(psutil.virtual_memory().available), container_free_bytes())


def container_free_bytes(root: Path = CGROUP) -> int:
    """What the container this runs in may still take; a huge number where nothing limits it."""
    left = [limit - used for limit, used in (_limit(root / most, root / now) for most, now in _LIMITS)]
    return max(0, min(left))


def _limit(most: Path, now: Path) -> tuple[int, int]:
    try:
        return int(most.read_text()), int(now.read_text())
    except (OSError, ValueError):  # no such controller, or the word "max"
        return 1 << 62, 0
