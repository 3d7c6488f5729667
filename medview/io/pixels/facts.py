"""What is known of one frame beside its pixels, for the reader's corner and for drawing it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from pydicom import Dataset

from medview.core.geometry import direction_letters
from medview.core.images import Frame
from medview.core.text import tr
from medview.io.pixels import overlays, spacing, voi
from medview.io.pixels.modality import Modality, modality
from medview.io.pixels.source import FrameSource
from medview.io.pixels.values import FrameGroups, first, integer, items, number, numbers, text, texts, value

_SIDES = {"L": "left", "R": "right", "B": "both sides", "U": "unpaired"}
"""Laterality, Image Laterality."""

_MOST_OVERLAID = 1 << 24
"""Bytes of overlay planes of one series, packed, that cross between processes."""

_LETTERS = frozenset("LRAPHF")


@dataclass(frozen=True, eq=False)
class Shown:
    """One frame's facts and the meaning of its values."""

    frame: Frame
    values: Modality


def shown(source: FrameSource) -> tuple[Shown, ...]:
    """Everything but the pixels of every frame of an object."""
    dataset = source.dataset
    times = frame_times(dataset)
    grouped = value(dataset, "PerFrameFunctionalGroupsSequence") is not None
    overlaid = overlays.any_plane(dataset)
    made: list[Shown] = []
    for at in range(source.count):
        facts = _shown(source, at) if grouped or not made else made[0]
        planes = overlays.overlays(dataset, source.form, at, source.allocated) if overlaid else ()
        made.append(replace(facts, frame=replace(facts.frame, number=at, time_ms=times.at(at), overlays=planes)))
    return tuple(made)


def _shown(source: FrameSource, at: int) -> Shown:
    """The facts that frames without functional groups of their own share."""
    dataset, form = source.dataset, source.form
    values = modality(dataset, form, at)
    scale = spacing.pixel_spacing(dataset, at)
    grey = form.samples == 1 and form.photometric != "PALETTE COLOR"
    frame = Frame(
        sop_instance_uid=text(dataset, "SOPInstanceUID"),
        spacing=scale,
        windows=voi.windows(dataset, at) if grey else (),
        luts=voi.luts(dataset, form, values) if grey else (),
        inverted=grey and voi.inverted(dataset, form),
        padding=voi.padding(dataset, form, values) if grey else None,
        directions=directions(dataset, at),
        place=spacing.place(dataset, scale, at),
        texts=words(dataset, at),
        lossy=voi.lossy(dataset, source.syntax.uid),
        regions=spacing.regions(dataset),
    )
    return Shown(frame, values)


def within_budget(several: list[Shown]) -> tuple[tuple[Shown, ...], int]:
    """The facts without the overlays that would make the message too long, and how many frames lost theirs."""
    left, lost = _MOST_OVERLAID, 0
    kept = []
    for one in several:
        size = sum(len(plane.packed) for plane in one.frame.overlays)
        fits = size <= left
        kept.append(one if fits else replace(one, frame=replace(one.frame, overlays=())))
        left -= size if fits else 0
        lost += not fits
    return tuple(kept), lost


@dataclass(frozen=True)
class Times:
    """When the frames of a cine were taken.

    Args:
        step_ms: From one frame to the next; 0 when it is no cine.
        each_ms: For each frame, when they are not evenly spaced.
    """

    step_ms: float = 0.0
    each_ms: tuple[float, ...] = ()

    def at(self, number_in_file: int) -> float | None:
        """Milliseconds since the first frame; None when unknown."""
        if self.each_ms:
            return self.each_ms[number_in_file] if number_in_file < len(self.each_ms) else None
        return number_in_file * self.step_ms if self.step_ms else None


