from dataclasses import replace
from pathlib import Path

import pytest

from medview.catalog import Catalog, Package, eligibility, eligible, load_package
from medview.core.study import Series
from tests.catalog.making import make_package, make_series


@pytest.fixture
def package(tmp_path: Path) -> Package:
    return load_package(make_package(tmp_path))


@pytest.mark.parametrize(
    "series",
    [
        make_series(),
        make_series(body_part="HEAD"),
        make_series(body_part=" brain "),
        make_series(modality=""),
        make_series(shape=(35, 50, 36)),
        make_series(shape=(120, 150, 130), spacing=1.5),
    ],
)
def test_accepts(package: Package, series: Series) -> None:
    assert eligibility(package, series) == ()


@pytest.mark.parametrize(
    ("series", "said"),
    [
        (make_series(modality="CT"), "This is a CT series; the model reads MR only."),
        (make_series(modality="PT"), "This is a PET series"),
        (make_series(body_part="KNEE"), "The body part is KNEE"),
        (make_series(shape=(100, 100, 100), spacing=2.0), "up to 2.0 mm long"),
        (make_series(shape=(60, 220, 200)), "neither a whole head"),
        (make_series(shape=(8, 50, 36)), "at least 10 mm"),
        (replace(make_series(), geometry=None, irregular="a slice is missing."), "a slice is missing."),
    ],
)
def test_says_why_not(package: Package, series: Series, said: str) -> None:
    reasons = eligibility(package, series)
    assert len(reasons) == 1
    assert said in reasons[0]


def test_every_reason_is_told(package: Package) -> None:
    assert len(eligibility(package, make_series((20, 300, 300), 2.0, "CT", "CHEST"))) == 4


def test_accepting_models_come_first(tmp_path: Path) -> None:
    make_package(tmp_path)
    (answer,) = eligible(Catalog((tmp_path,)), make_series(modality="CT"))
    assert (answer.model, answer.version) == ("tiny", "0.1.0")
    assert answer.reasons
