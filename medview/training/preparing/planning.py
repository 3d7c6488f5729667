"""A run's plan: recipe and data, made once from what a person asked for and read again when the run goes on."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from pydantic import TypeAdapter

from medview.catalog.package import load_package
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.core.training import KINDS, FoundData, Kind, Wish
from medview.training.data.reading import read_data
from medview.training.kinds import AnyRecipe, load_recipe, recipe_json
from medview.training.preparing.adjusting import adjusted
from medview.training.preparing.automatic import automatic, kind_of, tuned
from medview.training.preparing.dividing import divided, own_group
from medview.training.preparing.inspecting import inspect
from medview.training.preparing.numbering import Known
from medview.training.preparing.pairs import look_at_pairs
from medview.training.preparing.placing import DONE, place
from medview.training.preparing.readying import known_classes
from medview.training.preparing.recognising import TASKS
from medview.training.preparing.sequences import Looked, automatic_recipe, holds_sequences, laid_out, look
from medview.training.preparing.templates import renamed
from medview.training.preparing.wishes import identifier
from medview.training.sequences.recipe import SequenceRecipe

Checkpoint = Callable[[float, str], None]

SEED = 20
"""Of the split, where nobody says one."""

_WISH, _FOUND, _RECIPE, _PACKAGE, _DATA = "wish.json", "found.json", "plan.json", "plan.package.json", "data"


@dataclass(frozen=True)
class Planned:
    """What a run does.

    Args:
        recipe: The recipe.
        data: The data folder as it is laid out for training.
        found: What the data were found to hold.
        folder: The run's folder.
    """

    recipe: AnyRecipe
    data: Path
    found: FoundData
    folder: Path


def planned(wish: Wish, data: Path, out: Path, checkpoint: Checkpoint) -> Planned:
    """The plan of a run: made, or read where the run was begun before.

    Args:
        wish: What a person asked for.
        data: The data folder.
        out: Where the package and the run's folder go.
        checkpoint: Told the progress; may raise to stop.

    Raises:
        MedViewError: The data or the recipe cannot be used, or the run was begun with other settings.
    """
    kind, given = _asked(wish)
    folder = out / f"{identifier(wish, _usual(wish, given))}.run"
    if (folder / _RECIPE).is_file():
        return _read(folder, wish, data)
    shutil.rmtree(folder, ignore_errors=True)  # a plan that was never finished
    folder.mkdir(parents=True)
    if kind == "pairs" and given is not None:
        found = look_at_pairs(data, checkpoint)
        return _kept(folder, wish, data, found, _recipe(found, wish, given, folder))
    if _is_of_sequences(kind, data, wish):
        return _of_sequences(wish, given, data, folder, checkpoint)
    found = inspect(data, kind, split_seed(wish), folder, checkpoint, known_by(wish))
    if found.problem:
        raise MedViewError(found.problem, found.hint)
    found = named(found, wish)
    assert found.kind is not None  # no problem: it is of a kind
    placed = _laid_out(found, found.kind, Path(found.folder), folder, wish, checkpoint)
    recipe = _recipe(found, wish, given, folder)
    return _kept(folder, wish, data, replace(found, folder=str(placed)), recipe)


def _kept(folder: Path, wish: Wish, data: Path, found: FoundData, recipe: AnyRecipe) -> Planned:
    _write(folder / _WISH, _wish_text(wish, data))
    _write(folder / _FOUND, TypeAdapter(FoundData).dump_json(found).decode())
    _write(folder / _RECIPE, recipe_json(recipe))  # last: with it the plan is whole
    return Planned(recipe, Path(found.folder), found, folder)


def looked_at(wish: Wish, data: Path, work: Path, checkpoint: Checkpoint) -> FoundData:
    """What data hold, before anything is planned.

    Args:
        wish: What is to be trained.
        data: The data folder.
        work: Where what has to be converted goes.
        checkpoint: Told the progress; may raise to stop.

    Raises:
        MedViewError: They are laid out in no way MedView knows.
    """
    kind, given = _asked(wish)
    if kind == "pairs":
        return look_at_pairs(data, checkpoint)
    if _is_of_sequences(kind, data, wish):
        return _sequences_of(wish, given, data, checkpoint).found
    return inspect(data, kind, split_seed(wish), work, checkpoint, known_by(wish))


def _is_of_sequences(kind: Kind | None, data: Path, wish: Wish) -> bool:
    return kind == "sequences" or (kind is None and holds_sequences(data, wish.labelled_by))


def _sequences_of(wish: Wish, given: AnyRecipe | None, data: Path, checkpoint: Checkpoint) -> Looked:
    recipe = given if isinstance(given, SequenceRecipe) else None
    return look(data, recipe, split_seed(wish), checkpoint, wish.labelled_by)


def _of_sequences(wish: Wish, given: AnyRecipe | None, data: Path, folder: Path, checkpoint: Checkpoint) -> Planned:
    """The plan of a run that learns from sequences."""
    looked = _sequences_of(wish, given, data, checkpoint)
    if looked.found.problem:
        raise MedViewError(looked.found.problem, looked.found.hint)
    if given is None:
        template = folder / _PACKAGE
        usual = replace(wish, id=identifier(wish, _usual(wish, given)))
        recipe: AnyRecipe
        recipe, package = automatic_recipe(looked, usual, str(template))
        _write(template, package)
    else:
        recipe = _recipe(looked.found, wish, given, folder)
    found = replace(looked.found, folder=str(laid_out(looked, folder / _DATA)))
    return _kept(folder, wish, data, found, recipe)


def named(found: FoundData, wish: Wish) -> FoundData:
    """The data with a person's names of the classes of label maps.

    Raises:
        MedViewError: There are more or fewer classes than names.
    """
    if not wish.classes or found.kind not in ("picture-segmentation", "volume-segmentation"):
        return found
    if len(wish.classes) != len(found.classes):
        raise MedViewError(
            tr("{names} names were given for {classes} classes.").format(
                names=len(wish.classes), classes=len(found.classes)
            ),
            tr("Name every value of the label maps, in the order 1, 2, 3 …, with commas between."),
        )
    counts = (count for _, count in found.classes)
    return replace(found, classes=tuple(zip(wish.classes, counts, strict=True)))


def run_folder(wish: Wish, out: Path) -> Path:
    """Where the run of a wish is, or will be.

    Raises:
        MedViewError: The recipe or the identifier cannot be used.
    """
    _, given = _asked(wish)
    return out / f"{identifier(wish, _usual(wish, given))}.run"


def split_seed(wish: Wish) -> int:
    """The seed of the split."""
    return SEED if wish.seed is None else wish.seed


def known_by(wish: Wish) -> Known | None:
    """The classes of the package that is gone on with; None without one.

    Raises:
        MedViewError: It cannot be used.
    """
    package = load_package(Path(wish.base)) if wish.base else None
    return None if package is None or package.card.family == "sequences" else known_classes(package)


def _asked(wish: Wish) -> tuple[Kind | None, AnyRecipe | None]:
    """The kind that is to be trained, and the recipe a person named."""
    if wish.recipe in KINDS:
        return next(kind for kind in KINDS if kind == wish.recipe), None
    if wish.recipe in ("", "auto"):
        return kind_of(load_package(Path(wish.base))) if wish.base else None, None
    recipe = load_recipe(wish.recipe)
    return recipe.kind, recipe


def _usual(wish: Wish, given: AnyRecipe | None) -> str:
    if given is not None:
        return given.id
    return f"{load_package(Path(wish.base)).card.id}-tuned" if wish.base else "my-model"


def _recipe(found: FoundData, wish: Wish, given: AnyRecipe | None, folder: Path) -> AnyRecipe:
    template = folder / _PACKAGE
    if given is None:
        usual = replace(wish, id=identifier(wish, _usual(wish, given)))
        made, package = tuned(found, usual, str(template)) if wish.base else automatic(found, usual, str(template))
        _write(template, package)
        return made
    if wish.name:
        _write(template, renamed(given.template, wish.name))
        given = replace(given, template=str(template))  # type: ignore[type-var]
    return adjusted(given, found, wish)


def _laid_out(found: FoundData, kind: Kind, data: Path, folder: Path, wish: Wish, checkpoint: Checkpoint) -> Path:
    """The folder itself where it states its splits in the loop's own layout, else one made of it."""
    plain = kind != "volume-segmentation" or ((data / "labels").is_dir() and (data / DONE).is_file())
    if plain and not found.split_made:
        return data
    read = read_data(data, TASKS[kind], None, checkpoint)
    samples, _ = divided(read.samples, split_seed(wish))
    grouped = [replace(sample, group=own_group(sample)) for sample in samples]
    return place(kind, grouped, read.classes, folder / _DATA)


def _read(folder: Path, wish: Wish, data: Path) -> Planned:
    if (folder / _WISH).read_text(encoding="utf-8") != _wish_text(wish, data):
        raise MedViewError(
            tr("The run in {folder} was begun with other settings.").format(folder=folder.name),
            tr("Repeat them to let it go on, choose another identifier, or remove that folder."),
        )
    found = TypeAdapter(FoundData).validate_json((folder / _FOUND).read_text(encoding="utf-8"))
    return Planned(load_recipe(str(folder / _RECIPE)), Path(found.folder), found, folder)


def _wish_text(wish: Wish, data: Path) -> str:
    """What makes two runs the same; how many processes share the work does not."""
    stated = TypeAdapter(Wish).dump_python(replace(wish, processes=0), mode="json")
    return json.dumps({**stated, "data": str(data.absolute())}, indent=1) + "\n"


def _write(path: Path, text: str) -> None:
    draft = path.with_suffix(".part")
    draft.write_text(text, encoding="utf-8")
    os.replace(draft, path)
