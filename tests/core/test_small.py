from __future__ import annotations

import numpy as np
import pytest

from medview.core import text
from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.core.resources import resource
from medview.core.volume import Quantity, Volume, Window


def test_error_text_joins_message_and_hint():
    assert str(MedViewError("Found a cat.", "Bring a dog.")) == "Found a cat. Bring a dog."


def test_errors_cross_processes():
    import pickle

    error = pickle.loads(pickle.dumps(MedViewError("Found.", "Do.")))
    assert (error.message, error.hint) == ("Found.", "Do.")


def test_volume_stored_and_mapped(tmp_path):
    volume = Volume(Geometry((2, 3, 4), np.eye(4)), np.arange(24, dtype=np.int16).reshape(2, 3, 4), Quantity.HU)
    again = volume.store(tmp_path / "v.npy").open()
    assert isinstance(again.array, np.memmap)
    assert np.array_equal(again.array, volume.array)
    assert again.quantity is Quantity.HU


def test_volume_and_geometry_must_agree():
    with pytest.raises(MedViewError, match="shape"):
        Volume(Geometry((2, 3, 4), np.eye(4)), np.zeros((4, 3, 2)))


def test_window_ends():
    assert (Window(40.0, 400.0).low, Window(40.0, 400.0).high) == (-160.0, 240.0)


def test_missing_resource_is_told():
    with pytest.raises(MedViewError, match="missing"):
        resource("models", "no-such-model")


def test_translation_can_be_installed():
    try:
        text.install_translation(str.upper)
        assert text.tr("liver") == "LIVER"
    finally:
        text.install_translation(str)
    assert text.tr("liver") == "liver"
