"""Hanging: which series of a study, or of an earlier one, a protocol puts into which viewport."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from medview.core.derived import PICTURED
from medview.core.study import Kind, Series, Study
from medview.session.layout import ARRANGEMENTS, SLICED, Fusion, Layout, Look, Place, Tile, View, view_of
from medview.session.matching import fits, like, of_part, on_side, plane_of
from medview.session.priors import counterpart, priors
from medview.session.protocols import Match, Protocol, Rule
from medview.session.turning import wanted_turn

_OF_VOLUMES = (*SLICED, View.VOLUME_3D, View.CURVED)
DEEP = 16
"""A volume with fewer slices than this is rarely what is meant: localisers have three to fifteen."""


def best(protocols: Iterable[Protocol], studies: Sequence[Study], study: Study) -> Protocol | None:
    """The protocol for a study: the one that asks most and finds its series; of equals the first. None where none does.

    Args:
        protocols: In the user's order.
        studies: Everything listed, priors among them.
        study: The current one.
    """
    return max(fitting(protocols, studies, study), key=lambda one: one.match.specific, default=None)


def fitting(protocols: Iterable[Protocol], studies: Sequence[Study], study: Study) -> tuple[Protocol, ...]:
    """The protocols that are enabled and can be hung, in their order."""
    return tuple(one for one in protocols if one.enabled and applies(one, studies, study))


def applies(protocol: Protocol, studies: Sequence[Study], study: Study) -> bool:
    """Whether a protocol is for a study and finds the series it needs."""
    if not _meant(protocol.match, studies, study):
        return False
    found = sum(bool(tile.series) for tile in _tiles(protocol, studies, study))
    return found >= (protocol.least or sum(not rule.empty for rule in protocol.viewports))


def hung(protocol: Protocol, studies: Sequence[Study], study: Study) -> Layout:
    """The layout a protocol makes of a study; viewports that find nothing are empty, or left out.

    Args:
        protocol: The protocol.
        studies: Everything listed, priors among them.
        study: The current one.
    """
    tiles, places = _tiles(protocol, studies, study), protocol.places
    if protocol.close_up:
        tiles = tuple(tile for tile in tiles if tile.series)
        places = _closed_up(protocol.arrangement, len(tiles))
    tiles = (*tiles, *(Tile() for _ in places[len(tiles) :]))[: len(places)]
    several = len({tile.series for tile in tiles if tile.series}) > 1
    return Layout(places, tiles, chosen=several or bool(protocol.second), protocol=protocol.name)


def _meant(match: Match, studies: Sequence[Study], study: Study) -> bool:
    series = study.series
    return (
        (not match.modality or any(like(match.modality, one.modality) for one in series))
        and (not match.body_part or any(of_part(match.body_part, study, one) for one in series))
        and like(match.study_description, study.description)
        and (not match.laterality or any(on_side(match.laterality, one) for one in series))
        and (not match.prior or _has_prior(studies, study))
    )


def _has_prior(studies: Sequence[Study], study: Study) -> bool:
    modalities = {series.modality for series in study.series if series.kind in PICTURED}
    return any(one.modality in modalities for prior in priors(studies, study) for one in prior.series)


def _tiles(protocol: Protocol, studies: Sequence[Study], study: Study) -> tuple[Tile, ...]:
    order = (study, *priors(studies, study))
    tiles: list[Tile] = []
    for rule in protocol.viewports:
        tiles.append(_tile(rule, order, tiles))
    return tuple(tiles)


def _tile(rule: Rule, order: tuple[Study, ...], before: list[Tile]) -> Tile:
    """One viewport; of a prior's series that fit, the one most like a series of the study that hangs already."""
    if rule.empty or rule.prior >= len(order):
        return Tile()
    study = order[rule.prior]
    found = [one for one in ordered(study) if fits_rule(rule, one, study)]
    if rule.prior and rule.number == 0:
        beside = next((one for tile in before for one in order[0].series if one.uid == tile.series), None)
        near = counterpart(beside, replace(study, series=tuple(found))) if beside is not None else None
        found = [near, *found] if near is not None else found
    if rule.number >= len(found):
        return Tile()
    series = found[rule.number]
    look = _look(rule, study, series)
    return Tile() if look is None else Tile(series.uid, _view(rule, series), look)


def fits_rule(rule: Rule, series: Series, study: Study) -> bool:
    """Whether a series of a study is what a rule means."""
    words = f"{series.description} {series.part}"
    return (
        _shows(rule.view, series)
        and like(rule.modality, series.modality)
        and like(rule.series_description, series.description)
        and (not rule.body_part or of_part(rule.body_part, study, series))
        and on_side(rule.laterality, series)
        and fits(rule.view_position, series.view_position, words)
        and (not rule.plane or plane_of(series) == rule.plane)
        and (rule.contrast is None or bool(series.contrast) is rule.contrast)
    )


def ordered(study: Study) -> list[Series]:
    """The series of a study: volumes that are no localisers first, each group in the study's order."""
    return sorted(study.series, key=lambda one: 0 if _deep(one) else 1 if one.kind in PICTURED else 2)


def _deep(series: Series) -> bool:
    return series.geometry is not None and min(series.geometry.shape) >= DEEP


def _shows(view: View | None, series: Series) -> bool:
    """Whether a series has a view; any that is pictured has the one that suits it."""
    if view is None:
        return series.kind in PICTURED
    return series.kind is Kind.VOLUME if view in _OF_VOLUMES else view_of(series.kind) is view


def _view(rule: Rule, series: Series) -> View:
    """The view wanted, or the plane of acquisition, or pictures."""
    if rule.view is not None:
        return rule.view
    plane = plane_of(series)
    return View(plane) if series.kind is Kind.VOLUME and plane else view_of(series.kind)


def _look(rule: Rule, study: Study, series: Series) -> Look | None:
    """How the viewport looks; None where a series that is to lie over it is not there."""
    fusion = None
    if rule.over is not None:
        wanted = Rule(modality=rule.over.modality, series_description=rule.over.series_description)
        found = next((one for one in ordered(study) if _deep(one) and fits_rule(wanted, one, study)), None)
        if found is None:
            return None
        fusion = Fusion(found.uid, rule.over.colours, rule.over.opacity, rule.over.window)
    turn = wanted_turn(series.orientation, rule.orientation)
    return Look(
        rotation=turn.rotation,
        flipped=turn.flipped,
        window=rule.window,
        slab=rule.slab,
        colours=rule.colours,
        inverted=rule.inverted,
        justified=rule.justified,
        fusion=fusion,
    )


def _closed_up(arrangement: str, count: int) -> tuple[Place, ...]:
    """The smallest grid within an arrangement that holds so many viewports; wider before higher."""
    rows, columns = (max(end) for end in zip(*_ends(ARRANGEMENTS[arrangement]), strict=True))
    sizes = [(r, c) for r in range(1, rows + 1) for c in range(1, columns + 1) if r * c >= count]
    smallest = min(sizes, key=lambda size: (size[0] * size[1], size[0]), default=(rows, columns))
    return ARRANGEMENTS[f"{smallest[0]}x{smallest[1]}"]


def _ends(places: tuple[Place, ...]) -> list[tuple[int, int]]:
    return [(place.row + place.rows, place.column + place.columns) for place in places]
