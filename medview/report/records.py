"""What a report says of the records of a file of sequences, which name no person and belong to no examination."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from medview.core.sequence import NamedRecord, SequenceRecord
from medview.core.text import tr

MOST_RECORDS = 20
"""Records that are told one by one; of more it is said how many there are."""
_FULL_NAME = re.compile(r"RecName: Full=([^;{]+)")
"""The recommended name within the DE lines of Swiss-Prot."""


def record_rows(records: Sequence[NamedRecord]) -> Iterator[tuple[str, str]]:
    """Label and value of what records are."""
    for one in records[:MOST_RECORDS]:
        record = one.record
        second = f" ({record.name})" if record.name not in ("", record.id) else ""
        yield tr("Record"), f"{record.id}{second}"
        yield tr("Definition"), _definition(record)
        yield tr("Organism"), one.organism
        yield tr("Length"), _length(record)
    more = len(records) - MOST_RECORDS
    if more > 0:
        yield tr("Further records"), str(more)


def hash_rows(records: Sequence[NamedRecord]) -> Iterator[tuple[str, str]]:
    """Label and value of what tells whether letters are the same."""
    for one in records[:MOST_RECORDS]:
        yield tr("SHA-256 of letters"), f"{one.sha256} ({one.record.id})" if one.sha256 else ""


def _definition(record: SequenceRecord) -> str:
    full = _FULL_NAME.match(record.description)
    return full.group(1).strip() if full else record.description


def _length(record: SequenceRecord) -> str:
    return " ".join(filter(None, (f"{record.length:,}".replace(",", " "), record.alphabet and record.alphabet.unit)))
