"""Tasks that open a series, whatever it is, and read more of a stack that is held in parts."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from medview.core.annotation import Annotation
from medview.core.content import Content
from medview.core.errors import ReadError
from medview.core.images import StoredImages
from medview.core.study import Kind, Series, corrected
from medview.core.volume import Quantity, StoredVolume
from medview.io import formats
from medview.io.dicom_volume import load_dicom
from medview.io.half import halved
from medview.io.images import frame_facts, frame_ms, notes, quantity, read_frame
from medview.io.preview import previewing, worth_it
from medview.io.progressive import Shelf, open_stack
from medview.jobs.protocol import Context

Loaded = StoredVolume | StoredImages | Content


def load(context: Context, series: Series, resample: bool = False, budget: int = 0) -> Loaded:
    """Read a series into files that every process can map; what is large shows its first pictures before.

    Args:
        context: The job's.
        series: What to open.
        resample: Make a regular grid of slices that are none.
        budget: Bytes a volume or a stack may take, 0 for no bound. A larger volume comes at half resolution, a larger
            stack with the pictures around the one on screen.

    Raises:
        ReadError: It changed, is damaged, or cannot be decoded.
        WriteError: The disk is full.
    """
    series = corrected(series) if resample else series
    if series.kind is Kind.SEQUENCES:
        from medview.io.sequences.loading import load_sequences

        return load_sequences(series.instances[0].path, context.folder, context.checkpoint)
    if series.source_format != "dicom":
        loaded = formats.load(series, context.folder, context.checkpoint)
        return _within(context, loaded, budget) if isinstance(loaded, StoredVolume) else loaded
    if series.kind is Kind.VOLUME:
        return _volume(context, series, budget)
    if series.kind is Kind.IMAGES:
        return _images(context, series, budget)
    if series.kind is Kind.SLIDE:
        from medview.io.slide import load_slide

        return load_slide(series, context.folder, context.checkpoint)
    if series.kind is Kind.PARAMETRIC_MAP:
        return _map(context, series)
    from medview.io.objects import load_content

    return load_content(series, context.folder, context.checkpoint)


def _map(context: Context, series: Series) -> StoredVolume | Content:
    """A parametric map as a volume of its own; in words where its frames make none."""
    from medview.io.objects import load_content, load_map

    try:
        volume = load_map(series, context.folder / "map.npy", context.checkpoint)
    except ReadError:
        return load_content(series, context.folder, context.checkpoint)
    return volume if min(volume.geometry.shape) > 1 else load_content(series, context.folder, context.checkpoint)


def refill(context: Context, series: Series, images: StoredImages) -> None:
    """Read the pictures around the one on screen into a stack that holds only some of them.

    Args:
        context: The job's.
        series: What the stack was opened from.
        images: The stack, its files still there.

    Raises:
        ReadError: A file of the stack is gone.
    """
    Shelf(images).fill(partial(read_frame, series), context.checkpoint)


def _volume(context: Context, series: Series, budget: int) -> StoredVolume:
    path = context.folder / "volume.npy"
    if not worth_it(series):
        return _within(context, _annotated(series, load_dicom(series, path, context.checkpoint)), budget)
    with previewing(series, context.folder, context.partial):
        return _within(context, _annotated(series, load_dicom(series, path, context.checkpoint)), budget)


def _annotated(series: Series, volume: StoredVolume) -> StoredVolume:
    """The volume with what its files draw on slices; tables are meant of stored values, which SUV are none."""
    if not series.annotated:
        return volume
    meant = volume.quantity is not Quantity.SUV
    carried = (Annotation(one.overlays, one.luts if meant else ()) for one in frame_facts(series))
    return replace(volume, slices=tuple(carried))


def _images(context: Context, series: Series, budget: int) -> StoredImages:
    first = 0
    if worth_it(series):
        early = context.folder / "preview"
        early.mkdir()
        with previewing(series, early, context.partial) as on_screen:
            facts = frame_facts(series)
            first = on_screen()
    else:
        facts = frame_facts(series)
    about = (quantity(series), frame_ms(series), notes(series))
    read = partial(read_frame, series)
    return open_stack(read, facts, context.folder, context.checkpoint, context.partial, first, budget, *about)


def _within(context: Context, volume: StoredVolume, budget: int) -> StoredVolume:
    return halved(volume, context.folder / "small.npy", budget, context.checkpoint) if budget else volume
