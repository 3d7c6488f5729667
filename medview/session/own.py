"""A person's own findings, beside those of a model: what it missed."""

from __future__ import annotations

import uuid

from medview import __version__
from medview.core.code import PRESENT, Code
from medview.core.finding import Analysis, Category, Finding, Provenance, Where, now
from medview.core.study import Series


def own_finding(analysis: Analysis, series: Series, what: Code, where: Where, author: str) -> Finding:
    """What a person found; it names no model and has no score.

    Args:
        analysis: The analysis it stands beside.
        series: The series that was analysed.
        what: What it is.
        where: Where.
        author: The person.
    """
    at = analysis.findings[0].source.at if analysis.findings else ()
    source = Provenance("", "", "", series.uid, (), series.fingerprint, (), __version__, now(), at, author)
    return Finding(uuid.uuid4().hex, what, where, Category(PRESENT), source)
