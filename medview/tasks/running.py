"""One run of a model as it is asked for, and what it gives before its provenance is known."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from medview.core.content import SequenceContent
from medview.core.finding import Finding, GateAnswer, Provenance
from medview.core.images import StoredImages
from medview.core.stages import Stages
from medview.core.study import Series
from medview.core.volume import StoredVolume
from medview.engine.model import Model
from medview.jobs.protocol import Context

LOADED, FOUND, DRAWN = 0.1, 0.6, 0.98
"""Done part after the model is loaded, after its places are found, and after the last one is drawn."""


@dataclass(frozen=True, eq=False)
class Run:
    """One run.

    Args:
        context: The job.
        model: The model, loaded.
        series: What it runs on.
        stored: Its voxels, pictures or sequences.
        stages: To be gone through.
        focus_lps: LPS point around which a whole image is computed first.
        records: Of sequences, indices of the records that are answered for; empty: all.
    """

    context: Context
    model: Model
    series: Series
    stored: StoredVolume | StoredImages | SequenceContent
    stages: Stages
    focus_lps: tuple[float, float, float] | None
    records: tuple[int, ...] = ()

    @property
    def volume(self) -> StoredVolume:
        """The voxels it runs on."""
        assert isinstance(self.stored, StoredVolume)  # ``analyse`` runs pictures otherwise
        return self.stored

    @property
    def images(self) -> StoredImages:
        """The pictures it runs on."""
        assert isinstance(self.stored, StoredImages)  # ``analyse`` runs volumes otherwise
        return self.stored

    @property
    def sequences(self) -> SequenceContent:
        """The sequences it runs on."""
        assert isinstance(self.stored, SequenceContent)  # ``analyse`` runs images otherwise
        return self.stored


@dataclass(frozen=True, eq=False)
class Result:
    """What a run gave.

    Args:
        plan: How it was run, as entries of the provenance.
        used: Values of the label map that may be there.
        warnings: What the reader must see.
        findings: From the provenance to the findings.
        gate: What the package's input gate said.
    """

    plan: tuple[tuple[str, str], ...]
    used: frozenset[int]
    warnings: tuple[str, ...]
    findings: Callable[[Provenance], tuple[Finding, ...]]
    gate: tuple[GateAnswer, ...] = ()
