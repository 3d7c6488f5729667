"""Coded concepts: a value in a coding scheme with its meaning (DICOM PS3.3 section 8)."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Code:
    """A coded concept.

    Args:
        value: Code Value, such as ``"5958008"``.
        scheme: Coding Scheme Designator: ``SCT``, ``RADLEX``, ``LN``, ``UCUM``, ``DCM`` or ``99MEDVIEW``.
        meaning: Code Meaning, for a person to read.
    """

    value: str
    scheme: str
    meaning: str

    @property
    def title(self) -> str:
        """Its meaning with a capital, to stand by itself: ontologies write most of theirs without."""
        named = self.meaning
        return named if named[1:2].isupper() else named[:1].upper() + named[1:]

    def same_as(self, other: Code) -> bool:
        """Whether both name one concept; meanings are for people and may differ."""
        return (self.value, self.scheme) == (other.value, other.scheme)


MILLILITRE = Code("mL", "UCUM", "mL")
MILLIMETRE = Code("mm", "UCUM", "mm")
PERCENT = Code("%", "UCUM", "%")
UNITY = Code("1", "UCUM", "no units")
PRESENT = Code("52101004", "SCT", "Present")
