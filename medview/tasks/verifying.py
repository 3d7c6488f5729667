"""Whether a package gives its golden output on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from time import perf_counter

from medview.catalog.package import Package
from medview.catalog.schema import Golden, Phantom, StoredGolden
from medview.catalog.verification import VerifyResult
from medview.core.errors import ModelError
from medview.core.text import tr
from medview.core.volume import Volume
from medview.engine.classical.golden import phantom_volumes
from medview.engine.device import device_name
from medview.engine.explaining.selftest import check_likeness, likeness
from medview.engine.golden import agrees, changed, difference, golden_volumes, stored_input, stored_outputs
from medview.engine.model import Model, load_model


def verified(model: Model, sha256: str, template: Callable[[], Volume], folder: Path) -> VerifyResult:
    """What verifying a loaded model gives.

    Args:
        model: The model, in the fastest precision its golden output allows.
        sha256: Hash of its weights.
        template: Reads the ICBM152 T1 template.
        folder: Where it may write.

    Raises:
        ModelError: It gives something else; the message says what.
    """
    golden = model.package.configuration.golden
    if isinstance(golden, Golden):
        return _on_template(model, sha256, golden, template())
    if isinstance(golden, Phantom):
        return _on_phantom(model, sha256, golden, folder)
    return _stored(model, sha256, golden)


def _on_template(model: Model, sha256: str, golden: Golden, template: Volume) -> VerifyResult:
    start = perf_counter()
    found = golden_volumes(model, template)
    if not agrees(found, golden.volumes_ml, golden.tolerance_ml):
        raise _volumes_differ(model.package, golden, found)
    result = _result(model, sha256, perf_counter() - start)
    return replace(result, golden_ml=found, expected_ml=golden.volumes_ml, tolerance_ml=golden.tolerance_ml)


def _on_phantom(model: Model, sha256: str, golden: Phantom, folder: Path) -> VerifyResult:
    start = perf_counter()
    found = phantom_volumes(model.package.configuration, folder)
    if not agrees(found, golden.volumes_ml, golden.tolerance_ml):
        raise _volumes_differ(model.package, golden, found)
    result = _result(model, sha256, perf_counter() - start)
    return replace(result, golden_ml=found, expected_ml=golden.volumes_ml, tolerance_ml=golden.tolerance_ml)


def _stored(model: Model, sha256: str, golden: StoredGolden) -> VerifyResult:
    """First in float32 as the package was made, then in the precision that is used."""
    start = perf_counter()
    exact = load_model(model.package, lambda _: False, model.plan.device)
    off = difference(*stored_outputs(exact))
    if off > golden.tolerance:
        raise _outputs_differ(model.package, golden, off)
    part = changed(*stored_outputs(model), model.package.configuration)
    alike = likeness(model.package, stored_input(model.package))
    check_likeness(model.package, alike)
    result = _result(model, sha256, perf_counter() - start)
    return replace(result, difference=off, tolerance=golden.tolerance, changed=part, alike=tuple(alike.items()))


def _result(model: Model, sha256: str, seconds: float) -> VerifyResult:
    return VerifyResult(
        model=model.package.card.id,
        version=model.package.card.version,
        files=len(model.package.verify()),
        weights_sha256=sha256,
        golden_ml=(),
        expected_ml=(),
        tolerance_ml=0.0,
        device=model.plan.device,
        precision=model.plan.precision,
        seconds=seconds,
        device_name=device_name(model.plan.device),
    )


def _next() -> str:
    return tr("Do not use this model on this computer; update MedView or install the model again.")


def _volumes_differ(package: Package, golden: Golden | Phantom, found: tuple[float, ...]) -> ModelError:
    return ModelError(
        tr(
            "{model} does not give its golden output here: {found} mL, expected {expected} mL within {limit} mL."
        ).format(
            model=package.card.id,
            found=", ".join(f"{ml:.3f}" for ml in found),
            expected=", ".join(f"{ml:.3f}" for ml in golden.volumes_ml),
            limit=golden.tolerance_ml,
        ),
        _next(),
    )


def _outputs_differ(package: Package, golden: StoredGolden, off: float) -> ModelError:
    return ModelError(
        tr(
            "{model} does not give its golden output here: it is off by {found:.2g}, at most {limit:.2g} may be."
        ).format(model=package.card.id, found=off, limit=golden.tolerance),
        _next(),
    )
