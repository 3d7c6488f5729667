"""Readers that do what none may, to see that the fuzz notices."""

from __future__ import annotations

import os
import signal
import time
from typing import Any

import numpy as np

from medview.jobs.protocol import Context


def _escape(context: Context, **_: Any) -> None:
    raise KeyError("patient")


def _hoard(context: Context, **_: Any) -> int:
    return int(np.zeros(1 << 34, np.uint8)[0])


def _die(context: Context, **_: Any) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def _hang(context: Context, **_: Any) -> None:
    time.sleep(600)


ESCAPES = {"scan": _escape}
HOARDS = {"scan": _hoard}
DIES = {"scan": _die}
HANGS = {"scan": _hang}
