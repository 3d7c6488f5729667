"""Genes as the features of a record tell them: where they lie, on which strand, and where their exons end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from medview.core.sequence import Feature, Part, Strand

_TRANSCRIPTS = ("mRNA", "ncRNA", "misc_RNA")
_CODING = "CDS"


@dataclass(frozen=True)
class Gene:
    """A gene, or what several of its transcripts are together.

    Args:
        name: What its features call it.
        strand: 1 or -1.
        start: Its first letter.
        end: Behind its last.
        boundaries: The first and the last letter of each exon, sorted.
    """

    name: str
    strand: Strand
    start: int
    end: int
    boundaries: tuple[int, ...]

    def nearest(self, place: int) -> int:
        """The end of an exon that is nearest to a letter, counted from there; the left one of two."""
        return min((boundary - place for boundary in self.boundaries), key=abs)


def genes(features: Iterable[Feature]) -> tuple[Gene, ...]:
    """The genes of a record, by their transcripts or, where it tells none, by what they code for.

    The outer ends of what codes are no ends of exons; of genes that have no others, they stand for them all the same.
    """
    known = [one for one in features if one.kind in (*_TRANSCRIPTS, _CODING) and one.strand and _exons(one)]
    transcripts = [one for one in known if one.kind in _TRANSCRIPTS]
    found: dict[tuple[str, int], Gene] = {}
    for gene in map(_gene, transcripts or known):
        key = (gene.name, gene.strand)
        found[key] = _joined(found[key], gene) if key in found else gene
    return tuple(sorted(found.values(), key=lambda one: (one.start, one.end)))


def _exons(feature: Feature) -> list[Part]:
    return sorted((part for part in feature.parts if not part.elsewhere and len(part)), key=lambda part: part.start)


def _gene(feature: Feature) -> Gene:
    ends = [end for part in _exons(feature) for end in (part.start, part.end - 1)]
    inner = ends[1:-1] if feature.kind == _CODING and len(ends) > 2 else ends
    name = next(iter(feature.values("gene")), "") or feature.label
    return Gene(name, feature.strand, feature.start, feature.end, tuple(sorted(set(inner))))


def _joined(one: Gene, other: Gene) -> Gene:
    both = tuple(sorted({*one.boundaries, *other.boundaries}))
    return replace(one, start=min(one.start, other.start), end=max(one.end, other.end), boundaries=both)
