"""Everything known of every object under some paths, its pixels decoded and hashed, as one JSON document.

The document (see ``inspect``)::

    {"objects": [{"path", "format", "kind", "sop_class", "sop_class_uid", "transfer_syntax", "transfer_syntax_uid",
                  "shape", "type", "minimum", "maximum", "sha256", "geometry", "dimensions", "notes", "refusal",
                  "series"}],
     "series": [{"uid", "kind", "modality", "description", "part", "objects", "geometry", "dimensions", "notes",
                 "irregular"}],
     "sequences": [{"path", "format", "type", "records", "letters", "sha256", "aligned", "columns", "quality",
                    "variants", "samples", "notes", "refused": [{"record", "name", "line", "reason"}],
                    "refused_count", "refusal"}],
     "skipped": [{"path", "reason"}]}

``geometry`` is ``{"affine_lps", "shape"}``: 4 × 4, (k, j, i, 1) to LPS mm; or ``{"planes_lps", "shape"}``, a matrix
for each frame where frames make no grid; or null. ``sha256`` is that of the decoded array's bytes before any look-up
table, slope or window: frame after frame in C order, colours as RGB, palette colours as their indices, big-endian
samples in their own order. That of sequences is of all letters, record after record, case and gaps as stored.
"""

from __future__ import annotations

import hashlib
import os
import warnings
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from medview.core.errors import MedViewError
from medview.core.study import Kind, Series, SourceFormat
from medview.core.text import tr
from medview.io.dicom_header import looks_like_dicom, read_header
from medview.io.dicom_index import uid_name
from medview.io.formats import FIRST_BYTES, recognise, unscaled
from medview.io.object_places import Part, dimension, grid, parts_of, place_of, positions_of
from medview.io.pixels import FrameSource, open_object
from medview.io.pixels.source import THREADS
from medview.io.scan import NothingFound, scan
from medview.io.sequences.describing import describe
from medview.io.sequences.recognising import is_sequence_file, why_no_sequences
from medview.io.sources import Checkpoint, collect

Document = dict[str, Any]
_Skipped = list[tuple[str, str]]

_IMAGE = "Image Storage"
"""How the names of SOP classes end whose objects must have pixels (PS3.6 table A-1)."""

_AHEAD = 4 * THREADS
"""Objects decoded before the first of them was taken, at most."""


def inspect(paths: tuple[str, ...], folder: Path, checkpoint: Checkpoint) -> Document:
    """Find, decode and describe every object.

    Args:
        paths: Files, folders and archives.
        folder: Private folder for what archives hold.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: A path does not exist.
    """
    sources = collect(paths, folder / "unpacked", checkpoint)
    names = {os.path.realpath(source.path): source.shown for source in sources.files}
    (folder / "scanned").mkdir(parents=True, exist_ok=True)
    asked = {os.path.realpath(path) for path in paths}
    sequences = [one.path for one in sources.files if is_sequence_file(one.path, os.path.realpath(one.path) in asked)]
    images = tuple(source.path for source in sources.files if source.path not in set(sequences))
    parts, refused = _scanned(images, folder / "scanned", checkpoint) if images or not sequences else ([], [])
    documents = [*_described(_apart(parts), checkpoint), *_refused(refused)]
    told = ((path, why_no_sequences(path) or reason) for path, reason in refused)
    skipped = [*sources.skipped, *((names.get(os.path.realpath(path), path), reason) for path, reason in told)]
    return {
        "objects": [one | {"path": names.get(os.path.realpath(one["path"]), one["path"])} for one in documents],
        "series": [_series(series) for series in dict.fromkeys(part.series for part in parts if not part.note)],
        "sequences": [
            describe(path, folder / "sequences", checkpoint) | {"path": names.get(os.path.realpath(path), path)}
            for path in sequences
        ],
        "skipped": [{"path": path, "reason": reason} for path, reason in skipped],
    }


def _scanned(paths: tuple[str, ...], folder: Path, checkpoint: Checkpoint) -> tuple[list[Part], _Skipped]:
    """The files of every series, and (path, reason) for the rest.

    What does not fit into a series with the others, such as a copy in another encoding, is an object all the same.
    """
    parts, skipped = _once(paths, folder, checkpoint)
    odd = [one for one in skipped if len(paths) > 1 and _claimed(one[0]) == "dicom"]
    rest = [one for one in skipped if one not in odd]
    for path, reason in odd:
        alone, refused = _once((path,), folder, checkpoint)
        parts += [replace(part, note=reason) for part in alone]
        rest += refused
    return parts, rest


def _once(paths: tuple[str, ...], folder: Path, checkpoint: Checkpoint) -> tuple[list[Part], _Skipped]:
    try:
        result = scan(paths, folder, checkpoint, name_all=True, sequences=False)
    except NothingFound as nothing:
        return [], list(nothing.skipped)
    every = (series for study in result.studies for series in study.series)
    return [part for series in every for part in parts_of(series)], list(result.skipped)


def _apart(parts: list[Part]) -> list[Part]:
    """Every file once; one whose frames make several series is described by the first of them."""
    first: dict[str, Part] = {}
    series: Counter[str] = Counter(part.path for part in parts)
    for part in parts:
        told = tr("Its frames make {count} series.").format(count=series[part.path]) if series[part.path] > 1 else ""
        first.setdefault(part.path, replace(part, note=" ".join(filter(None, (part.note, told)))))
    return list(first.values())


