import json
from dataclasses import replace
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from medview.catalog.package import load_package
from medview.core.errors import MedViewError
from medview.engine.networks.sequence_reader import SequenceReader
from medview.engine.sequences.answering import each, hidden, sequence_model, surprise, whole
from medview.engine.weights import read_weights
from medview.training.augmentation import Draw
from medview.training.data.sequence_cases import Case
from medview.training.kinds import load_recipe, recipe_json
from medview.training.sequences.batches import part_of
from medview.training.sequences.kept import read_once
from medview.training.sequences.train import train
from tests.training.sequences.making import EACH, HIDDEN, LENGTH, SIGNAL, WHOLE, along, recipe, table, template, texts


def silent(fraction: float, note: str) -> None:
    pass


def figures(out, name: str) -> dict[tuple[str, str], float]:
    found = json.loads((out / "tiny-sequences.run" / "evaluation.json").read_text())
    return {(one["label"], one["name"]): one["value"] for one in found["figures"] if one["subset"] == "all"}


def test_a_network_learns_which_sequences_have_a_signal(tmp_path) -> None:
    made = recipe(WHOLE, template(tmp_path, ("Without", False), ("Signal", True)))
    folder = train(made, table(tmp_path / "data"), tmp_path, silent)
    model = sequence_model(load_package(folder))
    (without, _), (letters, _) = texts(4, seed=9)[2:4]
    assert whole(model, letters).classes.values[1] > 0.9
    assert whole(model, without).classes.values[0] > 0.9
    assert whole(model, without).classes.possible is not None
    assert figures(tmp_path, "whole")["All classes", "Accuracy"] > 0.95
    assert {metric.split for metric in load_package(folder).card.metrics} == {"val"}


def test_a_network_learns_where_the_signal_is(tmp_path) -> None:
    made = recipe(EACH, template(tmp_path, ("Signal", True), ("None", False)))
    folder = train(made, along(tmp_path / "data"), tmp_path, silent)
    package = load_package(folder)
    (letters, place), length = texts(4, seed=9)[3], LENGTH
    found = each(sequence_model(package), letters).values
    inside = np.zeros(length, bool)
    inside[place : place + len(SIGNAL)] = True
    assert found.shape == (2, length)
    assert ((found[0] > 0.5) == inside).mean() > 0.95
    assert package.configuration.letters is not None
    assert package.configuration.letters.flank == 6  # (1 + 2) * (5 // 2)
    assert figures(tmp_path, "each")["All classes", "Q2"] > 0.95


def test_a_language_model_knows_what_letters_stand_around(tmp_path) -> None:
    made = recipe(HIDDEN, template(tmp_path), steps=200)
    folder = train(made, table(tmp_path / "data", 80), tmp_path, silent)
    model = sequence_model(load_package(folder))
    letters, place = texts(4, seed=9)[3]
    found = hidden(model, letters).values
    assert found.shape == (4, LENGTH)
    np.testing.assert_allclose(found.sum(0), 1.0, atol=1e-5)
    assert found[3, place : place + len(SIGNAL)].mean() > found[3].mean() * 2  # T stands in signals only
    assert np.exp(surprise(model, letters, found).mean()) < 4.0
    assert figures(tmp_path, "letters")["Hidden letters", "Perplexity"] < 3.5  # three letters stand between signals


def test_several_networks_answer_for_what_they_have_not_seen(tmp_path) -> None:
    made = recipe(WHOLE, template(tmp_path, ("Without", False), ("Signal", True)), networks=3, split="", steps=60)
    folder = train(made, table(tmp_path / "data", 24), tmp_path, silent)
    package = load_package(folder)
    assert len(package.configuration.network.folds) == 2
    assert all("cross-validated" in metric.split for metric in package.card.metrics)
    assert package.configuration.calibration.frequencies == (0.5, 0.5)
    found = whole(sequence_model(package), texts(4)[3][0]).classes
    assert found.low[1] <= found.values[1] <= found.high[1]


def test_a_run_begins_with_the_reader_of_another_package(tmp_path) -> None:
    first = recipe(HIDDEN, template(tmp_path), steps=20, id="tiny-language")
    train(first, table(tmp_path / "data"), tmp_path, silent)
    path = template(tmp_path, ("Without", False), ("Signal", True))
    train(recipe(WHOLE, path, steps=5, base="tiny-language"), tmp_path / "data", tmp_path, silent)
    other = recipe(WHOLE, path, steps=5, base="tiny-language", id="other")
    other = replace(other, network=replace(other.network, arguments={**other.network.arguments, "width": 8}))
    with pytest.raises(MedViewError, match="another network"):
        train(other, tmp_path / "data", tmp_path, silent)


