"""A task of the analysis pool: what the variants of a file do to splicing."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Literal

from medview import __version__
from medview.catalog.package import Package
from medview.core.errors import ReadError
from medview.core.finding import now
from medview.core.genes import Gene, genes
from medview.core.sequence import LISTED, SequenceRecord, Variant
from medview.core.splicing import Deltas, NotScored, SpliceEffect, SpliceEffects, VariantsWish
from medview.core.text import tr
from medview.engine.model import Model
from medview.engine.sequences.reading import checked, halo
from medview.engine.sequences.splicing import Window, channels_of, confined, deltas, window
from medview.io.sequences.opening import open_sequences
from medview.io.sequences.vcf import VariantSequences
from medview.jobs.protocol import Context
from medview.tasks.given import sound

_READ, _SCORED = 0.1, 0.99
"""Done part after both files are read, and after the last variant is scored."""

_TOGETHER = 32
"""Alternatives that are scored at once."""

_INTERVAL = 1 << 22
"""Letters of a record whose variants are held at once."""

_STRANDS: tuple[Literal[1, -1], ...] = (1, -1)

Warm = Callable[[str, str], Model]
"""From a package's folder and the hash of its weights to the model in float32, loaded."""


Genes = dict[int, tuple[Gene, ...]]
"""Those of each record."""


@dataclass(frozen=True, eq=False)
class _Item:
    """One alternative on one strand."""

    record: SequenceRecord
    variant: Variant
    alternative: str
    strand: Literal[1, -1]
    gene: str
    window: Window


@dataclass(eq=False)
class _Scoring:
    """A run over all variants of a file.

    Args:
        context: The job.
        model: The model.
        variants: The file.
        wanted: What is asked.
        genes: Those of each record.
    """

    context: Context
    model: Model
    variants: VariantSequences
    wanted: VariantsWish
    genes: Genes
    effects: list[SpliceEffect] = field(default_factory=list)
    refused: list[NotScored] = field(default_factory=list)
    refused_count: int = 0
    _items: list[_Item] = field(default_factory=list)
    _done: int = 0
    _taken: int = 0

    def score(self) -> None:
        """Go through all of them."""
        for record, variant in _each(self.variants):
            self._take(record, variant)
            self._taken += 1
            if len(self._items) >= _TOGETHER:
                self._flush()
            elif not self._taken % LISTED:
                self._step(0.0)
        self._flush()

    def _step(self, fraction: float) -> None:
        """Tell how far it is, by how far those that were taken are."""
        done = self._done + fraction * (self._taken - self._done)
        part = min(done / max(self.variants.file.variants, 1), 1.0)
        self.context.checkpoint(_READ + (_SCORED - _READ) * part, tr("Scoring variants"))

    def _take(self, record: SequenceRecord, variant: Variant) -> None:
        """Note what is to be scored of a variant."""
        if record.absent:
            self._refuse(variant, record, "", record.absent)
            return
        for alternative in variant.alternatives:
            placed = self._placed(record, variant, alternative)
            if isinstance(placed, str):
                self._refuse(variant, record, alternative, placed)
            else:
                self._items += [_Item(record, variant, alternative, *one) for one in placed]

    def _placed(
        self, record: SequenceRecord, variant: Variant, alternative: str
    ) -> list[tuple[Literal[1, -1], str, Window]] | str:
        """On which strands an alternative is read, in which genes; or why on none."""
        fetch, change = partial(self.variants.codes, record.index), (variant.reference, alternative)
        made = window(self.model, fetch, record.length, variant.start, change, self.wanted.distance)
        known, start = self.genes.get(record.index, ()), variant.start
        if isinstance(made, str):
            return made
        if not known and not self.wanted.masked:
            return [(strand, "", made) for strand in _STRANDS if strand in self.wanted.strands]
        here = [gene for gene in known if gene.start <= start < gene.end]
        if not here:
            return tr("It lies in none of the genes the reference tells.")
        return [(_strand(gene), gene.name, _within(made, gene, start, self.wanted.masked)) for gene in here]

    def _refuse(self, variant: Variant, record: SequenceRecord, alternative: str, reason: str) -> None:
        self.refused_count += 1
        if len(self.refused) < LISTED:
            said = (record.id, variant.start, variant.reference, alternative)
            self.refused.append(NotScored(variant.line, reason, *said))

    def _flush(self) -> None:
        """Score what was noted."""
        for number, strand in enumerate(_STRANDS):
            here = [one for one in self._items if one.strand == strand]
            step = partial(self._half, number)
            found = deltas(self.model, [one.window for one in here], step, strand)
            self.effects += map(_effect, here, found)
        self._items.clear()
        self._done = self._taken

    def _half(self, number: int, fraction: float) -> None:
        self._step((number + fraction) / len(_STRANDS))


def _strand(gene: Gene) -> Literal[1, -1]:
    return 1 if gene.strand > 0 else -1


