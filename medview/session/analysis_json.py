"""The stored form of an analysis, and the map files its findings refer to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import asdict, replace
from typing import Any

from medview.core.card import Kind, Label
from medview.core.code import Code
from medview.core.finding import (
    Analysis,
    Field,
    Finding,
    GateAnswer,
    PictureRegion,
    Region,
    Track,
    finding_from_json,
    finding_to_json,
)
from medview.core.splicing import NotScored


def analysis_to_json(analysis: Analysis) -> dict[str, Any]:
    """The JSON form of an analysis."""
    return {**asdict(analysis), "findings": [finding_to_json(finding) for finding in analysis.findings]}


def analysis_from_json(data: dict[str, Any]) -> Analysis:
    """Read what ``analysis_to_json`` wrote.

    Raises:
        MedViewError: A finding is not one.
        KeyError, TypeError: A field is missing or unknown.
    """
    findings = tuple(finding_from_json(finding) for finding in data["findings"])
    labels = tuple(_label(label) for label in data["labels"])
    told = {
        "warnings": tuple(data["warnings"]),
        "gate": tuple(GateAnswer(**one) for one in data.get("gate", ())),
        "classes": tuple(Kind(Code(**one["code"]), tuple(one["colour"])) for one in data.get("classes", ())),
        "left_out": tuple(NotScored(**one) for one in data.get("left_out", ())),
    }
    return Analysis(**{**data, "findings": findings, "labels": labels, **told})


def map_files(analysis: Analysis) -> tuple[str, ...]:
    """The distinct map files of an analysis, in the order they are first named."""
    named = dict.fromkeys(path for finding in analysis.findings for path in _named(finding))
    return tuple(named)


def with_map_files(analysis: Analysis, new: Callable[[str], str]) -> Analysis:
    """The analysis with every map file's path replaced."""
    return replace(analysis, findings=tuple(_moved(finding, new) for finding in analysis.findings))


def _label(data: dict[str, Any]) -> Label:
    side = data["laterality"]
    return Label(
        **{
            **data,
            "code": Code(**data["code"]),
            "category": Code(**data["category"]),
            "colour": tuple(data["colour"]),
            "laterality": None if side is None else Code(**side),
        }
    )


def _named(finding: Finding) -> tuple[str, ...]:
    mask = (finding.where.mask,) if isinstance(finding.where, Region | PictureRegion) else ()
    field = (finding.value.path,) if isinstance(finding.value, Field) else ()
    track = (finding.value.path, finding.value.spread) if isinstance(finding.value, Track) else ()
    return (*mask, *field, *filter(None, track))


def _moved(finding: Finding, new: Callable[[str], str]) -> Finding:
    where, value = finding.where, finding.value
    if isinstance(where, Region | PictureRegion):
        where = replace(where, mask=new(where.mask))
    if isinstance(value, Field):
        value = replace(value, path=new(value.path))
    if isinstance(value, Track):
        value = replace(value, path=new(value.path), spread=new(value.spread) if value.spread else "")
    return replace(finding, where=where, value=value)
