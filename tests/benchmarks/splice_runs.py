"""One side of a comparison of splice scoring, in a process of its own: ``python -m … WHAT FOLDER``.

WHAT is ``NAME-peer``, ``NAME-float32`` or ``NAME-planned`` of a public model; FOLDER has its imported package. It
writes ``chances.npy`` (donors and acceptors) and ``figures.json`` into the folder.
"""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import medview.engine  # noqa: F401  # settings of torch that count before it is imported; peers undo them below

if __name__ == "__main__" and "peer" in sys.argv[1]:
    for name in ("OMP_WAIT_POLICY", "THP_MEM_ALLOC_ENABLE"):
        os.environ.pop(name, None)

import numpy as np
import torch
from torch.nn import functional

from medview.catalog.package import load_package
from medview.engine.golden import lower_precision_agrees
from medview.engine.model import Model, load_model
from medview.engine.sequences.splicing import chances
from medview.engine.weights import load_networks
from tests.benchmarks.measured_tasks import peak_bytes

LETTERS = 1_000_000
ANSWERED = 5000
"""Bases a window of the authors' program answers for."""

_BATCHES = {"80nt": 18, "400nt": 18, "10000nt": 6}
"""Windows their program computes at once on one device."""


def letters() -> np.ndarray:
    """A million random letters, ASCII."""
    return np.frombuffer(b"ACGT", np.uint8)[np.random.default_rng(0).integers(0, 4, LETTERS)]


def peer(folder: Path, name: str, codes: np.ndarray) -> np.ndarray:
    """Windows of the authors' size in batches of the authors' size, plain PyTorch."""
    networks, flank = load_networks(load_package(folder)), int(name.removesuffix("nt")) // 2
    text = torch.from_numpy(np.searchsorted(np.frombuffer(b"ACGT", np.uint8), codes))
    columns = functional.pad(functional.one_hot(text, 4).T.float(), (flank, flank))
    windows = columns.unfold(1, ANSWERED + 2 * flank, ANSWERED).transpose(0, 1)
    found = []
    with torch.inference_mode():
        for batch in windows.split(_BATCHES[name]):
            said = [network(batch.contiguous()).softmax(1) for network in networks]
            found.append(torch.stack(said).mean(0).transpose(0, 1).flatten(1))
    return torch.cat(found, 1)[1:].numpy()


def ours(folder: Path, exact: bool, codes: np.ndarray) -> tuple[np.ndarray, Model]:
    """The package as the program runs it, or in float32."""

    def agrees(model: Model) -> bool:
        return not (exact and model.plan.precision != "float32") and lower_precision_agrees(model, _no_template)

    model = load_model(load_package(folder), agrees, "cpu")
    return chances(model, codes, lambda _: None), model


def _no_template() -> None:
    raise AssertionError("The package has an input of its own.")


def main() -> None:
    """Run one side."""
    (name, way), folder = sys.argv[1].split("-"), Path(sys.argv[2])
    codes, package = letters(), next((folder / "packages").iterdir())
    precision = "float32"
    wall, processor = time.perf_counter(), time.process_time()
    if way == "peer":
        found = peer(package, name, codes)
    else:
        found, model = ours(package, way == "float32", codes)
        precision = model.plan.precision
    figures = {
        "seconds": time.perf_counter() - wall,
        "processor_s": time.process_time() - processor,
        "peak": peak_bytes(),
        "precision": precision,
        "load": os.getloadavg()[0],
    }
    np.save(folder / f"chances-{way}.npy", found, allow_pickle=False)
    (folder / f"figures-{way}.json").write_text(json.dumps(figures))


if __name__ == "__main__":
    main()
