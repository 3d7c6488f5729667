import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from medview.catalog import Catalog, load_package
from medview.catalog.manifest import MANIFEST
from medview.catalog.package import Package, configuration_json
from medview.catalog.schema import Check
from medview.core.errors import ModelError
from tests.catalog.making import configuration, make_package

FILES = (
    "LICENSE",
    "configs/medview.json",
    "configs/metadata.json",
    "docs/README.md",
    "models/model.safetensors",
    MANIFEST,
)


def test_reads_what_it_writes(tmp_path: Path) -> None:
    package = load_package(make_package(tmp_path))
    again = make_package(tmp_path / "again", json.loads(configuration_json(package.configuration)))
    assert load_package(again).configuration == package.configuration


def classified() -> dict[str, Any]:
    data = configuration()
    del data["localisation"], data["plausible"]
    data["card"]["family"] = "classification"
    code = {"value": "56717001", "scheme": "SCT", "meaning": "Tuberculosis"}
    data["network"] |= {"name": "densenet", "out_channels": 2, "spatial_dims": 2}
    data["golden"] = {"recipe": "stored"}
    data["classes"] = [{"name": "none", "code": code, "finding": False}, {"name": "it", "code": code, "threshold": 0.4}]
    data["calibration"] |= {"points": [[0.0, 0.1], [1.0, 0.9]], "conformal": 0.7}
    data["gate"] = {"checks": [{"name": "blank", "sentence": "It is blank.", "high": 0.5, "refuses": True}]}
    return data


def test_classes_calibration_and_gate_are_read(tmp_path: Path) -> None:
    found = load_package(make_package(tmp_path, classified())).configuration
    assert [(one.threshold, one.finding) for one in found.classes] == [(0.5, False), (0.4, True)]
    assert found.calibration.points == ((0.0, 0.1), (1.0, 0.9))
    assert found.calibration.conformal == 0.7
    assert found.gate is not None
    assert found.gate.checks == (Check("blank", "It is blank.", None, 0.5, True),)
    again = make_package(tmp_path / "again", json.loads(configuration_json(found)))
    assert load_package(again).configuration == found


def test_classes_that_are_no_outputs_are_refused(tmp_path: Path) -> None:
    data = classified()
    data["network"]["out_channels"] = 3
    with pytest.raises(ModelError, match="more or fewer classes"):
        load_package(make_package(tmp_path, data))


def test_untouched_package_is_intact(tmp_path: Path) -> None:
    hashes = load_package(make_package(tmp_path)).verify()
    assert set(hashes) == set(FILES) - {MANIFEST}


