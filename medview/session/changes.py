"""Everything that may change the state, as values; and ``reduce``, the one function that applies them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from medview.core.card import Eligibility, Label
from medview.core.content import Content
from medview.core.finding import Analysis, Finding, Review
from medview.core.images import StoredImages
from medview.core.measurement import KeyImage, Measurement
from medview.core.overlay import Overlaid
from medview.core.study import ScanResult, Series
from medview.core.volume import StoredVolume, Window
from medview.session.layout import Alignment, Layout, Links, Look
from medview.session.state import Job, Overlay


@dataclass(frozen=True, eq=False)
class StudiesFound:
    """A scan found something; its studies join the browser.

    Those of a complete result replace the ones of the same UID; until it is, their series join them one by one.
    Thumbnails of series whose files are others now are dropped.
    """

    result: ScanResult


@dataclass(frozen=True)
class ThumbnailMade:
    """A thumbnail is ready."""

    series_uid: str
    path: str


@dataclass(frozen=True, eq=False)
class VolumeOpened:
    """A series' voxels are loaded; stored analyses, reviews and drawings come with it.

    It takes the place of the series read so far (``rehung``), or, where ``tile`` is -1, none: then it is there to be
    laid over others, or because the layout waits for it.
    """

    series: Series
    volume: StoredVolume
    window: Window
    analyses: tuple[Analysis, ...] = ()
    reviews: tuple[Review, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    key_images: tuple[KeyImage, ...] = ()
    tile: Literal[-1] | None = None


@dataclass(frozen=True, eq=False)
class ImagesOpened:
    """A series' pictures are there, or are being read; ``tile`` as for a volume."""

    series: Series
    images: StoredImages
    window: Window
    frame: int = 0
    measurements: tuple[Measurement, ...] = ()
    key_images: tuple[KeyImage, ...] = ()
    tile: Literal[-1] | None = None
    analyses: tuple[Analysis, ...] = ()
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, eq=False)
class ContentOpened:
    """A report, document, signal or file of sequences is loaded; ``tile`` as for a volume."""

    series: Series
    content: Content
    tile: Literal[-1] | None = None
    analyses: tuple[Analysis, ...] = ()
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True)
class SeriesRefused:
    """A series the layout names could not be opened; an empty reason: it is to be tried again."""

    uid: str
    reason: str


@dataclass(frozen=True)
class SeriesClosed:
    """A series is not shown any more; its viewports become empty."""

    uid: str


@dataclass(frozen=True)
class LayoutChanged:
    """Other viewports, or other series in them; series that no viewport shows any more are closed."""

    layout: Layout
    active: int | None = None


@dataclass(frozen=True)
class TileActivated:
    """Keys and panels are about another viewport."""

    number: int


@dataclass(frozen=True)
class LookChanged:
    """A viewport looks differently at its series."""

    number: int
    look: Look


@dataclass(frozen=True)
class LinksChanged:
    """Viewports do other things together."""

    links: Links


@dataclass(frozen=True)
class AlignmentChanged:
    """A frame of reference (``frame_key``) lies elsewhere in another one (None: nowhere).

    What said where that other one lies in this one is gone with it.
    """

    frame: str
    alignment: Alignment | None


@dataclass(frozen=True)
class MeasurementPut:
    """Something was drawn, or changed: it replaces the one of the same identifier."""

    measurement: Measurement


@dataclass(frozen=True)
class MeasurementDropped:
    """Something drawn is taken away."""

    series: str
    id: str


@dataclass(frozen=True)
class MeasurementSelected:
    """Something drawn was chosen in a list or viewport."""

    id: str | None


@dataclass(frozen=True)
class KeyImagesChanged:
    """Other pictures of a series are marked."""

    series: str
    key_images: tuple[KeyImage, ...]


@dataclass(frozen=True)
class FrameShown:
    """Another picture of a stack is to be shown: the active one's, unless ``series`` says which."""

    number: int
    series: str = ""


