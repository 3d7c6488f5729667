"""How many processes a batch may have, and one study from its files to its results."""

from __future__ import annotations

from pathlib import Path

import pytest
import torch

from medview.core.batch import outcome_from_json
from medview.core.plan import Plan
from medview.io.formats.sequences import scan_sequences
from medview.io.scan import scan
from medview.jobs.local import LocalContext
from medview.jobs.protocol import JobCancelled
from medview.tasks.batch import PROCESS_BYTES, fitting, run_item, workers
from tests.whole_package import make_image, make_whole_package

GB = 1_000_000_000


@pytest.mark.parametrize(
    ("plan", "free", "expected"),
    [
        (Plan("cpu", "float32", memory_mb=1400), {"cpu": 10 * GB}, 4),
        (Plan("cpu", "float32", memory_mb=1400), {"cpu": 1 * GB}, 0),
        (Plan("cuda", "float32", memory_mb=1400), {"cpu": 100 * GB, "cuda": 4 * GB}, 2),
        (Plan("cuda", "float32", memory_mb=1400), {"cpu": 5 * GB, "cuda": 80 * GB}, 2),
    ],
)
def test_processes_fit_into_the_memory(plan: Plan, free: dict[str, int], expected: int) -> None:
    assert fitting(plan, 2 * GB - PROCESS_BYTES - 1400_000_000, free) == expected


@pytest.fixture
def threads():
    before = torch.get_num_threads()
    yield
    torch.set_num_threads(before)


def test_records_of_sequences_need_no_plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "a.fa").write_text(">a\nACGTACGTACGT\n")
    (series,) = scan_sequences(str(tmp_path / "a.fa")).series
    item = (str(tmp_path / "no model is read"), series)
    assert workers(LocalContext(tmp_path), (item,), 2) in (1, 2)
    monkeypatch.setattr("medview.tasks.batch.SEQUENCE_MB", 1 << 40)
    assert workers(LocalContext(tmp_path), (item,), 2) == 1


@pytest.mark.usefixtures("threads")
def test_a_study_becomes_results(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    package = make_whole_package(tmp_path / "models")
    make_image(tmp_path / "images" / "image.nii")
    (tmp_path / "job").mkdir()
    fractions: list[float] = []
    context = LocalContext(tmp_path / "job", lambda fraction, _: fractions.append(fraction))
    result = scan((str(tmp_path / "images"),), tmp_path / "job", context.checkpoint, context.partial, "")
    (study,) = result.studies
    (series,) = study.series
    assert workers(context, ((str(package.folder), series),), 2) in (1, 2)
    monkeypatch.setattr("medview.tasks.batch.PROCESS_BYTES", 1 << 60)
    assert workers(context, ((str(package.folder), series),), 2) == 1

    out = tmp_path / "out"
    out.mkdir()
    (out / "left.over").write_text("from a run that was stopped")
    fractions.clear()
    ran = run_item(context, str(package.folder), study, series, str(out), threads=1)
    assert torch.get_num_threads() == 1
    assert {name for _, name in ran.files} == {"findings.json", "findings.csv", "mask.nii.gz", "report.pdf"}
    assert {name for _, name in ran.files} <= {path.name for path in out.iterdir()}
    assert not (out / "left.over").exists()
    assert ran.volumes
    assert fractions[-1] == 1.0
    assert fractions == sorted(fractions)

    context.cancel()
    with pytest.raises(JobCancelled):
        run_item(context, str(package.folder), study, series, str(out), threads=1)


@pytest.mark.parametrize("data", [{}, {"volumes": []}, {"volumes": 1}])
def test_what_is_no_outcome_is_refused(data: dict) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        outcome_from_json(data)
