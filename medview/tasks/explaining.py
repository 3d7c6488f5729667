"""Why a model says what it says of a finding: a map of evidence on the image it was found on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import torch
from torch import nn

from medview import __version__
from medview.catalog.package import Package
from medview.core.content import SequenceContent
from medview.core.errors import ModelError
from medview.core.explained import methods_for
from medview.core.finding import Box, Finding, PictureBox, PictureRegion, Provenance, Region, Span, now
from medview.core.images import StoredImages
from medview.core.stages import Stages
from medview.core.study import Series
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.engine.around import picture_input
from medview.engine.explaining.methods import Explained, MethodName
from medview.engine.explaining.placing import frame_geometry, inside_of, onto_grid
from medview.engine.explaining.regions import RegionWish, explain_region
from medview.engine.explaining.sequences import SequenceWish, explain_sequence
from medview.engine.explaining.slices import explain_box
from medview.engine.explaining.subjects import OfBox, OfClass, OfRegion, PictureWish, explain_picture
from medview.engine.explaining.telling import (
    channel_of_class,
    channels_of_classes,
    channels_of_labels,
    check_explainable,
    plan_of,
    told,
    told_along,
)
from medview.engine.frame import to_model
from medview.engine.intensity import normalise
from medview.engine.pictures import network_input
from medview.engine.places import Target
from medview.engine.prepare import prepare
from medview.engine.weights import load_networks
from medview.jobs.protocol import Context
from medview.tasks.given import located, sound, voxels_of
from medview.tasks.picture_analysis import Pictures

PREPARED, MADE = 0.2, 0.95
"""Done part when the image is prepared, and when the map is made but not yet on the image."""


@dataclass(frozen=True, eq=False)
class _Asked:
    """One question.

    Args:
        context: The job.
        package: The model.
        networks: Of every fold, in float32.
        series: The series.
        stored: Its voxels, pictures or sequences.
        finding: What is asked why.
        method: How.
        whole: Whether a model that crops pictures to a region sees the whole picture instead.
        stages: To be gone through.
    """

    context: Context
    package: Package
    networks: tuple[nn.Module, ...]
    series: Series
    stored: StoredVolume | StoredImages | SequenceContent
    finding: Finding
    method: MethodName
    whole: bool
    stages: Stages

    @property
    def path(self) -> Path:
        """Where the map goes."""
        return self.context.folder / "evidence.npy"

    @property
    def layer(self) -> str:
        """The layer the package names for Grad-CAM."""
        stated = self.package.configuration.evidence
        return stated.layer if stated else ""


def explain(
    context: Context,
    model_folder: str,
    series: Series,
    stored: StoredVolume | StoredImages | SequenceContent,
    finding: Finding,
    method: str = "",
    whole: bool = False,
) -> Finding:
    """Ask why a model says something.

    Args:
        context: The job; the map is written to its folder.
        model_folder: The model package.
        series: The series the finding is of.
        stored: Its voxels, pictures or sequences.
        finding: A class, a box or a region of the model.
        method: One of ``core.explained.methods_for`` it; empty: the package's first, or the first of them.
        whole: Whether a model that crops pictures to a region first sees the whole picture instead.

    Returns:
        A finding whose value is a ``Field``: of pictures (rows, columns) of the finding's picture, of volumes the
        whole grid; of sequences a ``Track``.

    Raises:
        ModelError: The package is damaged, the finding is none of its own, or the method does not suit it.
    """
    stages = Stages(context.checkpoint)
    with stages.stage("read", 0.0, 0.1, tr("Checking the model")):
        package, sha256 = sound(model_folder)
        _check_own(package, sha256, finding)
        check_explainable(package.configuration, finding)
        asked = _Asked(
            context,
            package,
            load_networks(package),
            series,
            stored,
            finding,
            _chosen(package, finding, method),
            whole,
            stages,
        )
    answer = _along_record(asked) if isinstance(stored, SequenceContent) else _as_map(asked)
    context.checkpoint(1.0, tr("Done"))
    return answer


def _as_map(asked: _Asked) -> Finding:
    found = _way(asked)(asked)
    figures = {"score": found.score, "greatest": found.greatest}
    plan = (*plan_of(asked.finding, asked.method, **figures), *((("whole_picture", "yes"),) if asked.whole else ()))
    configuration = asked.package.configuration
    return told(configuration, asked.finding, asked.method, found, str(asked.path), _source(asked, plan))


def _along_record(asked: _Asked) -> Finding:
    """What drove an answer for a record, letter by letter."""
    configuration, finding = asked.package.configuration, asked.finding
    assert isinstance(finding.where, Span)
    assert isinstance(asked.stored, SequenceContent)
    text = asked.stored.letters.open().text(finding.where.record).upper()
    channels = channels_of_classes(configuration, finding)
    wish = SequenceWish(configuration, asked.networks, channels, finding.where)
    with asked.stages.stage("infer", 0.1, MADE, tr("Asking why")) as step:
        found = explain_sequence(wish, text, step)
    np.save(asked.path, found.values[None])
    plan = plan_of(finding, asked.method, score=found.score, blank=found.blank, sum=float(found.values.sum()))
    return told_along(configuration, finding, found, str(asked.path), _source(asked, plan))


def _source(asked: _Asked, plan: tuple[tuple[str, str], ...]) -> Provenance:
    return replace(asked.finding.source, plan=plan, time=now(), software_version=__version__)


def _chosen(package: Package, finding: Finding, method: str) -> MethodName:
    stated, known = package.configuration.evidence, methods_for(finding)
    usual = stated.methods[0] if stated and stated.methods else known[0]
    if not method and package.configuration.network.name == "onnx" and "occlusion" in known:
        usual = "occlusion"
    wanted = method or usual
    if wanted not in known:
        raise ModelError(
            tr("“{finding}” cannot be explained by a method called {name}.").format(
                finding=finding.what.meaning, name=wanted
            ),
            tr("Choose one of: {names}.").format(names=", ".join(known)),
        )
    return wanted  # type: ignore[return-value] # it is a key of the table


def _check_own(package: Package, sha256: str, finding: Finding) -> None:
    """Refuse a finding of another model, or of other weights of this one: the map would explain something else."""
    if (finding.source.model, finding.source.weights_sha256) != (package.card.id, sha256):
        raise ModelError(
            tr("This finding was not made by {model} {version} as it is installed now.").format(
                model=package.card.name, version=package.card.version
            ),
            tr("Analyse the series again, and explain what is found then."),
        )


def _way(asked: _Asked) -> Callable[[_Asked], Explained]:
    if isinstance(asked.stored, StoredImages):
        return _on_picture
    return _in_space if isinstance(asked.finding.where, Box) else _on_volume


def _on_picture(asked: _Asked) -> Explained:
    assert isinstance(asked.stored, StoredImages)
    frame = getattr(asked.finding.where, "frame", 0)
    with asked.stages.stage("prepare", 0.1, PREPARED):
        picture = Pictures(asked.series, asked.stored).read(frame)
        if asked.whole:
            given, placed = network_input(asked.package.configuration, picture)
        else:
            given, placed = picture_input(asked.package, picture)
    wish = PictureWish(asked.package.configuration, asked.networks, _subject(asked, frame), asked.method, asked.layer)
    with asked.stages.stage("infer", PREPARED, MADE, tr("Asking why")) as step:
        values, found = explain_picture(wish, given, placed, step)
    np.save(asked.path, values.astype(np.float16))
    return found


def _subject(asked: _Asked, frame: int) -> OfClass | OfBox | OfRegion:
    configuration, where = asked.package.configuration, asked.finding.where
    if isinstance(where, PictureBox):
        return OfBox(where.low, where.high, channel_of_class(configuration, asked.finding))
    if isinstance(where, PictureRegion):
        labels = np.load(where.mask, mmap_mode="r", allow_pickle=False)[frame]
        return OfRegion({n: np.asarray(labels == value) for value, n in _channels(asked, where.labels).items()})
    return OfClass(channel_of_class(configuration, asked.finding))


def _channels(asked: _Asked, labels: tuple[int, ...]) -> Mapping[int, int]:
    return channels_of_labels(asked.package.configuration, labels)


def _in_space(asked: _Asked) -> Explained:
    """A box put together from slices."""
    where, configuration = asked.finding.where, asked.package.configuration
    assert isinstance(where, Box)
    assert isinstance(asked.stored, StoredVolume)
    subject = OfBox((0.0, 0.0), (0.0, 0.0), channel_of_class(configuration, asked.finding))
    wish = PictureWish(configuration, asked.networks, subject, asked.method, asked.layer)
    with asked.stages.stage("infer", PREPARED, MADE, tr("Asking why")) as step:
        return explain_box(asked.package, wish, where, asked.stored.open(), asked.path, step)


def _on_volume(asked: _Asked) -> Explained:
    return _localised(asked) if asked.package.configuration.localisation else _windowed(asked)


def _windowed(asked: _Asked) -> Explained:
    """A region of a model that reads the whole volume."""
    where, configuration = asked.finding.where, asked.package.configuration
    assert isinstance(where, Region)
    assert isinstance(asked.stored, StoredVolume)
    source = asked.stored.geometry
    with asked.stages.stage("prepare", 0.1, PREPARED) as step:
        prepared = prepare(configuration, voxels_of(asked.package, asked.stored), source, step)
        grid = frame_geometry(prepared.frame)
        mask = np.load(where.mask, mmap_mode="r", allow_pickle=False)
        channels = _channels(asked, where.labels)
        parts = {n: inside_of(mask, (value,), source, grid) for value, n in channels.items()}
    with asked.stages.stage("infer", PREPARED, MADE, tr("Asking why")) as step:
        found = explain_region(_wish(asked), prepared.image, parts, step)
    with asked.stages.stage("restore", MADE, 1.0) as step:
        onto_grid(found.values, grid, source, asked.path, step)
    return found


def _localised(asked: _Asked) -> Explained:
    """A region of a model that finds its places by itself: the place whose labels it has."""
    where, configuration = asked.finding.where, asked.package.configuration
    assert isinstance(where, Region)
    assert isinstance(asked.stored, StoredVolume)
    volume = asked.stored.open()
    with asked.stages.stage("locate", 0.1, 0.5) as step:
        target = _target(located(step, asked.package, volume).targets, where, asked.finding)
        image = normalise(configuration.intensity, to_model(volume, target.grid))
        mask = np.load(where.mask, mmap_mode="r", allow_pickle=False)
        parts = {
            number: inside_of(mask, (value,), volume.geometry, target.grid)
            for number, value in enumerate(target.labels, start=1)
            if value in where.labels
        }
    with asked.stages.stage("infer", 0.5, MADE, tr("Asking why")) as step:
        found = explain_region(_wish(asked), torch.from_numpy(image)[None], parts, step)
    with asked.stages.stage("restore", MADE, 1.0) as step:
        onto_grid(found.values, target.grid, volume.geometry, asked.path, step)
    return found


def _target(targets: tuple[Target, ...], where: Region, finding: Finding) -> Target:
    mine = [target for target in targets if set(target.labels) & set(where.labels)]
    if len(mine) == 1:
        return mine[0]
    raise ModelError(
        tr("“{finding}” is made of several places, and none of them alone stands for it.").format(
            finding=finding.what.meaning
        ),
        tr("Choose a finding of one side."),
    )


def _wish(asked: _Asked) -> RegionWish:
    return RegionWish(asked.package.configuration, asked.networks, asked.method, asked.layer)
