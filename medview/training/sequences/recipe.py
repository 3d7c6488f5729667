"""Recipes of models that read sequences: everything that decides what a run gives."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from medview.catalog.schema import Letters, Network
from medview.training.running.plan import Plan


@dataclass(frozen=True)
class Hiding:
    """Which letters a network is to find again (Devlin et al. 2019, arXiv:1810.04805).

    Args:
        part: Part of the letters it is asked for.
        kept: Part of those that stay as they are.
        swapped: Part of those that become others; the rest is hidden.
        stretches: Probability that stretches are asked for instead of single letters, and all of them hidden.
        stretch: Longest of them.
        ended: Probability that a sequence ends early, its last letter hidden: to be told from those before it alone.
    """

    part: float = 0.15
    kept: float = 0.1
    swapped: float = 0.1
    stretches: float = 0.2
    stretch: int = 12
    ended: float = 0.1


@dataclass(frozen=True)
class SequenceRecipe:
    """How networks are trained that read sequences.

    Args:
        kind: ``sequences``.
        id: Identifier of the model and its folder.
        version: Version of the model.
        template: Name of the shipped ``*.package.json`` that states the rest of the package.
        network: The network; its channels follow the data where they are 0.
        letters: How letters become its input, and what it answers for.
        plan: How each network is trained.
        longest: Letters it learns from at once; of longer sequences a part is drawn.
        files: Patterns of the files it learns from within the data folder, of what needs no labels; empty: all of it.
        hiding: Which letters are to be found again, where that is what it learns.
        hidden: Part of the letters that are hidden, and part that become others, where it learns something else.
        networks: How many are trained and averaged. Of several each learns from all parts but one, which it answers
            for.
        held_out: Of a single network, the part of the sequences kept out of training, for the curve and calibration.
        smoothing: Part of the target given to all classes alike.
        balance: Weight of classes grows with their rarity to this power.
        coverage: Nominal coverage of the prediction sets.
        split: Which part of the folder's own split it learns from; empty: all of it.
        base: Identifier of a package trained into the same folder or shipped, or a folder, whose reader it begins
            with; empty: with random weights.
        still: Whether that reader stays as it is.
        beside: Packages like ``base``, whose readers read beside that one and stay as they are.
    """

    kind: Literal["sequences"]
    id: str
    version: str
    template: str
    network: Network
    letters: Letters
    plan: Plan
    longest: int = 512
    files: tuple[str, ...] = ()
    hiding: Hiding = field(default=Hiding())
    hidden: tuple[float, float] = (0.0, 0.0)
    networks: int = 1
    held_out: float = 0.05
    smoothing: float = 0.0
    balance: float = 0.0
    coverage: float = 0.9
    split: str = "train"
    base: str = ""
    still: bool = False
    beside: tuple[str, ...] = ()
