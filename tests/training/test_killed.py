"""A run that is killed at any moment goes on as if nothing had happened."""

from __future__ import annotations

import signal
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from medview.training.loop import Run, Sample, fit
from medview.training.running.curves import CurveFile, read_curves
from tests.training.test_loop import TILING, TINY, _sample

RECIPE = replace(TINY, cycles=(replace(TINY.cycles[0], steps=8),), check_every=3)

_RUN = """
import sys
from pathlib import Path
from medview.training import loop
from medview.training.running.curves import CurveFile
from tests.training.test_killed import RECIPE, samples
from tests.training.test_loop import TILING
loop.SAVE_EVERY_S = 0.0
folder = Path(sys.argv[1])
run = loop.Run(RECIPE, folder)
def told(fraction, note):
    print(note, flush=True)
loop.fit(run, samples(), samples()[:1], TILING, told, CurveFile(folder, "Dice", RECIPE.steps, from_step=run.step))
"""


def samples() -> list[Sample]:
    return [_sample(serial) for serial in range(3)]


@pytest.mark.slow
def test_a_killed_run_goes_on_and_ends_with_the_same_weights(tmp_path: Path) -> None:
    straight = Run(RECIPE, tmp_path / "straight")
    fit(straight, samples(), samples()[:1], TILING, lambda fraction, note: None)
    folder = tmp_path / "killed"
    process = subprocess.Popen(
        [sys.executable, "-c", _RUN, str(folder)],
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    )
    assert process.stdout is not None
    for line in process.stdout:
        if line.startswith("step 5 "):
            process.send_signal(signal.SIGKILL)
            break
    process.stdout.close()
    assert process.wait() == -signal.SIGKILL
    again = Run(RECIPE, folder)
    assert 0 < again.step < RECIPE.steps, "it was killed on the way, and its state is there"
    curves = CurveFile(folder, "Dice", RECIPE.steps, from_step=again.step)
    fit(again, samples(), samples()[:1], TILING, lambda fraction, note: None, curves)
    assert again.checks == straight.checks
    for name, value in straight.average.state_dict().items():
        torch.testing.assert_close(again.average.state_dict()[name], value, rtol=0, atol=0, msg=name)
    best = [torch.load(run.best_path, weights_only=True) for run in (straight, again)]
    assert all(torch.equal(best[0][name], best[1][name]) for name in best[0])
    known = read_curves(folder)
    assert known is not None
    steps = [point.step for point in known.points if point.loss is not None]
    assert steps == sorted(set(steps)), "no step is drawn twice"
