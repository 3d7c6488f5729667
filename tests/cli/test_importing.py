"""``medview models import`` and ``run`` with their jobs in processes of their own, as a user starts them."""

import json

import numpy as np
import torch
from monai.networks.nets import BasicUNet
from safetensors.torch import save_file

from medview.cli.app import main
from medview.cli.desk import Windows
from medview.session.paths import user_paths

OPTIONS = {"channels": 2, "dilations": [1, 2], "in_channels": 1, "out_channels": 2, "spatial_dims": 3}


def test_a_model_is_imported_listed_and_run(tmp_path, capsys) -> None:
    windows = Windows(lambda _paths: 0, lambda *_: 0, lambda *_: 0)
    state = {
        "convolutions.0.weight": torch.ones(2, 1, 3, 3, 3),
        "convolutions.0.bias": torch.zeros(2),
        "convolutions.1.weight": torch.ones(2, 2, 3, 3, 3),
        "convolutions.1.bias": torch.zeros(2),
        "head.weight": torch.tensor([1.0, -1.0]).reshape(2, 1, 1, 1, 1).repeat(1, 2, 1, 1, 1),
        "head.bias": torch.zeros(2),
    }
    save_file(state, tmp_path / "weights.bin")
    asked = ("--network", "meshnet", "--arguments", json.dumps(OPTIONS), "--id", "mine")
    assert main(["models", "import", str(tmp_path / "weights.bin"), *asked], windows, user_paths()) == 0
    assert "To be completed by a person" in capsys.readouterr().out
    assert (user_paths().models / "mine" / "golden" / "output.npy").is_file()
    np.save(tmp_path / "in.npy", np.ones((1, 9, 9, 9), np.float32))
    out = tmp_path / "out.npy"
    assert main(["models", "run", "mine", str(tmp_path / "in.npy"), "--out", str(out)], windows, user_paths()) == 0
    assert "class 1" in capsys.readouterr().out
    found = np.load(out)
    assert found.shape == (1, 2, 9, 9, 9)
    assert found[0, :, 4, 4, 4].tolist() == [27 * 2 * 27 * 2, -27 * 2 * 27 * 2]


def test_what_weights_do_not_tell_is_said_to_decide_the_results(tmp_path, capsys) -> None:
    windows = Windows(lambda _paths: 0, lambda *_: 0, lambda *_: 0)
    torch.save(BasicUNet(2, 1, 2, (2, 2, 2, 2, 4, 2), act="relu").state_dict(), tmp_path / "net.pt")
    assert main(["models", "import", str(tmp_path / "net.pt"), "--id", "unsure"], windows, user_paths()) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert "network.arguments.act" in told
    assert "all results are wrong" in told
