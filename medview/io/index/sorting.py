"""Files into patients, studies and series; each series is checked to belong to one study of one patient."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace

from medview.core.study import Patient, Series, Study
from medview.core.text import tr
from medview.io.dicom_facts import NATIVE, frame_count
from medview.io.dicom_header import Header
from medview.io.index.assembling import series_of

_START = 1 << 16
_UIDS = ("StudyInstanceUID", "SeriesInstanceUID", "SOPInstanceUID")


@dataclass(frozen=True, slots=True)
class Found:
    """A readable header and the name under which a person knows its file."""

    header: Header
    shown: str


@dataclass(frozen=True)
class Index:
    """Studies, and (file, reason) for what was left out."""

    studies: tuple[Study, ...]
    skipped: tuple[tuple[str, str], ...]


class Persons:
    """Whose study of a UID is the first, the second …; one table for all parts of a scan, so that they agree."""

    def __init__(self) -> None:
        self._known: dict[str, list[str]] = {}

    def note(self, header: Header) -> None:
        """Take note of a file that is sorted in later; the order in which files are found decides."""
        study = header.text("StudyInstanceUID")
        if study and not truncated(header):
            self.place(study, _person(header))

    def place(self, study: str, person: str) -> int:
        """Which of those who share a Study Instance UID a person is: 0 for the first."""
        known = self._known.setdefault(study, [])
        if person not in known:
            known.append(person)
        return known.index(person)


def index(found: Iterable[Found], persons: Persons | None = None) -> Index:
    """Group files by study and series.

    Raises nothing for a bad file: it is left out with its reason.

    Args:
        found: The files.
        persons: Whose studies are known already, where these are only some of the files.
    """
    sorter = _Sorter(Persons() if persons is None else persons)
    for item in found:
        sorter.add(item)
    return sorter.index()


class _Sorter:
    """Collects files into series."""

    def __init__(self, persons: Persons) -> None:
        self.series: dict[tuple[str, str], list[Header]] = {}
        self.persons = persons
        self.skipped: list[tuple[str, str]] = []
        self._seen: set[tuple[str, str, str]] = set()
        self._study_of: dict[tuple[str, str], str] = {}
        self._names: dict[str, set[str]] = {}

    def add(self, item: Found) -> None:
        """Sort one file in, or leave it out."""
        header = named(item.header)
        reason = truncated(header)
        if not reason:
            header = self._of_one_study(self._of_one_person(header))
            reason = self._seen_before(header)
        if reason:
            self.skipped.append((item.shown, reason))
            return
        study = header.text("StudyInstanceUID")
        self._names.setdefault(study, set()).add(_name(header))
        self.series.setdefault((study, header.text("SeriesInstanceUID")), []).append(header)

    def _seen_before(self, header: Header) -> str:
        """Why a copy is left out; another patient's or another study's image is none, whatever its UID."""
        key = (_person(header), header.text("StudyInstanceUID"), header.text("SOPInstanceUID"))
        if key in self._seen:
            return tr("The same image was already found in another file.")
        self._seen.add(key)
        return ""

    def _of_one_person(self, header: Header) -> Header:
        """A study that names another patient is another study, and says so."""
        study = header.text("StudyInstanceUID")
        place = self.persons.place(study, _person(header))
        if not place:
            return header
        note = tr("Its patient differs from that of other images with the same Study Instance UID.")
        return changed(header, note, StudyInstanceUID=f"{study}#{place + 1}")

    def _of_one_study(self, header: Header) -> Header:
        """Images of one person's series are of one study, whatever some say."""
        key, study = (header.text("SeriesInstanceUID"), _person(header)), header.text("StudyInstanceUID")
        known = self._study_of.setdefault(key, study)
        if known == study:
            return header
        note = tr("Its Study Instance UID differs from that of other images of the same series.")
        return changed(header, note, StudyInstanceUID=known)

    def index(self) -> Index:
        studies: dict[str, list[Series]] = {}
        firsts: dict[str, Header] = {}
        taken: dict[str, int] = {}
        for (study, uid), members in self.series.items():
            count = taken[uid] = taken.get(uid, 0) + 1
            made = series_of(members, uid if count == 1 else f"{uid}#study{count}")
            studies.setdefault(study, []).extend(made)
            firsts.setdefault(study, members[0])
        times = {study: _time(headers) for study, headers in self._headers().items()}
        made_studies = (
            _study(firsts[uid], self._told_of_names(uid, series), times[uid]) for uid, series in studies.items()
        )
        return Index(tuple(sorted(made_studies, key=study_order)), tuple(self.skipped))

    def _headers(self) -> dict[str, list[Header]]:
        """The headers of each study."""
        found: dict[str, list[Header]] = {}
        for (study, _), members in self.series.items():
            found.setdefault(study, []).extend(members)
        return found

    def _told_of_names(self, study: str, series: list[Series]) -> list[Series]:
        """Names that differ under one Patient ID may be two spellings, or two patients: a reader must decide."""
        if len(self._names[study] - {""}) < 2:
            return series
        note = tr("Images of its study have the same Patient ID and different names: make sure whose they are.")
        return [replace(one, notes=(*one.notes, note)) for one in series]


