"""The written table of what MONAI bundles ask for: supported, or refused with a reason."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.engine.importing.monai_bundle import ARGMAX, LOAD, SHAPE, UNET, WINDOWS


@dataclass(frozen=True)
class Case:
    """One construct.

    Args:
        name: What it is.
        config: Entries of the configuration that are not the usual ones.
        shape: Of the volume.
        keys: Names of the images.
        seed: Of the weights: with some, every voxel gets the same label, which shows nothing.
        refused: Words of the refusal; empty: it is supported.
    """

    name: str
    config: dict[str, Any] = field(default_factory=dict)
    shape: tuple[int, int, int] = SHAPE
    keys: tuple[str, ...] = ("image",)
    seed: int = 0
    refused: str = ""


def on(name: str, key: str = "image", **arguments: Any) -> dict[str, Any]:
    return {"_target_": name, "keys": key, **arguments}


def after(*transforms: dict[str, Any]) -> dict[str, Any]:
    return {"after": list(transforms)}


def before(*transforms: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"before": [*LOAD, *transforms], **more}


RAS = on("Orientationd", axcodes="RAS")
SCALED = on("ScaleIntensityRanged", a_min=-200, a_max=250, b_min=0.0, b_max=1.0, clip=True)
ISOTROPIC = on("Spacingd", pixdim=[1.7, 1.7, 1.7], mode="bilinear")
THICK = on("Spacingd", pixdim=[1.4, 1.9, 3.1], mode="bilinear")
SOFTMAX, SIGMOID = on("Activationsd", "pred", softmax=True), on("Activationsd", "pred", sigmoid=True)
DISCRETE = ARGMAX[0]
HALF = on("AsDiscreted", "pred", threshold=0.5)


def evaluator(**arguments: Any) -> dict[str, Any]:
    usual = {"network": "@network", "inferer": "@inferer", "postprocessing": "@postprocessing"}
    return {"evaluator": {"_target_": "SupervisedEvaluator", "val_data_loader": "@dataloader", **usual, **arguments}}


def invert(nearest: bool) -> dict[str, Any]:
    return on("Invertd", "pred", transform="@preprocessing", orig_keys="image", nearest_interp=nearest, to_tensor=True)


BACK = invert(False)
ONE = {**UNET, "out_channels": 1}
SIMPLE = {"_target_": "SimpleInferer"}
SMALL, EVEN = (13, 30, 12), (22, 20, 18)
FLAT = {**UNET, "spatial_dims": 2}
WIDE, ONE_WINDOW = {**WINDOWS, "roi_size": [32, 32, 32]}, (30, 26, 22)


def network(target: str, seed: int = 0, **arguments: Any) -> dict[str, Any]:
    stated = {"spatial_dims": 3, "in_channels": 1, "out_channels": 3}
    return {"network": {"_target_": target, **stated, **arguments}, **before(SCALED)}


SUPPORTED = (
    # order of the way back
    Case("Orientation, Spacing, ScaleIntensityRange; Activations, Invert, AsDiscrete",
         {**before(RAS, ISOTROPIC, SCALED), **after(SOFTMAX, BACK, DISCRETE)}),
    Case("Invert before Activations", {**before(RAS, THICK, SCALED), **after(BACK, SOFTMAX, DISCRETE)}),
    Case("AsDiscrete before Invert (nearest)", {**before(RAS, THICK, SCALED), **after(SOFTMAX, DISCRETE,
         invert(True))}),
    Case("Invert of outputs with the nearest voxels", {**before(RAS, THICK), **after(invert(True), DISCRETE)}),
    # frames and voxel sides
    Case("no Orientation: the file's axes", before(THICK, SCALED) | after(BACK, DISCRETE)),
    Case("Orientation LPS", before(on("Orientationd", axcodes="LPS"), THICK) | after(BACK, DISCRETE)),
    Case("Orientation without Spacing", before(on("Orientationd", axcodes="PSL")) | after(BACK, DISCRETE)),
    Case("Spacing before Orientation, equal sides", before(ISOTROPIC, RAS) | after(BACK, DISCRETE)),
    Case("Spacing, one side kept (pixdim -1)",
         before(RAS, on("Spacingd", pixdim=[1.9, -1.0, 3.0], mode="bilinear")) | after(BACK, DISCRETE)),
    Case("Spacing mode nearest", before(RAS, on("Spacingd", pixdim=[1.4, 1.9, 3.1], mode="nearest"))
         | after(invert(True), DISCRETE)),
    Case("Spacing with one number", before(RAS, on("Spacingd", pixdim=1.9)) | after(BACK, DISCRETE)),
    # intensities
    Case("NormalizeIntensity", before(on("NormalizeIntensityd"))),
    Case("NormalizeIntensity nonzero, channel_wise", before(on("NormalizeIntensityd", nonzero=True,
         channel_wise=True))),
    Case("NormalizeIntensity fixed", before(on("NormalizeIntensityd", subtrahend=12.0, divisor=180.0))),
    Case("NormalizeIntensity fixed, nonzero",
         before(on("NormalizeIntensityd", subtrahend=12.0, divisor=180.0, nonzero=True))),
    Case("ScaleIntensity", before(on("ScaleIntensityd"))),
    Case("ScaleIntensity to -1..1", before(on("ScaleIntensityd", minv=-1.0, maxv=1.0))),
    Case("ScaleIntensity by a factor", before(on("ScaleIntensityd", minv=None, maxv=None, factor=-0.995))),
    Case("ScaleIntensityRange without clip",
         before(on("ScaleIntensityRanged", a_min=-200, a_max=250, b_min=-1.0, b_max=1.0, clip=False))),
    Case("ScaleIntensityRangePercentiles",
         before(on("ScaleIntensityRangePercentilesd", lower=1, upper=99, b_min=0, b_max=1, clip=True))),
    Case("ScaleIntensityRangePercentiles relative",
         before(on("ScaleIntensityRangePercentilesd", lower=5, upper=90, b_min=0, b_max=2, clip=True, relative=True))),
    Case("ScaleIntensityRange, then NormalizeIntensity", before(SCALED, on("NormalizeIntensityd"))),
    Case("NormalizeIntensity, then ScaleIntensity", before(on("NormalizeIntensityd"), on("ScaleIntensityd"))),
    Case("ScaleIntensityRange, then fixed NormalizeIntensity",
         before(SCALED, on("NormalizeIntensityd", subtrahend=0.5, divisor=0.25))),
    Case("NormalizeIntensity fixed, twice", before(
        on("NormalizeIntensityd", subtrahend=[12.0], divisor=[180.0], channel_wise=True),
        on("NormalizeIntensityd", subtrahend=0.5, divisor=0.25))),
    Case("intensities before Spacing", before(on("ScaleIntensityd"), RAS, THICK) | after(BACK, DISCRETE)),
    # crops and padding
    Case("CropForeground", before(on("CropForegroundd", source_key="image"), SCALED) | after(BACK, DISCRETE)),
    Case("CropForeground after ScaleIntensityRange",
         before(RAS, SCALED, on("CropForegroundd", source_key="image")) | after(BACK, DISCRETE)),
    Case("CropForeground after fixed NormalizeIntensity",
         before(RAS, on("NormalizeIntensityd", subtrahend=12.0, divisor=180.0),
                on("CropForegroundd", source_key="image")) | after(BACK, DISCRETE)),
    Case("CropForeground, then Spacing",
         before(RAS, on("CropForegroundd", source_key="image"), ISOTROPIC, SCALED) | after(BACK, DISCRETE)),
    Case("CropForeground with lambda x: x > number",
         before(on("CropForegroundd", source_key="image", select_fn="$lambda x: x > 90"), on("NormalizeIntensityd"))
         | after(BACK, DISCRETE)),
    Case("a volume smaller than the window", before(SCALED), shape=SMALL),
    Case("SpatialPad to the window", before(SCALED, on("SpatialPadd", spatial_size=[16, 16, 16])) | after(BACK,
         DISCRETE),
         shape=SMALL),
    Case("DivisiblePad, SimpleInferer", before(SCALED, on("DivisiblePadd", k=4), inferer=SIMPLE) | after(BACK,
         DISCRETE),
         shape=(15, 21, 11)),
    Case("SpatialPad, SimpleInferer",
         before(SCALED, on("SpatialPadd", spatial_size=[24, 24, 20]), inferer=SIMPLE) | after(BACK, DISCRETE),
         shape=(20, 18, 18)),
    # inferers
    Case("SimpleInferer", before(SCALED, inferer=SIMPLE), shape=EVEN),
    Case("windows with constant importance", before(SCALED, inferer={**WINDOWS, "mode": "constant"})),
    Case("windows, usual overlap", before(SCALED, inferer={"_target_": "SlidingWindowInferer", "roi_size": 12})),
    Case("windows of uneven sides", before(SCALED, inferer={**WINDOWS, "roi_size": [12, 16, 8], "overlap": 0.33})),
    Case("windows as large as the image", before(SCALED, inferer={**WINDOWS, "roi_size": [-1, -1, -1]}), shape=EVEN),
    Case("SliceInferer", before(SCALED, network=FLAT, inferer={
        "_target_": "SliceInferer", "roi_size": [20, 16], "spatial_dim": 2, "overlap": 0.25})),
    # outputs
    Case("one channel, sigmoid, threshold", {**before(SCALED, network=ONE), **after(SIGMOID, HALF)}, seed=1),
    Case("one channel, sigmoid, rounding",
         {**before(SCALED, network=ONE), **after(SIGMOID, on("AsDiscreted", "pred", rounding="torchrounding"))},
         seed=1),
    Case("one channel, Invert, sigmoid, threshold 0.52",
         {**before(RAS, THICK, SCALED, network=ONE),
          **after(BACK, SIGMOID, on("AsDiscreted", "pred", threshold=0.52))}, seed=1),
    Case("channels that may overlap, sigmoid", {**before(SCALED), **after(SIGMOID, HALF)}),
    Case("channels that may overlap, Invert last",
         {**before(RAS, THICK, SCALED), **after(SIGMOID, HALF, invert(True))}),
    # steps
    Case("KeepLargestConnectedComponent, each label",
         after(DISCRETE, on("KeepLargestConnectedComponentd", "pred", applied_labels=[1, 2]))),
    Case("KeepLargestConnectedComponent, one label, faces only",
         after(DISCRETE, on("KeepLargestConnectedComponentd", "pred", applied_labels=[2], connectivity=1))),
    Case("KeepLargestConnectedComponent, all labels together",
         after(DISCRETE, on("KeepLargestConnectedComponentd", "pred", applied_labels=[1, 2], independent=False))),
    Case("KeepLargestConnectedComponent after Invert",
         before(RAS, THICK, SCALED) | after(BACK, DISCRETE, on("KeepLargestConnectedComponentd", "pred"))),
    Case("the two largest components",
         after(DISCRETE, on("KeepLargestConnectedComponentd", "pred", applied_labels=1, num_components=2))),
    Case("FillHoles", {**before(SCALED, network=ONE), **after(SIGMOID, HALF, on("FillHolesd", "pred"))}, seed=1),
    Case("FillHoles, faces only",
         {**before(SCALED, network=ONE), **after(SIGMOID, HALF, on("FillHolesd", "pred", connectivity=1))}, seed=1),
    Case("RemoveSmallObjects by_measure",
         {**before(SCALED, network=ONE),
          **after(SIGMOID, HALF, on("RemoveSmallObjectsd", "pred", min_size=60, by_measure=True))}, seed=1),
    Case("RemoveSmallObjects in voxels of a known size",
         {**before(RAS, on("Spacingd", pixdim=[1.1, 1.5, 2.3]), SCALED, network=ONE),
          **after(SIGMOID, HALF, on("RemoveSmallObjectsd", "pred", min_size=20), invert(True))}, seed=1,
         refused="MedView works on labels in the file's voxels"),
    # ways of writing
    Case("names with their modules", {
        "before": [{**LOAD[0], "_target_": "monai.transforms.LoadImaged"},
                   {**LOAD[1], "_target_": "monai.transforms.utility.dictionary.EnsureChannelFirstD"}],
        "network": {**UNET, "_target_": "monai.networks.nets.unet.UNet"},
        "inferer": {**WINDOWS, "_target_": "monai.inferers.SlidingWindowInferer"}}),
    Case("names of dictionary transforms (…Dict)", {
        "before": [{**one, "_target_": one["_target_"][:-1] + "Dict"} for one in (*LOAD, SCALED)]}),
    Case("transforms on arrays", {
        "before": [{"_target_": "LoadImage", "image_only": True}, {"_target_": "EnsureChannelFirst"},
                   {"_target_": "ScaleIntensity"}],
        "after": [{"_target_": "Activations", "softmax": True}, {"_target_": "AsDiscrete", "argmax": True}]}),
    Case("EnsureChannelFirst of an image without channels, in words",
         {"before": [LOAD[0], {**LOAD[1], "channel_dim": "no_channel", "strict_check": True}, SCALED]}),
    Case("a label joined from others", before(
        {"_target_": "ConcatItemsd", "keys": ["a", "b"], "name": "label", "allow_missing_keys": True}, SCALED)),
    Case("references, :: and #, and expressions", before(
        on("ScaleIntensityRanged", a_min="$-@window#width", a_max="@window::width", b_min=0, b_max="$len(@axes) - 2",
           clip="$True if @window::width > 1 else False"),
        window={"width": 230}, axes=["x", "y", "z"], inferer={**WINDOWS, "roi_size": "$[@side] * 3"}, side=16)),
    Case("macros within the file", before("%own::scaling", own={"scaling": SCALED})),
    Case("relative references",
         before(on("ScaleIntensityRanged", a_min="$-@#a_max", a_max=230, b_min=0, b_max=1, clip=True))),
    Case("disabled transforms", before({**on("Lambdad", func="$lambda x: x"), "_disabled_": True}, SCALED)),
    Case("transforms of entries nobody reads", before(on("Lambdad", "label", func="$lambda x: x",
         allow_missing_keys=True), SCALED)),
    Case("transforms that are asked for nothing",
         after(on("Activationsd", "pred"), on("AsDiscreted", "pred"), SOFTMAX, DISCRETE)),
    Case("one channel for each label, and back",
         after(DISCRETE, on("AsDiscreted", "pred", to_onehot=3), on("AsDiscreted", "pred", argmax=True))),
    Case("what only changes types, writes or logs", {
        **before(SCALED, on("EnsureTyped"), on("ToTensord"), on("SelectItemsd")),
        **after(on("EnsureTyped", "pred"), DISCRETE)}),
    Case("copies nobody changes", {
        **before(on("CopyItemsd", names="untouched"), SCALED),
        **after(DISCRETE, on("CopyItemsd", "pred", names="again"), on("SaveImaged", "again"),
                on("DeleteItemsd", "again"))}),
    Case("a batch that is only moved", {**before(SCALED), **evaluator(
        prepare_batch="$lambda batch, *_, **__: (batch['image'].to(@device), None, (), {})")}),
    Case("readers of volumes by name, values as float", {"before": [
        {**LOAD[0], "reader": "NibabelReader", "dtype": "$np.float32"}, LOAD[1],
        on("ScaleIntensityd", dtype="$np.float32"), on("CastToTyped", dtype=["$torch.float32"])]}),
    Case("SaveImage is told, not done",
         {**before(SCALED), **after(DISCRETE, {**on("SaveImaged", "pred", output_dir="out"), "_disabled_": False})}),
    Case("two images joined by ConcatItems", {
        "before": [*({**one, "keys": ["t1", "t2"]} for one in LOAD), {**SCALED, "keys": "t1"},
                   on("NormalizeIntensityd", "t2", nonzero=True),  # type: ignore[list-item]
                   {"_target_": "ConcatItemsd", "keys": ["t1", "t2"], "name": "image"}],
        "network": {**UNET, "in_channels": 2}}, keys=("t1", "t2")),
    # networks
    Case("UNet with norm and act of its own", network(
        "UNet", channels=[4, 8], strides=[2], act=["leakyrelu", {"negative_slope": 0.2}], norm="batch")),
    Case("BasicUNet", {**network("BasicUNet", features=[4, 4, 8, 8, 8, 4]), "inferer": WIDE}, shape=ONE_WINDOW),
    Case("DynUNet", network("DynUNet", kernel_size=[3, 3, 3], strides=[1, 2, 2], upsample_kernel_size=[2, 2],
                            filters=[4, 8, 8], norm_name=["INSTANCE", {"affine": True}])),
    Case("SegResNet", network("SegResNet", init_filters=8, blocks_down=[1, 1], blocks_up=[1])),
    Case("SegResNetDS", network("SegResNetDS", init_filters=8, blocks_down=[1, 1])),
    Case("VNet", {**network("VNet", spatial_dims=2, dropout_dim=2), "inferer": {
        "_target_": "SliceInferer", "roi_size": [16, 16], "spatial_dim": 2}}, shape=(20, 16, 4), seed=6),
    Case("AttentionUnet", network("AttentionUnet", channels=[4, 8], strides=[2])),
)  # fmt: skip

REFUSED = (
    Case("Lambda", before(on("Lambdad", func="$lambda x: x * 2")), refused="Lambdad: it is a program"),
    Case("Resize", before(on("Resized", spatial_size=[32, 32, 32])), refused="fixed number of voxels"),
    Case("random transforms", before(on("RandFlipd", prob=0.5)), refused="RandFlipd: it is random"),
    Case("Flip", before(on("Flipd", spatial_axis=0)), refused="Flipd: MedView has nothing"),
    Case("CenterSpatialCrop", before(on("CenterSpatialCropd", roi_size=[8, 8, 8])), refused="left without a result"),
    Case("Spacing before Orientation, other sides", before(THICK, RAS), refused="sides that differ"),
    Case("Spacing with splines", before(on("Spacingd", pixdim=[1, 1, 1], mode=3)), refused="mode=3"),
    Case("Spacing, zeros outside",
         before(on("Spacingd", pixdim=[1, 1, 1], padding_mode="zeros")), refused="padding_mode=zeros"),
    Case("Spacing to the patient's axes", before(on("Spacingd", pixdim=[1, 1, 1], diagonal=True)), refused="diagonal"),
    Case("CropForeground after Spacing",
         before(ISOTROPIC, on("CropForegroundd", source_key="image")), refused="put it before"),
    Case("CropForeground after measured intensities",
         before(on("NormalizeIntensityd"), on("CropForegroundd", source_key="image")), refused="whole image"),
    Case("CropForeground with a margin",
         before(on("CropForegroundd", source_key="image", margin=5)), refused="margin=5"),
    Case("CropForeground with another choice",
         before(on("CropForegroundd", source_key="image", select_fn="$lambda x: x != 0")), refused="select_fn"),
    Case("intensities after padding", before(on("SpatialPadd", spatial_size=[16, 16, 16]), SCALED),
         refused="put it before"),
    Case("padding that is no window", before(on("SpatialPadd", spatial_size=[12, 12, 12])), refused="padding to"),
    Case("padding with other values",
         before(on("SpatialPadd", spatial_size=[16, 16, 16], mode="reflect")), refused="mode=reflect"),
    Case("percentiles without clip",
         before(on("ScaleIntensityRangePercentilesd", lower=1, upper=99, b_min=0, b_max=1)), refused="clip=False"),
    Case("nonzero after clip", before(SCALED, on("NormalizeIntensityd", nonzero=True)), refused="coming after range"),
    Case("only a mean", before(on("NormalizeIntensityd", subtrahend=3.0)), refused="divisor=None"),
    Case("all channels measured together",
         before(on("NormalizeIntensityd"), network={**UNET, "in_channels": 2}), refused="all channels together"),
    Case("HistogramNormalize", before(on("HistogramNormalized")), refused="HistogramNormalized"),
    Case("two windows of one image", {
        "before": [*LOAD, on("CopyItemsd", names="bone"), SCALED,
                   on("ScaleIntensityRanged", "bone", a_min=0, a_max=90, b_min=0, b_max=1, clip=True),  # type: ignore[list-item]
                   {"_target_": "ConcatItemsd", "keys": ["image", "bone"], "name": "image"}],
        "network": {**UNET, "in_channels": 2}}, refused="CopyItemsd: a copy (bone)"),
    Case("a copy of what is predicted, changed",
         after(on("CopyItemsd", "pred", names="seg"), on("AsDiscreted", "seg", argmax=True),
               on("Lambdad", "seg", func="$lambda x: 1 - x")), refused="CopyItemsd: a copy (seg)"),
    Case("a copy over what is predicted",
         after(on("CopyItemsd", "other", names="pred", allow_missing_keys=True)), refused="CopyItemsd: a copy (pred)"),
    Case("a copy over the image",
         before(on("CopyItemsd", "label", names="image", allow_missing_keys=True)),
         refused="CopyItemsd: a copy (image)"),
    Case("a copy the way back follows", {
        **before(RAS, on("CopyItemsd", names="early"), THICK),
        **after({**BACK, "orig_keys": "early"}, DISCRETE)}, refused="CopyItemsd: a copy (early)"),
    Case("channels along an axis of the volume", {"before": [LOAD[0], {**LOAD[1], "channel_dim": -1}]},
         refused="channel_dim=-1"),
    Case("channels along an axis of what is read", {"before": [{**LOAD[0], "channel_dim": 0}, LOAD[1]]},
         refused="channel_dim=0"),
    Case("another entry over the image, by a reference",
         before(on("AddCoordinateChannelsd", "label", output_keys=["@input"]), SCALED, input="image"),
         refused="it would replace image"),
    Case("another entry over what is predicted",
         after(on("MeanEnsembled", "other", output_key="pred"), DISCRETE), refused="it would replace pred"),
    Case("channels joined over one of them", {
        "before": [*({**one, "keys": ["t1", "t2"]} for one in LOAD),
                   {"_target_": "ConcatItemsd", "keys": ["t1", "t2"], "name": "t1"}],
        "network": {**UNET, "in_channels": 2}}, refused="it would replace t1"),
    Case("padding twice",
         before(on("SpatialPadd", spatial_size=[64] * 3), on("SpatialPadd", spatial_size=[32] * 3)),
         refused="SpatialPadd: a second time"),
    Case("padding to a size after padding to a multiple",
         before(on("DivisiblePadd", k=4), on("SpatialPadd", spatial_size=[32] * 3)),
         refused="SpatialPadd: a second time"),
    Case("padding to multiples twice", before(on("DivisiblePadd", k=4), on("DivisiblePadd", k=6)),
         refused="DivisiblePadd: a second time"),
    Case("CropForeground twice",
         before(on("CropForegroundd", source_key="image"),
                on("CropForegroundd", source_key="image", select_fn="$lambda x: x > 5")),
         refused="CropForegroundd: a second time"),
    Case("intensities cut to whole numbers", before(on("ScaleIntensityd", dtype="$np.uint8")), refused="kind uint8"),
    Case("images read as whole numbers", {"before": [{**LOAD[0], "dtype": "$np.int16"}, LOAD[1]]},
         refused="kind int16"),
    Case("tensors of whole numbers", before(on("ToTensord", dtype="$torch.uint8")), refused="kind uint8"),
    Case("one kind for each key",
         before(on("EnsureTyped", ["image", "label"], dtype=["$torch.int32", "$torch.float32"])),  # type: ignore[arg-type]
         refused="kind int32"),
    Case("probabilities cut to whole numbers",
         after(SIGMOID, on("CastToTyped", "pred", dtype="$torch.uint8"), HALF), refused="kind uint8"),
    Case("readers of pictures", {"before": [{**LOAD[0], "reader": "PILReader"}, LOAD[1]]}, refused="reader=PILReader"),
    Case("readers that turn axes", {"before": [{**LOAD[0], "reverse_indexing": True}, LOAD[1]]},
         refused="reverse_indexing=True"),
    Case("readers that turn images", {"before": [{**LOAD[0], "as_closest_canonical": True}, LOAD[1]]},
         refused="as_closest_canonical=True"),
    Case("batches with further inputs",
         evaluator(prepare_batch={"_target_": "PrepareBatchExtraInput", "extra_keys": "other"}),
         refused="PrepareBatchExtraInput"),
    Case("batches prepared by the bundle's own code", evaluator(prepare_batch="$scripts.prepare"),
         refused="$scripts.prepare"),
    Case("batches that are changed",
         evaluator(prepare_batch="$lambda batch, *_, **__: (batch['image'] * 2, None, (), {})"),
         refused="prepare_batch=$lambda"),
    Case("batches of another kind", evaluator(
        prepare_batch="$lambda batch, *_, **__: (batch['image'].to(@kind), None, (), {})") | {"kind": "$torch.uint8"},
         refused="prepare_batch=$lambda"),
    Case("batches with more for the network",
         evaluator(prepare_batch="$lambda batch, *_: (batch['image'].to(@device), None, (batch['label'],), {})"),
         refused="prepare_batch=$lambda"),
    Case("batches moved to a place by its name", evaluator(
        prepare_batch="$lambda batch, *_: (batch['image'].to('cuda'), None)"), refused="prepare_batch=$lambda"),
    Case("batches moved to what is not there", evaluator(
        prepare_batch="$lambda batch, *_: (batch['image'].to(@nowhere), None)"), refused="prepare_batch=$lambda"),
    Case("evaluators that train", evaluator(mode="train"), refused="mode=train"),
    Case("evaluators with a step of their own", evaluator(iteration_update="$scripts.step"),
         refused="iteration_update=$scripts.step"),
    Case("Orientation of one channel", {
        "before": [*({**one, "keys": ["t1", "t2"]} for one in LOAD), on("Orientationd", "t1", axcodes="RAS"),  # type: ignore[list-item]
                   {"_target_": "ConcatItemsd", "keys": ["t1", "t2"], "name": "image"}],
        "network": {**UNET, "in_channels": 2}}, refused="for some of the channels only"),
    Case("more images than channels", {
        "before": [*({**one, "keys": ["t1", "t2"]} for one in LOAD),
                   {"_target_": "ConcatItemsd", "keys": ["t1", "t2"], "name": "image"}]},
         refused="2 images for a network of 1 channels"),
    Case("Orientation that is none", before(on("Orientationd", axcodes="XYZ")), refused="the orientation XYZ"),
    Case("Orientation after padding", before(on("SpatialPadd", spatial_size=[16] * 3), RAS), refused="after padding"),
    Case("Spacing twice", before(RAS, THICK, THICK), refused="a second time, or after padding"),
    Case("Spacing after intensities of a part", before(on("NormalizeIntensityd", nonzero=True), RAS, THICK),
         refused="a part of the voxels"),
    Case("Spacing in words", before(on("Spacingd", pixdim="small")), refused="pixdim=small"),
    Case("intensities before and after Spacing", before(on("ScaleIntensityd"), RAS, THICK, on("NormalizeIntensityd")),
         refused="one before Spacing and one after it"),
    Case("intensities measured in a box of changed ones",
         before(SCALED, on("CropForegroundd", source_key="image"), on("NormalizeIntensityd")),
         refused="measured in a box"),
    Case("CropForeground around another entry", before(on("CropForegroundd", source_key="label")),
         refused="source_key=label"),
    Case("CropForeground of everything above the least",
         before(on("ScaleIntensityRanged", a_min=90, a_max=200, b_min=0.5, b_max=1.0, clip=True),
                on("CropForegroundd", source_key="image")), refused="its box depends on the image"),
    Case("CropForeground of intensities turned round",
         before(on("NormalizeIntensityd", subtrahend=12.0, divisor=-180.0),
                on("CropForegroundd", source_key="image")), refused="its box depends on the image"),
    Case("CropForeground above a reference",
         before(on("CropForegroundd", source_key="image", select_fn="$lambda x: x > @least"), least=5),
         refused="select_fn=$lambda x: x > @least"),
    Case("CropForeground by words", before(on("CropForegroundd", source_key="image", select_fn="$lambda x: x > 'a'")),
         refused="select_fn"),
    Case("CropForeground by two comparisons",
         before(on("CropForegroundd", source_key="image", select_fn="$lambda x: 5 < x < 9")), refused="select_fn"),
    Case("padding to words", before(on("SpatialPadd", spatial_size="large")), refused="spatial_size=large"),
    Case("unknown arguments of intensities", before(on("ScaleIntensityd", wings=2)), refused="wings=2"),
    Case("intensities in words", before(on("ScaleIntensityRanged", a_min="low", a_max=9, b_min=0, b_max=1)),
         refused="a_min=low"),
    Case("a range cut off nowhere", before(on("ScaleIntensityRanged", a_min=0, a_max=9, clip=True)),
         refused="clip=True"),
    Case("half a range", before(on("ScaleIntensityd", minv=None, maxv=1.0)), refused="minv=None"),
    Case("figures of a part, then of all", before(on("NormalizeIntensityd", nonzero=True), on("NormalizeIntensityd")),
         refused="coming after zscore (nonzero)"),
    Case("a line after figures of a part",
         before(on("NormalizeIntensityd", subtrahend=12.0, divisor=180.0, nonzero=True),
                on("ScaleIntensityRanged", a_min=0, a_max=9, b_min=0, b_max=1)), refused="coming after zscore"),
    Case("a figure for each of no channels", before(on("NormalizeIntensityd", subtrahend=[1, 2], divisor=[3, 4])),
         refused="subtrahend=[1, 2]"),
    Case("all channels scaled together", before(on("ScaleIntensityd"), network={**UNET, "in_channels": 2}),
         refused="all channels together"),
    Case("two activations", after(SOFTMAX, SIGMOID, DISCRETE), refused="after another activation"),
    Case("softmax of one channel", {**before(network=ONE), **after(SOFTMAX, HALF)}, refused="softmax of one channel"),
    Case("threshold_values", after({**DISCRETE, "threshold_values": True}), refused="threshold_values"),
    Case("to_onehot=True", after({**DISCRETE, "to_onehot": True}), refused="to_onehot=True"),
    Case("to_onehot of probabilities", after(SOFTMAX, on("AsDiscreted", "pred", to_onehot=3)),
         refused="to_onehot before labels were made"),
    Case("labels of labels", after(DISCRETE, DISCRETE), refused="labels of labels"),
    Case("argmax and a threshold", after({**DISCRETE, "threshold": 0.5}), refused="argmax and a threshold"),
    Case("rounding and a threshold",
         after(SIGMOID, {**HALF, "threshold": 0.3, "rounding": "torchrounding"}), refused="rounding and another"),
    Case("a threshold in words", after(SIGMOID, {**HALF, "threshold": "high"}), refused="says too little"),
    Case("the way back twice", before(THICK) | after(BACK, BACK, DISCRETE), refused="Invertd: a second time"),
    Case("the largest part of some labels together",
         after(DISCRETE, on("KeepLargestConnectedComponentd", "pred", applied_labels=[1], independent=False)),
         refused="some labels together"),
    Case("RemoveSmallObjects of several labels",
         after(DISCRETE, on("RemoveSmallObjectsd", "pred", min_size=20, by_measure=True)),
         refused="counts each as one part"),
    Case("a step before labels were made", after(on("KeepLargestConnectedComponentd", "pred"), DISCRETE),
         refused="before labels were made"),
    Case("a step on labels that are none",
         after(DISCRETE, on("KeepLargestConnectedComponentd", "pred", applied_labels=[7])),
         refused="applied_labels=[7]"),
    Case("neighbours over four corners",
         after(DISCRETE, on("KeepLargestConnectedComponentd", "pred", connectivity=4)), refused="connectivity=4"),
    Case("transforms that are none", before({"_target_": "monai.networks.nets.UNet"}),
         refused="the transform monai.networks.nets.UNet"),
    Case("windows, blended otherwise", {"inferer": {**WINDOWS, "mode": "median"}}, refused="mode=median"),
    Case("windows in words", {"inferer": {**WINDOWS, "roi_size": ["a", "b", "c"]}}, refused="roi_size="),
    Case("slices along a fourth axis", {"network": FLAT, "inferer": {
        "_target_": "SliceInferer", "roi_size": [20, 16], "spatial_dim": 3}}, refused="spatial_dim=3"),
    Case("windows, padded with copies", {"inferer": {**WINDOWS, "padding_mode": "replicate"}}, refused="padding_mode"),
    Case("windows, another sigma", {"inferer": {**WINDOWS, "sigma_scale": 0.25}}, refused="sigma_scale=0.25"),
    Case("windows, different overlaps", {"inferer": {**WINDOWS, "overlap": [0.5, 0.5, 0.25]}}, refused="overlap="),
    Case("windows, one side whole", {"inferer": {**WINDOWS, "roi_size": [16, 16, -1]}}, refused="roi_size="),
    Case("other inferers", {"inferer": {"_target_": "SaliencyInferer", "cam_name": "GradCAM"}},
         refused="SaliencyInferer"),
    Case("softmax and a threshold", after(SOFTMAX, HALF), refused="each decide for themselves"),
    Case("sigmoid and argmax", after(SIGMOID, DISCRETE), refused="argmax over one channel"),
    Case("Activations other", after(on("Activationsd", "pred", other="$torch.tanh")), refused="$torch.tanh"),
    Case("labels mixed on the way back", before(THICK) | after(DISCRETE, BACK), refused="labels mixed between voxels"),
    Case("a step before Invert",
         before(THICK) | after(DISCRETE, on("KeepLargestConnectedComponentd", "pred"), invert(True)),
         refused="after a step on labels"),
    Case("a step on channels that overlap",
         after(SIGMOID, HALF, on("KeepLargestConnectedComponentd", "pred")), refused="may lie over each other"),
    Case("FillHoles of several labels", after(DISCRETE, on("FillHolesd", "pred")), refused="within others"),
    Case("RemoveSmallObjects in voxels",
         {**before(network=ONE), **after(SIGMOID, HALF, on("RemoveSmallObjectsd", "pred", min_size=20))},
         refused="say by_measure"),
    Case("MeanEnsemble", after(on("MeanEnsembled", "pred")), refused="folds of one network"),
    Case("other networks", {"network": {"_target_": "HighResNet", "spatial_dims": 3}},
         refused="the network HighResNet"),
    Case("UNETR, SwinUNETR", {"network": {"_target_": "SwinUNETR", "in_channels": 1}}, refused="needs einops"),
    Case("networks of the bundle's own code", {"network": {"_target_": "scripts.net.Mine"}},
         refused="scripts.net.Mine"),
    Case("a network's unknown argument", {"network": {**UNET, "wings": 2}}, refused="wings"),
    Case("pretrained networks",
         {"network": {"_target_": "resnet18", "spatial_dims": 3, "n_input_channels": 1, "num_classes": 2,
                      "pretrained": True}}, refused="pretrained=True"),
    Case("references to nothing", {"inferer": {**WINDOWS, "roi_size": "@nothing"}}, refused="@nothing"),
    Case("references in a ring", {"inferer": {**WINDOWS, "roi_size": "@a"}, "a": "$@b", "b": "$@a"}, refused="itself"),
    Case("expressions that run things",
         {"inferer": {**WINDOWS, "roi_size": "$torch.load('sides.pt')"}}, refused="torch.load"),
    Case("_mode_ callable", {"inferer": {**WINDOWS, "_mode_": "callable"}}, refused="_mode_ callable"),
    Case("other evaluators", {"evaluator": {"_target_": "EnsembleEvaluator", "networks": []}},
         refused="EnsembleEvaluator"),
)  # fmt: skip
