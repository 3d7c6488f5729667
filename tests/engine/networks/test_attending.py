"""The classifier that weighs places, and its second opinion of textures."""

from __future__ import annotations

import torch

from medview.engine.networks.attending import AttentionClassifier, Texture


def _stripes(period: float, across: bool) -> torch.Tensor:
    line = torch.sin(2 * torch.pi * torch.arange(64.0) / period)
    return (line[None] if across else line[:, None]).expand(64, 64)[None, None]


def test_energies_tell_scale_and_direction() -> None:
    texture = Texture(levels=3, turns=2, cells=2)
    fine, coarse = texture(_stripes(4, True)), texture(_stripes(14, True))
    down = texture(_stripes(4, False))
    of = fine.unflatten(1, (3, 2, 4)).mean(3)[0]
    assert of.argmax() == 0, "fine stripes from left to right: the first scale, the first direction"
    assert texture.numbers == fine.shape[1] == 24
    assert down.unflatten(1, (3, 2, 4)).mean(3)[0].argmax() == 1
    assert coarse.unflatten(1, (3, 2, 4)).mean(3)[0].argmax() >= 2


def test_what_was_left_out_of_a_picture_adds_nothing() -> None:
    """The energy of a part is that of what is shown in it, however little that is."""
    picture = _stripes(4, True).clone()
    picture[..., 40:] = 0.0
    texture = Texture(levels=1, turns=1, cells=2)
    whole, partly = texture(_stripes(4, True))[0], texture(picture)[0]
    assert torch.allclose(whole[[0, 2]], partly[[0, 2]], atol=0.02)
    assert (whole[[1, 3]] - partly[[1, 3]]).abs().max() < 0.6, "a quarter of it is left, not a quarter of its energy"


def test_the_answer_is_the_mean_of_both_opinions() -> None:
    torch.manual_seed(0)
    network = AttentionClassifier(1, 2, (4, 8, 8, 8), (1, 1, 1, 1), hidden=4, heads=1, texture=2).eval()
    picture = torch.randn(3, 1, 32, 32)
    opinions, attention = network.opinions(picture)
    assert opinions.shape == (2, 3, 2)
    assert attention.shape == (3, 1, 4, 4)
    assert torch.equal(network(picture), opinions.mean(0))
    assert "texture.waves" not in network.state_dict(), "nothing is stored that is not learned"


def test_without_a_texture_there_is_one_opinion() -> None:
    network = AttentionClassifier(1, 2, (4, 8, 8, 8), (1, 1, 1, 1), hidden=4, heads=1).eval()
    picture = torch.randn(1, 1, 32, 32)
    assert network.opinions(picture)[0].shape == (1, 1, 2)
