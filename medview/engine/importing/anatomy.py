"""Codes of structures by the names models give them, where there is no doubt which structure is meant."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from medview.core.card import Label
from medview.core.code import Code

_STRUCTURES: Mapping[str, tuple[str, str]] = {
    "accumbens area": ("427667007", "Nucleus accumbens"),
    "amygdala": ("4958002", "Amygdala"),
    "brain": ("12738006", "Brain"),
    "brain stem": ("119238007", "Brain stem"),
    "caudate": ("11000004", "Caudate nucleus"),
    "cerebellum cortex": ("25991003", "Cerebellar cortex"),
    "cerebellum white matter": ("33060004", "Cerebellar white matter"),
    "cerebral cortex": ("40146001", "Cerebral cortex"),
    "cerebral white matter": ("68523003", "Cerebral white matter"),
    "3rd ventricle": ("49841001", "Third ventricle"),
    "4th ventricle": ("35918002", "Fourth ventricle"),
    "grey matter": ("389081007", "Gray matter"),
    "gray matter": ("389081007", "Gray matter"),
    "hippocampus": ("5366008", "Hippocampus"),
    "inferior lateral ventricle": ("53118009", "Inferior horn of lateral ventricle"),
    "lateral ventricle": ("66720007", "Lateral ventricle"),
    "pallidum": ("14738005", "Globus pallidus"),
    "putamen": ("89278009", "Putamen"),
    "thalamus": ("42695009", "Thalamus"),
    "white matter": ("389080008", "White matter of brain and spinal cord"),
}
"""SNOMED CT codes as DICOM PS3.16 lists them (CID 7140 and its kin)."""


def coded(labels: Iterable[Label]) -> tuple[Label, ...]:
    """The same labels with the codes of the structures their names are the usual names of."""
    return tuple(_coded(label) for label in labels)


def _coded(label: Label) -> Label:
    found = _STRUCTURES.get(" ".join(re.split(r"[^a-z0-9]+", label.name.casefold())).strip())
    return replace(label, code=Code(found[0], "SCT", found[1])) if found else label
