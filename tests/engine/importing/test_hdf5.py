"""Keras files whose groups and arrays are not what they seem."""

import h5py
import numpy as np
import pytest

from medview.core.errors import ModelError
from medview.engine.importing import hdf5
from medview.engine.importing.draft import Answers
from medview.engine.importing.hdf5 import read_layers
from medview.engine.importing.recognise import read


def layered(path, *names):
    file = h5py.File(path, "w")
    file.attrs["layer_names"] = [name.encode() for name in names]
    return file


def dense(group, inner=4, outer=3):
    group.create_dataset("kernel:0", data=np.ones((inner, outer), "f4"))
    group.create_dataset("bias:0", data=np.zeros(outer, "f4"))


def test_groups_that_hold_each_other_are_read_once(tmp_path) -> None:
    with layered(tmp_path / "m.h5", "dense") as file:
        below = file.create_group("last")
        for level in range(40):
            group = file.create_group(f"level{level}")
            group["a"] = group["b"] = below
            below = group
        file["dense"] = below
    with pytest.raises(ModelError, match="points elsewhere"):
        read_layers(tmp_path / "m.h5")


def test_a_group_that_holds_itself_ends(tmp_path) -> None:
    with layered(tmp_path / "m.h5", "dense") as file:
        group = file.create_group("dense")
        group["again"] = group
    with pytest.raises(ModelError, match="points elsewhere"):
        read_layers(tmp_path / "m.h5")


def test_arrays_are_limited_together(tmp_path, monkeypatch) -> None:
    with layered(tmp_path / "m.h5", "one", "two") as file:
        dense(file.create_group("one"))
        dense(file.create_group("two"))
    assert len(read_layers(tmp_path / "m.h5")) == 2
    monkeypatch.setattr(hdf5, "LARGEST", 100)
    with pytest.raises(ModelError, match="no plain array"):
        read_layers(tmp_path / "m.h5")


def test_arrays_that_unpack_to_much_are_refused(tmp_path) -> None:
    with layered(tmp_path / "m.h5", "one") as file:
        group = file.create_group("one")
        group.create_dataset("kernel:0", data=np.zeros((1 << 10, 1 << 10), "f4"), compression="gzip")
        group.create_dataset("bias:0", data=np.zeros(1 << 10, "f4"))
    with pytest.raises(ModelError, match="no plain array"):
        read_layers(tmp_path / "m.h5")


@pytest.mark.parametrize(("shape", "told"), [((3, 4, 5), "an encoder"), ((4, 3), "a predictor")])
def test_a_file_with_one_layer_is_refused(tmp_path, shape, told) -> None:
    with layered(tmp_path / "m.h5", "only") as file:
        group = file.create_group("only")
        group.create_dataset("kernel:0", data=np.ones(shape, "f4"))
        group.create_dataset("bias:0", data=np.zeros(shape[-1], "f4"))
    with pytest.raises(ModelError, match=told):
        read(tmp_path / "m.h5", Answers())


def test_an_array_without_numbers_is_refused(tmp_path) -> None:
    with layered(tmp_path / "m.h5", "one") as file:
        dense(file.create_group("one"), outer=0)
    with pytest.raises(ModelError, match="no plain array"):
        read_layers(tmp_path / "m.h5")
