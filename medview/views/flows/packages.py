"""What the catalogue's window asks of the model packages; called in threads, where their libraries load unnoticed."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from medview.core.alphabet import Alphabet
from medview.core.errors import MedViewError
from medview.core.study import Series
from medview.views.catalogue.entry import Broken, Entry, Listing

if TYPE_CHECKING:
    from medview.catalog.catalog import Catalog, Installed
    from medview.catalog.store import Change
    from medview.catalog.verification import VerifyResult

Decide = Callable[["Catalog", "Installed"], "tuple[Change, ...]"]
"""What a person's decision on a package changes."""


def listing(folder: Path, series: Series | None, kinds: frozenset[Alphabet], title: str) -> Listing:
    """Everything in the catalogue, and what each package says of a series whose letters are of these kinds."""
    from medview.catalog.catalog import Catalog

    catalog = Catalog.shipped(folder)
    entries = tuple(_entry(catalog, one, series, kinds) for one in catalog.installed)
    broken = tuple(Broken(path.name, error.message, error.hint) for path, error in catalog.unreadable)
    return Listing(entries, broken, title)


def _entry(catalog: Catalog, one: Installed, series: Series | None, kinds: frozenset[Alphabet]) -> Entry:
    from medview.catalog.acceptance import eligibility
    from medview.catalog.catalog import searched

    origin, doubt = one.package.configuration.origin, catalog.doubt(one.package)
    return Entry(
        one,
        one.signature.words,
        f"{doubt.message} {doubt.hint}" if doubt is not None else "",
        eligibility(one.package, series, kinds) if series is not None else None,
        origin.not_supported if origin is not None else (),
        origin.name if origin is not None else "",
        searched(one.package),
    )


def decide(folder: Path, key: str, decision: Decide) -> None:
    """Keep a person's decision on a package.

    Raises:
        MedViewError: The package is gone, or the decision cannot be kept.
    """
    catalog, one = _found(folder, key)
    if catalog.store is not None:
        catalog.store.apply(*decision(catalog, one))


def enabled(on: bool) -> Decide:
    """Use it, or do not."""
    from medview.catalog.store import enabled as change

    return lambda _, one: (change(one.package.key, on),)


def pinned(on: bool) -> Decide:
    """Use this version of its model, or the newest again."""
    from medview.catalog.store import pinned as change

    return lambda _, one: (change(one.package.card.id, one.package.card.version if on else None),)


def confirmed() -> Decide:
    """A person answers for it."""
    from medview.catalog.trust import confirming

    return lambda _, one: (confirming(one.package),)


def trusted() -> Decide:
    """Trust whoever signed it."""
    from medview.catalog.signing import read_signature
    from medview.catalog.store import trusted as change

    def decision(_: Catalog, one: Installed) -> tuple[Change, ...]:
        signed = read_signature(one.package.folder)
        return (change(signed.publisher),) if signed is not None else ()

    return decision


def removed(folder: Path, key: str) -> None:
    """Remove a package and what was decided of it.

    Raises:
        MedViewError: It came with the program, is gone, or cannot be removed.
    """
    from medview.catalog.installing import remove

    remove(*_found(folder, key))


def note_verified(folder: Path, key: str, result: VerifyResult | None) -> None:
    """Remember whether a package gave its golden output here; None: it did not.

    Raises:
        MedViewError: It is gone, or that cannot be kept.
    """
    catalog, one = _found(folder, key)
    if result is None:
        catalog.note_failed(one.package)
    else:
        catalog.note_verified(one.package, result)


def _found(folder: Path, key: str) -> tuple[Catalog, Installed]:
    from medview.catalog.catalog import Catalog
    from medview.core.text import tr

    catalog = Catalog.shipped(folder)
    for one in catalog.installed:
        if one.package.key == key:
            return catalog, one
    raise MedViewError(
        tr("The model {model} is no longer installed.").format(model=key), tr("Look at the list of models again.")
    )
