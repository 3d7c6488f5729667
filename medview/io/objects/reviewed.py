"""Whether an object says that no person has checked what a machine found.

Reports say it by their flags (PS3.3 C.17.2) and by who observed (PS3.16 TID 1002, TID 4019), segmentations and maps by
the Content Label this program and others write.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from pydicom.dataset import Dataset

from medview.io.objects import content_items as item_
from medview.io.objects.reading import code, text

_UNREVIEWED = "UNREVIEWED"
_OPEN = {"VerificationFlag": "UNVERIFIED", "CompletionFlag": "PARTIAL"}
_TYPE_OF_OBSERVER, _DEVICE = "121005", "121007"
_BY_MACHINE = frozenset({"111001", "111003", "121012", "121013"})
"""Algorithm Name and Version, Device Observer UID and Name."""
_BY_PERSON = frozenset({"121008"})
"""Person Observer Name."""
_MOST_ITEMS = 2000


def is_unreviewed(dataset: Dataset) -> bool:
    """Whether an object says that no person has checked it.

    A report that is not verified or not complete is a person's draft where it names one and no machine.
    """
    labels = (text(dataset, keyword).upper() for keyword in ("ContentLabel", "ContentDescription", "SeriesDescription"))
    if any(_UNREVIEWED in label for label in labels):
        return True
    if not any(text(dataset, keyword).upper() == meant for keyword, meant in _OPEN.items()):
        return False
    names = {found for one in islice(_items(dataset), _MOST_ITEMS) for found in _told(one)}
    return bool(names & _BY_MACHINE) or not names & _BY_PERSON


def _items(root: Dataset) -> Iterator[Dataset]:
    """The items of a report, level by level: who observed stands above what was found."""
    level = item_.children(root)
    while level:
        yield from level
        level = [child for one in level for child in item_.children(one)]


def _told(one: Dataset) -> Iterator[str]:
    """Code of an item's name; that a device observed counts as its name."""
    named = code(one, "ConceptNameCodeSequence")
    if named is None or named.scheme != "DCM":
        return
    valued = code(one, "ConceptCodeSequence") if named.value == _TYPE_OF_OBSERVER else None
    yield "121013" if valued is not None and valued.value == _DEVICE else named.value
