"""Which series can be drawn over another one, and what is drawn: from the state to what a slice shows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from PySide6.QtCore import QCoreApplication

from medview.core.study import Kind, Series
from medview.core.volume import StoredVolume, Volume
from medview.session.changes import LookChanged
from medview.session.layout import SLICED, Fusion, Look
from medview.session.priors import same_patient
from medview.session.relating import Relation, relation
from medview.session.session import Session
from medview.session.state import State, frame_key
from medview.views import words
from medview.views.pictures.fused import Fused

NUCLEAR = frozenset({"PT", "NM"})
"""Modalities that are looked at over others."""


def _tr(text: str) -> str:
    return QCoreApplication.translate("fusion", text)


def offered(state: State, series: Series) -> tuple[Series, ...]:
    """Other volumes of the same patient, the likeliest first; those of files that name no patient come last."""
    found = [
        one
        for study in state.studies
        for one in study.series
        if one.uid != series.uid and one.kind is Kind.VOLUME and one.geometry is not None
        if one_person(state, series, one) is not False
    ]
    return tuple(sorted(found, key=lambda one: (one_person(state, series, one) is None, *_unlikely(series, one))))


def one_person(state: State, series: Series, other: Series) -> bool | None:
    """Whether two series are of one patient; None where research files name nobody."""
    here, there = state.study_of(series), state.study_of(other)
    if here is None or there is None:
        return False
    if here.uid == there.uid:
        return True
    named = here.patient.patient_id or there.patient.patient_id
    if named or "dicom" in (series.source_format, other.source_format):
        return same_patient(here.patient, there.patient)
    return None


def another_person() -> str:
    """Why two series are neither drawn over each other nor registered."""
    return _tr("The other series belongs to another patient.")


def _unlikely(series: Series, other: Series) -> tuple[bool, bool, bool]:
    """PET goes over CT and MR; what lies in one frame of reference needs no registration."""
    return (
        (other.modality in NUCLEAR) == (series.modality in NUCLEAR),
        frame_key(series) != frame_key(other),
        other.modality == series.modality,
    )


def set_fusion(session: Session, uid: str, fusion: Fusion | None) -> None:
    """Draw a series over another one in all its slices, or none."""
    for number, tile in enumerate(session.state.layout.tiles):
        look: Look = replace(tile.look, fusion=fusion)
        if tile.series == uid and tile.view in SLICED and look != tile.look:
            session.apply(LookChanged(number, look))


@dataclass(frozen=True, eq=False)
class Shown:
    """What comes of the wish to draw a series over another.

    Args:
        fused: What is drawn; None while it is not.
        refusal: Why not; empty when it is.
    """

    fused: Fused | None = None
    refusal: str = ""


class Fusing:
    """What one viewport draws over its series; made anew only when something of it changed.

    Args:
        scenes: The arrays of the open series (``medview.views.tiles.scenes``).
    """

    def __init__(self, scenes: Any) -> None:
        self._scenes = scenes
        self._made_of: tuple[Any, ...] = ()
        self._shown = Shown()

    def of(self, state: State, series: Series, fusion: Fusion) -> Shown:
        """What is drawn over a series.

        Args:
            state: The present state.
            series: The series that is read.
            fusion: What is wished for.
        """
        other = state.opened.get(fusion.series)
        if other is None:
            return Shown(refusal=self._why_closed(state, fusion.series))
        if other.volume is None:
            return Shown(refusal=_tr("Only volumes can be drawn over this one."))
        if one_person(state, series, other.series) is False:
            return Shown(refusal=another_person())
        found = relation(state.alignments, series, other.series)
        if found is None:
            return Shown(refusal=_tr("Nothing relates the two. Register them, or move one by hand."))
        made_of = (other.volume, found.matrix.tobytes(), found.how, fusion, other.window)
        if not (
            len(made_of) == len(self._made_of) and all(a is b or a == b for a, b in _pairs(made_of, self._made_of))
        ):
            self._made_of = made_of
            self._shown = self._made(state, series, other.series, other.volume, found, fusion)
        return self._shown

    def clear(self) -> None:
        """Let go of the arrays."""
        self._made_of, self._shown = (), Shown()

    def _made(
        self, state: State, base: Series, series: Series, stored: StoredVolume, found: Relation, fusion: Fusion
    ) -> Shown:
        volume: Volume | None = self._scenes.layers(state, series.uid).volume
        if volume is None:
            return Shown(refusal=_tr("Only volumes can be drawn over this one."))
        before, now = self._shown.fused, found.matrix
        if before is not None and (before.place == now).all():
            now = before.place  # the same object: what was resampled with it is still good
        window = fusion.window or state.opened[series.uid].window
        title = " ".join(part for part in (series.modality, words.series_title(series)) if part)
        how = "\n".join(part for part in (how_text(found.how), _whose(state, base, series)) if part)
        shared = series.source_format == "dicom"
        return Shown(Fused(volume, now, window, fusion.colours, fusion.opacity, title, how, shared))

    def _why_closed(self, state: State, uid: str) -> str:
        reason = state.failures.get(uid, "")
        if reason:
            return _tr("It is not open: {reason}").format(reason=reason)
        return _tr("Loading…")


def _whose(state: State, series: Series, other: Series) -> str:
    return "" if one_person(state, series, other) else _tr("The files name no patient")


def _pairs(one: tuple[Any, ...], other: tuple[Any, ...]) -> list[tuple[Any, Any]]:
    return list(zip(one, other, strict=True))


def how_text(how: tuple[str, ...]) -> str:
    """What relates two series, for the reader; empty in one frame of reference."""
    parts = dict.fromkeys(part for step in how for part in step.split(", "))
    return _tr("Placed by: {how}").format(how=", ".join(map(how_word, parts))) if how else ""


def how_word(how: str) -> str:
    """A word of ``Alignment.how`` in the reader's language."""
    known = {
        "registration": _tr("registration"),
        "moved by hand": _tr("moved by hand"),
        "offset by hand": _tr("offset by hand"),
        "by the volumes' centres": _tr("the volumes' centres"),
        "same frame of reference": _tr("the same frame of reference"),
        "proposed": _tr("proposed"),
        "not accepted": _tr("not accepted"),
    }
    return known.get(how, how)
