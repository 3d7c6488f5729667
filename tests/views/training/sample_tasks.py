"""A preparing and a training pool whose behaviour a test chooses by files in the data folder."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

from medview.core.curves import CurvePoint, Curves
from medview.core.errors import MedViewError
from medview.core.training import FoundData, ReviewedCase, Trained, Wish
from tests.views.making import make_package


def inspect_data(context: Any, data: str, wish: Wish) -> FoundData:
    context.checkpoint(0.5, "Looking at the data")
    if (Path(data) / "bad").exists():
        return FoundData(("picture-segmentation",), "picture-segmentation", problem="One class.", hint="Give two.")
    if not Path(data).is_dir():
        raise MedViewError("There is no such folder.", "Choose another.")
    left_out = (("a.png", "It has no mask."),)
    return FoundData(("picture-segmentation",), "picture-segmentation", 5, (("lung", 5),), 5, left_out=left_out)


def collect_reviewed(context: Any, cases: tuple[ReviewedCase, ...], models: str, folder: str) -> Any:
    Path(folder).mkdir(parents=True, exist_ok=True)
    return (("head.nii.gz", f"{len(cases)} cases"),)


def train(context: Any, wish: Wish, data: str, out: str) -> Trained:
    """Ten steps, kept in the run's folder; waits at the fifth where a file says so."""
    run = Path(out) / f"{wish.id}.run"
    run.mkdir(parents=True, exist_ok=True)
    stated = f'"recipe": "{wish.recipe}", "id": "{wish.id}", "name": "{wish.name}", "data": "{data}"'
    (run / "wish.json").write_text("{" + stated + "}")
    state = run / "step"
    step = int(state.read_text()) if state.is_file() else 0
    while step < 10:
        step += 1
        state.write_text(str(step))
        context.partial(Curves("Dice", 10, tuple(CurvePoint(n, loss=1 / n) for n in range(1, step + 1))))
        context.checkpoint(step / 10, f"step {step} of 10")
        while step == 5 and (Path(data) / "wait").exists():
            time.sleep(0.02)
            context.checkpoint(step / 10, f"step {step} of 10")
    if (Path(data) / "fail").exists():
        raise MedViewError("The graphics memory is full.", "Close other programs.")
    folder = make_package(Path(out), model=wish.id)
    return Trained(str(folder), wish.id, "1.0.0", wish.name or wish.id, 1.0)


PREPARING = {"inspect_data": inspect_data, "collect_reviewed": collect_reviewed}
TRAINING = {"train": train}
