"""What networks that tell classes of pictures apart learn, and what they learn before that."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from medview.engine.networks.attending import AttentionClassifier, Trunk
from medview.training.augmentation import Draw
from medview.training.pictures.films import Film, levelled, softly_within
from medview.training.pictures.lesions import with_lesions
from medview.training.pictures.recipe import PictureClassification, Pretraining, Variation
from medview.training.pictures.segmenting import serial_order
from medview.training.pictures.variation import varied
from medview.training.running.trainer import Batch

WIDEN = (-2.0, 3.0)
"""Pixels a region is made narrower or wider by while training: no outline is exact."""

MEASURE = "Probability of the true class"
"""What is measured of pictures a network does not learn from, while it learns."""

_MIX_SEED = 15_485_863


def class_batch(films: Sequence[Film], recipe: PictureClassification, seed: int, serials: range, scale: float) -> Batch:
    """Varied pictures (n, channels, rows, columns), the parts of their classes (n, classes), and their regions."""
    chosen = [films[serial_order(serial, len(films), seed)] for serial in serials]
    shown = []
    for film, serial in zip(chosen, serials, strict=True):
        calm = recipe.plan.phase_showing(serial).calm
        how = recipe.variation.calmed(calm) if recipe.variation and calm < 1 else recipe.variation
        shown.append(_shown(film, recipe, how, scale, seed * 1_000_003 + serial))
    pictures, regions = torch.stack([one[0] for one in shown]), torch.stack([one[1] for one in shown])
    labels = torch.tensor([film.label for film in chosen])
    truth = functional.one_hot(labels, recipe.network.out_channels).float()
    if not recipe.mixing or len(serials) < 2:
        return pictures, truth, regions
    part = np.random.default_rng(seed * _MIX_SEED + serials[0]).beta(recipe.mixing, recipe.mixing)
    part = max(part, 1 - part)
    both = torch.maximum(regions, regions.flip(0))
    return part * pictures + (1 - part) * pictures.flip(0), part * truth + (1 - part) * truth.flip(0), both


def _shown(
    film: Film,
    recipe: PictureClassification,
    how: Variation | None,
    scale: float,
    seed: int,
    drawn: Callable[[Tensor, Tensor, Draw], tuple[Tensor, Tensor]] | None = None,
) -> tuple[Tensor, Tensor]:
    """A picture as the network is shown it, and (1 + n, rows, columns) its region and what was drawn into it."""
    size, draw = (round(recipe.size[0] * scale), round(recipe.size[1] * scale)), Draw(seed + 1)
    open_wide = draw.chance(recipe.surroundings)
    part = draw.uniform(film.part, 1.0) if open_wide else film.part
    image, masks = varied(film.image, film.inside, size, how, seed, drawn, part)
    region = torch.cat([(masks[:1] > 0.5).float(), masks[1:]])
    if recipe.outside == "kept":
        return image, region
    if open_wide:
        return image - image.mean((1, 2), keepdim=True), region
    return levelled(image, softly_within(masks[:1], draw.uniform(*WIDEN))), region


def class_loss(output: Tensor | tuple[Tensor, Tensor], batch: Batch, recipe: PictureClassification) -> Tensor:
    """Cross entropy with parts of classes; and how far attention lies outside the region, where it is watched."""
    logits, attention = output if isinstance(output, tuple) else (output, None)
    each = logits.float().flatten(0, -2)  # each of several opinions learns by itself
    truth = batch[1].repeat(len(each) // len(batch[1]), 1)
    loss = functional.cross_entropy(each, truth, label_smoothing=recipe.smoothing)
    if attention is None or not recipe.attention:
        return loss
    region = functional.adaptive_max_pool2d(batch[2], (attention.shape[2], attention.shape[3]))
    within = (attention.float() * region).sum((2, 3))
    return loss - recipe.attention * within.clamp_min(1e-4).log().mean()


class Pupil(nn.Module):
    """A network that gives every one of its opinions, and says where it paid attention.

    Args:
        network: The network.
    """

    def __init__(self, network: AttentionClassifier) -> None:
        super().__init__()
        self.network = network

    def forward(self, picture: Tensor) -> tuple[Tensor, Tensor]:
        """(n, channels, rows, columns) to opinions (opinions, n, classes), and the attention (n, heads, …)."""
        return self.network.opinions(picture)


def watched(network: nn.Module) -> nn.Module:
    """The network, with its opinions and its attention where it has such."""
    return Pupil(network) if isinstance(network, AttentionClassifier) else network


def unwatched(weights: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Weights by the names they have in the network itself."""
    return {name.removeprefix("network."): value for name, value in weights.items()}


