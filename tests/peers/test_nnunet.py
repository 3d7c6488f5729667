"""Imported models say what ``nnUNetv2_predict`` says: the same files, windows, mirrors and voxels."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any, Literal

import numpy as np
import pytest
import SimpleITK

from medview.catalog.package import Package
from medview.core.geometry import Geometry
from medview.core.stages import Stages
from medview.engine.device import Plan, has_bfloat16
from medview.engine.importing.draft import Answers
from medview.engine.importing.nnunet import read
from medview.engine.machine import this_machine
from medview.engine.model import Model
from medview.engine.planning import plan
from medview.engine.weights import fitted
from medview.engine.whole import maps_for, segment
from tests.peers import nnunet

LEAST_DICE = 0.999
"""nnU-Net keeps sums and outputs in float16, MedView in float32: single voxels differ."""

LEAST_DICE_HALF = 0.99
"""In bfloat16, of structures of a thousand voxels, whose every twentieth lies on the border."""

pytestmark = pytest.mark.skipif(not nnunet.python(), reason=nnunet.ABSENT)
CASES = ("isotropic", "anisotropic", "channels", "regions", "slices")


def labels_of(folder: Path, name: str, mirrored: bool, precision: Literal["float32", "bfloat16"], work: Path) -> Any:
    """The label map of an unseen image, as MedView makes it of the imported model."""
    draft = read(nnunet.model(folder), Answers())
    configuration = draft.configuration
    if not mirrored:
        configuration = replace(configuration, tiling=replace(configuration.tiling, flips=()))
    networks = tuple(fitted(configuration.network, state) for state in draft.states)
    model = Model(Package(work, configuration), networks, Plan("cpu", precision))
    files = sorted((folder / "images").glob(f"{name}_*.nii.gz"))
    images = [SimpleITK.ReadImage(str(file)) for file in files]
    channels = [SimpleITK.GetArrayFromImage(image) for image in images]
    geometry = geometry_of(images[0])
    maps = maps_for(model, work, geometry, spread=False)
    planned = plan(configuration, geometry.shape, this_machine(), "float32", "cpu")
    segment(model, channels, maps, planned, Stages(lambda fraction, note="", stage="": None))
    return np.load(maps.labels)


def geometry_of(image: Any) -> Geometry:
    directions = np.array(image.GetDirection()).reshape(3, 3)[:, ::-1]
    k, j, i = image.GetSize()[::-1]
    return Geometry.from_axes((k, j, i), np.array(image.GetSpacing())[::-1], directions, np.array(image.GetOrigin()))


def dice(ours: Any, theirs: Any) -> dict[int, float]:
    """Of each label that nnU-Net found."""
    values = [int(value) for value in np.unique(theirs) if value]
    return {v: 2.0 * np.sum((ours == v) & (theirs == v)) / (np.sum(ours == v) + np.sum(theirs == v)) for v in values}


@pytest.mark.parametrize("how", ["plain", "mirrored"])
@pytest.mark.parametrize("case", CASES)
def test_labels_are_those_of_nnunet(case: str, how: str, tmp_path: Path) -> None:
    folder = nnunet.made(case)
    found = {}
    for path in sorted((folder / how).glob("*.nii.gz")):
        name = path.name.removesuffix(".nii.gz")
        theirs = SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(path)))
        ours = labels_of(folder, name, how == "mirrored", "float32", tmp_path)
        found[name] = dice(ours, theirs)
        assert set(found[name]) == {1, 2}, "the model is to find both labels"
    assert len(found) == 2
    assert min(min(values.values()) for values in found.values()) >= LEAST_DICE, found


@pytest.mark.skipif(not has_bfloat16("cpu"), reason="this processor does not multiply bfloat16 itself")
def test_labels_in_bfloat16_are_close(tmp_path: Path) -> None:
    folder = nnunet.made("anisotropic")
    path = sorted((folder / "plain").glob("*.nii.gz"))[0]
    theirs = SimpleITK.GetArrayFromImage(SimpleITK.ReadImage(str(path)))
    ours = labels_of(folder, path.name.removesuffix(".nii.gz"), False, "bfloat16", tmp_path)
    assert min(dice(ours, theirs).values()) >= LEAST_DICE_HALF
