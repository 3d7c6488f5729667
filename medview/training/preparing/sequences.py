"""Somebody's labelled sequences: what they hold, how they are divided, and a recipe that fits them."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from medview.catalog.package import load_package
from medview.catalog.schema import Letters, Network
from medview.core.alphabet import Alphabet
from medview.core.card import InputContract, ModelCard
from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.core.training import FoundData, Wish
from medview.training.data.annotated import NONE_OF_THEM, names_of
from medview.training.data.folding import folds
from medview.training.data.nouns import TRAIN, Sample
from medview.training.data.sequence_nouns import Sequence as Known
from medview.training.data.sequence_nouns import SequenceData, group_of
from medview.training.data.sequence_reading import WANTED, Wanted, grouped, labels_offered, read_sequences
from medview.training.preparing.dividing import HELD_OUT, PARTS
from medview.training.preparing.wishes import FIRST_VERSION, checking, code_value, colour, steps_of, teaching
from medview.training.running.plan import Phase, Plan
from medview.training.sequences.recipe import SequenceRecipe

Checkpoint = Callable[[float, str], None]

FEWEST = 4
"""Cases below which nothing can be learned and measured."""

CHECKS = 12
"""Times a run measures the sequences it holds out for itself."""

STEPS = {"whole": 1200, "each": 1500}
"""Steps of the optimiser, usually."""

LETTERS_AT_ONCE = 8192
"""Letters of a batch, about."""


@dataclass(frozen=True, eq=False)
class Looked:
    """A folder that was looked at.

    Args:
        found: What it holds.
        data: Its sequences, each with its split.
        wanted: What is known of them.
        labelled_by: What labels entries of data banks; empty: nothing does.
    """

    found: FoundData
    data: SequenceData
    wanted: Wanted
    labelled_by: str = ""


def holds_sequences(folder: Path, labelled_by: str) -> bool:
    """Whether a folder or file holds labelled sequences, or such as a person may say the labels of."""
    try:
        return _wanted(folder, labelled_by) is not None or bool(labels_offered(folder))
    except MedViewError:
        return False


def look(
    folder: Path, recipe: SequenceRecipe | None, seed: int, checkpoint: Checkpoint, labelled_by: str = ""
) -> Looked:
    """Look at data of sequences.

    Args:
        folder: The folder, or one file.
        recipe: What is to be trained; None: what the labels are for.
        seed: Of the split, where the data state none.
        checkpoint: Told the progress; may raise to stop.
        labelled_by: What labels entries of data banks, as a person says it; empty: what the recipe says.

    Raises:
        MedViewError: There are no sequences with labels of this kind.
    """
    checkpoint(0.0, tr("Reading the sequences"))
    labelled_by = labelled_by or (recipe.letters.labelled_by if recipe is not None else "")
    wanted = WANTED[recipe.letters.answers] if recipe is not None else _wanted(folder, labelled_by)
    if recipe is not None and wanted == "each" and labelled_by != recipe.letters.labelled_by:
        raise MedViewError(
            tr("The recipe {id} has classes of its own, which “{what}” does not name.").format(
                id=recipe.id, what=labelled_by
            ),
            tr("Train “sequences”, whose classes are those of the data."),
        )
    if wanted is None:
        return _unlabelled(folder, labelled_by)
    read = read_sequences(folder, wanted, None, recipe.files if recipe is not None else (), labelled_by)
    sequences = grouped(read.sequences, recipe.letters.groups if recipe is not None else "")
    sequences, made = _divided(sequences, seed, whole=recipe is not None and not recipe.split)
    data = replace(read, sequences=sequences)
    checkpoint(1.0, tr("Reading the sequences"))
    problem, hint = _problem(data, wanted)
    found = FoundData(
        ("sequences",),
        "sequences",
        cases=len(sequences),
        classes=_classes(data, wanted, labelled_by),
        groups=len({group_of(one) for one in sequences}),
        split=tuple(Counter(one.split or TRAIN for one in sequences).items()),
        split_made=made,
        left_out=read.left_out,
        problem=problem,
        hint=hint,
        folder=str(folder),
        shape=(int(np.median([len(one.letters) for one in sequences])),),
        offered=tuple(labels_offered(folder).most_common()) if labelled_by else (),
    )
    return Looked(found, data, wanted, labelled_by)


def _unlabelled(folder: Path, labelled_by: str) -> Looked:
    """Entries of data banks of which nobody has said, or rightly said, what labels them.

    Raises:
        MedViewError: There are no such entries.
    """
    told = tr("{name} holds no labelled sequences.").format(name=folder.name)
    offered = labels_offered(folder)
    if not offered:
        hint = tr("Give a table with the columns sequence and label, FASTA with a file of labels, or a file per class.")
        raise MedViewError(told, hint)
    if labelled_by:
        told = tr("“{what}” labels no two classes of sequences in {name}.").format(what=labelled_by, name=folder.name)
    counted = ", ".join(f"{name} ({count})" for name, count in offered.most_common(_OFFERED))
    listed = tuple(offered.most_common())
    hint = tr("Say what labels its entries, such as CDS, CDS/function or SUBCELLULAR LOCATION. It has: {counted}.")
    found = FoundData(
        ("sequences",), "sequences", problem=told, hint=hint.format(counted=counted), folder=str(folder), offered=listed
    )
    return Looked(found, SequenceData(()), "nothing", labelled_by)


_OFFERED = 12


def _wanted(folder: Path, labelled_by: str) -> Wanted | None:
    """What is known of the sequences of a folder: of each letter, else of the whole; None: nothing."""
    ways: tuple[Wanted, ...] = ("each", "label")
    for wanted in ways:
        try:
            read = read_sequences(folder, wanted, labelled_by=labelled_by)
        except MedViewError:
            continue
        if wanted == "each" or (len(read.classes) > 1 and not _named_by_chance(folder, read, labelled_by)):
            return wanted
    return None


def _named_by_chance(folder: Path, read: SequenceData, labelled_by: str) -> bool:
    """Whether files of entries are called after what they hold, not after a class: most of them hold one."""
    return not labelled_by and len(read.sequences) < 2 * len(read.classes) and bool(labels_offered(folder))


def _divided(sequences: Sequence[Known], seed: int, whole: bool) -> tuple[tuple[Known, ...], bool]:
    """Every sequence with its split; one in so many is held out where the data name no splits."""
    if whole or {one.split for one in sequences} - {""} or len({group_of(one) for one in sequences}) < PARTS:
        return tuple(sequences), False
    samples = [Sample(str(number), Path(), one.group, label=one.label) for number, one in enumerate(sequences)]
    held_out = {int(sample.name) for sample in folds(samples, PARTS, seed)[0]}
    return tuple(
        replace(one, split=HELD_OUT if number in held_out else TRAIN) for number, one in enumerate(sequences)
    ), True


def _classes(data: SequenceData, wanted: Wanted, labelled_by: str) -> tuple[tuple[str, int], ...]:
    if wanted == "label":
        counts = Counter(one.label for one in data.sequences)
        return tuple((name, counts[name]) for name in data.classes)
    signs, names = Counter(sign for one in data.sequences for sign in set(one.each)), names_of(labelled_by)
    return tuple((names.get(sign, sign) if labelled_by else sign, count) for sign, count in sorted(signs.items()))


def _problem(data: SequenceData, wanted: Wanted) -> tuple[str, str]:
    if len(data.sequences) < FEWEST:
        told = tr("Only {count} cases can be used.").format(count=len(data.sequences))
        return told, tr("Give at least {fewest} cases.").format(fewest=FEWEST)
    learning = [one for one in data.sequences if one.split in ("", TRAIN)]
    if wanted == "label" and len({one.label for one in learning}) < 2:
        return tr("All cases to learn from are of one class."), tr("Give cases of every class.")
    if wanted == "nothing":  # left out when it learns
        return "", ""
    apart = {one.letters for one in data.sequences if one.split not in ("", TRAIN)}
    leaking = sum(one.letters in apart for one in learning)
    if leaking:
        told = tr("{count} sequences to learn from are in another split too.").format(count=leaking)
        return told, tr("Keep the same sequence, and close homologues, in one split.")
    return "", ""


def laid_out(looked: Looked, folder: Path) -> Path:
    """The data with the split that was made, as tables or FASTA; the data themselves where they state their own."""
    if not looked.found.split_made:
        return Path(looked.found.folder)
    folder.mkdir(parents=True, exist_ok=True)
    for split in (TRAIN, HELD_OUT):
        _write(folder, split, [one for one in looked.data.sequences if one.split == split], looked.wanted)
    return folder


def _write(folder: Path, split: str, sequences: Sequence[Known], wanted: Wanted) -> None:
    if wanted == "each":
        for end, text in (("sequences", "letters"), ("labels", "each"), ("mask", "known")):
            lines = [f">{one.name}\n{getattr(one, text) or '1' * len(one.letters)}\n" for one in sequences]
            (folder / f"{split}_{end}.fasta").write_text("".join(lines), encoding="ascii")
        return
    with (folder / f"{split}.csv").open("w", newline="", encoding="utf-8") as stream:
        writer = csv.writer(stream)
        writer.writerow(("id", "label", "group", "sequence"))
        writer.writerows((one.name, one.label, one.group, one.letters) for one in sequences)


# a recipe that fits


_PROTEIN = tuple("ACDEFGHIKLMNPQRSTVWYX")
_DNA = tuple("ACGTN")


def automatic_recipe(looked: Looked, wish: Wish, template: str) -> tuple[SequenceRecipe, str]:
    """A recipe with settings that fit the data, and its package's template as JSON."""
    letters, network = _based(wish, looked) if wish.base else _fresh(looked)
    recipe = SequenceRecipe(
        kind="sequences",
        id=wish.id,
        version=wish.version or FIRST_VERSION,
        template=template,
        network=network,
        letters=letters,
        plan=_plan(looked, wish),
        longest=1000 if letters.answers == "whole" else 512,
        hidden=(0.05, 0.05),
        networks=wish.folds or 1,
        held_out=0.1 if looked.found.cases >= 10 * FEWEST else 0.25,
        smoothing=0.05 if letters.answers == "whole" else 0.0,
        base=wish.base,
    )
    return recipe, json.dumps(_package(looked, wish, letters), indent=1) + "\n"


