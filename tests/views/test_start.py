"""The start of the program: what it imports, what it reports, which arguments open the window."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from medview.__main__ import wanted_paths

HEAVY = {"torch", "monai", "sklearn", "SimpleITK", "vtkmodules", "nibabel", "highdicom"}


def test_the_window_is_shown_without_heavy_libraries(private_home: Path, tmp_path: Path) -> None:
    report = tmp_path / "start.json"
    environment = {**os.environ, "MEDVIEW_STARTUP_REPORT": str(report)}
    run = subprocess.run(
        [sys.executable, "-m", "medview"], env=environment, timeout=120, capture_output=True, text=True, check=False
    )
    assert run.returncode == 0, run.stderr
    told = json.loads(report.read_text())
    assert told["seconds"] > 0
    assert told["torch_imported"] is False
    assert not HEAVY & set(told["modules"])


def test_the_whole_window_can_be_imported_without_torch_or_a_renderer() -> None:
    code = (
        "import pkgutil, importlib, sys, medview.views as views\n"
        "for module in pkgutil.walk_packages(views.__path__, 'medview.views.'):\n"
        "    importlib.import_module(module.name)\n"
        "print(*(name in sys.modules for name in ('torch', 'monai', 'vtkmodules.vtkRenderingCore')))"
    )
    run = subprocess.run([sys.executable, "-c", code], timeout=120, capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False"] * 3


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ([], ()),
        (["open", "a", "b"], ("a", "b")),
        (["open"], None),
        (["open", "--help"], None),
        (["models", "list"], None),
        (["--version"], None),
    ],
)
def test_arguments_choose_the_window_or_a_command(arguments: list[str], expected: tuple[str, ...] | None) -> None:
    assert wanted_paths(arguments) == expected


def test_bare_paths_that_exist_open_the_window(tmp_path: Path) -> None:
    assert wanted_paths([str(tmp_path)]) == (str(tmp_path),)
    assert wanted_paths([str(tmp_path / "absent")]) is None
