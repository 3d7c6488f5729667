import json

import pytest
from Bio import SeqIO
from Bio.Seq import Seq
from Bio.SeqFeature import FeatureLocation, SeqFeature
from Bio.SeqRecord import SeqRecord

from medview.catalog.package import load_package
from medview.core.errors import MedViewError
from medview.core.training import Wish
from medview.engine.sequences.answering import sequence_model, whole
from medview.training.kinds import train_by
from medview.training.measuring.sequences import evaluate_sequences, shipped
from medview.training.preparing.planning import looked_at, planned
from medview.training.preparing.sequences import holds_sequences, look
from medview.views.training.told import found_html, kind_text
from tests.training.sequences.making import LENGTH, SIGNAL, along, table, texts


def silent(fraction: float, note: str) -> None:
    pass


def labelled(folder, count: int = 40):
    """A FASTA file for each class, without any split."""
    folder.mkdir()
    for name, wanted in (("promoter", True), ("other", False)):
        lines = [f">{name}{n}\n{letters}\n" for n, (letters, at) in enumerate(texts(count)) if (at >= 0) == wanted]
        (folder / f"{name}.fa").write_text("".join(lines))
    return folder


def test_a_file_for_each_class_becomes_a_model(tmp_path) -> None:
    data = labelled(tmp_path / "data")
    plan = planned(Wish("auto", id="mine", name="Mine", steps=80), data, tmp_path, silent)
    assert plan.found.classes == (("other", 20), ("promoter", 20))
    assert dict(plan.found.split) == {"train": 32, "val": 8}
    assert plan.found.split_made
    folder = train_by(plan.recipe, plan.data, tmp_path, silent)
    package = load_package(folder)
    assert package.card.name == "Mine"
    assert [one.name for one in package.configuration.classes] == ["other", "promoter"]
    assert package.configuration.network.arguments["length"] == LENGTH
    assert {metric.split for metric in package.card.metrics} == {"val"}
    assert whole(sequence_model(package), texts(4, 9)[3][0]).classes.values[1] > 0.6


def test_labels_of_letters_become_a_model_of_letters(tmp_path) -> None:
    data = along(tmp_path / "data", 20)
    plan = planned(Wish("sequences", id="mine", steps=10), data, tmp_path, silent)
    assert not plan.found.split_made
    folder = train_by(plan.recipe, plan.data, tmp_path, silent)
    letters = load_package(folder).configuration.letters
    assert letters is not None
    assert (letters.answers, dict(letters.signs)) == ("each", {".": (0,), "s": (1,)})


def test_a_run_goes_on_by_the_plan_it_began_with(tmp_path) -> None:
    data = table(tmp_path / "data")
    first = planned(Wish("auto", id="mine", steps=5), data, tmp_path, silent)
    assert planned(Wish("auto", id="mine", steps=5), data, tmp_path, silent) == first
    with pytest.raises(MedViewError, match="other settings"):
        planned(Wish("auto", id="mine", steps=6), data, tmp_path, silent)


def test_a_model_is_gone_on_with(tmp_path) -> None:
    data = table(tmp_path / "data")
    first = planned(Wish("auto", id="first", steps=20), data, tmp_path, silent)
    base = train_by(first.recipe, first.data, tmp_path, silent)
    plan = planned(Wish("auto", base=str(base), steps=5), data, tmp_path, silent)
    assert plan.recipe.id == "first-tuned"
    assert train_by(plan.recipe, plan.data, tmp_path, silent).name == "first-tuned"
    proteins = tmp_path / "proteins"
    proteins.mkdir()
    rows = [f"p{n},{'ab'[n % 2]},MKLVFWDEHK{'WR'[n % 2] * (n + 1)}" for n in range(12)]
    (proteins / "all.csv").write_text("\n".join(("id,label,sequence", *rows)))
    with pytest.raises(MedViewError, match="other sequences"):
        planned(Wish("auto", base=str(base), id="x", steps=5), proteins, tmp_path, silent)


