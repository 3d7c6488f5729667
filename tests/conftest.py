"""What every test shares: the data folder, and a private home so that no test touches the user's own."""

from __future__ import annotations

import ipaddress
import logging
import os
import signal
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from medview.jobs import process
from tests.stems import Stems

if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
    # A shell's background job ignores Ctrl+C, and so would every program under test.
    signal.signal(signal.SIGINT, signal.default_int_handler)

_PROJECT = Path(__file__).resolve().parent.parent

OF_A_SLOW_MACHINE = "A cancelled job did not stop in"
"""The one warning that says nothing of the program under test: a busy machine took longer than the job's grace."""


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The public data folder (``MEDVIEW_SHARED_DATA``, or ``shared/data`` beside the project), or a skip."""
    folder = Path(os.environ.get("MEDVIEW_SHARED_DATA", _PROJECT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"public data folder {folder} is absent; set MEDVIEW_SHARED_DATA to its place")
    return folder


@pytest.fixture(autouse=True)
def private_home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Settings, store, cache and scratch of the program under test live in a folder of the test."""
    home = tmp_path_factory.mktemp("home")
    monkeypatch.setenv("MEDVIEW_HOME", str(home))
    monkeypatch.setenv("LANGUAGE", "en")
    return home


@pytest.fixture(scope="session")
def stems() -> Iterator[Stems]:
    """What workers are forked from."""
    made = Stems()
    yield made
    made.close()


@pytest.fixture(autouse=True)
def forked_workers(request: pytest.FixtureRequest, stems: Stems, monkeypatch: pytest.MonkeyPatch) -> None:
    """Pools fork their processes, except where a test is about how they start."""
    of_pools = _PROJECT / "tests" / "jobs" in request.path.parents
    if sys.platform == "linux" and not of_pools and request.node.get_closest_marker("spawned") is None:
        monkeypatch.setattr(process, "_start", stems.start)


@pytest.fixture(autouse=True)
def no_unexpected_log(request: pytest.FixtureRequest, caplog: pytest.LogCaptureFixture) -> Iterator[None]:
    """A warning or an error in the log fails the test, unless the test is marked ``logs``."""
    yield
    if request.node.get_closest_marker("logs") is None:
        told = [record for phase in ("setup", "call") for record in caplog.get_records(phase)]
        lines = [f"{record.name}: {record.getMessage()}" for record in told if record.levelno >= logging.WARNING]
        lines = [line for line in lines if OF_A_SLOW_MACHINE not in line]
        assert not lines, lines


@pytest.fixture(autouse=True)
def no_network(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test reaches the network; those marked ``network`` reach this machine's loopback."""
    real, allowed = socket.socket.connect, request.node.get_closest_marker("network") is not None

    def connect(this: socket.socket, address: Any) -> None:
        inside = this.family not in (socket.AF_INET, socket.AF_INET6)
        if not inside and not (allowed and ipaddress.ip_address(address[0]).is_loopback):
            pytest.fail(f"the test connects to {address}")
        real(this, address)

    monkeypatch.setattr(socket.socket, "connect", connect)
