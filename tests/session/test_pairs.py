from __future__ import annotations

from pathlib import Path

import pytest

from medview.core.study import ScanResult
from medview.io.formats.sequences import scan_sequences
from medview.io.sequences.loading import load_sequences
from medview.session.changes import ContentOpened, StudiesFound
from medview.session.pairs import may_align, offered
from medview.session.reduce import reduce
from medview.session.state import State
from tests.io.making import nothing

PROTEIN, DNA = "MKTAYIAKQRQISFVKSHFSRQ", "ACGTTGCAACGTTGCATGCATGCA"


def listed(folder: Path, *files: str) -> State:
    """The first file is open, the others are listed."""
    studies = []
    for number, text in enumerate(files):
        path = folder / f"{number}.fasta"
        path.write_text(text)
        studies.append(scan_sequences(str(path)))
    state, _ = reduce(State(), StudiesFound(ScanResult(tuple(studies))))
    series = studies[0].series[0]
    content = load_sequences(series.instances[0].path, folder / "load", nothing)
    return reduce(state, ContentOpened(series, content))[0]


@pytest.mark.parametrize(
    ("files", "may"),
    [
        ((f">a\n{PROTEIN}\n>b\n{PROTEIN}\n",), True),
        ((f">a\n{DNA}\n>b\n{DNA}\n>c\n{PROTEIN}\n",), True),
        ((f">a\n{PROTEIN}\n",), False),
        ((f">a\n{PROTEIN}\n>b\n{DNA}\n",), False),
        ((f">a\n{PROTEIN}\n", f">a\n{DNA}\n"), True),
    ],
)
def test_two_records_of_one_kind_can_be_aligned(tmp_path: Path, files: tuple[str, ...], may: bool) -> None:
    assert may_align(listed(tmp_path, *files)) is may


def test_nothing_can_be_aligned_where_nothing_is_open() -> None:
    assert not may_align(State())


def test_the_open_file_comes_first_and_others_are_read_later(tmp_path: Path) -> None:
    first, second = offered(listed(tmp_path, f">a\n{PROTEIN}\n>b\n\n", f">c\n{DNA}\n"))
    assert first.records is not None
    assert ([record.id for record in first.records], first.shown) == (["a"], 0)
    assert (second.name, second.records) == ("1.fasta", None)