def _described(parts: list[Part], checkpoint: Checkpoint) -> Iterator[Document]:
    """Decoders let other threads run; few objects are under way at once, each with a frame or two in memory."""
    with warnings.catch_warnings(), ThreadPoolExecutor(THREADS) as threads:
        warnings.simplefilter("ignore")  # for all threads: what they silence each for itself is the whole process's
        for begin in range(0, len(parts), _AHEAD):
            checkpoint(begin / len(parts), tr("Decoding"))
            yield from threads.map(_object, parts[begin : begin + _AHEAD])


def _object(part: Part) -> Document:
    series, instance = part.series, part.series.instances[part.places[0]]
    document = {
        **_EMPTY,
        "path": part.path,
        "format": series.source_format,
        "kind": series.kind.value,
        "sop_class": uid_name(instance.sop_class_uid) or instance.sop_class_uid,
        "sop_class_uid": instance.sop_class_uid,
        "dimensions": positions_of(part),
        "series": series.uid,
    }
    try:
        if series.source_format == "dicom":
            document |= _dicom(part, instance.sop_class_uid)
        else:
            document |= {"geometry": place_of(part, None)} | _foreign(series.source_format, part.path)
    except MedViewError as error:
        document["refusal"] = str(error)
    notes = series.notes if series.kind is Kind.OTHER else ()
    return document | {"notes": [*filter(None, (part.note, *notes)), *document["notes"]]}


_EMPTY: Document = dict.fromkeys(
    ("path", "format", "kind", "sop_class", "sop_class_uid", "transfer_syntax", "transfer_syntax_uid", "series"), ""
) | {
    "shape": None,
    "type": None,
    "minimum": None,
    "maximum": None,
    "sha256": None,
    "geometry": None,
    "dimensions": [],
    "notes": [],
    "refusal": None,
}


def _dicom(part: Part, sop_class: str) -> Document:
    opened = open_object(part.path)
    document: Document = {
        "geometry": place_of(part, opened.dataset),
        "transfer_syntax": uid_name(opened.transfer_syntax) or opened.transfer_syntax,
        "transfer_syntax_uid": opened.transfer_syntax,
        "notes": list(opened.notes),
    }
    if opened.keyword is None and not uid_name(sop_class).endswith(_IMAGE):
        return document  # nothing to decode
    try:
        return document | _decoded(FrameSource(opened))
    except MedViewError as error:
        return document | {"refusal": str(error)}


def _decoded(source: FrameSource) -> Document:
    shape = source.shape if source.count == 1 else (source.count, *source.shape)
    hashed = _hashed(source.stored(number).astype(source.dtype, copy=False) for number in range(source.count))
    return {"shape": list(shape), "type": str(source.dtype), **hashed, "notes": list(source.notes)}


def _foreign(source_format: SourceFormat, path: str) -> Document:
    """Stored values before scaling: further axes, (k, j, i), samples; or pages, rows, columns, samples."""
    values = unscaled(source_format, path)
    return {"shape": list(values.shape), "type": str(values.dtype), **_hashed(values.blocks)}


def _hashed(frames: Iterable[NDArray[Any]]) -> Document:
    """sha256 and range of arrays one after another; a range leaves out what is no number."""
    digest = hashlib.sha256()
    lowest: list[float] = []
    highest: list[float] = []
    for frame in frames:
        digest.update(np.ascontiguousarray(frame).data)
        counted = frame[np.isfinite(frame)] if frame.dtype.kind in "fc" else frame
        if counted.size and counted.dtype.kind != "c":
            lowest.append(counted.min().item())
            highest.append(counted.max().item())
    return {
        "minimum": min(lowest, default=None),
        "maximum": max(highest, default=None),
        "sha256": digest.hexdigest(),
    }


def _refused(skipped: _Skipped) -> Iterator[Document]:
    """Files that begin or are named like a known format and could not be used, with what their header tells."""
    for path, reason in skipped:
        source_format = _claimed(path)
        if source_format:
            told = _told(path) if source_format == "dicom" else {}
            yield _EMPTY | {"path": path, "format": source_format, "kind": Kind.OTHER.value, "refusal": reason} | told


def _claimed(path: str) -> str:
    """The format a file seems to be of; empty for none."""
    try:
        with open(path, "rb") as handle:
            first = handle.read(FIRST_BYTES)
        if looks_like_dicom(first[:132]):
            return "dicom"
        reader = recognise(path, first)
    except (OSError, MedViewError):
        return ""
    return reader.format if reader is not None else ""


def _told(path: str) -> Document:
    try:
        header = read_header(path)
    except (MedViewError, OSError):
        return {}
    if header is None:
        return {}
    sop_class, syntax = header.text("SOPClassUID"), header.text("TransferSyntaxUID")
    return {
        "sop_class": uid_name(sop_class) or sop_class,
        "sop_class_uid": sop_class,
        "transfer_syntax": uid_name(syntax) or syntax,
        "transfer_syntax_uid": syntax,
    }


def _series(series: Series) -> Document:
    return {
        "uid": series.uid,
        "kind": series.kind.value,
        "modality": series.modality,
        "description": series.description,
        "part": series.part,
        "objects": len(parts_of(series)),
        "geometry": None if series.geometry is None else grid(series.geometry),
        "dimensions": [dimension(one, one.values) for one in series.dimensions],
        "notes": list(series.notes),
        "irregular": series.irregular,
    }
