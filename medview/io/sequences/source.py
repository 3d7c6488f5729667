"""What the readers of all formats get: a file that was recognised, and what was asked for with it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass, field
from pathlib import Path

from medview.core.errors import ReadError
from medview.core.sequence import LISTED, QualityScale, Refused, SequenceFormat
from medview.core.text import tr
from medview.io.sequences.content import CHUNK, Content
from medview.io.sources import Checkpoint


@dataclass(frozen=True, eq=False)
class Source:
    """A recognised file.

    Args:
        path: The file.
        content: Its bytes, unpacked.
        format: What it was recognised as.
        end_of_line: The byte that ends its lines.
        fingerprint: Its sha256, when it is ready.
        checkpoint: Progress and cancel.
        index: Private folder that remembers where records lie, or None.
        folder: Private folder for what is unpacked.
        quality: How qualities are written, where a person said so.
        reference: FASTA file with the letters variants refer to; empty for the one beside them.
        start: Where its text begins: behind a byte order mark.
        notes: What is odd about the file.
    """

    path: str
    content: Content
    format: SequenceFormat
    end_of_line: int
    fingerprint: Future[str]
    checkpoint: Checkpoint
    index: Path | None
    folder: Path
    quality: QualityScale | None = None
    reference: str = ""
    start: int = 0
    notes: tuple[str, ...] = ()

    @property
    def shown(self) -> str:
        """What people call the file."""
        return Path(self.path).name


@dataclass
class Refusals:
    """What of a file could not be used: all of it is counted, the first of it is kept."""

    count: int = 0
    first: list[Refused] = field(default_factory=list)

    def add(self, refused: Refused) -> None:
        """Count one."""
        self.count += 1
        if len(self.first) < LISTED:
            self.first.append(refused)


def nothing_left(shown: str, refused: Iterable[Refused]) -> ReadError:
    """What to say of a file none of whose records can be used."""
    first = next(iter(refused), None)
    if first is None:
        return ReadError(tr("{name} holds no sequence.").format(name=shown), tr("Choose a file with sequences."))
    return ReadError(
        tr("No record of {name} can be used. {first}").format(name=shown, first=told(first)),
        tr("Mend the file, or export it again from where it came."),
    )


def told(refused: Refused) -> str:
    """A refused record in a sentence."""
    name = f" {refused.name}" if refused.name else ""
    if not refused.record:
        return tr("Line {line}: {reason}").format(line=refused.line, reason=refused.reason)
    return tr("Record {number}{name}, line {line}: {reason}").format(
        number=refused.record, name=name, line=refused.line, reason=refused.reason
    )


LONGEST_LINE = 16 * CHUNK
"""Bytes of a line of a format that is read line by line; the letters of FASTA are not."""


def whole_lines(source: Source) -> Iterator[tuple[int, int, bytes]]:
    """(offset, number of the first line, bytes) of many whole lines after many; the last may lack its end.

    Raises:
        ReadError: A line has no end within ``LONGEST_LINE``.
    """
    end, content = bytes([source.end_of_line]), source.content
    line, at, rest = 1, source.start, b""
    for offset, data in content.chunks(source.start):
        source.checkpoint(offset / content.size, tr("Finding records"))
        joined = rest + data
        last = joined.rfind(end) + 1 if offset + len(data) < content.size else len(joined)
        if last:
            yield at, line, joined[:last]
        line += joined.count(end, 0, last)
        at, rest = at + last, joined[last:]
        if len(rest) > LONGEST_LINE:
            raise ReadError(
                tr("Line {line} has no end within {size} MB.").format(line=line, size=LONGEST_LINE >> 20),
                tr("It may be damaged: export it again from where it came."),
            )
    if rest:
        yield at, line, rest
