"""Sites and delta scores beside a slow implementation that goes letter by letter."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as some

from medview.core.errors import ModelError
from medview.engine.sequences.splicing import Window, chances, channels_of, deltas, sites, why_not, window
from tests.catalog.making import label
from tests.engine.sequences.making import (
    FLANK,
    codes,
    model,
    other_strand,
    random_splice,
    splice_configuration,
    splice_model,
    text,
    whole,
)

TOLERANCE = 1e-5
NETWORKS = 2


def nothing(_: float) -> None:
    pass


def likely(letters: str, strand: int) -> np.ndarray:
    """(2, length) of plain PyTorch: the mean of the networks' probabilities, in the order of the stored strand."""
    read = letters if strand > 0 else other_strand(letters)
    found = [torch.from_numpy(whole(random_splice(seed), read, FLANK)).softmax(0).numpy() for seed in range(NETWORKS)]
    mean = np.mean(found, 0)[[1, 2]]
    return mean if strand > 0 else mean[:, ::-1]


def slow_deltas(letters: str, start: int, change: tuple[str, str], distance: int, strand: int) -> list[tuple]:
    """(score, position) of acceptor gain and loss, donor gain and loss, one place after the other.

    The letters are those of the window alone: beyond it the published program reads nothing either.
    """
    reference, alternative = change
    around = FLANK + distance
    before_letters = letters[start - around : start + around + 1]
    after_letters = before_letters[:around] + alternative + before_letters[around + len(reference) :]
    before, after = likely(before_letters, strand), likely(after_letters, strand)
    found = []
    for kind in (0, 1):
        gains, losses = {}, {}
        for position in range(-distance, distance + 1):
            old = before[kind, around + position]
            if position < 0:
                new = after[kind, around + position]
            elif position == 0:
                new = max(after[kind, around + place] for place in range(len(alternative)))
            elif position < len(reference):
                new = 0.0
            else:
                new = after[kind, around + position + len(alternative) - len(reference)]
            gains[position], losses[position] = new - old, old - new
        for changes in (gains, losses):
            place = max(changes, key=lambda position: (changes[position], -position))
            found.append((changes[place], place))
    return found


def asked(letters: str, start: int, change: tuple[str, str], distance: int) -> Window:
    data = codes(letters)
    found = window(splice_model(NETWORKS), lambda a, b: data[a:b], len(data), start, change, distance)
    assert isinstance(found, Window), found
    return found


CHANGES = {
    "single letter": lambda there: (there[0], "ACGT"[("ACGT".index(there[0]) + 1) % 4]),
    "insertion": lambda there: (there[0], there[0] + "GGTAAGT"),
    "one letter in": lambda there: (there[0], there[0] + "G"),
    "deletion": lambda there: (there[:6], there[0]),
    "one letter gone": lambda there: (there[:2], there[0]),
    "no match of the first letter": lambda there: (there[:3], "ACGT"[("ACGT".index(there[0]) + 2) % 4]),
}


@pytest.mark.parametrize("strand", [1, -1])
@pytest.mark.parametrize("kind", CHANGES)
def test_deltas_equal_the_slow_ones(kind: str, strand) -> None:
    letters, distance = text(400, 3), 20
    starts = (120, 200, 251)
    changes = [CHANGES[kind](letters[start:]) for start in starts]
    windows = [asked(letters, start, change, distance) for start, change in zip(starts, changes, strict=True)]
    found = deltas(splice_model(NETWORKS), windows, nothing, strand)
    scores = []
    for one, start, change in zip(found, starts, changes, strict=True):
        expected = slow_deltas(letters, start, change, distance, strand)
        for delta, (score, position) in zip(one.each, expected, strict=True):
            assert abs(delta.score - score) < TOLERANCE
            assert delta.position == position
            scores.append(score)
    assert max(scores) > 0.1


@settings(max_examples=25, deadline=None)
@given(
    seed=some.integers(0, 1000),
    start=some.integers(100, 200),
    gone=some.integers(1, 12),
    came=some.text("ACGT", min_size=1, max_size=9),
    strand=some.sampled_from([1, -1]),
)
def test_deltas_equal_the_slow_ones_whatever_the_variant(seed: int, start: int, gone: int, came: str, strand) -> None:
    letters = text(300, seed)
    change = (letters[start : start + gone], came if gone == 1 else came[:1])
    [found] = deltas(splice_model(NETWORKS, fast=False), [asked(letters, start, change, 15)], nothing, strand)
    for delta, (score, position) in zip(found.each, slow_deltas(letters, start, change, 15, strand), strict=True):
        assert abs(delta.score - score) < TOLERANCE
        same = slow_deltas(letters, start, change, 15, strand)
        assert delta.position == position or any(abs(delta.score - value) < TOLERANCE for value, _ in same)


