"""Everything that may change the state, as values; and ``reduce``, the one function that applies them."""

from __future__ import annotations

from dataclasses import dataclass

from medview.core.card import Eligibility
from medview.core.content import Content
from medview.core.finding import Analysis, Review
from medview.core.images import StoredImages
from medview.core.overlay import Overlaid
from medview.core.study import ScanResult, Series
from medview.core.volume import StoredVolume, Window
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
    """A series' voxels are loaded; stored analyses and reviews come with it."""

    series: Series
    volume: StoredVolume
    window: Window
    analyses: tuple[Analysis, ...] = ()
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, eq=False)
class ImagesOpened:
    """A series' pictures are there, or are being read."""

    series: Series
    images: StoredImages
    window: Window
    frame: int = 0


@dataclass(frozen=True, eq=False)
class ContentOpened:
    """A report, document or signal is loaded."""

    series: Series
    content: Content


@dataclass(frozen=True)
class FrameShown:
    """Another picture of the stack is to be shown."""

    number: int


@dataclass(frozen=True)
class PositionChosen:
    """The volume at another position along the series' dimensions is to be shown."""

    at: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class OverlaidFound:
    """A derived object's layer is ready; it replaces one of the same object."""

    layer: Overlaid


@dataclass(frozen=True)
class OverlaidDropped:
    """Derived objects are not on the open images any more."""

    uids: frozenset[str]


@dataclass(frozen=True)
class OverlaidHidden:
    """These layers are not to be drawn."""

    uids: frozenset[str]


@dataclass(frozen=True)
class CursorMoved:
    """The crosshair moved."""

    point_lps: tuple[float, float, float]


@dataclass(frozen=True)
class WindowChanged:
    """Window/level changed."""

    window: Window


@dataclass(frozen=True)
class AnalysisFinished:
    """An analysis of a series ended well."""

    analysis: Analysis


@dataclass(frozen=True)
class AnalysisChosen:
    """Another analysis of the open series is to be shown."""

    analysis_id: str


@dataclass(frozen=True)
class PartialShown:
    """A running analysis shows what it has (None: nothing any more)."""

    path: str | None


@dataclass(frozen=True)
class Reviewed:
    """A person decided on a finding."""

    review: Review


@dataclass(frozen=True)
class FindingSelected:
    """A finding was chosen in a list or view."""

    finding_id: str | None


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
    """The catalogue answered which models accept the open series."""

    eligible: tuple[Eligibility, ...]


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
    | FindingSelected
    | OverlayChanged
    | JobChanged
    | JobsCleared
    | EligibilityKnown
    | ReviewerNamed
)
