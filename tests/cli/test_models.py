"""``medview models``: installing, choosing versions, signing and trusting, from the command line."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from medview.catalog import Catalog
from medview.catalog.verification import VerifyResult
from medview.cli.app import main
from medview.cli.desk import Windows, Work
from medview.cli.exits import Exit, Stop
from medview.core.errors import ModelError
from medview.session.paths import user_paths
from tests.catalog.making import make_version

SHIPPED = "hippocampus-mr"
Run = Callable[..., tuple[int, dict[str, Any]]]


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def call(*arguments: str) -> tuple[int, dict[str, Any]]:
        code = main(["models", *arguments, "--json"], Windows(lambda _: 0, lambda *_: 0, lambda *_: 0), user_paths())
        return code, json.loads(capsys.readouterr().out)

    return call


@pytest.fixture
def shown(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    def call(*arguments: str) -> str:
        main(["models", *arguments], Windows(lambda _: 0, lambda *_: 0, lambda *_: 0), user_paths())
        return capsys.readouterr().out

    return call


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A package to be installed."""
    return make_version(tmp_path, "1.0.0", folder="tiny")


def by_key(listing: dict[str, Any]) -> dict[str, dict[str, Any]]:
    return {f"{one['id']}@{one['version']}": one for one in listing["models"]}


def put(version: str, folder: str = "") -> None:
    """A version put into the models folder by hand."""
    make_version(user_paths().models, version, folder=folder)


def test_a_package_is_packed_installed_shown_and_removed(run: Run, source: Path, tmp_path: Path) -> None:
    made = tmp_path / "out.zip"
    code, told = run("pack", str(source), "--out", str(made))
    assert (code, told["bytes"]) == (0, made.stat().st_size)
    assert all(name.startswith("tiny/") for name in zipfile.ZipFile(made).namelist())
    code, told = run("install", str(made))
    assert code == Exit.MODEL
    assert "Not signed" in told["error"]["message"]
    assert "--accept-unsigned" in told["error"]["hint"]
    code, told = run("install", str(made), "--accept-unsigned")
    assert (code, told["outcome"], told["model"]["confirmed"]) == (0, "installed", True)
    assert told["model"]["source"] == str(made)
    assert run("install", str(made))[1]["outcome"] == "present"
    assert run("show", "tiny")[1]["model"]["signature"] == "not signed"
    assert run("remove", "tiny")[0] == 0
    code, told = run("show", "tiny")
    assert code == Exit.MODEL
    assert "no model tiny" in told["error"]["message"]


def test_a_refused_package_ends_with_its_code_and_leaves_nothing(run: Run, source: Path) -> None:
    (source / "LICENSE").write_text("another")
    code, told = run("install", str(source), "--accept-unsigned")
    assert code == Exit.MODEL
    assert "LICENSE" in told["error"]["message"]
    assert list(user_paths().models.iterdir()) == []


@pytest.mark.parametrize(
    "address", ["https://models.example/tiny.zip", "http://models.example/a", "file:///etc/passwd"]
)
def test_addresses_need_an_allowed_host(run: Run, address: str) -> None:
    assert run("hosts")[1] == {"hosts": []}
    code, told = run("install", address)
    assert code == Exit.MODEL
    assert "not among the hosts" in told["error"]["message"] or "only https" in told["error"]["message"]


def test_hosts_are_added_and_removed(run: Run) -> None:
    assert run("hosts", "--add", "Models.example", "--add", "second.example")[1]["hosts"] == [
        "models.example",
        "second.example",
    ]
    assert run("hosts", "--remove", "models.example")[1]["hosts"] == ["second.example"]
    assert run("hosts")[1]["hosts"] == ["second.example"]


def test_versions_are_chosen_and_disabled(run: Run) -> None:
    put("1.0.0", "tiny")
    put("1.1.0")
    assert run("use", "tiny", "1.0.0")[1]["used"] == "1.0.0"
    assert by_key(run("list")[1])["tiny@1.0.0"]["pinned"]
    assert run("use", "tiny", "newest")[1]["used"] == "1.1.0"
    assert run("disable", "tiny")[1]["used"] == "1.0.0"
    assert run("disable", "tiny")[1]["used"] is None
    listing = by_key(run("list")[1])
    assert not listing["tiny@1.0.0"]["enabled"]
    assert not listing["tiny@1.1.0"]["enabled"]
    assert run("enable", "tiny")[1]["used"] == "1.1.0"
    code, told = run("use", "tiny", "9.9.9")
    assert code == Exit.MODEL
    assert "1.1.0, 1.0.0" in told["error"]["hint"]


def test_removing_needs_a_version_where_there_are_several(run: Run) -> None:
    put("1.0.0", "tiny")
    put("1.1.0")
    assert run("remove", "tiny")[0] == Exit.USAGE
    assert run("remove", "tiny", "--version", "1.1.0")[1]["removed"]["version"] == "1.1.0"
    assert run("remove", "tiny")[1]["removed"]["version"] == "1.0.0"


