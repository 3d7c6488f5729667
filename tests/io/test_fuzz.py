"""Damaged files: whatever the damage, a person gets a sentence; nothing escapes, hangs or dies unheard.

An hour of it by hand: ``python -m tests.io.fuzzing --minutes 60 --seed N``.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from medview.jobs.local import LocalContext
from medview.tasks.files import TASKS
from tests.io.fuzz_mutations import damaged, elements
from tests.io.fuzz_seeds import seeds
from tests.io.fuzzing import Cases, Fuzz, exercise, in_pool

SEED = 20
CASES = 800
"""Six for each seed file."""
IN_POOL = 6


def test_nothing_but_refusals_comes_of_damaged_files(capsys: pytest.CaptureFixture[str]) -> None:
    counts = Fuzz(SEED).run(CASES, seconds=240)
    with capsys.disabled():
        print(f"\nfuzz, seed {SEED}: {counts}")
    assert counts.escapes == []
    assert counts.hangs == []
    assert counts.deaths == []
    assert counts.noise == {}
    assert counts.cases >= CASES
    assert counts.refusals > CASES / 4
    assert counts.opened > CASES / 2


def test_whole_files_are_opened(tmp_path: Path) -> None:
    """Damage would find little in files that are refused when they are whole."""
    refused = []
    for number, seed in enumerate(one for one in seeds() if not one.name.startswith("pydicom")):
        folder = tmp_path / str(number)
        for name, content in seed.files.items():
            (folder / "in" / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / "in" / name).write_bytes(content)

        def run(task: str, work: Path = folder, **arguments: object) -> object:
            (work / task).mkdir(exist_ok=True)
            return TASKS[task](LocalContext(work / task), **arguments)

        if "refused" in set(exercise(folder / "in", run)):
            refused.append(seed.name)
    assert refused == []


def test_the_pool_of_workers_reports_every_ending(tmp_path: Path) -> None:
    cases = Cases(SEED + 1, None)
    for number in range(0, IN_POOL * 11, 11):
        cases.write(number, tmp_path / str(number) / "in")
        endings = in_pool(tmp_path / str(number))
        assert set(endings) <= {"opened", "refused"}, cases.kind(number).name


def test_the_same_number_is_the_same_case(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        Cases(5, None).write(17, tmp_path / folder)
    written = [{path.name: path.read_bytes() for path in (tmp_path / folder).iterdir()} for folder in ("a", "b")]
    assert written[0] == written[1]


def test_damage_is_damage() -> None:
    random = np.random.default_rng(0)
    content = seeds()[0].content
    changed = [damaged(content, "a.dcm", random) for _ in range(50)]
    assert sum(one != content for one in changed) > 45


def test_elements_are_found_in_both_encodings() -> None:
    explicit, implicit = (seed.content for seed in seeds()[:2])
    tags = [{element.tag for element in elements(content)} for content in (explicit, implicit)]
    assert {0x00280010, 0x00280011, 0x7FE00010} <= tags[0] & tags[1]


WAYS = {"ESCAPES": "escapes", "HOARDS": "escapes", "DIES": "deaths", "HANGS": "hangs"}


@pytest.mark.logs
@pytest.mark.parametrize(("table", "counted"), WAYS.items())
def test_the_fuzz_sees_what_goes_wrong(table: str, counted: str) -> None:
    """A test that cannot fail proves nothing: readers that escape, take too much, die and hang are all found."""
    patience_s = 3.0 if counted == "hangs" else 60.0
    counts = Fuzz(SEED, tasks=f"tests.io.bad_readers:{table}", case_s=patience_s).run(1, seconds=60)
    found = {name: len(getattr(counts, name)) for name in ("escapes", "deaths", "hangs", "unreported")}
    assert found == dict.fromkeys(found, 0) | {counted: 1}
