"""What a picture is like in a few hundred plain numbers: brightness in places, edges, detail and shape.

They are for gates of packages that outline nothing. Plain numbers are far from known ones for pictures nobody thought
of, too.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

Float = NDArray[np.float64]

SIDE = 128
"""A picture is looked at as large as this."""

CELLS, TURNS = 4, 8
"""Parts of a side and of half a turn that edges are counted in (histograms of gradients, Dalal and Triggs 2005)."""

PLACES, LEVELS, BANDS = 16, 16, 12
"""Parts of a side brightness is averaged in; bins of brightness; bands of detail."""

_ENDS = (1.0, 99.0)
"""Percentiles of brightness that become 0 and 1."""

_PLACES, _LEVELS, _EDGES, _DETAIL, _MOMENTS, _SYMMETRIES = 6.0, 14.0, 40.0, 3.0, 16.0, 6.0
"""Factors by which each part spreads about as far as any other among pictures of one kind."""

_BLACK = 0.08
"""Brightness below which there is nothing."""

_LEAST = 1e-6


def description(picture: NDArray[Any]) -> Float:
    """A picture in numbers that do not depend on its size and its range of values.

    Args:
        picture: (rows, columns) grey values, high ones white.
    """
    values = np.nan_to_num(np.asarray(picture, np.float32), posinf=0.0, neginf=0.0)
    given = torch.from_numpy(np.ascontiguousarray(values))[None, None]
    small = functional.interpolate(given, (SIDE, SIDE), mode="bilinear", antialias=True)[0, 0].numpy()
    low, high = np.percentile(small, _ENDS)
    plain = np.clip((small - low) / max(float(high - low), _LEAST), 0.0, 1.0).astype(np.float64)
    return np.concatenate([_brightness(plain), _edges(plain), _detail(plain), _shape(plain)])


def _brightness(plain: Float) -> Float:
    """In places, and how often each level occurs."""
    part = SIDE // PLACES
    places = plain.reshape(PLACES, part, PLACES, part).mean((1, 3))
    levels = np.histogram(plain, LEVELS, (0.0, 1.0))[0] / plain.size
    return np.concatenate([_PLACES * places.ravel(), _LEVELS * np.sqrt(levels)])


def _edges(plain: Float) -> Float:
    """How strong edges of each direction are in each cell, as parts of all edges."""
    half = plain.reshape(SIDE // 2, 2, SIDE // 2, 2).mean((1, 3))
    rows, columns = np.gradient(half)
    strength = np.hypot(rows, columns)
    turn = np.minimum((np.mod(np.arctan2(rows, columns), np.pi) / np.pi * TURNS).astype(int), TURNS - 1)
    y, x = np.indices(half.shape) * CELLS // (SIDE // 2)
    counted = np.bincount(((y * CELLS + x) * TURNS + turn).ravel(), strength.ravel(), CELLS * CELLS * TURNS)
    return np.asarray(_EDGES * np.sqrt(counted / max(float(counted.sum()), _LEAST)))


def _detail(plain: Float) -> Float:
    """Logarithm of the power in bands of growing frequency."""
    window = np.hanning(SIDE)
    power = np.abs(np.fft.fft2((plain - plain.mean()) * np.outer(window, window))) ** 2
    places = np.fft.fftfreq(SIDE)
    radius = np.hypot(places[:, None], places[None])
    band = np.minimum((radius / 0.5 * BANDS).astype(int), BANDS)
    sums = np.bincount(band.ravel(), power.ravel(), BANDS + 1)[:BANDS]
    counts = np.bincount(band.ravel(), minlength=BANDS + 1)[:BANDS]
    return np.asarray(_DETAIL * np.log10(sums / counts + 1e-4))


def _shape(plain: Float) -> Float:
    """How what is bright, and what is not black, lies about its middle, and how much it is its own mirror image."""
    outline = (plain > _BLACK).astype(np.float64)
    return np.concatenate([_MOMENTS * _moments(plain), _MOMENTS * _moments(outline), _SYMMETRIES * _symmetries(plain)])


def _moments(weights: Float) -> Float:
    """Middle, spread and skewness along columns and rows; how unequal the spreads are, and how oblique."""
    total = max(float(weights.sum()), _LEAST)
    places = (np.arange(SIDE) + 0.5) / SIDE - 0.5
    lines = [weights.sum(axis) / total for axis in (0, 1)]
    middles = [float(line @ places) for line in lines]
    spreads = [np.sqrt(max(float(line @ (places - m) ** 2), _LEAST)) for line, m in zip(lines, middles, strict=True)]
    skews = [
        float(line @ (places - m) ** 3) / spread**3 for line, m, spread in zip(lines, middles, spreads, strict=True)
    ]
    oblique = float((places - middles[1]) @ weights @ (places - middles[0])) / total / (spreads[0] * spreads[1])
    return np.array([*middles, *spreads, *skews, np.log(spreads[0] / spreads[1]), oblique])


def _symmetries(plain: Float) -> Float:
    """Correlation with the picture mirrored left to right, top to bottom, and turned by half a turn."""
    middle = [round(float(plain.sum(axis) @ np.arange(SIDE) / max(plain.sum(), _LEAST))) for axis in (1, 0)]
    centred = np.roll(plain, [SIDE // 2 - m for m in middle], (0, 1))
    small = centred.reshape(SIDE // 4, 4, SIDE // 4, 4).mean((1, 3))
    away = small - small.mean()
    power = max(float((away**2).sum()), _LEAST)
    return np.array([float((away * other).sum()) / power for other in (away[:, ::-1], away[::-1], away[::-1, ::-1])])