def frame_times(dataset: Dataset) -> Times:
    """Frame Time, Frame Time Vector or a rate (C.7.6.5)."""
    count = integer(dataset, "NumberOfFrames", 1)
    if count < 2:
        return Times()
    vector = numbers(dataset, "FrameTimeVector")
    if len(vector) >= count and min(vector) >= 0 and sum(vector[1:count]) > 0:
        each = np.cumsum([0.0, *vector[1:count]])
        return Times(float(np.median(vector[1:count])), tuple(float(one) for one in each))
    step = number(dataset, "FrameTime") or 0.0
    rates = (number(dataset, key) for key in ("CineRate", "RecommendedDisplayFrameRate"))
    rate = next((one for one in rates if one), 0.0)
    return Times(step if step > 0 else 1000.0 / rate if rate > 0 else 0.0)


def directions(dataset: Dataset, number_in_file: int) -> tuple[str, str]:
    """Letters that growing columns and rows point to: from the orientation, or as stated (C.7.6.1.1.1)."""
    groups = FrameGroups(dataset, number_in_file)
    orientation = numbers(groups.find("PlaneOrientationSequence") or dataset, "ImageOrientationPatient")
    if len(orientation) == 6 and np.linalg.norm(orientation[:3]) > 0 and np.linalg.norm(orientation[3:]) > 0:
        return direction_letters(orientation[:3]), direction_letters(orientation[3:])
    stated = [one.upper() for one in texts(dataset, "PatientOrientation")]
    if len(stated) != 2 or not all(one and set(one) <= _LETTERS for one in stated):
        return "", ""
    return stated[0], stated[1]


def words(dataset: Dataset, number_in_file: int) -> tuple[tuple[str, str], ...]:
    """(name, value) pairs for the corner: side, view, beam angles, echo time, b-value."""
    groups = FrameGroups(dataset, number_in_file)
    echo = _either(groups, "MREchoSequence", "EffectiveEchoTime", dataset, "EchoTime")
    diffusion = _either(groups, "MRDiffusionSequence", "DiffusionBValue", dataset, "DiffusionBValue")
    found = (
        (tr("Side"), _side(dataset, groups)),
        (tr("View"), _view(dataset)),
        (tr("Beam"), _angles(dataset, groups)),
        (tr("Echo time"), _measured(echo, "ms")),
        (tr("b-value"), _measured(diffusion, "s/mm²")),
    )
    return tuple((name, told) for name, told in found if told)


def _side(dataset: Dataset, groups: FrameGroups) -> str:
    anatomy = groups.find("FrameAnatomySequence")
    stated = text(anatomy, "FrameLaterality") or text(dataset, "ImageLaterality") or text(dataset, "Laterality")
    return tr(_SIDES[stated.upper()]) if stated.upper() in _SIDES else ""


def _view(dataset: Dataset) -> str:
    coded = first(dataset, "ViewCodeSequence")
    modifiers = [text(item, "CodeMeaning") for item in items(coded, "ViewModifierCodeSequence")]
    named = text(dataset, "ViewPosition") or text(coded, "CodeMeaning")
    return ", ".join(one for one in (named, *modifiers) if one)


def _angles(dataset: Dataset, groups: FrameGroups) -> str:
    """Positioner angles in an angiographer's words (C.8.7.5.1.2)."""
    stated = groups.find("PositionerPositionSequence") or dataset
    primary, secondary = (number(stated, f"Positioner{which}Angle") for which in ("Primary", "Secondary"))
    if primary is None or secondary is None:
        return ""
    sideways = f"{'LAO' if primary >= 0 else 'RAO'} {abs(primary):.0f}°"
    return f"{sideways} {'CRAN' if secondary >= 0 else 'CAUD'} {abs(secondary):.0f}°"


def _either(groups: FrameGroups, group: str, key: str, dataset: Dataset, plain: str) -> float | None:
    own = number(groups.find(group), key)
    return own if own is not None else number(dataset, plain)


def _measured(amount: float | None, unit: str) -> str:
    return f"{amount:g} {unit}" if amount is not None else ""
