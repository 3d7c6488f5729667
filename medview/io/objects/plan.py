"""RT Plan and RT Ion Plan, summed up: prescription, fractions, beams, isocentres (PS3.3 C.8.8.10 to C.8.8.16)."""

from __future__ import annotations

import numpy as np
from pydicom.dataset import Dataset

from medview.core.content import Node, Tree
from medview.core.text import tr
from medview.io.objects.reading import Source, floats, integer, item, items, number, text, vector, words

_HEAD = (
    ("Label", "RTPlanLabel"), ("Name", "RTPlanName"), ("Description", "RTPlanDescription"), ("Date", "RTPlanDate"),
    ("Geometry", "RTPlanGeometry"), ("Intent", "PlanIntent"), ("Approval", "ApprovalStatus"),
    ("Reviewed by", "ReviewerName"), ("Reviewed on", "ReviewDate"), ("Patient position", "PatientPosition"),
)  # fmt: skip
_DOSES = (
    ("Prescribed", "TargetPrescriptionDose"), ("At least", "TargetMinimumDose"), ("At most", "TargetMaximumDose"),
    ("Organ at most", "OrganAtRiskMaximumDose"), ("Organ limit", "OrganAtRiskLimitDose"),
    ("Maximum at point", "DeliveryMaximumDose"), ("Warning at", "DeliveryWarningDose"),
)  # fmt: skip
_BEAM = (("Type", "BeamType"), ("Radiation", "RadiationType"), ("Machine", "TreatmentMachineName"))


def content(source: Source) -> Tree:
    """The plan, line by line."""
    dataset = source.dataset
    title = text(dataset, "RTPlanLabel") or source.title
    position = text(item(dataset, "PatientSetupSequence"), "PatientPosition")
    head = [Node(tr(name), words(dataset, keyword)) for name, keyword in _HEAD]
    head.append(Node(tr("Patient position"), position))
    groups = items(dataset, "FractionGroupSequence")
    meterset = {
        integer(beam, "ReferencedBeamNumber", -1): number(beam, "BeamMeterset", np.nan)
        for group in groups
        for beam in items(group, "ReferencedBeamSequence")
    }
    beams = items(dataset, "BeamSequence") or items(dataset, "IonBeamSequence")
    lines = (
        *(line for line in head if line.value),
        *_listed(tr("Prescription"), [_prescription(one) for one in items(dataset, "DoseReferenceSequence")]),
        *_listed(tr("Fractions"), [_fractions(group) for group in groups]),
        *_listed(tr("Beams"), [_beam(beam, meterset) for beam in beams]),
    )
    flags = tuple(flag for flag in (text(dataset, "ApprovalStatus"),) if flag)
    images = [text(one, "ReferencedSOPInstanceUID") for one in items(dataset, "ReferencedStructureSetSequence")]
    notes = () if beams or items(dataset, "ApplicationSetupSequence") else (tr("The plan has no beam."),)
    return Tree(title, Node(title, children=lines, images=tuple(uid for uid in images if uid)), flags, notes=notes)


def _listed(name: str, children: list[Node]) -> tuple[Node, ...]:
    return (Node(name, str(len(children)), children=tuple(children)),) if children else ()


def _prescription(one: Dataset) -> Node:
    what = text(one, "DoseReferenceDescription") or text(one, "DoseReferenceType").replace("_", " ").capitalize()
    point = vector(one, "DoseReferencePointCoordinates", 3)
    lines = [Node(tr(name), dose) for name, keyword in _DOSES if (dose := _gray(one, keyword))]
    if point is not None:
        lines.append(Node(tr("Point"), _millimetres(point)))
    return Node(what or tr("Dose"), _gray(one, "TargetPrescriptionDose"), children=tuple(lines))


def _gray(one: Dataset, keyword: str) -> str:
    dose = number(one, keyword, np.nan)
    return f"{dose:.6g} Gy" if np.isfinite(dose) else ""


def _fractions(group: Dataset) -> Node:
    count, beams = integer(group, "NumberOfFractionsPlanned"), items(group, "ReferencedBeamSequence")
    doses = [number(beam, "BeamDose", np.nan) for beam in beams]
    each = float(np.nansum(doses)) if doses and not np.isnan(doses).all() else 0.0
    lines = [Node(tr("Planned"), str(count)), Node(tr("Beams"), str(len(beams)))]
    if each > 0:
        lines.append(Node(tr("Dose of each"), f"{each:.4g} Gy"))
        lines.append(Node(tr("Dose of all"), f"{each * count:.4g} Gy"))
    return Node(
        tr("Group {number}").format(number=text(group, "FractionGroupNumber")),
        tr("{count} fractions").format(count=count),
        children=tuple(lines),
    )


def _beam(beam: Dataset, meterset: dict[int, float]) -> Node:
    points = items(beam, "ControlPointSequence") or items(beam, "IonControlPointSequence")
    first = points[0] if points else Dataset()
    place = vector(first, "IsocenterPosition", 3)
    units = meterset.get(integer(beam, "BeamNumber", -2), np.nan)
    unit = text(beam, "PrimaryDosimeterUnit") or "MU"
    energy = number(first, "NominalBeamEnergy", np.nan)
    photons = text(beam, "RadiationType").upper() == "PHOTON"
    lines = (
        *(Node(tr(name), text(beam, keyword)) for name, keyword in _BEAM),
        Node(tr("Energy"), f"{energy:g} {'MV' if photons else 'MeV'}" if np.isfinite(energy) else ""),
        Node(tr("Gantry"), _travel(points, "GantryAngle")),
        Node(tr("Collimator"), _travel(points, "BeamLimitingDeviceAngle")),
        Node(tr("Couch"), _travel(points, "PatientSupportAngle")),
        Node(tr("Meterset"), f"{units:.4g} {unit}" if np.isfinite(units) else ""),
        Node(tr("Isocentre"), _millimetres(place) if place is not None else ""),
        Node(tr("Control points"), str(len(points))),
        Node(tr("Wedges"), text(beam, "NumberOfWedges").lstrip("0")),
    )
    name = " ".join(part for part in (text(beam, "BeamNumber"), text(beam, "BeamName")) if part)
    return Node(
        name, text(beam, "TreatmentDeliveryType").capitalize(), children=tuple(one for one in lines if one.value)
    )


def _travel(points: list[Dataset], keyword: str) -> str:
    """An angle, or the arc from the first to the last control point that states one."""
    angles = [float(found[0]) for point in points if len(found := floats(point, keyword))]
    if not angles:
        return ""
    angles = [round(angle, 2) + 0.0 for angle in angles]
    return f"{angles[0]:g}°" if len(set(angles)) == 1 else f"{angles[0]:g}° … {angles[-1]:g}°"


def _millimetres(point: np.ndarray[tuple[int], np.dtype[np.float64]]) -> str:
    return " / ".join(f"{part:.1f}" for part in point) + " mm (L P S)"