@pytest.mark.parametrize("name", FILES)
def test_one_changed_byte_is_named(tmp_path: Path, name: str) -> None:
    root = make_package(tmp_path)
    package = load_package(root)
    data = bytearray((root / name).read_bytes())
    data[len(data) // 2] ^= 1
    (root / name).write_bytes(bytes(data))
    with pytest.raises(ModelError) as caught:
        package.verify()
    if name != MANIFEST:
        assert name in caught.value.message
    assert caught.value.hint


def test_missing_and_added_files_are_named(tmp_path: Path) -> None:
    root = make_package(tmp_path)
    package = load_package(root)
    (root / "models" / "extra.pkl").write_bytes(b"")
    with pytest.raises(ModelError, match=r"models/extra\.pkl .* not listed"):
        package.verify()
    (root / "models" / "extra.pkl").unlink()
    (root / "docs" / "README.md").unlink()
    with pytest.raises(ModelError, match=r"docs/README\.md .* missing"):
        package.verify()


def test_hashes_are_those_of_sha256sum(tmp_path: Path) -> None:
    root = make_package(tmp_path)
    line = next(line for line in (root / MANIFEST).read_text().splitlines() if line.endswith("  LICENSE"))
    assert line.split()[0] == hashlib.sha256(b"CC0").hexdigest()


@pytest.mark.parametrize(
    ("path", "value", "said"),
    [
        (("network", "name"), "my_unet", "network.name"),
        (("network", "_target_"), "os.system", "code to be run"),
        (("network", "arguments", "channels"), "$import os", "code to be run"),
        (("intensity", "kind"), "eval", "intensity.kind"),
        (("postprocess",), ["rm"], "postprocess"),
        (("localisation", "kind"), "guess", "localisation.kind"),
        (("card", "surprise"), 1, "unknown entry card.surprise"),
        (("card", "input", "surprise"), 1, "unknown entry card.input.surprise"),
        (("surprise",), 1, "unknown entry surprise"),
        (("card", "id"), "other", "another model"),
        (("card", "version"), "9.9.9", "different versions"),
        (("network", "weights"), "../../../secret.pt", "outside"),
        (("network", "weights"), "models/model.pkl", "neither"),
        (("network", "weights"), "models/none.pt", "not there"),
        (("network", "weights"), "models/deep/none.pt", "no model package has"),
        (("network", "folds"), ["../../folds.safetensors"], "outside"),
        (("golden",), {"recipe": "stored", "input": "../../in.npy", "output": "golden/output.npy"}, "outside"),
        (("golden",), {"recipe": "stored", "input": "golden/input.npy", "output": "/tmp/out.npy"}, "outside"),
        (("golden",), {"recipe": "stored", "input": "LICENSE", "output": "golden/output.npy"}, "not .npy"),
        (("golden",), {"recipe": "stored", "input": "a/b.npy", "output": "golden/output.npy"}, "no model package has"),
        (("localisation", "crop_labels"), [5], "label"),
        (("localisation", "crop_labels"), [5, 99], "does not explain"),
        (("golden", "volumes_ml"), [1.0], "golden"),
        (("preparation",), {"around": "../lungs.safetensors"}, "outside"),
        (("preparation",), {"around": "models/lungs.safetensors"}, "not there"),
        (("gate",), {"checks": [], "statistics": "../gate.safetensors"}, "outside"),
        (("gate",), {"checks": [], "statistics": "models/gate.pt"}, "not .safetensors"),
        (("gate",), {"checks": [], "statistics": "models/gate.safetensors"}, "not there"),
        (("gate",), {"checks": [{"name": "blank", "sentence": "It is blank.", "run": "x"}]}, "gate.checks.0"),
        (("calibration", "points"), [[0.0, 0.0], [0.5, 0.7], [0.5, 0.9]], "do not grow"),
        (("calibration", "points"), [[0.0, 0.6], [1.0, 0.4]], "do not grow"),
    ],
)
def test_anything_outside_the_vocabulary_is_refused(
    tmp_path: Path, path: tuple[str, ...], value: object, said: str
) -> None:
    data = configuration()
    inner = data
    for key in path[:-1]:
        inner = inner[key]
    inner[path[-1]] = value
    with pytest.raises(ModelError, match=said.replace(".", r"\.")):
        load_package(make_package(tmp_path, data))


@pytest.mark.parametrize("version", ["1" * 5000, "1" * 65, "", "../1", "1 0", "1\n", "-1"])
def test_versions_that_cannot_be_compared_or_name_a_folder_are_refused(tmp_path: Path, version: str) -> None:
    data = configuration()
    data["card"]["version"] = version
    with pytest.raises(ModelError, match="no usable version"):
        load_package(make_package(tmp_path, data))


@pytest.mark.parametrize("name", ["LICENSE", "configs/metadata.json", "configs/medview.json", "docs/README.md"])
def test_missing_part_is_named(tmp_path: Path, name: str) -> None:
    root = make_package(tmp_path)
    (root / name).unlink()
    with pytest.raises(ModelError, match=name.replace(".", r"\.")):
        load_package(root)


@pytest.mark.parametrize("text", ["", "[]", "{", "\x00", "[" * 100_000, '{"a": NaN}', '{"a": 1, "a": 2}'])
def test_damaged_json_is_told(tmp_path: Path, text: str) -> None:
    root = make_package(tmp_path)
    (root / "configs" / "medview.json").write_text(text)
    with pytest.raises(ModelError, match=r"medview\.json"):
        load_package(root)


def test_catalog_lists_sound_packages_and_names_broken_ones(tmp_path: Path) -> None:
    make_package(tmp_path)
    (tmp_path / "broken" / "configs").mkdir(parents=True)
    (tmp_path / "not a package").mkdir()
    catalog = Catalog((tmp_path, tmp_path / "absent"))
    assert [package.card.id for package in catalog.packages] == ["tiny"]
    assert [folder.name for folder, _ in catalog.unreadable] == ["broken"]
    assert catalog.find("tiny").card.name == "Tiny"
    with pytest.raises(ModelError, match="broken"):
        catalog.find("broken")
    with pytest.raises(ModelError, match="no model other"):
        catalog.find("other")


def test_no_fault_of_one_package_hides_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_package(tmp_path)
    (tmp_path / "strange" / "configs").mkdir(parents=True)

    def reading(folder: Path) -> Package:
        return load_package(folder) if folder.name != "strange" else [][0]

    monkeypatch.setattr("medview.catalog.catalog.load_package", reading)
    catalog = Catalog((tmp_path,))
    assert [one.package.card.id for one in catalog.installed] == ["tiny"]
    assert [(folder.name, "IndexError" in error.message) for folder, error in catalog.unreadable] == [("strange", True)]


def test_shipped_packages_are_intact() -> None:
    catalog = Catalog.shipped()
    assert not catalog.unreadable
    for package in catalog.packages:
        package.verify()


def slid() -> dict[str, Any]:
    """A model that reads five letters, and says how rare its classes are along sequences."""
    data = classified()
    del data["gate"], data["calibration"]["points"]
    data["card"] |= {"family": "sequences", "labels": []}
    data["letters"] = {"alphabet": list("ACGT"), "length": 5, "kinds": ["DNA"], "answers": "whole"}
    data["calibration"] |= {"frequencies": [0.5, 0.5]}
    expected = [{"name": "none", "part": 0.999}, {"name": "it", "part": 0.001}]
    data["card"]["scan"] = {"expected": expected, "source": "counted"}
    return data


def test_how_rare_classes_are_along_sequences_is_read(tmp_path: Path) -> None:
    found = load_package(make_package(tmp_path, slid()))
    assert found.configuration.calibration.frequencies == (0.5, 0.5)
    assert found.card.scan is not None
    assert found.card.scan.words == "it: 1 in 1,000"


@pytest.mark.parametrize(
    "wrong",
    [
        {"names": ("it", "none")},
        {"parts": (0.5, 0.1)},
        {"parts": (1.0, 0.0)},
        {"frequencies": [1.0]},
        {"frequencies": [1.0, 0.0]},
        {"length": 0},
        {"answers": "each"},
    ],
)
def test_how_rare_other_classes_are_is_refused(tmp_path: Path, wrong: dict[str, Any]) -> None:
    data = slid()
    names, parts = wrong.get("names", ("none", "it")), wrong.get("parts", (0.999, 0.001))
    data["card"]["scan"]["expected"] = [{"name": name, "part": part} for name, part in zip(names, parts, strict=True)]
    data["letters"] |= {name: wrong[name] for name in ("length", "answers") if name in wrong}
    data["calibration"] |= {name: wrong[name] for name in ("frequencies",) if name in wrong}
    with pytest.raises(ModelError, match="how rare other classes than its own are"):
        load_package(make_package(tmp_path, data))
