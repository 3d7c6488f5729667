"""Tiny made-up sequences: a signal that says the class, and letters that say what they are."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np

from medview.catalog.schema import Letters, Network
from medview.training.running.plan import Phase, Plan
from medview.training.sequences.recipe import SequenceRecipe

DNA = Letters(("A", "C", "G", "T", "N"), other="N", kinds=("DNA",))
SIGNAL = "TATAAT"
LENGTH = 40

WHOLE = replace(DNA, answers="whole", signs={"no": (0,), "yes": (1,)})
EACH = replace(DNA, answers="each", signs={"s": (0,), ".": (1,)})
HIDDEN = replace(DNA, answers="letters")


def texts(count: int, seed: int = 0) -> list[tuple[str, int]]:
    """(letters, place of the signal, -1 for none): every second one has the signal."""
    random = np.random.default_rng(seed)
    found = []
    for number in range(count):
        letters, place = "".join(random.choice(list("ACG"), LENGTH)), -1
        if number % 2:
            place = int(random.integers(5, LENGTH - 12))
            letters = letters[:place] + SIGNAL + letters[place + len(SIGNAL) :]
        found.append((letters, place))
    return found


def table(folder: Path, count: int = 40) -> Path:
    """Sequences with classes: ``train.csv`` and ``val.csv``."""
    folder.mkdir(parents=True, exist_ok=True)
    for split, seed in (("train", 0), ("val", 1)):
        rows = [
            f"{split}{n},{'yes' if place >= 0 else 'no'},{letters}"
            for n, (letters, place) in enumerate(texts(count, seed))
        ]
        (folder / f"{split}.csv").write_text("\n".join(("id,label,sequence", *rows)) + "\n")
    return folder


def along(folder: Path, count: int = 40) -> Path:
    """Sequences with the class of each letter, FASTA beside FASTA; the first letters of each are not known."""
    folder.mkdir(parents=True, exist_ok=True)
    for split, seed in (("train", 0), ("val", 1)):
        parts: dict[str, list[str]] = {"sequences": [], "labels": [], "mask": []}
        for number, (letters, place) in enumerate(texts(count, seed)):
            inside = range(place, place + len(SIGNAL)) if place >= 0 else range(0)
            labels = "".join("s" if at in inside else "." for at in range(LENGTH))
            for name, line in (("sequences", letters), ("labels", labels), ("mask", "00" + "1" * (LENGTH - 2))):
                parts[name].append(f">{split}{number}\n{line}\n")
        for name, lines in parts.items():
            (folder / f"{split}_{name}.fasta").write_text("".join(lines))
    return folder


def recipe(letters: Letters, template: Path, steps: int = 120, **more: object) -> SequenceRecipe:
    """A recipe of a network that is trained within seconds."""
    answers = "whole" if letters.answers == "whole" else "each"
    arguments = {"width": 16, "dilations": (1, 2), "kernel": 5, "answers": answers, "dropout": 0.0}
    made = SequenceRecipe(
        kind="sequences",
        id="tiny-sequences",
        version="1.0.0",
        template=str(template),
        network=Network("sequence_reader", arguments, 0, 0, spatial_dims=1),
        letters=letters,
        plan=Plan((Phase(steps, 0.01, 8, warmup=5),), average=0.9, check_every=max(1, steps // 2)),
        held_out=0.2,
    )
    return replace(made, **more)  # type: ignore[arg-type]


TEMPLATE = """{"format": 1, "card": {"name": "Tiny", "family": "sequences", "summary": "s", "intended_use": "u",
"known_failures": [], "input": {"modalities": [], "body_parts": [], "description": "DNA", "max_spacing_mm": 0.0,
"min_extent_mm": 0.0, "dimensions": 1}, "labels": [], "data": [], "weights_licence": "CC-BY-4.0", "authors": "a",
"metrics": [], "interval_coverage": 0.9}, "output": {"activation": "softmax"}, "classes": [CLASSES]}"""

_CLASS = """{"name": "NAME", "code": {"value": "NAME", "scheme": "99MEDVIEW", "meaning": "NAME"}, "threshold": 0.5,
"colour": [1, 2, 3], "finding": FINDING}"""


def template(folder: Path, *classes: tuple[str, bool]) -> Path:
    """A template with these classes."""
    told = ", ".join(_CLASS.replace("NAME", name).replace("FINDING", str(finding).lower()) for name, finding in classes)
    path = folder / "tiny.package.json"
    path.write_text(TEMPLATE.replace("CLASSES", told))
    return path
