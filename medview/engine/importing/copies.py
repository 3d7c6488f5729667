"""Copies of entries within a MONAI bundle: MedView follows one image and one prediction, and refuses forks of them."""

from __future__ import annotations

from collections.abc import Sequence

from medview.core.text import tr
from medview.engine.importing.transforms import Transform


def check_copies(transforms: Sequence[Transform], read: Sequence[str]) -> None:
    """Refuse copies of entries that are changed later, or that replace what is read.

    Args:
        transforms: All of a bundle, before and after its network.
        read: Names of the entries MedView follows.

    Raises:
        ModelError: It names the copy.
    """
    for number, transform in enumerate(transforms):
        if transform.name != "CopyItems":
            continue
        said = transform.get("names")
        names = set(map(str, said)) if isinstance(said, list | tuple) else {str(said)}
        later = (one for one in transforms[number + 1 :] if one.name not in _UNCHANGED)
        used = names & {*read, *(name for one in later for name in _used(one))}
        if used:
            raise transform.refused(tr("a copy ({name}) that is changed or used later").format(name=min(used)))


def _used(transform: Transform) -> tuple[str, ...]:
    """Names of the entries a transform works on or looks at."""
    said = [transform.component.get(name) for name in ("source_key", "orig_keys")]
    looked_at = (name for value in said for name in (value if isinstance(value, list | tuple) else (value,)))
    return (*(transform.keys or ()), *map(str, looked_at))


_UNCHANGED = frozenset(("SaveImage", "SaveClassification", "SelectItems", "DeleteItems"))
"""Transforms that leave the values of what they work on."""
