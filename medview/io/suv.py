"""Standardized uptake values by body weight from a PET image's own header.

Source: QIBA's vendor-neutral pseudo-code for SUV ("happy path" and its vendor branches,
qibawiki.rsna.org/index.php/Standardized_Uptake_Value_(SUV)); PS3.3 C.8.9.1 (PET Series), C.8.9.2 (PET Isotope).
"""

from __future__ import annotations

import math
import re
import warnings
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from functools import lru_cache
from typing import Any

import pydicom
from pydicom.dataset import Dataset

from medview.core.text import tr
from medview.io.dicom_header import Header

LEAST_DOSE_BQ = 1e5
"""A total dose below this is not in becquerel, or no dose for imaging (patients get 10 MBq and more)."""
MOST_WEIGHT_KG = 1000
"""A heavier patient was not weighed in kilograms."""
MOST_HALF_LIVES = 10
"""After so many, a thousandth of the dose is left, and no image is made of it."""

_PHILIPS, _PHILIPS_GROUP, _SUV_FACTOR, _BQML_FACTOR = "Philips PET Private Group", 0x7053, 0x00, 0x09
_GE, _GE_GROUP, _SCAN_START = "GEMS_PETD_01", 0x0009, 0x0D
_DAY = timedelta(days=1)
_OFFSET = re.compile(r"([+-])(\d\d)([0-5]\d)\s*$")
"""What follows a date and time (PS3.5 table 6.2-1, DT), and Timezone Offset From UTC."""


class _MissingError(Exception):
    """Something SUV needs is not there; the text says what."""


@dataclass(frozen=True)
class Suv:
    """How values become SUV.

    Args:
        factor: What to multiply a value (after the rescale slope) by, g/mL; None when it cannot be computed.
        note: How it was computed, or why not.
    """

    factor: float | None
    note: str


def told(header: Header) -> tuple[str, ...]:
    """What a reader should know of the values of a PET series."""
    return (suv(header.path, header.file_size, header.modified_ns).note,)


@lru_cache(maxsize=256)
def suv(path: str, _file_size: int = 0, _modified_ns: int = 0) -> Suv:
    """The factor for a series, from one of its images."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            return of_dataset(pydicom.dcmread(path, stop_before_pixels=True, force=True))
        except Exception:  # noqa: BLE001  a damaged file raises whatever its parser stumbles over
            return Suv(None, tr("SUV cannot be computed: {why}.").format(why=tr("the header is damaged")))


def of_dataset(dataset: Dataset) -> Suv:
    """The factor by the image's Units (0054,1001)."""
    units = str(dataset.get("Units", "") or "").strip().upper()
    try:
        if units == "GML":
            return _given(dataset)
        if units == "CNTS":
            return _philips(dataset)
        if units == "BQML":
            factor, how = _from_activity(dataset)
            return Suv(factor, how)
        raise _MissingError(tr("its values are in {units}").format(units=units or tr("no stated unit")))
    except (_MissingError, ArithmeticError, ValueError) as error:
        missing = error if isinstance(error, _MissingError) else tr("its times and numbers cannot be meant")
        unit = "Bq/mL" if units == "BQML" else units or tr("arbitrary units")
        return Suv(None, tr("Values in {unit}; SUV cannot be computed: {why}.").format(unit=unit, why=missing))


def _given(dataset: Dataset) -> Suv:
    kind = str(dataset.get("SUVType", "") or "BW")
    if kind != "BW":
        raise _MissingError(tr("the file's own SUV is normalised by {kind}, not by body weight").format(kind=kind))
    return Suv(1.0, tr("SUV by body weight, as the file has it."))


def _philips(dataset: Dataset) -> Suv:
    given = _private(dataset, _PHILIPS_GROUP, _PHILIPS, _SUV_FACTOR)
    if given:
        return Suv(given, tr("SUV by body weight with the maker's own factor {factor:g}.").format(factor=given))
    activity = _private(dataset, _PHILIPS_GROUP, _PHILIPS, _BQML_FACTOR)
    if not activity:
        raise _MissingError(tr("counts without the maker's factor (7053,1000)"))
    factor, how = _from_activity(dataset)
    return Suv(factor * activity, how)


def _private(dataset: Dataset, group: int, creator: str, element: int) -> float:
    try:
        value = float(dataset.private_block(group, creator)[element].value)
    except (KeyError, TypeError, ValueError):
        return 0.0
    return value if math.isfinite(value) and value > 0 else 0.0


def _from_activity(dataset: Dataset) -> tuple[float, str]:
    """Body weight over the dose that is left when the values are meant."""
    corrected = [str(word).upper() for word in _listed(dataset.get("CorrectedImage"))]
    if not {"ATTN", "DECY"} <= set(corrected):
        raise _MissingError(tr("the values are not corrected for attenuation and decay"))
    isotope = (dataset.get("RadiopharmaceuticalInformationSequence") or [Dataset()])[0]
    weight = _positive(dataset, "PatientWeight", tr("the patient's weight"))
    dose = _positive(isotope, "RadionuclideTotalDose", tr("the injected dose"))
    if weight > MOST_WEIGHT_KG:
        raise _MissingError(tr("a weight of {weight:g} kg cannot be meant").format(weight=weight))
    if dose < LEAST_DOSE_BQ:
        raise _MissingError(tr("an injected dose of {dose:g} Bq cannot be meant").format(dose=dose))
    correction, odd = str(dataset.get("DecayCorrection", "") or "").upper(), ""
    if correction == "ADMIN":
        left, when = dose, tr("at injection")
    elif correction == "START":
        half_life = _positive(isotope, "RadionuclideHalfLife", tr("the half-life"))
        elapsed, odd = _elapsed(_scan_start(dataset, half_life), _injected(dataset, isotope, half_life), half_life)
        left, when = dose * 2 ** (-elapsed / half_life), tr("{minutes:.0f} min later").format(minutes=elapsed / 60)
    else:
        raise _MissingError(tr("the time of decay correction is {what}").format(what=correction or tr("not stated")))
    how = tr("SUV by body weight: {weight:g} kg, {dose:.0f} MBq, {left:.0f} MBq {when}.")
    told = how.format(weight=weight, dose=dose / 1e6, left=left / 1e6, when=when)
    return 1000 * weight / left, f"{told} {odd}".strip()


