"""``medview evaluate`` from the command line, through a worker process."""

from __future__ import annotations

import json
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from PIL import Image
from rich.console import Console

from medview.catalog import load_package
from medview.catalog.store import Store
from medview.catalog.trust import confirming
from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.evaluating import shown
from medview.cli.exits import Exit
from medview.session.paths import user_paths
from tests.engine.picture_packages import classification

WINDOWS = Windows(lambda _: 0, lambda *_: 0, lambda *_: 0)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Eight even pictures, the brighter half labelled so but for one, and a file that is no picture."""
    (tmp_path / "data" / "images").mkdir(parents=True)
    rows = ["file,split,label"]
    for number in range(8):
        Image.fromarray(np.full((20, 20), 20 + 30 * number, np.uint8)).save(tmp_path / "data/images" / f"{number}.png")
        rows.append(f"{number}.png,{'val' if number % 2 else 'train'},{'bright' if number in (3, 5, 6, 7) else 'dark'}")
    (tmp_path / "data" / "images" / "8.png").write_bytes(b"nothing")
    (tmp_path / "data" / "split.csv").write_text("\n".join([*rows, "8.png,val,dark"]) + "\n", encoding="utf-8")
    Store(user_paths().models).apply(confirming(load_package(classification(user_paths().models))))
    return tmp_path / "data"


def _run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, dict[str, Any]]:
    code = main(["evaluate", "tiny", *map(str, arguments), "--json"], WINDOWS, user_paths())
    return code, json.loads(capsys.readouterr().out)


def test_figures_table_diagrams_and_document(capsys: pytest.CaptureFixture[str], data: Path, tmp_path: Path) -> None:
    places = {"--csv": tmp_path / "cases.csv", "--plots": tmp_path / "plots", "--pdf": tmp_path / "all.pdf"}
    options = [word for pair in places.items() for word in pair]
    code, told = _run(capsys, "--data", data, *options)
    assert code == 0
    evaluation = told["evaluation"]
    assert (evaluation["model"], evaluation["split"], evaluation["cases"]) == ("tiny", "all", 8)
    figures = {one["name"]: one for one in evaluation["figures"] if one["subset"] == "all"}
    assert figures["Accuracy"]["value"] == pytest.approx(6 / 8)
    assert figures["Accuracy"]["low"] <= 6 / 8 <= figures["Accuracy"]["high"]
    assert [name for name, _ in evaluation["left_out"]] == ["8.png"]
    assert (tmp_path / "cases.csv").read_text(encoding="utf-8").count("\n") == 9
    assert (tmp_path / "plots" / "roc-bright.png").is_file()
    assert (tmp_path / "all.pdf").read_bytes().startswith(b"%PDF")

    console = Console(width=120, record=True, file=StringIO())
    console.print(shown(evaluation))
    text = console.export_text()
    assert "tiny 0.1.0, split all: 8 cases of 8 groups, 0 refused, 0 failed." in text
    assert "AUROC" in text


def test_where_nothing_can_be_written_nothing_is_computed(capsys: pytest.CaptureFixture[str], data: Path) -> None:
    code, told = _run(capsys, "--data", data, "--pdf", data / "split.csv" / "all.pdf")
    assert code == Exit.WRITE
    assert "split.csv" in told["error"]["message"]
