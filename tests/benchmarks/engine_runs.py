"""One side of a comparison of inference engines, in a process of its own: ``python -m … WHAT FOLDER``.

It writes ``labels.npy`` and ``figures.json`` (seconds, processor seconds, peak memory in bytes) into the folder.
"""

from __future__ import annotations

import json
import math
import os
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Literal

import medview.engine  # noqa: F401  # settings of torch that count before it is imported; peers undo them below

if __name__ == "__main__" and "peer" in sys.argv[1]:
    for name in ("OMP_WAIT_POLICY", "THP_MEM_ALLOC_ENABLE"):
        os.environ.pop(name, None)

import numpy as np
import torch
from scipy.ndimage import zoom
from torch import Tensor, nn

from medview.catalog.schema import Tiling
from medview.engine.accumulate import most_held
from medview.engine.device import Plan
from medview.engine.fast.layerwise import layerwise
from medview.engine.fast.optimised import optimised
from medview.engine.planning import LARGE_SUMS
from medview.engine.sliding import Settings, Sliding
from medview.engine.windows import Layout
from tests.benchmarks.measured_tasks import peak_bytes
from tests.benchmarks.trained import CLASSES, head, meshnet, quantiles_scaled, standardised, trained

PATCH, OVERLAP, MANY = 96, 0.5, 100
SHAPE = (320, 320, 256)
Labels = np.ndarray
Precision = Literal["float32", "bfloat16"]
PRECISIONS: tuple[Precision, ...] = "bfloat16", "float32"


@dataclass(frozen=True)
class Side:
    """One side of a comparison.

    Args:
        prepare: Makes the input and the network; its time does not count.
        infer: Makes labels of both.
        patch: Side of a window the network is run on once before the clock starts, as an engine in use was; 0: none.
    """

    prepare: Callable[[], tuple[Tensor, nn.Module]]
    infer: Callable[[Tensor, nn.Module], tuple[Labels, int]]
    patch: int = 0


def _subcortical() -> tuple[Tensor, nn.Module]:
    return quantiles_scaled(head()), meshnet("subcortical", 18, 30, "elu")


def _plain(image: Tensor, network: nn.Module) -> tuple[Labels, int]:
    return network(image[None, None]).argmax(dim=1)[0].numpy().astype(np.uint8), 1


def _layerwise(image: Tensor, network: nn.Module) -> tuple[Labels, int]:
    form = layerwise(network, 1, torch.bfloat16)
    assert form is not None
    labels = np.zeros(tuple(image.shape), np.uint8)
    for planes, logits in form(image[None], lambda _: None):
        labels[planes] = logits.argmax(dim=0).numpy()
    return labels, 1


def _tissues(name: str, precision: Precision | None = None) -> tuple[Tensor, nn.Module]:
    image = standardised(torch.from_numpy(zoom(head().numpy(), [n / 256 for n in SHAPE], order=1)))
    network = trained(name)
    return image, optimised(network, Plan("cpu", precision)) if precision else network


def _classes(side: int, precision: Precision | None = None) -> tuple[Tensor, nn.Module]:
    """A network that costs little and gives many classes, so that what is measured is what is done with them."""
    torch.manual_seed(0)
    convolutions = nn.Conv3d(1, 8, 3, padding=1), nn.Conv3d(8, MANY, 1)
    network = nn.Sequential(convolutions[0], nn.ReLU(), convolutions[1]).eval()
    coarse = np.random.default_rng(0).standard_normal((side // 8,) * 3)
    image = torch.from_numpy(zoom(coarse, 8, order=1).astype(np.float32))
    return image, optimised(network, Plan("cpu", precision)) if precision else network


def _monai(image: Tensor, network: nn.Module) -> tuple[Labels, int]:
    from monai.inferers import SlidingWindowInferer  # its memory is the peer's

    inferer = SlidingWindowInferer(PATCH, sw_batch_size=1, overlap=OVERLAP, mode="gaussian")
    logits = inferer(image[None, None], network)
    assert isinstance(logits, Tensor)
    windows = math.prod(math.ceil(max(0, n - PATCH) / (PATCH * (1 - OVERLAP))) + 1 for n in image.shape)
    return logits.argmax(dim=1)[0].numpy().astype(np.uint8), windows


def _ours(classes: int, image: Tensor, network: nn.Module) -> tuple[Labels, int]:
    tiling, (x, y, z) = Tiling((PATCH,) * 3, OVERLAP, starts="monai"), image.shape
    sums = most_held(Layout((x, y, z), tiling)) * classes * 4
    settings = Settings(network, dtype=torch.float16 if sums > LARGE_SUMS else torch.float32)  # as the planner has it
    sliding = Sliding(image[None], tiling, settings, lambda _: None)
    labels = np.zeros(tuple(image.shape), np.uint8)
    turned = labels.transpose(sliding.layout.order)
    for tile in sliding.tiles():
        turned[tile.place] = _winners(tile.values)
    return labels, sliding.computed


def _winners(values: Tensor) -> Labels:
    """Class of the greatest value: ``argmax`` takes as much memory again, and several times as long."""
    best, winner = values[0].clone(), torch.zeros(values.shape[1:], dtype=torch.uint8)
    for number, given in enumerate(values[1:], start=1):
        winner.masked_fill_(given > best, number)
        torch.maximum(best, given, out=best)
    return winner.numpy()


def _sides() -> Iterator[tuple[str, Side]]:
    yield "meshnet-peer", Side(_subcortical, _plain)
    yield "meshnet-ours", Side(_subcortical, _layerwise)
    for name in ("unet-batch", "unet-instance", "basic-unet"):
        yield f"{name}-peer", Side(partial(_tissues, name), _monai, PATCH)
        for precision in PRECISIONS:
            yield f"{name}-{precision}", Side(partial(_tissues, name, precision), partial(_ours, CLASSES), PATCH)
    for side in (256, 384):
        yield f"classes-{side}-peer", Side(partial(_classes, side), _monai, PATCH)
        yield f"classes-{side}-ours", Side(partial(_classes, side, "float32"), partial(_ours, MANY), PATCH)


SIDES: Mapping[str, Side] = dict(_sides())


def measure(what: str, folder: Path) -> None:
    """Run one side and write what it gave and took."""
    side = SIDES[what]
    image, network = side.prepare()
    if side.patch:
        with torch.inference_mode():
            network(image[(None, None, *(slice(side.patch),) * 3)])
    before, started, spent = peak_bytes(), time.perf_counter(), time.process_time()
    with torch.inference_mode():
        labels, windows = side.infer(image, network)
    figures: dict[str, Any] = {
        "seconds": time.perf_counter() - started,
        "processor_s": time.process_time() - spent,
        "windows": windows,
        "before": before,
        "peak": peak_bytes(),
    }
    np.save(folder / "labels.npy", labels)
    (folder / "figures.json").write_text(json.dumps(figures))


if __name__ == "__main__":
    measure(sys.argv[1], Path(sys.argv[2]))
