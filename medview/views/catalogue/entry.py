"""One line of the catalogue: a version of a model, and what a reader should know before using it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication

from medview.core.card import ModelCard
from medview.views import words

if TYPE_CHECKING:
    from medview.catalog.catalog import Installed
    from medview.catalog.store import Verified


def tr(text: str) -> str:
    """A text of this module in the reader's language."""
    return QCoreApplication.translate("catalogue", text)


@dataclass(frozen=True, eq=False)
class Entry:
    """One installed version.

    Args:
        installed: What is known of it.
        signature: One sentence on who answers for it.
        doubt: Why it may not be run, with what to do; empty where it may.
        reasons: Why it does not read the open series; None where no series is open.
        not_supported: What it asked for where it came from that MedView does not do.
        came_from: What it was imported from; empty where it was not.
        searched: What a search looks through, in small letters.
    """

    installed: Installed
    signature: str
    doubt: str
    reasons: tuple[str, ...] | None
    not_supported: tuple[str, ...]
    came_from: str
    searched: str

    @property
    def key(self) -> str:
        """Which model in which version."""
        return self.installed.package.key

    @property
    def card(self) -> ModelCard:
        """Its card."""
        return self.installed.package.card

    @property
    def standing(self) -> str:
        """Who answers for it: ``SHIPPED``, ``TRUSTED``, ``UNKNOWN``, ``UNSIGNED`` or ``WRONG``."""
        return self.installed.signature.standing.name

    @property
    def to_confirm(self) -> bool:
        """Whether it waits for a person to answer for it."""
        return bool(self.doubt) and self.standing in ("UNKNOWN", "UNSIGNED")


@dataclass(frozen=True)
class Broken:
    """A folder among the packages that is none.

    Args:
        name: Of the folder.
        message: What is wrong with it.
        hint: What to do.
    """

    name: str
    message: str
    hint: str


@dataclass(frozen=True, eq=False)
class Listing:
    """Everything in the catalogue.

    Args:
        entries: In order of name, newest version first.
        broken: What cannot be used.
        series: Title of the open series; empty where none is open.
    """

    entries: tuple[Entry, ...] = ()
    broken: tuple[Broken, ...] = ()
    series: str = ""


def matches(entry: Entry, text: str) -> bool:
    """Whether every word of a search stands in an entry."""
    return all(word in entry.searched for word in text.casefold().split())


def state_text(entry: Entry) -> str:
    """In a few words, whether it is used."""
    installed = entry.installed
    if entry.standing == "WRONG":
        return tr("Signature wrong")
    if not installed.enabled:
        return tr("Disabled")
    if entry.to_confirm:
        return tr("To be confirmed")
    if not installed.used:
        return tr("Other version used")
    if entry.reasons:
        return tr("Not for this series")
    return tr("Used")


def trust_text(entry: Entry) -> str:
    """Who answers for it."""
    if entry.to_confirm:
        return tr("{signature} Nobody has confirmed it yet: it is not run.").format(signature=entry.signature)
    if entry.installed.confirmed and entry.standing in ("UNKNOWN", "UNSIGNED"):
        return tr("{signature} A person on this computer answers for it.").format(signature=entry.signature)
    return entry.signature


def verified_text(entry: Entry) -> str:
    """Where it gave its golden output."""
    newest = entry.installed.verified[-1:]
    if not newest:
        return tr("Not verified on this computer yet.")
    return tr("Verified on {device} in {precision}, {date}.").format(
        device=device_text(newest[0]), precision=newest[0].precision, date=words.moment(newest[0].time)
    )


def device_text(verified: Verified) -> str:
    """The device something was verified on."""
    names = {"cpu": tr("this processor"), "cuda": tr("the graphics processor"), "mps": tr("the graphics processor")}
    return verified.device_name or names.get(verified.device, verified.device)


def size_text(count: int) -> str:
    """Disk use for people."""
    if count >= 1e9:
        return tr("{size:.1f} GB").format(size=count / 1e9)
    if count >= 1e6:
        return tr("{size:.1f} MB").format(size=count / 1e6)
    return tr("{size:.0f} kB").format(size=max(1, count / 1e3))


def reads_text(entry: Entry) -> str:
    """Whether it reads the open series, and why not; empty where none is open."""
    if entry.reasons is None:
        return ""
    if not entry.reasons:
        return tr("It reads what is open.")
    return tr("It does not read what is open: {reasons}").format(reasons=" ".join(entry.reasons))


def facts(entry: Entry) -> tuple[str, ...]:
    """What stands above the card, one sentence each."""
    installed = entry.installed
    source = tr("Installed from {source}.").format(source=installed.source) if installed.source else ""
    came_from = tr("Imported from {source}.").format(source=entry.came_from) if entry.came_from else ""
    disk = tr("It takes {size} on the disk.").format(size=size_text(installed.bytes))
    pinned = tr("A person chose this version.") if installed.pinned else ""
    found = (state_text(entry), reads_text(entry), trust_text(entry), verified_text(entry), disk, source, came_from)
    return tuple(text for text in (*found, pinned) if text)
