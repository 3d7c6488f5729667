"""Which records of what is open can be aligned with each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from medview.core.content import SequenceContent
from medview.core.sequence import SequenceRecord
from medview.core.study import Kind, Series
from medview.session.state import Opened, State


@dataclass(frozen=True, eq=False)
class Offered:
    """A file whose records can be aligned.

    Args:
        name: For people.
        path: The file.
        records: Those that are offered; None where the file is listed and was not read yet.
        shown: Index of the record that is read; -1 for none.
    """

    name: str
    path: str
    records: tuple[SequenceRecord, ...] | None = None
    shown: int = -1


def offered(state: State) -> tuple[Offered, ...]:
    """The files of sequences that are open or listed, the active one first, then other open ones."""
    listed = [series for study in state.studies for series in study.series if _has_letters(series)]
    opened = {series.uid: state.opened.get(series.uid) for series in listed}
    active = state.series.uid if state.series is not None else ""
    listed.sort(key=lambda series: (series.uid != active, opened[series.uid] is None))
    return tuple(_offered(series, opened[series.uid]) for series in listed)


def may_align(state: State) -> bool:
    """Whether there are two records of one kind; a file that was not read yet may hold any."""
    found = offered(state)
    kinds = Counter(kind for one in found for kind in _kinds(one))
    return kinds[None] + max(kinds[True], kinds[False]) > 1


def alignable(record: SequenceRecord) -> bool:
    """Whether a record has letters that can be aligned."""
    return record.alphabet is not None and record.length > 0 and not record.absent


def is_nucleic(record: SequenceRecord) -> bool:
    """Whether a record that can be aligned spells nucleotides."""
    return record.alphabet is not None and record.alphabet.is_nucleic


def _kinds(one: Offered) -> Iterator[bool | None]:
    if one.records is None:
        yield None
    else:
        yield from (is_nucleic(record) for record in one.records)


def _has_letters(series: Series) -> bool:
    path = series.instances[0].path if series.instances else ""
    return series.kind is Kind.SEQUENCES and bool(path) and ".vcf" not in Path(path).suffixes


def _offered(series: Series, opened: Opened | None) -> Offered:
    path = series.instances[0].path
    if opened is None or not isinstance(opened.content, SequenceContent):
        return Offered(Path(path).name, path)
    content, shown = opened.content, opened.frame
    listed = content.file.records
    if not any(record.index == shown for record in listed) and 0 <= shown < content.file.count:
        listed = (*listed, content.records.open().record(shown))
    return Offered(Path(path).name, path, tuple(filter(alignable, listed)), shown)
