"""Findings of sequences as a FHIR R4B ``Bundle`` of ``Observation`` (HL7 FHIR 4.3.0), JSON.

A variant is an ``Observation`` with the fields of the profile Variant (HL7 Genomics Reporting 2.0.0); what is predicted
of it is one more that is derived from it. Whether a sample has the variant is not stated: that is the file's to say.
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
from medview.core.splicing import CHANGES
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
    "GENOMICS": "http://hl7.org/fhir/uv/genomics-reporting/CodeSystem/tbd-codes-cs",
    "GO": "http://purl.obolibrary.org/obo/go.owl",
}
"""Coding schemes that have a system in FHIR; codes of others stand without one."""
_CATEGORY = ("http://terminology.hl7.org/CodeSystem/observation-category", "laboratory", "Laboratory")
_GENETICS = ("http://terminology.hl7.org/CodeSystem/v2-0074", "GE", "Genetics")
_VARIANT_PROFILE = "http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/variant"
_ASSESSMENT = Code("69548-6", "LN", "Genetic variant assessment")
_GENE = Code("48018-6", "LN", "Gene studied [ID]")
_SEQUENCE = Code("48013-7", "LN", "Genomic reference sequence [ID]")
_REFERENCE = Code("69547-8", "LN", "Genomic ref allele [ID]")
_ALTERNATIVE = Code("69551-0", "LN", "Genomic alt allele [ID]")
_ENDS = Code("81254-5", "LN", "Genomic allele start-end")
_COORDINATES = Code("92822-6", "LN", "Genomic coord system [Type]")
_FROM_ONE = Code("LA30102-0", "LN", "1-based character counting")
_IDENTIFIER = Code("81252-9", "LN", "Discrete genetic variant")
_CONSEQUENCE = Code("molecular-consequence", "GENOMICS", "Molecular Consequence")
_DELTAS = tuple(f"{change.meaning}: delta score" for change in CHANGES)
_PLACES = tuple(f"{change.meaning}: letters from the variant" for change in CHANGES)
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
        "entry": [
            {"fullUrl": f"urn:uuid:{one['id']}", "resource": one}
            for one in (*_variants(found, analysis), *(_observation(one, analysis) for one in found))
        ],
    }
    with atomic(path) as sibling:
        sibling.write_text(json.dumps(bundle, ensure_ascii=False, indent=1), encoding="utf-8")


def _observation(one: Told, analysis: Analysis) -> Json:
    source, review = one.finding.source, one.review
    made: Json = {
        "resourceType": "Observation",
        "id": str(_uuid(one)),
        "identifier": [{"value": one.finding.id}],
        "status": "preliminary" if review is None else "final",
        "category": [{"coding": [_coding(_CATEGORY)]}],
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
    if one.change is not None:
        made["derivedFrom"] = [{"reference": f"urn:uuid:{_variant_id(one, analysis)}"}]
    return made


def _variants(found: tuple[Told, ...], analysis: Analysis) -> Iterator[Json]:
    """The variants something is predicted of, in the order they lie."""
    effects: dict[str, list[Told]] = {}
    for one in found:
        if one.change is not None:
            effects.setdefault(_variant_id(one, analysis), []).append(one)
    return (_variant(key, mine, analysis) for key, mine in effects.items())


def _variant(key: str, effects: list[Told], analysis: Analysis) -> Json:
    """One variant; as long as nobody decided on one of its effects it is preliminary, as they are."""
    undecided = any(one.review is None for one in effects)
    return {
        "resourceType": "Observation",
        "id": key,
        "meta": {"profile": [_VARIANT_PROFILE]},
        "status": "preliminary" if undecided else "final",
        "category": [{"coding": [_coding(one)]} for one in (_CATEGORY, _GENETICS)],
        "code": {"coding": list(_codings(_ASSESSMENT)), "text": _ASSESSMENT.meaning},
        "issued": _instant(effects[0].finding.source.time),
        "component": list(_variant_components(effects)),
        "note": [{"text": text} for text in _variant_notes(effects, analysis)],
    }


def _variant_components(effects: list[Told]) -> Iterator[Json]:
    where, change = effects[0].where, effects[0].change
    assert change is not None  # ``_variants`` takes no others
    greatest = max(effects, key=lambda one: one.score or 0.0)
    ends = {"low": {"value": where.start + 1}, "high": {"value": where.end}}
    genes = dict.fromkeys(one.change.gene for one in effects if one.change is not None and one.change.gene)
    yield from (_coded(_GENE, valueCodeableConcept={"text": gene}) for gene in genes)
    yield _coded(_SEQUENCE, valueCodeableConcept={"text": where.name})
    yield _coded(_COORDINATES, valueCodeableConcept={"coding": list(_codings(_FROM_ONE))})
    yield _coded(_ENDS, valueRange=ends)
    yield _coded(_REFERENCE, valueString=change.reference)
    yield _coded(_ALTERNATIVE, valueString=change.alternative)
    for name in filter(None, change.name.split(";")):
        yield _coded(_IDENTIFIER, valueCodeableConcept={"text": name})
    yield _coded(_CONSEQUENCE, valueCodeableConcept={"text": f"{greatest.finding.what.meaning} (predicted)"})


def _variant_notes(effects: list[Told], analysis: Analysis) -> Iterator[str]:
    yield f"As a file of variants states it (line {effects[0].change.line if effects[0].change else 0})."
    yield f"What it does to splicing was predicted by {analysis.model_name}; see what is derived from this."
    yield f"Written by MedView {__version__}. Not a medical device. For research and education."


def _variant_id(one: Told, analysis: Analysis) -> str:
    """The same for all that is predicted of a variant in an analysis."""
    assert one.change is not None  # asked of variants only
    said = (analysis.id, one.where.name, str(one.where.start), one.change.reference, one.change.alternative)
    return str(uuid.uuid5(_NAMES, "\n".join(said)))


def _coding(one: tuple[str, str, str]) -> Json:
    system, code, words = one
    return {"system": system, "code": code, "display": words}


def _coded(code: Code, **value: Any) -> Json:
    return {"code": {"coding": list(_codings(code)), "text": code.meaning}, **value}


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
    if one.change is not None:
        return {"valueQuantity": _quantity(one.change.deltas.highest)}
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
    if value is not None and value.prior is not None:
        yield _component("prior of a scan", valueQuantity=_quantity(value.prior))
    if one.change is not None:
        for score, place, delta in zip(_DELTAS, _PLACES, one.change.deltas.each, strict=True):
            yield _component(score, valueQuantity=_quantity(delta.score))
            yield _component(place, valueInteger=delta.position)
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
