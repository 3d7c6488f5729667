"""Entries of a MONAI bundle that become others': MedView follows its images and its prediction, and refuses forks."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from medview.core.errors import ModelError
from medview.core.text import tr
from medview.engine.importing.transform import Transform


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


def check_foreign(transforms: Sequence[Transform], read: Collection[str]) -> None:
    """Refuse transforms of entries MedView does not follow that write to one it does.

    Args:
        transforms: All of a bundle, before and after its network.
        read: Names of the entries MedView follows.

    Raises:
        ModelError: It names the transform and the entry.
    """
    for transform in transforms:
        if transform.keys is None or set(transform.keys) & set(read):
            continue
        written = set(_written(transform)) & set(read)
        if written:
            raise transform.refused(tr("it would replace {name}").format(name=min(written)))


def _written(transform: Transform) -> Iterator[str]:
    """Names that may be those of entries a transform writes: what it is told beside what it only looks at."""
    for name in transform.component.names:
        said = None if name in _LOOKED_AT else _said(transform, name)
        yield from (value for value in (said if isinstance(said, list | tuple) else (said,)) if isinstance(value, str))


def _said(transform: Transform, name: str) -> Any:
    """An argument; None where it is a program, which only names of what is written must not be."""
    try:
        return transform.component.get(name)
    except ModelError:
        if name in _WRITES:
            raise
        return None


_LOOKED_AT = frozenset(("keys", "source_key", "orig_keys", "meta_keys", "orig_meta_keys", "ref_image_key"))
_WRITES = frozenset(("name", "names", "output_key", "output_keys"))
"""Arguments that never name an entry to write, and those that always do."""


def _used(transform: Transform) -> tuple[str, ...]:
    """Names of the entries a transform works on or looks at."""
    said = [transform.component.get(name) for name in ("source_key", "orig_keys")]
    looked_at = (name for value in said for name in (value if isinstance(value, list | tuple) else (value,)))
    return (*(transform.keys or ()), *map(str, looked_at))


_UNCHANGED = frozenset(("SaveImage", "SaveClassification", "SelectItems", "DeleteItems"))
"""Transforms that leave the values of what they work on."""
