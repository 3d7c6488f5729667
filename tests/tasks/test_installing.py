"""Installing as a job: what is downloaded is kept while a person decides, and gone when it is of no more use."""

from __future__ import annotations

import io
import urllib.request
from pathlib import Path
from typing import Any

import pytest

from medview.catalog import Catalog, load_package
from medview.catalog.archive import pack
from medview.catalog.trust import Standing
from medview.core.errors import ModelError
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.tasks.installing import install_model, pack_model
from tests.catalog.making import make_version

URL = "https://models.example/tiny.zip"


class Answer:
    """A server's answer without a server."""

    status = 200

    def __init__(self, data: bytes) -> None:
        self.headers = {"Content-Length": str(len(data)), "ETag": '"one"'}
        self._body = io.BytesIO(data)

    def read(self, size: int) -> bytes:
        return self._body.read(size)

    def close(self) -> None:
        self._body.close()


@pytest.fixture
def requests(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What was asked for; answered with ``tiny.zip``."""
    asked: list[str] = []

    def answer(request: urllib.request.Request, _: float) -> Answer:
        asked.append(request.full_url)
        return Answer((tmp_path / "tiny.zip").read_bytes())

    monkeypatch.setattr("medview.catalog.fetching._open", answer)
    pack(load_package(make_version(tmp_path, "1.0.0", folder="tiny")), tmp_path / "tiny.zip")
    return asked


def call(tmp_path: Path, **more: Any):
    (tmp_path / "job").mkdir(exist_ok=True)
    return install_model(
        LocalContext(tmp_path / "job"),
        URL,
        str(tmp_path / "models"),
        str(tmp_path / "downloads"),
        ("models.example",),
        **more,
    )


def test_a_download_waits_for_the_person_and_is_then_used(requests: list[str], tmp_path: Path) -> None:
    found = call(tmp_path)
    assert (found.outcome, found.signature.standing) == ("unconfirmed", Standing.UNSIGNED)
    assert list((tmp_path / "models").iterdir()) == []
    found = call(tmp_path, accept_unsigned=True)
    assert found.outcome == "installed"
    assert requests == [URL]
    assert list((tmp_path / "downloads").iterdir()) == []
    (one,) = Catalog.shipped(tmp_path / "models").versions("tiny")
    assert one.source == URL


def test_a_download_that_is_no_package_is_not_kept(requests: list[str], tmp_path: Path) -> None:
    (tmp_path / "tiny.zip").write_bytes(b"<html>Log in</html>")
    with pytest.raises(ModelError, match="no sound zip"):
        call(tmp_path, accept_unsigned=True)
    assert requests == [URL]
    assert list((tmp_path / "downloads").iterdir()) == []
    assert list((tmp_path / "models").iterdir()) == []


def test_it_can_be_cancelled(requests: list[str], tmp_path: Path) -> None:
    context = LocalContext(tmp_path)
    context.cancel()
    with pytest.raises(JobCancelled):
        install_model(context, str(tmp_path / "tiny.zip"), str(tmp_path / "models"), accept_unsigned=True)
    assert requests == []
    assert not (tmp_path / "models").exists()


def test_only_an_intact_package_is_packed(tmp_path: Path) -> None:
    folder = make_version(tmp_path, "1.0.0", folder="tiny")
    out = tmp_path / "out" / "tiny.zip"
    assert pack_model(LocalContext(tmp_path), str(folder), str(out)) == str(out)
    before = out.read_bytes()
    (folder / "LICENSE").write_text("another")
    with pytest.raises(ModelError, match="LICENSE"):
        pack_model(LocalContext(tmp_path), str(folder), str(out))
    assert out.read_bytes() == before
