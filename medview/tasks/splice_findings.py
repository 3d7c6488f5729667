"""What variants do to splicing, as findings that a person reviews."""

from __future__ import annotations

from collections.abc import Iterator
from uuid import uuid4

from medview.core.card import Kind
from medview.core.finding import Analysis, Finding, Provenance, Span, SpliceChange
from medview.core.overlay import Colour
from medview.core.splicing import CHANGES, SpliceEffect, SpliceEffects
from medview.core.study import Series
from medview.core.text import tr

_COLOURS: tuple[Colour, ...] = ((0, 158, 115), (230, 159, 0), (86, 180, 233), (213, 94, 0))
"""Of ``CHANGES``: gains cold, losses warm (Okabe and Ito 2008)."""
_REASONS = 5
"""So many reasons why variants were left out are told, the most frequent first."""


def as_analysis(effects: SpliceEffects, series: Series, seconds: float) -> Analysis:
    """Effects of variants as an analysis of the file of variants: a finding for each alternative on each strand.

    Args:
        effects: What was predicted.
        series: The opened file of variants.
        seconds: Time it took.
    """
    source = Provenance(
        model=effects.model,
        version=effects.version,
        weights_sha256=effects.weights_sha256,
        series_uid=series.uid,
        input_uids=(),
        input_fingerprint=series.fingerprint,
        plan=tuple(_plan(effects)),
        software_version=effects.software_version,
        time=effects.time,
    )
    return Analysis(
        id=uuid4().hex,
        model_name=effects.model_name,
        series_uid=series.uid,
        findings=tuple(_finding(one, source) for one in effects.effects),
        warnings=_warnings(effects),
        seconds=seconds,
        classes=tuple(map(Kind, CHANGES, _COLOURS)),
        left_out=effects.refused,
    )


def _plan(effects: SpliceEffects) -> Iterator[tuple[str, str]]:
    yield from effects.plan
    yield "distance", str(effects.distance)
    yield "masked", str(effects.masked).lower()
    yield "reference_sha256", effects.reference_fingerprint


def _finding(one: SpliceEffect, source: Provenance) -> Finding:
    value = SpliceChange(one.reference, one.alternative, one.deltas, one.gene, one.name, one.line)
    where = Span(one.index, one.record, one.start, one.start + len(one.reference), one.strand)
    return Finding(uuid4().hex, one.deltas.change, where, value, source, note=one.deltas.words)


def _warnings(effects: SpliceEffects) -> tuple[str, ...]:
    """How much was left out, and why: one sentence for each reason."""
    reasons: dict[str, list[int]] = {}
    for one in effects.refused:
        reasons.setdefault(one.reason, []).append(one.line)
    told = tr("Line {line}: {reason}")
    several = tr("Line {line} and {count} more: {reason}")
    most = sorted(reasons.items(), key=lambda item: -len(item[1]))[:_REASONS]
    counted = tr("{count} lines or alternatives could not be scored.").format(count=effects.refused_count)
    return (
        *((counted,) if effects.refused_count else ()),
        *((told if len(at) == 1 else several).format(line=at[0], count=len(at) - 1, reason=why) for why, at in most),
    )
