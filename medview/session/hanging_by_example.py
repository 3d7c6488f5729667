"""A hanging protocol made of what hangs now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from medview.core.study import Series, Study
from medview.session.hanging import fits_rule, ordered
from medview.session.layout import ARRANGEMENTS, Fusion, Layout, Links, Place, Tile
from medview.session.matching import plane_of
from medview.session.priors import priors
from medview.session.protocols import Match, Over, Protocol, Rule
from medview.session.turning import shown_orientation

Listed = dict[str, tuple[Study, Series]]


def protocol_of(name: str, layout: Layout, studies: Sequence[Study], study: Study, links: Links) -> Protocol:
    """The protocol that hangs studies like this one the way it is hung now.

    Args:
        name: Its name.
        layout: What is shown.
        studies: Everything listed.
        study: The current one.
        links: What the viewports do together.
    """
    listed = {series.uid: (other, series) for other in studies for series in other.series}
    shown = [listed.get(tile.series) for tile in layout.tiles]
    order = (study.uid, *(prior.uid for prior in priors(studies, study)))
    rules = tuple(_rule(tile, one, order, listed) for tile, one in zip(layout.tiles, shown, strict=True))
    own = [one[1] for one in shown if one is not None and one[0] is study]
    first = own[0] if own else None
    match = Match(
        modality=first.modality if first else "",
        body_part=_literal(first.body_part) if first else "",
        prior=any(rule.prior for rule in rules),
    )
    main, second = (tuple(place for place in layout.places if place.window == window) for window in (0, 1))
    return Protocol(name, match, _arrangement(main), rules, _arrangement(second) if second else "", 1, False, links)


def _rule(tile: Tile, shown: tuple[Study, Series] | None, order: tuple[str, ...], listed: Listed) -> Rule:
    """The rule a viewport follows from what it shows; what is of neither the study nor a prior follows none."""
    if shown is None or shown[0].uid not in order:
        return Rule(empty=True)
    study, series = shown
    look = tile.look
    rule = Rule(
        modality=_literal(series.modality),
        series_description=_literal(series.description),
        laterality=series.laterality,
        view_position=_literal(series.view_position),
        plane=plane_of(series),
        prior=order.index(study.uid),
        view=tile.view,
        window=look.window,
        slab=look.slab,
        colours=look.colours,
        inverted=look.inverted,
        justified=look.justified,
        orientation=shown_orientation(series.orientation, look),
        over=_over(look.fusion, listed),
    )
    same = [one.uid for one in ordered(study) if fits_rule(rule, one, study)]
    return replace(rule, number=same.index(series.uid)) if series.uid in same else rule


def _over(fusion: Fusion | None, listed: Listed) -> Over | None:
    if fusion is None or fusion.series not in listed:
        return None
    series = listed[fusion.series][1]
    return Over(_literal(series.modality), _literal(series.description), fusion.colours, fusion.opacity, fusion.window)


def _literal(text: str) -> str:
    """A pattern that fits this text: signs with a meaning stand for any sign."""
    return "".join("?" if sign in "|!" else sign for sign in text)


def _arrangement(places: tuple[Place, ...]) -> str:
    """The arrangement these places are, or the first that has as many."""
    plain = tuple(replace(place, window=0) for place in places)
    same = (name for name, known in ARRANGEMENTS.items() if known == plain)
    enough = (name for name, known in ARRANGEMENTS.items() if len(known) == len(plain))
    return next(same, None) or next(enough, None) or "4x4"
