"""The input gates of the detectors: what part of other pictures goes unnoticed, and of their own is stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from medview.catalog.package import load_package
from medview.core.resources import resource
from medview.training.data.pictures import read_picture
from medview.training.data.reading import read_data
from tests.benchmarks.bench_film_gate import ALARMS, FAR, NEAREST, gate_row
from tests.benchmarks.film_kinds import NEAR, SHARED, Picture, chest_ct, far, films
from tests.benchmarks.row import Row

OWN_KINDS = {
    "brain-mr-tumour-detector": ("brain_tumor_boxes", "MR of the brain"),
    "blood-cells-detector": ("blood_cell_boxes", "microscopy"),
}
"""Each detector's data folder, and which of the far kinds is none to it."""

AS_USUAL = {"brain-mr-tumour-detector": ("rotated by 180°", "mirrored"), "blood-cells-detector": tuple(NEAR)}
"""What is no fault of a picture: exports hang heads either way up, and a smear of blood has no up, left or middle."""


def run() -> list[Row]:
    """Measure each gate on pictures held out of its training."""
    others = [("film of the chest", films("val")), *far(chest_ct())]
    return [row for model in OWN_KINDS for row in _rows(model, others)]


def _rows(model: str, others: Sequence[tuple[str, list[Picture]]]) -> list[Row]:
    package, (folder, own) = load_package(resource("models", model)), OWN_KINDS[model]
    held_out = [read_picture(sample.path) for sample in read_data(SHARED / folder, "detection", "val").samples]
    near: dict[str, Callable[[Picture, int], Picture]] = {
        name: make for name, make in NEAR.items() if name not in AS_USUAL[model]
    }
    return [
        gate_row(package, f"{model}: held out", held_out, ALARMS, unnoticed=False),
        *(
            gate_row(package, f"{model}: near, {name}", [make(_flat(p), n) for n, p in enumerate(held_out)], NEAREST)
            for name, make in near.items()
        ),
        *(gate_row(package, f"{model}: far, {name}", some, FAR) for name, some in others if not name.startswith(own)),
    ]


def _flat(picture: Picture) -> Picture:
    return picture.mean(2).astype(picture.dtype) if picture.ndim == 3 else picture
