"""Zips of other people's models: what is wanted comes out, and none grows beyond measure."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest

from medview.catalog import archive as packages
from medview.core.errors import ModelError
from medview.engine.importing import archives
from medview.engine.importing.archives import names_in, opened

WANTED = re.compile(r"\.(json|pt)$")
MIB = 1 << 20


def packed(path: Path, members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return path


def refusal(path: Path) -> str:
    with pytest.raises(ModelError) as found, opened(path, WANTED):
        pass
    return found.value.message


def test_only_what_is_wanted_is_unpacked(tmp_path: Path) -> None:
    zipped = packed(tmp_path / "model.zip", {"a/plans.json": b"{}", "a/best.pt": bytes(MIB), "a/run.py": b"1"})
    with opened(zipped, WANTED) as folder:
        assert sorted(path.name for path in folder.rglob("*.*")) == ["best.pt", "plans.json"]
        assert (folder / "a/best.pt").stat().st_size == MIB
    assert not folder.exists()


def test_a_member_that_grows_beyond_measure_is_refused(tmp_path: Path) -> None:
    zipped = packed(tmp_path / "model.zip", {"plans.json": b"{}", "best.pt": bytes(17 * MIB)})
    assert "best.pt would grow beyond all measure" in refusal(zipped)


def test_many_small_members_that_grow_are_refused(tmp_path: Path) -> None:
    zipped = packed(tmp_path / "model.zip", {f"{number}.pt": bytes(MIB) for number in range(20)})
    assert "model.zip would grow beyond all measure" in refusal(zipped)


def test_what_nobody_wants_may_be_as_large_as_it_likes(tmp_path: Path) -> None:
    zipped = packed(tmp_path / "model.zip", {"plans.json": b"{}", "volume.raw": bytes(17 * MIB)})
    with opened(zipped, WANTED) as folder:
        assert [path.name for path in folder.iterdir()] == ["plans.json"]


def test_large_weights_that_hardly_compress_are_unpacked(tmp_path: Path) -> None:
    zipped = packed(tmp_path / "model.zip", {"best.pt": bytes(17 * MIB)}, zipfile.ZIP_STORED)
    with opened(zipped, WANTED) as folder:
        assert (folder / "best.pt").stat().st_size == 17 * MIB


def test_all_members_together_have_a_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_BYTES", 3 * MIB)
    zipped = packed(tmp_path / "model.zip", {f"{number}.pt": bytes(MIB) for number in range(4)}, zipfile.ZIP_STORED)
    assert "it would take 0 GB" in refusal(zipped)


def test_what_is_no_zip_has_no_names(tmp_path: Path) -> None:
    zipped = packed(tmp_path / "model.zip", {"plans.json": b"{}"})
    assert names_in(zipped) == ["plans.json"]
    damaged = bytearray(zipped.read_bytes())
    damaged[damaged.index(b"PK\x01\x02")] = 0
    zipped.write_bytes(damaged)
    assert names_in(zipped) == []
    assert names_in(tmp_path) == []
    assert "cannot be unpacked" in refusal(zipped)


def test_members_have_limits_of_their_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zipped = packed(tmp_path / "model.zip", {"plans.json": bytes(range(200)), "best.pt": bytes(MIB)})
    monkeypatch.setattr(archives, "MOST_TEXT", 100)
    assert "its member plans.json is too large" in refusal(zipped)
    monkeypatch.setattr(archives, "MOST_MEMBERS", 1)
    assert "it has too many members" in refusal(zipped)


def test_a_member_that_says_less_than_it_has_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    zipped = packed(tmp_path / "model.zip", {"best.pt": bytes(MIB)})
    whole = zipfile.ZipFile.open

    class Longer:
        """A member that gives more than was announced."""

        def __init__(self, inner: object) -> None:
            self._inner = inner

        def __enter__(self) -> Longer:
            return self

        def __exit__(self, *_: object) -> None:
            self._inner.close()  # type: ignore[attr-defined]

        def read(self, size: int) -> bytes:
            return bytes(size)

    monkeypatch.setattr(zipfile.ZipFile, "open", lambda *a, **k: Longer(whole(*a, **k)))
    assert "its member best.pt is larger than it says" in refusal(zipped)
