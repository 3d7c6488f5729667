"""Models nnU-Net trained, read as data: what becomes of plans, names of weights and folds, and what is refused."""

from __future__ import annotations

import copy
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
import torch

from medview.catalog.schema import Channel, Intensity, Preparation, Step
from medview.core.errors import ModelError
from medview.engine.importing.draft import Answers, Draft
from medview.engine.importing.nnunet import claims, read
from medview.engine.importing.nnunet_network import network_of
from medview.engine.weights import fitted
from tests.engine.importing.nnunet_folder import (
    DATASET,
    OLD_STYLE,
    answer,
    architecture,
    checkpoint,
    plans,
    weights,
    write_folder,
)

FINAL = "fold_0/checkpoint_final.pth"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return write_folder(tmp_path / "nnUNetTrainer__nnUNetPlans__3d_fullres", {FINAL: checkpoint(weights())}, plans())


IMAGE = torch.randn(1, 1, 4, 8, 8, generator=torch.Generator().manual_seed(0))


def outputs(draft: Draft) -> torch.Tensor:
    found: torch.Tensor = fitted(draft.configuration.network, draft.states[0])(IMAGE)
    return found


def wanted(residual: bool = False) -> torch.Tensor:
    return answer(weights(residual=residual), IMAGE, residual)


def test_a_plain_network_says_what_its_weights_say(folder: Path) -> None:
    draft = read(folder, Answers())
    assert draft.configuration.network.name == "plain_conv_unet"
    torch.testing.assert_close(outputs(draft), wanted(), atol=1e-5, rtol=1e-5)


def test_a_residual_network_says_what_its_weights_say(tmp_path: Path) -> None:
    state = checkpoint(weights(residual=True))
    folder = write_folder(tmp_path, {FINAL: state}, plans(architecture=architecture(residual=True)))
    draft = read(folder, Answers())
    assert draft.configuration.network.name == "residual_encoder_unet"
    torch.testing.assert_close(outputs(draft), wanted(residual=True), atol=1e-5, rtol=1e-5)


def test_plans_of_the_older_form_give_the_same_network(tmp_path: Path, folder: Path) -> None:
    old = write_folder(tmp_path / "old", {FINAL: checkpoint(weights())}, plans(architecture=None, **OLD_STYLE))
    assert read(old, Answers()).configuration.network == read(folder, Answers()).configuration.network


@pytest.mark.parametrize("kept", [lambda name: ".all_modules." in name, lambda name: not name.startswith("encoder.")])
def test_weights_kept_under_one_of_their_names_only_are_found(tmp_path: Path, kept: Any) -> None:
    state = weights()
    blocks = {name for name in state if ".convs." in name}
    few = {name: value for name, value in state.items() if name not in blocks or kept(name)}
    assert len(few) < len(state)
    draft = read(write_folder(tmp_path, {FINAL: checkpoint(few)}, plans()), Answers())
    torch.testing.assert_close(outputs(draft), wanted(), atol=1e-5, rtol=1e-5)


def test_names_of_compiled_and_distributed_training_are_cut(tmp_path: Path) -> None:
    state = {f"_orig_mod.module.{name}": value for name, value in weights().items()}
    draft = read(write_folder(tmp_path, {FINAL: checkpoint(state)}, plans()), Answers())
    torch.testing.assert_close(outputs(draft), wanted(), atol=1e-5, rtol=1e-5)


def test_images_are_prepared_as_the_plans_say(folder: Path) -> None:
    configuration = read(folder, Answers()).configuration
    assert configuration.preparation == Preparation("stored", (0, 2, 1), "spline", "nonzero")
    assert configuration.spacing_mm == (3.0, 1.0, 1.5)
    ct = Intensity("zscore", clip=(-100.0, 200.0), mean=40.0, std=20.0, over="all")
    assert configuration.channels == (Channel("CT", ct),)
    assert configuration.card.input.modalities == ("CT",)
    assert configuration.tiling.patch == (4, 8, 8)
    assert configuration.tiling.starts == "spread"
    assert configuration.tiling.flips == ((0,), (1,), (0, 1))


