"""Colours: YCbCr to RGB, palettes (PS3.3 C.7.6.3.1.2, C.7.9)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from medview.io.pixels.codecs import Decoded
from medview.io.pixels.format import Array, PixelFormat

_FULL = np.array(
    [[1.0, 1.0, 1.0], [0.0, -0.114 * 1.772 / 0.587, 1.772], [1.402, -0.299 * 1.402 / 0.587, 0.0]], np.float32
)
"""(luminance, blue, red difference) to columns red, green, blue (ITU-T T.871 section 7, PS3.3 C.7.6.3.1.2)."""

_PARTIAL = np.array([[1.1644, 1.1644, 1.1644], [0.0, -0.3917, 2.0173], [1.5960, -0.8130, 0.0]], np.float32)
"""The same for luminances 16..235 and chrominances 16..240 of 256, as studio video has them."""


def to_rgb(frame: Decoded) -> Decoded:
    """The frame with its colours as RGB; grey, palette and RGB frames as they are."""
    convert = _CONVERSIONS.get(frame.photometric)
    if convert is None or frame.samples.ndim != 3:
        return frame
    return replace(frame, samples=convert(frame.samples), photometric="RGB")


def _full(samples: Array) -> Array:
    return _converted(samples, _FULL, 0.0)


def _partial(samples: Array) -> Array:
    scale = float(1 << (samples.dtype.itemsize * 8 - 8))
    return _converted(samples, _PARTIAL, 16.0 * scale)


def _converted(samples: Array, matrix: Array, black: float) -> Array:
    top = float(np.iinfo(samples.dtype).max)
    values = samples.astype(np.float32)
    values[..., 0] -= np.float32(black)
    values[..., 1:] -= np.float32((top + 1.0) / 2.0)
    out = values @ matrix
    np.add(out, np.float32(0.5), out=out)
    np.floor(out, out=out)
    np.clip(out, 0.0, np.float32(top), out=out)
    return out.astype(samples.dtype)


_CONVERSIONS: dict[str, Callable[[Array], Array]] = {
    "YBR_FULL": _full,
    "YBR_FULL_422": _full,
    "YBR_PARTIAL_422": _partial,
    "YBR_PARTIAL_420": _partial,
}
"""YBR_ICT and YBR_RCT are undone by the JPEG 2000 decoder."""


def eight_bits(samples: Array, form: PixelFormat) -> NDArray[np.uint8]:
    """RGB of any depth as 8-bit RGB; deeper ones keep their highest bits, shallower ones are spread."""
    bits = form.bits_stored
    if bits == 8 and samples.dtype == np.uint8:
        return samples
    if bits > 8:
        return np.asarray(np.right_shift(samples, bits - 8).astype(np.uint8))
    return np.asarray((samples.astype(np.float32) * np.float32(255.0 / ((1 << bits) - 1)) + 0.5).astype(np.uint8))
