"""Which models read what is open, asked anew when models came or went."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from medview.core.card import Eligibility
from medview.core.errors import MedViewError
from medview.session.changes import EligibilityKnown
from medview.session.state import Opened
from medview.views.flows import models
from medview.views.parts import Parts


def tell_open(parts: Parts, failed: Callable[[MedViewError], object]) -> None:
    """Let every open series know which models read it now.

    Args:
        parts: What flows work with.
        failed: Takes why that is not known.
    """
    for one in parts.session.state.opened.values():
        if _is_whole(one):
            work = partial(models.eligible, parts.models, one.series)
            parts.background.run(work, partial(_know, parts, one.series.uid), failed)


def _is_whole(one: Opened) -> bool:
    """Whether it is shown as it was stored: models read neither halves nor what is resampled for the screen."""
    if one.volume is None:
        return one.images is not None
    return one.series.geometry is not None and one.volume.geometry.shape == one.series.geometry.shape


def _know(parts: Parts, uid: str, answers: tuple[Eligibility, ...]) -> None:
    parts.session.apply(EligibilityKnown(answers, uid))
