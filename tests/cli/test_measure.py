from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from medview.cli.app import main
from medview.cli.desk import Windows
from medview.cli.exits import Exit
from medview.core.measurement import Measurement, OnPlane, Shape
from medview.core.measurement_json import measurement_to_json
from medview.core.study import Series
from medview.session.paths import user_paths
from medview.session.store import Store
from tests.io.making import only_series, scanned, write_ct


@pytest.fixture
def run(capsys):
    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments, Windows(lambda _: 0, lambda *_: 0, lambda *_: 0), user_paths())
        told = capsys.readouterr()
        return code, told.out, told.err

    return call


@pytest.fixture
def series(tmp_path: Path) -> Series:
    values = np.random.default_rng(1).integers(0, 500, (32, 32)).astype(np.uint16)
    return only_series(scanned(write_ct(tmp_path / "in", array=values), tmp_path))[1]


def drawn(series: Series, shape: Shape = Shape.RECTANGLE) -> Measurement:
    assert series.geometry is not None
    corners = series.geometry.to_lps([(2, 3.5, 3.5), (2, 9.5, 11.5)])
    right, down = series.geometry.directions[:, 2], series.geometry.directions[:, 1]
    on = OnPlane(tuple(right.tolist()), tuple(down.tolist()))
    points = tuple(tuple(corner) for corner in corners.tolist())
    return Measurement("m", series.uid, shape, points, on, "Node", author="R", fingerprint=series.fingerprint)


def test_stored_measurements_are_printed_for_machines_and_people(run, series: Series, tmp_path: Path) -> None:
    with Store(user_paths().store) as store:
        store.put_measurement(drawn(series))
    code, out, _ = run("measure", str(tmp_path / "in"), "--json", "--out", str(tmp_path / "table.csv"))
    document = json.loads(out)["measurements"]
    figures = {figure["name"]: figure for figure in document[0]["figures"]}
    assert code == Exit.DONE
    assert figures["pixels"]["value"] == 48
    assert figures["mean"]["unit"] == "[hnsf'U]"
    assert figures["mean"]["code"] == {"value": "373098007", "scheme": "SCT", "meaning": "Mean"}
    assert "Node" in (tmp_path / "table.csv").read_text()
    shown = run("measure", str(tmp_path / "in"))[1]
    assert "Node" in shown
    assert "Mean:" in shown


def test_nothing_drawn_is_told(run, series: Series, tmp_path: Path) -> None:
    code, out, _ = run("measure", str(tmp_path / "in"), "--json")
    assert code == Exit.INPUT
    assert "Nothing was drawn" in json.loads(out)["error"]["message"]


def test_an_exported_file_is_kept_for_its_own_images_only(run, series: Series, tmp_path: Path) -> None:
    mine, other = drawn(series), replace(drawn(series), id="o", fingerprint="another patient's")
    path = tmp_path / "drawn.json"
    path.write_text(json.dumps({"measurements": [measurement_to_json(one) for one in (mine, other)]}))
    code, out, err = run("measure", str(tmp_path / "in"), "--from", str(path), "--json")
    assert code == Exit.DONE
    assert [one["id"] for one in json.loads(out)["measurements"]] == ["m"]
    assert "1 of 2 measurements" in err
    with Store(user_paths().store) as store:
        assert store.measurements(series.fingerprint) == (mine,)
        assert store.measurements("another patient's") == ()
    path.write_text("[]")
    assert run("measure", str(tmp_path / "in"), "--from", str(path))[0] == Exit.INPUT