@dataclass(frozen=True)
class PositionChosen:
    """The volume at another position along a series' dimensions is to be shown: the active one's by default."""

    at: tuple[int, ...]
    series: str = ""


@dataclass(frozen=True, eq=False)
class OverlaidFound:
    """A derived object's layer is ready; it replaces one of the same object. The active series is meant by default."""

    layer: Overlaid
    series: str = ""


@dataclass(frozen=True)
class OverlaidDropped:
    """Derived objects are not on the images any more: the active ones by default."""

    uids: frozenset[str]
    series: str = ""


@dataclass(frozen=True)
class OverlaidHidden:
    """These layers are not to be drawn: on the active series by default."""

    uids: frozenset[str]
    series: str = ""


@dataclass(frozen=True)
class CursorMoved:
    """The crosshair moved, in the frame of reference of a series: the active one by default."""

    point_lps: tuple[float, float, float]
    series: str = ""


@dataclass(frozen=True)
class WindowChanged:
    """Window/level of a series changed: of the active one by default."""

    window: Window
    series: str = ""


@dataclass(frozen=True)
class AnalysisFinished:
    """An analysis of a series ended well."""

    analysis: Analysis


@dataclass(frozen=True)
class AnalysisChosen:
    """Another analysis of a series is to be shown: of the active one by default."""

    analysis_id: str
    series: str = ""


@dataclass(frozen=True)
class PartialShown:
    """A running analysis of a series shows what it has (None: nothing any more): of the active one by default.

    Told again with the same path, the map holds more than before. ``labels`` are those of the map.
    """

    path: str | None
    series: str = ""
    labels: tuple[Label, ...] = ()


@dataclass(frozen=True)
class Reviewed:
    """A person decided on a finding of a series: of the active one by default."""

    review: Review
    series: str = ""


@dataclass(frozen=True)
class ReviewedTogether:
    """A person decided on many findings of a series at once: of the active one by default."""

    reviews: tuple[Review, ...]
    series: str = ""


@dataclass(frozen=True)
class FindingReplaced:
    """A person's version of a finding, or one of their own, joins an analysis of a series; a review says which."""

    analysis_id: str
    replacement: Finding
    series: str = ""


@dataclass(frozen=True)
class FindingPointed:
    """The pointer stands on a finding of a series, or on none any more: of the active one by default."""

    finding_id: str | None
    series: str = ""


@dataclass(frozen=True)
class FindingSelected:
    """A finding of a series was chosen in a list or view: of the active one by default."""

    finding_id: str | None
    series: str = ""


@dataclass(frozen=True)
class OverlayChanged:
    """The segmentation is drawn differently."""

    overlay: Overlay


@dataclass(frozen=True)
class JobChanged:
    """A job appeared or moved on."""

    job: Job


@dataclass(frozen=True)
class JobsCleared:
    """Ended jobs leave the list."""


@dataclass(frozen=True)
class EligibilityKnown:
    """The catalogue answered which models accept a series: the active one by default."""

    eligible: tuple[Eligibility, ...]
    series: str = ""


@dataclass(frozen=True)
class ReviewerNamed:
    """The person reviewing gave a name."""

    name: str


Change = (
    StudiesFound
    | ThumbnailMade
    | VolumeOpened
    | ImagesOpened
    | ContentOpened
    | SeriesRefused
    | SeriesClosed
    | LayoutChanged
    | TileActivated
    | LookChanged
    | LinksChanged
    | AlignmentChanged
    | MeasurementPut
    | MeasurementDropped
    | MeasurementSelected
    | KeyImagesChanged
    | FrameShown
    | PositionChosen
    | OverlaidFound
    | OverlaidDropped
    | OverlaidHidden
    | CursorMoved
    | WindowChanged
    | AnalysisFinished
    | AnalysisChosen
    | PartialShown
    | Reviewed
    | ReviewedTogether
    | FindingReplaced
    | FindingPointed
    | FindingSelected
    | OverlayChanged
    | JobChanged
    | JobsCleared
    | EligibilityKnown
    | ReviewerNamed
)
