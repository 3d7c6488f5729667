"""Parents of classes: what lies within each, and what no package may state."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from medview.catalog.package import load_package
from medview.catalog.parents import leaves, wrong_parents
from medview.catalog.schema import Configuration, Evidence, Output, Parent
from medview.core.code import Code
from medview.core.errors import ModelError
from medview.training.export import rewrite
from medview.training.kinds import load_recipe
from medview.training.sequences.export import template
from medview.training.sequences.recipe import SequenceRecipe
from tests.engine.sequences.packages import package
from tests.training.sequences.making import DNA

WHOLES = replace(DNA, answers="whole", signs={"a": (0,), "b": (1,), "c": (2,)})


def parent(value: str, *members: str) -> Parent:
    return Parent(value.title(), Code(value, "99MEDVIEW", value), members)


@pytest.fixture
def made(tmp_path: Path) -> Configuration:
    return package(tmp_path, WHOLES, ("a", True), ("b", True), ("c", True)).configuration


def test_what_lies_within_a_parent_lies_within_those_above_it(made: Configuration) -> None:
    parents = (parent("above", "within", "a"), parent("within", "c", "a"))
    assert leaves(made.classes, parents) == ((0, 2), (0, 2))
    assert leaves(made.classes, (parent("one", "b"), parent("two", "one", "a"))) == ((1,), (0, 1))
    assert wrong_parents(replace(made, parents=parents)) == ""
    assert wrong_parents(made) == ""


@pytest.mark.parametrize(
    ("parents", "why"),
    [
        ((parent("above", "a", "d"),), "member d"),
        ((parent("above", "below"), parent("below", "above", "a")), "lies within itself"),
        ((parent("above", "above"),), "lies within itself"),
        ((parent("a", "b"),), "the code a twice"),
        ((parent("above", "a"), parent("above", "b")), "the code above twice"),
        ((parent("above"),), "without members"),
        ((parent("above", "a", "b"), parent("top", "above", "c")), "parent top of all classes"),
    ],
)
def test_parents_that_fit_nothing_are_refused(
    made: Configuration, tmp_path: Path, parents: tuple[Parent, ...], why: str
) -> None:
    wrong = replace(made, parents=parents)
    assert why in wrong_parents(wrong)
    with pytest.raises(ModelError, match=why):
        rewrite(tmp_path / made.card.id, wrong)
    with pytest.raises(ModelError, match=why):
        load_package(tmp_path / made.card.id)


def test_only_classes_of_wholes_that_exclude_each_other_have_parents(made: Configuration) -> None:
    above = (parent("above", "a"),)
    assert made.letters is not None
    others = (
        replace(made, output=Output("sigmoid")),
        replace(made, letters=replace(made.letters, answers="each")),
        replace(made, classes=made.classes[:2]),
    )
    for one in others:
        assert "do not exclude each other" in wrong_parents(replace(one, parents=above))


def test_evidence_of_letters_comes_by_a_method_that_tells_them_apart(made: Configuration, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="cannot tell letters apart"):
        rewrite(tmp_path / made.card.id, replace(made, evidence=Evidence(("grad-cam",))))


def test_the_locations_of_proteins_lie_where_the_gene_ontology_has_them() -> None:
    recipe = load_recipe("protein-location")
    assert isinstance(recipe, SequenceRecipe)
    said = template(recipe, ())
    assert wrong_parents(said) == ""
    inside = {
        one.code.value: {said.classes[number].name for number in numbers}
        for one, numbers in zip(said.parents, leaves(said.classes, said.parents), strict=True)
    }
    all_names, outside = {one.name for one in said.classes}, {"Cell membrane", "Extracellular region"}
    assert inside["GO:0005622"] == all_names - outside
    assert inside["GO:0043231"] == all_names - outside - {"Cytosol"}
    assert inside["GO:0005737"] == all_names - outside - {"Nucleus"}
    assert inside["GO:0012505"] == {"Endoplasmic reticulum", "Golgi apparatus"}
    assert recipe.letters.signs["Cytoplasm"] == (1,)
    assert said.classes[1].code.value == "GO:0005829"
