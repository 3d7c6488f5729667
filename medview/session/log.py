"""The log and the crash file; neither holds a patient's data.

MedView's own lines are written without identifiers. A library's text, an exception's message and a warning may quote
the file being read: of those only the place in the code is kept.
"""

from __future__ import annotations

import faulthandler
import logging
import sys
import threading
import warnings
from logging.handlers import RotatingFileHandler
from pathlib import Path
from types import TracebackType
from typing import TextIO

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.jobs.failures import where_it_happened
from medview.session.paths import Paths

_LARGEST_BYTES = 1_000_000
_KEPT = 3
_log = logging.getLogger("medview.program")


class Log:
    """Writes the log file and catches what nobody caught, until it is closed.

    Args:
        paths: Where.

    Raises:
        MedViewError: The log's folder may not be written to.
    """

    def __init__(self, paths: Paths) -> None:
        self.crashed_last_time = _kept_crash(paths.crash_file)
        self._crash_file = _opened(paths.crash_file)
        faulthandler.enable(self._crash_file)
        self._handler = RotatingFileHandler(
            paths.log_file, maxBytes=_LARGEST_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True
        )
        self._handler.setFormatter(PrivateFormatter())
        self._root_level = logging.root.level
        logging.root.addHandler(self._handler)
        logging.root.setLevel(min(logging.INFO, self._root_level or logging.INFO))
        self._hooks = (sys.excepthook, threading.excepthook, warnings.showwarning)
        sys.excepthook, threading.excepthook, warnings.showwarning = _uncaught, _uncaught_in_thread, _warned

    def close(self) -> None:
        """Give everything back."""
        sys.excepthook, threading.excepthook, warnings.showwarning = self._hooks
        logging.root.removeHandler(self._handler)
        logging.root.setLevel(self._root_level)
        self._handler.close()
        faulthandler.disable()
        self._crash_file.close()


class PrivateFormatter(logging.Formatter):
    """Keeps MedView's own lines, and of everything else only the place it came from."""

    def __init__(self) -> None:
        super().__init__("%(asctime)s %(levelname)s %(process)d %(name)s: %(message)s")

    def format(self, record: logging.LogRecord) -> str:
        """One line, and the places of an exception."""
        own = record.name == "medview" or record.name.startswith("medview.")
        text = record.getMessage() if own else f"{record.pathname}:{record.lineno}"
        if record.exc_info and record.exc_info[1]:
            text += f"\n{where_it_happened(record.exc_info[1])}"
        plain = logging.makeLogRecord(
            {**record.__dict__, "msg": text, "args": None, "exc_info": None, "exc_text": None, "stack_info": None}
        )
        return super().format(plain)


def _kept_crash(path: Path) -> bool:
    """Whether the last run left a crash; its file is kept beside the new one."""
    try:
        if path.stat().st_size == 0:
            return False
        path.replace(path.with_suffix(".previous.log"))
    except OSError:
        return False
    return True


def _opened(path: Path) -> TextIO:
    try:
        return path.open("w", encoding="utf-8")
    except OSError as error:
        raise MedViewError(
            tr("MedView cannot write its log to {folder}: {reason}.").format(
                folder=path.parent, reason=error.strerror or type(error).__name__
            ),
            tr("Free some disk space and check the folder's permissions."),
        ) from error


def _uncaught(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        sys.__excepthook__(kind, error, trace)
        return
    _log.critical("nobody caught %s", where_it_happened(error))


def _uncaught_in_thread(arguments: threading.ExceptHookArgs) -> None:
    if arguments.exc_value is not None:
        _log.critical("nobody caught %s", where_it_happened(arguments.exc_value))


def _warned(
    message: Warning | str,
    category: type[Warning],
    filename: str,
    lineno: int,
    file: TextIO | None = None,
    line: str | None = None,
) -> None:
    _log.warning("%s at %s:%s", category.__name__, filename, lineno)
