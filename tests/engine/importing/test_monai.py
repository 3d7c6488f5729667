"""Reading MONAI bundles: what becomes of them, the real one, and what must be refused without anything being run."""

from __future__ import annotations

import ast
import json
import os
import pickle
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from medview.catalog.package import load_package
from medview.core.errors import ModelError
from medview.engine.arrays import activated, batched, runner
from medview.engine.importing import monai, recognise
from medview.engine.importing.bundle_config import BundleConfig, check_harmless
from medview.engine.importing.draft import Answers
from medview.engine.importing.write import write_package
from medview.engine.windows import Layout
from tests.engine.importing.monai_bundle import (
    LOAD,
    METADATA,
    UNET,
    WINDOWS,
    built,
    configuration,
    imported,
    parser_of,
    write_bundle,
)

pytestmark = [
    pytest.mark.logs,  # MONAI's readers tell which decoders are absent
    pytest.mark.filterwarnings("ignore"),  # and MONAI warns of its own past and future
]

REAL = "third_party_weights/mednist_gan_monai_bundle"
SAME = 1e-4


@pytest.fixture
def bundle(tmp_path: Path) -> Path:
    return write_bundle(tmp_path / "spleen_bundle", configuration())


def change(bundle: Path, **entries: Any) -> Path:
    """The bundle with other entries in its configuration."""
    path = bundle / "configs/inference.json"
    path.write_text(json.dumps({**json.loads(path.read_text()), **entries}), encoding="utf-8")
    return bundle


def zipped(bundle: Path, path: Path, inside: str = "") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for file in bundle.rglob("*"):
            archive.write(file, inside + str(file.relative_to(bundle)))
    return path


def test_the_card_says_what_the_metadata_says(bundle: Path) -> None:
    draft = monai.read(bundle, Answers())
    card, origin = draft.configuration.card, draft.configuration.origin
    assert (card.id, card.version, card.name, card.family) == ("made-by-hand", "0.2.0", "Made by hand", "segmentation")
    assert (card.intended_use, card.authors, card.weights_licence) == ("Tests only.", "Nobody", "Apache-2.0")
    assert [(label.value, label.name) for label in card.labels] == [(1, "bright"), (2, "left dark")]
    assert card.labels[1].laterality is not None
    assert card.input.modalities == ("MR",)
    assert [(metric.name, metric.value) for metric in card.metrics] == [("mean_dice", 0.5)]
    assert draft.configuration.channels[0].name == "T1"
    assert set(draft.questions) == {"known_failures", "data"}
    assert origin is not None
    assert origin.format == "monai-bundle"
    assert "Left out: $import glob" in origin.not_supported
    assert "Left out: CheckpointLoader" in origin.not_supported
    assert not [said for said in origin.not_supported if "network_def" in said or "torch.device" in said]


def test_a_bundle_is_recognised_by_its_content(bundle: Path, tmp_path: Path) -> None:
    assert recognise.read(bundle, Answers()).configuration.origin
    for inside in ("", "spleen_bundle/"):
        archive = zipped(bundle, tmp_path / f"download{len(inside)}", inside)
        draft = recognise.read(archive, Answers())
        assert draft.configuration.card.name == "Made by hand"
        assert draft.states[0].keys() == built(UNET).state_dict().keys()


def test_a_package_of_our_own_is_no_bundle(bundle: Path, tmp_path: Path) -> None:
    package = imported(bundle, tmp_path / "models")
    assert not monai.claims(package.folder)
    assert not monai.claims(tmp_path / "models")
    assert not monai.claims(zipped(package.folder, tmp_path / "own.zip"))


def test_what_a_person_answers_replaces_what_was_read(bundle: Path, tmp_path: Path) -> None:
    answers = Answers(
        id="spleen", name="Spleen", card={"weights_licence": "MIT"}, settings={"tiling": {"overlap": 0.25}}
    )
    package = write_package(recognise.read(bundle, answers), tmp_path / "models")
    assert (package.card.id, package.card.name, package.card.weights_licence) == ("spleen", "Spleen", "MIT")
    assert package.configuration.tiling.overlap == 0.25


