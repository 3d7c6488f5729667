"""``medview analyse`` on films and pictures."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image

from medview.catalog import load_package
from medview.catalog.store import Store
from medview.catalog.trust import confirming
from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.session.paths import user_paths
from tests.engine.picture_packages import bright_square, segmentation
from tests.io.dx import write_film


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Any:
    gate = {"checks": [{"name": "shorter-side", "sentence": "It has few pixels.", "low": 32.0, "refuses": True}]}
    package = load_package(segmentation(user_paths().models, gate=gate))
    Store(user_paths().models).apply(confirming(package))

    def call(*arguments: object) -> tuple[int, dict[str, Any]]:
        windows = Windows(lambda _: 0, lambda *_: 0, lambda *_: 0)
        code = main(["analyse", *map(str, arguments), "--model", "tiny", "--json"], windows, user_paths())
        return code, json.loads(capsys.readouterr().out)

    return call


def test_a_film_is_analysed_and_what_the_model_does_not_know_is_refused(run: Any, tmp_path: Path) -> None:
    write_film(tmp_path / "film", bright_square()[None])
    code, told = run(tmp_path / "film", "--out", tmp_path / "one")
    assert code == Exit.DONE
    assert {Path(path).name for path in told["files"].values()} == {
        path.name for path in (tmp_path / "one").iterdir()
    } - {"mask.json"}
    assert told["findings"][0]["where"]["kind"] == "PictureRegion"
    assert told["gate"] == [
        {"name": "shorter-side", "value": 96.0, "limit": 32.0, "passed": True, "sentence": "", "frame": 0}
    ]

    (tmp_path / "small").mkdir()
    Image.fromarray(np.zeros((28, 28), np.uint8)).save(tmp_path / "small" / "film.png")
    code, told = run(tmp_path / "small", "--out", tmp_path / "two")
    assert code == Exit.MODEL
    assert "It has few pixels." in told["error"]["message"]
