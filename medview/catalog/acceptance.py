"""Which models accept a series, and why the others do not, in a reader's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

import numpy as np

from medview.catalog.catalog import Catalog
from medview.catalog.package import Package
from medview.catalog.schema import Letters
from medview.core.alphabet import Alphabet
from medview.core.card import Eligibility
from medview.core.geometry import Geometry
from medview.core.study import Kind, Series
from medview.core.text import tr

Extent = Literal["crop", "head", "neither", "any"]

MODALITY_NAMES = {"MR": "MR", "CT": "CT", "PT": "PET", "US": "ultrasound", "CR": "radiograph", "DX": "radiograph"}
"""DICOM modalities as a reader says them; others are shown as stored."""


SLICED = frozenset({"MR", "CT", "PT"})
"""Modalities whose volumes are stacks of slices that are looked at one by one."""


def extent_mm(geometry: Geometry) -> tuple[float, float, float]:
    """Side lengths (k, j, i) of the whole grid in mm, outer voxel faces included."""
    k, j, i = (float(side) for side in np.array(geometry.shape) * geometry.spacing_mm)
    return k, j, i


def reads_sequences(package: Package) -> bool:
    """Whether a model reads biological sequences."""
    letters = package.configuration.letters
    return package.card.family == "sequences" and letters is not None and bool(letters.kinds) and not aligns(package)


def aligns(package: Package) -> bool:
    """Whether a model reads two sequences at a time, to align them."""
    letters = package.configuration.letters
    return letters is not None and letters.answers == "pairs"


def scores_variants(package: Package) -> bool:
    """Whether a model tells donors and acceptors letter by letter, as what variants do to splicing is told from."""
    letters = package.configuration.letters
    along = letters is not None and letters.answers != "whole" and not letters.length
    names = {label.name.lower() for label in package.card.labels}
    return reads_sequences(package) and along and {"acceptor", "donor"} <= names


def reads_pictures(package: Package) -> bool:
    """Whether a model reads single pictures."""
    network = package.configuration.network
    known = package.card.family in ("classification", "detection", "segmentation")
    return known and network.spatial_dims == 2 and package.configuration.letters is None


def reads_slices(package: Package) -> bool:
    """Whether a model of pictures is run on the slices of volumes, what it finds put together in space."""
    return reads_pictures(package) and package.card.family == "detection" and bool(SLICED & set(_modalities(package)))


def reads_volumes(package: Package) -> bool:
    """Whether a model reads image volumes as such."""
    configuration = package.configuration
    flat = configuration.network.spatial_dims == 2 and 1 in configuration.tiling.patch
    whole = configuration.network.spatial_dims == 3 or (flat and not configuration.preparation.size)
    return package.card.family == "segmentation" and whole


def extent_kind(package: Package, geometry: Geometry) -> Extent:
    """Whether a grid is large enough to be a whole head, small enough to be a crop, or neither.

    ``any`` for models that read the whole image, whatever its extent.
    """
    sides = extent_mm(geometry)
    localisation = package.configuration.localisation
    if localisation is None:
        return "any"
    if max(sides) < localisation.crop_below_mm:
        return "crop"
    return "head" if min(sides) >= localisation.head_from_mm else "neither"


def eligibility(package: Package, series: Series, kinds: frozenset[Alphabet] = frozenset()) -> tuple[str, ...]:
    """Why the model does not accept the series; empty when it does.

    Args:
        package: The model.
        series: What it is to be run on.
        kinds: Of a file of sequences, what letters its records have; empty: nobody knows yet.
    """
    if series.kind is Kind.SEQUENCES:
        return (
            tuple(filter(None, (_letters(package, kinds),))) if reads_sequences(package) else (_no_sequences(package),)
        )
    if reads_sequences(package):
        return (tr("The model reads sequences, not images."),)
    return tuple(filter(None, (check(package, series) for check in _CHECKS)))


def eligible(catalog: Catalog, series: Series, kinds: frozenset[Alphabet] = frozenset()) -> tuple[Eligibility, ...]:
    """What every model says of the series, accepting models first; ``kinds`` as of ``eligibility``."""
    last = {package.card.id for package in catalog.packages if _is_unlikely(package, series)}
    answers = [_answer(catalog, package, series, kinds) for package in catalog.packages]
    return tuple(sorted(answers, key=lambda one: (bool(one.reasons), one.model in last, one.name)))


def _no_sequences(package: Package) -> str:
    if aligns(package):
        return tr("The model aligns two sequences: “Align two sequences…” in the Analysis menu, or medview align.")
    if reads_pictures(package) or reads_volumes(package) or reads_slices(package):
        return tr("The model reads images, not sequences.")
    return tr("The model cannot be run on a file of sequences.")


def reads_letters(letters: Letters, alphabet: Alphabet | None) -> bool:
    """Whether a model reads such letters; RNA is read as the DNA it was copied from, and the other way round."""
    if not letters.kinds or alphabet is None:
        return alphabet is not None
    return alphabet.is_nucleic == (letters.kinds[0] != "protein")


def _letters(package: Package, kinds: frozenset[Alphabet]) -> str:
    """Why it reads none of the records; where one can be read, the run tells of the others."""
    letters = package.configuration.letters
    if letters is None or not kinds or any(reads_letters(letters, one) for one in kinds):
        return ""
    found = ", ".join(sorted(tr(KIND_NAMES[one.value]) for one in kinds))
    return tr("The model reads {wanted}, and this is {found}.").format(wanted=wanted_letters(letters), found=found)


def wanted_letters(letters: Letters) -> str:
    """What letters a model reads, in words."""
    return ", ".join(tr(KIND_NAMES[one]) for one in letters.kinds)


def _n(text: str) -> str:
    """Mark a text of a table for translation."""
    return text


KIND_NAMES = {"DNA": _n("DNA"), "RNA": _n("RNA"), "protein": _n("protein")}
"""Kinds of letters as a reader says them."""


def _is_unlikely(package: Package, series: Series) -> bool:
    """Whether others are offered first: colour is read of a grey picture, or CT guessed where no modality is told."""
    if package.configuration.method is not None:
        return not series.modality
    return series.grey and package.configuration.network.in_channels > 1


def _answer(catalog: Catalog, package: Package, series: Series, kinds: frozenset[Alphabet]) -> Eligibility:
    card, reasons = package.card, eligibility(package, series, kinds)
    if catalog.doubt(package) is not None:
        reasons = (tr("It is not signed by a publisher you trust, and not confirmed by anybody yet."), *reasons)
    classical = package.configuration.method is not None
    return Eligibility(card.id, card.name, card.version, card.summary, reasons, classical)


def _modalities(package: Package) -> tuple[str, ...]:
    return package.card.input.modalities


def _is_pictures(series: Series) -> bool:
    return series.kind is Kind.IMAGES


def _modality(package: Package, series: Series) -> str:
    wanted = _modalities(package)
    if not series.modality or not wanted or series.modality in wanted:
        return ""
    return tr("This is a {found} series; the model reads {wanted} only.").format(
        found=_name(series.modality), wanted=", ".join(map(_name, wanted))
    )


def _name(modality: str) -> str:
    return MODALITY_NAMES.get(modality, modality)


def _body_part(package: Package, series: Series) -> str:
    wanted, found = package.card.input.body_parts, series.body_part.strip().upper()
    if not found or not wanted or found in wanted:
        return ""
    return tr("The body part is {found}; the model reads {wanted}.").format(found=found, wanted=", ".join(wanted))


def _grid(package: Package, series: Series) -> str:
    if series.geometry is not None or (_is_pictures(series) and reads_pictures(package)):
        return ""
    why = series.irregular or tr("they are pictures without a common grid.")
    return tr("The slices do not form a regular volume: {why}").format(why=why)


def _spacing(package: Package, series: Series) -> str:
    limit = package.card.input.max_spacing_mm
    coarsest = float(series.geometry.spacing_mm.max()) if series.geometry else 0.0
    if not limit or coarsest <= limit * 1.01:  # headers round: 1.5 mm is stored as 1.5003
        return ""
    return tr("Voxels are up to {found:.1f} mm long; the model needs {limit:.1f} mm or finer along every axis.").format(
        found=coarsest, limit=limit
    )


def _extent(package: Package, series: Series) -> str:
    if series.geometry is None:
        return ""
    sides = extent_mm(series.geometry)
    shortest = package.card.input.min_extent_mm
    size = " × ".join(f"{side:.0f}" for side in sides)
    if min(sides) < shortest:
        return tr("The volume is {size} mm; the model needs at least {shortest:.0f} mm along every axis.").format(
            size=size, shortest=shortest
        )
    localisation = package.configuration.localisation
    if localisation is None or extent_kind(package, series.geometry) != "neither":
        return ""
    return tr(
        "The volume is {size} mm: neither a whole head (at least {head:.0f} mm along every axis) "
        "nor a crop around the structure (under {crop:.0f} mm along every axis)."
    ).format(size=size, head=localisation.head_from_mm, crop=localisation.crop_below_mm)


def _input(package: Package, series: Series) -> str:
    """What reads neither volumes nor pictures runs on plain inputs."""
    pictures, volumes = reads_pictures(package), reads_volumes(package)
    if _is_pictures(series):
        return "" if pictures or volumes else tr("The model reads sequences or tables, not images.")
    if volumes or reads_slices(package):
        return ""
    return tr("The model reads single pictures, sequences or tables, not image volumes.")


def _channels(package: Package, series: Series) -> str:
    count = package.configuration.network.in_channels
    first = len(series.dimensions[0].values) if series.dimensions else 1
    single = reads_pictures(package) and (_is_pictures(series) or reads_slices(package))
    if count == 1 or count <= first or (single and count in _OF_A_PICTURE):
        return ""
    names = ", ".join(channel.name for channel in package.configuration.channels) or tr("not named")
    return tr("The model reads {count} images of one grid at once ({names}); this series has {found}.").format(
        count=count, names=names, found=first
    )


_OF_A_PICTURE = (1, 3)
"""Channels a network may read of a picture: grey, or red, green and blue."""


_CHECKS: tuple[Callable[[Package, Series], str], ...] = (
    _input,
    _modality,
    _body_part,
    _grid,
    _channels,
    _spacing,
    _extent,
)
