"""Versions side by side, and what a person decides of them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from medview.catalog import Catalog, eligible
from medview.catalog.package import load_package
from medview.catalog.store import (
    FILE,
    Store,
    Verified,
    enabled,
    failed,
    forgotten,
    pinned,
    verified,
)
from medview.catalog.trust import confirming, is_confirmed, manifest_sha256
from medview.catalog.versions import order
from medview.core.errors import ModelError, WriteError
from tests.catalog.making import make_package, make_series, make_version


@pytest.fixture
def models(tmp_path: Path) -> Path:
    """Three versions of one model; the oldest lies where packages lay before versions had folders."""
    make_package(tmp_path)
    make_version(tmp_path, "0.9.0")
    make_version(tmp_path, "0.10.0")
    return tmp_path


def catalog(models: Path) -> Catalog:
    return Catalog((models,), Store(models))


def used(models: Path) -> str:
    return catalog(models).find("tiny").card.version


@pytest.mark.parametrize(
    ("older", "newer"),
    [
        ("0.9.0", "0.10.0"),
        ("1.0.0-rc1", "1.0.0"),
        ("1.0.0-alpha.2", "1.0.0-alpha.10"),
        ("1.0.0-1", "1.0.0-alpha"),
        ("1.0", "1.0.1"),
        ("draft", "0.0.1"),
        ("1.0-rc1", "1.0.0"),
        ("1.02", "1.3"),
        ("9" * 4999, "1" + "0" * 4999),
        ("1-" + "9" * 4999, "1-1" + "0" * 4999),
    ],
)
def test_versions_are_ordered_as_people_mean_them(older: str, newer: str) -> None:
    assert order(older) < order(newer)


def test_the_newest_enabled_version_is_used(models: Path) -> None:
    assert used(models) == "0.10.0"
    Store(models).apply(enabled("tiny@0.10.0", False))
    assert used(models) == "0.9.0"
    Store(models).apply(enabled("tiny@0.10.0", True))
    assert used(models) == "0.10.0"


def test_a_pinned_version_is_used_while_it_is_enabled(models: Path) -> None:
    Store(models).apply(pinned("tiny", "0.1.0"))
    assert used(models) == "0.1.0"
    assert [one.package.card.version for one in catalog(models).installed if one.used] == ["0.1.0"]
    Store(models).apply(enabled("tiny@0.1.0", False))
    assert used(models) == "0.10.0"
    Store(models).apply(enabled("tiny@0.1.0", True), pinned("tiny", None))
    assert used(models) == "0.10.0"


def test_only_the_version_in_use_is_among_the_packages(models: Path) -> None:
    assert [package.key for package in catalog(models).packages] == ["tiny@0.10.0"]
    assert [one.package.key for one in catalog(models).installed] == ["tiny@0.10.0", "tiny@0.9.0", "tiny@0.1.0"]


def test_a_disabled_model_is_told_as_such(models: Path) -> None:
    Store(models).apply(*(enabled(f"tiny@{version}", False) for version in ("0.1.0", "0.9.0", "0.10.0")))
    assert catalog(models).packages == ()
    with pytest.raises(ModelError, match="disabled") as caught:
        catalog(models).find("tiny")
    assert "medview models enable tiny" in caught.value.hint
    assert eligible(catalog(models), make_series()) == ()


def test_a_folder_of_another_version_is_refused(models: Path) -> None:
    os.rename(models / "tiny@0.9.0", models / "tiny@0.9.1")
    ((folder, error),) = catalog(models).unreadable
    assert folder.name == "tiny@0.9.1"
    assert "another model than its folder" in error.message


def test_folders_being_made_are_not_listed(models: Path) -> None:
    os.rename(models / "tiny@0.9.0", models / ".tiny@0.9.0")
    assert len(catalog(models).installed) == 2
    assert not catalog(models).unreadable


def test_disk_use_counts_every_file(models: Path) -> None:
    one = catalog(models).versions("tiny")[0]
    assert one.bytes == sum(path.stat().st_size for path in one.package.folder.rglob("*") if path.is_file())
    assert one.bytes > 1000


def test_a_confirmation_is_of_exactly_these_files(models: Path) -> None:
    package = catalog(models).find("tiny")
    assert "--accept-unsigned" in catalog(models).doubt(package).hint
    assert "not confirmed" in eligible(catalog(models), make_series())[0].reasons[0]
    state = Store(models).apply(confirming(package))
    assert state.confirmed[package.key].weights_sha256 == package.weights_sha256()
    assert catalog(models).doubt(package) is None
    assert eligible(catalog(models), make_series())[0].reasons == ()
    changed = make_version(models, "0.10.0", weights=b"others")
    assert not is_confirmed(load_package(changed), Store(models).state())


def test_what_a_person_imported_is_confirmed_but_what_was_installed_is_not(tmp_path: Path) -> None:
    origin = {"format": "pytorch", "name": "model.pt", "sha256": "00" * 32}
    imported = load_package(make_version(tmp_path, "1.0.0", folder="tiny", origin=origin))
    installed = load_package(make_version(tmp_path, "1.0.0", origin=origin))
    assert catalog(tmp_path).doubt(imported) is None
    assert catalog(tmp_path).doubt(installed) is not None


def test_verified_is_remembered_by_device_and_files(models: Path) -> None:
    package = catalog(models).find("tiny")
    manifest = manifest_sha256(package.folder)
    cpu, first, second = (
        Verified(manifest, *rest)
        for rest in (
            ("cpu", "", "float32", "2026-01-01T00:00:00+00:00"),
            ("cuda", "GPU", "float32", "2026-01-02T00:00:00+00:00"),
            ("cuda", "GPU", "bfloat16", "2026-01-03T00:00:00+00:00"),
        )
    )
    Store(models).apply(*(verified(package.key, given) for given in (cpu, first, second)))
    assert catalog(models).versions("tiny")[0].verified == (cpu, second)
    make_version(models, "0.10.0", weights=b"others")
    assert catalog(models).versions("tiny")[0].verified == ()
    assert package.key not in Store(models).apply(failed(package.key)).verified


def test_nothing_is_remembered_of_a_removed_package(models: Path) -> None:
    package = catalog(models).find("tiny")
    store = Store(models)
    before = store.apply(enabled("tiny@0.9.0", False))
    store.apply(confirming(package), pinned("tiny", "0.10.0"), enabled(package.key, False))
    assert store.apply(forgotten(package.key)) == before


def test_a_damaged_file_trusts_nothing_and_is_kept(models: Path) -> None:
    store = Store(models)
    store.apply(confirming(catalog(models).find("tiny")))
    store.path.write_text(store.path.read_text()[:-9])
    assert catalog(models).doubt(catalog(models).find("tiny")) is not None
    assert [path.name for path, _ in catalog(models).unreadable] == [FILE]
    store.apply(pinned("tiny", "0.9.0"))
    assert not catalog(models).unreadable
    assert len(list(models.glob("catalogue.damaged-*.json"))) == 1


_DECIDES = """
import sys
from pathlib import Path
from medview.catalog.store import Store, installed_from
store = Store(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(40):
    store.apply(installed_from(f"{sys.argv[2]}@{number}", "somewhere"))
"""


def test_what_two_processes_decide_at_once_is_all_kept(tmp_path: Path) -> None:
    def started(name: str) -> subprocess.Popen[str]:
        program = [sys.executable, "-c", _DECIDES, str(tmp_path), name]
        return subprocess.Popen(program, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)

    both = [started("window"), started("command")]
    for process in both:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
    for process in both:
        assert process.stdin is not None
        process.stdin.write("go\n")
        process.stdin.flush()
    for process in both:
        process.communicate()
    assert [process.returncode for process in both] == [0, 0]
    kept = Store(tmp_path).state().sources
    assert sorted(kept) == sorted(f"{name}@{number}" for name in ("window", "command") for number in range(40))


def test_a_folder_that_cannot_be_locked_is_told(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="could not be locked"):
        Store(tmp_path / "nowhere").apply(pinned("tiny", "0.1.0"))


def test_a_failed_write_leaves_the_file_as_it_was(models: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = Store(models)
    before = store.apply(pinned("tiny", "0.9.0"))
    monkeypatch.setattr("medview.core.files.os.replace", _refuse)
    with pytest.raises(WriteError):
        store.apply(pinned("tiny", "0.1.0"))
    monkeypatch.undo()
    assert store.state() == before
    assert [path.name for path in models.iterdir() if path.is_file()] == [FILE]


def _refuse(*_: object) -> None:
    raise OSError(28, "No space left on device")


@pytest.mark.parametrize("words", ["random network", "TINY mr", "label 3", "head"])
def test_search_finds_every_word_anywhere_in_the_card(models: Path, words: str) -> None:
    assert len(catalog(models).search(words)) == 3
    assert catalog(models).search(words + " lung") == ()


def test_the_shipped_model_needs_no_confirmation(tmp_path: Path) -> None:
    found = Catalog.shipped(tmp_path)
    (shipped,) = (one for one in found.installed if one.package.card.id == "hippocampus-mr")
    assert shipped.shipped
    assert found.doubt(shipped.package) is None
    assert json.dumps(shipped.signature.words)
