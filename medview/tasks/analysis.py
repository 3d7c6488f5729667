"""Tasks of the analysis pool: run a model on a series, and verify a model."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import perf_counter
from typing import Any
from uuid import uuid4

from medview import __version__
from medview.catalog.acceptance import eligibility
from medview.catalog.package import Package, load_package
from medview.catalog.verification import VerifyResult
from medview.core.card import Kind
from medview.core.content import SequenceContent
from medview.core.errors import ModelError
from medview.core.finding import Analysis, Provenance, now
from medview.core.images import StoredImages
from medview.core.pair_alignment import AlignmentMode, PairAlignment
from medview.core.plan import entries
from medview.core.splicing import SpliceEffects, VariantsWish
from medview.core.stages import Notice, Stages
from medview.core.study import Series, instances_at, position_words
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.engine.cache import Warm
from medview.engine.device import device_name
from medview.engine.findings import findings, whole_findings
from medview.engine.golden import lower_precision_agrees
from medview.engine.machine import this_machine
from medview.engine.model import Model, load_model
from medview.engine.places import localisation
from medview.engine.planning import plan
from medview.engine.prepare import frame_of
from medview.engine.segmentation import Maps, Outcome, run
from medview.engine.whole import Wishes, maps_for, segment
from medview.jobs.protocol import Context
from medview.tasks.classical_analysis import classically
from medview.tasks.explaining import explain
from medview.tasks.given import Located, located, sound, template, voxels_of
from medview.tasks.picture_analysis import on_pictures, on_slices
from medview.tasks.running import DRAWN, FOUND, LOADED, Result, Run
from medview.tasks.sequence_analysis import check_letters, on_sequences
from medview.tasks.splice_findings import as_analysis
from medview.tasks.splicing import scored
from medview.tasks.verifying import verified

_log = logging.getLogger(__name__)

_WARM = Warm()


def analyse(
    context: Context,
    model_folder: str,
    series: Series,
    volume: StoredVolume | None = None,
    focus_lps: tuple[float, float, float] | None = None,
    images: StoredImages | None = None,
    sequences: SequenceContent | None = None,
    records: tuple[int, ...] = (),
) -> Analysis:
    """Run a model on a series.

    Args:
        context: The job; the maps are written to its folder.
        model_folder: The model package.
        series: The series.
        volume: Its voxels.
        focus_lps: LPS point, such as what is on the screen, around which a whole image is computed first.
        images: Its pictures, where it is no volume.
        sequences: Its sequences, where it is a file of such.
        records: Of sequences, indices of the records that are answered for; empty: all.

    Raises:
        ModelError: The package is damaged or does not accept the series.
        NotTrusted: The result is not to be believed; the message says why.
    """
    start, stages = perf_counter(), Stages(context.checkpoint)
    stored = next((one for one in (volume, images, sequences) if one is not None), None)
    assert stored is not None  # one of them is given
    with stages.stage("read", 0.0, LOADED, tr("Checking the model")) as step:
        package, sha256 = sound(model_folder)
        _accept(package, series)
        if sequences is not None:
            check_letters(package, sequences, records)
        step(0.2)
        model = _warm(model_folder, sha256)
    result = _way(package, stored)(Run(context, model, series, stored, stages, focus_lps, records))
    seconds = perf_counter() - start
    told = (*result.plan, *stages.entries(), ("seconds", f"{seconds:.1f}"))
    source = _provenance(package, sha256, series, volume.at if volume is not None else (), told)
    _log.info("%s %s: %s", package.card.id, package.card.version, stages.words())
    context.checkpoint(1.0, tr("Done"))
    found = result.findings(source)
    return Analysis(
        id=uuid4().hex,
        model_name=package.card.name,
        series_uid=series.uid,
        findings=found,
        labels=tuple(label for label in package.card.labels if label.value in result.used),
        warnings=result.warnings,
        seconds=seconds,
        gate=result.gate,
        classes=_kinds(package),
    )


def _kinds(package: Package) -> tuple[Kind, ...]:
    """What boxes of a detector, or sequences and stretches of them, can be."""
    if package.card.family not in ("detection", "sequences"):
        return ()
    configuration = package.configuration
    classes = (Kind(one.code, one.colour) for one in configuration.classes if one.finding)
    return (*classes, *(Kind(one.code, one.colour) for one in configuration.parents))


def _way(package: Package, stored: StoredVolume | StoredImages | SequenceContent) -> Callable[[Run], Result]:
    """How a package is run on what was opened."""
    if isinstance(stored, SequenceContent):
        return on_sequences
    if isinstance(stored, StoredImages):
        return on_pictures
    if package.configuration.method is not None:
        return classically
    if package.card.family == "detection":
        return on_slices
    return _localised if package.configuration.localisation else _whole


def splice_effects(context: Context, model_folder: str, path: str, wish: VariantsWish) -> SpliceEffects:
    """Predict what the variants of a file do to splicing; see ``tasks.splicing.scored``.

    Args:
        context: The job.
        model_folder: The model package.
        path: The file of variants.
        wish: How they are scored.

    Raises:
        ModelError: The package is damaged, or no model of splice sites.
        ReadError: A file cannot be read, or is another one.
    """
    return scored(context, model_folder, path, wish, _exact)


def analyse_variants(context: Context, model_folder: str, series: Series, wish: VariantsWish) -> Analysis:
    """Predict what the variants of an opened file do to splicing, as findings.

    Args:
        context: The job.
        model_folder: The model package.
        series: The file of variants.
        wish: How they are scored.

    Raises:
        ModelError: The package is damaged, or no model of splice sites; or no variant could be scored.
        ReadError: A file cannot be read, or is another one.
    """
    start, path = perf_counter(), series.instances[0].path
    effects = splice_effects(context, model_folder, path, wish)
    if not effects.effects:
        why = effects.refused[0].reason if effects.refused else tr("It holds no variant.")
        raise ModelError(
            tr("{model} could score no variant. {why}").format(model=effects.model_name, why=why),
            tr("Give the sequences these variants were called on, and variants well within them."),
        )
    return as_analysis(effects, series, perf_counter() - start)


def align_pair(
    context: Context,
    paths: Sequence[str],
    mode: AlignmentMode,
    model_folder: str,
    costs: Mapping[str, float | None],
    records: Sequence[int] = (),
) -> PairAlignment:
    """Align two sequences; see ``tasks.aligning.aligned``.

    Args:
        context: The job.
        paths: One file with two sequences, or two files.
        mode: How.
        model_folder: The model package; empty: scores that are stated.
        costs: Those, by the names of ``Costs``.
        records: Which record of each of two files; none: the first of each, or the first two of one.

    Raises:
        ReadError: A file cannot be read, or its sequences cannot be aligned.
        ModelError: The package is damaged, or does not align such sequences.
    """
    from medview.tasks.aligning import Costs, aligned  # Biopython's matrices are loaded where they are wanted

    return aligned(context, paths, mode, model_folder, Costs(**costs), records)


def verify(context: Context, model_folder: str) -> VerifyResult:
    """Compare a package's files with their hashes, and its golden output with what this machine computes.

    Raises:
        ModelError: Something differs; the message says what.
    """
    context.checkpoint(0.0, tr("Comparing the files"))
    _, sha256 = sound(model_folder)
    context.checkpoint(0.3, tr("Loading the model"))
    model = _warm(model_folder, sha256)
    context.checkpoint(0.6, tr("Computing the golden output"))
    result = verified(model, sha256, template, context.folder)
    context.checkpoint(1.0, tr("Done"))
    return result


def _accept(package: Package, series: Series) -> None:
    reasons = eligibility(package, series)
    if reasons:
        raise ModelError(
            tr("{model} cannot read this series. {reasons}").format(model=package.card.name, reasons=" ".join(reasons)),
            tr("Choose another series or another model. The model reads: {input}.").format(
                input=package.card.input.description
            ),
        )


def _warm(model_folder: str, sha256: str) -> Model:
    """The model, loaded once per process; ``sha256`` makes other weights in the same folder another model."""
    return _WARM.get(
        (model_folder, sha256),
        lambda: load_model(load_package(Path(model_folder)), lambda model: lower_precision_agrees(model, template)),
    )


def _exact(model_folder: str, sha256: str) -> Model:
    """The model in float32, for what is told with two decimals and compared with others' figures."""

    def agrees(model: Model) -> bool:
        return model.plan.precision == "float32" and lower_precision_agrees(model, template)

    return _WARM.get((model_folder, f"{sha256} float32"), lambda: load_model(load_package(Path(model_folder)), agrees))


