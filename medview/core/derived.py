"""Which images a derived object (SEG, RTSTRUCT, RTDOSE, SR, presentation state …) is about."""

from __future__ import annotations

from collections.abc import Iterable

from medview.core.study import Kind, Series, Study

PICTURED = frozenset({Kind.VOLUME, Kind.IMAGES, Kind.SLIDE})
"""What derived objects are drawn on."""

PLACED = frozenset({Kind.SEGMENTATION, Kind.STRUCTURES, Kind.DOSE, Kind.PARAMETRIC_MAP})
"""Objects with a place in the patient: they fit every image of their frame of reference (PS3.3 C.7.4.1)."""

DRAWN = PLACED | {Kind.PRESENTATION}
"""Objects that are looked at on images."""

_READ_FIRST = frozenset({Kind.REPORT})
_ANNOTATIONS = "ANN"
"""Modality of microscopy bulk simple annotations, which have no room of their own."""


def draws(series: Series) -> bool:
    """Whether an object may draw on images; a report is read first."""
    return series.kind in DRAWN | _READ_FIRST or series.modality == _ANNOTATIONS


def offered(images: Series, studies: Iterable[Study]) -> tuple[Series, ...]:
    """The objects that can be drawn on a series: those about its images first, then those of the same place.

    Args:
        images: The open series.
        studies: Everything listed.
    """
    own = _images_of(images)
    direct, placed = [], []
    for study in studies:
        for series in study.series:
            if not draws(series) or series.uid == images.uid:
                continue
            if not own.isdisjoint(series.refers_to):
                direct.append(series)
            elif _same_place(series, images):
                placed.append(series)
    return (*direct, *placed)


def about(derived: Series, images: Series) -> bool:
    """Whether an object names any of these images."""
    return not _images_of(images).isdisjoint(derived.refers_to)


def target(derived: Series, studies: Iterable[Study]) -> Series | None:
    """The images an object is to be seen on: the ones it names most, or others of its place; None when none is listed.

    Args:
        derived: The object.
        studies: Everything listed.
    """
    wanted = frozenset(derived.refers_to)
    pictured = [series for study in studies for series in study.series if series.kind in PICTURED]
    best = max(pictured, key=lambda series: len(wanted & _images_of(series)), default=None)
    if best is not None and wanted & _images_of(best):
        return best
    return next((series for series in pictured if _same_place(derived, series)), None)


def owners(study: Study) -> dict[str, str]:
    """For each derived object of a study, the UID of the series it is about; objects about nothing listed are left out.

    Args:
        study: The study.
    """
    derived = [series for series in study.series if series.kind not in PICTURED]
    if not derived:
        return {}
    images = [series for series in study.series if series.kind in PICTURED]
    by_image = {uid: series.uid for series in reversed(images) for uid in _images_of(series)}
    found = {}
    for series in derived:
        named = next((by_image[uid] for uid in series.refers_to if uid in by_image), None)
        named = named or next((other.uid for other in images if _same_place(series, other)), None)
        if named is not None:
            found[series.uid] = named
    return found


def _images_of(series: Series) -> frozenset[str]:
    return frozenset(instance.sop_instance_uid for instance in series.instances) - {""}


def _same_place(derived: Series, images: Series) -> bool:
    return (
        derived.kind in PLACED
        and images.kind in PICTURED
        and derived.frame_of_reference_uid != ""
        and derived.frame_of_reference_uid == images.frame_of_reference_uid
        and derived.study_uid == images.study_uid
    )
