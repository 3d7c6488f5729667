"""Running a model on the records of a file of sequences, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from numpy.lib.format import open_memmap
from numpy.typing import NDArray

from medview.catalog.acceptance import KIND_NAMES, reads_letters, wanted_letters
from medview.catalog.package import Package
from medview.catalog.schema import Configuration, Letters
from medview.core.alphabet import GAPS, Alphabet
from medview.core.code import UNITY
from medview.core.content import SequenceContent
from medview.core.errors import ModelError
from medview.core.finding import Finding, Provenance, Span, Track
from medview.core.sequence import SequenceRecord
from medview.core.text import tr
from medview.engine.device import device_name
from medview.engine.letters import rows_of
from medview.engine.picture_classes import classes_of
from medview.engine.picture_findings import Told, set_coverage
from medview.engine.sequences.answering import Along, each, hidden, letters_of, surprise, whole
from medview.engine.sequences.findings import (
    HIGH_ODDS,
    LOG_ODDS,
    LOW_ODDS,
    lines_of,
    odds,
    of_each,
    of_letters,
    of_sites,
    of_whole,
)
from medview.engine.sequences.reading import has_strands
from medview.engine.sequences.scanning import priors, scanned, sites
from medview.tasks.running import DRAWN, LOADED, Result, Run

Float = NDArray[np.float32]

MOST_LETTERS = 20_000_000
"""Letters one run answers for, of models that answer for each; more are done record by record as a person asks."""

LONGEST = {"whole": 100_000, "each": 2_000_000, "letters": 200_000}
"""Letters a record may have, by what is answered."""

MOST_TOLD = 50
"""So many records have every class of theirs told; of more, only what is likely."""


@dataclass(eq=False)
class _Seen:
    """What became of the records so far.

    Args:
        told: What is said of them.
        unread: (record, why) of those that were not answered.
    """

    told: list[Told] = field(default_factory=list)
    unread: list[tuple[str, str]] = field(default_factory=list)


def on_sequences(run: Run) -> Result:
    """Run a model on records of a file.

    Raises:
        ModelError: None of them could be read.
    """
    content, letters = run.sequences, letters_of(run.model.package.configuration)
    table, stored = content.records.open(), content.letters.open()
    chosen = run.records or tuple(range(len(table)))
    seen = _Seen()
    with run.stages.stage("answer", LOADED, DRAWN, tr("Reading the sequences")) as step:
        total = sum(table.record(number).length for number in chosen)
        _check_total(run, letters, total)
        done = 0
        for place, number in enumerate(chosen):
            record = table.record(number)
            part = record.length / max(total, 1)
            why = _unfit(letters, record)
            if why:
                seen.unread.append((record.id, why))
            else:
                text = stored.text(number).upper()
                _answer(run, record, text, seen, _within(step, done / max(total, 1), part, place / len(chosen)))
            done += record.length
    if not seen.told:
        name, why = seen.unread[0] if seen.unread else ("", tr("It holds no record."))
        raise ModelError(
            tr("{model} could answer for no record. {name}: {why}").format(
                model=run.model.package.card.name, name=name, why=why
            ),
            tr("The model reads: {input}.").format(input=run.model.package.card.input.description),
        )
    told = tuple(seen.told)
    return Result(_plan(run, len(chosen), told), frozenset(), _warnings(seen), lambda source: _found(told, source))


def _found(told: Sequence[Told], source: Provenance) -> tuple[Finding, ...]:
    return tuple(one.finding(source) for one in told)


def _within(step: Callable[[float], None], done: float, part: float, least: float) -> Callable[[float], None]:
    """Progress within a record as progress of the run."""
    return lambda fraction: step(max(done + part * fraction, least) if part else least)


def _check_total(run: Run, letters: Letters, total: int) -> None:
    if letters.answers == "whole" or total <= MOST_LETTERS:
        return
    raise ModelError(
        tr("These records have {total} letters; {model} answers for {most} at once.").format(
            total=total, model=run.model.package.card.name, most=MOST_LETTERS
        ),
        tr("Choose fewer records."),
    )


def _unfit(letters: Letters, record: SequenceRecord) -> str:
    """Why a record is not read; empty where it is."""
    if record.absent:
        return record.absent
    if record.length == 0:
        return tr("it has no letters")
    if not reads_letters(letters, record.alphabet):
        return tr("it is {found}; the model reads {wanted}").format(
            found=_kind(record.alphabet), wanted=wanted_letters(letters)
        )
    scans = letters.length and letters.answers == "whole"
    if scans and record.length < letters.length:
        return tr("it has {count} letters; the model reads {length}").format(count=record.length, length=letters.length)
    most = LONGEST["each" if scans else letters.answers]
    if record.length > most:
        return tr("it has {count} letters; at most {most} are read at once").format(count=record.length, most=most)
    return ""


def _kind(alphabet: Alphabet | None) -> str:
    return tr(KIND_NAMES[alphabet.value]) if alphabet else tr("no letters it could be told by")


def check_letters(package: Package, content: SequenceContent, records: tuple[int, ...]) -> None:
    """Refuse records none of which a model reads, before it is loaded.

    Args:
        package: The model.
        content: The file.
        records: Indices of the records that are asked for; empty: all.

    Raises:
        ModelError: It reads none of them; the message names the first, what it is, and what the model reads.
    """
    letters, table = letters_of(package.configuration), content.records.open()
    asked = list[SequenceRecord]()
    for number in records or range(len(table)):
        one = table.record(number)
        if one.absent or reads_letters(letters, one.alphabet):
            return
        asked.append(one)
    if not asked:
        return
    raise ModelError(
        tr("{model} reads {wanted}, not {found}: {records}.").format(
            model=package.card.name,
            wanted=wanted_letters(letters),
            records=_few([one.id for one in asked]),
            found=", ".join(sorted({_kind(one.alphabet) for one in asked})),
        ),
        tr("Choose another file or another model. The model reads: {input}.").format(
            input=package.card.input.description
        ),
    )


def _answer(run: Run, record: SequenceRecord, text: str, seen: _Seen, step: Callable[[float], None]) -> None:
    step(0.0)
    letters = letters_of(run.model.package.configuration)
    gaps = sum(text.count(sign) for sign in GAPS)
    if gaps:
        seen.unread.append((record.id, tr("it has {count} gaps: it is a row of an alignment").format(count=gaps)))
        return
    where = Span(record.index, record.id, 0, record.length, 1 if letters.kinds != ("protein",) else 0)
    seen.told += _WAYS[_way(letters, record)](run, where, text, step)


def _way(letters: Letters, record: SequenceRecord) -> str:
    """How a record is read: slid along, letter by letter on both strands of DNA, or as the model answers."""
    if letters.length and letters.answers == "whole" and record.length > letters.length:
        return "site"
    double = record.alphabet is Alphabet.DNA and "DNA" in letters.kinds and has_strands(letters)
    return "strands" if double and letters.answers == "each" else letters.answers


Way = Callable[[Run, Span, str, Callable[[float], None]], Iterator[Told]]


def _whole(run: Run, where: Span, text: str, _: Callable[[float], None]) -> Iterator[Told]:
    many = len(run.records or run.sequences.records.open()) > MOST_TOLD
    yield from of_whole(run.model.package.configuration, whole(run.model, text), where, not many)


def _each(run: Run, where: Span, text: str, step: Callable[[float], None]) -> Iterator[Told]:
    found = each(run.model, text, step)
    configuration = run.model.package.configuration
    track = _stored(run, where, found.values, found.spread, 0.0, _top(found.values, _thresholds(configuration)))
    yield from of_each(configuration, {0: found}, where, track)


def _strands(run: Run, where: Span, text: str, step: Callable[[float], None]) -> Iterator[Told]:
    configuration = run.model.package.configuration
    forward = each(run.model, text, lambda done: step(0.5 * done))
    reverse = each(run.model, text, lambda done: step(0.5 + 0.5 * done), -1)
    drawn = _drawn(configuration)
    best = _likelier(forward, reverse, drawn)
    top = _top(best.values, _thresholds(configuration))
    track = _stored(run, where, best.values, best.spread, 0.0, top, drawn)
    yield from of_each(configuration, {1: forward, -1: reverse}, where, track)


def _likelier(forward: Along, reverse: Along, rows: Sequence[int]) -> Along:
    """What is said of each letter on the strand on which a class is likelier."""
    first, other = forward.values[rows], reverse.values[rows]
    if forward.spread is None or reverse.spread is None:
        return Along(np.maximum(first, other), None)
    return Along(np.maximum(first, other), np.where(first >= other, forward.spread[rows], reverse.spread[rows]))


def _drawn(configuration: Configuration) -> list[int]:
    """The classes that are looked for: of two strands the others say nothing together."""
    return [number for number, one in enumerate(classes_of(configuration)) if one.finding]


def _letters(run: Run, where: Span, text: str, _: Callable[[float], None]) -> Iterator[Told]:
    configuration = run.model.package.configuration
    found = hidden(run.model, text)
    rows = rows_of(letters_of(configuration))[np.frombuffer(text.encode("latin-1", "replace"), np.uint8)]
    track = _stored(run, where, odds(found.values, rows), None, LOW_ODDS, HIGH_ODDS)
    yield from of_letters(configuration, surprise(run.model, text, found.values), where, track)


def _sites(run: Run, where: Span, text: str, step: Callable[[float], None]) -> Iterator[Told]:
    configuration, letters = run.model.package.configuration, letters_of(run.model.package.configuration)
    forward = scanned(run.model, text, lambda done: step(0.5 * done))
    reverse = scanned(run.model, text, lambda done: step(0.5 + 0.5 * done), -1)
    rare, places = priors(configuration) is not None, list[tuple[int, int, int, float]]()
    for number, one in enumerate(configuration.classes):
        if one.finding:
            strands = {1: forward[number], -1: reverse[number]}
            found = sites(strands, one.threshold, letters.length // 2, rare)
            places += [(number, place, strand, value) for strand, place, value in found]
    drawn = _drawn(configuration)
    along = np.full((len(drawn), len(text)), np.nan, np.float32)  # no window has letters near the ends in its middle
    best, first = np.maximum(forward, reverse)[drawn], (letters.site or (letters.length // 2,))[0]
    along[:, first : first + best.shape[1]] = best
    top = _top(best, () if rare else _thresholds(configuration))
    track = _stored(run, where, along, None, 0.0, top, drawn)
    yield from of_sites(configuration, sorted(places, key=lambda one: one[1]), where, track)


_TOPS = (0.05, 0.1, 0.2, 0.5, 1.0)
"""What plots of probabilities end at."""


def _top(values: Float, thresholds: Sequence[float]) -> float:
    """The value drawn at the top, so that small probabilities are seen, and thresholds with them."""
    greatest = max(float(values.max(initial=0.0)), *thresholds, 0.0)
    return next((one for one in _TOPS if greatest <= one), 1.0)


def _thresholds(configuration: Configuration) -> list[float]:
    return [one.threshold for one in configuration.classes if one.finding]


_WAYS: Mapping[str, Way] = {
    "whole": _whole,
    "each": _each,
    "strands": _strands,
    "letters": _letters,
    "site": _sites,
}


def _stored(
    run: Run,
    where: Span,
    values: Float,
    spread: Float | None,
    low: float,
    high: float,
    rows: Sequence[int] | None = None,
) -> Track:
    """Numbers along a record in a file of their own: of all classes, or of some."""
    configuration = run.model.package.configuration
    path = _write(run.context.folder / f"along-{where.record}.npy", values)
    apart = "" if spread is None else _write(run.context.folder / f"spread-{where.record}.npy", spread)
    letters = letters_of(configuration)
    unit = LOG_ODDS if letters.answers == "letters" else UNITY
    lines = lines_of(configuration)
    some = lines if rows is None else tuple(lines[number] for number in rows)
    return Track(path, 0, some, unit, low, high, apart)


def _write(path: Path, values: Float) -> str:
    stored = open_memmap(path, "w+", np.float16, values.shape)
    stored[:] = values
    stored.flush()
    return str(path)


def _plan(run: Run, count: int, told: Sequence[Told]) -> tuple[tuple[str, str], ...]:
    model = run.model
    name = device_name(model.plan.device)
    return (
        ("device", model.plan.device),
        *((("device_name", name),) if name else ()),
        ("precision", model.plan.precision),
        ("records", str(count)),
        ("passes", str(model.passes)),
        ("temperature", f"{model.package.configuration.calibration.temperature:.3f}"),
        *set_coverage(model.package.configuration.calibration),
        *_scan(model.package.configuration, told),
    )


def _scan(configuration: Configuration, told: Sequence[Told]) -> tuple[tuple[str, str], ...]:
    """What Bayes' rule was told of how rare classes are, where the model was slid along a record."""
    scan, slid = configuration.card.scan, any(isinstance(one.value, Track) for one in told)
    return (("scan_prior", scan.words),) if scan and slid and priors(configuration) else ()


def _warnings(seen: _Seen) -> tuple[str, ...]:
    """One sentence for each reason, with the records it is of."""
    reasons: dict[str, list[str]] = {}
    for name, why in seen.unread:
        reasons.setdefault(why, []).append(name)
    told = tr("Not answered for {records}: {why}.")
    return tuple(told.format(records=_few(names), why=why.rstrip(".")) for why, names in reasons.items())


_NAMED = 3
"""Records a sentence names."""


def _few(names: Sequence[str]) -> str:
    shown, more = ", ".join(names[:_NAMED]), len(names) - _NAMED
    return tr("{names} and {count} more").format(names=shown, count=more) if more > 0 else shown
