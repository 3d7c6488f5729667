"""A file of sequences as a study of its own, before its records are looked for."""

from __future__ import annotations

from pathlib import Path

from medview.core.study import Instance, Kind, Series, Study
from medview.io.formats.image import digest_of, study_with
from medview.io.sequences.recognising import packed_head, recognised, unix_lines


def scan_sequences(path: str) -> Study:
    """List a file of sequences.

    Args:
        path: The file.

    Raises:
        ReadError: It is none by its content, with what it is instead.
        OSError: It cannot be opened.
    """
    recognised(Path(path).name, unix_lines(packed_head(path)))
    digest = digest_of((path,))
    series = Series(
        uid=f"sequences.{digest[:32]}",
        study_uid=f"sequences.study.{digest[:32]}",
        source_format="sequences",
        modality="",
        description=Path(path).name,
        number=None,
        body_part="",
        instances=(Instance(path),),
        geometry=None,
        fingerprint=digest,
        kind=Kind.SEQUENCES,
    )
    return study_with(series, path, digest)
