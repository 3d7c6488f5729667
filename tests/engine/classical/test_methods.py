"""Classical methods on a body of which every volume is known."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from medview.catalog.package import load_package
from medview.catalog.schema import Configuration
from medview.core.errors import ModelError, NotTrusted
from medview.core.finding import Curve, Field, Finding, Provenance, Quantity, Region, finding_from_json, finding_to_json
from medview.core.geometry import Geometry
from medview.core.resources import resource
from medview.core.stages import Stages
from medview.core.volume import Quantity as Measures
from medview.core.volume import Volume
from medview.engine.classical.findings import BELOW, LOW_ATTENUATION, classical_findings
from medview.engine.classical.golden import phantom_volumes
from medview.engine.classical.methods import Classical, method_of, run_classical
from medview.engine.classical.phantom import BONE, KNOWN, LUNG, TISSUE, phantom

TURNS = {
    "axial": [[0, 0, 1], [0, 1, 0], [1, 0, 0]],
    "from the head": [[0, 0, -1], [0, 1, 0], [1, 0, 0]],
    "mirrored": [[0, 0, 1], [0, 1, 0], [-1, 0, 0]],
    "coronal": [[0, 1, 0], [0, 0, -1], [1, 0, 0]],
    "sagittal": [[1, 0, 0], [0, 0, 1], [0, -1, 0]],
}
"""Rows: LPS directions of growing k, j, i."""

SOURCE = Provenance("m", "1", "0", "s", (), "f", (), "1", "2026-01-01T00:00:00+00:00")


def _quiet() -> Stages:
    return Stages(lambda fraction, note="", stage="": None)


def _configuration(name: str) -> Configuration:
    return load_package(Path(resource("models", name))).configuration


def _run(name: str, volume: Volume, folder: Path) -> Classical:
    return run_classical(_configuration(name), volume, folder / "labels.npy", _quiet())


def _turned(name: str) -> np.ndarray[tuple[int, ...], np.dtype[np.float64]]:
    return np.array(TURNS[name], np.float64).T


@pytest.mark.parametrize("turn", list(TURNS))
def test_lungs_have_their_volumes_and_sides_however_the_ct_lies(turn: str, tmp_path: Path) -> None:
    volume = phantom((4.0, 3.0, 3.0), _turned(turn))
    found = _run("ct-lungs", volume, tmp_path)
    assert found.notes == ()
    for right, left in ((1, 2), (3, 4)):
        assert found.parts[right].centre_lps[0] == pytest.approx(-70.0, abs=1.5)
        assert found.parts[left].centre_lps[0] == pytest.approx(70.0, abs=1.5)
    for value in (1, 2):
        whole = found.parts[value].ml + found.parts[value + 2].ml
        assert whole == pytest.approx(KNOWN.lung, rel=0.02)
        assert found.parts[value + 2].ml == pytest.approx(KNOWN.destroyed, rel=0.08)
    labels = np.load(tmp_path / "labels.npy")
    assert labels.shape == volume.geometry.shape
    assert {int(value) for value in np.unique(labels)} == {0, 1, 2}
    assert found.destroyed is not None
    low = np.load(found.destroyed)
    assert low.sum() == found.parts[3].voxels + found.parts[4].voxels
    assert not low[labels == 0].any()


def test_trachea_gas_and_table_belong_to_nothing(tmp_path: Path) -> None:
    volume = phantom((4.0, 3.0, 3.0))
    _run("ct-lungs", volume, tmp_path)
    labels = np.load(tmp_path / "labels.npy")
    for point in ((0.0, 0.0, 70.0), (0.0, -20.0, -75.0)):  # in the trachea, in the bowel
        assert labels[tuple(np.rint(volume.geometry.to_index(point)).astype(int))] == 0
    _run("ct-body", volume, tmp_path)
    labels = np.load(tmp_path / "labels.npy")
    assert labels[tuple(np.rint(volume.geometry.to_index((0.0, 118.0, 0.0))).astype(int))] == 0
    assert labels[tuple(np.rint(volume.geometry.to_index((0.0, 0.0, 70.0))).astype(int))] == 1


@pytest.mark.parametrize(("name", "expected"), [("ct-body", KNOWN.body), ("ct-bone", KNOWN.spine)])
def test_body_and_bone_have_their_volumes(name: str, expected: float, tmp_path: Path) -> None:
    found = _run(name, phantom((4.0, 3.0, 3.0)), tmp_path)
    assert set(found.parts) == {1}
    assert found.parts[1].ml == pytest.approx(expected, rel=0.025)


def test_lungs_that_touch_are_cut_and_vessels_are_filled(tmp_path: Path) -> None:
    volume = phantom((4.0, 3.0, 3.0))
    array = volume.array.copy()
    k, j, i = np.indices(array.shape)
    x, y, z = np.moveaxis(volume.geometry.to_lps(np.stack((k, j, i), -1)), -1, 0)
    bridge = (np.abs(x) < 40) & (np.hypot(y + 20, z) < 9)
    vessel = (np.hypot(y, z) < 4) & (np.abs(x - 70) < 35)
    array[bridge], array[vessel] = LUNG, TISSUE
    found = _run("ct-lungs", Volume(volume.geometry, array, Measures.HU), tmp_path)
    right, left = (found.parts[value].ml + found.parts[value + 2].ml for value in (1, 2))
    assert right == pytest.approx(KNOWN.lung, rel=0.04)
    assert left == pytest.approx(KNOWN.lung, rel=0.04)


def test_the_curve_ends_at_the_lungs_volume_and_steps_where_the_densities_are(tmp_path: Path) -> None:
    found = _run("ct-lungs", phantom((4.0, 3.0, 3.0)), tmp_path)
    told = classical_findings(found, _configuration("ct-lungs"), "labels.npy", SOURCE)
    (curve,) = (one.value for one in told if one.what is BELOW)
    assert isinstance(curve, Curve)
    assert [line.name for line in curve.lines] == ["Both lungs", "Right lung", "Left lung"]
    both = dict(zip(curve.places, curve.lines[0].values, strict=True))
    assert both[-984.0] == 0.0
    assert both[-976.0] == pytest.approx(2 * KNOWN.destroyed, rel=0.08)
    assert both[0.0] == pytest.approx(2 * KNOWN.lung, rel=0.02)


def test_findings_of_lungs_are_volumes_and_the_low_part_of_them(tmp_path: Path) -> None:
    found = _run("ct-lungs", phantom((4.0, 3.0, 3.0)), tmp_path)
    told = classical_findings(found, _configuration("ct-lungs"), "labels.npy", SOURCE)
    low = [one for one in told if one.what is LOW_ATTENUATION]
    assert [one.laterality.meaning if one.laterality else "" for one in low] == ["", "Right", "Left"]
    for one in low:
        assert isinstance(one.value, Quantity)
        assert one.value.value == pytest.approx(100 * KNOWN.destroyed / KNOWN.lung, rel=0.08)
    assert isinstance(told[0].where, Region)
    assert told[0].where.labels == (1, 2)
    assert isinstance(told[-1].value, Field)
    assert all(finding_from_json(json.loads(json.dumps(finding_to_json(one)))) == one for one in told)


def test_one_lung_keeps_its_side(tmp_path: Path) -> None:
    volume = phantom((4.0, 3.0, 3.0))
    array = volume.array.copy()
    x = volume.geometry.to_lps(np.stack(tuple(np.indices(array.shape)), -1))[..., 0]
    array[(x < -20) & (array < -500) & (x > -120)] = TISSUE
    found = _run("ct-lungs", Volume(volume.geometry, array, Measures.HU), tmp_path)
    assert set(found.parts) == {2, 4}
    assert any("Only one lung" in note for note in found.notes)
    told = classical_findings(found, _configuration("ct-lungs"), "labels.npy", SOURCE)
    assert told[0].what.meaning == "Left lung"


@pytest.mark.parametrize("name", ["ct-lungs", "ct-body", "ct-bone"])
def test_what_is_no_ct_is_refused_with_the_reason(name: str, tmp_path: Path) -> None:
    values = np.random.default_rng(0).integers(0, 800, (20, 40, 40)).astype(np.int16)
    geometry = Geometry(values.shape, np.diag([3.0, 3.0, 3.0, 1.0]))
    with pytest.raises(NotTrusted, match="Hounsfield"):
        _run(name, Volume(geometry, values), tmp_path)


def test_a_ct_without_what_is_looked_for_says_so(tmp_path: Path) -> None:
    volume = phantom((4.0, 3.0, 3.0))
    full = np.where(volume.array == LUNG, TISSUE, np.where(volume.array == BONE, TISSUE, volume.array))
    full[full < -950] = np.where(np.abs(volume.array)[full < -950] < 990, TISSUE, -1000)
    other = Volume(volume.geometry, full.astype(np.int16), Measures.HU)
    with pytest.raises(NotTrusted, match="No lungs"):
        _run("ct-lungs", other, tmp_path)
    with pytest.raises(NotTrusted, match="No bone"):
        _run("ct-bone", other, tmp_path)
    empty = Volume(volume.geometry, np.full_like(full, -1000), Measures.HU)
    with pytest.raises(NotTrusted, match="No body"):
        _run("ct-body", empty, tmp_path)


@pytest.mark.parametrize("name", ["ct-lungs", "ct-body", "ct-bone"])
def test_packages_give_their_golden_volumes(name: str, tmp_path: Path) -> None:
    made = _configuration(name)
    found = phantom_volumes(made, tmp_path)
    np.testing.assert_allclose(found, made.golden.volumes_ml, atol=0.1)  # type: ignore[union-attr]


def test_every_slab_and_slice_can_stop_it(tmp_path: Path) -> None:
    told: list[str] = []

    def checkpoint(fraction: float, note: str = "", stage: str = "") -> None:
        told.append(stage)
        if told.count("restore") == 3:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_classical(_configuration("ct-body"), phantom((6.0, 5.0, 5.0)), tmp_path / "l.npy", Stages(checkpoint))
    assert told.count("prepare") > 10


def test_a_package_with_a_network_is_no_method() -> None:
    with pytest.raises(ModelError, match="no classical method"):
        method_of(_configuration("hippocampus-mr"))


def test_findings_have_identifiers_of_their_own(tmp_path: Path) -> None:
    found = _run("ct-bone", phantom((6.0, 4.0, 4.0)), tmp_path)
    told: tuple[Finding, ...] = classical_findings(found, _configuration("ct-bone"), "labels.npy", SOURCE)
    assert len({one.id for one in told}) == len(told) == 1
