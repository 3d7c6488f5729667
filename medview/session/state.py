"""State: one immutable value holding everything the window shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from medview.core.card import Eligibility, Label
from medview.core.content import Content
from medview.core.finding import Analysis, Finding, Review, latest_decisions
from medview.core.images import StoredImages
from medview.core.measurement import KeyImage, Measurement
from medview.core.overlay import Overlaid
from medview.core.study import Series, Study
from medview.core.volume import StoredVolume, Window
from medview.session.layout import EMPTY, Alignment, Layout, Links, Point, Tile


class Part(Enum):
    """A part of the state; a view redraws when one it shows has changed."""

    STUDIES = auto()
    THUMBNAILS = auto()
    VOLUME = auto()
    CURSOR = auto()
    WINDOW = auto()
    ANALYSES = auto()
    PARTIAL = auto()
    REVIEWS = auto()
    SELECTION = auto()
    POINTED = auto()
    """Which finding the reader's hand points at."""
    OVERLAY = auto()
    JOBS = auto()
    ELIGIBLE = auto()
    REVIEWER = auto()
    FRAME = auto()
    OVERLAID = auto()
    LAYOUT = auto()
    """Which viewport shows what, and which is active."""
    LOOK = auto()
    """How a viewport looks at what it shows."""
    OPENED = auto()
    """Which series are open."""
    MEASUREMENTS = auto()
    KEY_IMAGES = auto()
    LINKS = auto()
    HISTORY = auto()
    """What can be undone or done again."""


