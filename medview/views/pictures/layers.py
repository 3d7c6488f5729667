"""The arrays behind the viewports, opened once for all of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.finding import Decision, Field, Finding, PictureRegion, Region
from medview.core.overlay import Colour
from medview.core.volume import Volume
from medview.imaging.colour_blind import palette
from medview.session.listing import frame_of
from medview.session.state import State
from medview.views.pictures.laid import Laid, laid
from medview.views.viewport.label_colours import label_colours


@dataclass(frozen=True, eq=False)
class Layers:
    """What lies on top of each other in every viewport.

    Args:
        volume: Grey values, or None when nothing is open.
        labels: (k, j, i) label map on the volume's grid, or None.
        label_path: Where the label map came from; equal paths are equal maps.
        colours: Label value to colour.
        uncertainty: (k, j, i) uncertainty map, or None.
        uncertainty_range: Values at the bottom and top of its colour bar.
        uncertainty_name: What the map is called.
        partial: Whether the label map is of an analysis still running.
        overlaid: What derived objects draw.
        hidden: Identifiers of their parts that are not drawn.
    """

    volume: Volume | None = None
    labels: NDArray[Any] | None = None
    label_path: str = ""
    colours: Mapping[int, Colour] = field(default_factory=dict)
    uncertainty: NDArray[Any] | None = None
    uncertainty_range: tuple[float, float] = (0.0, 1.0)
    uncertainty_name: str = ""
    partial: bool = False
    overlaid: tuple[Laid, ...] = ()
    hidden: frozenset[str] = frozenset()


def opened(state: State, before: Layers, volume_changed: bool) -> Layers:
    """The layers of a state.

    Args:
        state: The present state.
        before: The layers so far; its volume is kept unless another was opened.
        volume_changed: Whether another volume was opened.
    """
    volume = before.volume
    if volume_changed:
        volume = state.volume.open() if state.volume else None
    if volume is None:
        return Layers()
    found = _partial(state, volume) or _result(state, volume)
    overlaid = laid(state, volume, () if volume_changed else before.overlaid)
    return replace(found, volume=volume, overlaid=overlaid, hidden=state.hidden)


def maps(state: State) -> tuple[Finding, ...]:
    """The findings of the shown analysis that are maps: of the whole input, or of the shown picture of a stack."""
    found = (finding for finding in state.findings if isinstance(finding.value, Field))
    return tuple(one for one in found if frame_of(one) in (None, state.frame))


def map_key(one: Finding, among: Sequence[Finding]) -> str:
    """What a map is chosen by: its code, as that of the next picture is, or itself where two have one code."""
    alike = sum(other.what.value == one.what.value for other in among)
    return one.what.value if alike == 1 else one.id


def shown_map(state: State) -> Finding | None:
    """The map that is drawn when maps are: the chosen one, or the first."""
    found = maps(state)
    return next((one for one in found if map_key(one, found) == state.overlay.map), found[0] if found else None)


def rejected_labels(state: State, frame: int | None = None) -> frozenset[int]:
    """Labels whose every finding of their own was rejected: in a volume, or on one picture of a stack."""
    verdicts: dict[int, set[bool]] = {}
    for finding in state.findings:
        where = finding.where
        if isinstance(where, Region | PictureRegion) and len(where.labels) == 1 and frame_of(finding) == frame:
            review = state.decisions.get(finding.id)
            rejected = review is not None and review.decision is Decision.REJECTED
            verdicts.setdefault(where.labels[0], set()).add(rejected)
    return frozenset(label for label, found in verdicts.items() if found == {True})


def stored_unreviewed(state: State) -> bool:
    """Whether an object that is drawn over the images says that no person has checked it."""
    return any(layer.unreviewed for layer in state.overlaid if layer.uid not in state.hidden)


def _partial(state: State, volume: Volume) -> Layers | None:
    labels = _mapped(state.partial, volume)
    if labels is None:
        return None
    colours = dict(enumerate(palette(255), start=1))
    colours |= label_colours(state.partial_labels, state.overlay)
    return Layers(labels=labels, label_path=state.partial or "", colours=colours, partial=True)


def _result(state: State, volume: Volume) -> Layers:
    analysis = state.analysis
    if analysis is None:
        return Layers()
    mask = next((f.where.mask for f in analysis.findings if isinstance(f.where, Region)), None)
    found = shown_map(state)
    map_ = found.value if found is not None and isinstance(found.value, Field) else None
    return Layers(
        labels=_mapped(mask, volume),
        label_path=mask or "",
        colours=label_colours(analysis.labels, state.overlay),
        uncertainty=_mapped(map_.path, volume) if map_ else None,
        uncertainty_range=(map_.low, map_.high) if map_ else (0.0, 1.0),
        uncertainty_name=_bar_name(state, found),
    )


_UNCERTAINTY = "CLASS-ENTROPY"
"""The one map whose bar says what it is without a name."""


def _bar_name(state: State, found: Finding | None) -> str:
    """What the colour bar is called: the map, unless it is the only one and that of the uncertainty."""
    if found is None:
        return ""
    own = found.what.scheme == "99MEDVIEW" and found.what.value != _UNCERTAINTY
    return found.what.meaning if own or len(maps(state)) > 1 else ""


def _mapped(path: str | None, volume: Volume) -> NDArray[Any] | None:
    """A map on the volume's grid; None when there is none or it does not fit, so that a viewport draws what it can."""
    if not path:
        return None
    try:
        array = np.load(path, mmap_mode="r", allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return array if array.shape == volume.geometry.shape else None
