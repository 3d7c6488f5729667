"""What the command palette offers: actions, series, layouts, models and pages of the help."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QKeySequence

from medview.core.derived import PICTURED
from medview.session.layout import ARRANGEMENTS
from medview.session.protocols import Protocol
from medview.session.state import State
from medview.views import words
from medview.views.actions.layouts import ARRANGED
from medview.views.actions.spec import ActionSpec
from medview.views.actions.table import Actions, category
from medview.views.actions.table import words as table_words
from medview.views.assistance.help_pages import Page
from medview.views.assistance.help_places import page_of_action
from medview.views.assistance.palette import Entry
from medview.views.hanging.layout_picker import uneven_words
from medview.views.hanging.words import protocol_name

HIDDEN = ("palette",)
"""What makes no sense in the palette."""


def tr(text: str) -> str:
    """A text of this module in the reader's language."""
    return QCoreApplication.translate("palette", text)


def action_entries(actions: Actions, state: State) -> Iterator[Entry]:
    """Every action of the table that can be seen."""
    for spec in actions.specs:
        action = actions[spec.name]
        if spec.name in HIDDEN or not action.isVisible():
            continue
        yield Entry(
            spec.name,
            _named(action.text()),
            category(spec),
            action.trigger,
            table_words(spec.help) if action.isEnabled() else why_not(spec, state),
            action.shortcut().toString(QKeySequence.SequenceFormat.NativeText),
            f"{_named(spec.text)} {table_words(spec.help)}",
            action.isEnabled(),
            action.icon(),
            page_of_action(spec),
        )


def why_not(spec: ActionSpec, state: State) -> str:
    """Why an action cannot be done now."""
    if spec.needs:
        return table_words(spec.needs)
    if state.series is None:
        return tr("Open a study first.")
    return tr("There is nothing to do this to in what is open.")


def series_entries(state: State, show: Callable[[str], object]) -> Iterator[Entry]:
    """Every listed series that can be opened; a study is found by what stands in its series' lines."""
    for study in state.studies:
        for series in study.series:
            if series.kind not in PICTURED and not series.instances:
                continue
            title = words.series_title(series)
            told = " · ".join((words.patient_name(study.patient), words.study_title(study), words.series_facts(series)))
            opened = series.uid in state.opened
            yield Entry(
                f"series {series.uid}",
                f"{title}  ·  {words.study_title(study)}",
                tr("Series, open") if opened else tr("Series"),
                partial(show, series.uid),
                told,
                also=told,
                page="opening",
            )


def layout_entries(arrange: Callable[[str], object]) -> Iterator[Entry]:
    """Every arrangement of viewports no action of its own makes."""
    for name, places in ARRANGEMENTS.items():
        if name in ARRANGED.values():
            continue
        rows, _, columns = name.partition("x")
        title = tr("{rows} × {columns} viewports").format(rows=rows, columns=columns) if columns else uneven_words(name)
        count = tr("{count} viewports").format(count=len(places))
        run = partial(arrange, name)
        yield Entry(f"layout {name}", title, tr("Layout"), run, count, also=name, page="viewports#layouts")


def protocol_entries(protocols: Iterable[Protocol], hang: Callable[[Protocol], object]) -> Iterator[Entry]:
    """Every hanging protocol that fits what is open."""
    for protocol in protocols:
        title = tr("Hang by “{protocol}”").format(protocol=protocol_name(protocol.name))
        run = partial(hang, protocol)
        yield Entry(f"hang {protocol.name}", title, tr("Hanging protocol"), run, also=protocol.name, page="hanging")


def model_entries(state: State, analyse: Callable[[str], object]) -> Iterator[Entry]:
    """Every model, and why it does not read what is open."""
    for answer in state.eligible:
        yield Entry(
            f"model {answer.model}",
            tr("Analyse with {model}").format(model=answer.name),
            tr("Model"),
            partial(analyse, answer.model),
            " ".join(answer.reasons) or answer.summary,
            enabled=not answer.reasons,
            page="analyse",
        )


def help_entries(pages: tuple[Page, ...], show: Callable[[str], object]) -> Iterator[Entry]:
    """Every page of the help and every heading of one."""
    for page in pages:
        for anchor, heading in page.headings:
            place = f"{page.name}#{anchor}" if anchor else page.name
            title = heading if heading == page.title else f"{page.title}: {heading}"
            yield Entry(f"help {place}", title, tr("Help"), partial(show, place), page=place)


def _named(text: str) -> str:
    return text.replace("&&", "\0").replace("&", "").replace("\0", "&").rstrip("…")
