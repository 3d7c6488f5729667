"""What each letter adds to an answer: complete, where the reasons are, for each way of reading."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from medview.catalog.package import Package, load_package
from medview.catalog.schema import Evidence, Letters
from medview.core.alphabet import reverse_complement
from medview.core.errors import ModelError
from medview.core.finding import Span
from medview.engine.explaining import sequences
from medview.engine.explaining.scores import together_score
from medview.engine.explaining.selftest import likeness
from medview.engine.explaining.sequences import SequenceWish, explain_sequence, read_for, unknown
from medview.engine.golden import stored_input
from medview.engine.letters import encode
from medview.engine.weights import load_networks
from medview.jobs.local import LocalContext
from medview.tasks.analysis import verify
from medview.training.export import rewrite
from medview.training.sequences.train import train
from tests.engine.sequences.making import text
from tests.engine.sequences.packages import package
from tests.training.sequences.making import DNA, SIGNAL, WHOLE, recipe, table, template, texts

THREE = replace(DNA, answers="whole", signs={"a": (0,), "b": (1,), "c": (2,)})
CLASSES = (("a", True), ("b", True), ("c", True))


def wish(made: Package, *channels: int, where: Span) -> SequenceWish:
    return SequenceWish(made.configuration, load_networks(made), channels, where)


def on(length: int) -> Span:
    return Span(0, "one", 0, length, 1)


class Weighing(nn.Module):
    """Two logits: the weights of the letters summed, and nought."""

    def __init__(self, weights: Tensor) -> None:
        super().__init__()
        self.weights = nn.Parameter(weights, requires_grad=False)

    def forward(self, letters: Tensor) -> Tensor:
        """(n, alphabet, length) to (n, 2)."""
        total = (letters * self.weights).sum((1, 2))
        return torch.stack((total, torch.zeros_like(total)), 1)


def test_of_a_network_that_adds_weights_each_letter_adds_its_own(tmp_path: Path) -> None:
    made = package(tmp_path, replace(DNA, answers="whole", signs={"a": (0,), "b": (1,)}), ("a", True), ("b", True))
    weights, letters = torch.randn(5, 8), "ACGTNACG"
    asked = SequenceWish(made.configuration, (Weighing(weights),), (0,), on(8))
    found = explain_sequence(asked, letters)
    rows = ["ACGTN".index(letter) for letter in letters]
    expected = [float(weights[row, place] - weights[4, place]) for place, row in enumerate(rows)]
    np.testing.assert_allclose(found.values, expected, atol=1e-5)
    assert found.values[4] == 0.0
    assert found.values.dtype == np.float32
    assert found.blank == pytest.approx(float(weights[4].sum()), abs=1e-5)


@pytest.mark.parametrize("networks", [1, 3])
@pytest.mark.parametrize("channels", [(0,), (1, 2)])
def test_what_letters_add_is_the_difference_to_unknown_letters(
    tmp_path: Path, networks: int, channels: tuple[int, ...]
) -> None:
    made = package(tmp_path, THREE, *CLASSES, networks=networks)
    letters = text(90)
    found = explain_sequence(wish(made, *channels, where=on(90)), letters)
    assert found.values.shape == (90,)
    assert abs(found.score - found.blank) > 1e-3
    assert float(found.values.sum()) == pytest.approx(found.score - found.blank, abs=1e-4)
    score = together_score(made.configuration, channels)
    said = [float(score(one(torch.from_numpy(encode(THREE, "N" * 90))[None]))) for one in load_networks(made)]
    assert found.blank == pytest.approx(np.mean(said), abs=1e-5)


def test_a_parent_has_the_log_odds_of_its_classes_together(tmp_path: Path) -> None:
    made = package(tmp_path, THREE, *CLASSES)
    logits = torch.tensor([[0.3, -1.0, 2.0]])
    chance = float(logits.softmax(1)[0, [0, 2]].sum())
    assert float(together_score(made.configuration, (0, 2))(logits)) == pytest.approx(np.log(chance / (1.0 - chance)))


def test_a_signal_that_was_learned_is_what_drove_the_answer(tmp_path: Path) -> None:
    made = recipe(WHOLE, template(tmp_path, ("Without", False), ("Signal", True)), hidden=(0.3, 0.0))
    trained = load_package(train(made, table(tmp_path / "data"), tmp_path, lambda done, note: None))
    for letters, place in texts(8, seed=9)[3::2]:
        found = explain_sequence(wish(trained, 1, where=on(len(letters))), letters)
        inside = found.values[place : place + len(SIGNAL)]
        assert inside.sum() > 0.7 * np.abs(found.values).sum()
        assert float(found.values.sum()) == pytest.approx(found.score - found.blank, rel=0.01)
    evidence = replace(trained.configuration, evidence=Evidence(("integrated-gradients",)))
    rewrite(trained.folder, evidence)
    told = verify(LocalContext(tmp_path), str(trained.folder))
    assert dict(told.alike)["integrated-gradients"] <= 0.5


def test_the_self_test_sees_a_network_whose_maps_hold_nothing_learned(tmp_path: Path) -> None:
    made = package(tmp_path, THREE, *CLASSES)
    rewrite(made.folder, replace(made.configuration, evidence=Evidence(("integrated-gradients",), alike=-1.0)))
    with pytest.raises(ModelError, match="do not depend on what it learned"):
        verify(LocalContext(tmp_path), str(made.folder))
    each = replace(DNA, answers="each", signs={"a": (0,), "b": (1,)})
    letterwise = package(tmp_path / "each", each, ("a", True), ("b", True))
    stated = Package(letterwise.folder, replace(letterwise.configuration, evidence=Evidence(("integrated-gradients",))))
    assert 0.0 <= likeness(stated, stored_input(stated))["integrated-gradients"] < 1.0


def test_a_stretch_depends_on_what_its_network_sees_around_it(tmp_path: Path) -> None:
    letters = replace(DNA, answers="each", signs={"a": (0,), "b": (1,)})
    made = package(tmp_path, letters, ("a", True), ("b", True))
    flank = made.configuration.letters.flank if made.configuration.letters else 0
    record, where = text(120), Span(0, "one", 50, 58, 1)
    found = explain_sequence(wish(made, 0, where=where), record)
    assert (found.where.start, found.where.end) == (50 - flank, 58 + flank)
    network = load_networks(made)[0]
    said = network(torch.from_numpy(encode(letters, record))[None])[0]
    assert found.score == pytest.approx(float((said[0] - said[1])[50:58].mean()), abs=1e-4)
    assert float(found.values.sum()) == pytest.approx(found.score - found.blank, abs=1e-4)
    assert np.abs(found.values[[0, -1]]).max() > 0.0
    first = explain_sequence(wish(made, 0, where=replace(where, start=0, end=3)), record)
    assert (first.where.start, first.where.end) == (0, 3 + flank)


def test_a_stretch_of_the_reverse_strand_is_read_as_it_was_found(tmp_path: Path) -> None:
    letters = replace(DNA, answers="each", signs={"a": (0,), "b": (1,)})
    made, record = package(tmp_path, letters, ("a", True), ("b", True)), text(120)
    found = explain_sequence(wish(made, 0, where=Span(0, "one", 20, 26, -1)), record)
    alone = explain_sequence(wish(made, 0, where=Span(0, "one", 94, 100, 1)), reverse_complement(record))
    assert (found.where.start, found.where.end) == (120 - alone.where.end, 120 - alone.where.start)
    assert found.score == pytest.approx(alone.score, abs=1e-5)
    np.testing.assert_allclose(found.values[::-1], alone.values, atol=1e-5)


@pytest.mark.parametrize("strand", [1, -1])
def test_a_site_is_read_as_it_was_found_on_its_strand(tmp_path: Path, strand: int) -> None:
    letters = replace(DNA, answers="whole", length=12, site=(2, 5), signs={"a": (0,), "b": (1,)})
    made = package(tmp_path, letters, ("a", True), ("b", True), length=12)
    record, first = text(40, signs="ACG"), 9
    low, high = (2, 5) if strand > 0 else (7, 10)
    found = explain_sequence(wish(made, 0, where=Span(0, "one", first + low, first + high, strand)), record)
    assert (found.where.start, found.where.end) == (first, first + 12)
    part = record[first : first + 12]
    plain = package(tmp_path / "same", letters, ("a", True), ("b", True), length=12)
    other = part if strand > 0 else reverse_complement(part)
    alone = explain_sequence(wish(plain, 0, where=on(12)), other)
    np.testing.assert_allclose(found.values[::strand], alone.values, atol=1e-6)


def test_letters_that_are_not_there_count_nothing() -> None:
    given = torch.from_numpy(encode(DNA, "AC"))[None]
    given = torch.cat((given, torch.zeros(1, 5, 2)), 2)
    blank = unknown(DNA, given)
    assert blank[0, :, 0].tolist() == [0, 0, 0, 0, 1]
    assert blank[0, :, 2:].abs().sum() == 0
    plain = Letters(("A", "C", "G", "T"))
    assert unknown(plain, given[:, :4])[0, :, 1].tolist() == [0.25] * 4
    turned = replace(plain, channels_last=True)
    assert unknown(turned, given[:, :4].transpose(1, 2))[0, 1].tolist() == [0.25] * 4


def test_whole_records_are_read_whole_whatever_the_strand() -> None:
    assert read_for(THREE, Span(3, "one", 0, 70, 1), 70) == Span(3, "one", 0, 70, 0)


def test_it_stops_between_two_steps(tmp_path: Path) -> None:
    made, told = package(tmp_path, THREE, *CLASSES), list[float]()

    def step(done: float) -> None:
        told.append(done)
        if len(told) == 3:
            raise InterruptedError

    with pytest.raises(InterruptedError):
        explain_sequence(wish(made, 0, where=on(30)), text(30), step)
    assert told == [0.0, 1 / sequences.STEPS, 2 / sequences.STEPS]


def test_more_letters_than_memory_allows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sequences, "MOST_LETTERS", 20)
    made = package(tmp_path, THREE, *CLASSES)
    with pytest.raises(ModelError, match="21 letters; it can be explained by at most 20"):
        explain_sequence(wish(made, 0, where=on(21)), text(21))
