"""Letters as text for the clipboard."""

from __future__ import annotations

from medview.core.alphabet import reverse_complement
from medview.core.errors import MedViewError
from medview.views.sequences.values import Interval, Shown
from medview.views.sequences.words import number_text, tr

LINE = 60
MOST = 20_000_000
"""More letters than these are no text for a clipboard."""


def nothing_selected() -> MedViewError:
    """What is told where letters are to be copied and none are selected."""
    return MedViewError(
        tr("No letters are selected."), tr("Drag over letters, or move with Shift and the arrow keys; then copy them.")
    )


def fasta_text(shown: Shown, interval: Interval, reverse: bool = False) -> str:
    """A stretch of a record as FASTA; its name tells the place, as NCBI writes it: ``id:1-60``, ``id:c60-1``.

    Raises:
        MedViewError: It is too long, or the other strand of a protein is asked for.
    """
    start, end = interval
    if end - start > MOST:
        raise MedViewError(
            tr("{count} letters are too many to copy.").format(count=number_text(end - start)),
            tr("Select at most {count}.").format(count=number_text(MOST)),
        )
    if reverse and not shown.nucleic:
        raise MedViewError(tr("A protein has no other strand."), tr("Copy its letters as they are."))
    letters = shown.letters[start:end].tobytes().decode("ascii", "replace")
    where = f"c{end}-{start + 1}" if reverse else f"{start + 1}-{end}"
    spelled = reverse_complement(letters, shown.alphabet) if reverse else letters
    title = f">{shown.record.id}:{where} {shown.record.description}".rstrip()
    lines = (spelled[at : at + LINE] for at in range(0, len(spelled), LINE))
    return "\n".join((title, *lines)) + "\n"
