"""Which files one analysis leaves in a folder: the same from ``medview analyse`` and from a batch, all unreviewed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from medview.core.finding import Analysis
from medview.core.study import Series, Study, why_no_dicom_seg
from medview.core.volume import StoredVolume


@dataclass(frozen=True, eq=False)
class Result:
    """One file.

    Args:
        kind: What it is.
        name: What it is called.
        task: The task of the files pool that writes it.
        arguments: The task's arguments.
    """

    kind: str
    name: str
    task: str
    arguments: Mapping[str, Any]

    def into(self, folder: Path) -> dict[str, Any]:
        """The task's arguments for writing it into a folder."""
        return {**self.arguments, "path": str(folder / self.name)}


def results(study: Study, series: Series, volume: StoredVolume, analysis: Analysis) -> Iterator[Result]:
    """The files; what each holds is said in its own standard's way to be unreviewed."""
    common: dict[str, Any] = {"series": series, "analysis": analysis, "reviews": ()}
    yield Result("findings", "findings.json", "export_findings", {**common, "study": study})
    yield Result("mask", "mask.nii.gz", "export_nifti", {**common, "unreviewed": True})
    if not why_no_dicom_seg(series):
        arguments = {**common, "study": study, "unreviewed": True}
        yield Result("segmentation", "segmentation.dcm", "export_dicom_seg", arguments)
    yield Result("report", "report.pdf", "report", {**common, "study": study, "volume": volume, "unreviewed": True})
