from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from medview.catalog.schema import Intensity, Network, Tiling
from medview.training.augmentation import Draw, training_crop
from medview.training.loop import Run, Sample, batch_at, check_dice, dice_loss, fit, learning_rate
from medview.training.recipe import Augmentation, Cycle, Recipe, load_recipe

TINY = Recipe(
    id="tiny",
    version="1.0.0",
    template="hippocampus-mr",
    network=Network(
        "dynunet",
        {"kernel_size": (3, 3, 3), "strides": (1, 2, 2), "upsample_kernel_size": (2, 2), "filters": (8, 16, 16)},
        1,
        3,
    ),
    intensity=Intensity("zscore"),
    patch=(16, 16, 16),
    batch=2,
    cycles=(Cycle(steps=140, rate=0.01, warmup=5, average=0.8, calm_from=1.0, calm=1.0),),
    heads=0,
    cross_entropy=1.0,
    weight_decay=0.0,
    clip=5.0,
    augmentation=None,
    held_out=1,
    check_every=40,
    interval_scale="relative",
    seed=3,
)

TILING = Tiling((16, 16, 16))


def _sample(serial: int) -> Sample:
    """A bright box and a dark box on noise."""
    random = np.random.default_rng(serial)
    labels = np.zeros((14, 16, 15), np.int64)
    start = random.integers(1, 4, 3)
    labels[start[0] : start[0] + 4, start[1] : start[1] + 4, start[2] : start[2] + 9] = 1
    labels[start[0] + 5 : start[0] + 9, start[1] : start[1] + 9, start[2] : start[2] + 4] = 2
    image = random.normal(0, 0.3, labels.shape) + np.array([0.0, 2.0, -2.0])[labels]
    return Sample(f"case {serial}", torch.from_numpy(image.astype(np.float32)), torch.from_numpy(labels))


def _ignore(fraction: float, note: str) -> None:
    assert 0 <= fraction <= 1


def test_overfits_four_cases(tmp_path: Path) -> None:
    samples = [_sample(serial) for serial in range(4)]
    run = Run(TINY, tmp_path)
    fit(run, samples, samples, TILING, _ignore)
    assert min(check_dice(run, samples, TILING)) > 0.9
    assert [check.step for check in run.checks] == [40, 80, 120, 140]


class Stopped(Exception):
    pass


def test_a_stopped_run_goes_on_as_if_nothing_had_happened(tmp_path: Path) -> None:
    samples = [_sample(serial) for serial in range(3)]
    recipe = replace(TINY, cycles=(replace(TINY.cycles[0], steps=6),))
    straight = Run(recipe, tmp_path / "straight")
    fit(straight, samples, samples[:1], TILING, _ignore)

    def stop(fraction: float, note: str) -> None:
        if fraction >= 0.5:
            raise Stopped

    with pytest.raises(Stopped):
        fit(Run(recipe, tmp_path / "stopped"), samples, samples[:1], TILING, stop)
    again = Run(recipe, tmp_path / "stopped")
    assert again.step == 3
    fit(again, samples, samples[:1], TILING, _ignore)
    for name, value in straight.average.state_dict().items():
        torch.testing.assert_close(again.average.state_dict()[name], value, msg=name)


def test_the_best_check_is_kept(tmp_path: Path) -> None:
    from medview.training.loop import Check

    run = Run(TINY, tmp_path)
    run.add_check(Check(1, (0.8, 0.8)))
    kept = run.best_path.read_bytes()
    run.train_step(*batch_at(0, [_sample(0)], TINY))
    run.add_check(Check(2, (0.7, 0.7)))
    assert run.best_path.read_bytes() == kept
    run.add_check(Check(3, (0.9, 0.9)))
    assert run.best_path.read_bytes() != kept


def test_every_case_comes_once_per_epoch() -> None:
    samples = [_sample(serial) for serial in range(4)]
    recipe = replace(TINY, batch=4)
    images, _ = batch_at(2, samples, recipe)
    sums = sorted(float(image.abs().sum()) for image in images)
    expected = sorted(float(s.image.abs().sum()) for s in samples)
    assert sums == pytest.approx(expected, rel=0.15)
    assert len({round(value, 3) for value in sums}) == 4


def test_dice_loss_by_hand() -> None:
    target = torch.zeros(1, 2, 1, 1, 4)
    target[0, 1, 0, 0, :2] = 1
    target[0, 0] = 1 - target[0, 1]
    assert float(dice_loss(target, target)) == pytest.approx(0.0)
    half = torch.full_like(target, 0.5)
    assert float(dice_loss(half, target)) == pytest.approx(1 - (2 * 1.0 + 1) / (2 + 2 + 1))


