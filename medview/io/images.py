"""Pictures of a series without a common grid, and their facts: projections, cines, photographs, uneven stacks."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import ReadError
from medview.core.images import Frame
from medview.core.study import Instance, Series
from medview.core.text import tr
from medview.core.volume import Quantity
from medview.io.pixels import FrameSource, shared_frames
from medview.io.pixels.facts import Shown, frame_times, shown, within_budget
from medview.io.pixels.format import PixelFormat
from medview.io.pixels.modality import Modality, common_kind
from medview.io.pixels.values import text, value

Array = NDArray[Any]
Layout = tuple[tuple[int, ...], np.dtype[Any]]
"""(rows, columns) or (rows, columns, 3) of a picture, and the type of its values."""


_MOST_NOTES = 8
"""Of a series, of different wording."""

_SUPPLEMENTAL = "RedPaletteColorLookupTableDescriptor"
"""In an image that is not PALETTE COLOR, its table colours only some of the values (PS3.3 C.7.6.19)."""


def read_frame(series: Series, number: int) -> Array:
    """Decode one picture of a series; several threads may ask at once.

    Args:
        series: One whose kind is IMAGES.
        number: The picture's place in ``series.instances``.

    Returns:
        An array as ``layout`` says: grey values after the modality LUT, or colours as uint8 sRGB.

    Raises:
        ReadError: The file changed, is damaged or refused, or its picture differs in size.
    """
    known, instance = _known(series), series.instances[number]
    values = _values(shared_frames(instance.path), instance.number, known.facts[number], known.layout[1])
    if values.shape != known.layout[0]:
        raise _differs(values.shape, known.layout[0])
    return values


def read_picture(instance: Instance) -> tuple[Array, Frame]:
    """Decode one picture alone, for a thumbnail: grey values or uint8 sRGB, and its facts.

    Raises:
        ReadError: The file is gone, damaged or refused.
    """
    source = shared_frames(instance.path)
    facts = _facts_of(source, instance)
    return _values(source, instance.number, facts, facts.values.kind(source.form)), facts.frame


def frame_facts(series: Series) -> tuple[Frame, ...]:
    """What is known of each picture beside its pixels, in the order of the instances.

    Raises:
        ReadError: A file cannot be read, or holds fewer frames than it did.
    """
    return tuple(one.frame for one in _known(series).facts)


def layout(series: Series) -> Layout:
    """Shape and type of the pictures, which all have in common.

    Raises:
        ReadError: They differ in size, or some are grey and some in colour.
    """
    return _known(series).layout


def frame_ms(series: Series) -> float:
    """From one picture to the next of a cine, 0 when it is none."""
    if any(instance.path != series.instances[0].path for instance in series.instances):
        return 0.0
    return frame_times(shared_frames(series.instances[0].path).dataset).step_ms


def quantity(series: Series) -> Quantity:
    """HU for CT, unless the file states another unit (Rescale Type, PS3.3 C.11.1.1.2)."""
    stated = text(shared_frames(series.instances[0].path).dataset, "RescaleType")
    return Quantity.HU if series.modality == "CT" and stated in ("", "HU") else Quantity.ARBITRARY


def notes(series: Series) -> str:
    """What was odd about the files, for the reader."""
    source = shared_frames(series.instances[0].path)
    told = [*dict.fromkeys((*source.notes, *_known(series).told))]
    if source.icc_profile and _coloured(source):
        told.append(tr("Its ICC colour profile is kept in the file and not applied."))
    if source.samples == 1 and not _coloured(source) and value(source.dataset, _SUPPLEMENTAL) is not None:
        told.append(tr("Its supplemental palette is not applied; all values are shown in grey."))
    return " ".join(told)


@dataclass(frozen=True, eq=False)
class _Known:
    """What the headers of a series say.

    Args:
        layout: Of its pictures.
        facts: Of each picture.
        told: What was odd.
    """

    layout: Layout
    facts: tuple[Shown, ...]
    told: tuple[str, ...]


@lru_cache(maxsize=2)
def _known(series: Series) -> _Known:
    shapes: set[tuple[int, ...]] = set()
    meanings: list[tuple[Modality, PixelFormat]] = []
    facts: list[Shown] = []
    odd: dict[str, None] = {}
    for instance in series.instances:
        source = shared_frames(instance.path)
        odd.update(dict.fromkeys(source.notes))
        facts.append(_facts_of(source, instance))
        meanings.append((facts[-1].values, source.form))
        shapes.add((*source.shape[:2], 3) if _coloured(source) else source.shape[:2])
    if len(shapes) > 1:
        smallest, *_, largest = sorted(shapes)
        raise _differs(largest, smallest)
    shape = shapes.pop()
    kind = np.dtype(np.uint8) if len(shape) == 3 else common_kind(meanings)
    kept, lost = within_budget(facts)
    told = [*odd][:_MOST_NOTES]
    if lost:
        several = tr("The overlay planes of {count} of {all} pictures take too much memory and are not drawn.")
        told.append(several.format(count=lost, all=len(facts)))
    return _Known((shape, kind), kept, tuple(told))


def _facts_of(source: FrameSource, instance: Instance) -> Shown:
    facts = _shown(source)
    if instance.number >= len(facts):
        raise ReadError(
            tr("A file of this series holds {count} frames; it held more when it was listed.").format(count=len(facts)),
            tr("Open its folder again."),
        )
    return facts[instance.number]


@lru_cache(maxsize=2)
def _shown(source: FrameSource) -> tuple[Shown, ...]:
    return shown(source)


def _values(source: FrameSource, number: int, facts: Shown, kind: np.dtype[Any]) -> Array:
    if _coloured(source):
        return source.coloured(number)
    return facts.values.apply(source.stored(number), kind)


def _coloured(source: FrameSource) -> bool:
    return source.samples > 1 or source.photometric == "PALETTE COLOR"


def _differs(found: tuple[int, ...], expected: tuple[int, ...]) -> ReadError:
    return ReadError(
        tr("The pictures of this series differ in size: {found} and {expected}.").format(
            found="×".join(map(str, found)), expected="×".join(map(str, expected))
        ),
        tr("Open its folder again, so that they are listed apart."),
    )
