"""The written table of what MONAI bundles ask for: supported, then equal to MONAI's own runner; or refused, and why."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from medview.core.errors import ModelError
from medview.engine.importing import monai
from medview.engine.importing.draft import Answers
from tests.engine.importing.monai_bundle import (
    LOAD,
    UNET,
    by_medview,
    by_monai,
    configuration,
    dice,
    imported,
    make_volume,
    painted,
    write_bundle,
)
from tests.engine.importing.monai_constructs import REFUSED, SUPPORTED, Case

pytestmark = [
    pytest.mark.logs,  # MONAI's readers tell which decoders are absent
    pytest.mark.filterwarnings("ignore"),  # and MONAI warns of its own past and future
]

SAME = 1e-4
"""Greatest difference of what the network sees and says."""

LEAST_DICE = 0.999


_UNBUILT = frozenset(("wings", "HighResNet", "SwinUNETR", "scripts", "pretrained"))


@pytest.fixture(autouse=True)
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What MONAI writes goes to a folder of the test; tiny networks are fastest on one core."""
    monkeypatch.chdir(tmp_path)
    before_ = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before_)


@pytest.fixture(scope="module", autouse=True)
def table() -> Iterator[list[str]]:
    """Prints what became of every construct."""
    lines: list[str] = []
    yield lines
    print("\n\n| construct | MedView |\n| --- | --- |")
    print("\n".join(lines))


@pytest.mark.parametrize("case", [case for case in SUPPORTED if not case.refused], ids=lambda case: case.name)
def test_a_supported_construct_gives_what_monai_gives(case: Case, tmp_path: Path, table: list[str]) -> None:
    volume = make_volume(tmp_path, case.shape, count=len(case.keys))
    bundle = write_bundle(tmp_path / "bundle", configuration(**{"before": LOAD, **case.config}), case.seed)
    package = imported(bundle, tmp_path / "models")
    theirs = by_monai(bundle, volume, case.keys)
    ours = by_medview(package, volume, tmp_path / "run")
    shown = np.abs(theirs.seen).max()
    assert ours.seen.shape == theirs.seen.shape or case.config.get("inferer") or "Pad" in case.name
    if ours.seen.shape == theirs.seen.shape:
        np.testing.assert_allclose(ours.seen, theirs.seen, atol=SAME * max(1.0, shown))
        np.testing.assert_allclose(ours.said, theirs.said, atol=SAME * max(1.0, np.abs(theirs.said).max()))
    labels = painted(theirs.labels)
    assert len(np.unique(labels)) > 1, "the weights show nothing"
    least = min(dice(ours.labels, labels, int(value)) for value in np.unique(labels))
    assert least >= LEAST_DICE
    table.append(f"| {case.name} | equal: Dice {least:.4f} |")


@pytest.mark.parametrize("case", [*REFUSED, *(case for case in SUPPORTED if case.refused)], ids=lambda case: case.name)
def test_what_would_change_the_result_is_refused_by_name(case: Case, tmp_path: Path, table: list[str]) -> None:
    config = configuration(**case.config)
    unbuilt = any(word in str(config["network_def"]) for word in _UNBUILT)
    bundle = write_bundle(tmp_path / "bundle", {**config, "network_def": UNET} if unbuilt else config)
    if unbuilt:
        write_config(bundle, config)
    with pytest.raises(ModelError) as refusal:
        monai.read(bundle, Answers())
    assert case.refused in refusal.value.message
    table.append(f"| {case.name} | {refusal.value.message} |")


def write_config(bundle: Path, config: dict[str, Any]) -> None:
    (bundle / "configs/inference.json").write_text(json.dumps(config), encoding="utf-8")
