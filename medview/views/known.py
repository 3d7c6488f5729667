"""What is looked up and sampled of a series as it is loaded: its window, and what is stored of it."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from medview.core.content import SequenceContent
from medview.core.finding import Analysis, Review
from medview.core.images import StoredImages
from medview.core.measurement import KeyImage, Measurement
from medview.core.pair_review import as_analysis, decided_in
from medview.core.study import Series
from medview.core.volume import Quantity, StoredVolume, Window
from medview.imaging import windowing
from medview.imaging.windowing import as_window, fitting_window, percentile_window, presets
from medview.session.state import Opened
from medview.session.store import Store

Drawn = tuple[tuple[Measurement, ...], tuple[KeyImage, ...]]
"""What a person drew and marked."""

Results = tuple[tuple[Analysis, ...], tuple[Review, ...]]
"""Analyses and decisions."""

_SLICES_LOOKED_AT = 24
"""Slices sampled for a window: all of a large volume would have to come from the disk."""
COLOUR = Window(127.5, 255.0)
"""The window that leaves colours as they are."""


@dataclass(frozen=True, eq=False)
class Known:
    """What is known of a series beside its voxels.

    Args:
        window: The window to begin with.
        analyses: Its stored analyses, oldest first.
        reviews: All decisions on their findings.
        drawn: Its stored drawings and key images.
    """

    window: Window
    analyses: tuple[Analysis, ...]
    reviews: tuple[Review, ...]
    drawn: Drawn


@dataclass(frozen=True)
class Look:
    """How a stack is looked at first.

    Args:
        window: The window to begin with.
        frame: The picture to begin with.
        drawn: Its stored drawings and key images.
        analyses: Its stored analyses, oldest first.
        reviews: All decisions on their findings.
    """

    window: Window
    frame: int
    drawn: Drawn = ((), ())
    analyses: tuple[Analysis, ...] = ()
    reviews: tuple[Review, ...] = ()


def known_of(store: Store, series: Series, volume: StoredVolume) -> Known:
    """Look up what is stored of a series, and sample its voxels for a window."""
    return Known(first_window(series, volume), *stored_results(store, series), stored_drawn(store, series))


def stored_results(store: Store, series: Series) -> Results:
    """The analyses of a series, oldest first, and all decisions on their findings."""
    analyses = store.analyses(series.fingerprint)
    findings = (finding.id for analysis in analyses for finding in analysis.findings)
    return analyses, store.reviews(findings)


def sequence_results(store: Store, series: Series, content: SequenceContent) -> Results:
    """The same of a file of sequences; two that are aligned are a finding, kept when the file is first opened.

    So is what a person decided on it before the file was saved.
    """
    known = store.analyses(series.fingerprint)
    if content.pair is not None and not known:
        store.add_analysis(as_analysis(content.pair, series.uid, series.fingerprint), series.fingerprint)
        if content.decided is not None:
            store.add_review(decided_in(content.decided, series.fingerprint))
    return stored_results(store, series)


def stored_drawn(store: Store, series: Series) -> Drawn:
    """What a person drew and marked on a series before, under the identity it has now."""
    measurements, key_images = store.measurements(series.fingerprint), store.key_images(series.fingerprint)
    mine = tuple(replace(one, series=series.uid) for one in measurements)
    return mine, tuple(replace(one, series=series.uid) for one in key_images)


def drawn_of(one: Opened) -> Drawn:
    """What a person drew and marked on an open series."""
    return one.measurements, one.key_images


def results_of(one: Opened) -> Results:
    """The analyses of an open series, and the decisions on them."""
    return one.analyses, one.reviews


def first_window(series: Series, volume: StoredVolume) -> Window:
    """The file's first table or window, unless it hides nearly all; else soft tissue for CT, or a percentile range."""
    stored = next((lut for one in volume.slices for lut in one.luts[:1]), None) or next(iter(series.windows), None)
    if stored is None and volume.quantity is not Quantity.ARBITRARY:
        return next(window for window in presets(volume.quantity) if volume.quantity is Quantity.SUV or _soft(window))
    array = volume.open().array
    array = array[:: max(1, len(array) // _SLICES_LOOKED_AT)]
    return fitting_window(array, stored) or (as_window(stored) if stored is not None else percentile_window(array))


def first_look(store: Store, series: Series, images: StoredImages, frame: int = -1) -> Look:
    """The picture to begin with, the wanted one of a stack being read, its window, and what is stored of the stack."""
    stored = stored_drawn(store, series), *stored_results(store, series)
    if frame < 0:
        frame = int(np.load(images.wanted, mmap_mode="r")[0]) if images.wanted else 0
    slot = int(np.load(images.ready, mmap_mode="r")[frame]) if images.ready else frame
    if slot < 0:
        return Look(percentile_window(np.zeros(1)), frame, *stored)
    values = np.load(images.path, mmap_mode="r")[slot]
    window = COLOUR if values.ndim == 3 else windowing.first_window(values, images.frames[frame])
    return Look(window, frame, *stored)


def _soft(window: Window) -> bool:
    return window.name.lower() == "abdomen"


def slice_centre(series: Series, volume: StoredVolume, number: int) -> tuple[float, float, float]:
    """The middle of a stored slice, LPS mm; of its half where the volume has fewer."""
    stored = series.geometry.shape[0] if series.geometry is not None else volume.geometry.shape[0]
    k, j, i = volume.geometry.shape
    x, y, z = volume.geometry.to_lps((min(number * k // stored, k - 1), (j - 1) / 2.0, (i - 1) / 2.0))
    return (float(x), float(y), float(z))
