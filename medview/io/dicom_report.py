"""Findings as a DICOM structured report (TID 1500), written with highdicom (PS3.3 A.35.3, PS3.16 TID 1500)."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pydicom
from highdicom import sr
from pydicom.uid import generate_uid
from pydicom.valuerep import PersonName

from medview import __version__
from medview.core.carrying import left_out, reported
from medview.core.code import UNITY, Code
from medview.core.errors import WriteError
from medview.core.finding import (
    Analysis,
    Category,
    Finding,
    Picture,
    PictureBox,
    PictureRegion,
    Probability,
    Quantity,
    Review,
)
from medview.core.review import by_hand, verdicts
from medview.core.study import Instance, Series, Study, why_no_dicom_sr
from medview.core.text import tr
from medview.io.atomic import atomic
from medview.io.dicom_results import SERIES_NUMBER, sources_of
from medview.io.selection import REVIEWED, UNREVIEWED, check_belonging
from medview.io.sources import Checkpoint

_MAKER = "MedView"
_PROCEDURE = Code("363679005", "SCT", "Imaging procedure")
_TITLE = Code("126000", "DCM", "Imaging Measurement Report")
_PROBABILITY = Code("2339001", "SCT", "Probability")
_AREA = Code("42798000", "SCT", "Area")
_COUNT = Code("27214003", "SCT", "Number")
_MANUAL = Code("87982008", "SCT", "Manual")
"""How a person found what no model did, as the measurement method of TID 1501."""
_SCORE = Code("DETECTION-SCORE", "99MEDVIEW", "Score of a detected box")
"""Neither SNOMED CT nor DICOM PS3.16 has a code for the score of a detector."""
_NAMES: Mapping[str, Code] = {"mm2": _AREA, "{pixels}2": _AREA, "{counts}": _COUNT}
"""What a quantity measures, by its unit, where the finding's own code says only what it is of."""


Referred = tuple[str, str, list[int] | None]
"""SOP Class UID, SOP Instance UID and, of an object of several frames, the frame's number counted from 1."""


def write_report(
    series: Series,
    study: Study,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    path: Path,
    checkpoint: Checkpoint,
    unreviewed: bool = False,
) -> None:
    """Write the findings on pictures: probabilities and counts of each, boxes as polylines, areas of regions.

    Args:
        series: The analysed DICOM series.
        study: Its study.
        analysis: The result.
        reviews: Decisions; rejected findings never appear.
        path: The file to write.
        checkpoint: Progress and cancel.
        unreviewed: Take findings nobody decided on, too; the object then says so.

    Raises:
        MedViewError: The parts do not belong together.
        ReadError: The source cannot be read.
        WriteError: The file cannot be written, the source has no UIDs to refer to, or nothing can be told of.
    """
    check_belonging(series, analysis, study)
    reason = why_no_dicom_sr(series)
    chosen = reported(analysis, reviews, unreviewed)
    if reason or not chosen:
        reason = reason or " ".join(left_out(analysis)) or tr("There is no finding to write.")
        raise WriteError(reason, tr("Export findings.json or findings.csv instead."))
    checkpoint(0.1, tr("Reading the source's headers"))
    used = sorted({_frame(finding) for finding in chosen})
    sources = [one.dataset for one in sources_of(tuple(series.instances[frame] for frame in used))]
    checkpoint(0.5, tr("Writing the structured report"))
    several = frozenset(str(one.SOPInstanceUID) for one in sources if "NumberOfFrames" in one)
    report = _document(sources, _content(series, chosen, several), analysis, _mark(chosen, reviews))
    with atomic(path) as sibling:
        report.save_as(sibling)


def _mark(chosen: tuple[Finding, ...], reviews: tuple[Review, ...]) -> str:
    decided = verdicts(reviews)
    return REVIEWED if all(finding.id in decided for finding in chosen) else UNREVIEWED


def _frame(finding: Finding) -> int:
    assert isinstance(finding.where, Picture | PictureBox | PictureRegion)  # ``reportable``
    return finding.where.frame


def _content(series: Series, chosen: tuple[Finding, ...], several: frozenset[str]) -> sr.MeasurementReport:
    observer = sr.ObserverContext(
        observer_type=_concept(Code("121007", "DCM", "Device")),
        observer_identifying_attributes=sr.DeviceObserverIdentifyingAttributes(
            uid=generate_uid(), name=_MAKER, manufacturer_name=_MAKER, model_name=_MAKER
        ),
    )
    return sr.MeasurementReport(
        observation_context=sr.ObservationContext(
            observer_person_context=_person(chosen), observer_device_context=observer
        ),
        procedure_reported=_concept(_PROCEDURE),
        imaging_measurements=[
            _group(finding, _referred(series.instances[_frame(finding)], several)) for finding in chosen
        ],
        title=_concept(_TITLE),
    )


