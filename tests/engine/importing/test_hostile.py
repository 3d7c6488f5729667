"""Files made to deceive: refused by name, nothing of them run, nothing left behind."""

import io
import json
import os
import pickle
import struct
import zipfile
from pathlib import Path
from typing import Any

import h5py
import numpy as np
import pytest
import torch
from monai.networks.nets import BasicUNet
from safetensors.torch import save_file

from medview.core.errors import MedViewError, ModelError
from medview.engine.importing.draft import Answers
from medview.engine.importing.keras import Experiment
from medview.engine.importing.known import Beside
from medview.engine.importing.recognise import read
from medview.engine.importing.write import write_package
from medview.jobs.local import LocalContext
from medview.tasks.importing import TASKS
from tests.engine.importing.commands import Command, commands


class Canary:
    """Plants a file when it is unpickled."""

    def __init__(self, path: Path) -> None:
        self._command = f"touch {path}"

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.system, (self._command,)


@pytest.fixture
def canary(tmp_path: Path) -> Path:
    return tmp_path / "canary"


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return commands(monkeypatch, capsys)


def tiny() -> dict[str, torch.Tensor]:
    torch.manual_seed(0)
    return BasicUNet(3, 1, 2, (2, 2, 2, 2, 4, 2)).state_dict()


def refused(path: Path, answers: Answers | None = None) -> MedViewError:
    with pytest.raises(MedViewError) as caught:
        read(path, answers or Answers())
    assert caught.value.hint
    return caught.value


def plain_pickle(path: Path, canary: Path, protocol: int) -> None:
    path.write_bytes(pickle.dumps({"state_dict": Canary(canary)}, protocol=protocol))


def torch_zip(path: Path, canary: Path, protocol: int) -> None:
    torch.save({"weight": torch.zeros(2), "x": Canary(canary)}, path, pickle_protocol=protocol)


def torch_legacy(path: Path, canary: Path, protocol: int) -> None:
    torch.save({"x": Canary(canary)}, path, pickle_protocol=protocol, _use_new_zipfile_serialization=False)


@pytest.mark.parametrize("make", [plain_pickle, torch_zip, torch_legacy])
@pytest.mark.parametrize("protocol", [2, 4])
@pytest.mark.parametrize("name", ["model.pt", "model.safetensors", "model.h5"])
def test_a_pickle_with_code_is_refused_by_what_it_would_run(tmp_path, canary, make, protocol, name) -> None:
    make(tmp_path / name, canary, protocol)
    assert f"would run code ({os.system.__module__}.system)" in refused(tmp_path / name).message
    assert not canary.exists()
    whole = (tmp_path / name).read_bytes()
    if make is plain_pickle:
        pickle.loads(whole)
    else:
        torch.load(io.BytesIO(whole), weights_only=False)
    assert canary.exists(), "the file is harmless: the test tests nothing"


def test_code_is_not_run_by_the_command_and_nothing_is_left(tmp_path, canary, command) -> None:
    torch_zip(tmp_path / "model.pt", canary, 2)
    code, document = command("import", tmp_path / "model.pt", "--out", tmp_path / "packages")
    assert code == 4
    assert "would run code" in document["error"]["message"]
    assert not canary.exists()
    assert not list((tmp_path / "packages").glob("**/*"))


def test_torchscript_is_refused_with_the_way_out(tmp_path) -> None:
    with zipfile.ZipFile(tmp_path / "model.pt", "w") as archive:
        archive.writestr("model/data.pkl", b"\x80\x02}.")
        archive.writestr("model/code/__torch__.py", "def forward(self): pass")
        archive.writestr("model/constants.pkl", b"\x80\x02).")
    error = refused(tmp_path / "model.pt")
    assert "TorchScript" in error.message
    assert "ONNX" in error.hint


@pytest.mark.parametrize("name", ["model.pth", "model.pt", "model.bin", "weights.onnx", "w.h5"])
@pytest.mark.parametrize("safe", [True, False])
def test_names_lie_and_content_counts(tmp_path, name, safe) -> None:
    save_file(tiny(), tmp_path / name) if safe else torch.save({"model": tiny()}, tmp_path / name)
    assert read(tmp_path / name, Answers()).configuration.network.name == "basic_unet"


