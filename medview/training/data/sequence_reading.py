"""Read labelled sequences in whichever layout they lie, and name everything that cannot be used.

Layouts: a table with a column of sequences and one of labels; FASTA with a file of labels beside it, one sign for each
letter; one file of sequences for each class; entries of data banks, where a person says what labels them; any file of
sequences, where nothing is to be known of them. Files called ``train``, ``val`` and ``test``, or a column, name splits.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.io.sequences import Sequences, is_sequence_file, open_sequences
from medview.training.data.annotated import ANNOTATED, Level, labelled, may_label
from medview.training.data.nouns import SPLITS, split_name
from medview.training.data.sequence_nouns import Sequence as Known
from medview.training.data.sequence_nouns import SequenceData

Wanted = Literal["nothing", "label", "each"]
"""What must be known of sequences: nothing, their class, or the class of each letter."""

WANTED: Mapping[str, Wanted] = {"letters": "nothing", "each": "each", "whole": "label"}
"""What must be known of sequences for each kind of answer."""

NAMES = ("id", "name", "accession", "entry")
LETTERS = ("sequence", "seq", "letters")
LABELS = ("label", "class", "category", "location", "target")
GROUPS = ("group", "cluster", "gene", "family")
SPLIT = ("split", "set", "subset")
"""Columns of tables, in small letters."""

_TABLES = (".csv", ".tsv")
_TOLD, _KNOWN, _SPELLED = "_labels", "_mask", "_sequences"
"""How files of labels, of which of them are known, and of their sequences end, before ``.fasta``."""


@dataclass
class _Found:
    """What was read so far."""

    sequences: list[Known] = field(default_factory=list)
    left_out: list[tuple[str, str]] = field(default_factory=list)


def read_sequences(
    path: Path, wanted: Wanted, split: str | None = None, files: Sequence[str] = (), labelled_by: str = ""
) -> SequenceData:
    """Read sequences and what is known of them.

    Args:
        path: A folder, or one file.
        wanted: What must be known of them.
        split: Only those of this split; None: all. Data that name no splits are taken whole.
        files: Patterns of the files within the folder that are read; empty: all.
        labelled_by: What labels entries of data banks; empty: what files lie beside them, or are called.

    Raises:
        MedViewError: There is nothing of this kind, or nothing is left.
    """
    found = _Found()
    for file in _files(path, files):
        if not (labelled_by and wanted != "nothing" and _read_entries(file, wanted, labelled_by, found)):
            _read(file, wanted, found, alone=path.is_file())
    chosen = _of_split(found, path, split)
    labels = {one.label for one in chosen if one.label}
    return SequenceData(tuple(chosen), tuple(sorted(labels)), tuple(found.left_out))


def _files(path: Path, patterns: Sequence[str]) -> list[Path]:
    if path.is_file():
        return [path]
    listed = [file for pattern in patterns or ("**/*",) for file in sorted(path.glob(pattern))]
    found = [file for file in listed if file.is_file() and (file.suffix in _TABLES or is_sequence_file(str(file)))]
    if not found:
        raise MedViewError(
            tr("{name} holds no sequences.").format(name=path.name or path),
            tr("Give a table with a column “sequence”, FASTA files, or a folder of such."),
        )
    return found


def _read(file: Path, wanted: Wanted, found: _Found, alone: bool) -> None:
    if file.suffix in _TABLES:
        _read_table(file, wanted, found, alone)
    elif _has_letters(file):
        _READERS[wanted](file, found)


def _has_letters(file: Path) -> bool:
    """Whether it is a file of sequences, neither a table nor signs laid out like one."""
    return file.suffix not in _TABLES and not file.stem.endswith((_TOLD, _KNOWN))


def _split_in(file: Path) -> str:
    """The split a file's name begins with."""
    first = file.stem.partition("_")[0].partition(".")[0]
    return SPLITS.get(first.casefold(), "")


# tables


def _read_table(file: Path, wanted: Wanted, found: _Found, alone: bool) -> None:
    try:
        with file.open(newline="", encoding="utf-8-sig") as stream:
            read = list(csv.DictReader(stream, delimiter="\t" if file.suffix == ".tsv" else ","))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise MedViewError(tr("{name} cannot be read: {error}.").format(name=file.name, error=error)) from error
    rows = [{str(key).strip().casefold(): str(value or "").strip() for key, value in row.items()} for row in read]
    columns = tuple(rows[0]) if rows else ()
    if _column(columns, LETTERS) is None:
        found.left_out.append((file.name, tr("It has no column “sequence”.")))
        return
    if wanted == "each" or (wanted == "label" and _column(columns, LABELS) is None):
        found.left_out.append((file.name, tr("It has no column of labels that would do.")))
        return
    for number, row in enumerate(rows, start=1):
        _take(_of_row(row, f"{file.stem}:{number}", _split_in(file)), found)


def _of_row(row: Mapping[str, str], otherwise: str, split: str) -> Known:
    def stated(columns: Sequence[str]) -> str:
        found = _column(row, columns)
        return row[found] if found else ""

    return Known(
        stated(NAMES) or otherwise,
        stated(LETTERS).upper(),
        stated(GROUPS),
        split_name(stated(SPLIT)) or split,
        stated(LABELS),
    )


def _column(columns: Collection[str], wanted: Sequence[str]) -> str | None:
    return next((name for name in wanted if name in columns), None)


# files of sequences


def _read_plain(file: Path, found: _Found) -> None:
    for name, letters in _records(file):
        _take(Known(name, letters, split=_split_in(file)), found)