class JobStatus(Enum):
    """Where a job is on its way."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Job:
    """A job as the window shows it.

    Args:
        id: The pool's serial number.
        pool: The pool's name.
        task: The task's name.
        title: For people.
        status: Where it is.
        fraction: Done part, 0..1.
        note: What it is doing, or why it failed.
        hint: After a failure, what to do next.
        remaining_s: Estimated time left, or None.
        stage: Name of the stage it is in (``core.stages``), empty where it has none.
    """

    id: int
    pool: str
    task: str
    title: str
    status: JobStatus = JobStatus.QUEUED
    fraction: float = 0.0
    note: str = ""
    hint: str = ""
    remaining_s: float | None = None
    stage: str = ""


@dataclass(frozen=True)
class Overlay:
    """How a segmentation is drawn.

    Args:
        fill: Opacity of the fill, 0..1; the outline is always drawn.
        hidden: Label values not drawn.
        uncertainty: Whether the uncertainty map is drawn.
        map: Code value of the map that is drawn where a result has several; empty: its first.
        wash: Opacity of dose and parametric maps, 0..1.
        safe_colours: Labels have colours that all readers tell apart, instead of those of the model or object.
        boxes: Whether boxes of findings are drawn.
        thresholds: (class, score): boxes of a class (``listing.class_key``) from this score on are listed and drawn;
            those of a class that is not named from their own threshold on.
        unseen: Classes (``listing.class_key``) whose boxes are not drawn.
    """

    fill: float = 0.25
    hidden: frozenset[int] = frozenset()
    uncertainty: bool = False
    map: str = ""
    wash: float = 0.4
    safe_colours: bool = False
    boxes: bool = True
    thresholds: tuple[tuple[str, float], ...] = ()
    unseen: frozenset[str] = frozenset()


@dataclass(frozen=True, eq=False)
class Opened:
    """A series that is open: what was loaded of it and what is known of it.

    Args:
        series: The series.
        volume: Its voxels, where it is a volume.
        images: Its pictures, where it is a stack of pictures.
        content: What it says, where it is read and not looked through. At most one of the three is there.
        frame: The picture, or the record of a file of sequences, shown, counted from 0.
        overlaid: What derived objects draw on it.
        hidden: Identifiers of those that are not drawn.
        window: Window/level.
        analyses: Analyses, oldest first.
        shown: Identifier of the analysis drawn, or None.
        partial: Label map (.npy) of an analysis still running, or None.
        partial_step: How often it has changed.
        partial_labels: The labels in it.
        reviews: All decisions on the analyses' findings, oldest first.
        selected: Identifier of the selected finding.
        pointed: Identifier of the finding under the pointer, in a viewport or in the list.
        eligible: What each model says of it.
        measurements: What a person drew on it, oldest first.
        key_images: Pictures a person marked.
    """

    series: Series
    volume: StoredVolume | None = None
    images: StoredImages | None = None
    content: Content | None = None
    frame: int = 0
    overlaid: tuple[Overlaid, ...] = ()
    hidden: frozenset[str] = frozenset()
    window: Window = Window(0.0, 1.0)
    analyses: tuple[Analysis, ...] = ()
    shown: str | None = None
    partial: str | None = None
    partial_step: int = 0
    partial_labels: tuple[Label, ...] = ()
    reviews: tuple[Review, ...] = ()
    selected: str | None = None
    pointed: str | None = None
    eligible: tuple[Eligibility, ...] = ()
    measurements: tuple[Measurement, ...] = ()
    key_images: tuple[KeyImage, ...] = ()


@dataclass(frozen=True, eq=False)
class State:
    """Everything the window shows. What is asked of it without naming a series is that of the active viewport.

    Args:
        studies: Studies listed in the browser.
        skipped: (path, reason) of files not used in the last scan.
        thumbnails: Series UID to a PNG file.
        opened: Open series by UID: all that a viewport shows or lays over what it shows.
        failures: Series UID to why it could not be opened where the layout names it.
        layout: Which viewport shows what.
        active: Number of the viewport keys and panels are about.
        cursors: The crosshair, LPS mm, by frame of reference (``frame_key``); by UID for series that go their own way.
        alignments: Where frames of reference (``frame_key``) lie in others.
        links: What viewports do together.
        measurement: Identifier of the selected measurement, or None.
        overlay: How segmentations are drawn.
        jobs: Jobs, oldest first.
        reviewer: Name of the person reviewing.
    """

    studies: tuple[Study, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    thumbnails: Mapping[str, str] = field(default_factory=dict)
    opened: Mapping[str, Opened] = field(default_factory=dict)
    failures: Mapping[str, str] = field(default_factory=dict)
    layout: Layout = EMPTY
    active: int = 0
    cursors: Mapping[str, Point] = field(default_factory=dict)
    alignments: Mapping[str, Alignment] = field(default_factory=dict)
    links: Links = Links()
    measurement: str | None = None
    overlay: Overlay = Overlay()
    jobs: tuple[Job, ...] = ()
    reviewer: str = ""

    @property
    def tile(self) -> Tile:
        """The active viewport's tile."""
        return self.layout.tiles[self.active]

    @property
    def current(self) -> Opened | None:
        """The open series of the active viewport."""
        return self.opened.get(self.tile.series)

    @property
    def series(self) -> Series | None:
        """The active series."""
        return self.current.series if self.current else None

    @property
    def study(self) -> Study | None:
        """The study of the active series."""
        return self.study_of(self.series) if self.series else None

    def study_of(self, series: Series) -> Study | None:
        """The study of a series."""
        return next((study for study in self.studies if study.uid == series.study_uid), None)

    @property
    def volume(self) -> StoredVolume | None:
        """The active series' voxels."""
        return self.current.volume if self.current else None

    @property
    def images(self) -> StoredImages | None:
        """The active series' pictures."""
        return self.current.images if self.current else None

    @property
    def content(self) -> Content | None:
        """What the active series says."""
        return self.current.content if self.current else None

    @property
    def frame(self) -> int:
        """The picture, or the record of a file of sequences, shown of the active series."""
        return self.current.frame if self.current else 0

    @property
    def overlaid(self) -> tuple[Overlaid, ...]:
        """What derived objects draw on the active series."""
        return self.current.overlaid if self.current else ()

    @property
    def hidden(self) -> frozenset[str]:
        """Those of them that are not drawn."""
        return self.current.hidden if self.current else frozenset()

    @property
    def window(self) -> Window:
        """Window/level of the active series."""
        return self.current.window if self.current else Window(0.0, 1.0)

    @property
    def cursor_lps(self) -> Point | None:
        """The crosshair in the active series' frame of reference, LPS mm."""
        return self.cursor_of(self.series) if self.series else None

    def cursor_of(self, series: Series) -> Point | None:
        """The crosshair in a series, LPS mm: its own, or that of its frame of reference."""
        return self.cursors.get(series.uid, self.cursors.get(frame_key(series)))

    @property
    def analyses(self) -> tuple[Analysis, ...]:
        """Analyses of the active series."""
        return self.current.analyses if self.current else ()

    @property
    def shown(self) -> str | None:
        """Identifier of the analysis drawn."""
        return self.current.shown if self.current else None

    @property
    def partial(self) -> str | None:
        """Label map of an analysis of the active series still running."""
        return self.current.partial if self.current else None

    @property
    def partial_labels(self) -> tuple[Label, ...]:
        """Labels in that map; those of the shown analysis where nobody told them."""
        told = self.current.partial_labels if self.current else ()
        return told or (self.analysis.labels if self.analysis else ())

    @property
    def reviews(self) -> tuple[Review, ...]:
        """Decisions on the active series' findings."""
        return self.current.reviews if self.current else ()

    @property
    def selected(self) -> str | None:
        """Identifier of the selected finding."""
        return self.current.selected if self.current else None

    @property
    def pointed(self) -> str | None:
        """Identifier of the finding under the pointer."""
        return self.current.pointed if self.current else None

    @property
    def eligible(self) -> tuple[Eligibility, ...]:
        """What each model says of the active series."""
        return self.current.eligible if self.current else ()

    @property
    def measurements(self) -> tuple[Measurement, ...]:
        """What a person drew on the active series."""
        return self.current.measurements if self.current else ()

    @property
    def key_images(self) -> tuple[KeyImage, ...]:
        """Marked pictures of the active series."""
        return self.current.key_images if self.current else ()

    @property
    def analysis(self) -> Analysis | None:
        """The analysis that is drawn and listed."""
        return next((analysis for analysis in self.analyses if analysis.id == self.shown), None)

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Findings of the shown analysis."""
        return self.analysis.findings if self.analysis else ()

    @property
    def decisions(self) -> dict[str, Review]:
        """The decision in force for each decided finding."""
        return latest_decisions(self.reviews)

    def seen_from(self, uid: str) -> State:
        """The state as it is when the one viewport of a layout shows series ``uid``."""
        return replace(self, layout=Layout(EMPTY.places, (Tile(uid),)), active=0)


def frame_key(series: Series) -> str:
    """What two series share when a point in one means the same place in the other: a frame of reference of one study.

    Frames of reference of one patient's studies may be told alike by careless systems; a study's own are not.
    """
    return f"{series.study_uid} {series.frame_of_reference_uid or series.uid}"
