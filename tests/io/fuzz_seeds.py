"""Small good files of every kind MedView reads, to be damaged: made here, from pydicom's own test files, or public."""

from __future__ import annotations

import gzip
import io
import tarfile
import time
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import imagecodecs
import nibabel
import numpy as np
import pydicom.data
from PIL import Image
from pydicom import uid
from pydicom.dataset import Dataset, FileMetaDataset
from pydicom.encaps import encapsulate, encapsulate_extended
from pydicom.sequence import Sequence

from tests.io.making import ct_slice

MOST_BYTES = 100_000
"""Larger public files are left out: what is damaged in them takes too long to reach."""

ENCAPSULATED_UNCOMPRESSED = "1.2.840.10008.1.2.1.98"
DEFLATED_FRAMES = "1.2.840.10008.1.2.8.1"


_THEN = time.gmtime(0)


@dataclass(frozen=True)
class Seed:
    """Files that belong together.

    Args:
        name: For people.
        files: Relative path to content.
        damaged: The one that is damaged.
    """

    name: str
    files: dict[str, bytes]
    damaged: str

    @property
    def content(self) -> bytes:
        return self.files[self.damaged]


def seeds(public: Path | None = None) -> list[Seed]:
    """All of them, in a fixed order.

    Args:
        public: The public data folder, or None to do without.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # some of pydicom's files are odd on purpose
        made = [*_compressed(), *_objects(), *_formats(), *_archives(), *_of_pydicom()]
        return [*made, *_public(public)] if public is not None else made


def _bytes(dataset: Dataset, syntax: str = uid.ExplicitVRLittleEndian) -> bytes:
    dataset.file_meta = FileMetaDataset()
    unknown = syntax not in uid.AllTransferSyntaxes
    dataset.file_meta.TransferSyntaxUID = uid.JPEGBaseline8Bit if unknown else syntax
    dataset.file_meta.MediaStorageSOPClassUID = dataset.SOPClassUID
    dataset.file_meta.MediaStorageSOPInstanceUID = dataset.SOPInstanceUID
    buffer = io.BytesIO()
    dataset.save_as(buffer, enforce_file_format=True)
    content = buffer.getvalue()
    return content.replace(uid.JPEGBaseline8Bit.encode(), syntax.encode().ljust(22, b"\0"), 1) if unknown else content


def _uid(*words: str) -> str:
    """The same in every run, so that a damaged file can be made again from its number."""
    return uid.generate_uid(entropy_srcs=[*words, "fuzz"])


def _uids(name: str, number: int = 0) -> dict[str, str]:
    shared = {key: _uid(name, key) for key in ("StudyInstanceUID", "SeriesInstanceUID", "FrameOfReferenceUID")}
    return {**shared, "SOPInstanceUID": _uid(name, str(number))}


def _picture(number: int, side: int = 24) -> np.ndarray:
    rows, columns = np.indices((side, side))
    return ((rows * 7 + columns * 3 + number * 11) % 256).astype(np.uint16)


_ENCODERS: dict[str, Callable[[np.ndarray], bytes]] = {
    uid.JPEGBaseline8Bit: lambda a: imagecodecs.jpeg8_encode(a.astype(np.uint8)),
    uid.JPEGExtended12Bit: lambda a: imagecodecs.jpeg8_encode(a, bitspersample=12),
    uid.JPEGLossless: lambda a: imagecodecs.jpeg8_encode(a, lossless=True, bitspersample=16),
    uid.JPEGLosslessSV1: lambda a: imagecodecs.ljpeg_encode(a, bitspersample=12),
    uid.JPEGLSLossless: lambda a: imagecodecs.jpegls_encode(a),
    uid.JPEGLSNearLossless: lambda a: imagecodecs.jpegls_encode(a, level=2),
    uid.JPEG2000Lossless: lambda a: imagecodecs.jpeg2k_encode(a, codecformat="j2k", reversible=True),
    uid.JPEG2000: lambda a: imagecodecs.jpeg2k_encode(a, codecformat="j2k", level=40),
    uid.HTJ2KLossless: lambda a: imagecodecs.htj2k_encode(a, reversible=True),
    ENCAPSULATED_UNCOMPRESSED: lambda a: a.tobytes(),
    DEFLATED_FRAMES: lambda a: _raw_deflate(a.tobytes()),
}


def _raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


def _series(name: str, syntax: str, encode: Callable[[np.ndarray], bytes] | None) -> Seed:
    files = {}
    for number in range(3):
        picture = _picture(number)
        kept = picture.astype(np.uint8) if syntax == uid.JPEGBaseline8Bit else picture
        bits = {} if kept.itemsize == 1 else {"BitsStored": 12, "HighBit": 11}
        dataset = ct_slice(number, _uids(name, number), kept, **bits)
        if encode is not None:
            dataset.PixelData = encapsulate([encode(picture)])
            dataset["PixelData"].VR = "OB"
        files[f"{number}.dcm"] = _bytes(dataset, syntax)
    return Seed(name, files, "1.dcm")


def _compressed() -> Iterator[Seed]:
    yield _series("CT explicit", uid.ExplicitVRLittleEndian, None)
    yield _series("CT implicit", uid.ImplicitVRLittleEndian, None)
    yield _series("CT deflated", uid.DeflatedExplicitVRLittleEndian, None)
    for syntax, encode in _ENCODERS.items():
        yield _series(f"CT {syntax}", syntax, encode)
    yield _multiframe()


def _multiframe() -> Seed:
    """A colour cine with an extended offset table."""
    frames = [imagecodecs.jpeg8_encode(np.stack([_picture(n)] * 3, -1).astype(np.uint8)) for n in range(4)]
    data, offsets, lengths = encapsulate_extended(frames)
    dataset = ct_slice(0, _uids("cine"), _picture(0).astype(np.uint8), NumberOfFrames=4, FrameTime="40")
    dataset.SOPClassUID, dataset.Modality = uid.UltrasoundMultiFrameImageStorage, "US"
    dataset.SamplesPerPixel, dataset.PhotometricInterpretation, dataset.PlanarConfiguration = 3, "YBR_FULL_422", 0
    dataset.PixelData, dataset.ExtendedOffsetTable, dataset.ExtendedOffsetTableLengths = data, offsets, lengths
    dataset["PixelData"].VR = "OB"
    return Seed("US cine", {"cine.dcm": _bytes(dataset, uid.JPEGBaseline8Bit)}, "cine.dcm")


def _item(**values: Any) -> Dataset:
    item = Dataset()
    for keyword, value in values.items():
        setattr(item, keyword, Sequence(value) if isinstance(value, list) and value and _nested(value) else value)
    return item


def _nested(value: list[Any]) -> bool:
    return isinstance(value[0], Dataset)


def _objects() -> Iterator[Seed]:
    images = [ct_slice(number, _uids("images", number), _picture(number)) for number in range(2)]
    first = images[0]
    series = {f"{number}.dcm": _bytes(image) for number, image in enumerate(images)}
    reference = _item(ReferencedSOPClassUID=first.SOPClassUID, ReferencedSOPInstanceUID=first.SOPInstanceUID)
    for name, make in _OBJECTS.items():
        dataset = _derived(name, first, make(reference))
        yield Seed(name, {**series, "object.dcm": _bytes(dataset)}, "object.dcm")
    yield Seed("enhanced MR", {"mr.dcm": _bytes(_enhanced())}, "mr.dcm")
    yield Seed("overlaid CR", {"cr.dcm": _bytes(_overlaid())}, "cr.dcm")


def _derived(name: str, image: Dataset, values: Dataset) -> Dataset:
    for keyword in ("PatientID", "PatientName", "StudyInstanceUID", "FrameOfReferenceUID"):
        setattr(values, keyword, getattr(image, keyword))
    values.SeriesInstanceUID, values.SOPInstanceUID = _uid(name, "series"), _uid(name)
    values.InstanceNumber = 1
    return values


def _presentation(reference: Dataset) -> Dataset:
    graphic = _item(
        GraphicAnnotationUnits="PIXEL", GraphicDimensions=2, NumberOfGraphicPoints=3, GraphicType="POLYLINE",
        GraphicData=[1.0, 1.0, 5.0, 5.0, 9.0, 1.0], GraphicFilled="N",
    )  # fmt: skip
    referenced = _item(SeriesInstanceUID=_uid("images", "SeriesInstanceUID"), ReferencedImageSequence=[reference])
    text = _item(UnformattedTextValue="here", AnchorPoint=[4.0, 4.0], AnchorPointAnnotationUnits="PIXEL")
    return _item(
        SOPClassUID=uid.GrayscaleSoftcopyPresentationStateStorage, Modality="PR", ContentLabel="MADE",
        PresentationLUTShape="INVERSE",
        ReferencedSeriesSequence=[referenced],
        GraphicAnnotationSequence=[
            _item(GraphicLayer="ONE", GraphicObjectSequence=[graphic], TextObjectSequence=[text])
        ],
        SoftcopyVOILUTSequence=[_item(WindowCenter="40", WindowWidth="400")],
        DisplayedAreaSelectionSequence=[
            _item(DisplayedAreaTopLeftHandCorner=[1, 1], DisplayedAreaBottomRightHandCorner=[24, 24])
        ],
    )  # fmt: skip


def _code(value: str, meaning: str, scheme: str = "DCM") -> Dataset:
    return _item(CodeValue=value, CodingSchemeDesignator=scheme, CodeMeaning=meaning)


def _key_objects(reference: Dataset) -> Dataset:
    image = _item(RelationshipType="CONTAINS", ValueType="IMAGE", ReferencedSOPSequence=[reference])
    note = _item(
        RelationshipType="CONTAINS", ValueType="TEXT", TextValue="look",
        ConceptNameCodeSequence=[_code("113012", "Key Object Description")],
    )  # fmt: skip
    return _item(
        SOPClassUID=uid.KeyObjectSelectionDocumentStorage, Modality="KO", ValueType="CONTAINER",
        ConceptNameCodeSequence=[_code("113000", "Of Interest")], ContinuityOfContent="SEPARATE",
        ContentSequence=[note, image],
    )  # fmt: skip


def _measured(reference: Dataset) -> Dataset:
    image = _item(RelationshipType="SELECTED FROM", ValueType="IMAGE", ReferencedSOPSequence=[reference])
    shape = _item(
        RelationshipType="INFERRED FROM", ValueType="SCOORD", GraphicType="POLYLINE",
        GraphicData=[1.0, 1.0, 9.0, 9.0], ContentSequence=[image],
    )  # fmt: skip
    number = _item(
        RelationshipType="CONTAINS", ValueType="NUM", ConceptNameCodeSequence=[_code("121206", "Distance")],
        MeasuredValueSequence=[
            _item(NumericValue="12.5", MeasurementUnitsCodeSequence=[_code("mm", "millimeter", "UCUM")])
        ],
        ContentSequence=[shape],
    )  # fmt: skip
    return _item(
        SOPClassUID=uid.ComprehensiveSRStorage, Modality="SR", ValueType="CONTAINER", CompletionFlag="PARTIAL",
        VerificationFlag="UNVERIFIED", ConceptNameCodeSequence=[_code("126000", "Imaging Measurement Report")],
        ContinuityOfContent="SEPARATE", ContentSequence=[number],
    )  # fmt: skip


def _pdf(_reference: Dataset) -> Dataset:
    pages = [Image.new("L", (60, 80), 200), Image.new("L", (60, 80), 90)]
    buffer = io.BytesIO()
    pages[0].save(buffer, "PDF", save_all=True, append_images=pages[1:], creationDate=_THEN, modDate=_THEN)
    return _item(
        SOPClassUID=uid.EncapsulatedPDFStorage, Modality="DOC", MIMETypeOfEncapsulatedDocument="application/pdf",
        DocumentTitle="Made", EncapsulatedDocument=buffer.getvalue() + b"\0" * (len(buffer.getvalue()) % 2),
    )  # fmt: skip


def _cda(_reference: Dataset) -> Dataset:
    text = b'<?xml version="1.0"?><ClinicalDocument xmlns="urn:hl7-org:v3"><title>Made</title></ClinicalDocument>'
    return _item(
        SOPClassUID=uid.EncapsulatedCDAStorage, Modality="DOC", MIMETypeOfEncapsulatedDocument="text/XML",
        EncapsulatedDocument=text + b" " * (len(text) % 2),
    )  # fmt: skip


def _signal(_reference: Dataset) -> Dataset:
    channel = _item(
        ChannelSourceSequence=[_code("5.6.3-9-1", "Lead I", "SCPECG")], ChannelSensitivity="1.25",
        ChannelSensitivityUnitsSequence=[_code("uV", "microvolt", "UCUM")], ChannelSensitivityCorrectionFactor="1",
        ChannelBaseline="0", WaveformBitsStored=16,
    )  # fmt: skip
    group = _item(
        MultiplexGroupLabel="Rhythm", WaveformOriginality="ORIGINAL", NumberOfWaveformChannels=2,
        NumberOfWaveformSamples=100, SamplingFrequency="500", ChannelDefinitionSequence=[channel, channel],
        WaveformBitsAllocated=16, WaveformSampleInterpretation="SS",
        WaveformData=np.arange(200, dtype="<i2").tobytes(),
    )  # fmt: skip
    return _item(SOPClassUID=uid.TwelveLeadECGWaveformStorage, Modality="ECG", WaveformSequence=[group])


def _structures(reference: Dataset) -> Dataset:
    contour = _item(
        ContourImageSequence=[reference], ContourGeometricType="CLOSED_PLANAR", NumberOfContourPoints=3,
        ContourData=[1, 1, 0, 8, 1, 0, 8, 8, 0],
    )  # fmt: skip
    return _item(
        SOPClassUID=uid.RTStructureSetStorage, Modality="RTSTRUCT", StructureSetLabel="Made",
        StructureSetROISequence=[_item(ROINumber=1, ROIName="Thing")],
        ROIContourSequence=[
            _item(ReferencedROINumber=1, ROIDisplayColor=[255, 0, 0], ContourSequence=[contour])
        ],
        RTROIObservationsSequence=[_item(ObservationNumber=1, ReferencedROINumber=1, RTROIInterpretedType="ORGAN")],
    )  # fmt: skip


def _odd_class(_reference: Dataset) -> Dataset:
    return _item(SOPClassUID="1.2.3.4.5", Modality="OT")


_OBJECTS: dict[str, Callable[[Dataset], Dataset]] = {
    "presentation state": _presentation,
    "key objects": _key_objects,
    "structured report": _measured,
    "PDF": _pdf,
    "CDA": _cda,
    "ECG": _signal,
    "structures": _structures,
    "unknown class": _odd_class,
}


def _enhanced() -> Dataset:
    """Two echoes of three slices in one file."""
    frames = [_picture(number) for number in range(6)]
    dataset = ct_slice(0, _uids("enhanced"), frames[0], NumberOfFrames=6, ImagePositionPatient=None, PixelSpacing=None)
    del dataset.ImageOrientationPatient, dataset.RescaleSlope, dataset.RescaleIntercept, dataset.SliceThickness
    dataset.SOPClassUID, dataset.Modality = uid.EnhancedMRImageStorage, "MR"
    dataset.PixelData = b"".join(frame.tobytes() for frame in frames)
    dataset.SharedFunctionalGroupsSequence = [
        _item(
            PixelMeasuresSequence=[_item(PixelSpacing=[1, 1], SliceThickness=2)],
            PlaneOrientationSequence=[_item(ImageOrientationPatient=[1, 0, 0, 0, 1, 0])],
            PixelValueTransformationSequence=[_item(RescaleSlope=2, RescaleIntercept=0, RescaleType="US")],
        )
    ]
    dataset.DimensionIndexSequence = [
        _item(DimensionIndexPointer=0x00189082, FunctionalGroupPointer=0x00189114),
        _item(DimensionIndexPointer=0x00200032, FunctionalGroupPointer=0x00209113),
    ]
    dataset.PerFrameFunctionalGroupsSequence = [
        _item(
            PlanePositionSequence=[_item(ImagePositionPatient=[0, 0, 2 * (number % 3)])],
            FrameContentSequence=[_item(DimensionIndexValues=[number // 3 + 1, number % 3 + 1], StackID="1")],
            MREchoSequence=[_item(EffectiveEchoTime=10.0 + number // 3)],
        )
        for number in range(6)
    ]
    return dataset


def _overlaid() -> Dataset:
    dataset = ct_slice(0, _uids("overlaid"), _picture(0), BitsStored=12, HighBit=11)
    dataset.SOPClassUID, dataset.Modality = uid.ComputedRadiographyImageStorage, "CR"
    dataset.PhotometricInterpretation, dataset.ViewPosition = "MONOCHROME1", "PA"
    dataset.add_new(0x60000010, "US", 24)
    dataset.add_new(0x60000011, "US", 24)
    dataset.add_new(0x60000040, "CS", "G")
    dataset.add_new(0x60000050, "SS", [1, 1])
    dataset.add_new(0x60000100, "US", 1)
    dataset.add_new(0x60000102, "US", 0)
    dataset.add_new(0x60003000, "OW", bytes(72))
    table = _item(LUTDescriptor=[256, 0, 16], LUTExplanation="made")
    table.add_new("LUTData", "OW", np.arange(0, 65536, 256, dtype="<u2").tobytes())
    dataset.VOILUTSequence = [table]
    return dataset


def _nibabel(kind: Any, shape: tuple[int, ...], dtype: Any = np.int16) -> bytes:
    count = int(np.prod(shape))
    image = kind(np.arange(count).reshape(shape).astype(dtype), np.diag([2.0, 2.0, 3.0, 1.0]))
    return bytes(image.to_bytes())


def _analyze() -> Seed:
    image = nibabel.Spm99AnalyzeImage(np.arange(210, dtype=np.int16).reshape(5, 6, 7), np.diag([2.0, 2.0, 3.0, 1.0]))
    with TemporaryDirectory() as folder:
        image.to_filename(f"{folder}/head.img")
        files = {path.name: path.read_bytes() for path in sorted(Path(folder).glob("head.*")) if path.suffix != ".mat"}
    return Seed("Analyze", files, "head.hdr")


def _nrrd(encoding: str) -> bytes:
    data = _picture(0)[:20, :15].astype("<i2").tobytes()
    lines = (
        "NRRD0004", "type: short", "dimension: 3", "space: left-posterior-superior", "sizes: 5 6 10",
        "space directions: (2,0,0) (0,2,0) (0,0,3)", "endian: little", f"encoding: {encoding}",
        "space origin: (-1,-2,-3)",
    )  # fmt: skip
    return "\n".join(lines).encode() + b"\n\n" + (gzip.compress(data, mtime=0) if encoding == "gzip" else data)


def _metaimage(compressed: bool) -> bytes:
    data = _picture(0)[:20, :15].astype("<i2").tobytes()
    packed = zlib.compress(data) if compressed else data
    lines = (
        "ObjectType = Image", "NDims = 3", "BinaryData = True", "BinaryDataByteOrderMSB = False",
        f"CompressedData = {compressed}", *([f"CompressedDataSize = {len(packed)}"] if compressed else []),
        "TransformMatrix = 1 0 0 0 1 0 0 0 1", "Offset = -1 -2 -3", "ElementSpacing = 2 2 3", "DimSize = 5 6 10",
        "ElementType = MET_SHORT", "ElementDataFile = LOCAL",
    )  # fmt: skip
    return "\n".join(lines).encode() + b"\n" + packed


def _pillow(name: str, mode: str, **options: Any) -> bytes:
    picture = Image.fromarray(_picture(0).astype(np.uint8 if mode != "I;16" else np.uint16))
    buffer = io.BytesIO()
    (picture if mode == "I;16" else picture.convert(mode)).save(buffer, name, **options)
    return buffer.getvalue()


def _formats() -> Iterator[Seed]:
    nifti = _nibabel(nibabel.Nifti1Image, (5, 6, 7))
    single = {
        "head.nii": nifti,
        "head.nii.gz": gzip.compress(nifti, mtime=0),
        "time.nii": _nibabel(nibabel.Nifti1Image, (5, 6, 7, 3), np.float32),
        "two.nii": _nibabel(nibabel.Nifti2Image, (5, 6, 7)),
        "head.mgh": _nibabel(nibabel.MGHImage, (5, 6, 7)),
        "head.mgz": gzip.compress(_nibabel(nibabel.MGHImage, (5, 6, 7), np.float32), mtime=0),
        "head.nrrd": _nrrd("raw"),
        "packed.nrrd": _nrrd("gzip"),
        "head.mha": _metaimage(False),
        "packed.mha": _metaimage(True),
        "grey.png": _pillow("PNG", "I;16"),
        "colour.png": _pillow("PNG", "RGB"),
        "indexed.png": _pillow("PNG", "P"),
        "colour.jpg": _pillow("JPEG", "RGB"),
        "grey.tif": _pillow("TIFF", "I;16"),
        "packed.tif": _pillow("TIFF", "RGB", compression="tiff_lzw"),
    }
    for name, content in single.items():
        yield Seed(name, {name: content}, name)
    yield _analyze()


def _archives() -> Iterator[Seed]:
    inside = _series("CT", uid.ExplicitVRLittleEndian, None).files
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w") as archive:
        for name, content in inside.items():
            archive.writestr(zipfile.ZipInfo(f"a/{name}"), content, zipfile.ZIP_DEFLATED)
    with tarfile.open(fileobj=tarred, mode="w") as archive:
        for name, content in inside.items():
            member = tarfile.TarInfo(f"a/{name}")
            member.size = len(content)
            archive.addfile(member, io.BytesIO(content))
    plain = tarred.getvalue()
    for name, content in (
        ("ct.zip", zipped.getvalue()),
        ("ct.tar", plain),
        ("ct.tar.gz", gzip.compress(plain, mtime=0)),
    ):
        yield Seed(name, {name: content}, name)


def _of_pydicom() -> Iterator[Seed]:
    folder = Path(pydicom.data.__file__).parent
    for path in sorted([*folder.glob("test_files/*.dcm"), *folder.glob("charset_files/*.dcm")]):
        if path.stat().st_size <= MOST_BYTES:
            yield Seed(f"pydicom {path.name}", {path.name: path.read_bytes()}, path.name)
    media = folder / "test_files" / "dicomdirtests"
    referred = [*media.glob("77654033/*/*"), *media.glob("98892003/MR700/*")]
    files = {path.relative_to(media).as_posix(): path.read_bytes() for path in sorted([*referred, media / "DICOMDIR"])}
    yield Seed("DICOMDIR", files, "DICOMDIR")


def _public(folder: Path) -> Iterator[Seed]:
    chosen = [path for kind in ("dicom", "nifti") for path in (folder / kind).rglob("*") if path.is_file()]
    for path in sorted(chosen):
        small = path.stat().st_size <= MOST_BYTES
        if small and path.suffix not in (".txt", ".csv", ".md", ".zip", "") and "series_" not in path.as_posix():
            yield Seed(f"public {path.name}", {path.name: path.read_bytes()}, path.name)
