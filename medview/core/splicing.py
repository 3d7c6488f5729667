"""What variants do to splicing, as a model predicts it: plain values that cross between processes and are written."""

from __future__ import annotations

from dataclasses import dataclass

from medview.core.code import Code
from medview.core.sequence import Strand

CHANGES = (
    Code("ACCEPTOR-GAIN", "99MEDVIEW", "Acceptor gain"),
    Code("ACCEPTOR-LOSS", "99MEDVIEW", "Acceptor loss"),
    Code("DONOR-GAIN", "99MEDVIEW", "Donor gain"),
    Code("DONOR-LOSS", "99MEDVIEW", "Donor loss"),
)
"""What a variant may do to a site, in the order of ``Deltas.each``; no terminology has codes for it."""

LIKELY = 0.2
"""From this score on a change is put forward: the authors' high-recall cutoff (Jaganathan et al. 2019)."""


FARTHEST = 4999
"""As far from a variant as sites may be looked at, letters: what SpliceAI's program allows."""
NEAR = 50
"""How far they are looked at unless a person says otherwise, letters: that program's own choice."""


@dataclass(frozen=True)
class VariantsWish:
    """How the variants of a file are to be scored.

    Args:
        reference: The file with the sequences they lie in; empty: the one that lies beside them.
        distance: How far from a variant sites are looked at, letters.
        strands: Which strands are read where the reference tells no genes.
        masked: Whether gains of annotated sites, and losses of others, count as nothing.
    """

    reference: str = ""
    distance: int = NEAR
    strands: tuple[Strand, ...] = (1, -1)
    masked: bool = False


@dataclass(frozen=True)
class Delta:
    """The greatest change of one kind near a variant.

    Args:
        score: By how much the probability of a site grows (gains) or falls (losses), 0..1.
        position: Where, letters from the first letter the variant replaces, on the stored strand.
    """

    score: float
    position: int


@dataclass(frozen=True)
class Deltas:
    """What a variant does to the sites of splicing near it (Jaganathan et al. 2019, Cell 176:535).

    Args:
        acceptor_gain: Where an acceptor becomes likelier.
        acceptor_loss: Where one becomes less likely.
        donor_gain: Where a donor becomes likelier.
        donor_loss: Where one becomes less likely.
    """

    acceptor_gain: Delta
    acceptor_loss: Delta
    donor_gain: Delta
    donor_loss: Delta

    @property
    def each(self) -> tuple[Delta, Delta, Delta, Delta]:
        """All four, in the order in which they are written."""
        return self.acceptor_gain, self.acceptor_loss, self.donor_gain, self.donor_loss

    @property
    def highest(self) -> float:
        """The greatest of the four scores."""
        return self.greatest.score

    @property
    def greatest(self) -> Delta:
        """The greatest of the four."""
        return self.each[self._at]

    @property
    def change(self) -> Code:
        """What the greatest of the four is: one of ``CHANGES``."""
        return CHANGES[self._at]

    @property
    def _at(self) -> int:
        scores = [one.score for one in self.each]
        return scores.index(max(scores))

    @property
    def words(self) -> str:
        """All four in the form of SpliceAI's program: the score, and its place counted from the variant."""
        said = zip(_SHORT, self.each, strict=True)
        return ", ".join(f"{name} {one.score:.2f} ({one.position:+d})" for name, one in said)


_SHORT = ("AG", "AL", "DG", "DL")


@dataclass(frozen=True)
class SpliceEffect:
    """What one alternative of a variant does on one strand.

    Args:
        index: Index of the record it lies in.
        record: Its id.
        start: First letter it replaces, counted from 0.
        reference: The letters it replaces.
        alternative: What stands there instead.
        strand: Which strand was read.
        gene: What the annotation calls the gene; empty where none is known.
        deltas: What it does.
        line: Where the variant stands in its file, counted from 1.
        name: Its identifiers, as stored.
    """

    index: int
    record: str
    start: int
    reference: str
    alternative: str
    strand: Strand
    gene: str
    deltas: Deltas
    line: int
    name: str = ""


@dataclass(frozen=True)
class NotScored:
    """A variant, one of its alternatives, or a line, of which nothing can be said.

    Args:
        line: Where it stands in its file, counted from 1.
        reason: Why, for the reader.
        record: Id of the record it lies in; empty for a damaged line.
        start: First letter it replaces, counted from 0.
        reference: The letters it replaces.
        alternative: What stands there instead; empty where that does not matter.
    """

    line: int
    reason: str
    record: str = ""
    start: int = 0
    reference: str = ""
    alternative: str = ""


@dataclass(frozen=True)
class SpliceEffects:
    """What a model predicted for the variants of a file; no person has reviewed it.

    Args:
        file: The file of variants.
        fingerprint: sha256 of it.
        reference: The file their reference was read from.
        reference_fingerprint: sha256 of that.
        model: Model identifier.
        model_name: The model's name for people.
        version: Model version.
        weights_sha256: Hash of its weights.
        distance: How far from a variant sites were looked at, letters.
        masked: Whether gains of annotated sites, and losses of others, count as nothing.
        effects: What was predicted, in the file's order.
        refused: What was left out: the first of it.
        refused_count: How much that was in all.
        plan: Device, precision and other parameters, as (name, value).
        software_version: MedView's version.
        time: ISO 8601 with offset.
    """

    file: str
    fingerprint: str
    reference: str
    reference_fingerprint: str
    model: str
    model_name: str
    version: str
    weights_sha256: str
    distance: int
    masked: bool
    effects: tuple[SpliceEffect, ...]
    refused: tuple[NotScored, ...]
    refused_count: int
    plan: tuple[tuple[str, str], ...]
    software_version: str
    time: str
