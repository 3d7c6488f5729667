"""ONNX files imported and run with the commands; equal to onnxruntime, and to what is known by hand."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import onnxruntime
import pytest
from PIL import Image

from medview.catalog.package import load_package
from medview.core.errors import ModelError
from medview.engine.importing.draft import Answers
from medview.engine.importing.onnx import claims, read
from medview.engine.onnx.session import Session
from tests.engine.importing.commands import Command, commands
from tests.engine.onnx import models

BOOL = onnx.TensorProto.BOOL

TOLERANCE = 1e-4


@pytest.fixture
def command(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Command:
    return commands(monkeypatch, capsys)


def settings(tmp_path: Path, **entries: Any) -> Path:
    path = tmp_path / "settings.json"
    path.write_text(json.dumps(entries), encoding="utf-8")
    return path


def imported(command: Command, path: Path, *more: str | Path) -> dict[str, Any]:
    code, said = command("import", path, "--out", path.parent / "packages", *more)
    assert code == 0, said
    found: dict[str, Any] = said["imported"]
    return found


def ran(command: Command, folder: str, given: Path) -> tuple[np.ndarray, dict[str, Any]]:
    out = given.parent / "out.npy"
    code, said = command("run", folder, given, "--out", out)
    assert code == 0, said
    return np.load(out), said["ran"]


def reference(path: Path, given: np.ndarray) -> list[np.ndarray]:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    return session.run(None, {session.get_inputs()[0].name: given})


def noise(*shape: int) -> np.ndarray:
    return np.random.default_rng(3).random(shape, np.float32)


NETWORKS: dict[str, tuple[Callable[[Path], Path], tuple[int, ...], str]] = {
    "volumes of any size": (lambda p: models.segmenter(p, ("d", "h", "w")), (2, 1, 9, 10, 11), "segmentation"),
    "volumes of one size, one by one": (
        lambda p: models.segmenter(p, (8, 9, 10), 2, 4, 1),
        (3, 2, 8, 9, 10),
        "segmentation",
    ),
    "volumes in fours": (lambda p: models.segmenter(p, (8, 8, 8), batch=4), (5, 1, 8, 8, 8), "segmentation"),
    "slices": (lambda p: models.segmenter(p, (32, 40)), (1, 1, 32, 40), "segmentation"),
    "classes": (lambda p: models.classifier(p, (24, 32), 5), (2, 3, 24, 32), "classification"),
    "sequences": (lambda p: models.segmenter(p, ("length",), 4), (1, 4, 64), "sequences"),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_output_is_that_of_onnxruntime(name: str, command: Command, tmp_path: Path) -> None:
    make, shape, family = NETWORKS[name]
    path = make(tmp_path / "net.onnx")
    found = imported(command, path)
    assert found["configuration"]["card"]["family"] == family
    np.save(tmp_path / "given.npy", noise(*shape))
    output, _ = ran(command, found["folder"], tmp_path / "given.npy")
    batch = onnx.load(path).graph.input[0].type.tensor_type.shape.dim[0].dim_value or len(output)
    parts = [noise(*shape)[first : first + batch] for first in range(0, len(output), batch)]
    filled = [np.concatenate([part, np.zeros((batch - len(part), *part.shape[1:]), np.float32)]) for part in parts]
    expected = np.concatenate([reference(path, part)[0] for part in filled])[: len(output)]
    np.testing.assert_allclose(output, expected, atol=TOLERANCE)


@pytest.mark.parametrize("name", NETWORKS)
def test_golden_output_is_kept(name: str, tmp_path: Path, command: Command) -> None:
    path = NETWORKS[name][0](tmp_path / "net.onnx")
    folder = Path(imported(command, path)["folder"])
    batch = onnx.load(path).graph.input[0].type.tensor_type.shape.dim[0].dim_value or 1
    given = np.repeat(np.load(folder / "golden/input.npy"), batch, 0)
    found = np.load(folder / "golden/output.npy")
    np.testing.assert_allclose(found, reference(path, given)[0][:1], atol=TOLERANCE)
    assert found.std() > 0
    load_package(folder).verify()


def test_channels_last_are_turned(tmp_path: Path, command: Command) -> None:
    nodes, kept = models.convolutions(2, 3, 2)
    turned = [
        onnx.helper.make_node("Transpose", ["rows"], ["image"], perm=[0, 3, 1, 2]),
        *nodes,
        onnx.helper.make_node("Transpose", ["scores"], ["out"], perm=[0, 2, 3, 1]),
    ]
    outputs = [models.value("out", None)]
    path = models.save(tmp_path / "last.onnx", turned, [models.value("rows", (1, 32, 48, 3))], outputs, kept)
    found = imported(command, path)
    np.save(tmp_path / "given.npy", noise(1, 3, 32, 48))
    output, _ = ran(command, found["folder"], tmp_path / "given.npy")
    expected = reference(path, np.moveaxis(noise(1, 3, 32, 48), 1, -1))[0]
    np.testing.assert_allclose(output, np.moveaxis(expected, -1, 1), atol=TOLERANCE)


def test_classes_of_a_picture_have_names_and_chances(tmp_path: Path, command: Command) -> None:
    path = models.classifier(tmp_path / "birds.onnx", (24, 32), 3, ("heron", "stork", "crane"))
    found = imported(command, path)
    pixels = (noise(48, 64, 3) * 255).astype(np.uint8).repeat(2, 0)[::2]
    Image.fromarray(pixels).resize((32, 24)).save(tmp_path / "bird.png")
    given = np.asarray(Image.open(tmp_path / "bird.png")).transpose(2, 0, 1)[None] / np.float32(255.0)
    code, said = command("run", found["folder"], tmp_path / "bird.png", "--out", tmp_path / "o.npy", "--activation")
    assert code == 0
    logits = reference(path, given)[0][0].astype(np.float64)
    expected = np.exp(logits) / np.exp(logits).sum()
    np.testing.assert_allclose(np.load(tmp_path / "o.npy")[0], expected, atol=TOLERANCE)
    assert [row[1] for row in said["ran"]["rows"]] == ["heron", "stork", "crane"]
    assert float(said["ran"]["rows"][0][2]) == pytest.approx(expected[0], abs=1e-3)


def test_what_ends_in_softmax_is_no_logit(tmp_path: Path) -> None:
    path = models.classifier(tmp_path / "a.onnx", (24, 32), ending="Softmax")
    assert read(path, Answers()).configuration.output.activation == "none"


def bright_picture(path: Path, rows: int, columns: int) -> dict[int, tuple[int, int, int, int]]:
    """A dark picture with a red, a green and a blue box; returns x0, y0, x1, y1 of each."""
    boxes = {0: (5, 7, 31, 20), 1: (40, 12, 77, 45), 2: (60, 3, 96, 9)}
    pixels = np.zeros((rows, columns, 3), np.uint8)
    for colour, (x0, y0, x1, y1) in boxes.items():
        pixels[y0:y1, x0:x1, colour] = 250
    Image.fromarray(pixels).save(path)
    return boxes


DETECTORS: dict[str, tuple[Callable[[Path], Path], dict[str, Any]]] = {
    "YOLO 8": (lambda p: models.yolo(p, (64, 96)), {}),
    "YOLO 5": (lambda p: models.yolo(p, (64, 96), False, True, {"names": "['r', 'g', 'b']"}), {}),
    "stretched": (lambda p: models.yolo(p, (64, 64)), {"letterbox": False}),
    "higher than wide": (lambda p: models.yolo(p, (160, 96)), {}),
}


@pytest.mark.parametrize("rows", [49, 50, 53])
@pytest.mark.parametrize("name", DETECTORS)
def test_boxes_lie_where_the_picture_has_them(name: str, rows: int, command: Command, tmp_path: Path) -> None:
    make, entries = DETECTORS[name]
    said = settings(tmp_path, detection=entries)
    folder = imported(command, make(tmp_path / "boxes.onnx"), "--settings", said)["folder"]
    boxes = bright_picture(tmp_path / "picture.png", rows, 101)
    found, told = ran(command, folder, tmp_path / "picture.png")
    assert found.shape == (3, 6), "copies were not sorted out"
    assert {int(row[5]) for row in found} == set(boxes)
    pixel = max(1.0, 101 / 64 * 0.75)
    for row in found:
        np.testing.assert_allclose(row[:4], boxes[int(row[5])], atol=pixel if name == "stretched" else 1.0)
        assert row[4] == pytest.approx(250 / 255, abs=0.03)
    assert len(told["rows"]) == 3


def test_detectors_of_torchvision_have_no_batch(command: Command, tmp_path: Path) -> None:
    said = settings(tmp_path, detection={"size": [120, 120]})
    card = tmp_path / "card.json"
    label = {"category": {"value": "a", "scheme": "99X", "meaning": "a"}, "colour": [1, 2, 3]}
    code = {"value": "a", "scheme": "99X", "meaning": "a"}
    labels = [{"value": number, "name": f"thing {number}", "code": code, **label} for number in (1, 2, 3)]
    card.write_text(json.dumps({"labels": labels}), encoding="utf-8")
    path = models.torchvision(tmp_path / "vision.onnx")
    found = imported(command, path, "--settings", said, "--card", card)
    boxes = bright_picture(tmp_path / "picture.png", 49, 101)
    rows, told = ran(command, found["folder"], tmp_path / "picture.png")
    assert rows.shape == (3, 6)
    for row in rows:
        np.testing.assert_allclose(row[:4], boxes[int(row[5]) - 1], atol=1.0)
    assert {row[1] for row in told["rows"]} == {"thing 1", "thing 2", "thing 3"}


@pytest.mark.parametrize("levels", [False, True])
def test_squares_of_retinanet_are_cells(levels: bool, command: Command, tmp_path: Path) -> None:
    found = imported(command, models.retinanet(tmp_path / "retina.onnx", 128, levels))
    assert found["configuration"]["detection"]["layout"] == "retinanet"
    assert found["configuration"]["network"]["out_channels"] == 2
    pixels = np.zeros((48, 128, 3), np.uint8)  # the letterbox puts 40 rows above
    pixels[8:16, 24:32] = 255  # one cell of 8
    pixels[24:40, 80:96] = 255  # one cell of 16, which is four of 8
    Image.fromarray(pixels).save(tmp_path / "squares.png")
    rows, _ = ran(command, found["folder"], tmp_path / "squares.png")
    expected = [(24, 8, 32, 16), (80, 24, 96, 40)]
    expected += [(x, y, x + 8, y + 8) for x in (80, 88) for y in (24, 32)]
    assert sorted(map(tuple, rows[:, :4].round(3).tolist())) == sorted(expected)
    assert set(rows[:, 5]) == {0.0}
    np.testing.assert_allclose(rows[:, 4], 1 / (1 + np.exp(-4.0)), atol=1e-4)


def test_words_of_its_maker_are_read_as_data(tmp_path: Path) -> None:
    words = {"names": "{0: 'lesion', 1: 'cyst', 2: 'stone'}", "imgsz": "[64, 96]", "stride": "32", "task": "detect"}
    draft = read(models.yolo(tmp_path / "a.onnx", ("h", "w"), metadata=words), Answers())
    assert [label.name for label in draft.configuration.card.labels] == ["lesion", "cyst", "stone"]
    assert draft.configuration.detection is not None
    assert draft.configuration.detection.size == (64, 96)
    assert "labels" not in draft.questions
    assert "detection" in draft.questions


@pytest.mark.parametrize(
    "names",
    [
        "__import__('pathlib').Path('{canary}').touch()",
        "{{0: open('{canary}', 'w')}}",
        "{opened}",
        "{{0: 'a', 'b'",
        "{{-1: 'a'}}",
        "9**9**9",
    ],
)
def test_words_that_are_code_are_left_alone(names: str, tmp_path: Path) -> None:
    canary = tmp_path / "canary"
    words = {"names": names.format(canary=canary, opened="[" * 5000 + "]" * 5000)}
    draft = read(models.yolo(tmp_path / "a.onnx", (64, 96), metadata=words), Answers())
    assert [label.name for label in draft.configuration.card.labels] == ["class 0", "class 1", "class 2"]
    assert not canary.exists()


def test_what_medview_has_no_use_for_is_refused(tmp_path: Path, command: Command) -> None:
    nodes = [onnx.helper.make_node("ReduceMean", ["image"], ["mean"], keepdims=0)]
    path = models.save(tmp_path / "a.onnx", nodes, [models.value("image", (1, 3, 8, 8))], [models.value("mean", None)])
    code, said = command("import", path, "--out", tmp_path / "packages")
    assert code != 0
    assert "not supported" in said["error"]["message"]
    assert not list((tmp_path / "packages").glob("*"))


def test_masks_of_ultralytics_are_refused_by_their_task(tmp_path: Path, command: Command) -> None:
    path = models.yolo(tmp_path / "a.onnx", (64, 96), metadata={"task": "segment"})
    code, said = command("import", path, "--out", tmp_path / "packages")
    assert code != 0
    assert "segment" in said["error"]["message"]


def test_weights_beside_the_file_come_along(tmp_path: Path, command: Command) -> None:
    path = models.segmenter(tmp_path / "a.onnx", (8, 8, 8))
    expected = reference(path, noise(1, 1, 8, 8, 8))[0]
    model = onnx.load(path)
    options = {"save_as_external_data": True, "location": "model.onnx", "size_threshold": 0}
    onnx.save(model, str(tmp_path / "b.onnx"), **options)
    found = imported(command, tmp_path / "b.onnx")
    assert len(list(Path(found["folder"], "models").iterdir())) == 2
    np.save(tmp_path / "given.npy", noise(1, 1, 8, 8, 8))
    output, _ = ran(command, found["folder"], tmp_path / "given.npy")
    np.testing.assert_allclose(output, expected, atol=TOLERANCE)


def test_only_onnx_is_claimed(tmp_path: Path) -> None:
    (tmp_path / "a.onnx").write_bytes(b"\x80\x04K\x01.")
    (tmp_path / "b.txt").write_bytes(models.segmenter(tmp_path / "c.onnx", (8, 8, 8)).read_bytes())
    assert not claims(tmp_path / "a.onnx")
    assert claims(tmp_path / "b.txt")
    assert not claims(tmp_path)


@pytest.mark.parametrize(("kind", "dtype"), [(10, np.float16), (11, np.float64), (2, np.uint8), (6, np.int32)])
def test_inputs_of_every_kind_of_number(kind: int, dtype: type, tmp_path: Path, command: Command) -> None:
    nodes, kept = models.convolutions(2, 1, 2)
    given = models.value("raw", (1, 1, 16, 16), kind)
    cast = onnx.helper.make_node("Cast", ["raw"], ["image"], to=models.FLOAT)
    path = models.save(tmp_path / "a.onnx", [cast, *nodes], [given], [models.value("scores", None)], kept)
    found = imported(command, path)
    np.save(tmp_path / "given.npy", 300.0 * noise(1, 1, 16, 16) - 20.0)
    output, _ = ran(command, found["folder"], tmp_path / "given.npy")
    values = np.load(tmp_path / "given.npy")
    whole = np.clip(np.rint(values), 0, 255) if dtype is np.uint8 else np.rint(values)
    exact = whole if np.dtype(dtype).kind in "iu" else values
    np.testing.assert_allclose(output, reference(path, exact.astype(dtype))[0], rtol=1e-5, atol=TOLERANCE)


class OnnxruntimeError(Exception):
    """onnxruntime's errors come from no class of Python's but this one."""


def test_memory_that_runs_out_is_told_as_such(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine takes less memory where it can; it must see what it is."""
    session = Session(models.segmenter(tmp_path / "a.onnx", (8, 8, 8)))

    class Full:
        def run(self, *_: object) -> None:
            raise OnnxruntimeError("RUNTIME_EXCEPTION : Failed to allocate memory for requested buffer of size 8")

    monkeypatch.setattr(session, "_session", Full())
    with pytest.raises(MemoryError):
        session.run(["scores"], {"image": noise(1, 1, 8, 8, 8)})


