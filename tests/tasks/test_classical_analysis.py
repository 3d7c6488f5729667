"""Classical methods as tasks: refused and accepted series, findings, files, what is warned of, and the self-test."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.catalog.acceptance import eligibility
from medview.catalog.package import load_package
from medview.core.errors import ModelError, NotTrusted
from medview.core.finding import Analysis, Curve, Field, Quantity, Region
from medview.core.resources import resource
from medview.core.study import Patient, Series, Study
from medview.core.volume import Quantity as Measures
from medview.core.volume import StoredVolume
from medview.engine.classical.phantom import KNOWN, phantom
from medview.jobs.local import LocalContext
from medview.report.wording import finding_title
from medview.tasks.analysis import analyse, verify
from medview.tasks.evidence import export_curve
from medview.tasks.explaining import explain
from medview.tasks.files import scan
from medview.tasks.loading import load
from medview.tasks.planning import plan_analysis
from medview.tasks.results import results
from tests.catalog.making import make_series

MODELS = ("ct-lungs", "ct-body", "ct-bone")


def _folder(name: str) -> str:
    return str(resource("models", name))


def _opened(folder: Path, **facts: object) -> tuple[Series, StoredVolume]:
    made = phantom((4.0, 3.0, 3.0))
    stored = replace(made.store(folder / "ct.npy"), quantity=Measures.HU)
    return replace(make_series(modality="CT"), geometry=made.geometry, **facts), stored  # type: ignore[arg-type]


def _run(folder: Path, name: str, **facts: object) -> Analysis:
    series, stored = _opened(folder, **facts)
    return analyse(LocalContext(folder), _folder(name), series, stored)


def test_lungs_are_told_with_their_part_below_the_limit_and_its_curve(tmp_path: Path) -> None:
    analysis = _run(tmp_path, "ct-lungs")
    told = {finding_title(one): one for one in analysis.findings}
    volume, share = told["Lungs"].value, told["Left low-attenuation part of the lung volume"].value
    assert isinstance(volume, Quantity)
    assert isinstance(share, Quantity)
    assert volume.value == pytest.approx(2 * KNOWN.lung, rel=0.02)
    assert share.value == pytest.approx(100 * KNOWN.destroyed / KNOWN.lung, rel=0.08)
    assert isinstance(told["Lung volume below each density"].value, Curve)
    assert isinstance(told["Low attenuation"].value, Field)
    assert [label.name for label in analysis.labels] == ["Right lung", "Left lung"]
    source = analysis.findings[0].source
    assert dict(source.plan)["method"] == "ct-lungs"
    assert len(source.weights_sha256) == 64
    assert "4.0 mm apart" in analysis.warnings[0]


@pytest.mark.parametrize(("name", "ml"), [("ct-body", KNOWN.body), ("ct-bone", KNOWN.spine)])
def test_body_and_bone_are_regions_with_volumes(tmp_path: Path, name: str, ml: float) -> None:
    (found,) = _run(tmp_path, name).findings
    assert isinstance(found.where, Region)
    assert isinstance(found.value, Quantity)
    assert found.value.value == pytest.approx(ml, rel=0.025)
    mask = np.load(found.where.mask)
    assert (mask > 0).sum() * 0.036 == pytest.approx(found.value.value)


def test_contrast_agent_is_warned_of(tmp_path: Path) -> None:
    assert any("contrast" in one for one in _run(tmp_path, "ct-bone", contrast="Iodine").warnings)


@pytest.mark.parametrize("name", MODELS)
def test_other_modalities_and_values_are_refused(tmp_path: Path, name: str) -> None:
    package = load_package(Path(_folder(name)))
    assert "CT only" in eligibility(package, make_series(modality="MR"))[0]
    assert eligibility(package, make_series(modality="CT", body_part="CHEST")) == ()
    values = np.random.default_rng(0).integers(0, 500, (20, 40, 40)).astype(np.int16)
    np.save(tmp_path / "mr.npy", values)
    series = make_series((20, 40, 40), 3.0, modality="")
    assert series.geometry is not None
    with pytest.raises(NotTrusted, match="Hounsfield"):
        analyse(LocalContext(tmp_path), _folder(name), series, StoredVolume(str(tmp_path / "mr.npy"), series.geometry))


@pytest.mark.parametrize("name", MODELS)
def test_every_method_passes_its_self_test(tmp_path: Path, name: str) -> None:
    result = verify(LocalContext(tmp_path), _folder(name))
    assert result.golden_ml == pytest.approx(result.expected_ml, abs=0.1)
    assert (result.device, result.alike) == ("cpu", ())


def test_it_is_planned_as_what_it_is(tmp_path: Path) -> None:
    plan = plan_analysis(LocalContext(tmp_path), _folder("ct-lungs"), make_series((600, 512, 512), 0.8, modality="CT"))
    assert plan.device == "cpu"
    assert 0 < plan.memory_mb < 1500
    assert "no network" in plan.notes[0]


def test_a_method_cannot_be_asked_why(tmp_path: Path) -> None:
    series, stored = _opened(tmp_path)
    (found,) = analyse(LocalContext(tmp_path), _folder("ct-bone"), series, stored).findings
    with pytest.raises(ModelError, match="classical method"):
        explain(LocalContext(tmp_path), _folder("ct-bone"), series, stored, found)


def test_the_curve_leaves_as_a_table(tmp_path: Path) -> None:
    series, stored = _opened(tmp_path)
    analysis = analyse(LocalContext(tmp_path), _folder("ct-lungs"), series, stored)
    study = Study(series.study_uid, Patient(), "", "", "", "", (series,))
    (result,) = (one for one in results(study, series, stored, analysis) if one.kind == "curve")
    path = export_curve(LocalContext(tmp_path), **result.into(tmp_path))
    with open(path, encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["Density (HU)", "Both lungs (mL)", "Right lung (mL)", "Left lung (mL)"]
    below = {float(row[0]): float(row[1]) for row in rows[1:]}
    assert below[-950.0] == pytest.approx(2 * KNOWN.destroyed, rel=0.08)
    assert below[0.0] == pytest.approx(2 * KNOWN.lung, rel=0.02)


@pytest.mark.shared
def test_a_real_chest_has_two_lungs_of_a_usual_size(shared_data: Path, tmp_path: Path) -> None:
    """Of a CT of chest, abdomen and pelvis: nothing is known of it, so only what holds of any chest is checked."""
    context = LocalContext(tmp_path)
    (study,) = scan(context, (str(shared_data / "dicom" / "series_ct_chest_abdomen_pelvis_cmb_crc.zip"),)).studies
    series = next(one for one in study.series if one.geometry is not None)
    loaded = load(context, series)
    assert isinstance(loaded, StoredVolume)
    analysis = analyse(context, _folder("ct-lungs"), series, loaded)
    volumes = {one.what.meaning: one.value.value for one in analysis.findings if isinstance(one.value, Quantity)}
    assert 2000 < volumes["Lungs"] < 8000
    assert 0.6 < volumes["Left lung"] / volumes["Right lung"] < 1.1
    places = {one.what.meaning: one.where for one in analysis.findings if isinstance(one.where, Region)}
    assert places["Right lung"].centroid_lps[0] < places["Left lung"].centroid_lps[0]
    assert not any("trachea" in warning for warning in analysis.warnings)