def test_masks_take_gains_of_known_sites_and_losses_of_others() -> None:
    letters = text(400, 3)
    plain = asked(letters, 200, ("".join(letters[200]), "ACGT"[("ACGT".index(letters[200]) + 1) % 4]), 20)
    [found] = deltas(splice_model(), [plain], nothing)
    for number, (known, other) in enumerate(((True, False), (False, True), (True, False), (False, True))):
        there = found.each[number].position
        for boundary, masked in ((there, known), (there + 1, other), (None, False)):
            [one] = deltas(splice_model(), [replace(plain, boundary=boundary)], nothing)
            assert one.each[number].position == there
            assert one.each[number].score == (0.0 if masked else found.each[number].score)


def test_refusals_say_why() -> None:
    letters = text(300, 5)
    letters = letters[:150] + "ACGT" + letters[154:]
    data = codes(letters)

    def reason(start: int, reference: str, alternative: str, distance: int = 20) -> object:
        return window(splice_model(), lambda a, b: data[a:b], 300, start, (reference, alternative), distance)

    assert isinstance(reason(150, "A", "G"), Window)
    assert isinstance(reason(150, "a", "g"), Window)
    assert isinstance(reason(152, "GU", "G"), Window)
    assert "replaces C, and its sequence has A there" in str(reason(150, "C", "G"))
    assert "replaces ACC, and its sequence has ACG there" in str(reason(150, "ACC", "A"))
    around = FLANK + 20
    for start in (around - 1, 300 - around):
        assert f"within {around} letters of an end" in str(reason(start, letters[start], "G"))
    for start in (around, 299 - around):
        assert isinstance(reason(start, letters[start], "G"), Window)
    for symbol in ("<DEL>", "*", "A]chr2:5]", ".", ""):
        assert "no letters but a symbol" in str(reason(150, "A", symbol))
    assert "several letters by several others" in str(reason(150, "AC", "TT"))
    assert "deletes 40 letters" in why_not("A" * 41, "A", 20)
    assert why_not("A" * 40, "A", 20) == ""


def test_sites_are_stretches_above_the_threshold() -> None:
    likely_ones = np.zeros((2, 8), np.float32)
    likely_ones[0, [0, 1, 7]] = 0.5, 0.75, 1.0
    likely_ones[1, 3] = 0.25
    found = sites(likely_ones, 0.25, -1)
    assert [(one.kind, one.start, one.end, one.strand) for one in found] == [
        ("acceptor", 0, 2, -1),
        ("donor", 3, 4, -1),
        ("acceptor", 7, 8, -1),
    ]
    assert found[0].mean == pytest.approx(0.625)
    assert found[0].highest == 0.75
    assert sites(likely_ones, 1.1) == []


@pytest.mark.parametrize("strand", [1, -1])
def test_chances_of_each_letter(strand) -> None:
    letters = text(300, 9)
    found = chances(splice_model(NETWORKS), codes(letters), nothing, strand)
    assert found.shape == (2, 300)
    assert np.abs(found - likely(letters, strand)).max() < TOLERANCE
    place = np.zeros((2, 300), np.float16)
    assert chances(splice_model(NETWORKS), codes(letters), nothing, strand, place) is place
    assert np.abs(place - found).max() < 0.001


def test_channels_are_found_by_the_names_of_the_classes() -> None:
    said = splice_configuration()
    assert channels_of(said).acceptor == 1
    assert channels_of(said).donor == 2
    turned = replace(said, card=replace(said.card, labels=said.card.labels[::-1]))
    assert channels_of(turned).donor == 2
    alone = replace(
        said, output=replace(said.output, activation="sigmoid"), network=replace(said.network, out_channels=2)
    )
    assert channels_of(alone).acceptor == 0


def test_other_models_are_refused() -> None:
    said = splice_configuration()
    named = replace(said.card.labels[0], name=label(1, "helix")["name"])
    other = replace(said, card=replace(said.card, labels=(named, *said.card.labels[1:])))
    with pytest.raises(ModelError, match="says nothing of splicing"):
        chances(model([random_splice()], other), codes("ACGT"), nothing)
