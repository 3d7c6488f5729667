"""What crosses between a pool and its process: small pickles over one two-way pipe.

Voxels cross as memory-mapped files, never here: pickling a 315 MB volume holds the receiver's interpreter for seconds.
"""

from __future__ import annotations

import gc
import io
import pickle
import threading
from dataclasses import dataclass
from multiprocessing.connection import Connection
from typing import Any

LARGEST_ARRAY_BYTES = 1 << 20
"""An array above this size goes into a file under the job's folder instead."""

_NEVER_RECEIVED = ("torch", "monai", "sklearn", "medview.engine", "medview.training")
"""Packages that receiving a result must not import: the window's process stays free of them."""


class TooBig(ValueError):
    """A value holds an array that belongs into a file."""


class _Pickler(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        size = 0 if isinstance(value, type) else getattr(value, "nbytes", 0)
        if isinstance(size, int) and size > LARGEST_ARRAY_BYTES:
            raise TooBig(
                f"An array of {size} bytes was to cross between processes; at most {LARGEST_ARRAY_BYTES} may. "
                "Write it into the job's folder and send its path."
            )
        return NotImplemented


class _Unpickler(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        if any(module == package or module.startswith(package + ".") for package in _NEVER_RECEIVED):
            raise pickle.UnpicklingError(f"A result must not hold a {module}.{name}.")
        return super().find_class(module, name)


def dumps(value: Any) -> bytes:
    """Pickle a value that may cross.

    Raises:
        TooBig: It holds an array above ``LARGEST_ARRAY_BYTES``.
    """
    buffer = io.BytesIO()
    _Pickler(buffer, protocol=pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


def loads(data: bytes) -> Any:
    """Unpickle what ``dumps`` made.

    Raises:
        pickle.UnpicklingError: It would import what the window's process must not.
    """
    collecting = gc.isenabled()
    gc.disable()  # a collection walks all that the window holds, again for every few thousand parts of the value
    try:
        return _Unpickler(io.BytesIO(data)).load()
    finally:
        if collecting:
            gc.enable()


@dataclass(frozen=True)
class Run:
    """To the process: run a task."""

    serial: int
    task: str
    arguments: bytes
    folder: str


@dataclass(frozen=True)
class Cancel:
    """To the process: cancel the job of this serial, and no other."""

    serial: int


@dataclass(frozen=True)
class Logged:
    """From the process: a line for the log, already free of what it was working on."""

    name: str
    level: int
    text: str


class Channel:
    """One end of the pipe; any thread may send."""

    def __init__(self, connection: Connection[Any, Any]) -> None:
        self.connection = connection
        self._sending = threading.Lock()

    def send(self, value: Any) -> None:
        """Send a small value.

        Raises:
            TooBig: See ``dumps``.
            OSError: The other end is gone.
        """
        data = dumps(value)
        with self._sending:
            self.connection.send_bytes(data)

    def receive(self) -> Any:
        """Wait for the next value.

        Raises:
            EOFError: The other end is gone.
        """
        return loads(self.connection.recv_bytes())

    def close(self) -> None:
        """Close this end."""
        self.connection.close()
