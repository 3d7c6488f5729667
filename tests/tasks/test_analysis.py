"""The shipped hippocampus model from a stored volume to an analysis, on images made by code or installed."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.catalog import Catalog, load_package
from medview.core.errors import ModelError, NotTrusted
from medview.core.finding import Analysis, Field, Quantity, Region
from medview.core.geometry import Geometry
from medview.core.resources import resource
from medview.core.study import Series
from medview.core.volume import StoredVolume, Volume
from medview.io.template import read_template
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.tasks.analysis import TASKS, analyse, verify
from tests.catalog.making import make_package, make_series

LEFT, RIGHT = "7771000", "24028007"
MODEL = "hippocampus-mr"


@pytest.fixture(scope="module")
def model() -> str:
    return str(Catalog.shipped().find(MODEL).folder)


def series(volume: Volume, modality: str = "MR") -> Series:
    return replace(make_series(modality=modality), geometry=volume.geometry)


@pytest.fixture(scope="module")
def whole(model: str, tmp_path_factory: pytest.TempPathFactory) -> tuple[Analysis, LocalContext, Volume, list[float]]:
    """The template, tilted, moved and stored along other axes, analysed."""
    fractions: list[float] = []
    template = read_template()
    turn = np.eye(4)
    turn[:3, :3] = [[np.cos(0.15), -np.sin(0.15), 0.0], [np.sin(0.15), np.cos(0.15), 0.0], [0.0, 0.0, 1.0]]
    turn[:3, 3] = (30.0, -50.0, 70.0)
    affine = (turn @ template.geometry.affine)[:, [2, 0, 1, 3]]
    array = np.ascontiguousarray(template.array.transpose(2, 0, 1))
    volume = Volume(Geometry(array.shape, affine), array)
    folder = tmp_path_factory.mktemp("whole")
    context = LocalContext(folder, lambda fraction, _: fractions.append(fraction))
    analysis = analyse(context, model, series(volume), volume.store(folder / "volume.npy"))
    return analysis, context, volume, fractions


def by_side(analysis: Analysis, side: str) -> list[Quantity]:
    found = [finding for finding in analysis.findings if finding.laterality and finding.laterality.value == side]
    return [finding.value for finding in found]


def test_both_hippocampi_of_a_whole_head_are_measured(
    whole: tuple[Analysis, LocalContext, Volume, list[float]],
) -> None:
    analysis, *_ = whole
    for side in (LEFT, RIGHT):
        total, front, rear = by_side(analysis, side)
        assert 2.0 <= total.value <= 5.5
        assert total.value == pytest.approx(front.value + rear.value)
        assert total.low < total.value < total.high
        assert total.coverage == 0.9
    assert by_side(analysis, LEFT)[0].value == pytest.approx(by_side(analysis, RIGHT)[0].value, rel=0.1)
    assert {label.value for label in analysis.labels} == {1, 2, 3, 4}
    assert analysis.warnings == ()


def test_they_are_where_they_are(whole: tuple[Analysis, LocalContext, Volume, list[float]]) -> None:
    analysis, _, volume, _ = whole
    template = read_template().geometry
    for finding in analysis.findings:
        if finding.laterality and isinstance(finding.where, Region) and len(finding.where.labels) == 2:
            labels = np.load(finding.where.mask)
            index = np.argwhere(np.isin(labels, finding.where.labels)).mean(axis=0)
            assert finding.where.centroid_lps == pytest.approx(volume.geometry.to_lps(index), abs=0.01)
            place = template.to_lps(index[[1, 2, 0]])  # back to the template's own axes and place
            expected = (26.0 if finding.laterality.value == LEFT else -26.0, 23.0, -14.0)
            assert np.linalg.norm(place - expected) < 6.0


def test_masks_agree_with_volumes(whole: tuple[Analysis, LocalContext, Volume, list[float]]) -> None:
    analysis, _, volume, _ = whole
    for finding in analysis.findings:
        if finding.laterality and isinstance(finding.where, Region) and isinstance(finding.value, Quantity):
            labels = np.load(finding.where.mask)
            assert labels.shape == volume.array.shape
            assert labels.dtype == np.uint8
            mask = np.isin(labels, finding.where.labels)
            assert finding.value.value == pytest.approx(mask.sum() * volume.geometry.voxel_ml)


def test_uncertainty_asymmetry_and_provenance(whole: tuple[Analysis, LocalContext, Volume, list[float]]) -> None:
    analysis, _, volume, _ = whole
    *_, asymmetry, uncertainty = analysis.findings
    assert asymmetry.what.value == "ASYMMETRY-INDEX"
    assert asymmetry.value.low < asymmetry.value.value < asymmetry.value.high
    assert isinstance(uncertainty.value, Field)
    field = np.load(uncertainty.value.path)
    assert (field.shape, field.dtype) == (volume.array.shape, np.float16)
    assert 0.0 < float(field.max()) <= 1.0
    source = analysis.findings[0].source
    plan = dict(source.plan)
    assert len(source.weights_sha256) == 64
    assert plan["device"] in ("cpu", "cuda", "mps")
    assert int(plan["windows"]) >= 2
    assert float(plan["registration_rotation_deg"]) == pytest.approx(8.6, abs=1.5)
    assert len({finding.id for finding in analysis.findings}) == len(analysis.findings)


def test_progress_and_partial_result(whole: tuple[Analysis, LocalContext, Volume, list[float]]) -> None:
    _, context, _, fractions = whole
    assert fractions == sorted(fractions)
    assert fractions[-1] == 1.0
    assert len(context.partials) == 1
    assert Path(context.partials[0]).is_file()


def test_a_crop_has_no_side(model: str, tmp_path: Path) -> None:
    template = read_template()
    low, high = (template.geometry.to_index(corner) for corner in ((46.0, 51.0, -34.0), (6.0, -4.0, 13.0)))
    start, stop = np.minimum(low, high).round().astype(int), np.maximum(low, high).round().astype(int)
    array = np.ascontiguousarray(template.array[tuple(map(slice, start, stop))])
    volume = Volume(template.geometry.cropped(start, array.shape), array)
    analysis = analyse(LocalContext(tmp_path), model, series(volume, ""), volume.store(tmp_path / "volume.npy"))
    assert [label.value for label in analysis.labels] == [5, 6]
    assert all(finding.laterality is None for finding in analysis.findings)
    assert 2.0 <= analysis.findings[0].value.value <= 5.5
    assert "side is not stated" in analysis.warnings[0]
    assert dict(analysis.findings[0].source.plan)["localisation"].startswith("none")


def stored(tmp_path: Path, array: np.ndarray, side: float = 2.0) -> tuple[Volume, StoredVolume]:
    volume = Volume(Geometry.from_axes(array.shape, (side,) * 3, np.eye(3)[:, ::-1], (0.0, 0.0, 0.0)), array)
    return volume, volume.store(tmp_path / "volume.npy")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (lambda given: replace(given, modality="CT"), "CT series"),
        (lambda given: replace(given, geometry=None, irregular="a slice is missing."), "a slice is missing"),
        (lambda given: replace(given, body_part="KNEE"), "KNEE"),
    ],
)
def test_what_the_model_does_not_read_is_refused(
    model: str, tmp_path: Path, change: Callable[[Series], Series], said: str
) -> None:
    volume, file = stored(tmp_path, np.zeros((120, 120, 120), np.float32), 1.0)
    with pytest.raises(ModelError, match=said) as caught:
        analyse(LocalContext(tmp_path), model, change(series(volume)), file)
    assert "T1" in caught.value.hint
    assert not (tmp_path / "labels.npy").exists()


def test_noise_is_not_drawn_upon(model: str, tmp_path: Path) -> None:
    array = np.random.default_rng(0).normal(100, 20, (100, 100, 100)).astype(np.float32)
    volume, file = stored(tmp_path, array, 1.4)
    with pytest.raises(NotTrusted):
        analyse(LocalContext(tmp_path), model, series(volume, ""), file)
    assert not (tmp_path / "labels.npy").exists()


def test_cancel_is_answered(model: str, tmp_path: Path) -> None:
    volume, file = stored(tmp_path, np.ones((100, 100, 100), np.float32), 1.4)
    context = LocalContext(tmp_path)
    context.cancel()
    with pytest.raises(JobCancelled):
        analyse(context, model, series(volume), file)


def test_one_changed_byte_stops_the_analysis(tmp_path: Path) -> None:
    folder = make_package(tmp_path)
    (folder / "models" / "model.safetensors").write_bytes(b"Weights")
    volume, file = stored(tmp_path, np.ones((100, 100, 100), np.float32), 1.4)
    with pytest.raises(ModelError, match=r"models/model\.safetensors"):
        analyse(LocalContext(tmp_path), str(folder), series(volume), file)


def test_the_shipped_model_gives_its_golden_output(model: str, tmp_path: Path) -> None:
    result = verify(LocalContext(tmp_path), model)
    assert result.model == MODEL
    assert result.golden_ml == pytest.approx(result.expected_ml, abs=result.tolerance_ml)
    assert result.files >= 5


@pytest.mark.parametrize("name", sorted(folder.name for folder in resource("models").iterdir()))
def test_every_shipped_model_passes_its_self_test(name: str, tmp_path: Path) -> None:
    """Its golden output, and of a package that explains itself that its maps depend on what it learned."""
    package = load_package(resource("models", name))
    result = verify(LocalContext(tmp_path), str(package.folder))
    assert (result.model, result.weights_sha256) == (name, package.weights_sha256())
    stated = package.configuration.evidence
    assert {method for method, _ in result.alike} == set(stated.methods if stated else ())


def test_a_golden_output_that_differs_is_told(model: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("medview.tasks.verifying.golden_volumes", lambda *_: (9.0, 9.0))
    with pytest.raises(ModelError, match="golden output"):
        verify(LocalContext(tmp_path), model)


def test_the_tasks_are_those_of_the_pool() -> None:
    assert set(TASKS) == {"align_pair", "analyse", "analyse_variants", "explain", "splice_effects", "verify"}
    assert resource("models", MODEL).is_dir()
