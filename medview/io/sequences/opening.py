"""From a path to the reader of its format."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path
from typing import cast

from medview.core.sequence import QualityScale, SequenceFormat
from medview.core.text import tr
from medview.io.sequences.content import Content, fingerprint, open_content
from medview.io.sequences.reader import Sequences
from medview.io.sequences.recognising import HEAD, recognised, unix_lines
from medview.io.sequences.source import Source
from medview.io.sources import Checkpoint

_READERS: dict[SequenceFormat, str] = {
    "fasta": "fasta:open_fasta",
    "a2m": "fasta:open_fasta",
    "a3m": "a3m:open_a3m",
    "fastq": "fastq:open_fastq",
    "plain": "plain_letters:open_plain",
    "genbank": "entries:open_entries",
    "embl": "entries:open_entries",
    "imgt": "entries:open_entries",
    "swissprot": "entries:open_entries",
    "uniprot-xml": "entries:open_entries",
    "stockholm": "alignments:open_alignments",
    "clustal": "alignments:open_alignments",
    "msf": "alignments:open_alignments",
    "pir": "alignments:open_alignments",
    "vcf": "vcf:open_vcf",
    "pair": "pairs:open_pair",
}
"""Format -> ``module:function`` that reads it; imported when it is needed, for Biopython takes its time."""


def open_sequences(
    path: str,
    folder: Path,
    checkpoint: Checkpoint,
    index: Path | None = None,
    quality: QualityScale | None = None,
    reference: str = "",
) -> Sequences:
    """Open a file of sequences, alignments, reads or variants.

    Args:
        path: The file, or the same packed with gzip or BGZF.
        folder: Private folder for what must be unpacked; it must outlive the reader.
        checkpoint: Progress and cancel.
        index: Private folder that remembers where records lie, so that a large file opens at once the next time; None
            to remember nothing.
        quality: How a FASTQ file writes qualities, where a person knows better than its content tells.
        reference: FASTA file with the letters variants refer to; empty for the one beside them, if there is one.

    Raises:
        ReadError: It is no such file, is damaged as a whole, or holds no record that can be used.
        WriteError: The disk has no room to unpack it.
    """
    content = open_content(path, folder, checkpoint)
    try:
        head = content.read(0, min(HEAD, content.size))
        known = recognised(Path(path).name, unix_lines(head))
        with ThreadPoolExecutor(1) as threads:
            hashed = threads.submit(fingerprint, path)
            start = 3 if head.startswith(b"\xef\xbb\xbf") else 0
            end = 13 if b"\r" in head and b"\n" not in head else 10
            notes = _notes(content, end)
            source = Source(
                path, content, known, end, hashed, checkpoint, index, folder, quality, reference, start, notes
            )
            return _reader(known)(source)
    except BaseException:
        content.close()
        raise


def _reader(known: SequenceFormat) -> Callable[[Source], Sequences]:
    module, _, name = _READERS[known].partition(":")
    return cast("Callable[[Source], Sequences]", getattr(import_module(f"medview.io.sequences.{module}"), name))


def _notes(content: Content, end_of_line: int) -> tuple[str, ...]:
    notes = (
        (end_of_line == 13, tr("Its lines end as those of old Macintosh programs do.")),
        (bool(content.fault), tr("The file ends early: {why}").format(why=content.fault)),
    )
    return tuple(note for is_so, note in notes if is_so)
