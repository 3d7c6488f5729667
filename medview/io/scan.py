"""Everything readable under the paths a person opened."""

from __future__ import annotations

from pathlib import Path

from medview.core.errors import ReadError
from medview.core.study import ScanResult, Study
from medview.core.text import tr
from medview.io.dicom_header import read_header
from medview.io.dicom_index import Found, index, study_order
from medview.io.sources import Checkpoint, Source, Sources, collect, is_nifti

_EVERY = 32


def scan(paths: tuple[str, ...], folder: Path, checkpoint: Checkpoint) -> ScanResult:
    """Find studies and series in files, folders and zips, in any mixture.

    Args:
        paths: What a person opened.
        folder: Private folder for what zips hold; it must outlive the series.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: Nothing readable is there.
    """
    sources = collect(paths, folder, checkpoint)
    found: list[Found] = []
    studies: dict[str, Study] = {}
    for count, source in enumerate(sources.files):
        if count % _EVERY == 0:
            checkpoint(count / len(sources.files), tr("Reading headers"))
        try:
            _read(source, found, studies, sources)
        except ReadError as error:
            sources.skipped.append((source.shown, str(error)))
        except OSError as error:
            why = error.strerror or type(error).__name__
            sources.skipped.append((source.shown, tr("It cannot be opened: {why}.").format(why=why)))
    indexed = index(found)
    every = tuple(sorted((*indexed.studies, *studies.values()), key=study_order))
    skipped = (*sources.skipped, *indexed.skipped)
    if not every:
        raise _nothing(paths, sources, skipped)
    return ScanResult(every, skipped)


def _read(source: Source, found: list[Found], studies: dict[str, Study], sources: Sources) -> None:
    if is_nifti(source.path):
        from medview.io.nifti import scan_nifti  # nibabel takes a quarter of a second to import

        study = scan_nifti(source.path)
        if study.uid in studies:
            sources.skipped.append((source.shown, tr("The same image was already found in another file.")))
        studies.setdefault(study.uid, study)
        return
    header = read_header(source.path)
    if header is None:
        empty = Path(source.path).stat().st_size == 0
        reason = tr("The file is empty.") if empty else tr("It is neither DICOM nor NIfTI.")
        sources.skipped.append((source.shown, reason))
        return
    found.append(Found(header, source.shown))


def _nothing(paths: tuple[str, ...], sources: Sources, skipped: tuple[tuple[str, str], ...]) -> ReadError:
    where = ", ".join(paths)
    hint = tr("Open a folder, file or zip with a CT or MR series in DICOM, or a NIfTI-1 file.")
    if not skipped:
        return ReadError(tr("There are no files in {where}.").format(where=where), hint)
    name, reason = skipped[0]
    return ReadError(
        tr("None of the {count} files in {where} can be opened. The first, {name}: {reason}").format(
            count=max(len(sources.files), len(skipped)), where=where, name=Path(name).name, reason=reason
        ),
        hint,
    )
