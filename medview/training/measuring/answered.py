"""Cases with what a system said of them, and the ways and subsets they are measured in."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from time import perf_counter

from medview.core.errors import MedViewError
from medview.core.refusals import IGNORED, LEFT_OUT, Refusals
from medview.core.text import tr
from medview.engine.picture_run import Answer
from medview.training.data.nouns import PictureData, Sample, group_of
from medview.training.data.pictures import read_picture
from medview.training.measuring.bootstrap import Estimate
from medview.training.measuring.figures import Figure, subsets
from medview.training.measuring.systems import System

Checkpoint = Callable[[float, str], None]


@dataclass(frozen=True, eq=False)
class Answered:
    """A case that was answered.

    Args:
        sample: The case.
        answer: What the network says of it.
        size: (rows, columns) of the picture.
        refusals: Why the input gate would not show it; empty where it does.
        seconds: How long gate and network took.
    """

    sample: Sample
    answer: Answer
    size: tuple[int, int]
    refusals: tuple[str, ...]
    seconds: float


def answer_all(
    system: System, data: PictureData, checkpoint: Checkpoint
) -> tuple[tuple[Answered, ...], tuple[tuple[str, str], ...]]:
    """Ask a system for every case; also (case, reason) of those it cannot answer."""
    found, failed = list[Answered](), list[tuple[str, str]]()
    for number, sample in enumerate(data.samples):
        checkpoint(
            number / len(data.samples),
            tr("Case {number} of {count}").format(number=number + 1, count=len(data.samples)),
        )
        try:
            found.append(_answered(system, sample))
        except MedViewError as error:
            failed.append((sample.name, str(error)))
    return tuple(found), tuple(failed)


def _answered(system: System, sample: Sample) -> Answered:
    picture = read_picture(sample.path)
    rows, columns = picture.shape[:2]
    start = perf_counter()
    refusals = system.refusals(picture)
    answer = system.answer(picture)
    return Answered(sample, answer, (rows, columns), refusals, perf_counter() - start)


@dataclass(frozen=True)
class Part:
    """Some of the answered cases, measured together.

    Args:
        places: Their numbers among the answered.
        groups: The group of each.
        subset: Which they are, for people.
        refusals: Whether those the gate refused are among them.
    """

    places: tuple[int, ...]
    groups: tuple[str, ...]
    subset: str
    refusals: Refusals

    def figures(self, label: str, estimates: dict[str, Estimate]) -> list[Figure]:
        """Estimates as figures of this part."""
        return [Figure(name, label, self.subset, one, self.refusals) for name, one in estimates.items()]


def parts(answered: Sequence[Answered]) -> Iterator[Part]:
    """All cases the gate let pass and each subset of them; and, where it refused some, the same with those."""
    passed = tuple(number for number, one in enumerate(answered) if not one.refusals)
    yield from _parts(answered, passed, LEFT_OUT)
    if len(passed) < len(answered):
        yield from _parts(answered, tuple(range(len(answered))), IGNORED)


def _parts(answered: Sequence[Answered], places: Sequence[int], refusals: Refusals) -> Iterator[Part]:
    samples = [answered[place].sample for place in places]
    for name, chosen in subsets(samples).items():
        if chosen:
            groups = tuple(group_of(samples[number]) for number in chosen)
            yield Part(tuple(places[number] for number in chosen), groups, name, refusals)


def facts(one: Answered) -> dict[str, str | int | float]:
    """What every row of a case begins with."""
    sample = one.sample
    return {
        "case": sample.name,
        "group": sample.group,
        "split": sample.split,
        **{name: value for name, value in sample.traits if name not in ("case", "group", "split")},
        "refused": " ".join(one.refusals),
        "seconds": round(one.seconds, 3),
    }
