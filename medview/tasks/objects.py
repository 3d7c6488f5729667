"""Tasks about derived objects, the elements of any file and the records of files of sequences."""

from __future__ import annotations

from medview.core.content import AlongRecord
from medview.core.overlay import Overlaid
from medview.core.sequence import SequenceRecord
from medview.core.study import Series
from medview.io.objects import load_overlaid
from medview.io.tags import write_tags
from medview.jobs.protocol import Context


def overlaid(context: Context, series: Series, onto: Series) -> Overlaid:
    """Make the layer of a derived object for the images it is shown on.

    Args:
        context: The job's.
        series: The object.
        onto: The images.

    Raises:
        ReadError: It does not belong on them, or cannot be read.
    """
    return load_overlaid(series, onto, context.folder, context.checkpoint)


def tags(context: Context, path: str) -> str:
    """Write every element of a file as the JSON that ``medview.io.tags`` describes; its path.

    Args:
        context: The job's.
        path: The file.

    Raises:
        ReadError: It cannot be read, or has no header.
    """
    return write_tags(path, context.folder / "tags.json")


def sequence_records(context: Context, path: str) -> tuple[SequenceRecord, ...]:
    """The first records of a file of sequences, without their letters.

    Args:
        context: The job's.
        path: The file.

    Raises:
        ReadError: It is no such file, or none of its records can be used.
    """
    from medview.io.sequences.opening import open_sequences

    with open_sequences(path, context.folder, context.checkpoint) as sequences:
        return sequences.file.records


def along_record(context: Context, path: str, record: int) -> AlongRecord:
    """What a file of sequences says of one record and of places in it.

    Args:
        context: The job's.
        path: The file.
        record: Index of the record.

    Raises:
        ReadError: It changed since it was listed, or is damaged there.
    """
    from medview.io.sequences.loading import along_record as read

    return read(path, record, context.folder, context.checkpoint)
