"""Findings of sequences as GFF3 1.26 (Sequence Ontology project): letters counted from 1, both ends within."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

from medview import __version__
from medview.core.finding import Analysis, Review, Span
from medview.core.review import by_hand
from medview.core.study import Series, Study
from medview.io.atomic import atomic
from medview.io.selection import check_belonging
from medview.io.sequence_results.terms import REGION, term_of
from medview.io.sequence_results.told import MANUAL, Told, lengths_of, told, undecided

_ID_SAFE = ".:^*$@!+?-|_ "
"""Beside letters and digits, what a seqid may hold unescaped; ``>`` must not begin it."""
_COLUMN_SAFE = "!\"#$'()*+,-./:<>?@[\\]^_`{|}~ =&;"
_VALUE_SAFE = "!\"#$'()*+-./:<>?@[\\]^_`{|}~ "
"""In values of attributes ``;``, ``=``, ``&`` and ``,`` have a meaning of their own."""
STRANDS = {1: "+", -1: "-", 0: "."}


def write_gff3(study: Study, series: Series, analysis: Analysis, reviews: tuple[Review, ...], path: Path) -> None:
    """Write findings that were not rejected; what nobody decided on has the decision ``unreviewed``.

    Raises:
        MedViewError: The parts do not belong together.
        WriteError: There are none, or the file cannot be written.
    """
    check_belonging(series, analysis, study)
    text = "".join(f"{line}\n" for line in _lines(analysis, told(analysis, reviews)))
    with atomic(path) as sibling:
        sibling.write_text(text, encoding="utf-8", newline="")


def _lines(analysis: Analysis, found: tuple[Told, ...]) -> Iterator[str]:
    yield "##gff-version 3"
    yield f"# {_plain(analysis.model_name)}; written by MedView {__version__}; not a medical device"
    if undecided(found):
        yield f"# UNREVIEWED: no person has decided on {undecided(found)} of {len(found)} findings"
    lengths = lengths_of(analysis)
    for record, name in dict.fromkeys((one.where.record, one.where.name) for one in found):
        if record in lengths:
            yield f"##sequence-region {_seqid(name)} 1 {lengths[record]}"
    yield from map(_line, found)


def _line(one: Told) -> str:
    where = one.where
    source = MANUAL if by_hand(one.finding) else one.finding.source.model
    score = "." if one.score is None else f"{one.score:.6g}"
    columns = (
        *(_seqid(where.name), _quoted(source, _COLUMN_SAFE), term_of(one.finding.what).name),
        *_ends(where),
        *(score, STRANDS[where.strand], "."),
    )
    attributes = ";".join(f"{name}={_quoted(value, _VALUE_SAFE)}" for name, value in _attributes(one) if value)
    return "\t".join((*columns, attributes))


def _ends(where: Span) -> tuple[str, str]:
    return str(where.start + 1), str(where.end)


def _attributes(one: Told) -> Iterator[tuple[str, str]]:
    """The specification's begin with a capital, GVF's for variants too; the others are this program's."""
    what, value, source = one.finding.what, one.probability, one.finding.source
    term = term_of(what)
    yield "ID", one.finding.id
    yield "Name", one.name
    yield "Ontology_term", "" if term == REGION else term.accession
    yield "Note", one.finding.note
    yield "decision", one.decision
    yield "reviewer", one.review.reviewer if one.review is not None else ""
    yield "reviewed", one.review.time if one.review is not None else ""
    yield "reason", one.review.reason if one.review is not None else ""
    yield "model", one.model
    yield "weights_sha256", source.weights_sha256
    yield "author", source.author
    yield "code", f"{what.scheme}:{what.value}" if what.scheme not in what.value else what.value
    if one.change is not None:
        yield "Reference_seq", one.change.reference
        yield "Variant_seq", one.change.alternative
        yield "gene", one.change.gene
        yield "deltas", one.change.deltas.words
    for name in ("low", "high", "threshold", "prior"):
        number = getattr(value, name, None)
        yield name, "" if number is None else f"{number:.6g}"


def _seqid(name: str) -> str:
    """An id; blanks and ``>`` at its beginning are escaped."""
    text = _quoted(name, _ID_SAFE.replace(" ", ""))
    return f"%3E{text[1:]}" if text.startswith(">") else text


def _quoted(text: str, safe: str) -> str:
    """Percent-encoded as far as GFF3 wants it; letters beyond ASCII are written as they are."""
    return "".join(sign if ord(sign) > 127 else quote(sign, safe=safe) for sign in text)


def _plain(text: str) -> str:
    return " ".join(text.split())