def test_weights_may_be_safetensors_or_wrapped(bundle: Path) -> None:
    from safetensors.torch import save_file

    state = built(UNET).state_dict()
    torch.save(
        {"model": {f"module.{name}": value for name, value in state.items()}, "epoch": 3}, bundle / "models/model.pt"
    )
    assert monai.read(bundle, Answers()).states[0].keys() == state.keys()
    (bundle / "models/model.pt").unlink()
    save_file(state, bundle / "models/model.safetensors")
    assert monai.read(bundle, Answers()).states[0].keys() == state.keys()


def test_weights_of_another_network_are_refused_by_their_names(bundle: Path) -> None:
    change(bundle, network_def={**UNET, "channels": [4, 8, 8], "strides": [2, 2]})
    with pytest.raises(ModelError, match="do not fit the network"):
        monai.read(bundle, Answers())


@pytest.mark.parametrize(
    "network",
    [
        {"_target_": "DenseNet121", "spatial_dims": 2, "in_channels": 1, "out_channels": 4, "init_features": 8,
         "growth_rate": 4, "block_config": [1, 2, 1, 1]},
        {"_target_": "monai.networks.nets.resnet18", "spatial_dims": 2, "n_input_channels": 1, "num_classes": 3},
    ],
    ids=lambda network: network["_target_"],
)  # fmt: skip
def test_classifiers_give_what_monai_gives(network: dict[str, Any], tmp_path: Path) -> None:
    config = configuration(
        before=[], after=[{"_target_": "Activationsd", "keys": "pred", "softmax": True}],
        inferer={"_target_": "SimpleInferer"}, network=network,
    )  # fmt: skip
    package = imported(write_bundle(tmp_path / "bundle", config), tmp_path / "models")
    given = torch.rand(2, 1, 64, 64)
    with torch.no_grad():
        expected = built(network)(given).softmax(1).numpy()
    assert package.card.family == "classification"
    np.testing.assert_allclose(activated(package, runner(package)(given.numpy())), expected, atol=SAME)


def test_a_network_of_two_dimensions_goes_through_the_slices(tmp_path: Path) -> None:
    config = configuration(inferer={"_target_": "SimpleInferer"}, network={**UNET, "spatial_dims": 2})
    tiling = imported(write_bundle(tmp_path / "bundle", config), tmp_path / "models").configuration.tiling
    layout = Layout((20, 18, 5), tiling)
    assert (layout.patch, layout.count) == ((20, 18, 1), 5)


@pytest.mark.shared
def test_the_real_bundle_makes_the_pictures_monai_makes(shared_data: Path, tmp_path: Path) -> None:
    package = write_package(recognise.read(shared_data / REAL, Answers()), tmp_path)
    card = package.card
    assert (card.id, card.family, card.labels, card.weights_licence) == ("mednist-gan", "generation", (), "Apache-2.0")
    assert "offered for none" in card.known_failures[0]
    parser = parser_of(json.loads((shared_data / REAL / "configs/inference.json").read_text(encoding="utf-8")))
    network = parser.get_parsed_content("network_def").eval()
    network.load_state_dict(torch.load(shared_data / REAL / "models/model.pt", weights_only=True))
    latent = torch.rand(5, 64)
    with torch.no_grad():
        said = parser.get_parsed_content("inferer")(latent, network)
    after = parser.get_parsed_content("postprocessing").transforms[0]
    expected = np.stack([np.asarray(after({"pred": one})["pred"]) for one in said])
    found = activated(package, runner(package)(batched(package, latent.numpy())))
    assert found.shape == (5, 1, 64, 64)
    np.testing.assert_allclose(found, expected, atol=SAME)
    left_out = load_package(package.folder).configuration.origin
    assert left_out is not None
    assert "Left out: $import glob" in left_out.not_supported


# What must be refused, with nothing run and nothing left behind


