"""Splicing as a network along a sequence sees it: sites, and what a variant does to them.

Sources: Jaganathan et al. 2019, Cell 176:535; the arithmetic of insertions, deletions and masks is that of the program
published with it, as OpenSpliceAI (Chao et al. 2025, eLife 14:RP107454) keeps it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from medview.catalog.schema import Configuration
from medview.core.errors import ModelError
from medview.core.splicing import NEAR, Delta, Deltas
from medview.core.text import tr
from medview.engine.deciding import decision
from medview.engine.model import Model, Step
from medview.engine.sequences.reading import Answers, Codes, How, halo
from medview.engine.sequences.windows import Place, Stretch, along, of_each

SiteKind = Literal["acceptor", "donor"]
Fetch = Callable[[int, int], Codes]
"""(start, end) to the ASCII codes of these letters of a record."""

_ACCEPTOR, _DONOR = 0, 1
_WRITTEN = re.compile("[ACGTUN]+", re.IGNORECASE)
_UNKNOWN = ord("N")
_SHOWN = 20


@dataclass(frozen=True)
class Channels:
    """Which outputs of a network mean what.

    Args:
        acceptor: That the first letter of an exon is there.
        donor: That the last letter of an exon is there.
    """

    acceptor: int
    donor: int


@dataclass(frozen=True)
class Site:
    """Neighbouring letters at which a site is likely.

    Args:
        kind: What they are.
        start: The first.
        end: Behind the last.
        strand: On which strand they are read.
        mean: Their mean probability.
        highest: Their greatest.
    """

    kind: SiteKind
    start: int
    end: int
    strand: int
    mean: float
    highest: float


def channels_of(configuration: Configuration) -> Channels:
    """Which outputs a package's classes call acceptor and donor.

    Raises:
        ModelError: It has no such classes.
    """
    decided = decision(configuration)
    values = decided.values[1:] if decided.alone else decided.values
    labels = (label for label in configuration.card.labels if label.value in values)
    known = {label.name.lower(): values.index(label.value) for label in labels}
    if not {"acceptor", "donor"} <= known.keys():
        raise ModelError(
            tr("{model} says nothing of splicing: none of its classes is called acceptor and donor.").format(
                model=configuration.card.name
            ),
            tr("Choose a model of splice sites; see: medview models list."),
        )
    return Channels(known["acceptor"], known["donor"])


def chances(model: Model, codes: Codes, step: Step, strand: Literal[1, -1] = 1, into: Place | None = None) -> Place:
    """How likely each letter is an acceptor, and a donor.

    Args:
        model: A model of splice sites.
        codes: (length,) ASCII.
        step: As for ``windows.along``.
        strand: Which strand is read.
        into: (2, length) of any type, such as a memory map, where they go; None to make it.

    Returns:
        (2, length) probabilities of acceptor and donor, averaged over the networks, in the order of the stored
        strand.

    Raises:
        ModelError: It is no model of splice sites.
    """
    return along(model, codes, step, _how(model, strand), into)


def _how(model: Model, strand: Literal[1, -1]) -> How:
    """Acceptors and donors, as their authors average networks."""
    which = channels_of(model.package.configuration)
    return How(strand, chances=True, outputs=(which.acceptor, which.donor))


def sites(likely: Place, threshold: float, strand: int = 1) -> list[Site]:
    """Neighbouring letters of at least a probability, by their place.

    Args:
        likely: (2, length) as ``chances`` gives.
        threshold: The least probability.
        strand: Which strand was read.
    """
    found = [
        Site(kind, start, end, strand, float(row[start:end].mean()), float(row[start:end].max()))
        for kind, row in zip(_KINDS, likely, strict=True)
        for start, end in _runs(row >= threshold)
    ]
    return sorted(found, key=lambda one: (one.start, one.kind))


_KINDS: tuple[SiteKind, SiteKind] = ("acceptor", "donor")


def _runs(inside: NDArray[np.bool_]) -> list[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(inside, prepend=False, append=False))
    return [(int(start), int(end)) for start, end in edges.reshape(-1, 2)]


@dataclass(frozen=True, eq=False)
class Window:
    """A variant within the letters that what it does depends on.

    Args:
        codes: (2 (flank + distance) + 1,) ASCII of the reference; the variant begins in the middle.
        reference: The letters it replaces.
        alternative: What stands there instead.
        boundary: The end of an exon that is nearest, letters from the variant's first; None: none is known, or nothing
            is to be masked.
    """

    codes: Codes
    reference: str
    alternative: str
    boundary: int | None = None

    @property
    def changed(self) -> Codes:
        """The codes with the alternative in place."""
        middle = len(self.codes) // 2
        put = np.frombuffer(self.alternative.encode("ascii"), np.uint8)
        return np.concatenate([self.codes[:middle], put, self.codes[middle + len(self.reference) :]])


def confined(given: Window, first: int, last: int) -> Window:
    """A window without the letters beyond a gene: the published program reads nothing there.

    Args:
        given: The window.
        first: The gene's first letter, counted from the variant's first.
        last: Its last letter.
    """
    middle, codes = len(given.codes) // 2, given.codes.copy()
    codes[: max(middle + first, 0)] = _UNKNOWN
    codes[max(middle + last + 1, 0) :] = _UNKNOWN
    return replace(given, codes=codes)


def why_not(reference: str, alternative: str, distance: int = NEAR) -> str:
    """Why nothing can be said of a variant, whatever it lies in; empty where something can."""
    if not _WRITTEN.fullmatch(alternative):
        return tr("“{alternative}” is no letters but a symbol.").format(alternative=alternative[:_SHOWN])
    if len(reference) > 1 and len(alternative) > 1:
        return tr("It replaces several letters by several others; single ones, insertions and deletions are scored.")
    if len(reference) > 2 * distance:
        return tr("It deletes {count} letters; sites within {distance} letters of it are looked at.").format(
            count=len(reference) - 1, distance=distance
        )
    return ""


def window(
    model: Model, fetch: Fetch, length: int, start: int, change: tuple[str, str], distance: int = NEAR
) -> Window | str:
    """The letters around a variant, or why nothing can be said of it.

    Args:
        model: A model of splice sites.
        fetch: Reads letters of the record it lies in.
        length: Letters of that record.
        start: First letter it replaces, counted from 0.
        change: The letters it replaces, and what stands there instead.
        distance: How far from it sites are looked at, letters.
    """
    reference, alternative = change
    reason = why_not(reference, alternative, distance)
    if reason:
        return reason
    around = halo(model.package.configuration) + distance
    if start < around or start + around >= length:
        return tr("It lies within {around} letters of an end of its sequence, which the model needs.").format(
            around=around
        )
    codes = fetch(start - around, start + around + 1)
    there = codes[around : around + len(reference)].tobytes().decode("ascii")
    if _dna(there) != _dna(reference):
        return tr("It replaces {reference}, and its sequence has {there} there.").format(
            reference=reference[:_SHOWN], there=there[:_SHOWN]
        )
    return Window(codes, reference, alternative)


def _dna(letters: str) -> str:
    return letters.upper().replace("U", "T")


def deltas(model: Model, windows: Sequence[Window], step: Step, strand: Literal[1, -1] = 1) -> list[Deltas]:
    """What variants do to the sites near them.

    Args:
        model: A model of splice sites.
        windows: The variants.
        step: As for ``windows.along``.
        strand: Which strand is read.

    Returns:
        One for each window, in their order.

    Raises:
        ModelError: It is no model of splice sites.
    """
    how = _how(model, strand)
    plain = {one.codes.tobytes(): one.codes for one in windows}
    texts = [*plain.values(), *(one.changed for one in windows)]
    around = halo(model.package.configuration)
    asked = [Stretch(text, around, len(text) - around) for text in texts]
    found = list(of_each(model, asked, step, how))
    before = dict(zip(plain, found, strict=False))
    after = found[len(plain) :]
    return [
        _deltas(before[one.codes.tobytes()], _fitted(answer, one), one.boundary)
        for one, answer in zip(windows, after, strict=True)
    ]


def _fitted(after: Answers, one: Window) -> Answers:
    """(2, letters of the reference): nothing where letters are gone, the most of those that came in at the first."""
    gone, came = len(one.reference), len(one.alternative)
    middle = (after.shape[1] + gone - came) // 2
    if gone > 1:
        return np.insert(after, [middle + 1] * (gone - came), 0.0, axis=1)
    if came > 1:
        most = after[:, middle : middle + came].max(1, keepdims=True)
        return np.concatenate([after[:, :middle], most, after[:, middle + came :]], 1)
    return after


def _deltas(before: Answers, after: Answers, boundary: int | None) -> Deltas:
    grown = after - before
    return Deltas(
        _greatest(grown[_ACCEPTOR], boundary, masks_known=True),
        _greatest(-grown[_ACCEPTOR], boundary, masks_known=False),
        _greatest(grown[_DONOR], boundary, masks_known=True),
        _greatest(-grown[_DONOR], boundary, masks_known=False),
    )


def _greatest(change: NDArray[np.float32], boundary: int | None, masks_known: bool) -> Delta:
    """The greatest change; nothing where it is a gain of what is known, or a loss of what is not."""
    place = int(change.argmax())
    position = place - len(change) // 2
    masked = boundary is not None and (position == boundary) == masks_known
    return Delta(0.0 if masked else float(change[place]), position)
