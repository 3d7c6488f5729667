"""Compressed frames: one function per family, all with the same signature."""

from __future__ import annotations

from dataclasses import dataclass

import imagecodecs
import numpy as np

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.pixels import codestream, native
from medview.io.pixels.codestream import Codestream
from medview.io.pixels.format import Array, PixelFormat
from medview.io.pixels.opening import inflate

_RGB_IDS = ((82, 71, 66), (114, 103, 98))
"""Component identifiers "RGB" and "rgb": the encoder did not convert colours, whatever the object says."""

_YCBCR = "YBR_FULL"
_END = b"\xff\xd9"
_PADDING = 64


@dataclass(frozen=True, eq=False)
class Decoded:
    """One decoded frame.

    Args:
        samples: (rows, columns) or (rows, columns, 3), in the object's type.
        photometric: What they mean now.
        note: What was odd, for a person; empty when nothing was.
    """

    samples: Array
    photometric: str
    note: str = ""


def uncompressed(data: bytes, form: PixelFormat) -> Decoded:
    """An encapsulated uncompressed frame (PS3.5 A.4.11)."""
    return Decoded(_used_bits(native.samples(data, form), form), form.photometric)


def deflated(data: bytes, form: PixelFormat) -> Decoded:
    """A deflated image frame (PS3.5 A.4.13)."""
    return uncompressed(inflate(data, -(-form.native_bits // 8)), form)


def jpeg(data: bytes, form: PixelFormat) -> Decoded:
    """JPEG baseline, extended and lossless, 2 to 16 bits."""
    head = codestream.jpeg(data)
    _check(head, form)
    photometric, note = _jpeg_colours(head, form)
    plain = "YCbCr" if photometric.startswith("YBR") else "RGB"
    space = plain if form.samples == 3 else "GRAYSCALE"
    decoded = imagecodecs.jpeg8_decode(data, colorspace=space, outcolorspace=space)
    return Decoded(_used_bits(_widened(decoded, form, signed=False), form), photometric, note)


def jpeg_ls(data: bytes, form: PixelFormat) -> Decoded:
    """JPEG-LS; it knows no sign, so that the sign's bit has to be found."""
    head = codestream.jpeg(data)
    _check(head, form)
    photometric, note = _jpeg_colours(head, form)
    if _END not in data[-_PADDING:]:
        data += _END  # without an end in sight, CharLS reads on for seconds
    samples = _widened(imagecodecs.jpegls_decode(data), form, signed=False)
    return Decoded(_signed(samples, head.precision, form) if form.signed else samples, photometric, note)


def jpeg2000(data: bytes, form: PixelFormat) -> Decoded:
    """JPEG 2000 and HTJ2K; the decoder undoes the colour transform."""
    head = codestream.jpeg2000(data)
    _check(head, form)
    samples = _widened(imagecodecs.jpeg2k_decode(data), form, head.signed)
    note = ""
    if form.samples == 1 and head.signed != form.signed:
        samples = _signed(samples, head.precision, form)
        note = tr("The compressed pixels and the header disagree about the sign; the header was followed.")
    rgb = form.photometric in ("YBR_ICT", "YBR_RCT") or (head.colour_transform and form.samples == 3)
    return Decoded(samples, "RGB" if rgb else form.photometric, note)


def _check(head: Codestream, form: PixelFormat) -> None:
    """The decoder takes memory for what the codestream says, so that must be what the object says."""
    if (head.rows, head.columns, head.samples) != (form.rows, form.columns, form.samples):
        raise ReadError(
            tr("A compressed frame is {found} samples large; the object says {expected}.").format(
                found=f"{head.rows}×{head.columns}×{head.samples}",
                expected=f"{form.rows}×{form.columns}×{form.samples}",
            ),
            tr("It may be damaged: copy it again from where it came."),
        )
    if head.precision > form.dtype.itemsize * 8:
        raise ReadError(
            tr("A compressed frame has {found} bits a sample; the object has room for {expected}.").format(
                found=head.precision, expected=form.dtype.itemsize * 8
            ),
            tr("It may be damaged: copy it again from where it came."),
        )


def _jpeg_colours(head: Codestream, form: PixelFormat) -> tuple[str, str]:
    """What three components mean: the codestream's own marks come before the object's word."""
    if form.samples != 3:
        return form.photometric, ""
    stated = _YCBCR if form.photometric.startswith("YBR") else "RGB"
    if head.ids in _RGB_IDS or head.adobe == 0:
        meant = "RGB"
    elif head.jfif or head.adobe == 1:
        meant = _YCBCR
    else:
        meant = stated
    note = tr("The header says {stated}, the compressed pixels are marked as {meant}; the mark was followed.")
    return meant, note.format(stated=form.photometric, meant=meant) if meant != stated else ""


def _widened(decoded: Array, form: PixelFormat, signed: bool) -> Array:
    """The object's type, values as the codestream means them; then only the sign's meaning changes."""
    if decoded.shape != form.shape:
        raise ReadError(
            tr("An image decodes to {found} instead of {expected} pixels.").format(
                found="×".join(map(str, decoded.shape)), expected="×".join(map(str, form.shape))
            ),
            tr("Copy the series again from where it came."),
        )
    meant = np.dtype(f"<{'i' if signed else 'u'}{form.dtype.itemsize}")
    return np.ascontiguousarray(decoded.astype(meant, copy=False)).view(form.dtype)


def _signed(samples: Array, precision: int, form: PixelFormat) -> Array:
    """Give samples of a codestream the sign, or its absence, that the object says they have.

    The sign's bit is the highest of the codestream's precision. Some encoders put values of fewer stored bits, cut to
    those, into a codestream of 16: then nothing reaches above the stored bits, and their highest is the sign's.
    """
    stored = form.bits_stored
    unsigned = samples.view(samples.dtype.str.replace("i", "u"))
    cut = stored < precision and int(unsigned.max()) < 1 << stored
    unused = samples.dtype.itemsize * 8 - (stored if cut else precision)
    return _shifted(samples, unused, unused)


def _used_bits(samples: Array, form: PixelFormat) -> Array:
    """Only the stored bits with their sign: old files keep overlays above (PS3.5 8.1.1) or begin above the lowest."""
    width = form.dtype.itemsize * 8
    if form.keyword != "PixelData" or form.bits_allocated not in (8, 12, 16, 32, 64) or form.bits_stored == width:
        return samples
    return _shifted(samples, width - 1 - form.high_bit, width - form.bits_stored)


def used_bits(samples: Array, form: PixelFormat) -> Array:
    """What ``uncompressed`` does to the samples of frames that are not encapsulated."""
    return _used_bits(samples, form)


def _shifted(samples: Array, up: int, down: int) -> Array:
    if not up and not down:
        return samples
    out = np.left_shift(samples, up, out=np.empty_like(samples))  # keeps big-endian types
    return np.right_shift(out, down, out=out)
