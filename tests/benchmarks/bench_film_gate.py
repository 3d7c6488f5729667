"""The input gate of the film models: what part of pictures of each kind goes unnoticed, and of films is stopped."""

from __future__ import annotations

from collections.abc import Sequence

from medview.catalog.package import Package, load_package
from medview.core.resources import resource
from medview.engine.gate import gate_answers
from tests.benchmarks.film_kinds import (
    NEAR,
    Picture,
    chest_ct,
    enlarged,
    far,
    films,
    frontals,
    laterals,
    paediatric,
)
from tests.benchmarks.row import Row

ALARMS, FAR, NEAREST = 5.0, 5.0, 20.0
"""Targets in percent: of films stopped, and of far and near pictures of other kinds that go unnoticed."""


def run() -> list[Row]:
    """Measure the gate both film packages share, on films held out of their training."""
    package = load_package(resource("models", "chest-xray-lungs"))
    held_out, volume = films("val"), chest_ct()
    rows = [
        gate_row(package, f"near, {name}", [make(film, number) for number, film in enumerate(held_out)], NEAREST)
        for name, make in NEAR.items()
    ]
    children = paediatric()
    rows += [
        gate_row(package, "near, lateral (projected from CT)", laterals(volume), NEAREST),
        gate_row(package, "near, paediatric, 28 pixels", children, NEAREST),
        gate_row(package, "near, paediatric, 28 pixels enlarged to 256", enlarged(children), NEAREST),
        *(gate_row(package, f"far, {name}", pictures, FAR) for name, pictures in far(volume)),
    ]
    return [
        gate_row(package, "films held out", held_out, ALARMS, unnoticed=False),
        gate_row(package, "frontal (projected from CT), stopped", frontals(volume), None, unnoticed=False),
        *rows,
    ]


def gate_row(
    package: Package, name: str, pictures: Sequence[Picture], at_most: float | None, unnoticed: bool = True
) -> Row:
    passed, reasons = 0, dict[str, int]()
    for picture in pictures:
        failed = [answer.name for answer in gate_answers(package, picture) if not answer.passed]
        passed += not failed
        for reason in failed[:1]:
            reasons[reason] = reasons.get(reason, 0) + 1
    part = passed if unnoticed else len(pictures) - passed
    told = ", ".join(f"{reason} {count}" for reason, count in sorted(reasons.items(), key=lambda one: -one[1]))
    unit = "% unnoticed" if unnoticed else "% stopped"
    return Row(name, 100.0 * part / len(pictures), unit, at_most=at_most, note=f"n = {len(pictures)}; first: {told}")