def _within(made: Window, gene: Gene, start: int, masked: bool) -> Window:
    inside = confined(made, gene.start - start, gene.end - 1 - start)
    return replace(inside, boundary=gene.nearest(start)) if masked else inside


def scored(context: Context, folder: str, path: str, wanted: VariantsWish, warm: Warm) -> SpliceEffects:
    """Predict what each variant of a file does to splicing; what cannot be scored is told, the rest is.

    Args:
        context: The job.
        folder: The model package.
        path: The file of variants.
        wanted: What is asked; genes, where the reference has features that tell them, are scored on their strand and
            within their ends.
        warm: Loads the model.

    Raises:
        ModelError: The package is damaged, or no model of splice sites.
        ReadError: A file cannot be read, or is no file of variants; or genes are needed and none are told.
    """
    context.checkpoint(0.0, tr("Checking the model"))
    package, sha256 = sound(folder)
    channels_of(package.configuration)
    checked(package.configuration)
    model = warm(folder, sha256)
    private = context.folder / "unpacked"
    with open_sequences(path, private, partial(_reading, context), reference=wanted.reference) as variants:
        if not isinstance(variants, VariantSequences):
            raise ReadError(
                tr("{name} is no file of variants.").format(name=Path(path).name),
                tr("Give a VCF file, plain or packed with gzip."),
            )
        if variants.reference is None:
            raise ReadError(
                tr("The sequences that the variants of {name} lie in are not beside it.").format(name=Path(path).name),
                tr("Name the file of the reference: FASTA, or GenBank or EMBL with its genes."),
            )
        scoring = _Scoring(context, model, variants, wanted, _genes(variants, wanted.masked))
        scoring.score()
        context.checkpoint(1.0, tr("Done"))
        return _value(scoring, package, sha256)


def _reading(context: Context, fraction: float, note: str = "") -> None:
    context.checkpoint(_READ * fraction, note)


def _genes(variants: VariantSequences, masked: bool) -> Genes:
    """The genes the reference tells.

    Raises:
        ReadError: It tells none, and masks need them.
    """
    records = (variants.record(index) for index in range(len(variants)))
    found = {one.index: genes(variants.features(one.index)) for one in records if not one.absent}
    if masked and not any(found.values()):
        raise ReadError(
            tr("The reference tells no genes, and masks need the ends of their exons."),
            tr("Give it as GenBank or EMBL with its features, or leave the mask out."),
        )
    return found


def _each(variants: VariantSequences) -> Iterator[tuple[SequenceRecord, Variant]]:
    """Every variant with its record."""
    for index in range(len(variants)):
        record = variants.record(index)
        yield from ((record, variant) for variant in _of_record(variants, record))


def _of_record(variants: VariantSequences, record: SequenceRecord) -> Iterator[Variant]:
    if record.absent:  # its length is not known
        yield from variants.variants(record.index)
        return
    for start in range(0, record.length, _INTERVAL):
        touching = variants.variants(record.index, start, start + _INTERVAL)
        yield from (one for one in touching if one.start >= start)
    yield from (one for one in variants.variants(record.index, record.length) if one.start >= record.length)


def _effect(one: _Item, said: Deltas) -> SpliceEffect:
    variant = one.variant
    return SpliceEffect(
        index=one.record.index,
        record=one.record.id,
        start=variant.start,
        reference=variant.reference,
        alternative=one.alternative,
        strand=one.strand,
        gene=one.gene,
        deltas=said,
        line=variant.line,
        name=variant.name,
    )


def _value(scoring: _Scoring, package: Package, sha256: str) -> SpliceEffects:
    file, reference, wanted = scoring.variants.file, scoring.variants.reference, scoring.wanted
    assert reference is not None  # ``scored`` refuses others
    damaged = [NotScored(one.line, one.reason) for one in file.refused]
    refused = sorted([*damaged, *scoring.refused], key=lambda one: one.line)
    return SpliceEffects(
        file=file.path,
        fingerprint=file.fingerprint,
        reference=reference.path,
        reference_fingerprint=reference.fingerprint,
        model=package.card.id,
        model_name=package.card.name,
        version=package.card.version,
        weights_sha256=sha256,
        distance=wanted.distance,
        masked=wanted.masked,
        effects=tuple(sorted(scoring.effects, key=lambda one: one.line)),
        refused=tuple(refused[:LISTED]),
        refused_count=file.refused_count + scoring.refused_count,
        plan=_plan(scoring.model),
        software_version=__version__,
        time=now(),
    )


def _plan(model: Model) -> tuple[tuple[str, str], ...]:
    told = {
        "device": model.plan.device,
        "precision": model.plan.precision,
        "networks": len(model.networks),
        "flank": halo(model.package.configuration),
    }
    return tuple((name, str(value)) for name, value in told.items())