def _person(chosen: tuple[Finding, ...]) -> sr.ObserverContext | None:
    """Who added findings of their own; of several people none is named, as a report has room for one."""
    authors = {finding.source.author for finding in chosen if by_hand(finding)}
    if len(authors) != 1:
        return None
    return sr.ObserverContext(
        observer_type=_concept(Code("121006", "DCM", "Person")),
        observer_identifying_attributes=sr.PersonObserverIdentifyingAttributes(name=PersonName(authors.pop())),
    )


def _made_by(finding: Finding) -> dict[str, Any]:
    """The algorithm that found it, or that a person did by hand."""
    source = finding.source
    if by_hand(finding):
        return {"method": _concept(_MANUAL)}
    algorithm = sr.AlgorithmIdentification(
        name=source.model, version=source.version, parameters=[f"weights {source.weights_sha256}"]
    )
    return {"algorithm_id": algorithm}


def _group(finding: Finding, image: Referred) -> Any:
    common: dict[str, Any] = {
        "tracking_identifier": sr.TrackingIdentifier(
            uid=generate_uid(entropy_srcs=[finding.id]), identifier=finding.id
        ),
        "finding_type": _concept(finding.what),
        **_made_by(finding),
        "finding_sites": _sites(finding),
        "measurements": list(_measurements(finding)),
        "qualitative_evaluations": list(_answers(finding)),
    }
    if isinstance(finding.where, PictureBox):
        return sr.PlanarROIMeasurementsAndQualitativeEvaluations(
            **common, referenced_region=_region(finding.where, image)
        )
    referred = sr.SourceImageForMeasurementGroup(*image)
    return sr.MeasurementsAndQualitativeEvaluations(**common, source_images=[referred])


def _referred(image: Instance, several: frozenset[str]) -> Referred:
    number = [image.number + 1] if image.sop_instance_uid in several else None
    return image.sop_class_uid, image.sop_instance_uid, number


def _region(where: PictureBox, image: Referred) -> Any:
    """A closed polyline; both count from the top left corner of the first pixel (PS3.3 C.18.6.1.1)."""
    (x0, y0), (x1, y1) = where.low, where.high
    corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1), (x0, y0)]
    return sr.ImageRegion(
        graphic_type=sr.GraphicTypeValues.POLYLINE,
        graphic_data=np.array(corners, np.float32),
        source_image=sr.SourceImageForRegion(*image),
    )


def _sites(finding: Finding) -> list[Any] | None:
    if finding.laterality is None:
        return None
    return [sr.FindingSite(_concept(finding.what), laterality=_concept(finding.laterality))]


def _measurements(finding: Finding) -> Iterator[Any]:
    value = finding.value
    if isinstance(value, Probability):
        name = _SCORE if isinstance(finding.where, PictureBox) else _PROBABILITY
        yield sr.Measurement(name=_concept(name), value=value.value, unit=_concept(UNITY))
    if isinstance(value, Quantity):
        name = _NAMES.get(value.unit.value, finding.what)
        yield sr.Measurement(name=_concept(name), value=value.value, unit=_unit(value.unit))


def _answers(finding: Finding) -> Iterator[Any]:
    if isinstance(finding.value, Category):
        yield sr.QualitativeEvaluation(name=_concept(finding.what), value=_concept(finding.value.code))


def _unit(unit: Code) -> Any:
    return _concept(Code(unit.value, unit.scheme, unit.meaning or unit.value))


def _document(sources: list[pydicom.Dataset], content: sr.MeasurementReport, analysis: Analysis, mark: str) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # the source's own oddities are copied, not judged
        try:
            return sr.ComprehensiveSR(
                evidence=sources,
                content=content[0],
                series_instance_uid=generate_uid(),
                series_number=SERIES_NUMBER + 1,
                sop_instance_uid=generate_uid(),
                instance_number=1,
                manufacturer=_MAKER,
                manufacturer_model_name=_MAKER,
                software_versions=__version__,
                series_description=f"{analysis.model_name} ({mark})"[:64],
                is_complete=True,
                is_verified=False,
            )
        except (ValueError, TypeError, AttributeError, KeyError) as error:
            raise WriteError(
                tr("No structured report could be made for this series: {why}.").format(why=error),
                tr("Export findings.json or findings.csv instead."),
            ) from error


def _concept(code: Code) -> Any:
    return sr.CodedConcept(code.value, code.scheme, code.meaning)
