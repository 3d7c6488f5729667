from __future__ import annotations

import pytest

from medview.core.plan import Plan, entries
from medview.core.stages import STAGES, Stages, Watch


class Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_only_the_inner_stage_counts() -> None:
    clock, seen = Clock(), []
    stages = Stages(lambda fraction, note="", stage="": seen.append((round(fraction, 3), note, stage)), Watch(clock))
    with stages.stage("prepare", 0.0, 0.2) as step:
        clock.now += 2
        step(0.5)
    part = stages.between(0.2, 1.0)
    with part.stage("infer", 0.0, 1.0, "windows") as step:
        clock.now += 3
        with part.within("restore"):
            clock.now += 5
        clock.now += 1
        step(0.5)
        part.tell("less memory")
    assert stages.seconds == {"prepare": 2, "infer": 4, "restore": 5}
    assert stages.entries() == (("seconds_prepare", "2.00"), ("seconds_infer", "4.00"), ("seconds_restore", "5.00"))
    assert stages.words() == "prepare 2.00 s, infer 4.00 s, restore 5.00 s"
    assert seen == [
        (0.0, STAGES["prepare"](), "prepare"),
        (0.1, STAGES["prepare"](), "prepare"),
        (0.2, "windows", "infer"),
        (0.6, "windows", "infer"),
        (0.6, "less memory", "infer"),
    ]


def test_progress_never_goes_back_and_a_stop_passes() -> None:
    def checkpoint(fraction: float, note: str = "", stage: str = "") -> None:
        if fraction > 0.5:
            raise KeyboardInterrupt

    stages = Stages(checkpoint)

    def work() -> None:
        with stages.stage("infer", 0.4, 1.0) as step:
            step(0.0)
            step(0.9)

    with pytest.raises(KeyboardInterrupt):
        work()
    assert "infer" in stages.seconds


def test_a_plan_as_entries() -> None:
    plan = Plan("cpu", "float32", patch=(8, 8, 4), windows=3, channels_last=True, notes=("One.", "Two."))
    told = dict(entries(plan))
    assert told["patch"] == "8 × 8 × 4"
    assert told["channels_last"] == "yes"
    assert told["notes"] == "One. Two."
    assert "device_name" not in told