def test_readers_beside_the_first_stay_as_they_are_while_the_answer_is_learned(tmp_path) -> None:
    for name, seed in (("first", 1), ("second", 2)):
        one = recipe(HIDDEN, template(tmp_path), steps=20, id=name)
        train(replace(one, plan=replace(one.plan, seed=seed)), table(tmp_path / "data"), tmp_path, silent)
    arguments = {"own": (1, 2), "own_kernel": 7, "beside": 1}
    made = recipe(EACH, template(tmp_path, ("Signal", True), ("None", False)), base="first", still=True)
    made = replace(made, network=replace(made.network, arguments={**made.network.arguments, **arguments}))
    folder = train(replace(made, beside=("second",)), along(tmp_path / "labelled"), tmp_path, silent)
    found = read_weights(load_package(folder).weights)
    for name, part in (("first", "reader."), ("second", "beside.0.")):
        known = read_weights(load_package(tmp_path / name).weights)
        for key in (key for key in known if key.startswith("reader.")):
            np.testing.assert_array_equal(found[part + key.removeprefix("reader.")], known[key])
    letters = load_package(folder).configuration.letters
    assert letters is not None
    assert letters.flank == (1 + 2) * (5 // 2) + (1 + 2) * (7 // 2)
    assert figures(tmp_path, "each")["All classes", "Q2"] > 0.95


def test_readers_that_learn_no_more_are_asked_once(tmp_path, monkeypatch) -> None:
    train(recipe(HIDDEN, template(tmp_path), steps=20, id="first"), table(tmp_path / "data"), tmp_path, silent)
    path, base = template(tmp_path, ("Without", False), ("Signal", True)), str(tmp_path / "first")
    made = recipe(WHOLE, path, base=base, still=True, steps=20)
    arguments = {**made.network.arguments, "own": (1,), "reader_dropout": 0.0, "ends": True, "summary": 8}
    made = replace(made, longest=LENGTH // 2, network=replace(made.network, arguments=arguments))
    asked, read = list[int](), SequenceReader.read

    def counted(self: SequenceReader, letters: torch.Tensor) -> torch.Tensor:
        asked.append(len(letters))
        return read(self, letters)

    monkeypatch.setattr(SequenceReader, "read", counted)
    kept = read_weights(load_package(train(made, tmp_path / "data", tmp_path / "kept", silent)).weights)
    once = sum(asked)
    monkeypatch.setattr("medview.training.sequences.train.can_be_kept", lambda _: False)
    each = read_weights(load_package(train(made, tmp_path / "data", tmp_path / "each", silent)).weights)
    assert sum(asked) - once > 2 * once
    assert kept.keys() == each.keys()
    assert not list((tmp_path / "kept" / "tiny-sequences.run").glob("tmp*"))


def test_where_the_disk_has_no_room_readers_are_asked_each_time(tmp_path, monkeypatch) -> None:
    network = SequenceReader(1, 5, 2, width=8, dilations=(1,), kernel=3, answers="whole")
    cases = [Case("a", np.arange(4), np.array([1]))]
    made = recipe(WHOLE, tmp_path)
    kept = read_once(network, cases, made, tmp_path, silent)
    assert kept[0].read is not None
    with torch.inference_mode():
        said = network.eval().read(torch.eye(5)[None, :, :4])[0].T
    np.testing.assert_allclose(kept[0].read, said.numpy(), atol=2e-3)
    assert not list(tmp_path.iterdir())
    monkeypatch.setattr("medview.training.sequences.kept.disk_usage", lambda _: SimpleNamespace(free=100))
    assert read_once(network, cases, made, tmp_path, silent)[0].read is None


def test_both_ends_of_a_long_sequence_are_shown_where_the_whole_has_a_class() -> None:
    case = Case("long", np.arange(10), np.array([1]), np.arange(10, dtype=np.float16)[:, None])
    part = part_of(case, 5, Draw(0))
    assert part.letters.tolist() == [0, 1, 7, 8, 9]
    assert part.read is not None
    assert part.read[:, 0].tolist() == [0, 1, 7, 8, 9]
    stretch = part_of(Case("each", np.arange(10), np.arange(10)), 5, Draw(0))
    assert np.diff(stretch.letters).tolist() == [1] * 4
    assert stretch.truth.tolist() == stretch.letters.tolist()


def test_a_run_that_was_stopped_goes_on_as_if_it_never_was(tmp_path) -> None:
    made = recipe(WHOLE, template(tmp_path, ("Without", False), ("Signal", True)), steps=30)
    data, seen = table(tmp_path / "data"), list[str]()

    def stop(fraction: float, note: str) -> None:
        seen.append(note)
        if note.startswith("step 12"):
            raise KeyboardInterrupt

    whole_run = train(made, data, tmp_path / "whole", silent)
    with pytest.raises(KeyboardInterrupt):
        train(made, data, tmp_path / "stopped", stop)
    resumed = train(made, data, tmp_path / "stopped", silent)
    ways = [sequence_model(load_package(folder)) for folder in (whole_run, resumed)]
    letters = texts(4)[3][0]
    np.testing.assert_allclose(
        whole(ways[0], letters).classes.values, whole(ways[1], letters).classes.values, atol=1e-3
    )


def test_data_with_other_classes_are_refused(tmp_path) -> None:
    letters = replace(WHOLE, signs={})
    made = recipe(letters, template(tmp_path, ("a", True), ("b", True)))
    with pytest.raises(MedViewError, match="classes no, yes"):
        train(made, table(tmp_path / "data"), tmp_path, silent)


@pytest.mark.parametrize(
    "name", ["protein-language", "protein-secondary-structure", "protein-binding-sites", "protein-location"]
)
def test_shipped_recipes_are_read_and_written_alike(name, tmp_path) -> None:
    found = load_recipe(name)
    (tmp_path / "again.json").write_text(recipe_json(found))
    assert load_recipe(str(tmp_path / "again.json")) == found
