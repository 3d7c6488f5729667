"""A wheel holds all resources, but the model packages that are left out."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def wheel() -> ModuleType:
    spec = spec_from_file_location("wheel_hook", ROOT / "packaging" / "wheel.py")
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_everything_is_in_a_wheel(wheel: ModuleType) -> None:
    found = set(wheel.included(ROOT / "resources", ()).values())
    models = {path.name for path in (ROOT / "resources" / "models").iterdir()}
    others = {path.name for path in (ROOT / "resources").iterdir()} - {"models"}
    assert found == {f"medview/resources/models/{name}" for name in models} | {f"medview/resources/{n}" for n in others}


def test_a_model_is_left_out(wheel: ModuleType) -> None:
    found = wheel.included(ROOT / "resources", ("hippocampus-mr",))
    assert not [path for path in found if "hippocampus-mr" in path and "models" in path]
    assert "medview/resources/recipes" in found.values()


def test_a_misspelt_name_is_told(wheel: ModuleType) -> None:
    with pytest.raises(ValueError, match="hippocampus-ct"):
        wheel.included(ROOT / "resources", ("hippocampus-ct",))
