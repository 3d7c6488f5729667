"""What a letter says of gaps: the rows of its scores, as networks give them and alignments read them."""

from __future__ import annotations

OPEN, EXTEND, BESIDE, END_OPEN, END_EXTEND = range(5)
"""Rows of a sequence's gap scores: of a letter left out as the first of a gap, or as a further one; of the last letter
of the other sequence before a gap begins; and of letters left out before or behind all of the other sequence."""

GAPS = 5
"""Rows of gap scores."""