def test_labels_take_their_names_and_sides(folder: Path) -> None:
    draft = read(folder, Answers())
    liver, lesion = draft.configuration.card.labels
    assert (liver.value, liver.name, liver.laterality) == (1, "liver", None)
    assert (lesion.value, lesion.name) == (2, "left lesion")
    assert lesion.laterality is not None
    assert lesion.laterality.meaning == "Left"
    assert lesion.category != liver.category
    assert draft.configuration.output.activation == "softmax"
    assert {"intended_use", "weights_licence"} <= set(draft.questions)
    assert draft.shape == (1, 1, 4, 8, 8)


def test_regions_decide_for_themselves_in_their_order(tmp_path: Path) -> None:
    labels = {"background": 0, "whole": [1, 2, 3], "core": [2, 3], "active": 3, "ignore": 4}
    dataset = DATASET | {"labels": labels, "regions_class_order": [1, 2, 3]}
    draft = read(write_folder(tmp_path, {FINAL: checkpoint(weights())}, plans(), dataset), Answers())
    configuration = draft.configuration
    assert (configuration.output.activation, configuration.output.labels) == ("sigmoid", (1, 2, 3))
    assert configuration.network.out_channels == 3
    assert [label.name for label in configuration.card.labels] == ["whole", "core", "active"]


@pytest.mark.parametrize(
    ("scheme", "masked", "intensity"),
    [
        ("ZScoreNormalization", True, Intensity("zscore", over="filled")),
        ("ZScoreNormalization", False, Intensity("zscore", over="all")),
        ("NoNormalization", False, Intensity("none", over="all")),
        ("RescaleTo01Normalization", False, Intensity("minmax", over="all")),
        ("RGBTo01Normalization", False, Intensity("range", clip=(0.0, 255.0), over="all")),
    ],
)
def test_normalisations(tmp_path: Path, scheme: str, masked: bool, intensity: Intensity) -> None:
    plan = plans(normalization_schemes=[scheme], use_mask_for_norm=[masked])
    draft = read(write_folder(tmp_path, {FINAL: checkpoint(weights())}, plan), Answers())
    assert draft.configuration.channels[0].intensity == intensity


def test_an_image_reader_that_turns_images_gives_an_anatomical_frame(tmp_path: Path) -> None:
    plan = plans() | {"image_reader_writer": "NibabelIOWithReorient", "transpose_forward": [1, 0, 2]}
    draft = read(write_folder(tmp_path, {FINAL: checkpoint(weights())}, plan), Answers())
    assert draft.configuration.preparation == Preparation("anatomical", (1, 2, 0), "spline", "nonzero")


def test_two_dimensions_leave_slices_as_they_are(tmp_path: Path) -> None:
    flat = copy.deepcopy(architecture())
    flat["arch_kwargs"] |= {"kernel_sizes": [[3, 3], [3, 3]], "strides": [[1, 1], [2, 2]]}
    flat["arch_kwargs"] |= {"norm_op": "torch.nn.modules.instancenorm.InstanceNorm2d"}
    middle = (slice(None), slice(None), 0)
    state = {name: value[middle] if value.ndim == 5 else value for name, value in weights().items()}
    plan = plans(architecture=flat, patch_size=[8, 8], spacing=[1.0, 1.5])
    draft = read(write_folder(tmp_path, {FINAL: checkpoint(state)}, plan), Answers())
    configuration = draft.configuration
    assert configuration.network.spatial_dims == 2
    assert configuration.spacing_mm == (0.0, 1.0, 1.5)
    assert configuration.tiling.patch == (1, 8, 8)
    assert configuration.tiling.flips == ((1,), (2,), (1, 2))


