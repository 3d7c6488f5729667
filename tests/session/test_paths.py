from __future__ import annotations

from pathlib import Path

import pytest

from medview.core.errors import MedViewError
from medview.session.paths import user_paths


def test_one_variable_moves_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MEDVIEW_HOME", str(tmp_path / "home"))
    paths = user_paths()
    places = [
        paths.settings_file,
        paths.store,
        paths.models,
        paths.workspaces,
        paths.demo,
        paths.log_file,
        paths.crash_file,
    ]
    assert all(place.is_relative_to(tmp_path / "home") for place in places)
    assert len(set(places)) == len(places)
    for folder in (paths.config, paths.data, paths.cache, paths.logs, paths.store):
        assert folder.stat().st_mode & 0o777 == 0o700


def test_without_it_the_platforms_folders_are_used(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("MEDVIEW_HOME")
    for name in ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "XDG_STATE_HOME"):
        monkeypatch.setenv(name, str(tmp_path / name))
    paths = user_paths()
    assert len({paths.config, paths.data, paths.cache, paths.logs}) == 4
    assert all(str(folder).startswith(str(tmp_path)) for folder in (paths.config, paths.data, paths.cache, paths.logs))


def test_a_home_that_cannot_be_made_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("")
    monkeypatch.setenv("MEDVIEW_HOME", str(tmp_path / "file"))
    with pytest.raises(MedViewError, match="cannot make its folder") as caught:
        user_paths()
    assert "MEDVIEW_HOME" in caught.value.hint
