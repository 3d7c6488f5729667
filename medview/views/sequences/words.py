"""How places, lengths and what lies there are said: positions are counted from 1, as biologists do."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from medview.core.alphabet import Alphabet
from medview.core.finding import Decision, Probability
from medview.core.pair_alignment import AlignmentMode
from medview.core.sequence import Feature, Variant
from medview.views.sequences.values import Effect, Interval, Span

_STRANDS = {1: "→", -1: "←", 0: ""}


def tr(text: str) -> str:
    """A text of this room in the reader's language."""
    return QCoreApplication.translate("sequences", text)


def mode_names() -> dict[AlignmentMode, str]:
    """How two sequences are aligned, in words."""
    return {
        "global": tr("From end to end"),
        "local": tr("Only what is alike"),
        "semi-global": tr("From end to end, overhanging ends free"),
    }


def number_text(number: int) -> str:
    """A whole number with its thousands apart."""
    return f"{number:,}"


def length_text(length: int, alphabet: Alphabet | None) -> str:
    """A number of letters with its unit."""
    return f"{length:,} {alphabet.unit if alphabet is not None else tr('letters')}"


def interval_text(interval: Interval) -> str:
    """An interval as first and last letter, counted from 1."""
    start, end = interval
    return number_text(start + 1) if end - start == 1 else f"{start + 1:,}–{end:,}"


def probability_text(value: Probability) -> str:
    """A probability in percent, with its interval where it has one."""
    told = f"{100 * value.value:.0f} %"
    if value.low is None or value.high is None:
        return told
    return f"{told} ({100 * value.low:.0f}–{100 * value.high:.0f} %)"


def decision_text(decision: Decision | None) -> str:
    """What a person decided, in a word."""
    known = {
        Decision.ACCEPTED: tr("accepted"),
        Decision.REJECTED: tr("rejected"),
        Decision.MODIFIED: tr("changed"),
        Decision.ADDED: tr("added by hand"),
    }
    return known.get(decision, tr("not reviewed")) if decision is not None else tr("not reviewed")


def span_text(span: Span) -> str:
    """A finding in one line."""
    sure = probability_text(span.probability) if span.probability is not None else ""
    place = f"{interval_text((span.start, span.end))} {_STRANDS[span.strand]}".strip()
    parts = (span.label, sure, place, decision_text(span.decision))
    return " · ".join(part for part in parts if part)


def feature_text(feature: Feature) -> str:
    """A feature in one line."""
    places = "[{}]" if len(feature.parts) > 1 else "{}"
    ends = (
        f"{'<' if part.before else ''}{part.start + 1:,}–{'>' if part.after else ''}{part.end:,}"
        for part in feature.parts[:4]
    )
    more = ", …" if len(feature.parts) > 4 else ""
    where = places.format(", ".join(ends) + more)
    product = next(iter(feature.values("product")), "")
    name = feature.label if feature.label != feature.kind else ""
    told = (feature.kind, name, product if product != name else "", f"{where} {_STRANDS[feature.strand]}".strip())
    return " · ".join(part for part in told if part)


def variant_text(variant: Variant) -> str:
    """A variant in one line."""
    change = f"{short(variant.reference)}>{short(','.join(variant.alternatives) or '.')}"
    quality = tr("quality {value:g}").format(value=variant.quality) if variant.quality is not None else ""
    filters = ", ".join(variant.filters)
    parts = (
        interval_text((variant.start, max(variant.end, variant.start + 1))),
        change,
        variant.name,
        quality,
        filters,
    )
    return " · ".join(part for part in parts if part)


def effect_text(effect: Effect) -> str:
    """What an alternative does, in one line."""
    where = f"{effect.gene} {_STRANDS[effect.strand]}".strip()
    return " · ".join(
        filter(None, (f">{short(effect.alternative)} {where}", effect.deltas.words, decision_text(effect.decision)))
    )


def short(letters: str, most: int = 12) -> str:
    """Letters, with their number in place of what is too long."""
    return letters if len(letters) <= most else f"{letters[: most - 4]}…({len(letters)})"


def scheme_names() -> dict[str, str]:
    """What the schemes of colours are called."""
    return {
        "bases": tr("Bases"),
        "rings": tr("Purines and pyrimidines"),
        "groups": tr("Groups of amino acids"),
        "hydropathy": tr("Hydrophobicity"),
        "clustal": tr("Clustal"),
        "zappo": tr("Zappo"),
        "taylor": tr("Taylor"),
        "plain": tr("Plain"),
    }
