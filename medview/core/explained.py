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
    Whole,
)

METHODS = ("grad-cam", "integrated-gradients", "occlusion")
"""Ways of asking, by the names that commands and packages use."""


def can_be_asked(finding: Finding) -> bool:
    """Whether a network's score stands for a finding: a class, a box, or a region of a network."""
    if isinstance(finding.value, Field | Curve) or is_classical(finding):
        return False
    scored = isinstance(finding.value, Probability) and isinstance(finding.where, Whole | Picture | Box | PictureBox)
    return scored or isinstance(finding.where, Region | PictureRegion)


def is_classical(finding: Finding) -> bool:
    """Whether a method without a network made it, as its provenance says."""
    return any(name == "method" for name, _ in finding.source.plan)


def explains(one: Finding, finding: Finding) -> bool:
    """Whether a map says why of a finding."""
    return ("explained_finding", finding.id) in one.source.plan


def method_of(one: Finding) -> str:
    """The method that made a map of evidence; empty for any other finding."""
    plan = dict(one.source.plan)
    return plan.get("method", "") if "explained_finding" in plan else ""