def _elapsed(scan: datetime, injected: datetime, half_life: float) -> tuple[float, str]:
    """Seconds from the injection to the scan, and what was odd about them.

    Dates that cannot be meant (shifted when names were removed, say) are left out where the isotope lives so short that
    both must be of one day; one that lives longer may have been injected days before.
    """
    if scan.tzinfo is None or injected.tzinfo is None:
        scan, injected = scan.replace(tzinfo=None), injected.replace(tzinfo=None)
    decayed = MOST_HALF_LIVES * half_life
    most = min(_DAY.total_seconds(), decayed)
    stated = (scan - injected).total_seconds()
    if 0 <= stated <= most:
        return stated, ""
    shifted = injected.date() != scan.date() and decayed <= _DAY.total_seconds()
    of_the_day = stated % _DAY.total_seconds()
    if shifted and of_the_day <= most:
        return of_the_day, tr("The dates of injection and scan do not fit together; only their times of day were used.")
    when = (
        tr("an injection {hours:.1f} h before the scan")
        if stated > 0
        else tr("an injection {hours:.1f} h after the scan")
    )
    raise _MissingError(tr("{when} cannot be meant").format(when=when.format(hours=abs(stated) / 3600)))


def _listed(value: Any) -> list[Any]:
    if value is None or value == "":
        return []
    return [value] if isinstance(value, str) else list(value)


def _positive(dataset: Dataset, keyword: str, what: str) -> float:
    try:
        value = float(dataset.get(keyword) or 0)
    except (TypeError, ValueError):
        value = 0.0
    if not (math.isfinite(value) and value > 0):
        raise _MissingError(tr("{what} is not stated").format(what=what))
    return value


def _scan_start(dataset: Dataset, half_life: float) -> datetime:
    """The time to which values are decay corrected: the series' own, unless that is later than the acquisition.

    A later one belongs to a reprocessed series. Then GE says it privately; else it is found back from the frame's
    start, its reference time and its mean count rate.
    """
    series, acquired = _moment(dataset, "Series"), _moment(dataset, "Acquisition")
    if series is not None and (acquired is None or series <= acquired):
        return series
    stated = _ge_start(dataset)
    if stated is not None:
        return stated
    if acquired is None:
        raise _MissingError(tr("the time of the scan is not stated"))
    reference, duration = (_seconds(dataset, key) for key in ("FrameReferenceTime", "ActualFrameDuration"))
    if reference is None or duration is None:
        return acquired
    decay = math.log(2) / half_life * duration
    mean = duration / decay * math.log(decay / -math.expm1(-decay)) if decay > 0 else 0.0
    return acquired - timedelta(seconds=reference - mean)


def _ge_start(dataset: Dataset) -> datetime | None:
    try:
        return _parsed(str(dataset.private_block(_GE_GROUP, _GE)[_SCAN_START].value), dataset)
    except KeyError:
        return None


def _seconds(dataset: Dataset, keyword: str) -> float | None:
    try:
        value = float(dataset.get(keyword))
    except (TypeError, ValueError):
        return None
    return value / 1000 if math.isfinite(value) else None


def _injected(dataset: Dataset, isotope: Dataset, half_life: float) -> datetime:
    """When the dose was measured; a time of day without a date is the last such time before the scan."""
    stated = _parsed(str(isotope.get("RadiopharmaceuticalStartDateTime", "") or ""), dataset)
    if stated is not None:
        return stated
    time = str(isotope.get("RadiopharmaceuticalStartTime", "") or "")
    start = _scan_start(dataset, half_life)
    injected = _parsed(f"{start:%Y%m%d}{time}", dataset) if time else None
    if injected is None:
        raise _MissingError(tr("the time of injection is not stated"))
    injected = injected.replace(tzinfo=start.tzinfo)
    return injected if injected <= start else injected - _DAY


def _moment(dataset: Dataset, which: str) -> datetime | None:
    date, time = (str(dataset.get(f"{which}{part}", "") or "") for part in ("Date", "Time"))
    return _parsed(date + time, dataset) if date and time else None


def _parsed(text: str, dataset: Dataset) -> datetime | None:
    """``YYYYMMDDHHMMSS`` with a fraction; in its own time zone, or the object's where that is stated."""
    zone = _zone(text) or _zone(str(dataset.get("TimezoneOffsetFromUTC", "") or ""))
    whole, _, fraction = _OFFSET.sub("", text.strip()).replace(":", "").partition(".")
    try:
        moment = datetime.strptime(whole.ljust(14, "0"), "%Y%m%d%H%M%S").replace(tzinfo=zone)
        return moment + timedelta(seconds=float(f"0.{fraction or '0'}"))
    except (ValueError, OverflowError):
        return None


def _zone(text: str) -> timezone | None:
    found = _OFFSET.search(text)
    if found is None or int(found[2]) > 14:  # the largest there is
        return None
    offset = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return timezone(-offset if found[1] == "-" else offset)