def _whole(asked: Run) -> Result:
    """Run a model that reads the whole image."""
    model, configuration = asked.model, asked.model.package.configuration
    geometry, warnings = asked.volume.geometry, list[str]()
    frame = frame_of(configuration, geometry)
    device = model.plan.device
    planned = plan(configuration, frame.shape, this_machine(), model.plan.precision, device, model.is_optimised)
    maps = maps_for(model, asked.context.folder, geometry)

    def told(sentence: str) -> None:
        warnings.append(sentence)
        asked.context.partial(Notice(sentence))

    wishes = Wishes(asked.context.partial, told, asked.focus_lps)
    channels = voxels_of(model.package, asked.volume)
    stages = asked.stages.between(LOADED, DRAWN)
    outcome = segment(model, channels, maps, planned, stages, wishes)
    if outcome.plan.device != device:  # it had to move to the processor: next time it tries again where it was
        for key in _WARM.keys:
            _WARM.drop(key)
    how = (*entries(outcome.plan), *_settings(model), ("windows_computed", str(outcome.windows)))
    return Result(
        how,
        frozenset(found.value for found in outcome.found),
        tuple(warnings),
        lambda source: whole_findings(outcome, maps, configuration, source),
    )


def _localised(asked: Run) -> Result:
    """Run a model that finds its places by itself."""
    package, volume = asked.model.package, asked.volume.open()
    with asked.stages.stage("locate", LOADED, FOUND) as step:
        prepared = located(step, package, volume)
    maps = Maps.create(asked.context.folder, asked.volume.geometry)
    stages = asked.stages.between(FOUND, DRAWN)
    outcome = run(asked.model, volume, prepared.targets, maps, stages, asked.context.partial)
    configuration = package.configuration
    return Result(
        _plan(asked.model, prepared, outcome),
        frozenset(label for found in outcome.segmented for label in found.target.labels),
        tuple(_warnings(outcome)),
        lambda source: findings(outcome, maps, configuration, source),
    )


