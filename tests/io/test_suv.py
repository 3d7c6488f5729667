"""SUV by body weight, against worked examples of QIBA's pseudo-code ("happy path" and vendor branches)."""

from __future__ import annotations

import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydicom.dataset import Dataset
from pydicom.sequence import Sequence

from medview.core.study import Series
from medview.core.volume import Quantity
from medview.io.dicom_volume import load_dicom
from medview.io.suv import of_dataset
from tests.io.making import ct_slice, ct_uids, nothing, only_series, save, scanned

PET = "1.2.840.10008.5.1.4.1.1.128"
HALF_LIFE_S = 6586.2
"""Fluorine-18."""


def isotope(**changes: Any) -> Sequence:
    item = Dataset()
    item.RadionuclideHalfLife, item.RadionuclideTotalDose = HALF_LIFE_S, 370e6
    item.RadiopharmaceuticalStartTime = "100000.00"
    for keyword, value in changes.items():
        if value is None:
            delattr(item, keyword)
        else:
            setattr(item, keyword, value)
    return Sequence([item])


HEADER: dict[str, Any] = {
    "SOPClassUID": PET, "Modality": "PT", "Units": "BQML", "DecayCorrection": "START", "PatientWeight": 70,
    "CorrectedImage": ["ATTN", "DECY", "SCAT"], "SeriesDate": "20240301", "SeriesTime": "110000",
    "AcquisitionDate": "20240301", "AcquisitionTime": "110000", "RescaleIntercept": 0,
}  # fmt: skip


def header(sequence: Sequence | None = None, **changes: Any) -> Dataset:
    made = Dataset()
    for keyword, value in (HEADER | changes).items():
        if value is not None:
            setattr(made, keyword, value)
    made.RadiopharmaceuticalInformationSequence = isotope() if sequence is None else sequence
    return made


def expected(elapsed_s: float, weight_kg: float = 70, dose_bq: float = 370e6) -> float:
    """SUVbw factor: weight in grams over the dose decayed to the start of the scan (QIBA)."""
    return weight_kg * 1000 / (dose_bq * 2 ** (-elapsed_s / HALF_LIFE_S))


def factor(dataset: Dataset) -> float:
    found = of_dataset(dataset)
    assert found.factor is not None, found.note
    return found.factor


def test_the_happy_path() -> None:
    """370 MBq an hour before the scan of 70 kg: 253.3 MBq are left, 5,000 Bq/mL are SUV 1.382."""
    assert factor(header()) == pytest.approx(expected(3600))
    assert 5000 * factor(header()) == pytest.approx(1.3816, abs=1e-4)
    assert "70 kg, 370 MBq, 253 MBq 60 min later" in of_dataset(header()).note


def test_values_corrected_to_the_injection_need_no_decay() -> None:
    assert factor(header(DecayCorrection="ADMIN")) == pytest.approx(70e3 / 370e6)


def test_an_injection_before_midnight() -> None:
    dataset = header(isotope(RadiopharmaceuticalStartTime="234500"), SeriesTime="003000", AcquisitionTime="003000")
    assert factor(dataset) == pytest.approx(expected(45 * 60))


def test_a_date_of_injection_comes_first() -> None:
    start = isotope(RadiopharmaceuticalStartDateTime="20240229230000.000000", RadiopharmaceuticalStartTime="100000")
    assert factor(header(start)) == pytest.approx(expected(12 * 3600))


def test_a_series_time_after_the_acquisition_is_that_of_a_reconstruction() -> None:
    """The scan's start is found back from the frame: its start less the reference time plus the mean count time."""
    changes = {"SeriesTime": "180000", "AcquisitionTime": "111000", "ActualFrameDuration": 120000}
    decay = math.log(2) / HALF_LIFE_S * 120
    mean = 120 / decay * math.log(decay / (1 - math.exp(-decay)))
    dataset = header(**changes, FrameReferenceTime=600000 + mean * 1000)
    assert factor(dataset) == pytest.approx(expected(3600), rel=1e-9)
    assert 59.9 < mean < 60


def test_ge_states_the_scan_privately() -> None:
    dataset = header(SeriesTime="180000", AcquisitionTime="111000")
    dataset.private_block(0x0009, "GEMS_PETD_01", create=True).add_new(0x0D, "DT", "20240301110000.00")
    assert factor(dataset) == pytest.approx(expected(3600))


def philips(element: int, value: float) -> Dataset:
    dataset = header(Units="CNTS")
    dataset.private_block(0x7053, "Philips PET Private Group", create=True).add_new(element, "DS", str(value))
    return dataset


def test_philips_factors() -> None:
    assert factor(philips(0x00, 0.000412)) == pytest.approx(0.000412)
    assert factor(philips(0x09, 1.25)) == pytest.approx(1.25 * expected(3600))


def test_a_file_that_is_in_suv_already() -> None:
    assert factor(header(Units="GML")) == 1.0
    assert of_dataset(header(Units="GML", SUVType="LBM")).factor is None


