"""Key pictures of two aligned sequences: the alignment itself."""

from __future__ import annotations

from medview.core.pair_alignment import DOUBTFUL, PairAlignment
from medview.core.pair_review import is_alignment
from medview.core.text import tr
from medview.imaging.picture import labelled
from medview.imaging.sequences.pair_pictures import BLOCKS, COLUMNS, OTHER, SAME, drawn_pair
from medview.report.found import Found, saved
from medview.report.report import KeyPicture

_OF_PICTURE = BLOCKS * COLUMNS

MOST = 16
"""Pictures of an alignment: the longest proteins, or as much of a gene as is read on paper."""


def found_pair(found: Found, pair: PairAlignment) -> tuple[KeyPicture, ...]:
    """The columns of an alignment that is shown, block by block; of a very long one the first.

    Args:
        found: What was found.
        pair: The alignment.

    Raises:
        WriteError: A file cannot be written.
    """
    if not any(map(is_alignment, found.shown)):
        return ()
    count = len(pair.chances)
    starts = range(0, count, _OF_PICTURE)[:MOST]
    return tuple(
        saved(found, f"columns-{first}", _caption(pair, first), labelled(drawn_pair(pair, first), found.unreviewed))
        for first in starts
    )


def _caption(pair: PairAlignment, first: int) -> str:
    """Which columns they are; of the first how they are to be read, of the last whether there are more."""
    count, last = len(pair.chances), min(first + _OF_PICTURE, len(pair.chances))
    told = [
        tr("{one} and {other}: columns {first:,} to {last:,} of {count:,}.").format(
            one=pair.first.name, other=pair.second.name, first=first + 1, last=last, count=count
        )
    ]
    if first == 0:
        told.append(
            tr(
                "{same} stands between the same letter twice, {others} between two others. Columns are shaded by how "
                "probable they are to be right, from dark (0) to blue (1); a line marks those below {limit:g}."
            ).format(same=SAME, others=OTHER, limit=DOUBTFUL)
        )
    if first // _OF_PICTURE == MOST - 1 and last < count:
        told.append(tr("{count:,} more columns are not shown.").format(count=count - last))
    return " ".join(told)