def test_learning_rate_rises_and_falls() -> None:
    rates = [learning_rate(step, TINY) for step in range(TINY.steps)]
    assert rates[0] == pytest.approx(0.002)
    assert max(rates) == pytest.approx(0.01)
    assert rates[-1] < 1e-4


def test_each_cycle_starts_anew_and_calms_down() -> None:
    cycle = TINY.cycles[0]
    settings = _augmentation()
    later = replace(cycle, steps=20, rate=0.004, warmup=0, calm_from=0.5, calm=0.5)
    recipe = replace(TINY, cycles=(cycle, later), augmentation=settings)
    assert recipe.steps == 160
    assert learning_rate(139, recipe) < 1e-4
    assert learning_rate(140, recipe) == pytest.approx(0.004)
    assert recipe.augmentation_at(149) == settings
    calm = recipe.augmentation_at(150)
    assert calm is not None
    assert calm.rotation_deg == settings.rotation_deg / 2
    assert calm.scale[0] * settings.scale[0] ** 0.5 == pytest.approx(settings.scale[0])


def _augmentation() -> Augmentation:
    settings = load_recipe("hippocampus-mr").augmentation
    assert settings is not None
    return settings


def test_augmentation_moves_image_and_labels_together() -> None:
    labels = torch.zeros(30, 40, 30, dtype=torch.int64)
    labels[10:20, 10:20, 10:20] = 1
    labels[10:20, 20:32, 10:20] = 2
    image = labels.float()
    quiet = replace(
        _augmentation(), brightness=0.0, contrast=1.0, gamma=(1.0, 1.0), bias=0.0, noise=0.0, blur_mm=0.4, coarse=1.0
    )
    for seed in range(12):
        crop, moved = training_crop(image, labels, 3, (32, 40, 32), quiet, seed)
        assert crop.shape == (1, 32, 40, 32)
        seen = crop[0][moved == 2]
        assert seen.numel() > 50
        assert float(seen.mean()) > 1.5
        assert float(crop[0][moved == 0].mean()) < 0.25 or bool((crop[0] != 0).all())


def test_augmentation_never_mirrors() -> None:
    """Three blobs around a fourth keep their handedness."""
    labels = torch.zeros(40, 40, 40, dtype=torch.int64)
    corners = torch.zeros(40, 40, 40)
    labels[26:30, 18:22, 18:22] = 1
    labels[18:22, 26:30, 18:22] = 2
    labels[18:22, 18:22, 26:30] = 3
    labels[18:22, 18:22, 18:22] = 4
    for seed in range(20):
        _, moved = training_crop(corners, labels, 5, (48, 48, 48), replace(_augmentation(), border=0.0), seed)
        x, y, z, centre = ((moved == label).nonzero().float().mean(0) for label in (1, 2, 3, 4))
        assert float(torch.det(torch.stack([x - centre, y - centre, z - centre]))) > 0


def test_no_augmentation_cuts_and_pads_only() -> None:
    image = torch.arange(4 * 4 * 4).reshape(4, 4, 4).float()
    crop, _ = training_crop(image, torch.zeros(4, 4, 4, dtype=torch.int64), 3, (6, 4, 2), None, 0)
    torch.testing.assert_close(crop[0, 1:5], image[:, :, 1:3])
    assert float(crop[0, 0].abs().sum()) == 0.0
    odd, _ = training_crop(image[:3], torch.zeros(3, 4, 4, dtype=torch.int64), 3, (6, 4, 4), None, 0)
    torch.testing.assert_close(odd[0, 1:4], image[:3])


def test_draws_repeat_themselves() -> None:
    assert Draw(5).uniform(0, 1) == Draw(5).uniform(0, 1)
    assert Draw(5).uniform(0, 1) != Draw(6).uniform(0, 1)


def test_a_step_without_a_finite_gradient_changes_no_weight(tmp_path: Path) -> None:
    run = Run(TINY, tmp_path)
    before = {name: value.clone() for name, value in run.network.state_dict().items()}
    images, labels = batch_at(0, [_sample(0)], TINY)
    run.train_step(images * float("inf"), labels)
    for name, value in run.network.state_dict().items():
        torch.testing.assert_close(value, before[name], msg=name)
