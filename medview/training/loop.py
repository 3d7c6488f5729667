"""The training loop: steps, the average of the weights, checks on held-out cases, checkpoints that survive a stop."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn import functional

from medview.catalog.schema import Tiling
from medview.engine.device import choose_device, plans
from medview.engine.networks.table import build_network, supervised
from medview.engine.sliding import slide
from medview.training.augmentation import Draw, training_crop
from medview.training.metrics import dice
from medview.training.recipe import Recipe
from medview.training.running.curves import CurveFile, Smoothed
from medview.training.running.freezing import freeze_statistics
from medview.training.running.states import load_state, save_state
from medview.training.running.stopping import exhausted
from medview.training.running.team import Team

Checkpoint = Callable[[float, str], None]
SAVE_EVERY_S = 60.0
"""How often the state is written; a stop loses at most this much."""
CURVE_POINTS = 400
"""Losses a whole run notes at most: more than a screen shows."""
HEAD_WEIGHTS = (1.0, 0.5, 0.25, 0.125)
"""Weights of the finest output and the deeply supervised ones below it (Isensee et al. 2021)."""


@dataclass(frozen=True, eq=False)
class Sample:
    """A case in memory: image (x, y, z) float32, normalised; labels (x, y, z) int64."""

    name: str
    image: Tensor
    labels: Tensor


@dataclass(frozen=True)
class Check:
    """Dice of the held-out cases at one step."""

    step: int
    dice: tuple[float, ...]

    @property
    def mean(self) -> float:
        """Mean over the classes."""
        return sum(self.dice) / len(self.dice)


def dice_loss(probabilities: Tensor, target: Tensor) -> Tensor:
    """One minus the soft Dice of the foreground classes over the whole batch; both are (n, classes, x, y, z)."""
    axes = (0, 2, 3, 4)
    overlap = (probabilities * target).sum(axes)[1:]
    total = (probabilities.sum(axes) + target.sum(axes))[1:]
    return 1 - ((2 * overlap + 1) / (total + 1)).mean()


def loss_of(output: Tensor, labels: Tensor, cross_entropy: float) -> Tensor:
    """Dice and cross entropy of logits (n, classes, x, y, z), or (n, heads, classes, x, y, z)."""
    heads = output.float().unbind(1) if output.dim() == 6 else (output.float(),)
    target = functional.one_hot(labels, heads[0].shape[1]).movedim(-1, 1).float()
    weights = HEAD_WEIGHTS[: len(heads)]
    losses = [
        weight * (dice_loss(head.softmax(1), target) + cross_entropy * functional.cross_entropy(head, labels))
        for weight, head in zip(weights, heads, strict=True)
    ]
    return torch.stack(losses).sum() / sum(weights)


def learning_rate(step: int, recipe: Recipe) -> float:
    """Within each cycle a linear rise, then half a cosine down to nothing."""
    cycle, within = recipe.cycle_at(step)
    if within < cycle.warmup:
        return cycle.rate * (within + 1) / cycle.warmup
    done = (within - cycle.warmup) / max(cycle.steps - cycle.warmup, 1)
    return cycle.rate * 0.5 * (1 + math.cos(math.pi * done))


def batch_at(step: int, samples: Sequence[Sample], recipe: Recipe, team: Team | None = None) -> tuple[Tensor, Tensor]:
    """The crops of a step, or a process's part of them; they depend on the step and the recipe's seed only."""
    team = team or Team()
    first = step * team.whole(recipe.batch)
    pairs = [_crop(first + place, step, samples, recipe) for place in team.mine(recipe.batch)]
    return torch.stack([image for image, _ in pairs]), torch.stack([labels for _, labels in pairs])


def _crop(serial: int, step: int, samples: Sequence[Sample], recipe: Recipe) -> tuple[Tensor, Tensor]:
    epoch, place = divmod(serial, len(samples))
    order = Draw(recipe.seed + 7919 * epoch).normal(len(samples)).argsort()
    sample = samples[int(order[place])]
    seed = recipe.seed * 1_000_003 + serial
    settings = recipe.augmentation_at(step)
    return training_crop(sample.image, sample.labels, recipe.network.out_channels, recipe.patch, settings, seed)


class Run:
    """A training run and everything that must survive a stop.

    Args:
        recipe: What to train.
        folder: Where the state is kept; a run found there is continued.
        begin: Weights to begin with; None: random ones.
        team: The processes that train together.
    """

    def __init__(
        self, recipe: Recipe, folder: Path, begin: Mapping[str, Tensor] | None = None, team: Team | None = None
    ) -> None:
        torch.manual_seed(recipe.seed)
        self.recipe = recipe
        self.folder = folder
        self.team = team or Team()
        self._plan = plans(choose_device())[0]
        self.network = build_network(supervised(recipe.network, recipe.heads)).to(self._plan.device)
        self.average = build_network(recipe.network).to(self._plan.device).eval()
        self._optimiser = torch.optim.AdamW(self.network.parameters(), weight_decay=recipe.weight_decay)
        self.step = 0
        self.checks: list[Check] = []
        self.exhausted = False
        if begin is not None:
            self.network.load_state_dict(begin, strict=not recipe.heads)  # deeply supervised heads begin anew
        self._copy_average(0.0)
        if self._state_path.is_file():
            self._restore()

    @property
    def _state_path(self) -> Path:
        return self.folder / "state.pt"

    @property
    def best_path(self) -> Path:
        """The average of the best check so far."""
        return self.folder / "best.pt"

    def train_step(self, images: Tensor, labels: Tensor) -> float:
        """One step of the optimiser; returns the loss."""
        self.network.train()
        if self.recipe.frozen_statistics:
            freeze_statistics(self.network)
        for group in self._optimiser.param_groups:
            group["lr"] = learning_rate(self.step, self.recipe)
        with self._plan.autocast():
            output = self.network(images.to(self._plan.device))
        loss = loss_of(output, labels.to(self._plan.device), self.recipe.cross_entropy)
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.team.mean_gradients(self.network)
        norm = nn.utils.clip_grad_norm_(self.network.parameters(), self.recipe.clip)
        if torch.isfinite(norm):  # one bad step would spoil every weight for good
            self._optimiser.step()
        average = self.recipe.cycle_at(self.step)[0].average
        self.step += 1
        self._copy_average(min(average, (1 + self.step) / (10 + self.step)))
        return float(loss.detach())

    def predict(self, patch: Tensor) -> Tensor:
        """Logits of a patch (1, channels, x, y, z) by the average of the weights."""
        with self._plan.autocast():
            logits: Tensor = self.average(patch.to(self._plan.device))
        return logits

    @torch.no_grad()
    def _copy_average(self, decay: float) -> None:
        current = self.network.state_dict()
        for name, value in self.average.named_parameters():
            value.mul_(decay).add_(current[name], alpha=1 - decay)
        for name, buffer in self.average.named_buffers():
            buffer.copy_(current[name])

    def add_check(self, check: Check) -> None:
        """Record a check; the average is kept when it is the best so far."""
        if not self.checks or check.mean >= max(earlier.mean for earlier in self.checks):
            save_state(self.average.state_dict(), self.best_path)
        self.checks.append(check)

    def save(self) -> None:
        """Write the state."""
        state = {
            "step": self.step,
            "network": self.network.state_dict(),
            "average": self.average.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "checks": [(check.step, list(check.dice)) for check in self.checks],
        }
        save_state(state, self._state_path)

    def _restore(self) -> None:
        state = load_state(self._state_path, self._plan.device)
        self.network.load_state_dict(state["network"])
        self.average.load_state_dict(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]
        self.checks = [Check(step, tuple(dice)) for step, dice in state["checks"]]
        self.exhausted = exhausted([check.mean for check in self.checks], self.recipe.patience)


@torch.inference_mode()
def check_dice(run: Run, samples: Sequence[Sample], tiling: Tiling) -> tuple[float, ...]:
    """Mean Dice of each class over whole cases, by the average of the weights."""
    classes = run.recipe.network.out_channels
    found = [slide(run.predict, sample.image, tiling, classes, lambda _: None).argmax(0).numpy() for sample in samples]
    pairs = [(mask, sample.labels.numpy()) for mask, sample in zip(found, samples, strict=True)]
    scores = [[dice(mask == label, true == label) for mask, true in pairs] for label in range(1, classes)]
    return tuple(sum(values) / len(values) for values in scores)


def fit(
    run: Run,
    training: Sequence[Sample],
    held_out: Sequence[Sample],
    tiling: Tiling,
    checkpoint: Checkpoint,
    curves: CurveFile | None = None,
) -> None:
    """Train to the recipe's last step, or until its patience ends, checking and saving on the way.

    Args:
        run: The run; continued where it stands.
        training: Cases to learn from.
        held_out: Cases the checks are measured on.
        tiling: How they are cut into windows.
        checkpoint: Told the progress after every step; may raise to stop, and the state is saved first.
        curves: Takes the live figures; None: nobody looks.
    """
    recipe, team = run.recipe, run.team
    noting = max(1, recipe.steps // CURVE_POINTS)
    saved, average = time.monotonic(), curves.smoothed() if curves is not None else Smoothed()
    try:
        while run.step < recipe.steps and not run.exhausted:
            losses = average.add(run.train_step(*batch_at(run.step, training, recipe, team)))
            checked = run.step % recipe.check_every == 0 or run.step == recipe.steps
            if checked:
                _check(run, held_out, tiling, curves)
            if curves is not None and run.step % noting == 0:
                curves.add(run.step, loss=round(losses, 5))
            if team.leads and (checked or time.monotonic() - saved > SAVE_EVERY_S):
                run.save()
                saved = time.monotonic()
            checkpoint(run.step / recipe.steps, _note(run, losses))
    finally:
        if team.leads:
            run.save()


def _check(run: Run, held_out: Sequence[Sample], tiling: Tiling, curves: CurveFile | None) -> None:
    """The first process measures; all learn whether to go on."""
    if run.team.leads:
        run.add_check(Check(run.step, check_dice(run, held_out, tiling)))
        if curves is not None:
            curves.add(run.step, score=round(run.checks[-1].mean, 5))
    run.exhausted = run.team.told(exhausted([check.mean for check in run.checks], run.recipe.patience))


def _note(run: Run, losses: float) -> str:
    check = f", Dice {json.dumps([round(d, 4) for d in run.checks[-1].dice])}" if run.checks else ""
    return f"step {run.step} of {run.recipe.steps}, loss {losses:.3f}{check}"
