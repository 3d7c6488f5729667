"""Reporting: the reviewed findings become pages to look at, and files in a folder."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from medview.core.carrying import annotated, has_map, not_carried, reported, segmented_pictures
from medview.core.content import SequenceContent
from medview.core.finding import Analysis, Review
from medview.core.images import StoredImages
from medview.core.measurement import Measurement
from medview.core.study import Series, Study, why_no_dicom_seg, why_no_dicom_sr
from medview.core.volume import StoredVolume
from medview.jobs.protocol import Failed
from medview.session.state import State
from medview.views.jobs import Then
from medview.views.parts import Parts


@dataclass(frozen=True, eq=False)
class Matter:
    """What is reported on, as it was when the preview opened: later decisions need a new preview.

    Args:
        study: The examination.
        series: The series.
        volume: Its voxels; None where it is pictures.
        analysis: The shown analysis.
        reviews: All decisions.
        measurements: What was drawn on the series.
        images: Its pictures; None where it is no pictures.
        sequences: Its records; None where it is no file of sequences.
    """

    study: Study
    series: Series
    volume: StoredVolume | None
    analysis: Analysis
    reviews: tuple[Review, ...]
    measurements: tuple[Measurement, ...] = ()
    images: StoredImages | None = None
    sequences: SequenceContent | None = None


@dataclass(frozen=True)
class _Step:
    """One file of an export.

    Args:
        task: The task that writes it.
        title: For people.
        name: File name.
        arguments: Names of the ``Matter`` fields the task takes.
        beside: A second file the task writes beside it.
        frame: Of a segmentation of one of several pictures: which.
    """

    task: str
    title: str
    name: str
    arguments: tuple[str, ...]
    beside: str = ""
    frame: int | None = None


_REPORT = ("study", "series", "volume", "analysis", "reviews", "measurements", "images", "sequences")
_TOLD = ("study", "series", "analysis", "reviews")


def matter(state: State) -> Matter | None:
    """What a report would be about; None while no analysis is shown."""
    volume, images = state.volume, state.images
    sequences = state.content if isinstance(state.content, SequenceContent) else None
    if state.study is None or state.series is None or state.analysis is None:
        return None
    if volume is None and images is None and sequences is None:
        return None
    drawn = (state.reviews, state.measurements)
    return Matter(state.study, state.series, volume, state.analysis, *drawn, None if volume else images, sequences)


class Reporting(QObject):
    """Makes the preview and the export of one matter.

    Args:
        parts: What flows work with.
        about: What is reported on.
        parent: The dialog; when it goes, what still runs is cancelled.
    """

    pages_ready = Signal(object)
    """Paths of page pictures."""
    progressed = Signal(float, str)
    failed = Signal(str, str)
    """Message and hint."""
    saved = Signal(str, object, str)
    """Folder, file names, and a remark."""

    def __init__(self, parts: Parts, about: Matter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._parts = parts
        self._about = about
        self._running: int | None = None
        self._left = False

    @property
    def files(self) -> tuple[str, ...]:
        """What is saved together, by name."""
        return tuple(name for step in self._steps() for name in (step.name, step.beside) if name)

    def preview(self) -> None:
        """Draw the pages."""
        pdf = str(self._parts.workspace / f"preview-{self._about.analysis.id}.pdf")
        step = _Step("report", self.tr("Draw the report"), pdf, _REPORT)
        self._write(step, pdf, self._draw)

    def export(self, folder: str) -> None:
        """Write report, segmentation and findings into a folder; files already there are left alone."""
        steps = self._steps()
        self._next(folder, list(free_steps(Path(folder), steps)), ())

    def cancel(self) -> None:
        """End what is running."""
        if self._running is not None:
            self._parts.jobs.cancel(self._running)

    def leave(self) -> None:
        """The dialog goes: end what is running, and tell nobody how it ended."""
        self._left = True
        self.cancel()

    def _steps(self) -> tuple[_Step, ...]:
        report = _Step("report", self.tr("Write the report"), "report.pdf", _REPORT)
        findings = _Step("export_findings", self.tr("Write the findings"), "findings.json", _TOLD)
        table = _Step("export_table", self.tr("Write the findings"), "findings.csv", _TOLD)
        if self._about.sequences is not None:
            return report, *self._of_sequences(), findings, table
        if self._about.volume is None:
            return report, *self._of_pictures(), findings, table
        if not has_map(self._about.analysis):
            return report, findings, table
        if not why_no_dicom_seg(self._about.series):
            seg = ("series", "study", "analysis", "reviews")
            mask = _Step("export_dicom_seg", self.tr("Write the segmentation"), "segmentation.dcm", seg)
        else:
            mask_of = ("series", "analysis", "reviews")
            title = self.tr("Write the segmentation")
            mask = _Step("export_nifti", title, "segmentation.nii.gz", mask_of, "segmentation.json")
        return report, mask, findings

    def _of_pictures(self) -> Iterator[_Step]:
        """What leaves of pictures: masks where there are any, and a structured report of DICOM ones."""
        about, title = self._about, self.tr("Write the segmentation")
        told = ("series", "study", "analysis", "reviews")
        masked = segmented_pictures(about.analysis, about.reviews)
        if masked:
            yield _Step("export_picture_mask", title, "mask.tif", ("series", "analysis", "reviews"), "mask.json")
        for frame, name in masked if not why_no_dicom_seg(about.series) else ():
            yield _Step("export_dicom_seg", title, name, told, frame=frame)
        if reported(about.analysis, about.reviews) and not why_no_dicom_sr(about.series):
            yield _Step("export_dicom_sr", self.tr("Write the structured report"), "findings.dcm", told)

    def _of_sequences(self) -> Iterator[_Step]:
        """What leaves of sequences: findings in the formats of others."""
        title = self.tr("Write the findings")
        for task, name in annotated(self._about.analysis, self._about.reviews):
            yield _Step(task, title, name, _TOLD)

    def _next(self, folder: str, left: list[_Step], written: tuple[str, ...]) -> None:
        if not left:
            self.saved.emit(folder, written, self._remark())
            return
        step, *rest = left
        names = tuple(name for name in (step.name, step.beside) if name)

        def go_on(_path: str) -> None:
            self._next(folder, rest, (*written, *names))

        self._write(step, str(Path(folder) / step.name), go_on, len(written) / (len(written) + len(left)))

    def _remark(self) -> str:
        about = self._about
        if about.sequences is not None:
            return ""
        if about.volume is None or not has_map(about.analysis):
            return " ".join(not_carried(about.series, about.analysis).values())
        reason = why_no_dicom_seg(about.series)
        told = self.tr("The segmentation is NIfTI with a JSON file beside it, not DICOM SEG: {reason}")
        return told.format(reason=reason[:1].lower() + reason[1:]) if reason else ""

    def _draw(self, pdf: str) -> None:
        self._submit("preview", self.tr("Draw the pages"), self.pages_ready.emit, 0.7, pdf=pdf)

    def _write(self, step: _Step, path: str, done: Callable[[str], object], begun: float = 0.0) -> None:
        arguments = {name: getattr(self._about, name) for name in step.arguments}
        arguments |= {} if step.frame is None else {"frame": step.frame}
        self._submit(step.task, step.title, done, begun, path=path, **arguments)

    def _submit(self, task: str, title: str, done: Callable[..., object], begun: float, **arguments: Any) -> None:
        self.progressed.emit(begun, title)
        self._running = self._parts.jobs.submit(
            "files",
            task,
            title,
            Then(partial(self._done, done), failed=self._failed, cancelled=self._cancelled),
            **arguments,
        )

    def _done(self, then: Callable[[Any], object], value: Any) -> None:
        self._running = None
        if not self._left:
            then(value)

    def _failed(self, failed: Failed) -> None:
        self._running = None
        if not self._left:
            self.failed.emit(failed.message, failed.hint)

    def _cancelled(self) -> None:
        self._running = None
        if not self._left:
            self.failed.emit(self.tr("Cancelled."), "")


def free_steps(folder: Path, steps: tuple[_Step, ...]) -> tuple[_Step, ...]:
    """The steps, their files named with one number that makes each free in ``folder``."""
    number, chosen = 1, steps
    while any((folder / name).exists() for step in chosen for name in (step.name, step.beside) if name):
        number += 1
        chosen = tuple(
            replace(step, name=_numbered(step.name, number), beside=_numbered(step.beside, number)) for step in steps
        )
    return chosen


def _numbered(name: str, number: int) -> str:
    stem, dot, ending = name.partition(".")
    return f"{stem}-{number}{dot}{ending}" if name else ""
