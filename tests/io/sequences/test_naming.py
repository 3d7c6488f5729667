"""Records named for reports: whose they are, and the hash of their letters."""

from __future__ import annotations

from hashlib import sha256
from pathlib import Path

from medview.io.sequences.loading import load_sequences
from medview.io.sequences.naming import named_records

ENTRY = """LOCUS       TWO                       12 bp    DNA     linear   PRI 16-NOV-1994
DEFINITION  A promoter.
ACCESSION   TWO
VERSION     TWO.1
SOURCE      human
  ORGANISM  Homo sapiens
            Eukaryota; Metazoa.
ORIGIN
        1 acgtacgtac gt
//
"""


def test_what_the_file_says_of_a_record_is_named(tmp_path: Path) -> None:
    path = tmp_path / "two.gb"
    path.write_text(ENTRY)
    content = load_sequences(str(path), tmp_path / "job", _go_on)
    (named,) = named_records(content, (0,), tmp_path / "source", _go_on)
    stored = content.letters.open().text(0).encode()
    assert (named.record.id, named.record.length, named.organism) == ("TWO.1", 12, "Homo sapiens")
    assert named.sha256 == sha256(stored).hexdigest()


def test_a_file_that_was_moved_away_names_no_organism(tmp_path: Path) -> None:
    path = tmp_path / "two.gb"
    path.write_text(ENTRY)
    content = load_sequences(str(path), tmp_path / "job", _go_on)
    path.unlink()
    (named,) = named_records(content, (0,), tmp_path / "source", _go_on)
    assert (named.record.description, named.organism) == ("A promoter", "")


def _go_on(_fraction: float, _note: str) -> None:
    """Nobody cancels."""
