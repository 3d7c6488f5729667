"""Hanging protocols as values: which studies one is for, and what hangs in each of its viewports."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

from medview.core.volume import Window
from medview.session.layout import ARRANGEMENTS, Links, Place, Slab, View


@dataclass(frozen=True)
class Match:
    """Which studies a protocol is for: fields are patterns (see ``matching.like``); an empty one says nothing.

    Args:
        modality: Modality of one of its series.
        body_part: Body Part Examined of one of its series, or a word of a description where that is missing.
        study_description: Study Description.
        laterality: Laterality of one of its series.
        prior: There is an earlier study of the same patient with the same modality.
    """

    modality: str = ""
    body_part: str = ""
    study_description: str = ""
    laterality: str = ""
    prior: bool = False

    @property
    def specific(self) -> int:
        """How much it asks: the protocol that asks most of a study is hung."""
        return sum(bool(getattr(self, field.name)) for field in fields(self))


@dataclass(frozen=True)
class Over:
    """A series of the same study drawn over a viewport's own.

    Args:
        modality: Pattern of its modality.
        series_description: Pattern of its description.
        colours: Name of its colour map.
        opacity: 0..1.
        window: Its window; None for its own.
    """

    modality: str = ""
    series_description: str = ""
    colours: str = "hot"
    opacity: float = 0.5
    window: Window | None = None


@dataclass(frozen=True)
class Rule:
    r"""What hangs in one viewport: patterns as in ``Match``, and how it is looked at.

    Args:
        modality: Modality.
        series_description: Series Description.
        body_part: Body Part Examined, or a word of the description where that is missing.
        laterality: Image Laterality or Laterality (``"R"``), or a word of the description.
        view_position: View Position (``"PA"``, ``"MLO"``), or a word of the description.
        plane: Plane of acquisition: ``"axial"``, ``"coronal"``, ``"sagittal"``, or any.
        contrast: With contrast medium, without, or None for either.
        prior: 0 for the study itself, 1 for the first prior, 2 for the second …
        number: Which of the series that fit: 0 for the first.
        view: What of it; None for what suits its kind.
        window: The viewport's window; None for the series' own.
        slab: A thick slice; None for the plain one.
        colours: Name of the colour map.
        inverted: Black and white are turned.
        justified: ``"left"`` or ``"right"`` side of the viewport, or the middle.
        orientation: Patient Orientation pictures are turned to on the screen: what is at the right and the lower edge,
            such as ``"P\L"``, the chest wall to the right and the patient's left below; empty leaves them as stored.
        over: A series drawn over it.
        empty: Nothing hangs there.
    """

    modality: str = ""
    series_description: str = ""
    body_part: str = ""
    laterality: str = ""
    view_position: str = ""
    plane: str = ""
    contrast: bool | None = None
    prior: int = 0
    number: int = 0
    view: View | None = None
    window: Window | None = None
    slab: Slab | None = None
    colours: str = "grey"
    inverted: bool = False
    justified: str = ""
    orientation: str = ""
    over: Over | None = None
    empty: bool = False


@dataclass(frozen=True)
class Protocol:
    """A hanging protocol.

    Args:
        name: For people; unique among protocols.
        match: Which studies it is for.
        arrangement: Name of the main window's arrangement (``ARRANGEMENTS``).
        viewports: One rule for each place, those of the second window last.
        second: Name of the second window's arrangement; empty for none.
        least: How many viewports must find their series for the protocol to be hung; 0 for all.
        close_up: Viewports that find none are left out, and the others take their room.
        links: What the viewports do together; None leaves it as it is.
        enabled: It takes part in the choice.
    """

    name: str
    match: Match
    arrangement: str
    viewports: tuple[Rule, ...]
    second: str = ""
    least: int = 0
    close_up: bool = False
    links: Links | None = None
    enabled: bool = True

    @property
    def places(self) -> tuple[Place, ...]:
        """Where its viewports stand."""
        second = ARRANGEMENTS[self.second] if self.second else ()
        return (*ARRANGEMENTS[self.arrangement], *(replace(place, window=1) for place in second))
