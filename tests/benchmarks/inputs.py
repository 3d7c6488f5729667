"""What the benchmarks work on: a whole head and the model for it."""

from __future__ import annotations

from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from medview.core.resources import resource
from medview.core.study import Series
from medview.core.volume import StoredVolume

_TEMPLATE = ("datasets", "data", "mni_icbm152_t1_tal_nlin_sym_09a_converted.nii.gz")
MODEL = "hippocampus-mr"
Run = Callable[..., Any]
"""``Pools.run`` or something that takes the same arguments."""


def head_path() -> Path:
    """The ICBM152 T1 template in nilearn's package."""
    spec = find_spec("nilearn")
    if spec is None or spec.origin is None:
        raise RuntimeError("The nilearn package is not installed.")
    return Path(spec.origin).parent.joinpath(*_TEMPLATE)


def loaded_head(run: Run) -> tuple[Series, StoredVolume]:
    """The template, scanned and loaded by the files pool."""
    found = run("files", "scan", None, paths=(str(head_path()),))
    series = found.studies[0].series[0]
    return series, run("files", "load", None, series=series)


def analysis_arguments(run: Run) -> dict[str, Any]:
    """The arguments of an analysis of the template."""
    series, volume = loaded_head(run)
    return {"model_folder": str(resource("models", MODEL)), "series": series, "volume": volume}
