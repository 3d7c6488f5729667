"""What metadata.json of a bundle says."""

import pytest

from medview.core.errors import ModelError
from medview.engine.importing.bundle_card import checked


@pytest.mark.parametrize("version", ["1", "0.4.10", "1.0rc1", "2.0.0-alpha.3+build.7"])
def test_usual_versions_are_taken(version: str) -> None:
    assert checked({"version": version}).data["version"] == version


@pytest.mark.parametrize(
    "version", ["", "v1", "1.", "1\n", "1..2", "1" * 65, "1" * 5000, "1" + "a" * 40 + "!", "1" + ".a" * 30 + "!"]
)
def test_versions_that_are_none_are_refused_at_once(version: str) -> None:
    with pytest.raises(ModelError, match="which is none"):
        checked({"version": version})


@pytest.mark.parametrize("version", ["2.0", "x", "", "1" * 5000, "²"])
def test_bundles_for_other_monais_are_refused(version: str) -> None:
    with pytest.raises(ModelError, match="a bundle for MONAI"):
        checked({"version": "1.0", "monai_version": version})