@pytest.fixture
def canary(tmp_path: Path) -> Iterator[Path]:
    """A file that appears when anything of a bundle is run; it must not be there in the end."""
    path = tmp_path / "canary"
    yield path
    assert not path.exists(), "something of the bundle was run"


@pytest.fixture
def nothing_left(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The folder for temporary files is empty in the end."""
    import tempfile

    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    yield
    assert not list(place.iterdir())


HOSTILE: dict[str, tuple[str, dict[str, Any]]] = {
    "a shell by _target_": ("os.system", {"thing": {"_target_": "os.system", "command": "touch CANARY"}}),
    "a process as the network": (
        "subprocess.Popen",
        {"network_def": {"_target_": "subprocess.Popen", "args": ["touch", "CANARY"]}},
    ),
    "eval deep inside": (
        "builtins.eval",
        {"x": [{"y": {"_target_": "builtins.eval", "source": "open('CANARY', 'w')"}}]},
    ),
    "a pickle by _target_": ("torch.load", {"x": {"_target_": "torch.load", "f": "CANARY", "weights_only": False}}),
    "torch.hub": ("torch.hub.load", {"network_def": {"_target_": "torch.hub.load", "repo_or_dir": "CANARY"}}),
    "a _target_ that is an expression": (
        "$__import__('os').system",
        {"network_def": {"_target_": "$__import__('os').system", "command": "touch CANARY"}},
    ),
    "__import__": ("$__import__('os').system", {"x": "$__import__('os').system('touch CANARY')"}),
    "a shell where nobody reads": ("$os.system", {"run": ["$os.system('touch CANARY')"]}),
    "classes of a tuple": ("$().__class__", {"x": "$().__class__.__base__.__subclasses__()"}),
    "getattr": ("$getattr", {"inferer": {**WINDOWS, "roi_size": "$getattr(os, 'sys' + 'tem')('touch CANARY')"}}),
    "eval": ("$eval('1')", {"x": "$eval('1')"}),
    "a lambda that is called": (
        "$(lambda",
        {"network_def": {**UNET, "strides": "$(lambda: __import__('os').system('touch CANARY'))()"}},
    ),
    "classes in a list": (
        "$[c for c in",
        {"network_def": {**UNET, "channels": "$[c for c in ().__class__.__bases__]"}},
    ),
    "a file": ("$open(", {"inferer": {**WINDOWS, "roi_size": "$open('CANARY', 'w')"}}),
    "a process": ("$subprocess.run", {"handlers": "$subprocess.run(['touch', 'CANARY'])"}),
    "a debugger": ("$breakpoint()", {"x": "$breakpoint()"}),
    "_mode_ debug": ("_mode_ debug", {"inferer": {**WINDOWS, "_mode_": "debug"}}),
    "_mode_ debug where nobody reads": ("_mode_ debug", {"x": {"_target_": "DataLoader", "_mode_": "debug"}}),
    "_requires_": (
        "$__import__('os')",
        {"inferer": {**WINDOWS, "_requires_": "$__import__('os').system('touch CANARY')"}},
    ),
    "imports": ("$__import__('os')", {"imports": ["$__import__('os').system('touch CANARY')"]}),
    "a macro above the bundle": ("points outside the bundle", {"network_def": "%../outside.json::net"}),
    "a macro elsewhere": ("points outside the bundle", {"network_def": "%/etc/outside.json::net"}),
    "a macro to nothing": ("is not in the bundle", {"network_def": "%configs/metadata.json::nothing"}),
    "a huge number": ("$10**10**10", {"inferer": {**WINDOWS, "roi_size": "$10**10**10"}}),
    "a huge text": ("$'a' * 10**9", {"inferer": {**WINDOWS, "roi_size": "$'a' * 10**9"}}),
    "a huge list": ("(too long)", {"inferer": {**WINDOWS, "roi_size": "$[1] * 10**9"}}),
    "a deep expression": ("$++++", {"inferer": {**WINDOWS, "roi_size": "$" + "+" * 4000 + "1"}}),
    "weights elsewhere": ("weights outside the bundle", {"ckpt_path": "/etc/model.pt"}),
    "weights above the bundle": ("weights outside the bundle", {"ckpt_path": "$@bundle_root + '/../model.pt'"}),
}
"""What is planted: the words it must be refused with, and the entries."""


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_of_a_hostile_bundle_is_run(name: str, bundle: Path, canary: Path, nothing_left: None) -> None:
    words, entries = HOSTILE[name]
    (bundle.parent / "outside.json").write_text(json.dumps({"net": UNET}), encoding="utf-8")
    change(bundle, **json.loads(json.dumps(entries).replace("CANARY", str(canary))))
    with pytest.raises(ModelError) as refusal:
        monai.read(bundle, Answers())
    assert words in refusal.value.message


ODD: dict[str, tuple[str, dict[str, Any]]] = {
    "a Compose that maps otherwise": (
        "Compose(map_items=False)",
        {"preprocessing": {"_target_": "Compose", "transforms": LOAD, "map_items": False}},
    ),
    "transforms in words": ("which is no list of transforms", {"preprocessing": 5}),
    "inferers in words": ("the inferer 5", {"inferer": 5}),
    "macros of other files": ("which is no JSON file of the bundle", {"inferer": "%windows.yaml::inferer"}),
    "references above the top": ("not supported: @::::::::side", {"inferer": {**WINDOWS, "roi_size": "@####side"}}),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_entries_are_named(name: str, bundle: Path) -> None:
    words, entries = ODD[name]
    change(bundle, **entries)
    with pytest.raises(ModelError) as refusal:
        monai.read(bundle, Answers())
    assert words in refusal.value.message


NETWORKS: dict[str, tuple[str, Any]] = {
    "of another module": ("the network monai.transforms.UNet", {**UNET, "_target_": "monai.transforms.UNet"}),
    "of no channels": ("in_channels=0", {**UNET, "in_channels": 0}),
    "of whether there are channels": ("out_channels=True", {**UNET, "out_channels": True}),
    "of one dimension": ("spatial_dims=1", {**UNET, "spatial_dims": 1}),
    "built from another": ("which is no plain value", {**UNET, "norm": {"_target_": "UNet"}}),
    "that makes pictures of numbers": ("start_shape=5", {"_target_": "Generator", "start_shape": 5, "channels": [1]}),
    "that is left out": ("names no network of its own", {**UNET, "_disabled_": True}),
    "in words": ("names no network of its own", "UNet"),
    "of a number": ("_target_ 5", {**UNET, "_target_": 5}),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_networks_that_cannot_be_built_are_named(name: str, bundle: Path) -> None:
    words, network = NETWORKS[name]
    change(bundle, network_def=network, network="@network_def")
    with pytest.raises(ModelError) as refusal:
        monai.read(bundle, Answers())
    assert words in refusal.value.message


def test_what_is_missing_is_named(bundle: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(ModelError, match=r"a bundle without configs/metadata\.json"):
        monai.read(tmp_path / "empty", Answers())
    (bundle / "docs/README.md").unlink(missing_ok=True)
    assert monai.read(bundle, Answers()).readme == ""
    kept = (bundle / "models/model.pt").read_bytes()
    (bundle / "models/model.pt").unlink()
    with pytest.raises(ModelError, match="a bundle without weights"):
        monai.read(bundle, Answers())
    (tmp_path / "elsewhere.pt").write_bytes(kept)
    (bundle / "models/model.pt").symlink_to(tmp_path / "elsewhere.pt")
    with pytest.raises(ModelError, match="weights outside the bundle"):
        monai.read(bundle, Answers())
    (bundle / "configs/inference.json").unlink()
    with pytest.raises(ModelError, match=r"a bundle without configs/inference\.json"):
        monai.read(bundle, Answers())


@pytest.mark.parametrize("evaluator", [{"_target_": "SupervisedEvaluator", "_disabled_": True}, None])
@pytest.mark.parametrize("path", ["$scripts.weights()", "$[1]", None])
def test_where_little_is_said_the_usual_is_taken(bundle: Path, evaluator: object, path: str | None) -> None:
    loader = {"_target_": "CheckpointLoader", "load_path": path}
    change(bundle, evaluator=evaluator, handlers=[loader] if path else [], postprocessing=None)
    draft = monai.read(bundle, Answers())
    output = draft.configuration.output
    assert (output.activation, output.labels) == ("softmax", (1, 2))


@pytest.mark.parametrize(
    "prepare", [{"_target_": "PrepareBatchDefault"}, "$monai.engines.utils.default_prepare_batch", None]
)
def test_what_monai_does_with_a_batch_by_itself_may_be_said(bundle: Path, prepare: object) -> None:
    evaluator = json.loads((bundle / "configs/inference.json").read_text())["evaluator"]
    change(bundle, evaluator={**evaluator, "prepare_batch": prepare})
    assert monai.read(bundle, Answers()).configuration.network.name == "unet"


def test_batches_prepared_by_another_entry_are_refused(bundle: Path) -> None:
    evaluator = json.loads((bundle / "configs/inference.json").read_text())["evaluator"]
    change(bundle, evaluator={**evaluator, "prepare_batch": "@prepare"}, prepare=5)
    with pytest.raises(ModelError, match="prepare_batch=@prepare"):
        monai.read(bundle, Answers())


def test_names_of_copies_that_are_programs_are_refused(bundle: Path) -> None:
    join = {"_target_": "ConcatItemsd", "keys": ["a", "b"], "name": "$scripts.name()"}
    change(bundle, preprocessing={"_target_": "Compose", "transforms": [*LOAD, join]})
    with pytest.raises(ModelError, match="scripts"):
        monai.read(bundle, Answers())


def test_a_flat_network_pads_its_slices_only(tmp_path: Path) -> None:
    pad = {"_target_": "DivisiblePadd", "keys": "image", "k": [4, 8, 1]}
    config = configuration(
        before=[*LOAD, pad], inferer={"_target_": "SimpleInferer"}, network={**UNET, "spatial_dims": 2}
    )
    tiling = monai.read(write_bundle(tmp_path / "bundle", config), Answers()).configuration.tiling
    assert (tiling.whole, tiling.multiple) == (True, (4, 8, 1))


def test_modules_a_bundle_imports_are_not_imported(bundle: Path, canary: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (bundle / "planted.py").write_text(f"open({str(canary)!r}, 'w')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(bundle))
    change(bundle, imports=["$import planted", "$from planted import thing"])
    origin = monai.read(bundle, Answers()).configuration.origin
    assert origin is not None
    assert "Left out: $import planted" in origin.not_supported


class _Planted:
    def __init__(self, path: Path) -> None:
        self._path = path

    def __reduce__(self) -> Any:
        return os.system, (f"touch {self._path}",)


def test_a_pickle_with_code_is_not_unpickled(bundle: Path, canary: Path, nothing_left: None) -> None:
    for save in (torch.save, lambda value, path: path.write_bytes(pickle.dumps(value))):
        save({"state_dict": _Planted(canary)}, bundle / "models/model.pt")
        with pytest.raises(ModelError, match="would run code"):
            monai.read(bundle, Answers())


def test_a_bundle_with_a_program_for_weights_is_refused_with_the_way_out(bundle: Path) -> None:
    (bundle / "models/model.pt").unlink()
    (bundle / "models/model.ts").write_bytes(b"PK\x03\x04")
    with pytest.raises(ModelError, match="TorchScript") as refusal:
        monai.read(bundle, Answers())
    assert "state_dict" in refusal.value.hint


def test_a_zip_that_points_outside_itself_is_refused(bundle: Path, tmp_path: Path, nothing_left: None) -> None:
    archive = zipped(bundle, tmp_path / "bundle.zip")
    with zipfile.ZipFile(archive, "a") as more:
        more.writestr("../../escaped.json", "{}")
    with pytest.raises(ModelError, match="points outside it"):
        monai.read(archive, Answers())
    assert not list(tmp_path.parent.glob("**/escaped.json"))


def test_links_out_of_the_bundle_are_not_followed(bundle: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.json"
    outside.write_text(json.dumps({"net": UNET}), encoding="utf-8")
    (bundle / "configs/linked.json").symlink_to(outside)
    change(bundle, network_def="%linked.json::net")
    with pytest.raises(ModelError, match="points outside the bundle"):
        monai.read(bundle, Answers())


@pytest.mark.parametrize(
    ("entries", "words"),
    [
        ({"version": "$__import__('os')"}, "which is none"),
        ({"version": None}, "which is none"),
        ({"monai_version": "99.0"}, "MONAI 99.0"),
    ],
)
def test_metadata_of_an_unknown_version_is_refused(entries: dict[str, Any], words: str, tmp_path: Path) -> None:
    bundle = write_bundle(tmp_path / "bundle", configuration(), metadata={**METADATA, **entries})
    with pytest.raises(ModelError, match=words):
        monai.read(bundle, Answers())


DAMAGED = {
    "lists": "[" * 500_000,
    "objects": '{"a":' * 200_000,
    "cut short": "{",
    "no object": "[]",
    "NaN": '{"network_def": NaN}',
    "too large": " " * ((1 << 22) + 1),
    "deep": '{"a": ' + "[[" * 40 + "]]" * 40 + "}",
}


@pytest.mark.parametrize("text", DAMAGED.values(), ids=DAMAGED)
def test_damaged_and_endless_configurations_are_refused(text: str, bundle: Path) -> None:
    (bundle / "configs/inference.json").write_text(text, encoding="utf-8")
    with pytest.raises(ModelError, match=r"cannot be read"):
        monai.read(bundle, Answers())


def test_macros_that_grow_without_end_are_refused(bundle: Path) -> None:
    change(bundle, a=["%b"] * 10, b=["%c"] * 10, c=["%d"] * 10, d=["%e"] * 10, e=["%f"] * 10, f=[1] * 10)
    with pytest.raises(ModelError, match="too many"):
        monai.read(bundle, Answers())
    change(bundle, a="%b", b="%a")
    with pytest.raises(ModelError, match="too deep"):
        monai.read(bundle, Answers())


def test_references_that_grow_without_end_are_refused(bundle: Path) -> None:
    grown = {f"a{number}": [f"@a{number + 1}"] * 4 for number in range(12)}
    for entries in ({**grown, "a12": [1] * 4}, {**grown, "a12": "$[1] * 4"}):
        change(bundle, network_def={**UNET, "channels": "@a0"}, **entries)
        with pytest.raises(ModelError, match="too large"):
            monai.read(bundle, Answers())


def test_all_entries_together_stay_small() -> None:
    config = BundleConfig({"wide": [[1] * 2000] * 10, "many": [f"$@wide + [{number}]" for number in range(100)]})
    assert len(config.value("wide")) == 10
    with pytest.raises(ModelError, match="too large"):
        config.value("many")
    with pytest.raises(ModelError, match="too large"):
        config.value("many::99")


def test_endless_expressions_are_refused_before_they_are_parsed(bundle: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    parsed: list[str] = []
    parse = ast.parse

    def counted(text: str, *more: Any, **others: Any) -> Any:
        parsed.append(text)
        return parse(text, *more, **others)

    monkeypatch.setattr("medview.engine.importing.bundle_config.ast.parse", counted)
    change(bundle, x="$[" + "1," * 10_000 + "]")
    with pytest.raises(ModelError, match="20002 letters"):
        monai.read(bundle, Answers())
    assert not [text for text in parsed if len(text) > 5000]
    parsed.clear()
    check_harmless({"s": ["$1 + 1"] * 1000})
    assert len(parsed) == 1


def test_yaml_is_told_not_guessed(bundle: Path) -> None:
    (bundle / "configs/inference.json").rename(bundle / "configs/inference.yaml")
    with pytest.raises(ModelError, match="reads JSON only"):
        monai.read(bundle, Answers())
