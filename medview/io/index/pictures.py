"""Pictures: the frames of files, each with what is said of its place, whether by its header or by functional groups."""

from __future__ import annotations

from dataclasses import dataclass, replace

from medview.core.errors import ReadError
from medview.core.study import Instance, Pixels, StoredFrame
from medview.core.text import tr
from medview.core.volume import Window
from medview.io import functional_groups, nuclear
from medview.io.dicom_facts import NATIVE, frame_count, pixels, windows, words
from medview.io.dicom_header import Header
from medview.io.functional_groups import Group
from medview.io.index.classes import Images
from medview.io.mosaic import Mosaic, mosaic

Numbers = tuple[float, ...]

PLAIN = Group()
"""Nothing is said of the frame beside its file's header."""

_WHOLE_BYTES = (8, 16, 32)


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """One frame of one file.

    Args:
        header: The file's header.
        number: The frame, counted from 0; of a mosaic, the tile.
        group: What is said of this frame alone.
        tiles: Tiles in each row of the mosaic it is a tile of; 0 for any other image.
        rows: Rows of the picture.
        columns: Columns of the picture.
    """

    header: Header
    number: int
    group: Group
    tiles: int
    rows: int
    columns: int

    @property
    def position(self) -> Numbers | None:
        """Image Position (Patient).

        Raises:
            ReadError: It is not made of numbers.
        """
        return self.group.position or _three(_numbers(self.header, "ImagePositionPatient"))

    @property
    def orientation(self) -> Numbers | None:
        """Image Orientation (Patient).

        Raises:
            ReadError: It is not made of numbers.
        """
        return self.group.orientation or _numbers(self.header, "ImageOrientationPatient") or None

    @property
    def spacing(self) -> Numbers | None:
        """(row spacing, column spacing), mm.

        Raises:
            ReadError: It is not made of numbers.
        """
        return self.group.spacing or _numbers(self.header, "PixelSpacing") or None

    @property
    def windows(self) -> tuple[Window, ...]:
        """Stored windows."""
        return self.group.windows or windows(self.header)

    @property
    def uid(self) -> str:
        """SOP Instance UID of its file."""
        return self.header.text("SOPInstanceUID")

    def instance(self, placed: bool) -> Instance:
        """The picture as the reader opens it; slope and place in the file only where they are sure (``placed``)."""
        header = self.header
        plain = Instance(header.path, header.text("SOPClassUID"), self.uid, number=self.number)
        if not placed:
            return plain
        slope, intercept = self.scale
        return Instance(
            plain.path, plain.sop_class_uid, plain.sop_instance_uid, slope, intercept, self._frame(), self.number
        )

    @property
    def scale(self) -> tuple[float, float]:
        """Rescale Slope and Intercept; a slope of zero, which would mean nothing, is left out.

        Raises:
            ReadError: They are not made of numbers.
        """
        slope, intercept = self.group.slope, self.group.intercept
        return (
            (self.header.number("RescaleSlope", 1.0) if slope is None else slope) or 1.0,
            self.header.number("RescaleIntercept", 0.0) if intercept is None else intercept,
        )

    @staticmethod
    def whole(header: Header) -> Picture:
        """A whole object as one."""
        return Picture(header, 0, PLAIN, 0, header.short("Rows"), header.short("Columns"))

    def pixels(self) -> Pixels:
        """How its pixels are stored."""
        return replace(pixels(self.header), rows=self.rows, columns=self.columns, tiles=self.tiles)

    def _frame(self) -> StoredFrame | None:
        header = self.header
        if header.pixel_offset < 0 or not _plainly_stored(header):
            return None
        size = header.short("Rows") * header.short("Columns") * (header.short("BitsAllocated") // 8)
        offset = header.pixel_offset + (0 if self.tiles else self.number * size)
        return StoredFrame(offset, header.file_size, header.modified_ns)


_parsed: dict[bytes, Numbers] = {}
_MOST_PARSED = 1 << 16


def _numbers(header: Header, keyword: str) -> Numbers:
    """Decimal strings as numbers; each text, which most images of a series share, is parsed once.

    Raises:
        ReadError: They are no numbers.
    """
    raw = header.values.get(keyword, b"")
    known = _parsed.get(raw)
    if known is None:
        if len(_parsed) >= _MOST_PARSED:
            _parsed.clear()
        known = _parsed[raw] = header.floats(keyword)
    return known


def _three(numbers: Numbers) -> Numbers | None:
    return numbers if len(numbers) == 3 else None


def _plainly_stored(header: Header) -> bool:
    """Whether the file's bytes are the samples: whole bytes, the value in their lowest bits, no table to go through."""
    allocated = header.short("BitsAllocated")
    stored = header.short("BitsStored", allocated)
    return (
        header.text("TransferSyntaxUID") in NATIVE
        and allocated in _WHOLE_BYTES
        and header.short("HighBit", stored - 1) == stored - 1
        and "ModalityLUTSequence" not in header.values
    )


def pictures(header: Header, images: Images) -> list[Picture]:
    """The frames of one file."""
    rows, columns = header.short("Rows"), header.short("Columns")
    count = frame_count(header)
    if images is Images.STACKED and count == 1:
        laid = _mosaic(header)
        if laid is not None:
            return _tiles(header, laid)
        return [Picture(header, 0, PLAIN, 0, rows, columns)]
    groups = _groups(header, images, count)
    if len(groups) == count:
        return [Picture(header, number, group, 0, rows, columns) for number, group in enumerate(groups)]
    return [Picture(header, number, PLAIN, 0, rows, columns) for number in range(count)]


def _groups(header: Header, images: Images, count: int) -> tuple[Group, ...]:
    if images is Images.NUCLEAR:
        return nuclear.groups(header.path, header.file_size, header.modified_ns)
    if images is Images.GROUPED and not (count == 1 and "ImagePositionPatient" in header.values):
        return functional_groups.groups(header.path, header.file_size, header.modified_ns)
    return ()


def _mosaic(header: Header) -> Mosaic | None:
    if not _is_mosaic(header):
        return None
    return mosaic(header.path, header.file_size, header.modified_ns)


def _is_mosaic(header: Header) -> bool:
    return b"MOSAIC" in header.values.get("ImageType", b"") and "MOSAIC" in words(header, "ImageType")


def _tiles(header: Header, laid: Mosaic) -> list[Picture]:
    return [
        Picture(header, number, Group(position=position), laid.across, laid.rows, laid.columns)
        for number, position in enumerate(laid.positions)
    ]


def misplaced(picture: Picture) -> str:
    """What is missing of position, orientation, pixel spacing and scale; empty when all are there."""
    if picture.group is PLAIN and frame_count(picture.header) > 1:
        return tr("The position in the patient is not stated for each frame.")
    if not picture.tiles and _is_mosaic(picture.header):
        return tr("It is a mosaic that does not say where its tiles lie.")
    try:
        if picture.position is None:
            return tr("The position in the patient is not stated.")
        if len(picture.orientation or ()) != 6:
            return tr("The orientation in the patient is not stated.")
        if len(picture.spacing or ()) != 2:
            return tr("The pixel spacing is not stated.")
        assert picture.scale  # raises where it is not made of numbers
    except ReadError as error:
        return str(error)
    return ""
