"""Several files of weights: folds only where that is said; and the licence they come with."""

from pathlib import Path

import pytest
import torch
from monai.networks.nets import BasicUNet
from safetensors.torch import save_file

from medview.core.errors import ModelError
from medview.engine.importing.draft import Answers, Draft
from medview.engine.importing.recognise import read

LICENCE = "Permission is hereby granted, free of charge"


def written(folder: Path, *names: str) -> Path:
    folder.mkdir(exist_ok=True)
    for number, name in enumerate(names):
        torch.manual_seed(number)
        save_file(BasicUNet(3, 1, 2, (2, 2, 2, 2, 4, 2)).state_dict(), folder / name)
    return folder


def count(draft: Draft) -> int:
    assert len(draft.states) == 1 + len(draft.configuration.network.folds)
    return len(draft.states)


@pytest.mark.parametrize(
    "names",
    [
        ("fold_0.pth", "fold_1.pth", "fold_2.pth"),
        ("model_80nt_rs10.pt", "model_80nt_rs11.pt"),
        ("net-fold1-best.pth", "net-fold2-best.pth"),
        ("Fold 3.pth", "Fold 4.pth"),
    ],
)
def test_names_that_say_so_are_folds(tmp_path: Path, names: tuple[str, ...]) -> None:
    assert count(read(written(tmp_path / "net", *names), Answers())) == len(names)


@pytest.mark.parametrize(
    "names",
    [
        ("best.pth", "last.pth", "epoch_10.pth"),
        ("fold_0.pth", "fold_1.pth", "last.pth"),
        ("fold_0_best.pth", "fold_1_last.pth"),
        ("scaffold1.pth", "scaffold2.pth"),
        ("model1.pth", "model2.pth"),
    ],
)
def test_other_files_are_no_folds_unless_a_person_says_so(tmp_path: Path, names: tuple[str, ...]) -> None:
    folder = written(tmp_path / "net", *names)
    with pytest.raises(ModelError, match="do not say that they are folds") as caught:
        read(folder, Answers())
    assert all(name in caught.value.message and name in caught.value.hint for name in names)
    draft = read(folder, Answers(arguments={"folds": [names[1], names[0]]}))
    assert count(draft) == 2
    assert "folds" not in draft.configuration.network.arguments
    torch.manual_seed(1)
    first = BasicUNet(3, 1, 2, (2, 2, 2, 2, 4, 2)).state_dict()
    assert all(torch.equal(draft.states[0][name], value) for name, value in first.items())
    assert count(read(folder, Answers(arguments={"folds": names[0]}))) == 1


def test_a_fold_that_is_not_there_is_named(tmp_path: Path) -> None:
    folder = written(tmp_path / "net", "a.pth", "b.pth")
    with pytest.raises(ModelError, match=r"no weights c\.pth in net") as caught:
        read(folder, Answers(arguments={"folds": ["a.pth", "c.pth"]}))
    assert "a.pth, b.pth" in caught.value.hint


def test_a_licence_is_that_of_the_folder_it_lies_in(tmp_path: Path) -> None:
    folder = written(tmp_path / "net", "model.pth")
    (tmp_path / "LICENSE").write_text(LICENCE)
    assert read(folder, Answers()).licence == ""
    assert "weights_licence" in read(folder, Answers()).questions
    (folder / "LICENSE").write_text(LICENCE)
    assert read(folder, Answers()).configuration.card.weights_licence == "MIT"
    alone = read(folder / "model.pth", Answers())
    assert (alone.licence, alone.configuration.card.weights_licence) == ("", "LicenseRef-unknown")
    assert "weights_licence" in alone.questions


def test_no_interval_is_promised_that_nobody_measured(tmp_path: Path) -> None:
    draft = read(written(tmp_path / "net", "model.pth"), Answers())
    assert draft.configuration.calibration.intervals == ()
    assert draft.configuration.card.interval_coverage == 0.0
