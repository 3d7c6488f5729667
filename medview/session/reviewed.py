"""Results a person decided on, as cases somebody may learn from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

from medview.core.finding import latest_decisions
from medview.core.study import Study
from medview.core.training import ReviewedCase
from medview.session.store import Store


def reviewed_cases(store: Store, studies: Iterable[Study]) -> tuple[ReviewedCase, ...]:
    """The newest result with decisions of every series of some studies.

    Args:
        store: Results and decisions.
        studies: The studies, as they were scanned.
    """
    return tuple(case for study in studies if not study.is_template for case in _of_study(store, study))


def _of_study(store: Store, study: Study) -> Iterator[ReviewedCase]:
    for series in study.series:
        analyses = store.analyses(series.fingerprint)
        reviews = store.reviews(finding.id for analysis in analyses for finding in analysis.findings)
        decided = latest_decisions(reviews)
        for analysis in reversed(analyses):
            if any(finding.id in decided for finding in analysis.findings):
                yield ReviewedCase(series, analysis, reviews, _patient(study))
                break


def _patient(study: Study) -> str:
    """The same for all studies of a patient, and no identifier."""
    known = study.patient.patient_id or study.uid
    return hashlib.sha256(known.encode()).hexdigest()[:12]
