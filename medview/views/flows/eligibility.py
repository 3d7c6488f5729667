"""Which models read what is open, asked anew when models came or went."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from medview.core.alphabet import Alphabet
from medview.core.card import Eligibility
from medview.core.content import SequenceContent, alphabets, answered_for
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
            tell(parts, one, failed)


def tell(parts: Parts, one: Opened, failed: Callable[[MedViewError], object]) -> None:
    """Let an open series know which models read it, or the record of it that is read.

    Args:
        parts: What flows work with.
        one: The series.
        failed: Takes why that is not known.
    """
    work = partial(models.eligible, parts.models, one.series, letters_of(one))
    parts.background.run(work, partial(_know, parts, one.series.uid), failed)


def letters_of(one: Opened) -> frozenset[Alphabet]:
    """What kinds of letters a model would be run on; empty where there are none."""
    content = one.content
    return alphabets(content, answered_for(content, one.frame)) if isinstance(content, SequenceContent) else frozenset()


def differs_by_record(one: Opened) -> bool:
    """Whether another model may be wanted for another record: they are answered for one by one, and differ."""
    content = one.content
    return isinstance(content, SequenceContent) and content.file.alphabet is None and answered_for(content, 0) != ()


def _is_whole(one: Opened) -> bool:
    """Whether it is shown as it was stored: models read neither halves nor what is resampled for the screen."""
    if one.volume is None:
        return one.images is not None or isinstance(one.content, SequenceContent)
    return one.series.geometry is not None and one.volume.geometry.shape == one.series.geometry.shape


def _know(parts: Parts, uid: str, answers: tuple[Eligibility, ...]) -> None:
    parts.session.apply(EligibilityKnown(answers, uid))
