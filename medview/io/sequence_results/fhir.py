"""Findings of sequences as a FHIR R4B ``Bundle`` of ``Observation`` (HL7 FHIR 4.3.0), JSON.

No profile of genomics reporting is claimed: its fields are of variants, which these findings are not.
"""

from __future__ import annotations

import json
import uuid
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from medview import __version__
from medview.core.code import Code
from medview.core.finding import Analysis, Category, Probability, Review, now
from medview.core.review import by_hand
from medview.core.study import Series, Study
from medview.io.atomic import atomic
from medview.io.selection import check_belonging
from medview.io.sequence_results.gff3 import STRANDS
from medview.io.sequence_results.terms import REGION, term_of
from medview.io.sequence_results.told import Told, told

_SYSTEMS = {
    "SCT": "http://snomed.info/sct",
    "LN": "http://loinc.org",
    "SO": "http://www.sequenceontology.org",
    "UCUM": "http://unitsofmeasure.org",
    "DCM": "http://dicom.nema.org/resources/ontology/DCM",
    "RADLEX": "http://radlex.org",
    "GO": "http://purl.obolibrary.org/obo/go.owl",
}
"""Coding schemes that have a system in FHIR; codes of others stand without one."""
_CATEGORY = ("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory", "Laboratory")
_NAMES = uuid.UUID("8f0f6c3c-3f43-5b52-9f0e-6a2f8d7f5a10")
"""Identifiers that are no UUIDs become ones in this space of names."""

Json = dict[str, Any]


def write_fhir(study: Study, series: Series, analysis: Analysis, reviews: tuple[Review, ...], path: Path) -> None:
    """Write findings that were not rejected; what nobody decided on is ``preliminary``.

    A file of sequences names no person, so no ``subject`` is stated.

    Raises:
        MedViewError: The parts do not belong together.
        WriteError: There are none, or the file cannot be written.
    """
    check_belonging(series, analysis, study)
    found = told(analysis, reviews)
    bundle = {
        "resourceType": "Bundle",
        "type": "collection",
        "timestamp": _instant(now()),
        "entry": [{"fullUrl": f"urn:uuid:{_uuid(one)}", "resource": _observation(one, analysis)} for one in found],
    }
    with atomic(path) as sibling:
        sibling.write_text(json.dumps(bundle, ensure_ascii=False, indent=1), encoding="utf-8")


def _observation(one: Told, analysis: Analysis) -> Json:
    source, review = one.finding.source, one.review
    system, code, words = _CATEGORY
    made: Json = {
        "resourceType": "Observation",
        "id": str(_uuid(one)),
        "identifier": [{"value": one.finding.id}],
        "status": "preliminary" if review is None else "final",
        "category": [{"coding": [{"system": system, "code": code, "display": words}]}],
        "code": {"coding": list(_codings(one.finding.what)), "text": one.name},
        "issued": _instant(review.time if review is not None else source.time),
        **_value(one),
        "component": list(_components(one)),
        "note": [{"text": text} for text in _notes(one, analysis)],
    }
    if review is not None and review.reviewer:
        made["performer"] = [{"display": review.reviewer}]
    if one.model:
        made["device"] = {"display": one.model}
    return made


def _codings(code: Code) -> Iterator[Json]:
    """The code itself, and its term of the Sequence Ontology where there is one."""
    system = _SYSTEMS.get(code.scheme)
    yield {**({"system": system} if system else {}), "code": code.value, "display": code.meaning}
    term = term_of(code)
    if term != REGION and term.accession != code.value:
        yield {"system": _SYSTEMS["SO"], "code": term.accession, "display": term.name}


def _value(one: Told) -> Json:
    value = one.finding.value
    if isinstance(value, Probability):
        return {"valueQuantity": _quantity(value.value)}
    if isinstance(value, Category):
        return {"valueCodeableConcept": {"coding": list(_codings(value.code)), "text": value.code.meaning}}
    return {}


def _components(one: Told) -> Iterator[Json]:
    where, value = one.where, one.probability
    yield _component("record", valueString=where.name)
    yield _component("first letter, counted from 1", valueInteger=where.start + 1)
    yield _component("last letter, counted from 1", valueInteger=where.end)
    if where.strand:
        yield _component("strand", valueString=STRANDS[where.strand])
    if value is not None and value.low is not None and value.high is not None:
        yield _component("interval", valueRange={"low": _quantity(value.low), "high": _quantity(value.high)})
    if value is not None and value.threshold is not None:
        yield _component("threshold", valueQuantity=_quantity(value.threshold))
    if value is not None and value.sum_of:
        yield _component("sum of the probabilities of", valueString=" ".join(value.sum_of))


def _component(name: str, **value: Any) -> Json:
    return {"code": {"text": name}, **value}


def _notes(one: Told, analysis: Analysis) -> Iterator[str]:
    source = one.finding.source
    if one.review is None:
        yield "UNREVIEWED: no person has decided on it."
    elif by_hand(one.finding):
        yield "Added by the reviewer; the model has none there."
    else:
        yield f"Decision: {one.decision}."
    if one.review is not None and one.review.reason:
        yield one.review.reason
    if one.finding.note:
        yield one.finding.note
    if not by_hand(one.finding):
        yield (
            f"{analysis.model_name}: {one.model}, weights sha256 {source.weights_sha256}, computed {source.time}; "
            f"input sha256 {source.input_fingerprint}; MedView {source.software_version}."
        )
    yield f"Written by MedView {__version__}. Not a medical device. For research and education."


def _quantity(value: float) -> Json:
    return {"value": round(value, 6), "unit": "1", "system": _SYSTEMS["UCUM"], "code": "1"}


def _instant(stored: str) -> str:
    """A time as FHIR's ``instant``, which has seconds and an offset; the present where it is none."""
    try:
        moment = datetime.fromisoformat(stored)
    except ValueError:
        moment = datetime.fromisoformat(now())
    return moment.astimezone().isoformat(timespec="seconds")


def _uuid(one: Told) -> uuid.UUID:
    try:
        return uuid.UUID(one.finding.id)
    except ValueError:
        return uuid.uuid5(_NAMES, one.finding.id)
