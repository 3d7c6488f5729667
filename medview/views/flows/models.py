"""What the flows ask of the model packages; called in threads, where the catalogue's libraries load unnoticed."""

from __future__ import annotations

from pathlib import Path

from medview.core.alphabet import Alphabet
from medview.core.card import Eligibility, ModelCard
from medview.core.study import Series


def eligible(folder: Path, series: Series, kinds: frozenset[Alphabet]) -> tuple[Eligibility, ...]:
    """What every model, shipped or in the user's folder, says of a series whose letters are of these kinds."""
    from medview.catalog.acceptance import eligible as answers
    from medview.catalog.catalog import Catalog

    return answers(Catalog.shipped(folder), series, kinds)


def runnable(folder: Path, model: str) -> tuple[Path, ModelCard]:
    """Where the package of a model that may be run lies, and its card.

    Raises:
        ModelError: There is none, it is not readable, or nobody answers for it.
    """
    from medview.catalog.catalog import Catalog

    catalog = Catalog.shipped(folder)
    package = catalog.find(model)
    doubt = catalog.doubt(package)
    if doubt is not None:
        raise doubt
    return package.folder, package.card


def scoring_variants(folder: Path) -> tuple[ModelCard, ...]:
    """The models that can predict what variants do to splicing, and that may be run."""
    from medview.catalog.acceptance import scores_variants
    from medview.catalog.catalog import Catalog

    catalog = Catalog.shipped(folder)
    return tuple(one.card for one in catalog.packages if scores_variants(one) and catalog.doubt(one) is None)


def aligning(folder: Path) -> tuple[ModelCard, ...]:
    """The models that align two sequences, and that may be run."""
    from medview.catalog.acceptance import aligns
    from medview.catalog.catalog import Catalog

    catalog = Catalog.shipped(folder)
    return tuple(one.card for one in catalog.packages if aligns(one) and catalog.doubt(one) is None)


def card(folder: Path, model: str) -> ModelCard:
    """A model's card.

    Raises:
        ModelError: There is none, or it is not readable.
    """
    from medview.catalog.catalog import Catalog

    return Catalog.shipped(folder).find(model).card
