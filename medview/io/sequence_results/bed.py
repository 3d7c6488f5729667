"""Findings of sequences as BED9 (GA4GH BED 1.0): letters counted from 0, the end behind the last one."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from medview.core.finding import Analysis, Decision, Review
from medview.core.study import Series, Study
from medview.io.atomic import atomic
from medview.io.selection import check_belonging
from medview.io.sequence_results.told import Told, told, undecided

_MOST = 255
"""Signs of a name."""
_STRANDS = {1: "+", -1: "-", 0: "."}


def write_bed(study: Study, series: Series, analysis: Analysis, reviews: tuple[Review, ...], path: Path) -> None:
    """Write findings that were not rejected.

    BED has no field for a decision: what nobody decided on says ``unreviewed`` in its name and is drawn thin (its thick
    part is empty), what a person stands behind is drawn thick.

    Raises:
        MedViewError: The parts do not belong together.
        WriteError: There are none, or the file cannot be written.
    """
    check_belonging(series, analysis, study)
    text = "".join(f"{line}\n" for line in _lines(analysis, told(analysis, reviews)))
    with atomic(path) as sibling:
        sibling.write_text(text, encoding="ascii", newline="")


def _lines(analysis: Analysis, found: tuple[Told, ...]) -> Iterator[str]:
    yield f"# {_ascii(analysis.model_name)}; not a medical device"
    if undecided(found):
        yield f"# UNREVIEWED: no person has decided on {undecided(found)} of {len(found)} findings"
    yield from map(_line, found)


def _line(one: Told) -> str:
    where, score = one.where, 1000 if one.score is None else round(1000 * one.score)
    thick = where.end if one.review is not None else where.start
    name = one.name if one.review is not None else f"{one.name} ({one.decision})"
    if one.review is not None and one.review.decision is Decision.ADDED:
        name = f"{one.name} (by hand)"
    columns = (
        *(_ascii(where.name).replace(" ", "_"), str(where.start), str(where.end), _ascii(name)[:_MOST]),
        *(str(min(max(score, 0), 1000)), _STRANDS[where.strand], str(where.start), str(thick)),
        ",".join(map(str, one.colour)),
    )
    return "\t".join(columns)


def _ascii(text: str) -> str:
    """Printable ASCII, the only signs BED has; others become ``?``."""
    return "".join(sign if " " <= sign <= "~" else "?" for sign in " ".join(text.split()))
