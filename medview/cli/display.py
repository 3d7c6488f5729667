"""A screen where there is none: X's virtual framebuffer."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from medview.core.errors import MedViewError
from medview.core.text import tr

SCREEN = "1600x1000x24"
"""Size and depth of the virtual screen."""


def has_display() -> bool:
    """Whether a window would be seen; on Windows and macOS there is always a desktop."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


@contextmanager
def virtual_display() -> Iterator[None]:
    """A virtual screen for as long as the block runs.

    Raises:
        MedViewError: Xvfb is not installed or does not start.
    """
    if sys.platform in ("win32", "darwin"):
        yield
        return
    server = shutil.which("Xvfb")
    if server is None:
        raise MedViewError(
            tr("There is no display, and Xvfb, which would make a virtual one, is not installed."),
            tr("Install it (Debian and Ubuntu: apt install xvfb), or start MedView on a desktop."),
        )
    reading, writing = os.pipe()
    command = [server, "-displayfd", str(writing), "-screen", "0", SCREEN, "+extension", "GLX", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=(writing,), stderr=subprocess.DEVNULL)
    try:
        os.close(writing)
        with os.fdopen(reading) as stream:
            number = stream.readline().strip()
        if not number:
            raise MedViewError(
                tr("Xvfb did not start."),
                tr("Start it by hand to see why: {command}").format(command=" ".join(command)),
            )
        with _environment(DISPLAY=f":{number}", QT_QPA_PLATFORM="xcb"):
            yield
    finally:
        process.terminate()
        process.wait()


@contextmanager
def _environment(**values: str) -> Iterator[None]:
    before = {name: os.environ.get(name) for name in values}
    os.environ.update(values)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