def test_other_sizes_than_the_file_takes_are_told(tmp_path: Path, command: Command) -> None:
    found = imported(command, models.segmenter(tmp_path / "a.onnx", (8, 8, 8)))
    np.save(tmp_path / "given.npy", noise(1, 1, 9, 8, 8))
    code, said = command("run", found["folder"], tmp_path / "given.npy", "--out", tmp_path / "out.npy")
    assert code != 0
    assert "1×1×9×8×8" in said["error"]["message"]
    assert not (tmp_path / "out.npy").exists()


def test_chances_are_calibrated(tmp_path: Path, command: Command) -> None:
    path = models.classifier(tmp_path / "a.onnx", (24, 32), 3)
    said = settings(tmp_path, calibration={"temperature": 2.0})
    found = imported(command, path, "--settings", said)
    np.save(tmp_path / "given.npy", noise(1, 3, 24, 32))
    out = tmp_path / "out.npy"
    code, _ = command("run", found["folder"], tmp_path / "given.npy", "--out", out, "--activation")
    assert code == 0
    powers = np.exp(reference(path, noise(1, 3, 24, 32))[0] / 2.0)
    np.testing.assert_allclose(np.load(out), powers / powers.sum(), atol=TOLERANCE)


def test_a_network_that_does_not_end_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    again = onnx.helper.make_graph(
        [
            onnx.helper.make_node("Identity", ["on"], ["still"]),
            onnx.helper.make_node("Add", ["here", "here"], ["next"]),
        ],
        "again",
        [models.value("turn", (), models.INT64), models.value("on", (), BOOL), models.value("here", None)],
        [models.value("still", (), BOOL), models.value("next", None)],
    )
    loop = onnx.helper.make_node("Loop", ["turns", "yes", "image"], ["scores"], body=again)
    image = models.value("image", (1, 1, 8, 8))
    kept = {"turns": np.array(1 << 62), "yes": np.array(True)}
    path = models.save(tmp_path / "m.onnx", [loop], [image], [models.value("scores", (1, 1, 8, 8))], kept)
    monkeypatch.setattr("medview.engine.importing.onnx_probe.WITHIN_S", 0.2)
    with pytest.raises(ModelError, match="was stopped"):
        read(path, Answers())
