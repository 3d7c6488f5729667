"""State: one immutable value holding everything the window shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, auto

from medview.core.card import Eligibility
from medview.core.content import Content
from medview.core.finding import Analysis, Finding, Review, latest_decisions
from medview.core.images import StoredImages
from medview.core.overlay import Overlaid
from medview.core.study import Series, Study
from medview.core.volume import StoredVolume, Window


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
    OVERLAY = auto()
    JOBS = auto()
    ELIGIBLE = auto()
    REVIEWER = auto()
    FRAME = auto()
    OVERLAID = auto()


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


@dataclass(frozen=True)
class Overlay:
    """How a segmentation is drawn.

    Args:
        fill: Opacity of the fill, 0..1; the outline is always drawn.
        hidden: Label values not drawn.
        uncertainty: Whether the uncertainty map is drawn.
        wash: Opacity of dose and parametric maps, 0..1.
    """

    fill: float = 0.25
    hidden: frozenset[int] = frozenset()
    uncertainty: bool = False
    wash: float = 0.4


@dataclass(frozen=True, eq=False)
class State:
    """Everything the window shows.

    Args:
        studies: Studies listed in the browser.
        skipped: (path, reason) of files not used in the last scan.
        thumbnails: Series UID to a PNG file.
        series: The open series.
        volume: Its voxels, where it is a volume.
        images: Its pictures, where it is a stack of pictures.
        content: What it says, where it is a report, document or signal. At most one of the three is there.
        frame: The picture shown, counted from 0.
        overlaid: What derived objects draw on it.
        hidden: Identifiers of those that are not drawn.
        cursor_lps: The crosshair, LPS mm.
        window: Window/level.
        analyses: Analyses of the open series, oldest first.
        shown: Identifier of the analysis drawn, or None.
        partial: Label map (.npy) of an analysis still running, or None.
        reviews: All decisions on the analyses' findings, oldest first.
        selected: Identifier of the selected finding.
        overlay: How the segmentation is drawn.
        jobs: Jobs, oldest first.
        eligible: What each model says of the open series.
        reviewer: Name of the person reviewing.
    """

    studies: tuple[Study, ...] = ()
    skipped: tuple[tuple[str, str], ...] = ()
    thumbnails: Mapping[str, str] = field(default_factory=dict)
    series: Series | None = None
    volume: StoredVolume | None = None
    images: StoredImages | None = None
    content: Content | None = None
    frame: int = 0
    overlaid: tuple[Overlaid, ...] = ()
    hidden: frozenset[str] = frozenset()
    cursor_lps: tuple[float, float, float] | None = None
    window: Window = Window(0.0, 1.0)
    analyses: tuple[Analysis, ...] = ()
    shown: str | None = None
    partial: str | None = None
    reviews: tuple[Review, ...] = ()
    selected: str | None = None
    overlay: Overlay = Overlay()
    jobs: tuple[Job, ...] = ()
    eligible: tuple[Eligibility, ...] = ()
    reviewer: str = ""

    @property
    def study(self) -> Study | None:
        """The study of the open series."""
        uid = self.series.study_uid if self.series else None
        return next((study for study in self.studies if study.uid == uid), None)

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
