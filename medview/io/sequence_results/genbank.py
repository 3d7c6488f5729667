"""Records with findings as further features of theirs: GenBank, or GenPept for proteins."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, cast

from Bio import SeqIO
from Bio.Seq import Seq
from Bio.SeqFeature import SeqFeature, SimpleLocation
from Bio.SeqRecord import SeqRecord

from medview import __version__
from medview.core.alphabet import Alphabet
from medview.core.errors import WriteError
from medview.core.finding import Analysis, Decision, Probability, Review
from medview.core.review import by_hand
from medview.core.sequence import SequenceRecord
from medview.core.study import Series, Study
from medview.core.text import tr
from medview.io.atomic import atomic
from medview.io.selection import check_belonging
from medview.io.sequence_results.terms import REGION, key_of, term_of
from medview.io.sequence_results.told import Told, told, undecided
from medview.io.sequences.entries import EntrySequences
from medview.io.sequences.opening import open_sequences
from medview.io.sequences.reader import Sequences
from medview.io.sources import Checkpoint

_MOLECULES = {Alphabet.DNA: "DNA", Alphabet.RNA: "RNA", Alphabet.PROTEIN: "protein"}
_LONGEST_NAME = 16
_DECISIONS = {
    Decision.ACCEPTED: "accepted by {who}",
    Decision.MODIFIED: "changed by {who}",
    Decision.ADDED: "added by {who}; the model has none there",
}
_write = cast("Any", SeqIO.write)
_location, _feature_of = cast("Any", SimpleLocation), cast("Any", SeqFeature)
"""What of Biopython says nothing of the types it takes."""


def write_genbank(
    study: Study,
    series: Series,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    path: Path,
    folder: Path,
    checkpoint: Checkpoint,
) -> None:
    """Write the records that have findings; what their file says of them is kept, findings come behind it.

    What nobody decided on says so in its ``/note``; what a model found has ``/inference``, what a person did has none.

    Args:
        study: The examination.
        series: The file of sequences.
        analysis: What was found.
        reviews: All decisions; what was rejected is left out.
        path: The file.
        folder: Private folder for what is unpacked.
        checkpoint: Progress and cancel.

    Raises:
        MedViewError: The parts do not belong together.
        ReadError: The file of sequences cannot be read any more, or is another one.
        WriteError: There are no findings, or the format cannot hold a record.
    """
    check_belonging(series, analysis, study)
    by_record: dict[int, list[Told]] = {}
    for one in told(analysis, reviews):
        by_record.setdefault(one.where.record, []).append(one)
    with (
        open_sequences(series.instances[0].path, folder, checkpoint) as sequences,
        atomic(path) as sibling,
        open(sibling, "w", encoding="utf-8", newline="\n") as sink,
    ):
        for number, (record, found) in enumerate(by_record.items()):
            checkpoint(number / len(by_record), tr("Writing records"))
            _put(_annotated(sequences, record, found, analysis), sink)


def _annotated(sequences: Sequences, index: int, found: list[Told], analysis: Analysis) -> SeqRecord:
    """A record with its own features and the findings.

    Raises:
        WriteError: It is none of those that were analysed.
    """
    record = sequences.record(index)
    if record.id != found[0].where.name or any(one.where.end > record.length for one in found):
        raise WriteError(
            tr("The file is another one than was analysed: its record {number} is {name}.").format(
                number=index + 1, name=record.id
            ),
            tr("Open it again and repeat the analysis."),
        )
    made = sequences.as_read(index) if isinstance(sequences, EntrySequences) else _plain(sequences, record)
    made.name = _name(made.name or record.id)
    alphabet = record.alphabet or Alphabet.PROTEIN
    notes: dict[str, Any] = cast("dict[str, Any]", made.annotations)
    notes["molecule_type"] = str(notes.get("molecule_type") or _MOLECULES[alphabet])
    if not alphabet.is_nucleic:
        notes["molecule_type"] = "protein"
    placed = [feature for feature in made.features if feature.location is not None]
    lost = len(made.features) - len(placed)
    left_out = f"{lost} features whose places could not be read are left out." if lost else ""
    told_ = (_text(notes.get("comment")), _comment(found, analysis), left_out)
    notes["comment"] = "\n".join(filter(None, told_))
    made.features = [*placed, *(_feature(one, alphabet) for one in found)]
    return made


def _plain(sequences: Sequences, record: SequenceRecord) -> SeqRecord:
    """A record of a format that says no more of it than its letters."""
    letters = "" if record.absent else sequences.text(record.index)
    notes = {"topology": "circular" if record.circular else "linear"}
    return SeqRecord(Seq(letters), record.id, record.name, record.description, annotations=cast("Any", notes))


def _feature(one: Told, alphabet: Alphabet) -> SeqFeature:
    key = key_of(one.finding.what, alphabet.is_nucleic)
    strand = (one.where.strand or None) if alphabet.is_nucleic else None
    qualifiers = {
        **dict(key.qualifiers),
        "label": one.name,
        "inference": "" if by_hand(one.finding) else _inference(one),
        "note": "; ".join(_note(one)),
    }
    made: SeqFeature = _feature_of(
        _location(one.where.start, one.where.end, strand),
        type=key.name,
        qualifiers={name: [value] for name, value in qualifiers.items() if value},
    )
    return made


def _inference(one: Told) -> str:
    """As INSDC writes what a program predicted: ``TYPE:PROGRAM:VERSION``."""
    source = one.finding.source
    return f"ab initio prediction:{source.model.replace(':', '_')}:{source.version}"


def _note(one: Told) -> Iterator[str]:
    term = term_of(one.finding.what)
    yield f"{one.name} of the whole record" if one.whole else one.name
    if term != REGION:
        yield f"Sequence Ontology {term.accession} {term.name}"
    if one.probability is not None:
        yield _probability(one.probability)
    if one.change is not None:
        yield f"delta scores of splicing: {one.change.deltas.words}"
    if one.review is None:
        yield "UNREVIEWED: no person has decided on it"
    else:
        yield _DECISIONS[one.review.decision].format(who=one.review.reviewer) + f" on {one.review.time}"
        if one.review.reason:
            yield f"reason: {one.review.reason}"


def _probability(value: Probability) -> str:
    text = f"probability {value.value:.3g}"
    return text if value.low is None or value.high is None else f"{text} ({value.low:.3g} to {value.high:.3g})"


def _comment(found: list[Told], analysis: Analysis) -> str:
    count, source = undecided(found), found[0].finding.source
    state = f"UNREVIEWED: no person has decided on {count} of {len(found)} findings." if count else ""
    model = next((one.finding.source for one in found if not by_hand(one.finding)), source)
    by = f"{analysis.model_name} ({model.model} {model.version}, weights sha256 {model.weights_sha256})"
    return " ".join(filter(None, (f"Findings by {by}, MedView {__version__}.", state, "Not a medical device.")))


def _name(name: str) -> str:
    """A name that fits the first line of an entry: of an id with parts, the last one."""
    words = name.split()
    last = words[0].split("|")[-1] if words else ""
    return last[:_LONGEST_NAME] or "record"


def _text(comment: object) -> str:
    return "\n".join(map(str, comment)) if isinstance(comment, list | tuple) else str(comment or "")


def _put(record: SeqRecord, sink: Any) -> None:
    """
    Raises:
        WriteError: GenBank cannot hold it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of names and dates that do not stand in their usual columns
            _write([record], sink, "genbank")
    except (ValueError, TypeError, AttributeError) as error:
        told_ = tr("{name} cannot be written as GenBank: {reason}")
        raise WriteError(told_.format(name=record.id, reason=error), tr("Choose GFF3.")) from error
