"""Small random networks along sequences, as models ready to predict; and what one whole pass of them gives."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import torch
from pydantic import TypeAdapter
from torch import nn

from medview.catalog.package import Package
from medview.catalog.schema import Configuration, Letters, Network
from medview.engine.device import Plan
from medview.engine.fast.optimised import optimised
from medview.engine.model import Model
from medview.engine.networks.sequence_reader import SequenceReader
from medview.engine.networks.splice import Splice, flank
from tests.catalog.making import configuration, label

CPU = Plan("cpu", "float32")
DNA = ("A", "C", "G", "T")
WIDTHS, DILATIONS = (3, 3, 5, 3), (1, 2, 4, 1)
FLANK = flank(WIDTHS, DILATIONS)


def splice_configuration() -> Configuration:
    """What a package of a small splice network says."""
    data = configuration()
    for entry in ("localisation", "postprocess", "plausible", "calibration", "spacing_mm"):
        data.pop(entry, None)
    data["card"] |= {"name": "Tiny splice", "family": "sequences"}
    data["card"]["input"] |= {"modalities": [], "body_parts": [], "dimensions": 0}
    data["card"]["labels"] = [label(1, "acceptor"), label(2, "donor")]
    data["network"] = {
        "name": "splice",
        "arguments": {"widths": WIDTHS, "dilations": DILATIONS, "channels": 8},
        "in_channels": 4,
        "out_channels": 3,
        "spatial_dims": 1,
    }
    data["intensity"] = {"kind": "none"}
    data["tiling"] = {"patch": [1, 1, 1], "overlap": 0.0, "whole": True}
    data["letters"] = {"alphabet": DNA, "flank": FLANK, "kinds": ["DNA"]}
    data["golden"] = {"recipe": "stored"}
    return TypeAdapter(Configuration).validate_json(json.dumps(data))


def random_splice(seed: int = 0) -> Splice:
    """A network with weights that make sites likely enough to see."""
    torch.manual_seed(seed)
    network = Splice(1, 4, 3, WIDTHS, DILATIONS, 8).eval().requires_grad_(False)
    for module in network.modules():
        if isinstance(module, nn.BatchNorm1d):
            module.running_mean.normal_(0.0, 0.2)
            module.running_var.uniform_(0.5, 2.0)
    network.head.weight *= 8.0
    return network


def random_reader(classes: int = 5) -> SequenceReader:
    """A reader of proteins that answers for each letter."""
    torch.manual_seed(1)
    return SequenceReader(1, 4, classes, width=8, dilations=(1, 3), kernel=3).eval().requires_grad_(False)


def splice_model(networks: int = 1, fast: bool = True) -> Model:
    """A model of small splice networks."""
    made = [random_splice(seed) for seed in range(networks)]
    return model(made, splice_configuration(), fast)


def reader_model() -> Model:
    """A model of a reader whose package says nothing of its flank."""
    said = splice_configuration()
    arguments = {"width": 8, "dilations": (1, 3), "kernel": 3}
    network = Network("sequence_reader", arguments, 4, 5, spatial_dims=1)
    return model([random_reader()], replace(said, network=network, letters=Letters(DNA)))


def model(networks: Sequence[nn.Module], said: Configuration, fast: bool = True) -> Model:
    """Networks as a model on the processor."""
    made = tuple(optimised(network, CPU) if fast else network for network in networks)
    return Model(Package(Path("nowhere"), said), made, CPU)


def text(length: int, seed: int = 0, signs: str = "ACGT") -> str:
    """A random text."""
    return "".join(np.random.default_rng(seed).choice(list(signs), length))


def codes(letters: str) -> np.ndarray:
    """Its ASCII codes."""
    return np.frombuffer(letters.encode("ascii"), np.uint8)


def columns(letters: str, around: int) -> torch.Tensor:
    """(1, 4, length) of zeros and ones, written letter by letter, with nothing on both sides."""
    made = torch.zeros(1, 4, len(letters) + 2 * around)
    for place, letter in enumerate(letters.upper().replace("U", "T")):
        if letter in "ACGT":
            made[0, "ACGT".index(letter), place + around] = 1.0
    return made


def whole(network: nn.Module, letters: str, around: int) -> np.ndarray:
    """(channels, length) of plain PyTorch in one pass."""
    with torch.inference_mode():
        said = network(columns(letters, around))[0]
    extra = (said.shape[1] - len(letters)) // 2
    return said[:, extra : extra + len(letters)].numpy()


def other_strand(letters: str) -> str:
    """The reverse complement, letter by letter."""
    pairs = {"A": "T", "C": "G", "G": "C", "T": "A", "U": "A"}
    return "".join(pairs.get(letter, letter) for letter in reversed(letters.upper()))
