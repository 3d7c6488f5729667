"""What the catalogue says of packages: used, disabled, to be confirmed, signed wrongly, broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from medview.catalog.catalog import Catalog
from medview.catalog.signing import make_key, sign
from medview.catalog.store import FILE, Verified, verified
from medview.catalog.trust import manifest_sha256
from medview.views.catalogue.entry import Entry, facts, matches, size_text, state_text, trust_text, verified_text
from medview.views.flows import packages
from tests.views.making import MODEL, make_package

KEY = f"{MODEL}@1.0.0"


@pytest.fixture
def models(tmp_path: Path) -> Path:
    folder = tmp_path / "models"
    make_package(folder)
    return folder


def listed(models: Path, key: str = KEY) -> Entry:
    return next(entry for entry in packages.listing(models, None, frozenset(), "").entries if entry.key == key)


def test_a_confirmed_package_is_used(models: Path) -> None:
    entry = listed(models)
    assert state_text(entry) == "Used"
    assert not entry.to_confirm
    assert "A person on this computer answers for it." in trust_text(entry)
    assert entry.reasons is None, "no series is open"


def test_a_package_nobody_answers_for_is_confirmed_by_a_person(models: Path) -> None:
    (models / FILE).unlink()
    entry = listed(models)
    assert entry.to_confirm
    assert state_text(entry) == "To be confirmed"
    packages.decide(models, KEY, packages.confirmed())
    assert state_text(listed(models)) == "Used"


def test_a_publisher_can_be_trusted(models: Path, tmp_path: Path) -> None:
    (models / FILE).unlink()
    make_key("A laboratory", tmp_path / "key")
    sign(models / MODEL, tmp_path / "key")
    entry = listed(models)
    assert entry.standing == "UNKNOWN"
    assert "A laboratory" in trust_text(entry)
    assert entry.to_confirm
    packages.decide(models, KEY, packages.trusted())
    entry = listed(models)
    assert entry.standing == "TRUSTED"
    assert state_text(entry) == "Used"


def test_a_wrong_signature_is_told(models: Path, tmp_path: Path) -> None:
    make_key("A laboratory", tmp_path / "key")
    sign(models / MODEL, tmp_path / "key")
    manifest = models / MODEL / "configs" / "manifest.sha256"
    manifest.write_text(manifest.read_text() + "\n")
    entry = listed(models)
    assert state_text(entry) == "Signature wrong"
    assert not entry.to_confirm, "a person cannot answer for it"


def test_disabling_and_choosing(models: Path) -> None:
    packages.decide(models, KEY, packages.enabled(on=False))
    assert state_text(listed(models)) == "Disabled"
    packages.decide(models, KEY, packages.enabled(on=True))
    packages.decide(models, KEY, packages.pinned(on=True))
    entry = listed(models)
    assert entry.installed.pinned
    assert "A person chose this version." in facts(entry)
    packages.decide(models, KEY, packages.pinned(on=False))
    assert not listed(models).installed.pinned


def test_where_it_was_verified(models: Path) -> None:
    assert "Not verified" in verified_text(listed(models))
    given = Verified(manifest_sha256(models / MODEL), "cuda", "A fast card", "float32", "2026-03-01T10:00:00+00:00")
    packages.decide(models, KEY, lambda _, one: (verified(one.package.key, given),))
    assert "A fast card" in verified_text(listed(models))
    assert "2026-03-01" in verified_text(listed(models))


def test_what_cannot_be_read_is_listed_with_its_reason(models: Path) -> None:
    (models / "spoilt" / "configs").mkdir(parents=True)
    broken = packages.listing(models, None, frozenset(), "").broken
    assert [one.name for one in broken] == ["spoilt"]
    assert broken[0].message
    assert broken[0].hint


def test_search_looks_through_the_card(models: Path) -> None:
    entry = listed(models)
    assert matches(entry, "")
    assert matches(entry, "BRAIN volumetry")
    assert not matches(entry, "volumetry lung")


def test_a_removed_package_is_gone_and_forgotten(models: Path) -> None:
    packages.removed(models, KEY)
    catalog = Catalog.shipped(models)
    assert KEY not in [one.package.key for one in catalog.installed]
    assert KEY not in catalog.state.confirmed


@pytest.mark.parametrize(("count", "told"), [(12, "1 kB"), (6_100, "6 kB"), (11_700_000, "11.7 MB"), (2e9, "2.0 GB")])
def test_disk_use(count: int, told: str) -> None:
    assert size_text(count) == told
