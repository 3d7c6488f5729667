"""Which labels an export carries, and whether a person has decided on them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from medview.core.card import Label
from medview.core.errors import MedViewError, ReadError, WriteError
from medview.core.finding import Analysis, PictureRegion, Region, Review, latest_decisions
from medview.core.review import labelled_pictures, shown_labels
from medview.core.study import Series, Study
from medview.core.text import tr

UNREVIEWED = "UNREVIEWED"
REVIEWED = "REVIEWED"


@dataclass(frozen=True)
class Selection:
    """What leaves.

    Args:
        labels: The labels that may be written, in the order of their values.
        unreviewed: Whether at least one of them was not decided on.
        reviewers: Who decided.
        pictures: Values of the labels that may be written on each picture of a stack; empty for a volume.
    """

    labels: tuple[Label, ...]
    unreviewed: bool
    reviewers: tuple[str, ...]
    pictures: Mapping[int, frozenset[int]] = field(default_factory=dict)

    @property
    def mark(self) -> str:
        """The word that tells a reader which it is."""
        return UNREVIEWED if self.unreviewed else REVIEWED


def check_belonging(series: Series, analysis: Analysis, study: Study | None = None) -> None:
    """Make sure that all parts belong to one examination.

    Raises:
        MedViewError: They do not; nothing may be exported.
    """
    sources = [finding.source for finding in analysis.findings]
    wrong = (
        study is not None and series.study_uid != study.uid,
        analysis.series_uid != series.uid,
        any(source.series_uid != series.uid for source in sources),
        any(source.input_fingerprint != series.fingerprint for source in sources),
    )
    if any(wrong):
        raise MedViewError(
            tr("The result, the series and the study do not belong together; nothing was written."),
            tr("Open the series again and repeat the analysis."),
        )


def select(analysis: Analysis, reviews: tuple[Review, ...], unreviewed: bool = False) -> Selection:
    """Choose what may leave: accepted labels only, or everything that was not rejected where that is asked for.

    Args:
        analysis: The analysis.
        reviews: All decisions.
        unreviewed: Take labels nobody decided on, too. Without any decision at all they are taken in any case,
            and what is written says that it is unreviewed.

    Raises:
        WriteError: Nothing is left.
    """
    own = {finding.id for finding in analysis.findings}
    decisions = [review for key, review in latest_decisions(reviews).items() if key in own]
    every, frames = unreviewed or not decisions, labelled_pictures(analysis)
    chosen = shown_labels(analysis, reviews, unreviewed=every)
    pictures = {frame: shown_labels(analysis, reviews, every, frame) for frame in frames}
    open_ones = any(
        not shown_labels(analysis, reviews, every, frame) <= shown_labels(analysis, reviews, frame=frame)
        for frame in frames or (None,)
    )
    if not chosen:
        raise WriteError(
            tr("No finding of this analysis was accepted, so there is nothing to write."),
            tr("Accept at least one finding, or undo a decision."),
        )
    labels = sorted((label for label in analysis.labels if label.value in chosen), key=lambda label: label.value)
    reviewers = tuple(sorted({review.reviewer for review in decisions if review.reviewer}))
    return Selection(tuple(labels), open_ones, reviewers, pictures)


def label_map(analysis: Analysis, selection: Selection, shape: tuple[int, ...]) -> NDArray[np.uint8]:
    """The label map with only the selected labels: (k, j, i) of a volume, (frames, rows, columns) of pictures.

    Raises:
        ReadError: A map is missing or has another shape than the series.
    """
    result = np.zeros(shape, np.uint8)
    for label in selection.labels:
        path = _mask_of(analysis, label.value)
        mask = _open(path)
        if mask.shape != shape:
            raise ReadError(
                tr("The label map has {found} voxels, the series {expected}.").format(found=mask.shape, expected=shape),
                tr("Repeat the analysis."),
            )
        result[mask == label.value] = label.value
    for frame, shown in selection.pictures.items():
        result[frame][~np.isin(result[frame], list(shown))] = 0
    return result


def has_map(analysis: Analysis) -> bool:
    """Whether an analysis has a label map."""
    return bool(_regions(analysis))


def map_shape(analysis: Analysis) -> tuple[int, ...]:
    """Shape of an analysis' label map.

    Raises:
        ReadError: It is missing.
        WriteError: It has none.
    """
    regions = _regions(analysis)
    if not regions:
        raise WriteError(tr("This analysis has no label map; its findings say what it found."))
    return _open(regions[0].mask).shape


def _regions(analysis: Analysis) -> list[Region | PictureRegion]:
    places = (finding.where for finding in analysis.findings)
    return [where for where in places if isinstance(where, Region | PictureRegion)]


def _mask_of(analysis: Analysis, value: int) -> str:
    return next(region.mask for region in _regions(analysis) if value in region.labels)


def _open(path: str) -> NDArray[np.uint8]:
    try:
        return np.asarray(np.load(path, mmap_mode="r", allow_pickle=False))
    except (OSError, ValueError) as error:
        raise ReadError(tr("The label map of this analysis is missing."), tr("Repeat the analysis.")) from error