def alphabet_of(data: SequenceData) -> Alphabet:
    """What the letters spell: DNA where hardly any other letter occurs."""
    some = "".join(one.letters[:1000] for one in data.sequences[:200])
    return Alphabet.DNA if sum(some.count(sign) for sign in "ACGTUN") > _NUCLEIC * len(some) else Alphabet.PROTEIN


_NUCLEIC = 0.9


def _answered(looked: Looked) -> Letters:
    nucleic = alphabet_of(looked.data) is Alphabet.DNA
    names = {sign for one in looked.data.sequences for sign in one.each} or looked.data.classes
    signs = {name: (number,) for number, name in enumerate(sorted(names))}
    return Letters(
        _DNA if nucleic else _PROTEIN,
        other="N" if nucleic else "X",
        kinds=("DNA", "RNA") if nucleic else ("protein",),
        answers="each" if looked.wanted == "each" else "whole",
        signs=signs,
        labelled_by=looked.labelled_by,
    )


def _fresh(looked: Looked) -> tuple[Letters, Network]:
    letters = _answered(looked)
    arguments: dict[str, Any] = {"width": 64, "dilations": (1, 2, 4, 8, 16, 1), "kernel": 5, "dropout": 0.2}
    lengths = {len(one.letters) for one in looked.data.sequences}
    if len(lengths) == 1 and letters.answers == "whole":  # windows: what is where counts
        letters = replace(letters, length=lengths.pop())
        arguments["length"] = letters.length
    return letters, _network(letters, arguments, looked)


