"""What every test shares: the data folder, and a private home so that no test touches the user's own."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_PROJECT = Path(__file__).resolve().parent.parent


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
    return home