def test_shipped_models_are_disabled_not_removed(run: Run) -> None:
    code, told = run("remove", SHIPPED)
    assert code == Exit.MODEL
    assert "disable" in told["error"]["hint"]
    assert run("disable", SHIPPED)[1]["used"] is None
    assert SHIPPED not in [one.card.id for one in Catalog.shipped(user_paths().models).packages]
    assert run("enable", SHIPPED)[1]["used"]


def test_an_update_keeps_the_older_version(run: Run, source: Path, tmp_path: Path) -> None:
    run("install", str(source), "--accept-unsigned")
    assert run("update", SHIPPED)[0] == Exit.USAGE
    newer = make_version(tmp_path, "2.0.0")
    assert run("update", "tiny", str(newer), "--accept-unsigned")[1]["model"]["version"] == "2.0.0"
    assert {"tiny@1.0.0", "tiny@2.0.0"} <= by_key(run("list")[1]).keys()
    make_version(tmp_path, "2.1.0", folder="tiny@2.0.0").rename(tmp_path / "again")
    (tmp_path / "again").rename(newer)
    assert run("update", "tiny", "--accept-unsigned")[1]["model"]["version"] == "2.1.0"
    code, told = run("update", "tiny", str(source), "--accept-unsigned")
    assert code == Exit.MODEL
    assert "newer" in told["error"]["message"]


def test_signed_by_a_trusted_publisher(run: Run, source: Path, tmp_path: Path) -> None:
    key = tmp_path / "clinic.key"
    made = run("keygen", "--publisher", "The Clinic", "--out", str(key))[1]
    assert run("sign", str(source), "--key", str(key))[1]["key"] == made["key"]
    code, told = run("install", str(source))
    assert code == Exit.MODEL
    assert "The Clinic" in told["error"]["message"]
    assert run("trust", f"{key}.pub")[1]["publishers"][0]["publisher"] == "The Clinic"
    model = run("install", str(source))[1]["model"]
    assert (model["signature"], model["publisher"]) == ("signed by a trusted publisher", "The Clinic")
    assert run("trust", "--remove", made["key"])[1]["publishers"] == []
    assert run("show", "tiny")[1]["model"]["signature"] == "signed by an unknown publisher"
    assert run("trust", "--remove", made["key"])[0] == Exit.USAGE


def test_an_unconfirmed_model_is_not_run(run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    put("1.0.0", "tiny")
    analyse = ["analyse", str(tmp_path), "--model", "tiny", "--out", str(tmp_path / "out"), "--json"]
    assert main(analyse, Windows(lambda _: 0, lambda *_: 0, lambda *_: 0), user_paths()) == Exit.MODEL
    error = json.loads(capsys.readouterr().out)["error"]
    assert "Nobody has confirmed" in error["message"]
    assert error["hint"].endswith("medview models enable tiny --accept-unsigned")
    assert not (tmp_path / "out").exists()
    run("enable", "tiny", "--accept-unsigned")
    assert main(analyse, Windows(lambda _: 0, lambda *_: 0, lambda *_: 0), user_paths()) == Exit.INPUT


def test_only_intact_packages_are_confirmed(run: Run) -> None:
    put("1.0.0", "tiny")
    (user_paths().models / "tiny" / "LICENSE").write_text("another")
    code, told = run("enable", "tiny", "--accept-unsigned")
    assert code == Exit.MODEL
    assert "LICENSE" in told["error"]["message"]
    assert not by_key(run("list")[1])["tiny@1.0.0"]["confirmed"]


def test_search_looks_into_the_cards(run: Run) -> None:
    put("1.0.0", "tiny")
    assert [one["id"] for one in run("search", "random", "network")[1]["models"]] == ["tiny"]
    assert run("search", "hippocampus")[1]["models"][0]["id"] == SHIPPED
    assert run("search", "nothing of the kind")[1]["models"] == []


def test_verified_is_remembered_and_shown(run: Run, shown: Callable[..., str], monkeypatch: pytest.MonkeyPatch) -> None:
    put("1.0.0", "tiny")
    result = VerifyResult(
        "tiny", "1.0.0", 5, "", (), (), 0.0, "cuda", "bfloat16", 1.0, device_name="A Graphics Processor"
    )
    monkeypatch.setattr(Work, "run", lambda *_, **__: result)
    assert run("verify", "tiny")[0] == 0
    (one,) = by_key(run("list")[1])["tiny@1.0.0"]["verified"]
    assert (one["device_name"], one["precision"]) == ("A Graphics Processor", "bfloat16")
    assert "on A Graphics Processor, today" in shown("show", "tiny")
    assert "today" in shown("list")
    monkeypatch.setattr(Work, "run", _differs)
    assert run("verify", "tiny")[0] == Exit.MODEL
    assert by_key(run("list")[1])["tiny@1.0.0"]["verified"] == []


def _differs(*_: object, **__: object) -> None:
    raise Stop(Exit.MODEL, ModelError("It differs."))
