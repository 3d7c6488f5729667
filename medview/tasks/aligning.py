"""A task of the analysis pool: align two sequences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from medview import __version__
from medview.core.alphabet import GAPS
from medview.core.errors import ReadError
from medview.core.finding import now
from medview.core.pair_alignment import MOST_LETTERS, AlignmentMode, PairAlignment, Row, check_kinds
from medview.core.sequence import SequenceRecord
from medview.core.text import tr
from medview.engine.aligning.answering import Aligner, Answer, Float, align, aligner, classic
from medview.engine.aligning.plain import Scheme, nucleotides, proteins
from medview.io.sequences.opening import open_sequences
from medview.jobs.protocol import Context
from medview.tasks.given import sound

_READ = 0.1
"""Done part after both sequences are read."""


@dataclass(frozen=True)
class Costs:
    """Scores that are stated, in place of a model's; None: the usual ones of proteins or of nucleotides.

    Args:
        match: Of the same nucleotide twice.
        mismatch: Of two others.
        opening: What the first letter of a gap costs.
        extending: What every further one costs.
    """

    match: float | None = None
    mismatch: float | None = None
    opening: float | None = None
    extending: float | None = None


@dataclass(frozen=True)
class _Given:
    """A sequence that is aligned."""

    record: SequenceRecord
    text: str


def aligned(
    context: Context,
    paths: Sequence[str],
    mode: AlignmentMode,
    folder: str,
    costs: Costs,
    records: Sequence[int] = (),
) -> PairAlignment:
    """Align two sequences.

    Args:
        context: The job.
        paths: Two files, or one that holds both sequences.
        mode: How.
        folder: The model package; empty: scores that are stated.
        costs: Those, where there is no model.
        records: Which record of each of two files; none: the first of each, or the first two of one.

    Raises:
        ReadError: A file cannot be read, or holds too few sequences, or others than can be aligned.
        ModelError: The package is damaged, or does not align such sequences.
    """
    context.checkpoint(0.0, tr("Reading the sequences"))
    first, second = _read(context, paths, records)
    source, told, sha256 = _source(
        folder, costs, first.record.alphabet is not None and first.record.alphabet.is_nucleic
    )
    note = tr("Aligning the sequences")
    context.checkpoint(_READ, note)
    answer = align(source, first.text, second.text, mode, (), lambda done: context.checkpoint(_READ + 0.9 * done, note))
    context.checkpoint(1.0, tr("Done"))
    return _value(answer, (first, second), mode, told, sha256)


def _read(context: Context, paths: Sequence[str], records: Sequence[int]) -> tuple[_Given, _Given]:
    found = list[_Given]()
    for number, path in enumerate(paths):
        with open_sequences(path, context.folder / f"unpacked-{number}", _quiet) as held:
            if records:
                found.append(_given(held.record(records[number]), held.text(records[number])))
                continue
            wanted = 2 if len(paths) == 1 else 1
            if len(held) < wanted:
                raise ReadError(
                    tr("{name} holds {count} sequences; {wanted} are needed.").format(
                        name=Path(path).name, count=len(held), wanted=wanted
                    ),
                    tr("Give one file with two sequences, or two files."),
                )
            found += [_given(held.record(place), held.text(place)) for place in range(wanted)]
    check_kinds(found[0].record, found[1].record)
    return found[0], found[1]


def _quiet(fraction: float, note: str = "") -> None:
    """Sequences that can be aligned are read at once."""


def _given(record: SequenceRecord, text: str) -> _Given:
    """A record's letters, without the gaps of an alignment it may be a row of.

    Raises:
        ReadError: It has none, or too many.
    """
    letters = text.upper().translate(str.maketrans("", "", GAPS))
    if record.absent or not 0 < len(letters) <= MOST_LETTERS:
        raise ReadError(
            tr("{name} has {count} letters; from 1 to {most} are aligned.").format(
                name=record.id, count=len(letters), most=MOST_LETTERS
            ),
            record.absent or tr("Give a shorter stretch of it: selected letters can be saved as FASTA in the window."),
        )
    return _Given(record, letters)


def _source(folder: str, costs: Costs, nucleic: bool) -> tuple[Aligner, str, str]:
    """What scores, its name for people, and the hash of its weights.

    Raises:
        ReadError: The model reads proteins and the sequences are nucleotides.
    """
    if not folder:
        scheme = _scheme(costs, nucleic)
        name = f"{scheme.table[0, 0]:+g}/{scheme.table[0, 1]:g}" if nucleic else "BLOSUM62"
        return classic(scheme), f"{name} -{scheme.opening:g}/-{scheme.extending:g}", ""
    package, sha256 = sound(folder)
    if nucleic:
        raise ReadError(
            tr("{model} aligns proteins, and these are nucleotides.").format(model=package.card.name),
            tr("Leave the model out: nucleotides are aligned by scores that are stated."),
        )
    return aligner(package), f"{package.card.id} {package.card.version}", sha256


def _scheme(costs: Costs, nucleic: bool) -> Scheme:
    """The stated scores.

    Raises:
        ReadError: They are of nucleotides and these are proteins, or pairs by chance would score more than nothing.
    """
    stated = {name: value for name, value in vars(costs).items() if value is not None}
    if not nucleic and stated.keys() & {"match", "mismatch"}:
        raise ReadError(
            tr("Scores of equal and of other letters are of nucleotides, and these are proteins."),
            tr("Leave them out: proteins are aligned by BLOSUM62 or a model."),
        )
    scheme = nucleotides(**stated) if nucleic else proteins(**stated)
    if nucleic and scheme.table[0, 0] + 3 * scheme.table[0, 1] >= 0:
        raise ReadError(
            tr("With {match:g} for equal and {mismatch:g} for other letters, sequences by chance are alike.").format(
                match=scheme.table[0, 0], mismatch=scheme.table[0, 1]
            ),
            tr("Make the score of other letters less: three times it must outweigh that of equal ones."),
        )
    return scheme


def _value(answer: Answer, given: tuple[_Given, _Given], mode: AlignmentMode, told: str, sha256: str) -> PairAlignment:
    rows, chances, starts = _laid_out(answer, given, mode)
    narrow = tr("The sequences are long and little alike: the alignment was sought in a band that may be too narrow.")
    first, second = (
        Row(one.record.id, row, start, len(one.text), _rounded(alone, 4))
        for one, row, start, alone in zip(given, rows, starts, answer.alone, strict=True)
    )
    heat = tuple(_rounded(row, 3) for row in answer.heat)
    notes = (narrow,) if answer.narrow else ()
    return PairAlignment(mode, first, second, chances, answer.evidence, told, sha256, heat, notes, __version__, now())


def _rounded(values: Float, digits: int) -> tuple[float, ...]:
    return tuple(round(value, digits) for value in values.tolist())


def _laid_out(
    answer: Answer, given: tuple[_Given, _Given], mode: AlignmentMode
) -> tuple[tuple[str, str], tuple[float, ...], tuple[int, int]]:
    """Both rows, how probable each column is, and where the rows begin; of local ones only what is alike."""
    ends = [len(one.text) for one in given]
    local = mode == "local"
    points = [*zip(answer.first.tolist(), answer.second.tolist(), strict=True), *([] if local else [tuple(ends)])]
    at = list(points[0]) if local and points else [0, 0]
    starts, chances = (at[0], at[1]), list[float]()
    parts: tuple[list[str], list[str]] = ([], [])
    for number, point in enumerate(points):
        for side in (0, 1):
            left = given[side].text[at[side] : point[side]]
            parts[side].append(left)
            parts[1 - side].append("-" * len(left))
            chances += answer.alone[side][at[side] : point[side]].tolist()
        if number < len(answer.first):
            for side in (0, 1):
                parts[side].append(given[side].text[point[side]])
            chances.append(float(answer.chances[number]))
        at = [place + 1 for place in point]
    return ("".join(parts[0]), "".join(parts[1])), tuple(round(chance, 4) for chance in chances), starts
