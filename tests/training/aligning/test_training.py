import json
from dataclasses import replace

import numpy as np
import pytest
import torch

from medview.catalog.package import load_package
from medview.core.errors import MedViewError
from medview.engine.aligning.answering import align, aligner, classic
from medview.engine.aligning.plain import proteins
from medview.engine.aligning.scores import Scores, dense
from medview.training.aligning.learning import used
from medview.training.aligning.train import train
from medview.training.data.aligned_pairs import paired, read_aligned
from medview.training.data.families import divided, together
from medview.training.evaluated import evaluated
from medview.training.measuring.aligning import aligning_system, evaluate_aligned, solve
from tests.engine.aligning.making import random_scores, score
from tests.training.aligning.making import lines, recipe


def silent(fraction: float, note: str = "") -> None:
    pass


@pytest.fixture(scope="module")
def trained(tmp_path_factory):
    folder = tmp_path_factory.mktemp("aligner")
    return train(recipe(), lines(folder / "data"), folder, silent)


def test_heads_learn_what_no_matrix_knows(trained) -> None:
    data = read_aligned(trained.parent / "data")
    package = load_package(trained)
    solved, _ = solve(aligning_system(package), data.pairs, silent)
    plain = [align(classic(proteins()), pair.first, pair.second, "global") for pair in data.pairs]
    known = [set(map(tuple, pair.columns.tolist())) for pair in data.pairs]
    before = [
        len(columns & set(zip(one.first.tolist(), one.second.tolist(), strict=True))) / len(columns)
        for columns, one in zip(known, plain, strict=True)
    ]
    assert np.mean([one.score for one in solved]) > np.mean(before) + 0.1


def test_a_package_states_what_its_heads_have_not_seen(trained) -> None:
    package = load_package(trained)
    assert package.configuration.aligning is not None
    unseen = package.configuration.aligning.unseen
    assert sorted(family for part in unseen for family in part) == [f"family{number}" for number in range(6)]
    assert {metric.label for metric in package.card.metrics} >= {"RV11", "RV12"}
    assert package.configuration.calibration.points


def test_a_family_it_has_learned_from_is_answered_by_the_other_heads(trained) -> None:
    package = load_package(trained)
    assert package.configuration.aligning is not None
    pair = read_aligned(trained.parent / "data").pairs[0]
    (head,) = (n for n, part in enumerate(package.configuration.aligning.unseen) if pair.family in part)
    alone = align(aligner(package), pair.first, pair.second, "global", (head,))
    (answered,) = aligning_system(package).answer([pair])
    assert np.array_equal(answered.chances, alone.chances)
    assert not np.array_equal(answered.chances, align(aligner(package), pair.first, pair.second, "global").chances)


def test_its_evaluation_states_every_part_with_intervals_by_family(trained) -> None:
    found = evaluated(trained, trained.parent / "data", silent, baselines=True)
    told = json.loads(json.dumps(found.to_json()))
    figure = next(one for one in told["figures"] if one["label"] == "RV11" and one["name"] == "Sum of pairs")
    assert (figure["cases"], figure["groups"]) == (9, 3)
    assert figure["low"] <= figure["value"] <= figure["high"]
    stated = {m.label: m.value for m in load_package(trained).card.metrics if m.name == "Sum of pairs"}
    assert stated["RV11"] == pytest.approx(figure["value"], abs=0.01)
    assert told["baselines"][1]["warnings"][0].startswith("Settings: ")


def test_a_part_that_is_not_there_is_named(trained) -> None:
    with pytest.raises(MedViewError, match="RV99"):
        evaluate_aligned(aligning_system(load_package(trained)), trained.parent / "data", silent, "RV99")


@pytest.mark.parametrize("local", [False, True])
@pytest.mark.parametrize(
    ("first", "second"),
    [("AC-DE", "ACWDE"), ("AC--DE", "A-WY-E"), ("--ACD", "WYAC-"), ("A-C", "AW-")],
)
def test_what_an_alignment_uses_scores_what_it_scores(first, second, local) -> None:
    pair = paired("p", "", "f", first, second)
    match, one, other, lengths = random_scores(len(pair.first), len(pair.second), 3)
    counted = used(pair, local)
    columns = torch.from_numpy(counted.columns)
    found = match[columns[:, 0], columns[:, 1], 0].sum()
    found += (one[..., 0] * torch.from_numpy(counted.first)).sum() + (
        other[..., 0] * torch.from_numpy(counted.second)
    ).sum()
    path, at = [], [0, 0]
    points = [*map(tuple, pair.columns.tolist())]
    points = points if local else [*points, (len(pair.first), len(pair.second))]
    at = list(points[0]) if local else at
    for i, j in points:
        for state, side, end in (("X", 0, i), ("Y", 1, j)):
            while at[side] < end:
                at[side] += 1
                path.append((state, *at))
        if (i, j) != (len(pair.first), len(pair.second)):
            at = [i + 1, j + 1]
            path.append(("M", *at))
    assert Scores(dense(match), one, other, lengths).count == 1
    assert float(found) == pytest.approx(
        score(tuple(path), (match, one, other, lengths), "local" if local else "global")
    )


def test_relatives_are_never_divided(tmp_path) -> None:
    pairs = list(read_aligned(lines(tmp_path)).pairs)
    pairs.append(replace(pairs[0], family="family9"))
    assert together(pairs, 80.0, silent)["family9"] == "family0"
    (part,) = (part for part in divided(pairs, 3, 80.0, 0, silent) if "family9" in part)
    assert "family0" in part
