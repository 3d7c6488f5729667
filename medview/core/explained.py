"""Which findings a model can be asked about: its own answers, not what was computed of them."""

from __future__ import annotations

from medview.core.finding import (
    Box,
    Curve,
    Field,
    Finding,
    Picture,
    PictureBox,
    PictureRegion,
    Probability,
    Region,
    Span,
    Track,
    Whole,
)

METHODS = ("grad-cam", "integrated-gradients", "occlusion")
"""Ways of asking, by the names that commands and packages use."""

ALONG_METHODS = ("integrated-gradients",)
"""Those of them that tell letters of a sequence apart."""


def can_be_asked(finding: Finding) -> bool:
    """Whether a network's score stands for a finding: a class, a box, a region, or a class of letters."""
    if isinstance(finding.value, Field | Curve | Track) or is_classical(finding):
        return False
    placed = Whole | Picture | Box | PictureBox | Span
    scored = isinstance(finding.value, Probability) and isinstance(finding.where, placed)
    return scored or isinstance(finding.where, Region | PictureRegion)


def methods_for(finding: Finding) -> tuple[str, ...]:
    """The ways a finding can be asked about."""
    return ALONG_METHODS if isinstance(finding.where, Span) else METHODS


def is_classical(finding: Finding) -> bool:
    """Whether a method without a network made it, as its provenance says."""
    return any(name == "method" for name, _ in finding.source.plan)


def explains(one: Finding, finding: Finding) -> bool:
    """Whether a map says why of a finding."""
    return ("explained_finding", finding.id) in one.source.plan


def is_evidence(one: Finding) -> bool:
    """Whether a finding says why of another one."""
    return bool(method_of(one))


def method_of(one: Finding) -> str:
    """The method that made a map of evidence; empty for any other finding."""
    plan = dict(one.source.plan)
    return plan.get("method", "") if "explained_finding" in plan else ""
