import gzip

import pytest

from medview.core.errors import MedViewError
from medview.training.data.sequence_nouns import Sequence, SequenceData
from medview.training.data.sequence_reading import grouped, learned_from, read_sequences


def test_tables_name_splits_groups_and_labels(tmp_path) -> None:
    (tmp_path / "train.csv").write_text("id,label,cluster,sequence\na,x,g1,acgt\nb,y,,AC\nc,x,g2,\n")
    (tmp_path / "test.tsv").write_text("name\tclass\tsequence\nd\ty\tGG\n")
    found = read_sequences(tmp_path, "label")
    assert [(one.name, one.letters, one.group, one.split, one.label) for one in found.sequences] == [
        ("d", "GG", "", "test", "y"),
        ("a", "ACGT", "g1", "train", "x"),
        ("b", "AC", "", "train", "y"),
    ]
    assert found.classes == ("x", "y")
    assert found.left_out == (("c", "It has no letters."),)
    assert [one.name for one in read_sequences(tmp_path, "label", "test").sequences] == ["d"]


def test_one_file_of_any_name_is_read_whole(tmp_path) -> None:
    (tmp_path / "windows.csv").write_text("class,sequence\n+,acgt\n-,gggg\n")
    found = read_sequences(tmp_path / "windows.csv", "label", "train")
    assert [(one.name, one.label, one.split) for one in found.sequences] == [
        ("windows:1", "+", ""),
        ("windows:2", "-", ""),
    ]


def test_labels_of_letters_lie_beside_their_sequences(tmp_path) -> None:
    (tmp_path / "val_sequences.fasta").write_text(">a one\nACDE\nFG\n>b\nAC\n>c\nACD\n")
    (tmp_path / "val_labels.fasta").write_text(">a\nHHCC\nEE\n>b\nHHH\n>c\nCCC\n")
    (tmp_path / "val_mask.fasta").write_text(">a\n110011\n>c\n111\n")
    found = read_sequences(tmp_path, "each")
    assert [(one.name, one.each, one.known, one.split) for one in found.sequences] == [
        ("a", "HHCCEE", "110011", "val"),
        ("c", "CCC", "111", "val"),
    ]
    assert found.left_out == (("b", "3 labels are given for 2 letters."),)


def test_a_file_for_each_class_and_classes_in_titles(tmp_path) -> None:
    (tmp_path / "coding.fa").write_text(">a\nACGT\n>b label=other\nAC\n")
    with gzip.open(tmp_path / "intron.fa.gz", "wt") as stream:
        stream.write(">c\nGGG-G\n")
    found = read_sequences(tmp_path, "label")
    assert [(one.name, one.label, one.letters) for one in found.sequences] == [
        ("a", "coding", "ACGT"),
        ("b", "other", "AC"),
        ("c", "intron", "GGGG"),
    ]


def test_anything_is_read_where_nothing_need_be_known(tmp_path) -> None:
    (tmp_path / "some").mkdir()
    (tmp_path / "some" / "train_sequences.fasta").write_text(">a\nMKL\n")
    (tmp_path / "some" / "train_labels.fasta").write_text(">a\nHHC\n")
    (tmp_path / "val.csv").write_text("id,sequence\nb,MKV\n")
    assert [one.name for one in read_sequences(tmp_path, "nothing").sequences] == ["a", "b"]
    assert [one.name for one in read_sequences(tmp_path, "nothing", None, ("*.csv",)).sequences] == ["b"]
    assert [one.name for one in read_sequences(tmp_path, "nothing", "train").sequences] == ["a"]


def test_groups_are_found_in_names() -> None:
    found = grouped((Sequence("GENE1-DONOR-5", "A"), Sequence("x", "A", group="own")), "^[^-]+")
    assert [one.group for one in found] == ["GENE1", "own"]


def test_a_pattern_that_is_none_says_so() -> None:
    with pytest.raises(MedViewError, match="does not say where the group stands"):
        grouped((Sequence("GENE1-DONOR-5", "A"),), "(")


def test_what_another_split_holds_too_is_not_learned_from() -> None:
    read = SequenceData(
        (
            Sequence("a", "MKV", split="train"),
            Sequence("b", "MKL", split="train"),
            Sequence("c", "MKL", split="val"),
            Sequence("d", "MKK"),
        )
    )
    kept = learned_from(read, "train")
    assert [one.name for one in kept.sequences] == ["a", "d"]
    assert [name for name, _ in kept.left_out] == ["b"]


def test_what_holds_nothing_says_so(tmp_path) -> None:
    with pytest.raises(MedViewError, match="holds no sequences"):
        read_sequences(tmp_path, "label")
    (tmp_path / "a.csv").write_text("id,label\na,x\n")
    with pytest.raises(MedViewError, match="no column “sequence”"):
        read_sequences(tmp_path, "label")
    (tmp_path / "a.csv").write_text("id,label,split,sequence\na,x,train,ACG\n")
    with pytest.raises(MedViewError, match="no case of the split val"):
        read_sequences(tmp_path, "label", "val")
