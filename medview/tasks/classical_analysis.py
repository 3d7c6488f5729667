"""Running a classical method on a volume."""

from __future__ import annotations

from medview.core.text import tr
from medview.engine.classical.coarse import BLOCK_MM
from medview.engine.classical.findings import classical_findings
from medview.engine.classical.methods import method_of, run_classical
from medview.tasks.running import DRAWN, LOADED, Result, Run

THICK_MM = 3.0
"""Low attenuation is measured on slices of at most this: thicker ones mix air with tissue."""


def classically(asked: Run) -> Result:
    """Run a package's method.

    Raises:
        NotTrusted: The values are no Hounsfield units, or what it looks for is not there.
    """
    configuration, mask = asked.model.package.configuration, asked.context.folder / "labels.npy"
    method = method_of(configuration)
    found = run_classical(configuration, asked.volume.open(), mask, asked.stages.between(LOADED, DRAWN))
    told = list(found.notes)
    thickest = float(asked.volume.geometry.spacing_mm.max())
    if method.name == "ct-lungs" and thickest > THICK_MM:
        told.append(
            tr("Slices are {found:.1f} mm apart: the low-attenuation part is not comparable with thin slices.").format(
                found=thickest
            )
        )
    if method.name == "ct-bone" and asked.series.contrast:
        told.append(tr("The series has contrast agent: vessels, heart and kidneys may be called bone."))
    plan = (("method", method.name), ("limit_hu", f"{method.limit_hu:g}"), ("block_mm", f"{BLOCK_MM:g}"))
    return Result(
        plan,
        frozenset(label.value for label in configuration.card.labels if label.value in found.parts),
        tuple(told),
        lambda source: classical_findings(found, configuration, str(mask), source),
    )
