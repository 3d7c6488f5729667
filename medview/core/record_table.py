"""What is known of every record of an opened file of sequences, in one mapped file: what crosses between processes."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.alphabet import Alphabet
from medview.core.letters import Letters, StoredLetters
from medview.core.sequence import SequenceRecord

_TOGETHER = 1024
"""Records whose lines are looked through at once, between two looks at whether anybody still waits."""


def line_of(record: SequenceRecord) -> bytes:
    """A record as a line of the table; where it lies in its file is left out."""
    kind = record.alphabet.value if record.alphabet else ""
    told = (record.id, record.name, record.description, kind, record.length, record.circular, record.absent)
    return json.dumps([*told, *record.notes], ensure_ascii=False).encode("utf-8", "replace")


def _written(text: str) -> str:
    """A text as it stands within a line."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


@dataclass(frozen=True)
class StoredRecords:
    """Records in mapped files.

    Args:
        lines: One line for each record, as ``line_of`` makes them.
    """

    lines: StoredLetters

    def open(self) -> Records:
        """Map them read-only."""
        return Records(self.lines.open())


@dataclass(frozen=True, eq=False)
class Records:
    """What is known of every record.

    Args:
        lines: Their lines.
    """

    lines: Letters

    def __len__(self) -> int:
        return len(self.lines)

    def record(self, index: int) -> SequenceRecord:
        """One record.

        Raises:
            ReadError: There is none of this index.
        """
        name, second, description, kind, length, circular, absent, *notes = self._told(index)
        alphabet = Alphabet(kind) if kind else None
        return SequenceRecord(
            index, name, second, description, alphabet, length, circular, absent=absent, notes=tuple(notes)
        )

    def with_text(self, text: str, checkpoint: Callable[[float, str], None]) -> NDArray[np.int64]:
        """(n,) the records whose name or description has a text, in growing order; case does not count.

        Args:
            text: What is looked for.
            checkpoint: Progress and cancel.
        """
        wanted = text.casefold()
        found: list[int] = []
        for first in range(0, len(self), _TOGETHER):
            checkpoint(first / len(self), "")
            found += self._found(wanted, range(first, min(first + _TOGETHER, len(self))))
        return np.array(found, np.int64)

    def _found(self, wanted: str, some: range) -> list[int]:
        """Those of some records that have a text: only lines that may are taken apart."""
        written = _written(wanted).casefold()
        begin, end = int(self.lines.offsets[some.start]), int(self.lines.offsets[some.stop])
        if written not in self.lines.flat[begin:end].tobytes().decode().casefold():
            return []
        likely = (index for index in some if written in self.lines.codes(index).tobytes().decode().casefold())
        return [index for index in likely if self._has(index, wanted)]

    def _has(self, index: int, wanted: str) -> bool:
        name, _, description, *_ = self._told(index)
        return wanted in name.casefold() or wanted in description.casefold()

    def _told(self, index: int) -> list[Any]:
        told: list[Any] = json.loads(self.lines.codes(index).tobytes())
        return told
