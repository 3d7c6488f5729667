from dataclasses import replace

import numpy as np
import pytest
import torch

from medview.catalog.schema import Parent
from medview.core.code import Code
from medview.core.errors import ModelError
from medview.core.finding import Span
from medview.engine.device import Plan
from medview.engine.letters import encode
from medview.engine.model import load_model
from medview.engine.sequences.answering import (
    PATTERNS,
    each,
    hidden,
    letters_of,
    sequence_model,
    sums,
    surprise,
    whole,
)
from medview.engine.sequences.findings import odds, of_whole, runs
from medview.engine.sequences.scanning import peaks, scanned
from medview.engine.weights import load_networks
from tests.engine.sequences.packages import package
from tests.training.sequences.making import DNA

TEXT = "ACGTTGCANNACGTAACCGGTTAACGT"


def outputs(made, text: str) -> torch.Tensor:
    """What the first network says, plainly."""
    letters = replace(made.configuration.letters, flank=0)
    with torch.inference_mode():
        return load_networks(made)[0](torch.from_numpy(encode(letters, text))[None])[0]


def exact(made):
    """The model in float32."""
    model = load_model(made, lambda model: False)
    assert model.plan == Plan("cpu", "float32")
    return model


def test_each_letter_is_answered_for_as_the_plain_network_does(tmp_path) -> None:
    made = package(tmp_path, replace(DNA, answers="each", signs={"a": (0,), "b": (1,)}), ("a", True), ("b", False))
    found = each(exact(made), TEXT)
    np.testing.assert_allclose(found.values, outputs(made, TEXT).softmax(0).numpy(), atol=1e-5)
    assert found.spread is None


def test_several_networks_differ_by_their_spread(tmp_path) -> None:
    letters = replace(DNA, answers="each", signs={"a": (0,), "b": (1,)})
    made = package(tmp_path, letters, ("a", True), ("b", False), networks=3)
    found = each(exact(made), TEXT)
    assert found.spread is not None
    single = []
    for network in load_networks(made):
        with torch.inference_mode():
            single.append(network(torch.from_numpy(encode(replace(letters, flank=0), TEXT))[None])[0])
    np.testing.assert_allclose(found.values, np.mean([one.softmax(0).numpy() for one in single], 0), atol=1e-5)
    np.testing.assert_allclose(found.spread, np.std([one.softmax(0).numpy() for one in single], 0), atol=1e-5)


def test_a_whole_has_one_answer_whatever_lies_around_it(tmp_path) -> None:
    made = package(tmp_path, replace(DNA, answers="whole", signs={"a": (0,), "b": (1,)}), ("a", True), ("b", False))
    found = whole(exact(made), TEXT).classes
    np.testing.assert_allclose(found.values, outputs(made, TEXT).softmax(0), atol=1e-5)
    assert found.values.sum() == pytest.approx(1.0)
    lower = whole(exact(made), TEXT.lower()).classes
    np.testing.assert_array_equal(found.values, lower.values)


def test_a_parent_is_never_less_likely_than_what_lies_within_it(tmp_path) -> None:
    random = np.random.default_rng(5)
    chances = random.dirichlet(np.full(10, 0.2), 5000).astype(np.float32)
    inside = ((0, 2, 3, 5, 7, 8, 9), (2, 5, 7), (5,), (0, 1, 2, 3, 5, 6, 7, 8, 9))
    above, within, single, most = sums(chances, inside).T
    assert (above >= within).all()
    assert (most >= above).all()
    assert (within >= chances[:, [2, 5, 7]].max(1)).all()
    np.testing.assert_array_equal(single, chances[:, 5])
    np.testing.assert_allclose(within, chances[:, [2, 5, 7]].sum(1), atol=1e-6)
    letters = replace(DNA, answers="whole", signs={"a": (0,), "b": (1,), "c": (2,)})
    made = package(tmp_path, letters, ("a", True), ("b", True), ("c", True), networks=3)
    parent = Parent("both", Code("both", "99MEDVIEW", "both"), ("a", "c"))
    stated = replace(made, configuration=replace(made.configuration, parents=(parent,)))
    model = exact(stated)
    found = whole(model, TEXT)
    assert found.parents.values[0] == pytest.approx(found.classes.values[0] + found.classes.values[2])
    single = [torch.softmax(network(columns(stated, TEXT))[0], 0) for network in load_networks(stated)]
    each_one = [float(one[0] + one[2]) for one in single]
    assert (found.parents.low[0], found.parents.high[0]) == pytest.approx((min(each_one), max(each_one)), abs=1e-6)
    told = of_whole(stated.configuration, found, Span(0, "one", 0, len(TEXT), 1), True)
    assert [one.what.value for one in told][-1] == "both"
    assert told[-1].value.sum_of == ("a", "c")
    assert told[-1].note == "The sum of the classes within it: a, c."


