"""What readers that learn no more say of sequences: asked once, kept in a file while networks learn."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from shutil import disk_usage
from tempfile import TemporaryFile

import numpy as np
import torch

from medview.core.text import tr
from medview.engine.device import choose_device, plans
from medview.engine.networks.sequence_reader import SequenceReader
from medview.training.data.sequence_cases import Case
from medview.training.running.trainer import Checkpoint
from medview.training.sequences.learning import by_length, given
from medview.training.sequences.recipe import SequenceRecipe

_ROOM = 2
"""Times the room of the file that must be free."""


def can_be_kept(recipe: SequenceRecipe) -> bool:
    """Whether readers say the same of a sequence each time it is shown."""
    return recipe.still and not any(recipe.hidden) and recipe.network.arguments.get("reader_dropout") == 0


@torch.inference_mode()
def read_once(
    network: SequenceReader, cases: Sequence[Case], recipe: SequenceRecipe, folder: Path, checkpoint: Checkpoint
) -> tuple[Case, ...]:
    """Sequences with what the readers say of them; without, where the disk has no room: readers are asked each time.

    Args:
        network: Has the readers.
        cases: Sequences.
        recipe: What is trained.
        folder: Where the file is kept until nobody needs it: 2 bytes for each feature of each letter.
        checkpoint: Told the progress; may raise to stop.
    """
    way, ends = plans(choose_device())[0], np.cumsum([len(case.letters) for case in cases])
    network = network.to(way.device).eval()
    folder.mkdir(parents=True, exist_ok=True)
    shape = (int(ends[-1]), network.features)
    if disk_usage(folder).free < _ROOM * 2 * shape[0] * shape[1]:
        return tuple(cases)
    with TemporaryFile(dir=folder) as file:
        kept = np.memmap(file, np.float16, "w+", shape=shape)
    rows = {id(case): kept[end - len(case.letters) : end] for case, end in zip(cases, ends, strict=True)}
    done = 0
    for part in by_length(cases, 0):
        with way.autocast():
            said = network.read(given(part, recipe)[0].to(way.device))
        for case, row in zip(part, said.float().cpu().numpy(), strict=True):
            rows[id(case)][:] = row[:, : len(case.letters)].T
            done += len(case.letters)
        checkpoint(done / len(kept), tr("Reading the sequences"))
    return tuple(replace(case, read=rows[id(case)]) for case in cases)
