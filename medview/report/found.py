"""Key pictures of what was found on pictures and in boxes: regions, boxes with their words, and bars of classes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.core.card import Label
from medview.core.finding import (
    Analysis,
    Box,
    Finding,
    Picture,
    PictureBox,
    PictureRegion,
    Probability,
    Review,
    Span,
    Whole,
)
from medview.core.geometry import Float
from medview.core.images import StoredImages
from medview.core.overlay import Colour
from medview.core.review import accepted_findings, by_hand, shown_labels, standing, suggested, verdicts
from medview.core.stretches import answered_whole, codes_along, line_codes, of_whole_record
from medview.core.text import tr
from medview.core.volume import Volume, Window
from medview.imaging.boxes import cut
from medview.imaging.colour_blind import palette
from medview.imaging.cut import Cut, sample, through
from medview.imaging.found import Chance, Framed, as_rgb, bars, with_boxes
from medview.imaging.picture import beside, full_field_mm, labelled, oriented, painted
from medview.imaging.reslice import PLANES
from medview.imaging.windowing import first_window, fitting_window, grey, stored_vois
from medview.io.atomic import writing_errors
from medview.report.report import KeyPicture, Legend
from medview.report.wording import decision_words, finding_title

MOST_PICTURES = 8
"""More pictures of a stack, and more boxes in space, are listed but not shown."""
_WIDTH = 1100
"""Pixels across a picture: at the width of an A4 text 150 dots per inch."""
_PANEL = 480
_CROWD = 24
"""Of more boxes than these only the score is written, in the colour of their class."""
_CLASSES = Picture | Whole


@dataclass(frozen=True, eq=False)
class Found:
    """What key pictures are drawn of.

    Args:
        analysis: What the model found.
        reviews: All decisions.
        unreviewed: Show what nobody decided on, and say so on each picture.
        folder: Where the PNG files go.
    """

    analysis: Analysis
    reviews: tuple[Review, ...]
    unreviewed: bool
    folder: Path

    @property
    def shown(self) -> tuple[Finding, ...]:
        """The findings that may be shown: accepted ones, or all that are put forward and not rejected."""
        accepted = accepted_findings(self.analysis, self.reviews)
        if not self.unreviewed:
            return accepted
        decided = verdicts(self.reviews)
        open_ones = (one for one in standing(self.analysis.findings, self.reviews) if one.id not in decided)
        return (*accepted, *(one for one in open_ones if suggested(one)))

    @property
    def legend(self) -> Legend:
        """Name and colour of each class of boxes or stretches that is shown, and of lines along records."""
        whole = answered_whole(self.analysis)
        placed = (one for one in self.shown if isinstance(one.where, Box | PictureBox | Span))
        drawn = (one for one in placed if not of_whole_record(one, whole))  # of a whole record there are bars
        names = {one.what.value: one.what.title for one in drawn}
        if any(isinstance(one.where, Span) for one in self.shown):
            names |= {code.value: code.title for code in line_codes(self.analysis.findings)}
        return tuple((names[key], colour) for key, colour in self.colours.items() if key in names)

    @property
    def colours(self) -> Mapping[str, Colour]:
        """The colour of each class of boxes or stretches, by its code value."""
        along = codes_along(self.analysis)
        made = dict(zip((code.value for code in along), palette(len(along)), strict=True))
        told = made | {kind.code.value: kind.colour for kind in self.analysis.classes}
        others = sorted({one.what.value for one in self.analysis.findings if isinstance(one.where, Box | PictureBox)})
        return dict(zip(others, palette(len(others)), strict=True)) | told


def found_on_pictures(found: Found, images: StoredImages) -> tuple[KeyPicture, ...]:
    """The pictures something was found on, with its regions and boxes, and bars of the classes of each.

    Args:
        found: What was found.
        images: The stack.

    Raises:
        WriteError: A file cannot be written.
    """
    by_frame: dict[int, list[Finding]] = {}
    for one in found.shown:
        if isinstance(one.where, PictureBox | PictureRegion | Picture):
            by_frame.setdefault(one.where.frame, []).append(one)
    pages: list[KeyPicture] = []
    for frame in sorted(by_frame)[:MOST_PICTURES]:
        pages += _page(found, images, frame, by_frame[frame])
    left = len(by_frame) - MOST_PICTURES
    if left > 0 and pages:
        more = tr("{count} more pictures with findings are listed, but not shown.").format(count=left)
        pages[-1] = KeyPicture(pages[-1].path, f"{pages[-1].caption} {more}")
    return tuple(pages)


def found_in_space(found: Found, volume: Volume, window: Window | None, inverted: bool) -> tuple[KeyPicture, ...]:
    """Slices through the boxes in patient space, and bars of what is said of the whole volume.

    Args:
        found: What was found.
        volume: The grey values.
        window: How they are shown; None takes a range from the values.
        inverted: Low values are meant to be white.

    Raises:
        WriteError: A file cannot be written.
    """
    boxes = sorted((one for one in found.shown if isinstance(one.where, Box)), key=_score, reverse=True)
    pages = list(_bars(found, [one for one in found.shown if _is_class(one)], "whole", ""))
    chosen = fitting_window(volume.array, window) or window
    assert chosen is not None
    field_mm, centre = full_field_mm(volume.geometry), volume.geometry.centre_lps.tolist()
    middle = (centre[0], centre[1], centre[2])
    for number, one in enumerate(boxes[:MOST_PICTURES], start=1):
        assert isinstance(one.where, Box)
        x, y, z = ((a + b) / 2.0 for a, b in zip(one.where.low_lps, one.where.high_lps, strict=True))
        cuts = (Cut(plane, through(plane, (x, y, z), middle), field_mm, _PANEL) for plane in PLANES)
        panels = [_slice(found, boxes, volume, at, chosen, inverted) for at in cuts]
        caption = tr("{finding}: slices through the middle of the box, reformatted along the patient's axes.")
        image = labelled(beside(panels), found.unreviewed)
        pages.append(saved(found, f"box-{number}", caption.format(finding=_words(one)), image))
    return tuple(pages)


def _page(found: Found, images: StoredImages, frame: int, mine: Sequence[Finding]) -> Iterator[KeyPicture]:
    count = len(images.frames)
    where = tr("Picture {number} of {count}").format(number=frame + 1, count=count) if count > 1 else ""
    yield from _bars(found, [one for one in mine if _is_class(one)], f"classes-{frame}", where)
    marked = [one for one in mine if isinstance(one.where, PictureBox | PictureRegion)]
    values = _pixels(images, frame)
    if not marked or values is None:
        return
    facts = images.frames[frame]
    voi = next(iter(stored_vois(facts)), None) or first_window(values, facts)
    shades = values if values.ndim == 3 else grey(values, voi, facts.inverted, facts.padding)
    image = Image.fromarray(_with_regions(found, as_rgb(shades), frame))
    scale = _WIDTH / image.width
    image = image.resize((_WIDTH, max(1, round(image.height * scale))), Image.Resampling.LANCZOS)
    boxes = sorted((one for one in marked if isinstance(one.where, PictureBox)), key=_score, reverse=True)
    brief = len(boxes) > _CROWD
    image = with_boxes(image, (_framed(found, one, scale, brief) for one in boxes))
    caption = where or tr("The picture with what was found on it.")
    yield saved(found, f"picture-{frame}", caption, labelled(image, found.unreviewed))


def _with_regions(found: Found, colours: NDArray[np.uint8], frame: int) -> NDArray[np.uint8]:
    """A picture with the regions that may be shown on it."""
    shown = shown_labels(found.analysis, found.reviews, found.unreviewed, frame)
    labels: tuple[Label, ...] = tuple(label for label in found.analysis.labels if label.value in shown)
    masks = (one.where.mask for one in found.analysis.findings if isinstance(one.where, PictureRegion))
    mask = next(masks, None)
    if mask is None or not labels:
        return colours
    array = np.load(mask, mmap_mode="r", allow_pickle=False)
    return painted(colours, np.asarray(array[frame]), labels)


def _pixels(images: StoredImages, frame: int) -> NDArray[Any] | None:
    """The values of a picture; None where it was never read."""
    slot = int(np.load(images.ready)[frame]) if images.ready else frame
    if slot < 0:
        return None
    return np.asarray(np.load(images.path, mmap_mode="r", allow_pickle=False)[slot])


def _slice(
    found: Found, boxes: Sequence[Finding], volume: Volume, at: Cut, window: Window, inverted: bool
) -> Image.Image:
    """A slice with the outlines of all boxes it cuts."""
    shades = grey(
        np.nan_to_num(sample(volume.array, volume.geometry, at), nan=float(volume.array.min())), window, inverted
    )
    low = np.array([one.where.low_lps for one in boxes if isinstance(one.where, Box)])
    high = np.array([one.where.high_lps for one in boxes if isinstance(one.where, Box)])
    normal = np.cross(at.plane.right_lps, at.plane.down_lps)
    met = cut(low, high, np.array(at.centre_lps), normal, 0.5)
    framed = [_framed_at(found, boxes[n], at, outline) for n, outline in met]
    return oriented(with_boxes(Image.fromarray(as_rgb(shades)), framed), at)


def _framed_at(found: Found, one: Finding, at: Cut, outline: Float) -> Framed:
    places = [at.pixel((float(x), float(y), float(z))) for x, y, z in outline]
    xs, ys = [x for x, _ in places], [y for _, y in places]
    return Framed((min(xs), min(ys)), (max(xs), max(ys)), _words(one), found.colours[one.what.value])


def _framed(found: Found, one: Finding, scale: float, brief: bool) -> Framed:
    assert isinstance(one.where, PictureBox)
    (left, top), (right, bottom) = one.where.low, one.where.high
    low, high = (left * scale, top * scale), (right * scale, bottom * scale)
    words = _brief(one) if brief else _words(one)
    return Framed(low, high, words, found.colours[one.what.value])


def _bars(found: Found, classes: Sequence[Finding], name: str, where: str) -> Iterator[KeyPicture]:
    """Bars of classes, the likeliest first."""
    if not classes:
        return
    decisions = verdicts(found.reviews)
    chances = [
        _chance(one, decision_words(decisions[one.id].decision) if one.id in decisions else "")
        for one in sorted(classes, key=_score, reverse=True)
    ]
    told = tr("Probability of each class; the line across a bar is the threshold from which on it counts.")
    caption = f"{where}. {told}" if where else told
    yield saved(found, name, caption, labelled(bars(chances), found.unreviewed))


def _chance(one: Finding, decision: str) -> Chance:
    assert isinstance(one.value, Probability)
    value = one.value
    return Chance(finding_title(one), value.value, value.low, value.high, value.threshold, decision)


def _is_class(one: Finding) -> bool:
    return isinstance(one.where, _CLASSES) and isinstance(one.value, Probability)


def _score(one: Finding) -> float:
    return one.value.value if isinstance(one.value, Probability) else 1.0


def _words(one: Finding) -> str:
    if by_hand(one):
        return tr("{finding}, added by the reader").format(finding=finding_title(one))
    return f"{finding_title(one)} {100 * _score(one):.0f} %"


def _brief(one: Finding) -> str:
    return "+" if by_hand(one) else f"{100 * _score(one):.0f}"


def saved(found: Found, name: str, caption: str, image: Image.Image) -> KeyPicture:
    """Write a key picture.

    Raises:
        WriteError: The file cannot be written.
    """
    path = found.folder / f"key-picture-{name}.png"
    with writing_errors(path):
        image.save(path)
    return KeyPicture(str(path), caption)
