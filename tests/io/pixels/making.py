"""Images of any kind made in tests: data sets from arrays, frames compressed and encapsulated as a test wants."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import imagecodecs
import numpy as np
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.filebase import DicomBytesIO
from pydicom.filewriter import write_dataset, write_file_meta_info
from pydicom.uid import (
    UID,
    DeflatedExplicitVRLittleEndian,
    ExplicitVRBigEndian,
    ExplicitVRLittleEndian,
    ImplicitVRLittleEndian,
    SecondaryCaptureImageStorage,
    generate_uid,
)

from tests.io.making import save

RLE, DEFLATED_FRAME, UNCOMPRESSED = "1.2.840.10008.1.2.5", "1.2.840.10008.1.2.8.1", "1.2.840.10008.1.2.1.98"
JPEG, JPEG_EXTENDED, JPEG_LOSSLESS, JPEG_SV1 = (f"1.2.840.10008.1.2.4.{n}" for n in (50, 51, 57, 70))
JPEG_LS, JPEG_LS_NEAR, JPEG_2000, JPEG_2000_LOSSY = (f"1.2.840.10008.1.2.4.{n}" for n in (80, 81, 90, 91))
NATIVE = (ImplicitVRLittleEndian, ExplicitVRLittleEndian, ExplicitVRBigEndian, DeflatedExplicitVRLittleEndian)
HTJ2K = "1.2.840.10008.1.2.4.201"


def image(array: np.ndarray, bits: int | None = None, colour: bool = False, **changes: Any) -> Dataset:
    """A data set with the pixels of ``array`` ((frames,) rows, columns (, 3)); None as a change removes an element."""
    dataset = Dataset()
    dataset.SOPClassUID, dataset.SOPInstanceUID = SecondaryCaptureImageStorage, generate_uid()
    dataset.StudyInstanceUID, dataset.SeriesInstanceUID = generate_uid(), generate_uid()
    dataset.Modality, dataset.PatientID, dataset.PatientName = "OT", "P1", "Test^Picture"
    shape = array.shape[:-1] if colour else array.shape
    dataset.SamplesPerPixel = array.shape[-1] if colour else 1
    dataset.PhotometricInterpretation = "RGB" if colour else "MONOCHROME2"
    if colour:
        dataset.PlanarConfiguration = 0
    if len(shape) == 3:
        dataset.NumberOfFrames = shape[0]
    dataset.Rows, dataset.Columns = shape[-2:]
    allocated = array.dtype.itemsize * 8
    stored = bits or allocated
    dataset.BitsAllocated, dataset.BitsStored, dataset.HighBit = allocated, stored, stored - 1
    dataset.PixelRepresentation = int(array.dtype.kind == "i")
    data = array.tobytes()
    dataset.PixelData = data + b"\0" * (len(data) % 2)
    dataset["PixelData"].VR = "OW" if allocated > 8 else "OB"
    for keyword, value in changes.items():
        if value is None:
            delattr(dataset, keyword)
        else:
            setattr(dataset, keyword, value)
    return dataset


def write(dataset: Dataset, path: Path, syntax: str = ExplicitVRLittleEndian) -> Path:
    """Write it with its pixels as they are, whether the syntax allows that or not."""
    path = path / "image.dcm" if path.is_dir() else path
    if UID(syntax) in NATIVE:
        return save(dataset, path, syntax)
    pixels = dataset.get("PixelData", b"")
    path.write_bytes(_head(dataset, syntax) + _element(len(pixels)) + pixels)
    return path


def fragmented(path: Path, dataset: Dataset, syntax: str, sequence: bytes) -> Path:
    """A file whose pixel data is this fragment sequence, byte for byte."""
    path = path / "image.dcm" if path.is_dir() else path
    path.write_bytes(_head(dataset, syntax) + _element(0xFFFFFFFF) + sequence)
    return path


def compressed(
    path: Path, array: np.ndarray, syntax: str, frames: Sequence[bytes], bits: int | None = None, **more: Any
) -> Path:
    """A file with these frames, each a fragment of even length, with a basic offset table."""
    even = [frame + b"\0" * (len(frame) % 2) for frame in frames]
    table = [sum(len(one) + 8 for one in even[:number]) for number in range(len(even))]
    return fragmented(path, image(array, bits, **more), syntax, fragments(*even, table=table))


def _head(dataset: Dataset, syntax: str) -> bytes:
    """Preamble, file meta information, and every element before the pixels, in explicit VR little endian."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = dataset.SOPClassUID, dataset.SOPInstanceUID
    meta.TransferSyntaxUID = UID(syntax)
    out = DicomBytesIO()
    out.is_little_endian, out.is_implicit_VR = True, False
    out.write(bytes(128) + b"DICM")
    write_file_meta_info(out, meta)
    before = Dataset()
    before.update({element.tag: element for element in dataset if element.tag != 0x7FE00010})
    write_dataset(out, before)
    return out.getvalue()


def _element(length: int) -> bytes:
    return b"\xe0\x7f\x10\x00OB\0\0" + struct.pack("<I", length)


def fragments(*parts: bytes, table: Sequence[int] = (), end: bool = True) -> bytes:
    """A fragment sequence made by hand: nothing is padded."""
    items = [struct.pack(f"<{len(table)}I", *table), *parts]
    body = b"".join(b"\xfe\xff\x00\xe0" + struct.pack("<I", len(item)) + item for item in items)
    return body + (b"\xfe\xff\xdd\xe0\0\0\0\0" if end else b"")


def rle(array: np.ndarray) -> bytes:
    """One frame of any shape and depth: a segment for each byte of each sample, the highest first."""
    size = array.dtype.itemsize
    octets = np.ascontiguousarray(array.astype(array.dtype.newbyteorder(">"))).view(np.uint8)
    planes = octets.reshape(array.shape[0] * array.shape[1], -1, size)
    return segments([planes[:, s, b].tobytes() for s in range(planes.shape[1]) for b in range(size)])


def segments(planes: Sequence[bytes]) -> bytes:
    """An RLE frame of these byte planes."""
    packed = [bytes(imagecodecs.packbits_encode(plane)) for plane in planes]
    packed = [plane + b"\0" * (len(plane) % 2) for plane in packed]
    offsets = [64 + sum(map(len, packed[:number])) for number in range(len(packed))]
    return struct.pack("<16I", len(packed), *offsets, *[0] * (15 - len(packed))) + b"".join(packed)


def jpeg_lossless(array: np.ndarray, bits: int) -> bytes:
    """Process 14, selection value 1; colours are not converted."""
    space = "RGB" if array.ndim == 3 else "GRAYSCALE"
    return bytes(
        imagecodecs.jpeg8_encode(
            array, lossless=True, predictor=1, bitspersample=bits, colorspace=space, outcolorspace=space
        )
    )


def jpeg_ls(array: np.ndarray, bits: int) -> bytes:
    """CharLS takes the precision from the greatest value: a codestream's precision may be less than Bits Stored."""
    return bytes(imagecodecs.jpegls_encode(array))


def jpeg_2000(array: np.ndarray, bits: int, colours: bool = False) -> bytes:
    return bytes(
        imagecodecs.jpeg2k_encode(
            array, level=0, codecformat="j2k", reversible=True, bitspersample=bits, mct=colours, planar=False
        )
    )


def htj2k(array: np.ndarray, bits: int) -> bytes:
    return bytes(imagecodecs.htj2k_encode(array))
