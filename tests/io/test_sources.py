"""What is looked at under the paths a person opens: folders, archives, and what is passed by."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import os
import stat
import sys
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

from medview.core.errors import ReadError
from medview.io import archives
from medview.io.archives import XZ_MEMORY, safe_path
from medview.io.sources import Sources, collect, find, printable
from tests.io.making import nothing

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX files")


def write(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    return folder


def shown(sources: Sources, top: Path) -> list[str]:
    return [source.shown.removeprefix(f"{top}/") for source in sources.files]


def reasons(sources: Sources) -> list[str]:
    return [reason for _, reason in sources.skipped]


def collected(path: Path, work: Path) -> Sources:
    return collect((str(path),), work, nothing)


class TestFolders:
    def test_any_depth_in_name_order_files_first(self, tmp_path: Path) -> None:
        deep = "/".join(f"d{number}" for number in range(60))
        write(tmp_path, "b/2", "b/1", "a/x", "file", f"{deep}/last")
        assert shown(find((str(tmp_path),), nothing), tmp_path) == ["file", "a/x", "b/1", "b/2", f"{deep}/last"]

    def test_a_file_under_two_paths_is_listed_once(self, tmp_path: Path) -> None:
        write(tmp_path, "a/x", "a/y")
        found = find((str(tmp_path / "a" / "y"), str(tmp_path), str(tmp_path / "a")), nothing)
        assert shown(found, tmp_path) == ["a/y", "a/x"]

    def test_hidden_ones_are_counted_in_one_line(self, tmp_path: Path) -> None:
        write(tmp_path, "x", ".DS_Store", "a/._x", "__MACOSX/x", "a/Thumbs.db", "a/Desktop.ini", ".git/1", ".git/2")
        found = find((str(tmp_path),), nothing)
        assert shown(found, tmp_path) == ["x"]
        assert found.skipped == [(str(tmp_path), "6 hidden files and folders were left out.")]

    def test_a_hidden_folder_opened_itself_is_read(self, tmp_path: Path) -> None:
        write(tmp_path, ".cache/x", ".cache/.y")
        folder = tmp_path / ".cache"
        assert shown(find((str(folder), str(folder / ".y")), nothing), folder) == ["x", ".y"]

    @posix
    def test_links_pipes_and_devices(self, tmp_path: Path) -> None:
        write(tmp_path, "in/x", "elsewhere/y")
        inside = tmp_path / "in"
        (inside / "loop").symlink_to(inside, target_is_directory=True)
        (inside / "out").symlink_to(tmp_path / "elsewhere", target_is_directory=True)
        (inside / "file").symlink_to(tmp_path / "elsewhere" / "y")
        (inside / "broken").symlink_to(tmp_path / "absent")
        (inside / "self").symlink_to(inside / "self")
        os.mkfifo(inside / "pipe")
        found = find((str(inside),), nothing)
        assert shown(found, inside) == ["file", "x"]
        assert reasons(found) == [
            "2 linked folders were not entered.",
            "3 broken links, pipes and devices were left out.",
        ]
        with pytest.raises(ReadError, match="neither a file nor a folder"):
            find((str(inside / "pipe"),), nothing)

    @posix
    def test_a_name_that_is_no_text(self, tmp_path: Path) -> None:
        path = os.fsencode(tmp_path) + b"/\xc3\xa9\xff"
        Path(os.fsdecode(path)).write_bytes(b"x")
        (source,) = find((str(tmp_path),), nothing).files
        assert os.fsencode(source.path) == path
        assert source.shown == f"{tmp_path}/é\ufffd" == printable(source.path)

    def test_a_folder_without_permission_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        write(tmp_path, "locked/x", "y")
        real = os.scandir

        def refusing(path: str) -> object:
            if str(path).endswith("locked"):
                raise PermissionError(13, "Permission denied", path)
            return real(path)

        monkeypatch.setattr("medview.io.sources.os.scandir", refusing)
        found = find((str(tmp_path),), nothing)
        assert shown(found, tmp_path) == ["y"]
        assert found.skipped == [(str(tmp_path / "locked"), "The folder cannot be opened: Permission denied.")]

    def test_what_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(ReadError, match="no file or folder"):
            find((str(tmp_path / "absent"),), nothing)


def zip_of(path: Path, files: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in files.items():
            packed.writestr(name, data)
    return path


def tar_of(path: Path, files: dict[str, bytes], mode: str = "w") -> Path:
    with tarfile.open(path, mode) as packed:  # type: ignore[call-overload]
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            packed.addfile(info, io.BytesIO(data))
    return path


MAKERS: dict[str, Callable[[Path, dict[str, bytes]], Path]] = {
    ".zip": zip_of,
    ".tar": tar_of,
    ".tar.gz": lambda path, files: tar_of(path, files, "w:gz"),
    ".tgz": lambda path, files: tar_of(path, files, "w:gz"),
    ".tar.bz2": lambda path, files: tar_of(path, files, "w:bz2"),
    ".TAR.XZ": lambda path, files: tar_of(path, files, "w:xz"),
}
every_kind = pytest.mark.parametrize("suffix", MAKERS)


class TestArchives:
    @every_kind
    def test_every_kind_in_a_folder_beside_files(self, suffix: str, tmp_path: Path) -> None:
        source = write(tmp_path / "in", "a/first", "c/last")
        MAKERS[suffix](source / "a" / f"b{suffix}", {"deep/1": b"one", "deep/é2": b"two" * 9000, "deep/.hidden": b""})
        found = collected(source, tmp_path / "work")
        names = ["a/first", f"a/b{suffix}/deep/1", f"a/b{suffix}/deep/é2", "c/last"]
        assert sorted(shown(found, source)) == sorted(names)
        by_name = {Path(one.shown).name: one for one in found.files}
        assert Path(by_name["é2"].path).read_bytes() == b"two" * 9000
        assert by_name["é2"].unpacked
        assert not by_name["last"].unpacked
        assert Path(by_name["é2"].path).is_relative_to(tmp_path / "work")
        assert reasons(found) == ["1 hidden files and folders were left out."]

    @every_kind
    def test_nothing_leaves_the_folder(self, suffix: str, tmp_path: Path) -> None:
        files = {"../../up": b"1", "/etc/passwd": b"2", "a/../../b": b"3", "C:\\x": b"4"}
        archive = MAKERS[suffix](tmp_path / f"in{suffix}", files)
        found = collected(archive, tmp_path / "deep" / "work")
        assert len(found.files) == 4
        for source in found.files:
            assert Path(os.path.realpath(source.path)).is_relative_to(tmp_path / "deep" / "work")
        assert {path.name for path in tmp_path.iterdir()} == {archive.name, "deep"}

    @every_kind
    def test_a_bomb_is_stopped(self, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archives, "FREE_SIZE", 1 << 14)
        monkeypatch.setattr(archives, "RATIO", 1)
        files = {f"{number}": bytes(1 << 20) for number in range(4)} if suffix != ".tar" else {"1": bytes(1 << 20)}
        archive = MAKERS[suffix](tmp_path / f"in{suffix}", files)
        if suffix == ".tar":
            monkeypatch.setattr(archives, "RATIO", 0)
        found = collected(archive, tmp_path / "work")
        assert found.files == []
        assert "it holds" in reasons(found)[0] or "it grows" in reasons(found)[0]
        left = sum(path.stat().st_size for path in (tmp_path / "work").rglob("*") if path.is_file())
        assert left == 0

    @every_kind
    def test_too_many_members(self, suffix: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(archives, "MEMBERS", 5)
        archive = MAKERS[suffix](tmp_path / f"in{suffix}", {str(number): b"x" for number in range(9)})
        found = collected(archive, tmp_path / "work")
        assert len(found.files) <= 5
        assert "cannot be unpacked: it holds" in reasons(found)[0]

    @every_kind
    def test_a_torn_archive_gives_what_it_has(self, suffix: str, tmp_path: Path) -> None:
        random = os.urandom(200_000)
        archive = MAKERS[suffix](tmp_path / f"in{suffix}", {"1": random[:1000], "2": random})
        archive.write_bytes(archive.read_bytes()[:150_000])
        found = collected(archive, tmp_path / "work")
        assert len(found.files) <= 1
        assert any("cannot be unpacked" in reason for reason in reasons(found))

    @every_kind
    def test_the_same_name_twice(self, suffix: str, tmp_path: Path) -> None:
        archive = MAKERS[suffix](tmp_path / f"in{suffix}", {"a": b"1", "./a": b"2", "a/b": b"3"})
        found = collected(archive, tmp_path / "work")
        assert [Path(source.path).read_bytes() for source in found.files] == [b"1"]
        assert len(found.skipped) == 2

    @pytest.mark.parametrize("inner", MAKERS)
    def test_archives_in_archives_one_level_deep(self, inner: str, tmp_path: Path) -> None:
        third = zip_of(tmp_path / "third.zip", {"x": b"never"}).read_bytes()
        second = MAKERS[inner](tmp_path / f"second{inner}", {"y": b"seen", "third.zip": third}).read_bytes()
        outer = tar_of(tmp_path / "outer.tgz", {f"a/second{inner}": second, "z": b"too"}, "w:gz")
        found = collected(outer, tmp_path / "work")
        assert shown(found, tmp_path) == [f"outer.tgz/a/second{inner}/y", "outer.tgz/z"]
        assert reasons(found) == ["It is an archive in an archive in an archive; unpack it and open the folder."]
        assert not list((tmp_path / "work").rglob("*.zip"))

    def test_no_room_on_the_disk(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("medview.io.archives.shutil.disk_usage", lambda _path: SimpleNamespace(free=10))
        found = collected(zip_of(tmp_path / "in.zip", {"a": b"a"}), tmp_path / "work")
        assert "0 MB are free" in reasons(found)[0]

    @pytest.mark.parametrize("suffix", [".zip", ".tar", ".tgz", ".tbz2", ".txz"])
    def test_no_archive_at_all(self, suffix: str, tmp_path: Path) -> None:
        (tmp_path / f"in{suffix}").write_bytes(b"PK\x03\x04 and then nothing of what it should be" * 30)
        found = collected(tmp_path / f"in{suffix}", tmp_path / "work")
        assert found.files == []
        assert "cannot be unpacked" in reasons(found)[0]

    def test_a_checkpoint_that_cancels_ends_it(self, tmp_path: Path) -> None:
        class Stop(BaseException):
            pass

        def cancel(_fraction: float, note: str) -> None:
            if note.startswith("Unpacking"):
                raise Stop

        with pytest.raises(Stop):
            collect((str(zip_of(tmp_path / "in.zip", {"a": b"a"})),), tmp_path / "work", cancel)
        assert not list((tmp_path / "work").rglob("*")) if (tmp_path / "work").exists() else True


class TestZips:
    @pytest.mark.parametrize(
        ("name", "expected"),
        [
            ("../../etc/passwd", "etc/passwd"),
            ("/abs/file", "abs/file"),
            ("C:\\windows\\x", "C_/windows/x"),
            ("..", "unnamed"),
            ("a/./b//c", "a/b/c"),
            ("名" * 100, "名" * 66),
        ],
    )
    def test_names_cannot_leave_the_folder(self, name: str, expected: str) -> None:
        assert str(safe_path(name)) == expected

    def test_links_and_locked_members(self, tmp_path: Path) -> None:
        link = zipfile.ZipInfo("link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
            packed.writestr(link, "/etc/passwd")
            packed.writestr("locked", b"secret")
        data = bytearray((tmp_path / "in.zip").read_bytes())
        data[data.rindex(b"PK\x01\x02") + 8] |= 1
        (tmp_path / "in.zip").write_bytes(data)
        found = collected(tmp_path / "in.zip", tmp_path / "work")
        assert found.files == []
        assert reasons(found)[0] == "It is a link, not a file."
        assert reasons(found)[1].startswith("It is encrypted")

    def test_lzma_takes_no_more_memory_than_xz(self, tmp_path: Path) -> None:
        with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_LZMA) as packed:
            packed.writestr("a", bytes(1000))
            packed.writestr("b", bytes(1000))
        data = bytearray((tmp_path / "in.zip").read_bytes())
        properties = 30 + len("a") + 4
        assert int.from_bytes(data[properties + 1 : properties + 5], "little") == 1 << 23
        data[properties + 1 : properties + 5] = (XZ_MEMORY + 1).to_bytes(4, "little")
        (tmp_path / "in.zip").write_bytes(data)
        found = collected(tmp_path / "in.zip", tmp_path / "work")
        assert reasons(found) == ["It cannot be unpacked: its LZMA dictionary takes 256 MB."]
        assert [Path(source.path).read_bytes() for source in found.files] == [bytes(1000)]

    def test_a_lack_of_memory_leaves_one_member_out(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def fail(*_args: object) -> None:
            raise MemoryError

        with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
            packed.writestr("a", b"one")
        monkeypatch.setattr(zipfile.ZipFile, "open", fail)
        found = collected(tmp_path / "in.zip", tmp_path / "work")
        assert reasons(found) == ["It cannot be unpacked: MemoryError."]

    def test_a_member_larger_than_it_says(self, tmp_path: Path) -> None:
        data = os.urandom(5000)
        with zipfile.ZipFile(tmp_path / "in.zip", "w") as packed:
            packed.writestr("a", data)
        whole, size = (tmp_path / "in.zip").read_bytes(), (5000).to_bytes(4, "little")
        (tmp_path / "in.zip").write_bytes(whole.replace(size, (10).to_bytes(4, "little")))
        assert collected(tmp_path / "in.zip", tmp_path / "work").files == []


class TestTars:
    def test_links_and_devices(self, tmp_path: Path) -> None:
        with tarfile.open(tmp_path / "in.tar", "w") as packed:
            for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE):
                info = tarfile.TarInfo(f"of-type-{kind!r}")
                info.type, info.linkname = kind, "/etc/passwd"
                packed.addfile(info)
            packed.addfile(tarfile.TarInfo("empty"))
        found = collected(tmp_path / "in.tar", tmp_path / "work")
        assert shown(found, tmp_path) == ["in.tar/empty"]
        assert sorted(set(reasons(found))) == ["It is a device, not a file.", "It is a link, not a file."]

    def test_a_header_that_would_fill_the_memory(self, tmp_path: Path) -> None:
        info = tarfile.TarInfo("long")
        info.type, info.size = tarfile.GNUTYPE_LONGNAME, 1 << 30
        (tmp_path / "in.tar").write_bytes(info.tobuf() + bytes(1 << 16))
        found = collected(tmp_path / "in.tar", tmp_path / "work")
        assert "a header of 1073741824 bytes" in reasons(found)[0]

    def test_xz_that_needs_too_much_memory(self, tmp_path: Path) -> None:
        filters = [{"id": lzma.FILTER_LZMA2, "dict_size": XZ_MEMORY}]
        packer = lzma.LZMACompressor(filters=filters)
        head = packer.compress(b"x" * 20)
        (tmp_path / "in.tar.xz").write_bytes(head + packer.flush())
        found = collected(tmp_path / "in.tar.xz", tmp_path / "work")
        assert "emory" in reasons(found)[0]

    @pytest.mark.parametrize("pack", [lzma.compress, bz2.compress, gzip.compress])
    def test_packed_in_several_streams(self, pack: Callable[[bytes], bytes], tmp_path: Path) -> None:
        suffix = {"lzma": "xz", "bz2": "bz2", "gzip": "gz"}[pack.__module__]
        whole = tar_of(tmp_path / "in.tar", {"a": os.urandom(30_000)}).read_bytes()
        path = tmp_path / f"two.tar.{suffix}"
        path.write_bytes(pack(whole[:10_000]) + pack(whole[10_000:]))
        (source,) = collected(path, tmp_path / "work").files
        assert Path(source.path).read_bytes() == whole[512:30_512]
