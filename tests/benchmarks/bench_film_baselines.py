"""What the film models are placed beside: simple ways to do the same, learned from the same films.

Lungs: the mean of the training masks, and Otsu's threshold within it. Tuberculosis: logistic regression on histograms
of grey values, gradients (Dalal and Triggs 2005) and local binary patterns (Ojala 2002) of the same lung crops.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from skimage.feature import hog, local_binary_pattern
from skimage.filters import threshold_otsu
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import roc_auc_score
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from medview.catalog.package import load_package
from medview.core.resources import resource
from medview.engine.around import picture_input
from medview.training.data.folding import folds
from medview.training.data.pictures import read_mask, read_picture
from medview.training.data.reading import read_data
from medview.training.kinds import load_recipe
from medview.training.measuring.segmenting import score
from medview.training.pictures.recipe import PictureClassification
from tests.benchmarks.film_kinds import SHARED
from tests.benchmarks.row import Row

Float = NDArray[np.float64]

QUARTER = 80
STRENGTH = 1e-3


def run() -> list[Row]:
    """Measure them on the films held out, and the classifier by cross-validation too; a miss is 1 less the figure."""
    return [*_lungs(), *_tuberculosis()]


def _lungs() -> list[Row]:
    data = SHARED / "chest_xray"
    training, held_out = (read_data(data, "segmentation", split).samples for split in ("train", "val"))
    atlas = np.mean([read_mask(one.mask) > 0 for one in training if one.mask], axis=0)
    means, dark = list[float](), list[float]()
    for one in held_out:
        assert one.mask is not None
        true, picture = read_mask(one.mask) > 0, np.asarray(read_picture(one.path), np.float64)
        near = atlas > 0.1
        means.append(score(atlas > 0.5, true).dice)
        dark.append(score(near & (picture < threshold_otsu(picture[near])), true).dice)
    count = f"n = {len(held_out)} films of val"
    return [
        Row("lungs, mean mask, 1 - Dice", 1 - float(np.mean(means)), "", note=count),
        Row("lungs, Otsu within the mean mask, 1 - Dice", 1 - float(np.mean(dark)), "", note=count),
    ]


def _features(given: NDArray[np.float32]) -> Float:
    plane = np.zeros((2 * QUARTER, 2 * QUARTER))
    plane[:] = given[0, 0][: 2 * QUARTER, : 2 * QUARTER]
    levels = np.clip((plane + 2.5) * 51, 0, 255).astype(np.uint8)
    found = [0.3 * hog(plane, 8, (20, 20), (2, 2))]
    for row in (0, QUARTER):
        for column in (0, QUARTER):
            part = slice(row, row + QUARTER), slice(column, column + QUARTER)
            inside = np.abs(plane[part]) > 1e-6
            found.append(np.histogram(plane[part][inside], 16, (-2.5, 2.5), density=True)[0])
            for reach in (1, 2, 4):
                pattern = local_binary_pattern(levels, 8, reach, "uniform")[part][inside]
                found.append(np.histogram(pattern, 10, (0, 10), density=True)[0])
            found.append(np.array([inside.mean()]))
    return np.nan_to_num(np.concatenate(found))


def _regression() -> Pipeline:
    return make_pipeline(StandardScaler(), LogisticRegression(C=STRENGTH, max_iter=500))


def _tuberculosis() -> list[Row]:
    package = load_package(resource("models", "chest-xray-tuberculosis"))
    recipe = load_recipe("chest-xray-tuberculosis")
    assert isinstance(recipe, PictureClassification)
    read = {split: read_data(SHARED / "chest_xray", "classification", split) for split in ("train", "val")}
    known = {
        one.name: _features(picture_input(package, read_picture(one.path))[0])
        for data in read.values()
        for one in data.samples
    }
    ill = {one.name: one.label == data.classes[1] for data in read.values() for one in data.samples}
    parts = [[one.name for one in part] for part in folds(read["train"].samples, recipe.folds, recipe.plan.seed)]
    chances: dict[str, float] = {}
    for place, part in enumerate(parts):
        others = [name for number, names in enumerate(parts) if number != place for name in names]
        fit = _regression().fit([known[name] for name in others], [ill[name] for name in others])
        chances |= dict(zip(part, fit.predict_proba([known[name] for name in part])[:, 1], strict=True))
    everyone = [one.name for one in read["train"].samples]
    held_out = [one.name for one in read["val"].samples]
    fit = _regression().fit([known[name] for name in everyone], [ill[name] for name in everyone])
    given = fit.predict_proba([known[name] for name in held_out])[:, 1]
    crossed = roc_auc_score([ill[name] for name in everyone], [chances[name] for name in everyone])
    measured = roc_auc_score([ill[name] for name in held_out], given)
    return [
        Row("tuberculosis, histograms, 1 - AUROC", 1 - crossed, "", note=f"n = {len(everyone)}, cross-validated"),
        Row("tuberculosis, histograms, 1 - AUROC", 1 - measured, "", note=f"n = {len(held_out)} films of val"),
    ]