def _read_classes(file: Path, found: _Found) -> None:
    """Every record has the class its title states (``label=…``), else the one the file is called after."""
    called = Path(file.name.removesuffix(".gz")).stem
    for name, letters, described in _described(file):
        stated = [word.partition("=")[2] for word in described.split() if word.partition("=")[0] in LABELS]
        _take(Known(name, letters, split=_split_in(file), label=stated[0] if stated else called), found)


def _read_each(file: Path, found: _Found) -> None:
    stem = file.stem.removesuffix(_SPELLED)
    beside = {end: file.with_name(f"{stem}{end}{file.suffix}") for end in (_TOLD, _KNOWN)}
    if not beside[_TOLD].is_file():
        found.left_out.append((file.name, tr("There is no {name} beside it.").format(name=beside[_TOLD].name)))
        return
    told = dict(_signs(beside[_TOLD]))
    known = dict(_signs(beside[_KNOWN])) if beside[_KNOWN].is_file() else {}
    for name, letters in _records(file):
        each, mask = told.get(name, ""), known.get(name, "")
        if len(each) != len(letters) or (mask and len(mask) != len(letters)):
            reason = tr("{found} labels are given for {count} letters.").format(found=len(each), count=len(letters))
            found.left_out.append((name, reason))
        else:
            _take(Known(name, letters, split=_split_in(file), each=each, known=mask), found)


_READERS: Mapping[Wanted, Callable[[Path, _Found], None]] = {
    "nothing": _read_plain,
    "label": _read_classes,
    "each": _read_each,
}


def _read_entries(file: Path, wanted: Level, labelled_by: str, found: _Found) -> bool:
    """Whether a file has entries of a data bank; these are read."""
    if not _has_letters(file):
        return False
    with _opened(file) as sequences:
        if sequences.file.format not in ANNOTATED:
            return False
        for one in labelled(sequences, wanted, labelled_by, _split_in(file)):
            if isinstance(one, Known):
                _take(one, found)
            else:
                found.left_out.append(one)
    return True


def labels_offered(path: Path) -> Counter[str]:
    """What could label the entries of data banks a folder or file holds; empty where it holds none."""
    offered = Counter[str]()
    for file in filter(_has_letters, _files(path, ())):
        with _opened(file) as sequences:
            if sequences.file.format in ANNOTATED:
                offered += may_label(sequences)
    return offered


@contextmanager
def _opened(file: Path) -> Iterator[Sequences]:
    with (
        TemporaryDirectory(prefix="unpacked-") as folder,
        open_sequences(str(file), Path(folder), lambda fraction, note: None) as sequences,
    ):
        yield sequences


def _records(file: Path) -> Iterator[tuple[str, str]]:
    for name, letters, _ in _described(file):
        yield name, letters


def _described(file: Path) -> Iterator[tuple[str, str, str]]:
    """(name, letters without gaps, description) of every record; no letters where they are not in the file."""
    with _opened(file) as sequences:
        for index in range(len(sequences)):
            record = sequences.record(index)
            letters = "" if record.absent else sequences.text(index)
            yield record.id, letters.upper().replace("-", "").replace(".", ""), record.description


def _signs(file: Path) -> Iterator[tuple[str, str]]:
    """(name, signs) of a file laid out as FASTA whose signs are labels."""
    name, lines = "", list[str]()
    for line in file.read_text(encoding="ascii", errors="replace").splitlines():
        if line.startswith(">"):
            if name:
                yield name, "".join(lines)
            name, lines = (line[1:].split() or [""])[0], []
        else:
            lines.append(line.strip())
    if name:
        yield name, "".join(lines)


# what is kept


def _take(one: Known, found: _Found) -> None:
    if one.letters:
        found.sequences.append(one)
    else:
        found.left_out.append((one.name, tr("It has no letters.")))


def _of_split(found: _Found, path: Path, split: str | None) -> list[Known]:
    known = sorted({one.split for one in found.sequences} - {""})
    chosen = [one for one in found.sequences if split is None or not known or one.split == split]
    if chosen:
        return chosen
    if split is not None and known:
        raise MedViewError(
            tr("{name} holds no case of the split {split}.").format(name=path.name, split=split),
            tr("Its splits are: {known}.").format(known=", ".join(known)),
        )
    reasons = " ".join(f"{name}: {reason}" for name, reason in found.left_out[:3])
    raise MedViewError(
        tr("{name} holds no sequence that can be used. {reasons}").format(name=path.name, reasons=reasons).strip(),
        tr("Give data laid out like those the model was trained from."),
    )


def learned_from(read: SequenceData, split: str) -> SequenceData:
    """Those of a split, and of no split: without what another split holds too, as several data sets side by side do."""
    apart = {one.letters for one in read.sequences if one.split not in ("", split)}
    kept = [one for one in read.sequences if one.split in ("", split)]
    doubled = [one.name for one in kept if one.letters in apart]
    left_out = (*read.left_out, *((name, tr("It is in another split too.")) for name in doubled))
    return replace(read, sequences=tuple(one for one in kept if one.letters not in apart), left_out=left_out)


def grouped(sequences: Sequence[Known], pattern: str) -> tuple[Known, ...]:
    """The sequences with the group their names state, where nothing else states one.

    Args:
        sequences: Them.
        pattern: Regular expression; what it finds in a name is the group. Empty: names state none.

    Raises:
        MedViewError: The pattern is no regular expression.
    """
    if not pattern:
        return tuple(sequences)
    try:
        stated = re.compile(pattern)
    except re.error as error:
        raise MedViewError(
            tr("“{pattern}” does not say where the group stands in a name.").format(pattern=pattern),
            tr("Give a regular expression, such as ^[^-]+ for all before the first hyphen."),
        ) from error
    found = [stated.search(one.name) for one in sequences]
    return tuple(
        replace(one, group=one.group or (match.group() if match else ""))
        for one, match in zip(sequences, found, strict=True)
    )
