"""One tiny data folder, and one tiny package of lungs trained on it, for all tests of a run."""

from __future__ import annotations

from pathlib import Path

import pytest

from medview.training.pictures.segmenting import train
from tests.training.pictures.making import films, plan, segmentation


@pytest.fixture(scope="session")
def film_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return films(tmp_path_factory.mktemp("films"))


@pytest.fixture(scope="session")
def lungs_out(tmp_path_factory: pytest.TempPathFactory, film_folder: Path) -> Path:
    """The folder ``tiny-lungs`` was trained into, with its gate and its figures."""
    out = tmp_path_factory.mktemp("lungs")
    train(segmentation(plan=plan(40, check_every=20), gate=True), film_folder, out, lambda fraction, note: None)
    return out