def _network(letters: Letters, arguments: dict[str, Any], looked: Looked) -> Network:
    arguments |= {"answers": letters.answers}
    return Network("sequence_reader", arguments, len(letters.alphabet), len(looked.found.classes), spatial_dims=1)


def _based(wish: Wish, looked: Looked) -> tuple[Letters, Network]:
    """The reader of a package that is gone on with, and an answer of its own."""
    package = load_package(Path(wish.base))
    known = package.configuration
    wanted = _answered(looked)
    if known.letters is None or known.network.name != "sequence_reader" or wanted.kinds[0] not in known.letters.kinds:
        raise MedViewError(
            tr("{model} reads other sequences than these.").format(model=package.card.name),
            tr("Choose a base that reads {kind}, or begin without one.").format(kind=wanted.kinds[0]),
        )
    arguments = {name: value for name, value in known.network.arguments.items() if name != "heads"}
    letters = replace(wanted, alphabet=known.letters.alphabet, other=known.letters.other, length=known.letters.length)
    return letters, _network(letters, arguments, looked)


def _plan(looked: Looked, wish: Wish) -> Plan:
    longest = min(1000, max(looked.found.shape[0], 1))
    batch = max(2, min(32, LETTERS_AT_ONCE // longest, teaching(looked.found) // 2))
    usual = STEPS["each" if looked.wanted == "each" else "whole"]
    steps = steps_of(wish, teaching(looked.found), batch, usual // 2 if wish.base else usual)
    return Plan(
        phases=(Phase(steps, 0.001 if wish.base else 0.002, batch, warmup=min(50, steps // 10)),),
        average=0.99 if steps > 200 else 0.9,
        check_every=checking(steps, CHECKS),
        patience=CHECKS if wish.patience is None else wish.patience,
        seed=wish.seed if wish.seed is not None else 20,
    )


def _package(looked: Looked, wish: Wish, letters: Letters) -> dict[str, Any]:
    kind = letters.kinds[0]
    name = wish.name or wish.id
    contract = InputContract((), (), tr("{kind} like that it was trained on").format(kind=kind), 0.0, 0.0, 1)
    card = ModelCard(
        wish.id,
        FIRST_VERSION,
        name,
        "sequences",
        tr("Trained on {cases} sequences of somebody's own.").format(cases=looked.found.cases),
        tr("Research and education; to be reviewed by a person. Not a medical device."),
        (tr("Only its training and held-out sequences are known; nobody has measured it on others."),),
        contract,
        (),
        (),
        "LicenseRef-own",
        "",
    )
    classes = [
        {
            "name": label,
            "code": {"value": code_value(label), "scheme": "99MEDVIEW", "meaning": label},
            "threshold": 0.5,
            "colour": list(colour(number)),
            "finding": sign != NONE_OF_THEM,
        }
        for number, ((label, _), sign) in enumerate(zip(looked.found.classes, letters.signs, strict=True))
    ]
    data: dict[str, Any] = {"format": 1, "card": asdict(card), "output": {"activation": "softmax"}, "classes": classes}
    return data
