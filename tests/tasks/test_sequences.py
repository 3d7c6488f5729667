from __future__ import annotations

from pathlib import Path

import pytest

from medview.core.content import AlongRecord, SequenceContent
from medview.core.errors import ReadError
from medview.io.scan import scan
from medview.jobs.local import LocalContext
from medview.tasks.files import TASKS
from tests.io.making import nothing, only_series
from tests.io.sequences.samples import GENBANK


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "made.gb"
    path.write_text(GENBANK)
    return path


def test_a_listed_file_is_loaded_into_the_folder_of_the_job(path: Path, tmp_path: Path) -> None:
    _, series = only_series(scan((str(path),), tmp_path / "scan", nothing))
    told: list[float] = []
    content = TASKS["load"](LocalContext(tmp_path, lambda part, _: told.append(part)), series=series)
    assert isinstance(content, SequenceContent)
    assert content.file.count == 2
    assert Path(content.letters.path).parent == tmp_path
    assert told


def test_what_lies_along_a_record_is_a_task_of_its_own(path: Path, tmp_path: Path) -> None:
    along = TASKS["along_record"](LocalContext(tmp_path), path=str(path), record=0)
    assert isinstance(along, AlongRecord)
    assert [one.label for one in along.features] == ["alpha"]
    with pytest.raises(ReadError, match="no record 3"):
        TASKS["along_record"](LocalContext(tmp_path), path=str(path), record=2)
