"""What is said of a file of sequences and of one of its records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby
from operator import itemgetter

from medview.core.content import AlongRecord, SequenceContent
from medview.core.sequence import SequenceFormat, SequenceRecord
from medview.views.sequences.words import length_text, number_text, tr

Pair = tuple[str, str]

FORMAT_NAMES: dict[SequenceFormat, str] = {
    "fasta": "FASTA",
    "fastq": "FASTQ",
    "genbank": "GenBank",
    "embl": "EMBL",
    "imgt": "IMGT",
    "swissprot": "Swiss-Prot",
    "uniprot-xml": "UniProt XML",
    "clustal": "Clustal",
    "stockholm": "Stockholm",
    "a2m": "A2M",
    "a3m": "A3M",
    "msf": "MSF",
    "pir": "PIR",
    "vcf": "VCF",
    "plain": "Text",
    "pair": "MedView",
}
_MOST_NOTES = 3
_MOST_SAID = 100_000
"""Letters of one annotation that are shown."""


def facts(content: SequenceContent) -> str:
    """Format, records and letters on one line."""
    file = content.file
    records = tr("1 record") if file.count == 1 else tr("{count} records").format(count=number_text(file.count))
    variants = tr("{count} variants").format(count=number_text(file.variants)) if file.variants else ""
    letters = length_text(file.letters, file.alphabet) if file.letters else ""
    if file.alignments:  # rows have gaps, which are no letters
        columns = number_text(sum(one.columns for one in file.alignments))
        letters = tr("{count} columns").format(count=columns)
    return "   ·   ".join(filter(None, (FORMAT_NAMES[file.format], records, letters, variants)))


def notes(content: SequenceContent) -> tuple[str, ...]:
    """The first notes of a file, and how many more there are."""
    every = (*content.notes, *content.refused)
    rest = len(content.notes) + content.refused_count - _MOST_NOTES
    more = (tr("{count} more are listed under About.").format(count=number_text(rest)),) if rest > 0 else ()
    return (*every[:_MOST_NOTES], *more)


def about_html(content: SequenceContent, record: SequenceRecord, along: AlongRecord) -> str:
    """Everything that is known of the file and of the record, as a page."""
    parts = (
        _table(
            record.id,
            (*_record_pairs(record, bool(content.file.alignments)), *_code_pair(record, along), *_said_of(along)),
        ),
        _list(tr("Notes on the record"), (*record.notes, *along.notes)),
        _table(content.title, _file_pairs(content)),
        _list(tr("Notes on the file"), content.notes),
        _list(tr("What could not be used ({count})").format(count=number_text(content.refused_count)), content.refused),
    )
    return "".join(parts)


def _said_of(along: AlongRecord) -> Iterator[Pair]:
    """What the file says, under names that begin with a capital like all others."""
    return ((name[:1].upper() + name[1:], value) for name, value in along.annotations)


def _record_pairs(record: SequenceRecord, is_row: bool) -> tuple[Pair, ...]:
    pairs = (
        (tr("Name"), record.name if record.name != record.id else ""),
        (tr("Description"), record.description),
        (tr("Columns, gaps within"), number_text(record.length) if is_row else ""),
        (tr("Length"), "" if is_row else length_text(record.length, record.alphabet)),
        (tr("Shape"), tr("Circular") if record.circular else ""),
        (tr("Letters"), record.absent),
    )
    return tuple(pair for pair in pairs if pair[1])


def _code_pair(record: SequenceRecord, along: AlongRecord) -> tuple[Pair, ...]:
    if record.alphabet is None or not record.alphabet.is_nucleic:
        return ()
    return ((tr("Genetic code"), f"{along.code.number} · {along.code.name}"),)


def _file_pairs(content: SequenceContent) -> tuple[Pair, ...]:
    file = content.file
    scale = file.quality.value.capitalize() if file.quality is not None else ""
    pairs = (
        (tr("Format"), FORMAT_NAMES[file.format]),
        (tr("Records"), number_text(file.count)),
        (tr("Letters"), "" if file.alignments else number_text(file.letters)),
        (tr("Encoding of qualities"), scale),
        (tr("Variants"), number_text(file.variants) if file.variants else ""),
        (tr("Samples"), ", ".join(file.samples)),
        ("SHA-256", file.fingerprint),
    )
    return tuple(pair for pair in pairs if pair[1])


def _table(title: str, pairs: Iterable[Pair]) -> str:
    rows = "".join(
        f"<tr><td><b>{escape(name)}</b>&nbsp;&nbsp;</td><td>{'<br>'.join(_said(value) for _, value in alike)}</td></tr>"
        for name, alike in groupby(pairs, key=itemgetter(0))
    )
    return f"<h3>{escape(title)}</h3><table cellpadding='2'>{rows}</table>"


def _list(title: str, lines: Iterable[str]) -> str:
    items = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return f"<h3>{escape(title)}</h3><ul>{items}</ul>" if items else ""


def _said(text: str) -> str:
    return escape(text[:_MOST_SAID]).replace("\n", "<br>")
