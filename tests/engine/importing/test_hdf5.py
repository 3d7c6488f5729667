"""Keras files whose groups and arrays are not what they seem."""

import json

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


def plain(path, *names, stated=None):
    """A predictor of dense layers, with what is said of each."""
    with layered(path, *names) as file:
        for number, name in enumerate(names):
            group = file.create_group(name)
            if name.startswith("norm"):
                for word in ("gamma:0", "beta:0", "moving_mean:0", "moving_variance:0"):
                    group.create_dataset(word, data=np.ones(4, "f4"))
            else:
                dense(group, 4, 4 if number + 1 < len(names) else 1)
        if stated is not None:
            layers = [{"config": {"name": name, **stated.get(name, {})}} for name in names]
            file.attrs["model_config"] = json.dumps({"config": {"layers": layers}})
    return path


ODD = {
    "a norm of nothing": (("norm", "a", "b"), None, "“norm” normalises nothing"),
    "two norms": (("a", "norm", "norm2", "b"), None, "“norm2” normalises nothing"),
    "another activation": (("a", "b"), {"a": {"activation": "relu"}}, "its layers end with tanh"),
    "an activation at the end": (("a", "b"), {"b": {"activation": "tanh"}}, "and the last one with nothing"),
    "another axis": (("a", "norm", "b"), {"norm": {"axis": 1}}, "norm: axis 1"),
    "another epsilon": (("a", "norm", "b"), {"norm": {"epsilon": 0.5}}, "norm: epsilon 0.5"),
}


@pytest.mark.parametrize("name", ODD)
def test_layers_of_other_networks_are_named(tmp_path, name) -> None:
    names, stated, told = ODD[name]
    with pytest.raises(ModelError) as refusal:
        read(plain(tmp_path / "m.h5", *names, stated=stated), Answers())
    assert told in refusal.value.message


def test_several_predictors_are_several_models(tmp_path) -> None:
    for name in ("one.h5", "two.h5"):
        plain(tmp_path / name, "a", "norm", "b")
    assert read(tmp_path / "one.h5", Answers()).configuration.network.name == "smiles_properties"
    with pytest.raises(ModelError, match="more than one encoder and one predictor"):
        read(tmp_path, Answers())


def test_damaged_files_and_those_of_no_layers_are_refused(tmp_path) -> None:
    path = plain(tmp_path / "m.h5", "a", "b")
    path.write_bytes(path.read_bytes()[:600])
    with pytest.raises(ModelError, match="cannot be read as Keras weights"):
        read_layers(path)
    with h5py.File(tmp_path / "none.h5", "w"):
        pass
    with pytest.raises(ModelError, match="it lists no layers"):
        read_layers(tmp_path / "none.h5")
    with layered(tmp_path / "odd.h5", "odd") as file:
        file.create_group("odd").create_dataset("wings:0", data=np.ones(3, "f4"))
    with pytest.raises(ModelError, match="“odd” with wings is of no kind"):
        read_layers(tmp_path / "odd.h5")


@pytest.mark.parametrize("text", ["[" * 100_000, '{"config": 1, "config": 2}', "{}"])
def test_odd_words_on_its_layers_are_refused(tmp_path, text) -> None:
    with layered(tmp_path / "m.h5", "a") as file:
        file.attrs["model_config"] = text[:60_000]
    with pytest.raises(ModelError, match="cannot be read as Keras weights"):
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
