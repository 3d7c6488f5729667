"""Which forms can carry the findings of an analysis, and in words why another cannot."""

from __future__ import annotations

from medview.core.finding import (
    Analysis,
    Box,
    Decision,
    Field,
    Finding,
    Picture,
    PictureBox,
    PictureRegion,
    Region,
    Review,
    SpliceChange,
    latest_decisions,
)
from medview.core.review import labelled_pictures, shown_labels, standing, verdicts
from medview.core.stretches import is_placed, of_letters, tracks
from medview.core.study import Series, why_no_dicom_seg, why_no_dicom_sr
from medview.core.text import tr

MOST_REPORTED = 1000
"""Findings of one structured report: viewers that read reports are not made for more."""

MOST_SEGMENTATIONS = 100
"""DICOM segmentations of one analysis: each picture of a stack has one of its own."""

Written = tuple[str, str]
"""A task that writes findings of sequences, and what its file is called."""

_ANNOTATED: tuple[Written, ...] = (("export_gff3", "findings.gff3"), ("export_bed", "findings.bed"))
_RECORDS: Written = ("export_genbank", "annotated.gb")
_FHIR: Written = ("export_fhir", "findings.fhir.json")
_VARIANTS: Written = ("export_vcf", "annotated.vcf")
_SUBSTITUTIONS: Written = ("export_substitutions", "substitutions.csv")

_ON_PICTURES = (Picture, PictureBox, PictureRegion)


def reportable(finding: Finding) -> bool:
    """Whether a DICOM structured report can carry a finding: what is said of a single picture."""
    return isinstance(finding.where, _ON_PICTURES) and not isinstance(finding.value, Field)


def reported(analysis: Analysis, reviews: tuple[Review, ...], unreviewed: bool = False) -> tuple[Finding, ...]:
    """What a structured report carries: what was accepted, or everything that was not rejected.

    Args:
        analysis: The analysis.
        reviews: All decisions; without any on this analysis everything is taken.
        unreviewed: Take findings nobody decided on, too.
    """
    decided, found = verdicts(reviews), standing(analysis.findings, reviews)
    every = unreviewed or not any(finding.id in decided for finding in found)
    rejected = {key for key, review in decided.items() if review.decision is Decision.REJECTED}
    chosen = (one for one in found if reportable(one) and one.id not in rejected and (every or one.id in decided))
    return tuple(chosen)[:MOST_REPORTED]


def segmented_pictures(
    analysis: Analysis, reviews: tuple[Review, ...] = (), unreviewed: bool = False
) -> tuple[tuple[int, str], ...]:
    """Pictures with labels on them that may be shown, and what the DICOM segmentation of each is called."""
    every = unreviewed or not latest_decisions(reviews).keys() & {finding.id for finding in analysis.findings}
    frames = [one for one in labelled_pictures(analysis) if shown_labels(analysis, reviews, every, one)]
    if len(frames) == 1:
        return ((frames[0], "segmentation.dcm"),)
    return tuple((frame, f"segmentation-{frame + 1:03}.dcm") for frame in frames[:MOST_SEGMENTATIONS])


def has_map(analysis: Analysis) -> bool:
    """Whether there is a label map."""
    return any(isinstance(one.where, Region | PictureRegion) for one in analysis.findings)


def has_placed(analysis: Analysis, reviews: tuple[Review, ...] = ()) -> bool:
    """Whether anything that was not rejected stands on letters of records."""
    rejected = {key for key, review in verdicts(reviews).items() if review.decision is Decision.REJECTED}
    return any(is_placed(one) and one.id not in rejected for one in standing(analysis.findings, reviews))


def annotated(analysis: Analysis, reviews: tuple[Review, ...] = ()) -> tuple[Written, ...]:
    """In which formats of sequences findings leave; variants in their own file, as their records have no letters."""
    of_variants = any(isinstance(one.value, SpliceChange) for one in analysis.findings)
    placed = (*_ANNOTATED, _VARIANTS if of_variants else _RECORDS, _FHIR) if has_placed(analysis, reviews) else ()
    odds = any(of_letters(one.track) for one in tracks(analysis.findings))
    return (*placed, _SUBSTITUTIONS) if odds else placed


def left_out(analysis: Analysis) -> tuple[str, ...]:
    """What a structured report cannot carry of an analysis, one sentence for each kind."""
    kinds = (
        (
            any(isinstance(one.where, Box) for one in analysis.findings),
            tr("A structured report has no boxes in space; they are in findings.json and findings.csv."),
        ),
        (
            sum(map(reportable, analysis.findings)) > MOST_REPORTED,
            tr("The structured report holds the first {count} findings; all are in findings.json.").format(
                count=MOST_REPORTED
            ),
        ),
    )
    return tuple(sentence for is_so, sentence in kinds if is_so)


def not_carried(series: Series, analysis: Analysis) -> dict[str, str]:
    """Why a form of DICOM is not among the files, or what it lacks: ``why_no_dicom_seg``, ``why_no_dicom_sr``."""
    told = {"why_no_dicom_seg": _no_segmentation(series, analysis), "why_no_dicom_sr": _no_report(series, analysis)}
    return {name: reason for name, reason in told.items() if reason}


def _no_segmentation(series: Series, analysis: Analysis) -> str:
    if not has_map(analysis):
        return tr("There is no label map.")
    if len(labelled_pictures(analysis)) > MOST_SEGMENTATIONS:
        few = tr("Only the first {count} pictures have one; mask.tif holds all.")
        return why_no_dicom_seg(series) or few.format(count=MOST_SEGMENTATIONS)
    return why_no_dicom_seg(series)


def _no_report(series: Series, analysis: Analysis) -> str:
    """Volumes of regions never had one, which is not told of each."""
    if not any(isinstance(one.where, (*_ON_PICTURES, Box)) for one in analysis.findings):
        return ""
    return why_no_dicom_sr(series) or " ".join(left_out(analysis))
