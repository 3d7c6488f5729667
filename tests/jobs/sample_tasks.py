"""Tasks that behave well and badly, for the pools under test."""

from __future__ import annotations

import contextlib
import logging
import os
import signal
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from medview.core.errors import MedViewError
from medview.jobs.protocol import Context


@dataclass(frozen=True)
class Answer:
    value: int
    words: str


class FakeTorchError(RuntimeError):
    pass


FakeTorchError.__name__ = "OutOfMemoryError"


def add(context: Context, a: int, b: int) -> int:
    return a + b


def frozen(context: Context, words: str) -> Answer:
    return Answer(len(words), words)


def count(context: Context, steps: int) -> int:
    for step in range(steps):
        context.checkpoint((step + 1) / steps, f"step {step}")
    return steps


def staged(context: Context) -> None:
    for number, stage in enumerate(("read", "infer")):
        context.checkpoint(number / 2, f"{stage}ing", stage)


def nap(context: Context, steps: int, seconds: float) -> int:
    for step in range(steps):
        context.checkpoint(step / steps, "napping")
        time.sleep(seconds)
    return steps


def until_cancelled(context: Context, tell: str) -> None:
    Path(tell).touch()
    while True:
        context.checkpoint(0.1)
        time.sleep(0.005)


def deaf_for_a_while(context: Context, tell: str, until: str) -> None:
    """Computes something long between two checkpoints, until a file is there."""
    context.checkpoint(0.1)
    Path(tell).touch()
    while not Path(until).exists():
        time.sleep(0.005)
    context.partial("late")
    write_file(context, "left behind")
    context.checkpoint(0.9)


def swallows_exceptions(context: Context) -> None:
    while True:
        with contextlib.suppress(Exception):  # what careless library code does
            context.checkpoint(0.1)
        time.sleep(0.005)


def stuck(context: Context) -> None:
    """Reports once and then never again; a child of its own must die with it."""
    sleeper = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    context.partial(sleeper.pid)
    context.checkpoint(0.1, "stuck")
    while True:
        time.sleep(60)


def busy_after_partial(context: Context) -> None:
    context.partial(0)
    while True:
        context.checkpoint(0.1)


def write_file(context: Context, text: str) -> str:
    path = context.folder / "result.txt"
    path.write_text(text)
    context.partial(str(path))
    return str(path)


def folder_mode(context: Context) -> tuple[str, int]:
    return str(context.folder), context.folder.stat().st_mode & 0o777


def pid(context: Context) -> int:
    return os.getpid()


def niceness(context: Context) -> int:
    return os.nice(0)


def modules(context: Context) -> tuple[str, ...]:
    return tuple(sys.modules)


def die(context: Context, by: int) -> None:
    os.kill(os.getpid(), by)


def die_printing(context: Context, words: str) -> None:
    os.write(2, words.encode())
    os.kill(os.getpid(), signal.SIGABRT)


def leave(context: Context) -> None:
    os._exit(3)


def no_memory(context: Context) -> None:
    np.zeros(1 << 60, dtype=np.uint8)


def no_torch_memory(context: Context) -> None:
    raise FakeTorchError("CUDA out of memory")


def no_allocator_memory(context: Context) -> None:
    raise RuntimeError("DefaultCPUAllocator: can't allocate memory: you tried to allocate 1 bytes")


def expected(context: Context) -> None:
    raise MedViewError("There is no head in this image.", "Open a head.")


def bug(context: Context, words: str) -> None:
    raise KeyError(words)


def leaves_program(context: Context) -> None:
    sys.exit(2)


def chatter(context: Context, words: str) -> None:
    print(words)
    logging.getLogger("medview.tasks.sample").warning("a line of our own")
    logging.getLogger("pydicom").warning(f"invalid value {words}")
    warnings.warn(words, UserWarning, stacklevel=1)


def big_array(context: Context, size: int) -> Any:
    return {"nested": (np.zeros(size, dtype=np.uint8),)}


def big_partial(context: Context, size: int) -> None:
    context.partial(np.zeros(size, dtype=np.uint8))


def unpicklable(context: Context) -> Any:
    return lambda: None


class Poison:
    """Fails where it is received."""

    def __reduce__(self) -> Any:
        return int, ("not a number",)


def poison(context: Context) -> Any:
    return Poison()


TASKS: dict[str, Callable[..., Any]] = {
    task.__name__: task
    for task in (
        add,
        frozen,
        count,
        staged,
        nap,
        until_cancelled,
        deaf_for_a_while,
        swallows_exceptions,
        stuck,
        busy_after_partial,
        write_file,
        folder_mode,
        pid,
        niceness,
        modules,
        die,
        die_printing,
        leave,
        no_memory,
        no_torch_memory,
        no_allocator_memory,
        expected,
        bug,
        leaves_program,
        chatter,
        big_array,
        big_partial,
        unpicklable,
        poison,
    )
}
