from __future__ import annotations

import numpy as np
import pytest

from medview.core.alphabet import Alphabet
from medview.imaging.colour_blind import differences
from medview.views.sequences.schemes import BASES, NUCLEIC, PROTEIN, SAFE, Scheme, contrast, paints, schemes_of
from medview.views.settings.theme import THEMES, load_theme

READABLE = 4.5
"""WCAG 2.1, 1.4.3."""


def unpacked(colour: int) -> tuple[int, int, int]:
    return colour >> 16 & 255, colour >> 8 & 255, colour & 255


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("scheme", dict.fromkeys((*NUCLEIC, *PROTEIN)), ids=lambda scheme: scheme.name)
def test_every_letter_is_readable_in_every_theme(scheme: Scheme, theme: str) -> None:
    found = paints(scheme, load_theme(theme))
    for code in b"ACGTUNRYWSKMBDHVXacgtuEFHIKLMPQZJOefhiklmpqz*-.":
        assert contrast(unpacked(int(found.fills[code])), unpacked(int(found.inks[code]))) >= READABLE, chr(code)


@pytest.mark.parametrize("scheme", [BASES, SAFE])
def test_the_first_schemes_are_told_apart_by_colour_blind_readers(scheme: Scheme) -> None:
    colours = np.array([colour for _, colour in scheme.groups], float)
    apart = differences(colours)
    assert apart[~np.eye(len(colours), dtype=bool)].min() > 15


def test_masked_letters_are_softer_and_gaps_lie_on_the_ground() -> None:
    theme = load_theme("dark")
    found = paints(BASES, theme)
    assert found.fills[ord("a")] != found.fills[ord("A")]
    ground = theme.colour("field")
    assert unpacked(int(found.fills[ord("-")])) == (ground.red(), ground.green(), ground.blue())


def test_each_alphabet_has_its_schemes_and_all_amino_acids_have_colours() -> None:
    assert schemes_of(Alphabet.RNA) == NUCLEIC
    assert schemes_of(Alphabet.PROTEIN) == PROTEIN
    for scheme in PROTEIN[:-1]:
        coloured = {letter for letters, _ in scheme.groups for letter in letters}
        assert coloured >= set("ACDEFGHIKLMNPQRSTVWY"), scheme.name
