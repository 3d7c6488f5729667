"""Installing from folders and zips, hostile ones too: whatever is refused leaves nothing behind and runs nothing."""

from __future__ import annotations

import json
import os
import pickle
import shutil
import stat
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from medview.catalog import Catalog
from medview.catalog.archive import pack
from medview.catalog.installing import Installation, install, remove
from medview.catalog.manifest import MANIFEST, SIGNATURE, write_manifest
from medview.catalog.package import CONFIGURATION, load_package
from medview.catalog.signing import make_key, sign
from medview.catalog.store import FILE, Store, enabled, pinned, trusted
from medview.catalog.trust import Standing
from medview.core.errors import MedViewError, ModelError, WriteError
from tests.catalog.making import make_version


class Canary:
    """Code that leaves a mark where it ran."""

    def __init__(self, mark: Path) -> None:
        self.mark = mark

    def __reduce__(self) -> tuple[object, tuple[str]]:
        return os.mkdir, (str(self.mark),)


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A package to be installed."""
    (tmp_path / "from").mkdir()
    return make_version(tmp_path / "from", "1.0.0", folder="tiny")


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    folder.mkdir()
    return folder


def catalog(models: Path) -> Catalog:
    return Catalog((models,), Store(models))


def zipped(source: Path, **changes: bytes) -> Path:
    """The package as a zip; ``changes`` adds entries by name."""
    return written(source.parent / "tiny.zip", {**entries(source), **changes})


def entries(source: Path) -> dict[str, bytes]:
    files = sorted(path for path in source.rglob("*") if path.is_file())
    return {path.relative_to(source).as_posix(): path.read_bytes() for path in files}


def written(path: Path, members: dict[str, bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return path


def accepted(source: Path, models: Path) -> Installation:
    return install(source, models, accept_unsigned=True)


def everything(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture
def untouched(models: Path, tmp_path: Path) -> Iterator[None]:
    """What is installed before is there afterwards, and nothing else anywhere; no canary sang."""
    (tmp_path / "first").mkdir()
    accepted(make_version(tmp_path / "first", "0.5.0"), models)
    before = everything(models)
    outside = {path for path in tmp_path.rglob("*") if models not in path.parents}
    yield
    assert everything(models) == before
    assert {path.name for path in models.iterdir()} == {"tiny@0.5.0", FILE}
    new = {path for path in tmp_path.rglob("*") if models not in path.parents} - outside
    given = {tmp_path / "from", *(tmp_path / "from").rglob("*"), *tmp_path.glob("tiny*.key*")}
    assert new <= given, new - given


@pytest.mark.parametrize("form", ["folder", "zip", "zip with a folder around"])
def test_a_package_is_installed_and_found(source: Path, models: Path, form: str) -> None:
    given = {
        "folder": lambda: source,
        "zip": lambda: zipped(source),
        "zip with a folder around": lambda: pack(load_package(source), source.parent / "out.zip"),
    }[form]()
    found = accepted(given, models)
    assert (found.outcome, found.version, found.signature.standing) == ("installed", "1.0.0", Standing.UNSIGNED)
    assert Path(found.folder) == models / "tiny@1.0.0"
    package = catalog(models).find("tiny")
    assert package.verify()
    assert everything(package.folder) == everything(source)
    assert catalog(models).doubt(package) is None
    assert {path.name for path in models.iterdir()} == {"tiny@1.0.0", FILE}


def test_nothing_is_installed_before_a_person_confirms(source: Path, models: Path) -> None:
    assert install(source, models).outcome == "unconfirmed"
    assert list(models.iterdir()) == []


def test_one_package_gives_one_zip(source: Path) -> None:
    package = load_package(source)
    first, second = (pack(package, source.parent / name) for name in ("a.zip", "b.zip"))
    os.utime(source / "LICENSE", (0, 1_000_000_000))
    assert first.read_bytes() == second.read_bytes() == pack(package, source.parent / "c.zip").read_bytes()


def test_what_is_there_already_is_told(source: Path, models: Path) -> None:
    accepted(source, models)
    assert install(source, models).outcome == "present"
    write_changed(source)
    with pytest.raises(ModelError, match="installed already"):
        accepted(source, models)


def write_changed(source: Path) -> None:
    (source / "docs" / "README.md").write_text("Another text.")
    write_manifest(source)


def test_a_newer_version_keeps_the_older_until_it_is_removed(source: Path, models: Path, tmp_path: Path) -> None:
    accepted(source, models)
    newer = make_version(tmp_path / "from", "1.1.0")
    install(newer, models, accept_unsigned=True, newer_than="tiny")
    assert [one.package.card.version for one in catalog(models).versions("tiny")] == ["1.1.0", "1.0.0"]
    assert catalog(models).find("tiny").card.version == "1.1.0"
    remove(catalog(models), catalog(models).versions("tiny")[0])
    assert catalog(models).find("tiny").card.version == "1.0.0"
    assert {path.name for path in models.iterdir()} == {"tiny@1.0.0", FILE}


@pytest.mark.usefixtures("untouched")
def test_an_update_is_of_the_same_model_and_newer(tmp_path: Path, models: Path) -> None:
    (tmp_path / "from").mkdir()
    older = make_version(tmp_path / "from", "0.4.0")
    with pytest.raises(ModelError, match=r"0\.5\.0 is installed, which is newer"):
        install(older, models, accept_unsigned=True, newer_than="tiny")
    with pytest.raises(ModelError, match="no version of hippocampus-mr"):
        install(older, models, accept_unsigned=True, newer_than="hippocampus-mr")


def test_removing_forgets_what_was_decided(source: Path, models: Path) -> None:
    accepted(source, models)
    Store(models).apply(pinned("tiny", "1.0.0"), enabled("tiny@1.0.0", False))
    remove(catalog(models), catalog(models).versions("tiny")[0])
    assert catalog(models).installed == ()
    assert install(source, models).outcome == "unconfirmed"


def test_a_shipped_model_is_not_removed(models: Path) -> None:
    found = Catalog.shipped(models)
    with pytest.raises(ModelError, match="came with MedView") as caught:
        remove(found, found.versions("hippocampus-mr")[0])
    assert "disable" in caught.value.hint
    assert Catalog.shipped(models).find("hippocampus-mr").verify()


def test_a_cancelled_installation_leaves_nothing(source: Path, models: Path) -> None:
    def stop(_: float) -> None:
        raise KeyboardInterrupt

    for given in (source, zipped(source)):
        with pytest.raises(KeyboardInterrupt):
            install(given, models, accept_unsigned=True, step=stop)
    assert list(models.iterdir()) == []


def test_no_room_is_told_before_anything_is_copied(source: Path, models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.catalog.installing.shutil.disk_usage", lambda _: shutil._ntuple_diskusage(9, 9, 0))
    for given in (source, zipped(source)):
        with pytest.raises(WriteError, match="No space left"):
            accepted(given, models)
    assert list(models.iterdir()) == []


HOSTILE = {
    "parent": ("../escaped.md", "outside"),
    "parent inside": ("docs/../../escaped.md", "outside"),
    "absolute": ("/tmp/medview-escaped.md", "outside"),
    "drive": ("C:/escaped.md", "outside"),
    "backslash": ("docs\\..\\..\\escaped.md", "outside"),
    "current": ("docs/./README2.md", "outside"),
    "code": ("models/evil.py", "no model package has"),
    "pickle": ("models/evil.pkl", "no model package has"),
    "hidden": ("docs/.bashrc", "no model package has"),
    "state": ("catalogue.json", "no model package has"),
    "nested": ("docs/a/b.md", "no model package has"),
    "same name": ("license", "twice"),
    "not listed": ("docs/more.md", "not listed"),
}


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.usefixtures("untouched")
def test_a_zip_with_a_name_that_does_not_belong_is_refused(source: Path, models: Path, case: str) -> None:
    name, said = HOSTILE[case]
    with pytest.raises(ModelError, match=said):
        accepted(zipped(source, **{name: b"canary"}), models)


@pytest.mark.filterwarnings("ignore:Duplicate name")
@pytest.mark.usefixtures("untouched")
def test_two_manifests_are_refused(source: Path, models: Path) -> None:
    path = zipped(source)
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(MANIFEST, (source / MANIFEST).read_bytes())
    with pytest.raises(ModelError, match=r"manifest\.sha256 twice"):
        accepted(path, models)


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR])
@pytest.mark.usefixtures("untouched")
def test_a_zip_with_a_link_or_device_is_refused(source: Path, models: Path, kind: int) -> None:
    path = zipped(source)
    with zipfile.ZipFile(path, "a") as file:
        info = zipfile.ZipInfo("docs/link.md")
        info.external_attr = (kind | 0o777) << 16
        file.writestr(info, "/etc/passwd")
    with pytest.raises(ModelError, match="a link or a device"):
        accepted(path, models)


@pytest.mark.usefixtures("untouched")
def test_a_folder_with_a_link_is_refused(source: Path, models: Path, tmp_path: Path) -> None:
    (source / "docs" / "link.md").symlink_to(tmp_path / "first")
    with pytest.raises(ModelError, match="a link or a device"):
        accepted(source, models)


@pytest.mark.usefixtures("untouched")
def test_a_bomb_is_refused_before_it_is_unpacked(source: Path, models: Path) -> None:
    with pytest.raises(ModelError, match="grow beyond"):
        accepted(zipped(source, **{"models/zeros.data": bytes(20 << 20)}), models)


@pytest.mark.usefixtures("untouched")
def test_a_zip_that_lies_about_its_sizes_is_refused(source: Path, models: Path) -> None:
    path = zipped(source)
    data = path.read_bytes()
    real = len((source / CONFIGURATION).read_bytes()).to_bytes(4, "little")
    assert data.count(real) == 2  # in front of the file, and in the list
    path.write_bytes(data.replace(real, (7).to_bytes(4, "little")))
    with pytest.raises(ModelError):
        accepted(path, models)


@pytest.mark.usefixtures("untouched")
def test_too_many_files_are_refused(source: Path, models: Path) -> None:
    with pytest.raises(ModelError, match="more than 256"):
        accepted(zipped(source, **{f"docs/{n}.md": b"" for n in range(300)}), models)


@pytest.mark.usefixtures("untouched")
def test_an_encrypted_zip_is_refused(source: Path, models: Path) -> None:
    path = zipped(source)
    data = bytearray(path.read_bytes())
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    path.write_bytes(bytes(data))
    with pytest.raises(ModelError, match="encrypted"):
        accepted(path, models)


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"not a zip at all" * 99])
@pytest.mark.usefixtures("untouched")
def test_what_is_no_zip_is_refused(source: Path, models: Path, data: bytes) -> None:
    path = source.parent / "tiny.zip"
    path.write_bytes(data)
    with pytest.raises(ModelError, match="no sound zip"):
        accepted(path, models)


@pytest.mark.usefixtures("untouched")
def test_a_cut_or_flipped_zip_is_refused(source: Path, models: Path) -> None:
    path = zipped(source)
    whole = path.read_bytes()
    for at in range(0, len(whole), 61):
        for data in (whole[:at], whole[:at] + bytes([whole[at] ^ 0xFF]) + whole[at + 1 :]):
            path.write_bytes(data)
            try:
                found = accepted(path, models)
            except MedViewError:
                continue
            assert found.outcome == "installed", "a byte that means nothing, such as a file's time"
            remove(catalog(models), catalog(models).versions("tiny")[0])


@pytest.mark.parametrize("name", ["LICENSE", "models/model.safetensors", CONFIGURATION])
@pytest.mark.parametrize("form", ["folder", "zip"])
@pytest.mark.usefixtures("untouched")
def test_a_changed_byte_is_refused_by_name(source: Path, models: Path, name: str, form: str) -> None:
    data = bytearray((source / name).read_bytes())
    data[-2] ^= 1
    (source / name).write_bytes(bytes(data))
    with pytest.raises(ModelError) as caught:
        accepted(source if form == "folder" else zipped(source), models)
    assert name in caught.value.message


@pytest.mark.parametrize("name", ["LICENSE", "models/model.safetensors", CONFIGURATION, MANIFEST])
@pytest.mark.parametrize("form", ["folder", "zip"])
@pytest.mark.usefixtures("untouched")
def test_a_missing_file_is_refused_by_name(source: Path, models: Path, name: str, form: str) -> None:
    (source / name).unlink()
    with pytest.raises(ModelError) as caught:
        accepted(source if form == "folder" else zipped(source), models)
    assert name in caught.value.message


def _edit(change: Callable[[dict], None]) -> Callable[[Path], None]:
    def edit(source: Path) -> None:
        path = source / CONFIGURATION
        data = json.loads(path.read_text())
        change(data)
        path.write_text(json.dumps(data))
        write_manifest(source)

    return edit


EDITS = {
    "unknown field": (lambda data: data["card"].update(surprise=1), r"unknown entry card\.surprise"),
    "target": (lambda data: data["network"].update(_target_="os.system"), "asks for code to be run"),
    "expression": (lambda data: data["network"]["arguments"].update(channels="$import os"), "asks for code to be run"),
    "weights outside": (lambda data: data["network"].update(weights="../../first/x.pt"), "outside"),
    "folder outside": (lambda data: data["card"].update(id="../escaped"), "no usable identifier"),
    "version outside": (lambda data: data["card"].update(version="1/../../x"), "no usable identifier"),
    "hidden": (lambda data: data["card"].update(id=".tiny"), "no usable identifier"),
    "no card": (lambda data: data.pop("card"), "no usable identifier"),
}


@pytest.mark.parametrize("case", EDITS)
@pytest.mark.usefixtures("untouched")
def test_a_card_outside_the_vocabulary_is_refused(source: Path, models: Path, case: str) -> None:
    change, said = EDITS[case]
    _edit(change)(source)
    with pytest.raises(ModelError, match=said):
        accepted(zipped(source), models)


def test_installing_and_verifying_run_no_pickle(source: Path, models: Path, tmp_path: Path) -> None:
    mark = tmp_path / "sang"
    (source / "models" / "model.safetensors").rename(source / "models" / "model.pt")
    (source / "models" / "model.pt").write_bytes(pickle.dumps(Canary(mark)))
    _edit(lambda data: data["network"].update(weights="models/model.pt"))(source)
    accepted(zipped(source), models)
    catalog(models).find("tiny").verify()
    assert not mark.exists()


class TestSignatures:
    @pytest.fixture
    def key(self, tmp_path: Path) -> Path:
        make_key("The Publisher", tmp_path / "tiny.key")
        return tmp_path / "tiny.key"

    def test_a_trusted_publisher_s_package_needs_no_confirmation(self, source: Path, models: Path, key: Path) -> None:
        Store(models).apply(trusted(sign(source, key).publisher))
        found = install(zipped(source), models)
        assert (found.outcome, found.signature.standing) == ("installed", Standing.TRUSTED)
        assert found.signature.publisher == "The Publisher"
        assert catalog(models).doubt(catalog(models).find("tiny")) is None

    def test_an_unknown_publisher_s_package_needs_one(self, source: Path, models: Path, key: Path) -> None:
        sign(source, key)
        found = install(source, models)
        assert (found.outcome, found.signature.standing) == ("unconfirmed", Standing.UNKNOWN)
        assert "The Publisher" in found.signature.words
        assert accepted(source, models).outcome == "installed"

    @pytest.mark.parametrize("form", ["folder", "zip"])
    @pytest.mark.usefixtures("untouched")
    def test_files_changed_after_signing_are_refused(self, source: Path, models: Path, key: Path, form: str) -> None:
        sign(source, key)
        write_changed(source)
        with pytest.raises(ModelError, match="signature"):
            accepted(source if form == "folder" else zipped(source), models)

    @pytest.mark.usefixtures("untouched")
    def test_another_key_s_signature_under_a_trusted_name_is_not_trusted(
        self, source: Path, models: Path, key: Path, tmp_path: Path
    ) -> None:
        real = sign(source, key).publisher
        make_key("The Publisher", tmp_path / "tiny-other.key")
        forged = sign(source, tmp_path / "tiny-other.key")
        data = json.loads((source / SIGNATURE).read_text())
        for change in ({"key": real.key_id}, {"public_key": real.public_key}):
            (source / SIGNATURE).write_text(json.dumps(data | change))
            with pytest.raises(ModelError, match="identifier of the key differ"):
                accepted(source, models)
        (source / SIGNATURE).write_text(json.dumps(data | {"key": real.key_id, "public_key": real.public_key}))
        with pytest.raises(ModelError, match="does not fit"):
            accepted(source, models)
        assert forged.publisher.key_id != real.key_id

    @pytest.mark.parametrize("text", ["", "{}", "[]", "{" * 9999, json.dumps({"signature": "AA=="})])
    @pytest.mark.usefixtures("untouched")
    def test_a_signature_that_is_none_is_refused(self, source: Path, models: Path, text: str) -> None:
        (source / SIGNATURE).write_text(text)
        with pytest.raises(ModelError, match="no key or signature"):
            accepted(zipped(source), models)

    def test_a_signature_that_went_wrong_after_installing_stops_the_model(
        self, source: Path, models: Path, key: Path
    ) -> None:
        Store(models).apply(trusted(sign(source, key).publisher))
        install(source, models)
        write_changed(models / "tiny@1.0.0")
        assert "does not fit" in catalog(models).doubt(catalog(models).find("tiny")).message

    def test_keys_are_private_and_never_written_over(self, key: Path, source: Path) -> None:
        assert stat.S_IMODE(key.stat().st_mode) == 0o600
        assert "secret" not in key.with_name("tiny.key.pub").read_text()
        with pytest.raises(WriteError, match="there already"):
            make_key("Again", key)
        with pytest.raises(ModelError, match="no secret key"):
            sign(source, key.with_name("tiny.key.pub"))