def columns(made, text: str) -> torch.Tensor:
    return torch.from_numpy(encode(made.configuration.letters, text))[None]


def test_no_place_sees_its_own_letter_where_letters_are_hidden(tmp_path) -> None:
    made = package(tmp_path, replace(DNA, answers="letters"))
    model = exact(made)
    found = hidden(model, TEXT).values
    assert found.shape == (4, len(TEXT))
    np.testing.assert_allclose(found.sum(0), 1.0, atol=1e-5)
    for place in (0, 5, len(TEXT) - 1):
        other = TEXT[:place] + ("A" if TEXT[place] != "A" else "C") + TEXT[place + 1 :]
        np.testing.assert_allclose(hidden(model, other).values[:, place], found[:, place], atol=1e-5)
    shown = TEXT[:8] + "N" + TEXT[9:16] + "N" + TEXT[17:24] + "N" + TEXT[25:]
    shown = "N" + shown[1:]
    expected = outputs(made, shown).softmax(0).numpy()
    np.testing.assert_allclose(found[:, ::PATTERNS], expected[:, ::PATTERNS], atol=1e-5)


def test_surprise_counts_only_known_letters(tmp_path) -> None:
    made = package(tmp_path, replace(DNA, answers="letters"))
    values = np.full((4, 4), 0.25, np.float32)
    assert surprise(exact(made), "ANGT", values).tolist() == pytest.approx([np.log(4)] * 3)


def test_log_odds_are_against_the_letter_that_is_there() -> None:
    values = np.array([[0.7, 0.1], [0.2, 0.6], [0.1, 0.3]], np.float32)
    found = odds(values, np.array([0, 5]))
    np.testing.assert_allclose(found[:, 0], np.log([1.0, 0.2 / 0.7, 0.1 / 0.7]), rtol=1e-5)
    np.testing.assert_allclose(found[:, 1], np.log(np.array([0.1, 0.6, 0.3]) / 0.6), rtol=1e-5)


def test_a_window_model_reads_every_place_of_both_strands(tmp_path) -> None:
    letters = replace(DNA, answers="whole", length=10, signs={"a": (0,), "b": (1,)})
    made = package(tmp_path, letters, ("a", True), ("b", False), length=10)
    model, seen = exact(made), list[float]()
    found = scanned(model, TEXT, seen.append)
    assert found.shape == (2, len(TEXT) - 9)
    for place in (0, 7, len(TEXT) - 10):
        np.testing.assert_allclose(found[:, place], whole(model, TEXT[place : place + 10]).classes.values, atol=1e-5)
    other = scanned(model, TEXT, seen.append, -1)
    turned = TEXT[3:13].translate(str.maketrans("ACGTN", "TGCAN"))[::-1]
    np.testing.assert_allclose(other[:, 3], whole(model, turned).classes.values, atol=1e-5)
    assert seen[0] == 0.0


def test_peaks_are_the_greatest_of_their_surroundings() -> None:
    values = np.array([0.1, 0.9, 0.95, 0.2, 0.6, 0.1, 0.55])
    assert peaks(values, 0.5, 2) == [2, 4, 6]
    assert peaks(values, 0.5, 3) == [2, 6]
    assert peaks(values, 0.99, 3) == []


def test_runs_are_unbroken_stretches() -> None:
    assert runs(np.array([True, True, False, True, False, True])) == [(0, 2), (3, 4), (5, 6)]
    assert runs(np.zeros(3, bool)) == []


def test_packages_of_pictures_read_no_sequences(tmp_path) -> None:
    made = package(tmp_path, replace(DNA, answers="letters"))
    with pytest.raises(ModelError, match="reads no sequences"):
        letters_of(replace(made.configuration, letters=None))


def test_the_model_of_a_package_is_ready_for_sequences(tmp_path) -> None:
    made = package(tmp_path, replace(DNA, answers="letters"))
    assert hidden(sequence_model(made), "ACGT").values.shape == (4, 4)