def test_folds_come_in_order_and_can_be_chosen(tmp_path: Path) -> None:
    other = {name: value + 1 for name, value in weights().items()}
    files = {FINAL: checkpoint(weights()), "fold_1/checkpoint_best.pth": checkpoint(other)}
    folder = write_folder(tmp_path, files, plans())
    both, one = read(folder, Answers()), read(folder, Answers(arguments={"folds": ["1"]}))
    assert both.configuration.network.folds == ("models/fold1.safetensors",)
    assert len(both.states) == 2
    assert one.configuration.network.folds == ()
    assert torch.equal(one.states[0]["up.logits.bias"], both.states[1]["up.logits.bias"])
    with pytest.raises(ModelError, match="fold_7"):
        read(folder, Answers(arguments={"folds": 7}))


def test_a_zip_of_several_configurations_gives_the_one_asked_for(tmp_path: Path) -> None:
    both = plans()
    both["configurations"]["3d_lowres"] = {"inherits_from": "3d_fullres", "spacing": [6.0, 2.0, 3.0]}
    low = checkpoint(weights(), init_args={"configuration": "3d_lowres"})
    root = tmp_path / "Dataset007_Liver"
    write_folder(root / "T__P__3d_fullres", {FINAL: checkpoint(weights())}, both)
    write_folder(root / "T__P__3d_lowres", {FINAL: low}, both)
    archive = tmp_path / "export.bin"
    with zipfile.ZipFile(archive, "w") as target:
        for file in sorted(root.rglob("*")):
            target.write(file, file.relative_to(tmp_path))
    assert claims(archive)
    assert claims(root)
    usual, asked = read(archive, Answers()), read(archive, Answers(arguments={"configuration": "3d_lowres"}))
    assert usual.configuration.spacing_mm == (3.0, 1.0, 1.5)
    assert asked.configuration.spacing_mm == (6.0, 2.0, 3.0)
    assert usual.configuration.origin is not None
    assert "3d_lowres" in usual.configuration.origin.not_supported[0]
    with pytest.raises(ModelError, match="only 3d_fullres, 3d_lowres"):
        read(archive, Answers(arguments={"configuration": "2d"}))


def test_post_processing_is_taken_from_json_and_never_from_a_pickle(folder: Path) -> None:
    (folder / "postprocessing.pkl").write_bytes(b"never read")
    origin = read(folder, Answers()).configuration.origin
    assert origin is not None
    assert "pickle" in origin.not_supported[0]
    kept = "remove_all_but_largest_component_from_segmentation"
    (folder / "postprocessing.json").write_text(
        f'{{"postprocessing_fns": ["{kept}", "{kept}"],'
        ' "postprocessing_kwargs": [{"labels_or_regions": [1, 2]}, {"labels_or_regions": 2}]}'
    )
    configuration = read(folder, Answers()).configuration
    assert configuration.postprocess == (Step("largest-component"), Step("largest-component", (2,)))
    assert configuration.origin is not None
    assert configuration.origin.not_supported == ()
    (folder / "postprocessing.json").write_text(
        '{"postprocessing_fns": ["smooth"], "postprocessing_kwargs": [{"labels_or_regions": 1}]}'
    )
    configuration = read(folder, Answers()).configuration
    assert configuration.postprocess == ()
    assert configuration.origin is not None
    assert configuration.origin.not_supported == ("The post-processing smooth of 1 is not done.",)


def staged(**changed: Any) -> dict[str, Any]:
    said = architecture()
    return {"architecture": {**said, "arch_kwargs": {**said["arch_kwargs"], **changed}}}


