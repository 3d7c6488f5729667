"""Tasks of the analysis pool: run a model on a series, and verify a model."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import uuid4

from medview import __version__
from medview.catalog.acceptance import eligibility, extent_kind
from medview.catalog.package import Package, load_package
from medview.catalog.verification import VerifyResult
from medview.core.errors import ModelError
from medview.core.finding import Analysis, Provenance, now
from medview.core.study import Series, instances_at, position_words
from medview.core.text import tr
from medview.core.volume import StoredVolume, Volume
from medview.engine.device import device_name
from medview.engine.findings import findings
from medview.engine.golden import agrees, golden_volumes, template_golden
from medview.engine.model import Model, load_model
from medview.engine.places import Target, crop_target, head_targets, localisation
from medview.engine.segmentation import Maps, Outcome, run
from medview.imaging.registration import Registration, register, trust
from medview.io.template import read_template
from medview.jobs.protocol import Context

LOADED, FOUND = 0.1, 0.6
"""Done part after the model is loaded, and after its places are found."""


def analyse(context: Context, model_folder: str, series: Series, volume: StoredVolume) -> Analysis:
    """Run a model on a series.

    Args:
        context: The job; the maps are written to its folder.
        model_folder: The model package.
        series: The series.
        volume: Its voxels.

    Raises:
        ModelError: The package is damaged or does not accept the series.
        NotTrusted: The result is not to be believed; the message says why.
    """
    start = perf_counter()
    context.checkpoint(0.0, tr("Checking the model"))
    package, sha256 = _sound(model_folder)
    _accept(package, series)
    context.checkpoint(0.02, tr("Loading the model"))
    model = _warm(model_folder, sha256)
    context.checkpoint(LOADED, tr("Finding the place"))
    prepared = _prepare(context, package, volume.open())
    maps = Maps.create(context.folder, volume.geometry)
    outcome = run(model, volume.open(), prepared.targets, maps, _between(context, FOUND, 0.98), context.partial)
    seconds = perf_counter() - start
    plan = _plan(model, prepared, outcome, seconds)
    source = _provenance(package, sha256, series, volume.at, plan)
    context.checkpoint(1.0, tr("Done"))
    return _analysis(package, series, outcome, maps, source, seconds)


def verify(context: Context, model_folder: str) -> VerifyResult:
    """Compare a package's files with their hashes, and its golden output with what this machine computes.

    Raises:
        ModelError: Something differs; the message says what.
    """
    context.checkpoint(0.0, tr("Comparing the files"))
    package, sha256 = _sound(model_folder)
    context.checkpoint(0.3, tr("Loading the model"))
    model = _warm(model_folder, sha256)
    context.checkpoint(0.6, tr("Computing the golden output"))
    start = perf_counter()
    found, golden = golden_volumes(model, template()), template_golden(package.configuration)
    if not agrees(found, golden.volumes_ml, golden.tolerance_ml):
        raise _golden_differs(package, found)
    context.checkpoint(1.0, tr("Done"))
    return VerifyResult(
        model=package.card.id,
        version=package.card.version,
        files=len(package.verify()),
        weights_sha256=sha256,
        golden_ml=found,
        expected_ml=golden.volumes_ml,
        tolerance_ml=golden.tolerance_ml,
        device=model.plan.device,
        precision=model.plan.precision,
        seconds=perf_counter() - start,
    )


def _golden_differs(package: Package, found: tuple[float, ...]) -> ModelError:
    golden = template_golden(package.configuration)
    return ModelError(
        tr(
            "{model} does not give its golden output here: {found} mL, expected {expected} mL within {limit} mL."
        ).format(
            model=package.card.id,
            found=", ".join(f"{ml:.3f}" for ml in found),
            expected=", ".join(f"{ml:.3f}" for ml in golden.volumes_ml),
            limit=golden.tolerance_ml,
        ),
        tr("Do not use this model on this computer; update MedView or install the model again."),
    )


@lru_cache(maxsize=1)
def template() -> Volume:
    """The ICBM152 T1 template, read once per process.

    Raises:
        ReadError: It is missing.
    """
    return read_template()


def _sound(model_folder: str) -> tuple[Package, str]:
    """The package and the hash of its weights, every file verified."""
    package = load_package(Path(model_folder))
    return package, package.verify()[package.configuration.network.weights]


def _accept(package: Package, series: Series) -> None:
    reasons = eligibility(package, series)
    if reasons:
        raise ModelError(
            tr("{model} cannot read this series. {reasons}").format(model=package.card.name, reasons=" ".join(reasons)),
            tr("Choose another series or another model. The model reads: {input}.").format(
                input=package.card.input.description
            ),
        )


@lru_cache(maxsize=1)
def _warm(model_folder: str, sha256: str) -> Model:
    """The model, loaded once per process; ``sha256`` makes other weights in the same folder another model."""
    package = load_package(Path(model_folder))
    golden = template_golden(package.configuration)
    return load_model(
        package, lambda model: agrees(golden_volumes(model, template()), golden.volumes_ml, golden.precision_tolerance)
    )


@dataclass(frozen=True, eq=False)
class _Prepared:
    """Where the network is run, and how that was found."""

    targets: tuple[Target, ...]
    found: Registration | None = None


def _prepare(context: Context, package: Package, volume: Volume) -> _Prepared:
    if extent_kind(package, volume.geometry) == "crop":
        return _Prepared((crop_target(package.configuration, volume.geometry),))
    found = register(template(), volume, _between(context, LOADED, FOUND))
    trust(found)
    return _Prepared(head_targets(package.configuration, found.matrix, found.rotation), found)


def _between(context: Context, low: float, high: float) -> Callable[[float, str], None]:
    return lambda fraction, note: context.checkpoint(low + (high - low) * fraction, note)


def _plan(model: Model, prepared: _Prepared, outcome: Outcome, seconds: float) -> tuple[tuple[str, str], ...]:
    configuration = model.package.configuration
    tiling, found = configuration.tiling, prepared.found
    entries: dict[str, Any] = {
        "device": model.plan.device,
        "precision": model.plan.precision,
        **({"device_name": name} if (name := device_name(model.plan.device)) else {}),
        "spacing_mm": _listed(configuration.spacing_mm),
        "patch": _listed(tiling.patch),
        "overlap": tiling.overlap,
        "windows": outcome.windows,
        "intensity": f"{configuration.intensity.kind} {_listed(configuration.intensity.percentiles)}",
        "temperature": f"{configuration.calibration.temperature:.3f}",
        "localisation": localisation(configuration).kind if found else "none: the input is a crop",
    }
    if found:
        entries |= {
            "registration_mutual_information": f"{found.mutual_information:.3f}",
            "registration_correlation": f"{found.correlation:.3f}",
            "registration_scales": _listed(f"{scale:.2f}" for scale in found.scales),
            "registration_rotation_deg": f"{found.rotation_deg:.1f}",
            "registration_seconds": f"{found.seconds:.1f}",
        }
    return tuple((name, str(value)) for name, value in (entries | {"seconds": f"{seconds:.1f}"}).items())


def _listed(values: Any) -> str:
    return " × ".join(str(value) for value in values)


def _provenance(
    package: Package, sha256: str, series: Series, at: tuple[int, ...], plan: tuple[tuple[str, str], ...]
) -> Provenance:
    uids = (instance.sop_instance_uid for instance in instances_at(series, at))
    return Provenance(
        model=package.card.id,
        version=package.card.version,
        weights_sha256=sha256,
        series_uid=series.uid,
        input_uids=tuple(dict.fromkeys(uid for uid in uids if uid)),
        input_fingerprint=series.fingerprint,
        plan=(*plan, ("position", position_words(series, at))) if at else plan,
        software_version=__version__,
        time=now(),
        at=at,
    )


def _analysis(
    package: Package, series: Series, outcome: Outcome, maps: Maps, source: Provenance, seconds: float
) -> Analysis:
    used = {label for found in outcome.segmented for label in found.target.labels}
    warnings = [
        tr("No result for the {name}: {reason}.").format(name=name, reason=reason) for name, reason in outcome.withheld
    ]
    if any(found.target.laterality is None for found in outcome.segmented):
        warnings.append(
            tr(
                "The input is a crop: its side is not stated, and it is read as a left hippocampus in the orientation "
                "its file gives."
            )
        )
    return Analysis(
        id=uuid4().hex,
        model_name=package.card.name,
        series_uid=series.uid,
        findings=findings(outcome, maps, package.configuration, source),
        labels=tuple(label for label in package.card.labels if label.value in used),
        warnings=tuple(warnings),
        seconds=seconds,
    )


TASKS: dict[str, Callable[..., Any]] = {"analyse": analyse, "verify": verify}
