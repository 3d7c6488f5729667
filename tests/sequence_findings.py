"""What a model may have found of sequences, made by hand, for tests of what is shown, decided and written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from medview.core.card import Kind
from medview.core.code import UNITY, Code
from medview.core.finding import (
    Analysis,
    Decision,
    Finding,
    Probability,
    Provenance,
    Quantity,
    Review,
    Span,
    Track,
)
from medview.core.study import Kind as SeriesKind
from medview.core.study import Patient, Series, Study

HELIX = Code("helix", "99MEDVIEW", "Alpha helix")
STRAND = Code("strand", "99MEDVIEW", "Beta strand")
COIL = Code("coil", "99MEDVIEW", "Coil")
NUCLEUS, MEMBRANE = Code("nucleus", "99MEDVIEW", "Nucleus"), Code("membrane", "99MEDVIEW", "Cell membrane")
CELL = Code("cell", "99MEDVIEW", "Cell")
STRUCTURE = Code("structure", "99MEDVIEW", "Secondary structure")
SUBSTITUTION = Code("substitution", "99MEDVIEW", "Substitutions")
PERPLEXITY = Code("PERPLEXITY", "99MEDVIEW", "Perplexity")
AMINO_ACIDS = "ACDEFGHIKLMNPQRSTVWY"
ORANGE, BLUE = (230, 159, 0), (0, 114, 178)
FINGERPRINT = "ef" * 32
TIME = "2026-03-04T05:00:00+00:00"


def provenance(series_uid: str = "1.2.3", fingerprint: str = FINGERPRINT) -> Provenance:
    plan = (("device", "cpu"), ("precision", "float32"))
    return Provenance("reader", "1.2.0", "ab" * 32, series_uid, (), fingerprint, plan, "9.9", TIME)


def each(
    folder: Path,
    lengths: Sequence[int] = (60, 40),
    names: Sequence[str] = ("rec0", "rec1"),
    source: Provenance | None = None,
    strand: int = 0,
    spread: bool = True,
) -> Analysis:
    """A reader that answers for each letter: a helix at 5–24 of the first record, a strand at 30–37, one of the next.

    Values of the helix' line are 0.9 within it and 0.1 elsewhere, those of the strand's 0.8 and 0.05.
    """
    source = source or provenance()
    places = [("helix0", HELIX, 0, 4, 24, 0.9), ("strand0", STRAND, 0, 29, 37, 0.8), ("helix1", HELIX, 1, 9, 19, 0.7)]
    places = [one for one in places if one[2] < len(lengths)]
    starts = np.concatenate(([0], np.cumsum(lengths)))
    values = np.full((3, int(starts[-1])), 0.1, np.float16)
    values[1] = 0.05
    for _, what, record, start, end, score in places:
        first = int(starts[record])
        values[(HELIX, STRAND).index(what), first + start : first + end] = score
    values[2] = 1.0 - values[0] - values[1]
    np.save(folder / "track.npy", values)
    np.save(folder / "spread.npy", np.full(values.shape, 0.04, np.float16))
    found: list[Finding] = []
    for record, length in enumerate(lengths):
        where = Span(record, names[record], 0, length)
        apart = str(folder / "spread.npy") if spread else ""
        track = Track(str(folder / "track.npy"), int(starts[record]), (HELIX, STRAND, COIL), UNITY, 0.0, 1.0, apart)
        found.append(Finding(f"track{record}", STRUCTURE, where, track, source))
        for name, what, of, start, end, score in places:
            if of == record:
                value = Probability(score, round(score - 0.1, 3), round(score + 0.05, 3), threshold=0.5)
                found.append(Finding(name, what, Span(record, names[record], start, end, strand), value, source))
    kinds = (Kind(HELIX, ORANGE), Kind(STRAND, BLUE))
    return Analysis("run-each", "Structure reader", source.series_uid, tuple(found), classes=kinds)


def whole(source: Provenance | None = None, lengths: Sequence[int] = (60, 40)) -> Analysis:
    """A reader that answers for whole records: where in the cell a protein is."""
    source = source or provenance()
    chances = ((NUCLEUS, 0.8, 0.3), (MEMBRANE, 0.15, 0.6))
    found = tuple(
        Finding(
            f"{what.value}{record}",
            what,
            Span(record, f"rec{record}", 0, length),
            Probability(scores[record], scores[record] - 0.1, scores[record] + 0.1, threshold=0.5, possible=True),
            source,
        )
        for record, length in enumerate(lengths)
        for what, *scores in sorted(chances, key=lambda one: -one[1 + record])
    )
    kinds = (Kind(NUCLEUS, ORANGE), Kind(MEMBRANE, BLUE))
    return Analysis("run-whole", "Place reader", source.series_uid, found, classes=kinds)


def with_parent(analysis: Analysis) -> Analysis:
    """The same with what both places of each record are together."""
    sums = tuple(
        replace(
            one, id=f"cell{number}", what=CELL, value=Probability(0.95, threshold=0.5, sum_of=("nucleus", "membrane"))
        )
        for number, one in enumerate(analysis.findings[::2])
    )
    return replace(analysis, findings=(*sums, *analysis.findings))


def explained(analysis: Analysis, folder: Path, finding: str = "nucleus0", length: int = 60) -> Analysis:
    """The same with what each letter adds to a finding: +1 of letters 11–20, -0.5 of the last ten, nought else."""
    asked = next(one for one in analysis.findings if one.id == finding)
    values = np.zeros((1, length), np.float32)
    values[0, 10:20], values[0, -10:] = 1.0, -0.5
    np.save(folder / "evidence.npy", values)
    unit = Code("LOG-ODDS-SHARE", "99MEDVIEW", "log odds")
    track = Track(str(folder / "evidence.npy"), 0, (asked.what,), unit, -1.0, 1.0)
    what = Code(f"WHY-{finding}", "99MEDVIEW", f"Why “{asked.what.meaning}”? Integrated gradients")
    source = replace(asked.source, plan=(("explained_finding", finding), ("method", "integrated-gradients")))
    why = Finding(f"why-{finding}", what, asked.where, track, source, None, "All together: from -1.00 to +4.00.")
    return replace(analysis, findings=(*analysis.findings, why))


def letters(folder: Path, length: int = 60, source: Provenance | None = None) -> Analysis:
    """A language model: log odds of each amino acid; those of the n-th letter at place p are (n - p) / 20."""
    source = source or provenance()
    values = (np.arange(20)[:, None] - np.arange(length)[None]) / 20.0
    np.save(folder / "odds.npy", values.astype(np.float16))
    codes = tuple(Code(letter, "99MEDVIEW", f"Residue {letter}") for letter in AMINO_ACIDS)
    unit, where = Code("LOG-ODDS", "99MEDVIEW", "log odds"), Span(0, "rec0", 0, length)
    found = Finding("odds", SUBSTITUTION, where, Track(str(folder / "odds.npy"), 0, codes, unit, -3.0, 3.0), source)
    perplexity = Finding("perplexity", PERPLEXITY, where, Quantity(4.5, UNITY), source)
    return Analysis("run-letters", "Language model", source.series_uid, (perplexity, found))


def decided(finding: str, decision: Decision, replacement: str | None = None, reason: str = "") -> Review:
    return Review(finding, decision, "Dr Reader", "2026-03-04T06:00:00+00:00", reason, replacement)


def study(description: str = "two.fa") -> tuple[Study, Series]:
    series = Series(
        "1.2.3", "1.2", "sequences", "", description, None, "", (), None, fingerprint=FINGERPRINT,
        kind=SeriesKind.SEQUENCES,
    )  # fmt: skip
    return Study("1.2", Patient("", "two", "", ""), "", description, "", "", (series,)), series
