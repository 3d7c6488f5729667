"""Scores of volumes as figures: of all cases and of each subset, grouped where the data folder says so."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from medview.core.refusals import LEFT_OUT, MISSES, Refusals
from medview.training.data.nouns import Sample, group_of
from medview.training.data.tables import Stated
from medview.training.measuring.bootstrap import means
from medview.training.measuring.figures import Figure, subsets
from medview.training.measuring.outcome import Plot


@dataclass(frozen=True)
class VolumeScore:
    """One structure of one case.

    Args:
        case: The case.
        label: The structure.
        values: Figures by name, NaN where there is none.
        found_ml: Volume found.
        true_ml: Volume there is.
        withheld: Why the model withheld its result, empty where it gave one.
    """

    case: str
    label: str
    values: Mapping[str, float]
    found_ml: float
    true_ml: float
    withheld: str = ""


def samples_of(names: Sequence[str], stated: Stated) -> tuple[Sample, ...]:
    """The cases with what the tables of their folder state of them."""
    found = []
    for name in names:
        facts = stated.of(name)
        found.append(Sample(name, Path(), facts.group, facts.split, traits=facts.traits))
    return tuple(found)


def volume_figures(scores: Sequence[VolumeScore], samples: Sequence[Sample]) -> tuple[Figure, ...]:
    """Means over the cases that were answered; and, where a result was withheld, with those as nothing found."""
    return tuple(_figures([one for one in scores if not one.withheld], samples, LEFT_OUT)) + (
        tuple(_figures(scores, samples, MISSES)) if any(one.withheld for one in scores) else ()
    )


def _figures(scores: Sequence[VolumeScore], samples: Sequence[Sample], refusals: Refusals) -> Iterator[Figure]:
    known = {one.case for one in scores}
    chosen = [sample for sample in samples if sample.name in known]
    by_case = {(one.case, one.label): one for one in scores}
    labels = list(dict.fromkeys(one.label for one in scores))
    for subset, places in subsets(chosen).items():
        some = [chosen[place] for place in places]
        groups = [group_of(sample) for sample in some]
        for label in labels:
            ones = [by_case[sample.name, label] for sample in some]
            columns = {name: [one.values[name] for one in ones] for name in (ones[0].values if ones else ())}
            for name, estimate in means(columns, groups).items():
                if not math.isnan(estimate.value):
                    yield Figure(name, label, subset, estimate, refusals)


def volume_plots(scores: Sequence[VolumeScore]) -> tuple[Plot, ...]:
    """Bland–Altman diagrams of the volumes of each structure, over the cases that were answered."""
    labels = dict.fromkeys(one.label for one in scores)
    shown = [one for one in scores if not one.withheld]
    plots = (
        Plot(
            "bland-altman",
            label,
            tuple(((s.found_ml + s.true_ml) / 2, s.found_ml - s.true_ml) for s in shown if s.label == label),
            "mL",
        )
        for label in labels
    )
    return tuple(plot for plot in plots if plot.points)