@pytest.mark.parametrize("date", ["20240229", "20240220", "20230301", "20240311", "19000101"])
def test_dates_that_do_not_fit_are_left_out(date: str) -> None:
    dataset = header(isotope(RadiopharmaceuticalStartDateTime=f"{date}100000"))
    assert factor(dataset) == pytest.approx(expected(3600))
    assert "only their times of day were used" in of_dataset(dataset).note


@pytest.mark.parametrize(
    ("start", "zone", "minutes"),
    [
        ("20240301100000+0100", None, 60),
        ("20240301090000+0000", "+0100", 60),
        ("20240301100000", "-0500", 60),
        ("20240229230000-1000", "+0100", 60),
    ],
)
def test_time_zones_count_where_both_are_known(start: str, zone: str | None, minutes: int) -> None:
    dataset = header(isotope(RadiopharmaceuticalStartDateTime=start), TimezoneOffsetFromUTC=zone)
    assert factor(dataset) == pytest.approx(expected(minutes * 60))
    assert "times of day" not in of_dataset(dataset).note


REFUSED: dict[str, tuple[Dataset, str]] = {
    "weight": (header(PatientWeight=None), "the patient's weight is not stated"),
    "zero weight": (header(PatientWeight=0), "the patient's weight is not stated"),
    "dose": (header(isotope(RadionuclideTotalDose=None)), "the injected dose is not stated"),
    "dose in MBq": (header(isotope(RadionuclideTotalDose=370)), "370 Bq cannot be meant"),
    "half-life": (header(isotope(RadionuclideHalfLife=None)), "the half-life is not stated"),
    "injection": (header(isotope(RadiopharmaceuticalStartTime=None)), "the time of injection is not stated"),
    "scan": (header(SeriesTime=None, AcquisitionTime=None), "the time of the scan is not stated"),
    "no isotope": (header(Sequence([])), "the injected dose is not stated"),
    "attenuation": (header(CorrectedImage=["DECY"]), "not corrected for attenuation"),
    "decay": (header(DecayCorrection="NONE"), "the time of decay correction is NONE"),
    "counts": (header(Units="CNTS"), "counts without the maker's factor"),
    "weight in grams": (header(PatientWeight=70000), "a weight of 70000 kg cannot be meant"),
    "injection after the scan": (
        header(isotope(RadiopharmaceuticalStartDateTime="20240301130000")),
        "2.0 h after the scan",
    ),
    "late on the same day": (
        header(isotope(RadiopharmaceuticalStartDateTime="20240301235500")),
        "an injection 12.9 h after the scan",
    ),
    "at noon of the day before": (
        header(isotope(RadiopharmaceuticalStartDateTime="20240229120000")),
        "an injection 23.0 h before the scan cannot be meant",
    ),
    "days before, long lived": (
        header(isotope(RadiopharmaceuticalStartDateTime="20240225100000", RadionuclideHalfLife=282276)),
        "an injection 121.0 h before the scan cannot be meant",
    ),
    "numbers that overflow": (
        header(SeriesTime=None, FrameReferenceTime=1e300, ActualFrameDuration=1),
        "its times and numbers cannot be meant",
    ),
    "unit": (header(Units="PROPCPS"), "its values are in PROPCPS"),
}


@pytest.mark.parametrize("reason", REFUSED)
def test_what_is_missing_is_told(reason: str) -> None:
    dataset, told = REFUSED[reason]
    found = of_dataset(dataset)
    assert found.factor is None
    assert "SUV cannot be computed" in found.note
    assert told in found.note


def series(tmp_path: Path, **changes: Any) -> Series:
    uids = ct_uids()
    for number in range(3):
        made = HEADER | {"RescaleSlope": str(2.0 + number)} | changes
        dataset = ct_slice(number, uids, np.full((4, 4), 1000, np.uint16), **made)
        dataset.RadiopharmaceuticalInformationSequence = isotope()
        save(dataset, tmp_path / "in" / str(number))
    return only_series(scanned(tmp_path / "in", tmp_path))[1]


def test_a_loaded_series_is_in_suv_with_each_slice_s_own_slope(tmp_path: Path) -> None:
    found = series(tmp_path)
    stored = load_dicom(found, tmp_path / "v.npy", nothing)
    assert stored.quantity is Quantity.SUV
    values = stored.open().array
    assert values.dtype == np.float32
    assert values[:, 0, 0] == pytest.approx([1000 * slope * expected(3600) for slope in (2, 3, 4)])
    assert "SUV by body weight: 70 kg" in found.notes[0]


def test_without_suv_values_stay_as_they_are_and_the_reason_is_noted(tmp_path: Path) -> None:
    found = series(tmp_path, PatientWeight=0)
    stored = load_dicom(found, tmp_path / "v.npy", nothing)
    assert stored.quantity is Quantity.ARBITRARY
    assert stored.open().array[:, 0, 0].tolist() == [2000, 3000, 4000]
    assert "Values in Bq/mL; SUV cannot be computed: the patient's weight is not stated." in found.notes