def _person(header: Header) -> str:
    return header.text("PatientID") or header.text("PatientName")


def _name(header: Header) -> str:
    """The alphabetic name (PS3.5 6.2.1) as far as it tells people apart: without case, separators and empty parts."""
    return " ".join(header.text("PatientName").partition("=")[0].casefold().replace("^", " ").split())


def named(header: Header) -> Header:
    """The header with what it lacks of UIDs made from the file itself, so that they are the same at every scan."""
    missing = [keyword for keyword in _UIDS if not header.text(keyword)]
    if not missing:
        return header
    made = {keyword: _made_uid(header, keyword) for keyword in missing}
    return changed(header, tr("It has no {keywords}.").format(keywords=", ".join(missing)), **made)


def _made_uid(header: Header, keyword: str) -> str:
    """``2.25`` and a number (PS3.5 B.2), from the beginning and size of the file."""
    try:
        with open(header.path, "rb") as file:
            start = file.read(_START)
    except OSError:  # it went away meanwhile; loading it will say so
        start = header.path.encode("utf-8", "surrogateescape")
    digest = hashlib.sha256(start + f"{header.file_size} {keyword}".encode()).hexdigest()
    return f"2.25.{int(digest[:32], 16)}"


def changed(header: Header, note: str, **values: str) -> Header:
    """The header with other values, and a note for its series."""
    texts = {keyword: value.encode() for keyword, value in values.items()}
    return replace(header, values={**header.values, **texts}, notes=(*header.notes, note))


def truncated(header: Header) -> str:
    """Why the pixels of an uncompressed image cannot all be there; empty when they can."""
    if header.pixel_offset < 0 or header.text("TransferSyntaxUID") not in NATIVE:
        return ""
    needed = -(-_frame_bits(header) * frame_count(header) // 8)
    present = min(header.pixel_length, header.file_size - header.pixel_offset)
    if present >= needed:
        return ""
    return tr("It is truncated: {present} bytes of pixels where {needed} are needed.").format(
        present=max(0, present), needed=needed
    )


def _frame_bits(header: Header) -> int:
    """Bits of an uncompressed frame; with YBR_FULL_422 two pixels share their colours (PS3.3 C.7.6.3.1.2)."""
    samples = header.short("SamplesPerPixel", 1) or 1
    if samples == 3 and header.text("PhotometricInterpretation") in ("YBR_FULL_422", "YBR_PARTIAL_422"):
        samples = 2
    return header.short("Rows") * header.short("Columns") * samples * header.short("BitsAllocated")


def _time(headers: list[Header]) -> str:
    """When a study began: its own time, else that of its first acquisition."""
    told = (header.text("AcquisitionTime") for header in headers)
    return headers[0].text("StudyTime") or min(filter(None, told), default="")


def _study(first: Header, series: list[Series], time: str) -> Study:
    patient = Patient(*(first.text(key) for key in ("PatientID", "PatientName", "PatientBirthDate", "PatientSex")))
    return Study(
        uid=first.text("StudyInstanceUID"),
        patient=patient,
        date=first.text("StudyDate"),
        description=first.text("StudyDescription"),
        accession_number=first.text("AccessionNumber"),
        institution=first.text("InstitutionName"),
        series=tuple(sorted(series, key=lambda one: (one.number is None, one.number or 0, one.description, one.uid))),
        is_template=first.is_template,
        time=time,
    )


def study_order(study: Study) -> tuple[str, str, str, str, str]:
    """By patient, date, time, description."""
    return (study.patient.name, study.patient.patient_id, study.date, study.time, study.description)
