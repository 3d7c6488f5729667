"""Maps of pictures lie on the picture's own pixels, whatever was cut off, scaled or filled up."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch import nn

from medview.catalog.schema import Configuration, Detection, Intensity, Output, Preparation
from medview.core.errors import ModelError
from medview.engine.detection import table_boxes
from medview.engine.explaining.boxes import Told
from medview.engine.explaining.evidence import part_inside
from medview.engine.explaining.placing import into_network
from medview.engine.explaining.subjects import OfBox, OfClass, OfRegion, PictureWish, explain_picture
from medview.engine.fusing import overlaps
from medview.engine.networks.detectors import RetinaDetector, YoloDetector
from medview.engine.pictures import network_input
from tests.engine.explaining.networks import Blurring, Looking
from tests.engine.onnx.configurations import classifier, configuration, detector


def _films(fit: str, size: tuple[int, ...], channels: int = 1) -> Configuration:
    made = replace(classifier(2, "softmax", channels), intensity=Intensity("range", clip=(0.0, 255.0), over="all"))
    return replace(made, preparation=Preparation(size=size, fit=fit, margin=0.0))  # type: ignore[arg-type]


@pytest.mark.parametrize("fit", ["stretch", "letterbox", "crop"])
@pytest.mark.parametrize("shape", [(60, 90), (91, 47), (32, 32)])
def test_a_bright_spot_is_found_where_it_is(fit: str, shape: tuple[int, int]) -> None:
    """The network looks at all it is given; the picture shows one spot in its middle."""
    picture = np.zeros(shape, np.uint8)
    middle = tuple(slice(n // 2 - 6, n // 2 + 6) for n in shape)
    picture[middle] = 255
    made = _films(fit, (32, 32))
    given, placed = network_input(made, picture)
    wish = PictureWish(made, (Looking(32),), OfClass(1), "integrated-gradients")
    found, explained = explain_picture(wish, given, placed)
    assert found.shape == shape
    assert explained.values.shape == (32, 32)
    grown = np.zeros(shape, bool)
    grown[tuple(slice(n // 2 - 9, n // 2 + 9) for n in shape)] = True
    assert part_inside(found, grown) > 0.97


def test_what_was_cut_off_has_no_evidence() -> None:
    picture = np.full((20, 60), 255, np.uint8)
    made = replace(_films("crop", (16, 16)), preparation=Preparation(size=(16, 16), fit="crop", shorter=16))
    given, placed = network_input(made, picture)
    ramp = np.linspace(0, 1, 16, dtype=np.float32)[None, None, None].repeat(16, 2)
    wish = PictureWish(made, (Looking(16),), OfClass(1), "integrated-gradients")
    found, _ = explain_picture(wish, ramp * given, placed)
    assert not found[:, :18].any()
    assert not found[:, -18:].any()
    assert found[:, 32:38].any()


@pytest.mark.parametrize("fit", ["stretch", "letterbox", "crop"])
def test_masks_go_to_the_networks_pixels_and_back(fit: str) -> None:
    mask = np.zeros((60, 90), bool)
    mask[20:40, 30:60] = True
    given, placed = network_input(_films(fit, (48, 48)), mask.astype(np.uint8) * 255)
    inside = into_network(mask, placed, (48, 48))
    assert (inside == (given[0, 0] > 0.5)).mean() > 0.97
    back = placed.restored(torch.from_numpy(inside.astype(np.float32))[None])[0].numpy() > 0.5
    assert 2 * (back & mask).sum() / (back.sum() + mask.sum()) > 0.93


def test_a_region_of_a_segmentation_is_explained_by_what_lies_in_it() -> None:
    made = replace(configuration("segmentation", (0, 1), 2, 1), output=Output("softmax"))
    made = replace(made, preparation=Preparation(size=(32, 32)))
    picture = np.random.default_rng(0).integers(50, 200, (64, 64), dtype=np.uint8)
    mask = np.zeros((64, 64), bool)
    mask[40:60, 40:60] = True
    given, placed = network_input(made, picture)
    wish = PictureWish(made, (Blurring(),), OfRegion({1: mask}), "integrated-gradients")
    found, _ = explain_picture(wish, given, placed)
    near = np.zeros((64, 64), bool)
    near[34:, 34:] = True
    assert part_inside(found, near) > 0.999
    with pytest.raises(ModelError, match="nothing of this region"):
        explain_picture(replace(wish, subject=OfRegion({1: np.zeros((64, 64), bool)})), given, placed)


def _detector(kind: str) -> tuple[Configuration, torch.nn.Module]:
    torch.manual_seed(0)
    sizes = {"spatial_dims": 2, "in_channels": 3, "out_channels": 2, "widths": (8,) * 4, "depths": (1,) * 4}
    if kind == "yolo":
        wish = Detection("yolo", "xyxy", (64, 64), letterbox=False)
        network: torch.nn.Module = YoloDetector(**sizes, neck=8, tower=8)  # type: ignore[arg-type]
    else:
        anchors = ((16.0, 16.0), (32.0, 32.0), (64.0, 64.0))
        wish = Detection("retinanet", size=(64, 64), letterbox=False, anchors=anchors, strides=(8, 16, 32), offset=0.5)
        network = RetinaDetector(**sizes, neck=8, tower=8, anchors=1)  # type: ignore[arg-type]
    return replace(detector(wish), output=Output("sigmoid")), network.eval().requires_grad_(False)


@pytest.mark.parametrize("kind", ["yolo", "retinanet"])
@pytest.mark.parametrize("method", ["grad-cam", "integrated-gradients"])
def test_a_box_is_explained_around_it(kind: str, method: str) -> None:
    made, network = _detector(kind)
    picture = np.random.default_rng(1).integers(0, 255, (128, 128, 3), dtype=np.uint8)
    given, placed = network_input(made, picture)
    with torch.inference_mode():
        table = network(torch.from_numpy(given))[0].double().numpy()
    boxes = placed.back(table_boxes(made, table))
    x0, y0, x1, y1 = boxes[9]
    wish = PictureWish(made, (network,), OfBox((x0, y0), (x1, y1), 1), method)  # type: ignore[arg-type]
    found, explained = explain_picture(wish, given, placed)
    assert found.shape == (128, 128)
    assert explained.score == pytest.approx(table[overlaps(boxes, boxes[9]) >= 0.5, 5].max(), abs=1e-4)
    gone = replace(wish, subject=OfBox((0.0, 0.0), (1.0, 1.0), 1))
    with pytest.raises(ModelError, match="any more"):
        explain_picture(gone, given, placed)


def test_a_detector_without_gradients_is_explained_by_occlusion(monkeypatch: pytest.MonkeyPatch) -> None:
    made = replace(detector(Detection("boxes", size=(32, 32), letterbox=False)), output=Output("none"))

    def named(_: object, batch: torch.Tensor) -> dict[str, NDArray[np.float64]]:
        bright = float(batch[0, :, 8:16, 8:16].mean())
        return {"table": np.array([[8.0, 8.0, 16.0, 16.0, bright, 1.0]])}

    monkeypatch.setattr("medview.engine.explaining.boxes.named", named)
    picture = np.zeros((64, 64, 3), np.uint8)
    picture[16:32, 16:32] = 255
    given, placed = network_input(made, picture)
    wish = PictureWish(made, (Told(nn.Identity()),), OfBox((16.0, 16.0), (32.0, 32.0), 1), "occlusion")
    found, explained = explain_picture(wish, given, placed)
    assert explained.score == pytest.approx(1.0, abs=0.1)  # its edges are mixed when the picture is halved
    near = np.zeros((64, 64), bool)
    near[10:38, 10:38] = True
    assert part_inside(found, near) > 0.95
    with pytest.raises(ModelError, match="gradients"):
        explain_picture(replace(wish, method="grad-cam"), given, placed)