class Apprentice(nn.Module):
    """A network's trunk with a head that outlines the region and what was drawn into it.

    Args:
        network: A network with a ``trunk``, whose map of features is an eighth of the picture.
    """

    def __init__(self, network: nn.Module) -> None:
        super().__init__()
        trunk = network.trunk
        assert isinstance(trunk, Trunk)
        self.trunk = trunk
        self.outline = nn.Conv2d(trunk.width, 2, 1)

    def forward(self, picture: Tensor) -> Tensor:
        """(n, channels, rows, columns) to (n, 2, rows / 8, columns / 8)."""
        found: Tensor = self.outline(self.trunk(picture))
        return found


def lesion_batch(
    films: Sequence[Film], recipe: PictureClassification, first: Pretraining, serials: range, scale: float
) -> Batch:
    """Varied pictures with made-up lesions, and (n, 2, rows, columns) region and lesions."""
    seed, pairs = first.plan.seed, []
    for serial in serials:
        film = films[serial_order(serial, len(films), seed)]
        draw = partial(with_lesions, first.lesions)
        pairs.append(_shown(film, recipe, first.variation, scale, seed * 1_000_003 + serial, draw))
    images, truth = (torch.stack(parts) for parts in zip(*pairs, strict=True))
    return images, truth


def lesion_loss(output: Tensor, truth: Tensor) -> Tensor:
    """Cross entropy of each cell, those with lesions counting more, for they are few; and one minus their Dice."""
    logits = output.float()
    size = (logits.shape[2], logits.shape[3])
    cells, lesions = functional.adaptive_avg_pool2d(truth, size), functional.adaptive_max_pool2d(truth[:, 1:], size)
    target = torch.cat([cells[:, :1], 0.5 * cells[:, 1:] + 0.5 * lesions], 1)
    weight = torch.cat([torch.ones_like(lesions), 1 + 4 * lesions], 1)
    crossed = functional.binary_cross_entropy_with_logits(logits, target, weight)
    chances = logits[:, 1].sigmoid()
    overlap, total = (chances * target[:, 1]).sum(), (chances + target[:, 1]).sum()
    return crossed + 0.5 * (1 - (2 * overlap + 1) / (total + 1))


def begun(network: nn.Module, apprentice: Mapping[str, Tensor]) -> None:
    """Give a network the trunk another one learned."""
    trunk = {name: value for name, value in apprentice.items() if name.startswith("trunk.")}
    network.load_state_dict({**network.state_dict(), **trunk})


@torch.inference_mode()
def outputs_of(network: nn.Module, films: Sequence[Film], mirrored: bool, batch: int = 16) -> NDArray[np.float32]:
    """(n, classes) what a network says of pictures as the engine shows them, averaged with their mirror images."""
    found, device = [], next(network.parameters()).device
    for first in range(0, len(films), batch):
        given = torch.stack([film.given for film in films[first : first + batch]]).to(device)
        output = network(given).float()
        found.append((output + network(given.flip(3)).float()) / 2 if mirrored else output)
    return torch.cat(found).cpu().numpy()


def likelihood(network: nn.Module, films: Sequence[Film]) -> float:
    """The probability a network gives to the true class, in the geometric mean over pictures."""
    labels = torch.tensor([film.label for film in films])
    outputs = torch.from_numpy(outputs_of(network.network if isinstance(network, Pupil) else network, films, False))
    return float(torch.exp(-functional.cross_entropy(outputs, labels)))
