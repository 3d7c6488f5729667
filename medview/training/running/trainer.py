"""The loop for networks of all kinds: steps, the average of the weights, checks, a state that survives a stop."""

from __future__ import annotations

import math
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn

from medview.engine.device import choose_device, plans
from medview.training.running.curves import CurveFile, Smoothed
from medview.training.running.plan import Plan
from medview.training.running.states import load_state, save_state
from medview.training.running.stopping import exhausted
from medview.training.running.team import Team

Batch = tuple[Tensor, ...]
Checkpoint = Callable[[float, str], None]

SAVE_EVERY_S = 60.0
"""How often the state is written; a stop loses at most this much."""

CURVE_POINTS = 400
"""Losses a whole run notes at most: more than a screen shows."""


@dataclass(frozen=True, eq=False)
class Lesson:
    """What a network learns.

    Args:
        batch: The cases with these serial numbers, and their truth; the same numbers always give the same.
        loss: From the network's output and a batch to the loss.
        check: Score of the held-out cases by a network, the higher the better; None: nothing is held out.
    """

    batch: Callable[[range, float], Batch]
    loss: Callable[[Any, Batch], Tensor]
    check: Callable[[nn.Module], float] | None = None


def _layout(network: nn.Module) -> torch.memory_format:
    """Channels innermost where batches are normalised: convolutions are faster so, other normalisations are not."""
    batches = any(isinstance(layer, nn.BatchNorm2d) for layer in network.modules())
    return torch.channels_last if batches else torch.contiguous_format


class Trainer:
    """A run and everything that must survive a stop.

    Args:
        network: What is trained; on the CPU.
        average: The same network anew, for the average of the weights.
        plan: How.
        folder: Where the state is kept; a run found there is continued.
        team: The processes that train together.
    """

    def __init__(
        self, network: nn.Module, average: nn.Module, plan: Plan, folder: Path, team: Team | None = None
    ) -> None:
        self.team = team or Team()
        self.plan = plan
        self._folder = folder
        self._way = plans(choose_device())[0]
        self._format = _layout(network)
        self._network = network.to(self._way.device).to(memory_format=self._format)  # type: ignore[call-overload]
        self._average = average.to(self._way.device).to(memory_format=self._format).eval()  # type: ignore[call-overload]
        self._optimiser = torch.optim.AdamW(network.parameters(), weight_decay=plan.weight_decay)
        self.step = 0
        self.checks: list[tuple[int, float]] = []
        self.exhausted = False
        self.team.align(self._network)
        self._copy_average(0.0)
        if self._state_path.is_file():
            self._restore()

    @property
    def _state_path(self) -> Path:
        return self._folder / "state.pt"

    @property
    def _best_path(self) -> Path:
        return self._folder / "best.pt"

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do."""
        return self.step >= self.plan.steps or self.exhausted

    def weights(self) -> Mapping[str, Tensor]:
        """The average of the weights: that of the best check where there were checks, else the last one."""
        if self._best_path.is_file():
            found: Mapping[str, Tensor] = load_state(self._best_path)
            return found
        return {name: value.detach().cpu().clone() for name, value in self._average.state_dict().items()}

    def fit(self, lesson: Lesson, checkpoint: Checkpoint, curves: CurveFile | None = None) -> Mapping[str, Tensor]:
        """Train to the last step, or until patience ends.

        Args:
            lesson: What is learned.
            checkpoint: Told the progress after every step; may raise to stop, and the state is saved first.
            curves: Takes the live figures; None: nobody looks.

        Returns:
            The weights to be kept, on the CPU.
        """
        noting = max(1, self.plan.steps // CURVE_POINTS)
        saved, average = time.monotonic(), curves.smoothed() if curves is not None else Smoothed()
        try:
            while not self.is_done:
                losses = average.add(self._take_step(lesson))
                if lesson.check is not None and self._is_check_due():
                    self._check(lesson.check, curves)
                if curves is not None and self.step % noting == 0:
                    curves.add(self.step, loss=round(losses, 5))
                if self.team.leads and time.monotonic() - saved > SAVE_EVERY_S:
                    self._save()
                    saved = time.monotonic()
                checkpoint(self.step / self.plan.steps, self._note(losses))
        finally:
            if self.team.leads:
                self._save()
        return self.weights()

    def _is_check_due(self) -> bool:
        every = self.plan.check_every
        return bool(every) and (self.step % every == 0 or self.step == self.plan.steps)

    def _take_step(self, lesson: Lesson) -> float:
        phase, _ = self.plan.phase_at(self.step)
        first, mine = self.plan.cases_before(self.step), self.team.mine(phase.batch)
        batch = tuple(
            part.to(self._way.device)
            for part in lesson.batch(range(first + mine.start, first + mine.stop), phase.scale)
        )
        for group in self._optimiser.param_groups:
            group["lr"] = self._rate()
        self._network.train()
        with self._way.autocast():
            output = self._network(batch[0].contiguous(memory_format=self._format))
        loss = lesson.loss(output, batch)
        self._optimiser.zero_grad(set_to_none=True)
        loss.backward()  # type: ignore[no-untyped-call]
        self.team.mean_gradients(self._network)
        norm = nn.utils.clip_grad_norm_(self._network.parameters(), self.plan.clip)
        if torch.isfinite(norm):  # one bad step would spoil every weight for good
            self._optimiser.step()
        self.step += 1
        self._copy_average(min(self.plan.average, (1 + self.step) / (10 + self.step)))
        return float(loss.detach())

    def _rate(self) -> float:
        phase, within = self.plan.phase_at(self.step)
        if within < phase.warmup:
            return phase.rate * (within + 1) / phase.warmup
        done = (within - phase.warmup) / max(phase.steps - phase.warmup, 1)
        return phase.rate * 0.5 * (1 + math.cos(math.pi * done))

    @torch.no_grad()
    def _copy_average(self, decay: float) -> None:
        current = {**dict(self._network.named_parameters()), **dict(self._network.named_buffers())}
        for name, value in self._average.named_parameters():
            value.mul_(decay).add_(current[name], alpha=1 - decay)
        for name, buffer in self._average.named_buffers():
            buffer.copy_(current[name])

    def _check(self, check: Callable[[nn.Module], float], curves: CurveFile | None) -> None:
        """The first process measures; all learn whether to go on."""
        if self.team.leads:
            with torch.inference_mode(), self._way.autocast():
                score = check(self._average)
            if not self.checks or score >= max(earlier for _, earlier in self.checks):
                save_state(self._average.state_dict(), self._best_path)
            self.checks.append((self.step, score))
            if curves is not None:
                curves.add(self.step, score=round(score, 5))
        self.exhausted = self.team.told(exhausted([score for _, score in self.checks], self.plan.patience))

    def _save(self) -> None:
        state = {
            "step": self.step,
            "network": self._network.state_dict(),
            "average": self._average.state_dict(),
            "optimiser": self._optimiser.state_dict(),
            "checks": [list(check) for check in self.checks],
        }
        save_state(state, self._state_path)

    def _restore(self) -> None:
        state = load_state(self._state_path, self._way.device)
        self._network.load_state_dict(state["network"])
        self._average.load_state_dict(state["average"])
        self._optimiser.load_state_dict(state["optimiser"])
        self.step = state["step"]
        self.checks = [(int(step), float(score)) for step, score in state["checks"]]
        self.exhausted = exhausted([score for _, score in self.checks], self.plan.patience)

    def _note(self, losses: float) -> str:
        check = f", score {self.checks[-1][1]:.4f}" if self.checks else ""
        return f"step {self.step} of {self.plan.steps}, loss {losses:.3f}{check}"
