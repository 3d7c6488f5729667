"""Key pictures of what was found along records of sequences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from PIL import Image

from medview.core.explained import explains
from medview.core.finding import Decision, Finding, Probability, Span, SpliceChange
from medview.core.review import by_hand, verdicts
from medview.core.stretches import (
    Along,
    answered_whole,
    evidence,
    is_placed,
    is_sum,
    letters_text,
    of_letters,
    of_whole_record,
    summed,
    tracks,
)
from medview.core.text import tr
from medview.imaging.found import Chance, bars
from medview.imaging.picture import labelled
from medview.imaging.sequences.pictures import Plotted, Stretch, drawn_along
from medview.report.found import MOST_PICTURES, Found, saved
from medview.report.report import KeyPicture
from medview.report.wording import decision_words

MOST_LETTERS = 3000
"""Longer records are shown where something was found."""
_AROUND = 0.05
_LEAST_AROUND = 30
_PLAIN = (255, 214, 60)


def found_along(found: Found) -> tuple[KeyPicture, ...]:
    """A picture of each record something was found in: numbers along it with its stretches, or bars of its classes.

    Args:
        found: What was found.

    Raises:
        WriteError: A file cannot be written.
    """
    whole = answered_whole(found.analysis)
    records = {one.where.record: one.where.name for one in found.shown if isinstance(one.where, Span)}
    pages: list[KeyPicture] = []
    for record, name in sorted(records.items())[:MOST_PICTURES]:
        mine = [one for one in found.shown if isinstance(one.where, Span) and one.where.record == record]
        ranked = [one for one in mine if of_whole_record(one, whole)]
        placed = [one for one in mine if is_placed(one) and not of_whole_record(one, whole)]
        pages += _classes(found, record, name, ranked)
        pages += _record(found, record, name, placed)
        pages += _evidence(found, record, name, mine)
    left = len(records) - MOST_PICTURES
    if left > 0 and pages:
        more = tr("{count} more records with findings are listed, but not shown.").format(count=left)
        pages[-1] = KeyPicture(pages[-1].path, f"{pages[-1].caption} {more}")
    return tuple(pages)


def _classes(found: Found, record: int, name: str, ranked: Sequence[Finding]) -> Iterator[KeyPicture]:
    """Bars of classes of a whole record, the likeliest first; then those of several classes together."""
    values = [(one, one.value) for one in ranked if isinstance(one.value, Probability)]
    if not values:
        return
    decided = verdicts(found.reviews)
    chances = [
        Chance(
            summed(one.what.title, one), value.value, value.low, value.high, value.threshold,
            decision_words(decided[one.id].decision) if one.id in decided else "",
        )
        for one, value in sorted(values, key=lambda pair: (is_sum(pair[0]), -pair[1].value))
    ]  # fmt: skip
    told = tr("{record}: probability of each class; the line across a bar is the threshold from which on it counts.")
    yield saved(found, f"record-{record}", told.format(record=name), labelled(bars(chances), found.unreviewed))


def _record(found: Found, record: int, name: str, placed: Sequence[Finding]) -> Iterator[KeyPicture]:
    along = tracks(found.analysis.findings, record)
    stretches = [_stretch(found, one, one.where) for one in placed if isinstance(one.where, Span)]
    if not along and not stretches:
        return
    first, last = _seen(along, stretches)
    plotted = [_plotted(found, one, first, last) for one in along if one.where.start <= first and one.where.end >= last]
    image = drawn_along(first, last, plotted, stretches)
    letters = letters_text(Span(record, name, first, last))
    told = tr("{record}: letters {letters}.")
    if found.unreviewed:
        told = tr("{record}: letters {letters}; what nobody has decided on is hatched.")
    caption = " ".join((told.format(record=name, letters=letters), *_scales(plotted), *_scores(placed)))
    yield saved(found, f"letters-{record}", caption, labelled(image, found.unreviewed))


def _evidence(found: Found, record: int, name: str, mine: Sequence[Finding]) -> Iterator[KeyPicture]:
    """What drove the answers that are shown, letter by letter."""
    asked = [one for one in evidence(found.analysis.findings, record) if any(explains(one.finding, of) for of in mine)]
    for number, one in enumerate(asked, start=1):
        image = labelled(drawn_evidence(one), found.unreviewed)
        told = tr("{record}: {question}. {note}").format(
            record=name, question=one.finding.what.meaning, note=one.finding.note
        )
        yield saved(found, f"why-{record}-{number}", told, image)


def drawn_evidence(one: Along) -> Image.Image:
    """What each letter adds to an answer, as a map along the letters it depends on."""
    values = np.load(one.track.path, mmap_mode="r", allow_pickle=False)
    plotted = Plotted(values, ("",), (), (one.track.low, one.track.high), title=one.finding.what.meaning)
    return drawn_along(one.where.start, one.where.end, (plotted,), ())


def _scales(plotted: Sequence[Plotted]) -> Iterator[str]:
    """What the colours of maps mean."""
    for one in plotted:
        if not one.colours:
            told = tr("The map goes from {low:g} (blue) to {high:g} (orange); dark is 0.")
            if one.limits[0] >= 0:
                told = tr("The map goes from {low:g} (dark) to {high:g} (orange).")
            yield told.format(low=one.limits[0], high=one.limits[1])


def _scores(placed: Sequence[Finding]) -> Iterator[str]:
    """What the numbers of variants mean."""
    if any(isinstance(one.value, SpliceChange) for one in placed):
        yield tr(
            "Of variants, how far the probability of a splice site rises or falls, 0 to 1: AG and AL, gain and loss of "
            "an acceptor; DG and DL, of a donor; in brackets how many bases from the variant."
        )


def _seen(along: Sequence[Along], stretches: Sequence[Stretch]) -> tuple[int, int]:
    """The letters that are drawn: the whole record, or those around what was found in a long one."""
    length = max((one.where.end for one in along), default=0)
    if not stretches or 0 < length <= MOST_LETTERS:
        return 0, min(length, MOST_LETTERS) if not stretches else length
    start, end = min(one.start for one in stretches), max(one.end for one in stretches)
    around = max(round((end - start) * _AROUND), _LEAST_AROUND)
    return max(start - around, 0), min(end + around, length) if length else end + around


def _stretch(found: Found, one: Finding, where: Span) -> Stretch:
    review = verdicts(found.reviews).get(one.id)
    words = one.what.title
    if isinstance(one.value, Probability) and not by_hand(one):
        words = f"{words} {100 * one.value.value:.0f} %"
    if isinstance(one.value, SpliceChange):
        words = f"{words}, {one.value.words} {one.value.deltas.highest:.2f}"
    if review is not None and review.decision is Decision.ADDED:
        words = tr("{finding}, added by the reader").format(finding=words)
    return Stretch(where.start, where.end, words, found.colours.get(one.what.value, _PLAIN), review is not None)


def _plotted(found: Found, one: Along, first: int, last: int) -> Plotted:
    track, start = one.track, one.track.first + first - one.where.start
    values = np.load(track.path, mmap_mode="r", allow_pickle=False)[:, start : start + last - first]
    letters = of_letters(track)
    names = tuple(line.value if letters else line.title for line in track.lines)
    colours = () if letters else tuple(found.colours.get(line.value, _PLAIN) for line in track.lines)
    high = track.high if track.high > track.low else track.low + 1.0
    threshold, title = (None, track.unit.meaning) if letters else (_threshold(found, one), "")
    return Plotted(values, names, colours, (track.low, high), threshold, title)


def _threshold(found: Found, along: Along) -> float | None:
    """From where on values count, where all classes of a record share it; of rare ones the likeliest count."""
    values = [
        one.value.threshold
        for one in found.analysis.findings
        if isinstance(one.value, Probability)
        and one.value.prior is None
        and isinstance(one.where, Span)
        and one.where.record == along.where.record
    ]
    stated = {value for value in values if value is not None}
    return stated.pop() if len(stated) == 1 else None
