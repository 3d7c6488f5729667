"""Recipes of aligners: everything that decides what a run gives."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medview.catalog.schema import Letters, Network
from medview.training.running.plan import Plan


@dataclass(frozen=True)
class AlignerRecipe:
    """How an aligner of pairs of sequences is trained: its heads learn, its reader stays as it was.

    Args:
        kind: ``pairs``.
        id: Identifier of the model and its folder.
        version: Version of the model.
        template: Name of the shipped ``*.package.json`` that states the rest of the package.
        network: The network; its heads are ``networks``.
        letters: How letters become its input.
        plan: How each head is trained; a case is a pair.
        base: Identifier of a package trained into the same folder or shipped, or a folder, whose reader is taken;
            empty: with random weights, and the reader learns too little to be of use.
        networks: Heads: each learns from all families but a part, which it answers for.
        longest: Letters of the sequences it learns from at most; pairs with longer ones are left out.
        local: Part of the batches in which what lies before and behind the first and last column costs nothing.
        alike: From which local score (BLOSUM62, 11/1) on sequences of two families are relatives, so that no head
            learns from one family and answers for the other.
        coverage: Of prediction sets, of which an aligner has none.
    """

    kind: Literal["pairs"]
    id: str
    version: str
    template: str
    network: Network
    letters: Letters
    plan: Plan
    base: str = ""
    networks: int = 5
    longest: int = 500
    local: float = 0.5
    alike: float = 80.0
    coverage: float = 0.9
