"""Reading biological sequences: finding, going somewhere, records, copies."""

from __future__ import annotations

from medview.views.actions.spec import SEQUENCES, ActionSpec, in_viewport, n

SPECS: tuple[ActionSpec, ...] = (
    in_viewport("sequence_find", n("&Find…"), SEQUENCES, "Ctrl+F", n("Look for letters in the record that is read.")),
    in_viewport("sequence_next", n("&Next match"), SEQUENCES, "Ctrl+G", n("Go to the next match.")),
    in_viewport("sequence_previous", n("&Previous match"), SEQUENCES, "Ctrl+Shift+G", n("Go to the match before.")),
    in_viewport("sequence_place", n("&Go to…"), SEQUENCES, "Ctrl+E", n("Go to a position, an interval or a gene.")),
    in_viewport(
        "sequence_record_next",
        n("Next &record"),
        SEQUENCES + "|",
        "Ctrl+Shift+PgDown",
        n("Read the next record of the list."),
    ),
    in_viewport(
        "sequence_record_previous",
        n("Record &before"),
        SEQUENCES,
        "Ctrl+Shift+PgUp",
        n("Read the record before in the list."),
    ),
    in_viewport(
        "sequence_page",
        n("&Turn the page"),
        SEQUENCES,
        "Ctrl+B",
        n("Show the record, the alignment, or what the file says of them, in turn."),
    ),
    in_viewport(
        "sequence_add",
        n("&Add finding…"),
        SEQUENCES + "|",
        "Ctrl+Shift+A",
        n("Say what the selected letters are that a model missed."),
    ),
    in_viewport(
        "sequence_bounds",
        n("&Move finding…"),
        SEQUENCES,
        "Ctrl+Shift+E",
        n("Give the first and the last letter of the selected finding in numbers."),
    ),
    in_viewport("sequence_copy", n("&Copy as FASTA"), SEQUENCES + "|", "", n("Put the selection on the clipboard.")),
    in_viewport(
        "sequence_copy_reverse",
        n("Copy re&verse complement"),
        SEQUENCES,
        "",
        n("Put the other strand of the selection on the clipboard."),
    ),
    in_viewport(
        "sequence_save",
        n("&Save as FASTA…"),
        SEQUENCES,
        "Ctrl+Shift+F",
        n("Write the selection, or all that is shown, into a file."),
    ),
)