def _plan(model: Model, prepared: Located, outcome: Outcome) -> tuple[tuple[str, str], ...]:
    configuration, found = model.package.configuration, prepared.found
    told: dict[str, Any] = {
        "device": model.plan.device,
        "precision": model.plan.precision,
        **({"device_name": name} if (name := device_name(model.plan.device)) else {}),
        "patch": _listed(configuration.tiling.patch),
        "overlap": configuration.tiling.overlap,
        "windows": outcome.windows,
        "localisation": localisation(configuration).kind if found else "none: the input is a crop",
        **({"notes": " ".join(outcome.given_up)} if outcome.given_up else {}),
    }
    if found:
        told |= {
            "registration_mutual_information": f"{found.mutual_information:.3f}",
            "registration_correlation": f"{found.correlation:.3f}",
            "registration_scales": _listed(f"{scale:.2f}" for scale in found.scales),
            "registration_rotation_deg": f"{found.rotation_deg:.1f}",
            "registration_seconds": f"{found.seconds:.1f}",
        }
    return (*((name, str(value)) for name, value in told.items()), *_settings(model))


def _settings(model: Model) -> tuple[tuple[str, str], ...]:
    """What the package states and the plan does not say."""
    configuration = model.package.configuration
    spacing = configuration.spacing_mm
    return (
        ("spacing_mm", _listed(spacing) if spacing else "as the source"),
        ("intensity", f"{configuration.intensity.kind} {_listed(configuration.intensity.percentiles)}"),
        ("temperature", f"{configuration.calibration.temperature:.3f}"),
    )


def _listed(values: Any) -> str:
    return " × ".join(str(value) for value in values)


def _provenance(
    package: Package, sha256: str, series: Series, at: tuple[int, ...], told: tuple[tuple[str, str], ...]
) -> Provenance:
    uids = (instance.sop_instance_uid for instance in instances_at(series, at))
    return Provenance(
        model=package.card.id,
        version=package.card.version,
        weights_sha256=sha256,
        series_uid=series.uid,
        input_uids=tuple(dict.fromkeys(uid for uid in uids if uid)),
        input_fingerprint=series.fingerprint,
        plan=(*told, ("position", position_words(series, at))) if at else told,
        software_version=__version__,
        time=now(),
        at=at,
    )


def _warnings(outcome: Outcome) -> list[str]:
    warnings = [
        tr("No result for the {name}: {reason}.").format(name=name, reason=reason) for name, reason in outcome.withheld
    ]
    warnings += outcome.given_up
    if any(found.target.laterality is None for found in outcome.segmented):
        warnings.append(
            tr(
                "The input is a crop: its side is not stated, and it is read as a left hippocampus in the orientation "
                "its file gives."
            )
        )
    return warnings


TASKS: dict[str, Callable[..., Any]] = {
    "analyse": analyse,
    "verify": verify,
    "explain": explain,
    "splice_effects": splice_effects,
    "align_pair": align_pair,
    "analyse_variants": analyse_variants,
}
