"""Ways to look at volumes in 3D: those shipped with the program and the reader's own."""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal

from medview.core.errors import MedViewError
from medview.core.resources import resource
from medview.core.transfer import Transfer, first_choice, suits, transfer_from_json
from medview.core.volume import Quantity
from medview.views.actions.spec import n

if TYPE_CHECKING:
    from medview.views.settings.preferences import Preferences

OWN = "own "
"""Identifiers of the reader's own presets begin with it."""
MOST_OWN = 100

NAMES = {
    "ct-overview": n("CT overview"),
    "ct-bone": n("CT bone"),
    "ct-angio": n("CT angiography"),
    "ct-soft": n("CT soft tissue"),
    "ct-skin": n("CT skin"),
    "ct-lung": n("CT lung"),
    "mr-overview": n("MR overview"),
    "mr-surface": n("MR surface"),
    "mr-angio": n("MR angiography"),
    "mr-mip": n("MR angiography, maximum"),
    "pet-mip": n("PET, maximum"),
    "pet-hot": n("PET, hot"),
    "ct-mip": n("CT, maximum"),
    "ct-minip": n("CT, minimum"),
    "ct-average": n("CT, average"),
    "mip": n("Maximum"),
    "minip": n("Minimum"),
    "average": n("Average"),
}
"""Names of the shipped presets, for translation; a test compares them with the file."""


@cache
def shipped() -> tuple[Transfer, ...]:
    """The presets that come with the program."""
    data = json.loads(resource("presets", "volume.json").read_text(encoding="utf-8"))
    return tuple(transfer_from_json(one) for one in data)


def title(transfer: Transfer) -> str:
    """A preset's name in the reader's language; the reader's own are called as they called them."""
    name = NAMES.get(transfer.id)
    return QCoreApplication.translate("actions", name) if name else transfer.name


class TransferShelf(QObject):
    """All presets.

    Args:
        preferences: Where the reader's own are kept; None keeps them for this sitting only.
        parent: Qt parent.
    """

    changed = Signal()

    def __init__(self, preferences: Preferences | None = None, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._own: tuple[Transfer, ...] = preferences.value.transfers if preferences is not None else ()
        if preferences is not None:
            preferences.changed.connect(self._take)

    @property
    def own(self) -> tuple[Transfer, ...]:
        """The reader's own presets."""
        return self._own

    def all(self) -> tuple[Transfer, ...]:
        """The reader's own, then the shipped ones."""
        return (*self._own, *shipped())

    def fitting(self, quantity: Quantity) -> tuple[Transfer, ...]:
        """Those meant for a quantity."""
        return tuple(one for one in self.all() if suits(one, quantity))

    def find(self, id_: str) -> Transfer | None:
        """A preset by its identifier."""
        return next((one for one in self.all() if one.id == id_), None)

    def first_choice(self, quantity: Quantity, modality: str) -> Transfer:
        """What a volume opens with."""
        return first_choice(shipped(), quantity, modality)

    def keep(self, transfer: Transfer, name: str) -> Transfer:
        """Keep a way to look under a name; one of the same name is replaced.

        Raises:
            MedViewError: The name is empty, or there are too many.
        """
        name = " ".join(name.split())
        if not name:
            raise MedViewError(self.tr("A preset needs a name."), self.tr("Type one."))
        kept = replace(transfer, name=name, id=f"{OWN}{name}", modalities=())
        others = tuple(one for one in self._own if one.id != kept.id)
        if len(others) >= MOST_OWN:
            raise MedViewError(
                self.tr("There are {count} presets already.").format(count=len(others)),
                self.tr("Remove some you do not need."),
            )
        self._put((*others, kept))
        return kept

    def remove(self, id_: str) -> None:
        """Forget one of the reader's own."""
        self._put(tuple(one for one in self._own if one.id != id_))

    def _put(self, own: tuple[Transfer, ...]) -> None:
        self._own = own
        if self._preferences is not None:
            self._preferences.change(transfers=own)
        self.changed.emit()

    def _take(self) -> None:
        assert self._preferences is not None
        if self._preferences.value.transfers != self._own:
            self._own = self._preferences.value.transfers
            self.changed.emit()
