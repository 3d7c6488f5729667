"""What findings of sequences are called by others: Sequence Ontology, keys of the INSDC feature table.

Terms of the Sequence Ontology 3.1 (Eilbeck et al. 2005, Genome Biol 6:R44; CC BY 4.0); keys and qualifiers of the
INSDC Feature Table Definition 11 and, for proteins, of GenPept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from medview.core.code import Code


@dataclass(frozen=True)
class Term:
    """A term of the Sequence Ontology.

    Args:
        accession: ``SO:…``.
        name: As GFF3 writes it.
    """

    accession: str
    name: str


REGION = Term("SO:0000001", "region")
"""What has no term of its own: any stretch of nucleotides or amino acids."""
_ALTERATION = Term("SO:0001059", "sequence_alteration")
"""A variant, whatever it does."""
_BY_NAME: dict[str, Term] = {
    "helix": Term("SO:0001114", "peptide_helix"),
    "alpha helix": Term("SO:0001117", "alpha_helix"),
    "pi helix": Term("SO:0001118", "pi_helix"),
    "3-10 helix": Term("SO:0001119", "three_ten_helix"),
    "310 helix": Term("SO:0001119", "three_ten_helix"),
    "strand": Term("SO:0001111", "beta_strand"),
    "beta strand": Term("SO:0001111", "beta_strand"),
    "beta bridge": Term("SO:0001111", "beta_strand"),
    "coil": Term("SO:0100012", "peptide_coil"),
    "turn": Term("SO:0001128", "polypeptide_turn_motif"),
    "beta turn": Term("SO:0001133", "beta_turn"),
    "coiled coil": Term("SO:0001080", "coiled_coil"),
    "transmembrane": Term("SO:0001077", "transmembrane_polypeptide_region"),
    "transmembrane helix": Term("SO:0001077", "transmembrane_polypeptide_region"),
    "catalytic residue": Term("SO:0001104", "catalytic_residue"),
    "metal": Term("SO:0001092", "polypeptide_metal_contact"),
    "metal ion binding": Term("SO:0001092", "polypeptide_metal_contact"),
    "metal binding": Term("SO:0001092", "polypeptide_metal_contact"),
    "zinc binding": Term("SO:0001103", "polypeptide_zinc_ion_contact_site"),
    "small molecule": Term("SO:0001105", "polypeptide_ligand_contact"),
    "ligand binding": Term("SO:0001105", "polypeptide_ligand_contact"),
    "small molecule binding": Term("SO:0001105", "polypeptide_ligand_contact"),
    "donor": Term("SO:0000163", "five_prime_cis_splice_site"),
    "splice donor": Term("SO:0000163", "five_prime_cis_splice_site"),
    "donor site": Term("SO:0000163", "five_prime_cis_splice_site"),
    "splice donor site": Term("SO:0000163", "five_prime_cis_splice_site"),
    "acceptor": Term("SO:0000164", "three_prime_cis_splice_site"),
    "splice acceptor": Term("SO:0000164", "three_prime_cis_splice_site"),
    "acceptor site": Term("SO:0000164", "three_prime_cis_splice_site"),
    "splice acceptor site": Term("SO:0000164", "three_prime_cis_splice_site"),
    **dict.fromkeys(("acceptor gain", "acceptor loss", "donor gain", "donor loss"), _ALTERATION),
    "enhancer": Term("SO:0000165", "enhancer"),
    "promoter": Term("SO:0000167", "promoter"),
}
"""Name of a class, as ``_plain`` writes it -> term."""
_TERM = re.compile(r"^\w+_\w+$", re.ASCII)
"""A name as the ontology writes it; one without underscores may be in plain words."""
_ACCESSION = re.compile(r"^SO:\d{7}$")


@dataclass(frozen=True)
class Key:
    """A key of the feature table.

    Args:
        name: The key.
        qualifiers: What the table wants to be said with it.
    """

    name: str
    qualifiers: tuple[tuple[str, str], ...] = ()


_NUCLEIC = Key("misc_feature")
_PROTEIN = Key("Region")
_KEYS: dict[str, Key] = {
    "SO:0000165": Key("regulatory", (("regulatory_class", "enhancer"),)),
    "SO:0000167": Key("regulatory", (("regulatory_class", "promoter"),)),
    "SO:0001114": Key("SecStr", (("sec_str_type", "helix"),)),
    "SO:0001117": Key("SecStr", (("sec_str_type", "helix"),)),
    "SO:0001118": Key("SecStr", (("sec_str_type", "helix"),)),
    "SO:0001119": Key("SecStr", (("sec_str_type", "helix"),)),
    "SO:0001111": Key("SecStr", (("sec_str_type", "sheet"),)),
    "SO:0001092": Key("Site", (("site_type", "metal-binding"),)),
    "SO:0001103": Key("Site", (("site_type", "metal-binding"),)),
    "SO:0001104": Key("Site", (("site_type", "active"),)),
    "SO:0001105": Key("Site", (("site_type", "binding"),)),
    "SO:0001077": Key("Site", (("site_type", "transmembrane-region"),)),
}
_NUCLEIC_KEYS = frozenset({"misc_feature", "regulatory"})


def term_of(what: Code) -> Term:
    """The term of the Sequence Ontology for a class; that of any region where none is known."""
    if _ACCESSION.match(what.value):
        known = {term.accession: term for term in _BY_NAME.values()}
        name = what.meaning if _TERM.match(what.meaning) else what.value
        return known.get(what.value, Term(what.value, name))
    return _BY_NAME.get(_plain(what.meaning), REGION)


def key_of(what: Code, nucleic: bool) -> Key:
    """The key of the feature table for a class, in a nucleotide record or in one of a protein."""
    general = _NUCLEIC if nucleic else _PROTEIN
    key = _KEYS.get(term_of(what).accession, general)
    return key if (key.name in _NUCLEIC_KEYS) is nucleic else general


def _plain(name: str) -> str:
    """A name without what writers do differently: case, hyphens, Greek letters, and that it is a site."""
    plain = name.lower().replace("α", "alpha").replace("β", "beta").replace("π", "pi").replace("-", " ")
    plain = " ".join(plain.replace("₁₀", "10").replace("3 10", "3-10").split())
    return plain.removesuffix(" site") if plain.endswith(" binding site") else plain
