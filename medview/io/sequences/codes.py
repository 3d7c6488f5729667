"""NCBI's genetic codes, as Biopython has them."""

from __future__ import annotations

import itertools

from Bio.Data import CodonTable

from medview.core.errors import ReadError
from medview.core.genetic_code import GeneticCode
from medview.core.text import tr

_CODONS = ["".join(codon) for codon in itertools.product("TCAG", repeat=3)]


def genetic_code(number: int) -> GeneticCode:
    """The code of a number (transl_table).

    Raises:
        ReadError: There is none.
    """
    table = CodonTable.unambiguous_dna_by_id.get(number)
    if table is None:
        known = ", ".join(map(str, sorted(CodonTable.unambiguous_dna_by_id)))
        raise ReadError(
            tr("There is no genetic code {number}.").format(number=number),
            tr("NCBI's codes are {numbers}.").format(numbers=known),
        )
    amino_acids = "".join(table.forward_table.get(codon, "*") for codon in _CODONS)
    starts = "".join("M" if codon in table.start_codons else "-" for codon in _CODONS)
    return GeneticCode(number, table.names[0], amino_acids, starts)


def genetic_codes() -> tuple[GeneticCode, ...]:
    """All codes, by number."""
    return tuple(genetic_code(number) for number in sorted(CodonTable.unambiguous_dna_by_id))
