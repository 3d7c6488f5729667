"""An alignment of two sequences as a finding, so that a person decides on it as on any other."""

from __future__ import annotations

from dataclasses import replace

from medview.core.code import PERCENT, Code
from medview.core.finding import Analysis, Finding, Provenance, Quantity, Review, Whole, latest_decisions
from medview.core.pair_alignment import PairAlignment
from medview.core.text import tr

_WHAT = "PAIR-ALIGNMENT"


def as_analysis(pair: PairAlignment, series_uid: str, fingerprint: str) -> Analysis:
    """What a file of two aligned sequences says: one finding, the same whenever the file is opened.

    Args:
        pair: What the file holds.
        series_uid: The file as a series.
        fingerprint: Its fingerprint, from which the finding has its identifier.
    """
    model, version = _model(pair)
    source = Provenance(
        model=model,
        version=version,
        weights_sha256=pair.weights_sha256,
        series_uid=series_uid,
        input_uids=(),
        input_fingerprint=fingerprint,
        plan=(("mode", pair.mode), ("columns", str(len(pair.chances)))),
        software_version=pair.software_version,
        time=pair.time,
    )
    name = tr("Alignment of {first} and {second}").format(first=pair.first.name, second=pair.second.name)
    share = Quantity(100 * pair.expected / max(pair.paired, 1), PERCENT)
    told = tr("Pairs of letters that are expected to be right, of {paired}; {same} are the same letter twice.")
    note = " ".join((told.format(paired=pair.paired, same=pair.identical), *pair.notes))
    what = Code(_WHAT, "99MEDVIEW", name)
    found = Finding(finding_id(fingerprint), what, Whole(), share, source, note=note)
    return Analysis(f"pair-{fingerprint}", pair.scored_by, series_uid, (found,))


def finding_id(fingerprint: str) -> str:
    """The identifier of the finding of a file of two aligned sequences.

    Args:
        fingerprint: The file's fingerprint.
    """
    return f"pair-{fingerprint}-alignment"


def is_alignment(finding: Finding) -> bool:
    """Whether a finding is an alignment of two sequences."""
    return finding.what.value == _WHAT


def decided_in(review: Review, fingerprint: str) -> Review:
    """A decision that a file of two aligned sequences tells, as one on what that file is found to hold.

    Args:
        review: The decision; it was made on the file this one was saved from.
        fingerprint: The file's fingerprint.
    """
    return replace(review, finding=finding_id(fingerprint))


def decision_on(fingerprint: str, reviews: tuple[Review, ...]) -> Review | None:
    """What a person decided on the alignment in a file; None: nothing.

    Args:
        fingerprint: The file's fingerprint.
        reviews: All decisions on its findings.
    """
    return latest_decisions(reviews).get(finding_id(fingerprint))


def _model(pair: PairAlignment) -> tuple[str, str]:
    """The model and its version, or the scores that were stated."""
    model, _, version = pair.scored_by.rpartition(" ") if pair.weights_sha256 else (pair.scored_by, "", "")
    return model, version
