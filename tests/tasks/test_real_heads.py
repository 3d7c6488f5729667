"""Real heads decide: volumes, place, and agreement with another network."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
import torch
from safetensors.torch import load_file

from medview.catalog import Catalog
from medview.core.errors import ModelError, NotTrusted
from medview.core.finding import Analysis
from medview.core.study import Series
from medview.core.volume import StoredVolume
from medview.engine.device import has_bfloat16
from medview.jobs.local import LocalContext
from medview.tasks.analysis import analyse
from medview.tasks.files import load, scan

pytestmark = [pytest.mark.shared, pytest.mark.slow]

MESHNET = "third_party_weights/brainchop_meshnet/pytorch"
HIPPOCAMPUS = 14
"""Label of the 18-structure MeshNet."""

REACH = 46
"""Half the MeshNet's receptive field, voxels: the sum of its dilations."""


def opened(source: Path, folder: Path) -> tuple[Series, StoredVolume]:
    context = LocalContext(folder)
    found = scan(context, (str(source),))
    series = max((series for study in found.studies for series in study.series), key=lambda s: len(s.instances))
    return series, load(context, series)


def analysed(source: Path, folder: Path) -> tuple[Analysis, StoredVolume]:
    series, volume = opened(source, folder)
    return analyse(LocalContext(folder), str(Catalog.shipped().find("hippocampus-mr").folder), series, volume), volume


@pytest.fixture(scope="module")
def crop(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Analysis, StoredVolume, Path]:
    """The head both networks draw, analysed by ours; and the folder of the result."""
    folder = tmp_path_factory.mktemp("crop")
    return *analysed(shared_data / MESHNET / "t1_crop.nii.gz", folder), folder


@pytest.mark.parametrize("name", ["dicom/series_mr_brain_t1_oblique.zip", "nifti/niivue_images/chris_t1.nii.gz"])
def test_both_hippocampi_of_a_real_head(shared_data: Path, tmp_path: Path, name: str) -> None:
    analysis, _ = analysed(shared_data / name, tmp_path)
    both_are_there(analysis)


def both_are_there(analysis: Analysis) -> None:
    totals = {f.laterality.meaning: f for f in analysis.findings if f.laterality and len(f.where.labels) == 2}
    assert all(2.0 <= finding.value.value <= 5.5 for finding in totals.values())
    left, right = (np.array(totals[side].where.centroid_lps) for side in ("Left", "Right"))
    assert 35.0 < left[0] - right[0] < 70.0, "the left one lies to the left, at a hippocampus' distance"
    assert abs((left - right)[1:]).max() < 15.0
    assert analysis.warnings == ()


@pytest.mark.parametrize(
    ("name", "error"),
    [
        ("dicom/series_ct_chest_abdomen_pelvis_cmb_crc.zip", ModelError),
        ("nifti/niivue_images/MR_Gd.nii.gz", NotTrusted),
        ("nifti/niivue_images/chris_MRA.nii.gz", ModelError),
        ("nifti/niivue_images/CT_pitch.nii.gz", ModelError),
    ],
)
def test_what_is_no_plain_t1_head_is_refused(
    shared_data: Path, tmp_path: Path, name: str, error: type[Exception]
) -> None:
    with pytest.raises(error):
        analysed(shared_data / name, tmp_path)


def test_another_network_draws_the_left_hippocampus_alike(
    shared_data: Path, crop: tuple[Analysis, StoredVolume, Path]
) -> None:
    analysis, volume, folder = crop
    both_are_there(analysis)
    ours = np.isin(np.load(folder / "labels.npy"), (1, 2))
    index = np.argwhere(ours)
    low = np.maximum(index.min(axis=0) - 8 - REACH, 0)
    high = np.minimum(index.max(axis=0) + 9 + REACH, ours.shape)
    part = tuple(map(slice, low, high))
    inner = tuple(slice(REACH, length - REACH) for length in high - low)
    theirs = meshnet(shared_data / MESHNET / "subcortical", volume.open().array, part)[inner] == HIPPOCAMPUS
    ours = ours[part][inner]
    assert 2 * (ours & theirs).sum() / (ours.sum() + theirs.sum()) >= 0.65


def meshnet(folder: Path, array: np.ndarray, part: tuple[slice, ...]) -> np.ndarray:
    """Labels of part of a conformed head; exact ``REACH`` voxels away from the part's faces."""
    low, high = np.quantile(array, (0.02, 0.98))
    image = ((array[part] - low) / (high - low)).astype(np.float32).transpose(2, 1, 0)
    layers = json.loads((folder / "model.json").read_text())["layers"]
    kind = torch.bfloat16 if has_bfloat16("cpu") else torch.float32  # emulated it takes many minutes
    weights = {name: value.to(kind) for name, value in load_file(folder / "model.pth").items()}
    out = torch.from_numpy(np.ascontiguousarray(image))[None, None].to(kind)
    with torch.inference_mode():
        for number, layer in enumerate(layers):
            name = f"model.{2 * number}"
            settings = {"padding": layer["padding"], "dilation": layer["dilation"]}
            out = torch.nn.functional.conv3d(out, weights[f"{name}.weight"], weights[f"{name}.bias"], **settings)
            if number + 1 < len(layers):
                torch.nn.functional.elu_(out)
    return out.argmax(1)[0].numpy().transpose(2, 1, 0)
