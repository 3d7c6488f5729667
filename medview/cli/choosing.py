"""Which series a command works on."""

from __future__ import annotations

from dataclasses import dataclass

from medview.catalog.acceptance import eligibility
from medview.catalog.package import Package
from medview.cli.desk import Work
from medview.cli.exits import Exit, Stop
from medview.core.errors import MedViewError
from medview.core.kinds import kind_word
from medview.core.study import Kind, ScanResult, Series, Study
from medview.core.text import tr


@dataclass(frozen=True, eq=False)
class Chosen:
    """A series with its study."""

    study: Study
    series: Series


def scanned(work: Work, paths: tuple[str, ...]) -> tuple[Chosen, ...]:
    """Every series under some paths.

    Raises:
        Stop: There is none.
    """
    result: ScanResult = work.run(tr("Reading"), Exit.INPUT, "files", "scan", paths=paths)
    return tuple(Chosen(study, series) for study in result.studies for series in study.series)


def for_model(found: tuple[Chosen, ...], package: Package, series_uid: str | None) -> Chosen:
    """The series a model is to run on: the named one, or the only one it accepts.

    Raises:
        Stop: None is accepted, or several are and none is named.
    """
    named = with_uid(found, series_uid)
    reasons = {chosen.series.uid: eligibility(package, chosen.series) for chosen in named}
    accepted = tuple(chosen for chosen in named if not reasons[chosen.series.uid])
    if not accepted:
        told = "\n".join(
            f"{_line(chosen)}: {' '.join(reasons[chosen.series.uid]) or tr('accepted')}" for chosen in named
        )
        message = tr("{model} accepts none of the series found.").format(model=package.card.name)
        hint = tr("It needs: {needed}").format(needed=package.card.input.description)
        raise Stop(Exit.INPUT, MedViewError(f"{message}\n{told}", hint))
    return only(accepted, tr("{model} accepts several series.").format(model=package.card.name))


def with_uid(found: tuple[Chosen, ...], series_uid: str | None) -> tuple[Chosen, ...]:
    """The series with this UID; all of them where none is named.

    Raises:
        Stop: No series has it.
    """
    named = tuple(chosen for chosen in found if series_uid in (None, chosen.series.uid))
    if named:
        return named
    raise Stop(
        Exit.USAGE,
        MedViewError(tr("No series has the UID {uid}.").format(uid=series_uid) + "\n" + _lines(found), _name_one()),
    )


def only(accepted: tuple[Chosen, ...], message: str) -> Chosen:
    """The one series there is.

    Raises:
        Stop: There are several.
    """
    if len(accepted) > 1:
        raise Stop(Exit.USAGE, MedViewError(f"{message}\n{_lines(accepted)}", _name_one()))
    return accepted[0]


def _name_one() -> str:
    return tr("Choose one with --series UID.")


def _lines(found: tuple[Chosen, ...]) -> str:
    return "\n".join(map(_line, found))


def _line(chosen: Chosen) -> str:
    series = chosen.series
    plain = kind_word(series) if series.kind is Kind.SEQUENCES else tr("not a regular volume")
    shape = "×".join(map(str, series.geometry.shape)) if series.geometry else plain
    return "  " + "  ".join(filter(None, (series.uid, series.modality, series.description, shape)))