REFUSED: dict[str, tuple[dict[str, Any], str]] = {
    "another network": ({"architecture": architecture() | {"network_class_name": "x.Primus"}}, "the network x.Primus"),
    "another old network": ({"architecture": None, **OLD_STYLE, "UNet_class_name": "Other"}, "the network Other"),
    "the cascade": ({"previous_stage": "3d_lowres"}, "the cascade 3d_fullres, which reads the result of 3d_lowres"),
    "another preprocessor": ({"preprocessor_name": "Mine"}, "preprocessor_name Mine"),
    "another resampling": ({"resampling_fn_data": "resample_torch_fornnunet"}, "resample_torch_fornnunet"),
    "another order": ({"resampling_fn_data_kwargs": {"order": 1, "order_z": 0}}, "the resampling"),
    "another normalisation": ({"normalization_schemes": ["Mine"]}, "the normalisation Mine"),
    "a bottleneck": (staged(bottleneck_channels=8), "blocks with a bottleneck"),
    "another norm": (staged(norm_op="torch.nn.GroupNorm"), "the normalisation torch.nn.GroupNorm with"),
    "words of a norm": (staged(norm_op_kwargs={"wings": 2}), "with {'wings': 2}"),
    "another activation": (staged(nonlin="torch.nn.Mish"), "the activation torch.nn.Mish"),
    "itself": ({"inherits_from": "3d_fullres"}, "inherit from each other"),
    "too many stages": (staged(n_stages=60_000_000, features_per_stage=8), "60000000 stages"),
    "other lists": (staged(n_stages=3), "3 stages with lists of 2"),
    "no patch": ({"patch_size": None}, "KeyError: 'patch_size'"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_supported_is_named(tmp_path: Path, name: str) -> None:
    changed, words = REFUSED[name]
    folder = write_folder(tmp_path, {FINAL: checkpoint(weights())}, plans(**changed))
    with pytest.raises(ModelError, match=words):
        read(folder, Answers())


OTHER_FILES: dict[str, tuple[dict[str, Any], dict[str, Any], str]] = {
    "labels with gaps": (
        {},
        {"labels": {"background": 0, "liver": 2}},
        r"label values that are not 0, 1, 2 … \(\[0, 2\]",
    ),
    "regions of one value": (
        {},
        {"labels": {"background": 0, "whole": [1, 2], "core": 2}, "regions_class_order": [1, 1]},
        "regions_class_order with one value twice",
    ),
    "another reader": ({"image_reader_writer": "MineIO"}, {}, "the image reader MineIO"),
    "figures of nothing": (
        {
            "foreground_intensity_properties_per_channel": {
                "0": {"mean": float("nan"), "std": 20.0, "percentile_00_5": -100.0, "percentile_99_5": 200.0}
            }
        },
        {},
        "CTNormalization by figures that are no numbers",
    ),
}


@pytest.mark.parametrize("name", OTHER_FILES)
def test_what_the_whole_files_say_is_named_too(tmp_path: Path, name: str) -> None:
    plan, dataset, words = OTHER_FILES[name]
    folder = write_folder(tmp_path, {FINAL: checkpoint(weights())}, plans() | plan, DATASET | dataset)
    with pytest.raises(ModelError, match=words):
        read(folder, Answers())


def test_figures_nobody_needs_may_be_missing(tmp_path: Path) -> None:
    unseen = {"0": {"mean": float("nan"), "std": float("nan")}}
    plan = plans(normalization_schemes=["ZScoreNormalization"]) | {
        "foreground_intensity_properties_per_channel": unseen
    }
    draft = read(write_folder(tmp_path, {FINAL: checkpoint(weights())}, plan), Answers())
    assert draft.configuration.channels[0].intensity == Intensity("zscore", over="all")


def test_plans_may_say_more_of_a_network() -> None:
    said = architecture(residual=True)
    words = {"nonlin_first": True, "stem_channels": 8, "norm_op": None, "norm_op_kwargs": None}
    plan = {"patch_size": [4, 8, 8], "architecture": {**said, "arch_kwargs": {**said["arch_kwargs"], **words}}}
    arguments = network_of(plan, 1, 3, {}).arguments
    assert (arguments["activation_first"], arguments["stem"], arguments["norm"]) == (True, 8, "none")


def test_folds_of_other_configurations_are_refused(tmp_path: Path) -> None:
    other = checkpoint(weights(), init_args={"configuration": "3d_lowres"})
    folder = write_folder(tmp_path, {FINAL: checkpoint(weights()), "fold_1/checkpoint_final.pth": other}, plans())
    with pytest.raises(ModelError, match="folds of different configurations"):
        read(folder, Answers())


def test_weights_of_another_trainer_are_refused_by_name(tmp_path: Path) -> None:
    state = weights() | {"attention.query": torch.zeros(1)}
    with pytest.raises(ModelError, match=r"attention\.query"):
        read(write_folder(tmp_path, {FINAL: checkpoint(state)}, plans()), Answers())


@pytest.mark.parametrize(("bad", "words"), [(torch.zeros(9, 4, 1, 1, 1), "shape"), (None, "missing")])
def test_weights_of_wrong_shapes_or_none_are_refused(tmp_path: Path, bad: torch.Tensor | None, words: str) -> None:
    state: dict[str, Any] = weights()
    del state["decoder.seg_layers.0.weight"]
    if bad is not None:
        state["decoder.seg_layers.0.weight"] = bad
    with pytest.raises(ModelError, match=rf"{words}.*up\.logits\.weight"):
        read(write_folder(tmp_path, {FINAL: checkpoint(state)}, plans()), Answers())


class Canary:
    """What a hostile checkpoint would have run."""

    def __init__(self, place: Path) -> None:
        self.place = place

    def __reduce__(self) -> tuple[Any, ...]:
        return os.mkdir, (str(self.place),)


def test_code_in_a_checkpoint_is_refused_and_never_run(tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    files = {FINAL: checkpoint(weights(), logging=Canary(canary))}
    folder = write_folder(tmp_path / "model", files, plans())
    with pytest.raises(ModelError, match=r"\.mkdir"):
        read(folder, Answers())
    assert not canary.exists()


@pytest.mark.parametrize("name", ["../outside.json", "/tmp/outside.json", "a\\..\\..\\plans.json", "c:plans.json"])
def test_a_zip_that_points_outside_itself_is_refused(tmp_path: Path, folder: Path, name: str) -> None:
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for file in sorted(folder.rglob("*")):
            target.write(file, file.relative_to(tmp_path))
        target.writestr(name, "{}")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ModelError, match="points outside"):
        read(archive, Answers())
    assert sorted(tmp_path.iterdir()) == before


def test_a_zip_with_a_link_or_a_damaged_member_is_refused(tmp_path: Path, folder: Path) -> None:
    archive = tmp_path / "export.zip"
    with zipfile.ZipFile(archive, "w") as target:
        for file in sorted(folder.rglob("*")):
            target.write(file, file.relative_to(tmp_path))
    data = archive.read_bytes()
    place = data.index(b'"dataset_name"')
    archive.write_bytes(data[:place] + b"!" + data[place + 1 :])
    with pytest.raises(ModelError, match="CRC"):
        read(archive, Answers())
    with zipfile.ZipFile(archive, "w") as target:
        link = zipfile.ZipInfo("m/plans.json")
        link.external_attr = 0o120777 << 16
        target.writestr(link, "/etc/passwd")
    with pytest.raises(ModelError, match="points outside"):
        read(archive, Answers())


@pytest.mark.parametrize(
    ("gone", "words"),
    [("plans.json", "plans.json"), ("dataset.json", "dataset.json"), ("fold_0/checkpoint_final.pth", "checkpoint")],
)
def test_what_is_missing_is_named(folder: Path, gone: str, words: str) -> None:
    (folder / gone).unlink()
    with pytest.raises(ModelError, match=words):
        read(folder, Answers())


@pytest.mark.parametrize("text", ["", "[]", "{", '{"a": NaN', "\0" * 9, "[" * 100_000, '{"a": 1, "a": 2}'])
def test_plans_that_are_no_json_object_are_refused(folder: Path, text: str) -> None:
    (folder / "plans.json").write_text(text)
    with pytest.raises(ModelError, match=r"plans\.json"):
        read(folder, Answers())


def test_other_folders_and_archives_are_not_claimed(tmp_path: Path) -> None:
    (tmp_path / "plans.json").write_text("{}")
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as target:
        target.writestr("dataset.json", "{}")
    assert not claims(tmp_path)
    assert not claims(tmp_path / "a.zip")
    assert not claims(tmp_path / "plans.json")
