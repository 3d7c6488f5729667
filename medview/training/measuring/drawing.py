"""The curves of an evaluation as diagrams, for its PDF and as pictures."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from io import BytesIO
from pathlib import Path

import numpy as np
import pypdfium2
from reportlab.graphics import renderPDF
from reportlab.graphics.shapes import Drawing

from medview.core.refusals import LEFT_OUT
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.report.page import QUIET
from medview.training.measuring.axes import Axis, Diagram, fitting_axis, unit_axis
from medview.training.measuring.detecting import FALSE_POSITIVES
from medview.training.measuring.figures import ALL
from medview.training.measuring.outcome import Outcome, Plot, PlotKind

SCALE = 4.0
"""Pixels of a picture for one point: 288 per inch."""

LIMITS_OF_AGREEMENT = 1.96
"""Standard deviations (Bland and Altman 1986)."""


def drawings(outcome: Outcome) -> list[tuple[str, Drawing]]:
    """(name for a file, diagram) of every curve."""
    found = []
    for plot in outcome.plots:
        name = "-".join(re.findall(r"\w+", f"{plot.kind} {plot.label}")).casefold()
        found.append((name, KINDS[plot.kind](plot, _told(outcome, plot))))
    return found


def write_drawings(outcome: Outcome, folder: Path) -> list[Path]:
    """Write every curve as a PNG picture into a folder.

    Raises:
        WriteError: The folder cannot be written to.
    """
    paths = []
    for name, drawing in drawings(outcome):
        path = folder / f"{name}.png"
        with writing_errors(path):
            path.write_bytes(picture(drawing))
        paths.append(path)
    return paths


def picture(drawing: Drawing) -> bytes:
    """A diagram as a PNG picture."""
    document = pypdfium2.PdfDocument(renderPDF.drawToString(drawing))
    try:
        stream = BytesIO()
        document[0].render(scale=SCALE).to_pil().save(stream, "PNG")
        return stream.getvalue()
    finally:
        document.close()


_STATED: Mapping[PlotKind, tuple[str, ...]] = {
    "reliability": ("ECE", "Calibration slope"),
    "roc": ("AUROC",),
    "precision-recall": ("AUPRC", "mAP@50"),
    "froc": ("FROC score",),
    "bland-altman": (),
}
"""Figures stated under the title of each kind."""


def _told(outcome: Outcome, plot: Plot) -> str:
    known = {
        figure.name: figure.estimate
        for figure in outcome.figures
        if (figure.label, figure.subset, figure.refusals) == (plot.label, ALL, LEFT_OUT)
    }
    words = [f"{name} {interval_words(known[name])}" for name in _STATED[plot.kind] if name in known]
    return ", ".join([*words, tr("{count} cases").format(count=outcome.cases - len(outcome.refused))])


def interval_words(estimate: object) -> str:
    """A figure with its interval, such as ``0.91 (0.88 to 0.94)``."""
    value, low, high = (getattr(estimate, name) for name in ("value", "low", "high"))
    if math.isnan(value):
        return "–"
    shown = _number(value)
    return (
        shown
        if math.isnan(low)
        else tr("{value} ({low} to {high})").format(value=shown, low=_number(low), high=_number(high))
    )


def _number(value: float) -> str:
    return f"{value:.3f}" if abs(value) < 10 else f"{value:.1f}"


def _reliability(plot: Plot, told: str) -> Drawing:
    x, y = unit_axis(tr("probability given")), unit_axis(tr("part of positive cases"))
    diagram = Diagram(tr("Reliability: {label}").format(label=plot.label), told, x, y)
    diagram.line([(0.0, 0.0), (1.0, 1.0)], QUIET, dashed=True)
    points = [(given, found) for given, found, _ in plot.points]
    most = max(cases for _, _, cases in plot.points)
    diagram.line(points)
    diagram.dots(points, [1.5 + 3.0 * math.sqrt(cases / most) for _, _, cases in plot.points])
    return diagram.drawing


def _roc(plot: Plot, told: str) -> Drawing:
    x, y = unit_axis(tr("1 − specificity")), unit_axis(tr("sensitivity"))
    diagram = Diagram(tr("ROC: {label}").format(label=plot.label), told, x, y)
    diagram.line([(0.0, 0.0), (1.0, 1.0)], QUIET, dashed=True)
    diagram.line(_pairs(plot))
    return diagram.drawing


def _precision_recall(plot: Plot, told: str) -> Drawing:
    x, y = unit_axis(tr("recall")), unit_axis(tr("precision"))
    diagram = Diagram(tr("Precision and recall: {label}").format(label=plot.label), told, x, y)
    diagram.line(_pairs(plot))
    return diagram.drawing


def _froc(plot: Plot, told: str) -> Drawing:
    x = Axis(tr("false positives per picture"), (FALSE_POSITIVES[0], FALSE_POSITIVES[-1]), FALSE_POSITIVES, True)
    diagram = Diagram(tr("FROC: {label}").format(label=plot.label), told, x, unit_axis(tr("sensitivity")))
    shown = [(wrong, found) for wrong, found in _pairs(plot) if wrong <= FALSE_POSITIVES[-1]]
    start = [found for wrong, found in shown if wrong <= FALSE_POSITIVES[0]]
    steps = [(FALSE_POSITIVES[0], start[-1] if start else 0.0)]
    for wrong, found in (one for one in shown if one[0] > FALSE_POSITIVES[0]):
        steps += [(wrong, steps[-1][1]), (wrong, max(found, steps[-1][1]))]
    diagram.line([*steps, (FALSE_POSITIVES[-1], steps[-1][1])])
    return diagram.drawing


def _bland_altman(plot: Plot, told: str) -> Drawing:
    means, differences = (np.array(column) for column in zip(*_pairs(plot), strict=True))
    bias, spread = float(differences.mean()), float(differences.std(ddof=1)) if len(differences) > 1 else 0.0
    ends = [bias - LIMITS_OF_AGREEMENT * spread, bias + LIMITS_OF_AGREEMENT * spread]
    x = fitting_axis(tr("mean of found and true ({unit})").format(unit=plot.unit), list(means))
    y = fitting_axis(tr("found − true ({unit})").format(unit=plot.unit), [*differences, *ends, 0.0])
    diagram = Diagram(tr("Bland–Altman: {label}").format(label=plot.label), told, x, y)
    diagram.dots(_pairs(plot))
    diagram.level(bias, tr("mean {value}").format(value=_short(bias)), dashed=False)
    for end in ends:
        diagram.level(end, _short(end))
    return diagram.drawing


def _short(value: float) -> str:
    """Three figures, never as a power of ten."""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.3g}"


def _pairs(plot: Plot) -> list[tuple[float, float]]:
    return [(point[0], point[1]) for point in plot.points]


KINDS: Mapping[PlotKind, Callable[[Plot, str], Drawing]] = {
    "reliability": _reliability,
    "roc": _roc,
    "precision-recall": _precision_recall,
    "froc": _froc,
    "bland-altman": _bland_altman,
}
"""How each kind of curve is drawn."""