@pytest.mark.parametrize("wrapper", ["state_dict", "model_state_dict", "model", "network_weights"])
@pytest.mark.parametrize("prefix", ["", "module.", "_orig_mod.module."])
def test_usual_wrappers_and_prefixes_are_taken_off(tmp_path, wrapper, prefix) -> None:
    state = {f"{prefix}{name}": value for name, value in tiny().items()}
    torch.save({"epoch": 3, "optimizer": {"lr": 0.1}, wrapper: state}, tmp_path / "last.ckpt")
    draft = read(tmp_path / "last.ckpt", Answers())
    assert set(draft.states[0]) == set(tiny())


@pytest.mark.parametrize("kind", ["zip", "legacy", "safetensors"])
def test_damaged_and_cut_files_are_refused(tmp_path, kind) -> None:
    path = tmp_path / "model.pt"
    if kind == "safetensors":
        save_file(tiny(), path)
    else:
        torch.save(tiny(), path, _use_new_zipfile_serialization=kind == "zip")
    whole = path.read_bytes()
    for cut in (len(whole) // 3, 200, 12):
        path.write_bytes(whole[:cut])
        refused(path)
    generator = np.random.default_rng(0)
    for place in generator.integers(0, min(len(whole), 400), size=12):
        spoiled = bytearray(whole)
        spoiled[place] ^= 0xFF
        path.write_bytes(bytes(spoiled))
        try:
            read(path, Answers())
        except MedViewError:
            continue


def test_a_header_longer_than_the_file_is_refused(tmp_path) -> None:
    (tmp_path / "model.safetensors").write_bytes(struct.pack("<Q", 1 << 40) + b'{"a": {}}')
    refused(tmp_path / "model.safetensors")


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_weights_that_are_no_numbers_are_refused(tmp_path, value) -> None:
    state = tiny()
    state["final_conv.weight"][0, 0] = value
    save_file(state, tmp_path / "model.safetensors")
    error = refused(tmp_path / "model.safetensors", Answers(network="basic_unet", arguments=ARGUMENTS))
    assert "not finite: final_conv.weight" in error.message


ARGUMENTS = {"features": [2, 2, 2, 2, 4, 2], "in_channels": 1, "out_channels": 2, "spatial_dims": 3}


def test_missing_unknown_and_misshapen_weights_are_named(tmp_path) -> None:
    state = tiny()
    del state["final_conv.bias"]
    state["surplus"] = torch.zeros(1)
    state["final_conv.weight"] = torch.zeros(2, 3, 1, 1, 1)
    save_file(state, tmp_path / "model.safetensors")
    told = refused(tmp_path / "model.safetensors", Answers(network="basic_unet", arguments=ARGUMENTS)).message
    assert "missing: final_conv.bias" in told
    assert "unknown: surplus" in told
    assert "final_conv.weight (found 2×3×1×1×1, expected 2×2×1×1×1)" in told


def test_unknown_networks_arguments_and_weights_are_named(tmp_path) -> None:
    save_file(tiny(), tmp_path / "model.safetensors")
    path = tmp_path / "model.safetensors"
    assert "no network “transformer”" in refused(path, Answers(network="transformer")).message
    assert "no argument “depth”" in refused(path, Answers(arguments={"depth": 3})).message
    save_file({"secret": torch.zeros(3, 3)}, path)
    error = refused(path)
    assert "“secret”, 3×3" in error.message
    assert "--network" in error.hint


def test_files_of_two_networks_are_no_folds(tmp_path) -> None:
    save_file(tiny(), tmp_path / "fold_0.safetensors")
    save_file(BasicUNet(3, 1, 3, (2, 2, 2, 2, 4, 2)).state_dict(), tmp_path / "fold_1.safetensors")
    assert "fold_1.safetensors is of another network than fold_0.safetensors" in refused(tmp_path).message


def linked(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [b"dense"]
        file["dense"] = h5py.ExternalLink("/etc/passwd", "/")


def stored_elsewhere(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [b"dense"]
        layer = file.create_group("dense")
        layer.create_dataset("kernel:0", (4, 4), "f4", external=[("/etc/passwd", 0, 64)])
        layer.create_dataset("bias:0", data=np.zeros(4, "f4"))


def packed(path: Path) -> None:
    with h5py.File(path, "w") as file:
        file.attrs["layer_names"] = [b"dense"]
        layer = file.create_group("dense")
        layer.create_dataset("kernel:0", (1 << 20, 1 << 20), "f4", chunks=(1024, 1024), compression="gzip")
        layer.create_dataset("bias:0", data=np.zeros(4, "f4"))


@pytest.mark.parametrize("make", [linked, stored_elsewhere, packed])
def test_hdf5_that_points_elsewhere_or_unpacks_to_too_much_is_refused(tmp_path, make) -> None:
    make(tmp_path / "model.h5")
    assert "cannot be read as Keras weights" in refused(tmp_path / "model.h5").message


def test_answers_cannot_add_entries_or_leave_the_folder(tmp_path) -> None:
    save_file(tiny(), tmp_path / "model.safetensors")
    path = tmp_path / "model.safetensors"
    assert "card.colour" in refused(path, Answers(card={"colour": "red"})).message
    assert "tiling.halo" in refused(path, Answers(settings={"tiling": {"halo": 3}})).message
    assert "family" in refused(path, Answers(card={"family": "oracles"})).message
    for name in ("../outside", "a/b", ".hidden", "-x"):
        assert "is no identifier" in refused(path, Answers(id=name)).message


ESCAPES = (
    {"network": {"weights": "../../../escaped.safetensors"}},
    {"network": {"folds": ["../../../escaped.safetensors"]}},
    {"golden": {"recipe": "stored", "input": "../../../escaped.npy", "output": "golden/output.npy"}},
    {"golden": {"recipe": "stored", "input": "golden/input.npy", "output": "../../../escaped.npy"}},
    {"golden": {"recipe": "stored", "input": "configs/input.npy", "output": "golden/output.npy"}},
)


def all_below(folder: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


@pytest.mark.parametrize("settings", ESCAPES, ids=str)
def test_settings_write_nothing_outside_the_package(tmp_path, command, settings) -> None:
    save_file(tiny(), tmp_path / "model.safetensors")
    (tmp_path / "settings.json").write_text(json.dumps(settings))
    (tmp_path / "a" / "packages").mkdir(parents=True)
    before = all_below(tmp_path)
    options = ("--settings", tmp_path / "settings.json", "--out", tmp_path / "a" / "packages")
    code, document = command("import", tmp_path / "model.safetensors", *options)
    assert code == 4, document
    assert "medview.json" in document["error"]["message"]
    assert all_below(tmp_path) == before


def test_an_output_of_no_numbers_leaves_nothing(tmp_path) -> None:
    state = {**tiny(), "final_conv.weight": torch.full((2, 2, 1, 1, 1), 3e38)}
    save_file(state, tmp_path / "model.safetensors")
    draft = read(tmp_path / "model.safetensors", Answers(id="wild"))
    (tmp_path / "packages").mkdir()
    before = all_below(tmp_path)
    with pytest.raises(ModelError, match="no numbers"):
        write_package(draft, tmp_path / "packages")
    assert all_below(tmp_path) == before


@pytest.mark.parametrize("text", ["[" * 100_000, '{"layers": NaN}', "\0", "[]"])
def test_odd_files_beside_the_weights_are_none_of_them(tmp_path, text) -> None:
    save_file(tiny(), tmp_path / "w.safetensors")
    for name in ("model.json", "colormap1.json", "exp.json"):
        (tmp_path / name).write_text(text)
    assert read(tmp_path / "w.safetensors", Answers()).configuration.network.name == "basic_unet"
    assert Beside.of(tmp_path) == Beside({}, ())
    assert Experiment.of(tmp_path) == Experiment()


def test_what_killed_imports_left_is_removed_once_it_is_old(tmp_path, monkeypatch) -> None:
    save_file(tiny(), tmp_path / "model.safetensors")
    temporary, packages = tmp_path / "temporary", tmp_path / "packages"
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    places = [packages / ".importing-a", packages / ".importing-b", packages / ".removed-a", packages / "mine"]
    places += [temporary / "medview-import-a", temporary / "medview-import-b", temporary / "other"]
    for place in places:
        place.mkdir(parents=True)
        if place.name[-1] != "b":
            os.utime(place, (1e9, 1e9))
    write_package(read(tmp_path / "model.safetensors", Answers(id="tiny")), packages)
    assert {path.name for path in packages.iterdir()} == {".importing-b", "mine", "tiny"}
    assert {path.name for path in temporary.iterdir()} == {"medview-import-b", "other"}


@pytest.fixture(scope="module")
def package(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("imported")
    save_file(tiny(), folder / "model.safetensors")
    return write_package(read(folder / "model.safetensors", Answers(id="tiny")), folder / "packages").folder


def run(package: Path, tmp_path: Path) -> Any:
    np.save(tmp_path / "in.npy", np.zeros((1, 32, 32, 32), np.float32))
    return TASKS["run_arrays"](
        LocalContext(tmp_path), str(package), str(tmp_path / "in.npy"), str(tmp_path / "out.npy")
    )


def test_a_package_runs_until_a_byte_changes_or_a_file_goes(package, tmp_path) -> None:
    assert run(package, tmp_path).shapes == ((1, 2, 32, 32, 32),)
    for name in ("models/model.safetensors", "golden/output.npy", "configs/medview.json", "LICENSE"):
        file = package / name
        whole = file.read_bytes()
        file.write_bytes(whole[:-9] + bytes([whole[-9] ^ 1]) + whole[-8:])
        with pytest.raises(ModelError):
            run(package, tmp_path)
        file.unlink()
        with pytest.raises(ModelError):
            run(package, tmp_path)
        file.write_bytes(whole)
    run(package, tmp_path)


def test_no_model_is_replaced_and_a_failure_leaves_nothing(package, tmp_path, monkeypatch) -> None:
    save_file(tiny(), tmp_path / "model.safetensors")
    draft = read(tmp_path / "model.safetensors", Answers(id="tiny"))
    before = {file: file.read_bytes() for file in package.rglob("*") if file.is_file()}
    with pytest.raises(ModelError, match="already"):
        write_package(draft, package.parent)
    other = read(tmp_path / "model.safetensors", Answers(id="other"))
    monkeypatch.setattr(
        "medview.engine.importing.write.write_manifest", lambda _: (_ for _ in ()).throw(OSError("full"))
    )
    with pytest.raises(MedViewError, match="full"):
        write_package(other, package.parent)
    assert [path.name for path in package.parent.iterdir()] == ["tiny"]
    assert before == {file: file.read_bytes() for file in package.rglob("*") if file.is_file()}


def test_the_golden_output_is_what_the_network_gives(package) -> None:
    given, expected = (torch.from_numpy(np.load(package / f"golden/{name}.npy")) for name in ("input", "output"))
    network = BasicUNet(3, 1, 2, (2, 2, 2, 2, 4, 2)).eval()
    network.load_state_dict(tiny())
    with torch.inference_mode():
        assert torch.allclose(network(given), expected, atol=1e-5)


@pytest.mark.parametrize(
    ("array", "told"),
    [
        (np.zeros((2, 32, 32, 32), np.float32), "shape 2×32×32×32"),
        (np.zeros((32, 32), np.float32), "shape 32×32"),
        (np.array(["a"]), "shape 1"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(package, tmp_path, array, told) -> None:
    np.save(tmp_path / "odd.npy", array)
    with pytest.raises(ModelError, match=told):
        TASKS["run_arrays"](LocalContext(tmp_path), str(package), str(tmp_path / "odd.npy"), str(tmp_path / "o.npy"))
    assert not (tmp_path / "o.npy").exists()


def test_an_array_of_objects_is_not_unpickled(package, tmp_path, canary) -> None:
    np.save(tmp_path / "odd.npy", np.array([Canary(canary)], object), allow_pickle=True)
    with pytest.raises(MedViewError, match=r"odd\.npy cannot be read"):
        TASKS["run_arrays"](LocalContext(tmp_path), str(package), str(tmp_path / "odd.npy"), str(tmp_path / "o.npy"))
    assert not canary.exists()


def test_what_a_person_says_is_written(tmp_path, command) -> None:
    save_file(tiny(), tmp_path / "model.safetensors")
    (tmp_path / "card.json").write_text(json.dumps({"intended_use": "Teaching."}))
    (tmp_path / "settings.json").write_text(json.dumps({"tiling": {"patch": [64, 64, 64]}, "spacing_mm": [1, 1, 2]}))
    options = ("--card", tmp_path / "card.json", "--settings", tmp_path / "settings.json", "--name", "Mine")
    code, document = command("import", tmp_path / "model.safetensors", "--id", "mine", *options)
    assert code == 0, document
    configuration, questions = document["imported"]["configuration"], document["imported"]["questions"]
    assert configuration["card"]["name"] == "Mine"
    assert configuration["card"]["intended_use"] == "Teaching."
    assert configuration["tiling"]["patch"] == [64, 64, 64]
    assert configuration["tiling"]["overlap"] == 0.5
    assert "intended_use" not in questions
    assert "spacing_mm" not in questions
    assert "data" in questions
    for text in ("[1]", '{"channels": 2, "channels": 4}', "[" * 2000):
        code, document = command("import", tmp_path / "model.safetensors", "--arguments", text)
        assert code == 2