def test_what_cannot_teach_is_named_before_training(tmp_path) -> None:
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "train.csv").write_text("id,label,sequence\n" + "".join(f"a{n},x,ACGT\n" for n in range(9)))
    with pytest.raises(MedViewError, match="no labelled sequences"):
        look(tmp_path / "one", None, 0, silent)
    leaking = tmp_path / "leaking"
    leaking.mkdir()
    for split in ("train", "val"):
        rows = [f"{split}{n},{'xy'[n % 2]},ACGTAC{'GT'[n % 2] * (n + 1)}" for n in range(6)]
        (leaking / f"{split}.csv").write_text("\n".join(("id,label,sequence", *rows)))
    assert "6 sequences to learn from are in another split too" in look(leaking, None, 0, silent).found.problem
    with pytest.raises(MedViewError, match="in another split too"):
        planned(Wish("auto", id="mine"), leaking, tmp_path, silent)
    assert not (tmp_path / "mine.run" / "plan.json").exists()


def test_pictures_are_no_sequences(tmp_path) -> None:
    (tmp_path / "images").mkdir()
    (tmp_path / "split.csv").write_text(json.dumps({}))
    assert not holds_sequences(tmp_path, "")


def test_the_form_is_told_what_sequences_there_are(tmp_path) -> None:
    data = labelled(tmp_path / "data")
    found = looked_at(Wish("auto"), data, tmp_path / "work", silent)
    assert (found.kind, found.cases, found.split_made) == ("sequences", 40, True)
    assert "40 letters (median)" in found_html(found)
    assert kind_text("sequences")


def entries(path, count: int = 24):
    """GenBank entries, the signal of each a feature, and said of it in a qualifier."""
    records = []
    for number, (letters, at) in enumerate(texts(count)):
        place = FeatureLocation(max(at, 0), max(at, 0) + len(SIGNAL), 1)
        kind = SeqFeature(place, "regulatory" if at >= 0 else "misc_feature")
        whole_of_it = SeqFeature(FeatureLocation(0, len(letters), 1), "gene", qualifiers={"function": ["ab"[at >= 0]]})
        record = SeqRecord(Seq(letters), f"E{number}", annotations={"molecule_type": "DNA"})
        record.features = [kind, whole_of_it]
        records.append(record)
    SeqIO.write(records, path, "genbank")
    return path


@pytest.mark.parametrize(
    ("labelled_by", "classes"),
    [("regulatory, misc_feature", ["None of them", "regulatory", "misc_feature"]), ("gene/function", ["a", "b"])],
)
def test_annotated_entries_become_a_model(labelled_by, classes, tmp_path) -> None:
    (tmp_path / "data").mkdir()
    data = entries(tmp_path / "data" / "all.gb")
    wish = Wish("auto", id="mine", steps=10, labelled_by=labelled_by)
    plan = planned(wish, data, tmp_path, silent)
    assert [name for name, _ in plan.found.classes] == classes
    package = load_package(train_by(plan.recipe, plan.data, tmp_path, silent))
    assert [one.name for one in package.configuration.classes] == classes
    assert [one.name for one in package.configuration.classes if not one.finding] == classes[:-2]
    outcome = evaluate_sequences(shipped(package), data, silent, None)
    assert outcome.figures[0].estimate.groups == 24


def test_of_entries_nobody_labelled_it_is_told_what_could(tmp_path) -> None:
    data = entries(tmp_path / "all.gb")
    found = looked_at(Wish("auto"), data, tmp_path / "work", silent)
    assert found.kind == "sequences"
    assert "regulatory (12)" in found.hint
    told = looked_at(Wish("auto", labelled_by="CDS"), data, tmp_path / "work", silent).problem
    assert "“CDS”" in told


def test_a_recipe_with_classes_of_its_own_takes_no_others(tmp_path) -> None:
    data = entries(tmp_path / "all.gb")
    with pytest.raises(MedViewError, match="classes of its own"):
        looked_at(Wish("protein-secondary-structure", labelled_by="regulatory"), data, tmp_path / "work", silent)
