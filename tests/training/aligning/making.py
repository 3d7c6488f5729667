"""Made-up families of proteins whose alignment is known."""

from __future__ import annotations

import gzip
import json
from itertools import combinations
from pathlib import Path

import numpy as np

from medview.training.aligning.recipe import AlignerRecipe
from medview.training.kinds import load_recipe

RESIDUES = "ACDEFGHIKLMNPQRSTVWY"
HIDDEN = {letter: RESIDUES[(place + 7) % 20] for place, letter in enumerate(RESIDUES)}
"""Letters these families swap, as no known matrix has it."""


def family(seed: int, length: int = 24, rows: int = 3) -> list[str]:
    """Rows of an alignment: every other one has most of its letters swapped by ``HIDDEN``; each has a gap."""
    random = np.random.default_rng(seed)
    root = "".join(random.choice(list(RESIDUES), length))
    found = []
    for row in range(rows):
        swapped = "".join(HIDDEN[one] if random.random() < (0.05, 0.95)[row % 2] else one for one in root)
        place, gap = int(random.integers(3, length - 8)), int(random.integers(0, 5))
        found.append(swapped[:place] + "-" * gap + swapped[place + gap :])
    return found


def lines(folder: Path, families: int = 6) -> Path:
    """The folder with a file of pairs, of two parts."""
    folder.mkdir(parents=True, exist_ok=True)
    with gzip.open(folder / "pairs.jsonl.gz", "wt") as stream:
        for number in range(families):
            rows = family(number)
            for one, other in combinations(range(len(rows)), 2):
                told = {"set": f"RV1{1 + number % 2}", "family": f"family{number}", "a": f"a{one}", "b": f"b{other}"}
                stream.write(json.dumps(told | {"ref_a": rows[one], "ref_b": rows[other]}) + "\n")
    return folder


def recipe(steps: int = 20, **more: object) -> AlignerRecipe:
    """A recipe of a tiny aligner that is trained within seconds."""
    from dataclasses import replace

    made = load_recipe("protein-aligner")
    assert isinstance(made, AlignerRecipe)
    arguments = {
        "width": 16,
        "dilations": (1,),
        "kernel": 3,
        "features": 8,
        "hidden": 16,
        "negative": 2,
        "dropout": 0.0,
    }
    phases = (replace(made.plan.phases[0], steps=steps, batch=4, warmup=5, rate=0.03),)
    return replace(
        made,
        id="tiny-aligner",
        network=replace(made.network, arguments=arguments),
        plan=replace(made.plan, phases=phases, average=0.9),
        base="",
        networks=3,
        **more,
    )
