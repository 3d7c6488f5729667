"""How any network is trained: phases with their learning rates, and what is kept."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Phase:
    """Part of a run: the learning rate falls along half a cosine to nothing (Loshchilov and Hutter 2017).

    Args:
        steps: Steps of the optimiser.
        rate: Learning rate at the start.
        batch: Cases per step.
        scale: Part of the network's own input size cases are shown in (pictures only).
        warmup: Steps of a linear rise before.
        calm: Part of every range of the variation that is left.
    """

    steps: int
    rate: float
    batch: int
    scale: float = 1.0
    warmup: int = 0
    calm: float = 1.0


@dataclass(frozen=True)
class Plan:
    """How any network is trained.

    Args:
        phases: One after the other.
        weight_decay: Decoupled weight decay of AdamW.
        clip: Largest norm of the gradient.
        average: Decay per step of the exponential average of the weights; the average is what is kept.
        check_every: Steps between two measurements of the held-out cases; 0: never.
        patience: Checks without a better one after which a run ends; 0: it runs to its last step.
        seed: Seed of everything random.
    """

    phases: tuple[Phase, ...]
    weight_decay: float = 0.01
    clip: float = 1.0
    average: float = 0.99
    check_every: int = 100
    patience: int = 0
    seed: int = 0

    @property
    def steps(self) -> int:
        """Steps of the whole run."""
        return sum(phase.steps for phase in self.phases)

    def phase_at(self, step: int) -> tuple[Phase, int]:
        """The phase a step belongs to, and the step's number within it."""
        for phase in self.phases[:-1]:
            if step < phase.steps:
                return phase, step
            step -= phase.steps
        return self.phases[-1], step

    def cases_before(self, step: int) -> int:
        """Cases shown before a step: the serial number of its first one."""
        shown = 0
        for phase in self.phases:
            shown += phase.batch * min(step, phase.steps)
            step -= min(step, phase.steps)
        return shown

    def phase_showing(self, serial: int) -> Phase:
        """The phase a case of a serial number is shown in."""
        for phase in self.phases[:-1]:
            if serial < phase.batch * phase.steps:
                return phase
            serial -= phase.batch * phase.steps
        return self.phases[-1]

    def reseeded(self, number: int) -> Plan:
        """The same plan with other random numbers."""
        return replace(self, seed=self.seed + 101 * number)
