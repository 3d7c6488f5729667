"""What can be asked why of a package's findings, and how the answer is told."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import uuid4

import numpy as np

from medview.catalog.parents import leaves
from medview.catalog.schema import Configuration
from medview.core.code import UNITY, Code
from medview.core.errors import ModelError
from medview.core.explained import can_be_asked
from medview.core.finding import (
    Field,
    Finding,
    Picture,
    PictureBox,
    PictureRegion,
    Provenance,
    Track,
    Where,
    Whole,
)
from medview.core.text import tr
from medview.engine.deciding import decision
from medview.engine.explaining.methods import METHODS, Explained, MethodName
from medview.engine.explaining.sequences import Driven
from medview.engine.picture_classes import class_of

LOG_ODDS = Code("LOG-ODDS-SHARE", "99MEDVIEW", "log odds")
"""Natural logarithms; UCUM has no unit for them."""

_SHORT: Mapping[MethodName, str] = {"grad-cam": "GC", "integrated-gradients": "IG", "occlusion": "OC"}


def code_of(finding: Finding, method: MethodName) -> Code:
    """What a map of evidence is called; one of its own for each finding, in 16 letters as DICOM allows."""
    name = tr("Why “{finding}”? {method}").format(finding=_named(finding), method=METHODS[method].name())
    return Code(f"WHY-{_SHORT[method]}-{finding.id[:8]}", "99MEDVIEW", name)


def _named(finding: Finding) -> str:
    """What was found, with its side where its name does not say it."""
    side, name = finding.laterality.meaning if finding.laterality else "", finding.what.meaning
    return name if side.lower() in name.lower() else f"{name}, {side.lower()}"


def channel_of_class(configuration: Configuration, finding: Finding) -> int:
    """The class a finding speaks of, by its channel of the output, or its number among a detector's boxes.

    Raises:
        ModelError: The package has no such class.
    """
    count = max(configuration.network.out_channels, len(configuration.classes))
    for number in range(count):
        if class_of(configuration, number).code.same_as(finding.what):
            return number
    raise _not_explained(finding)


def channels_of_classes(configuration: Configuration, finding: Finding) -> tuple[int, ...]:
    """The classes a finding of a sequence speaks of: one, or all those within a parent.

    Raises:
        ModelError: The package has no such class.
    """
    inside = leaves(configuration.classes, configuration.parents)
    parents = zip(configuration.parents, inside, strict=True)
    known = next((numbers for one, numbers in parents if one.code.same_as(finding.what)), None)
    return known or (channel_of_class(configuration, finding),)


def channels_of_labels(configuration: Configuration, labels: tuple[int, ...]) -> dict[int, int]:
    """The channel of the output of each label value that the package's network decides itself."""
    decided = decision(configuration)
    first = 0 if decided.alone else 1
    return {value: number + first for number, value in enumerate(decided.values[1:]) if value in labels}


def check_explainable(configuration: Configuration, finding: Finding) -> None:
    """Check that a finding is a network's own answer.

    Raises:
        ModelError: It is not; the message says why.
    """
    if configuration.method is not None:
        raise ModelError(
            tr("{model} is a classical method: its card says how it works, and there is no network to ask why.").format(
                model=configuration.card.name
            ),
            tr("Read “How it is done” in the model's card."),
        )
    if not can_be_asked(finding):
        raise _not_explained(finding)


def told(
    configuration: Configuration,
    finding: Finding,
    method: MethodName,
    found: Explained,
    path: str,
    source: Provenance,
) -> Finding:
    """The map as a finding.

    Args:
        configuration: The package.
        finding: What was explained.
        method: How.
        found: The map in the network's own frame.
        path: The map on the picture or grid (.npy).
        source: Of the map.
    """
    sentences = [METHODS[method].told()]
    if found.greatest <= 0.0:
        sentences.append(tr("Nothing in the image speaks for it."))
    note = _note(configuration, method, sentences)
    where: Where = _on(finding)
    return Finding(uuid4().hex, code_of(finding, method), where, Field(path, UNITY, 0.0, 1.0), source, None, note)


def told_along(configuration: Configuration, finding: Finding, found: Driven, path: str, source: Provenance) -> Finding:
    """What drove an answer as a finding: numbers along the letters it depends on.

    Args:
        configuration: The package.
        finding: What was explained.
        found: What each letter adds.
        path: The same (.npy, float32, (1, letters)).
        source: Of the numbers.
    """
    greatest = float(np.abs(found.values).max(initial=0.0)) or 1.0
    added = tr("What each letter adds to the network's log-odds of it, against letters of which nothing is known.")
    total = tr("All together: from {blank:+.2f} to {score:+.2f}.").format(blank=found.blank, score=found.score)
    note = _note(configuration, "integrated-gradients", [added, total])
    track = Track(path, 0, (finding.what,), LOG_ODDS, -greatest, greatest)
    return Finding(uuid4().hex, code_of(finding, "integrated-gradients"), found.where, track, source, None, note)


def _note(configuration: Configuration, method: MethodName, sentences: list[str]) -> str:
    stated = configuration.evidence
    if stated is None or method not in stated.methods:
        sentences.append(tr("Not checked for this model: whether the map depends on what it learned is not known."))
    return " ".join((*sentences, tr("A map shows what the network used, not whether it was right.")))


def plan_of(finding: Finding, method: MethodName, **figures: float) -> tuple[tuple[str, str], ...]:
    """How a map was made, as entries of its provenance."""
    told = ((name, f"{figure:.4g}") for name, figure in figures.items())
    return (("explained_finding", finding.id), ("method", method), *told)


def _on(finding: Finding) -> Where:
    where = finding.where
    return Picture(where.frame) if isinstance(where, Picture | PictureBox | PictureRegion) else Whole()


def _not_explained(finding: Finding) -> ModelError:
    return ModelError(
        tr("“{finding}” cannot be explained: no score of the network stands for it.").format(
            finding=finding.what.meaning
        ),
        tr("Choose a class, a box or a region of the analysis."),
    )
