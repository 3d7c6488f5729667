"""Every file of the public collection of sequence formats opens with the letters Biopython reads, or is refused."""

from __future__ import annotations

import gzip
import hashlib
import io
import warnings
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from Bio import SeqIO

from medview.core.sequence import QualityScale
from medview.io.inspect import inspect
from medview.io.sequences import Sequences, open_sequences
from tests.golden.table import Table, differences, repeated
from tests.io.making import nothing

pytestmark = pytest.mark.shared

PARTLY = {
    "Quality/error_diff_ids.fastq": (3, 11, "differs"),
    "Quality/error_double_qual.fastq": (0, 13, "begins with @"),
    "Quality/error_double_seq.fastq": (4, 15, "no qualities"),
    "Quality/error_long_qual.fastq": (4, 16, "25 letters and 26 qualities"),
    "Quality/error_qual_del.fastq": (4, 16, "0x7f"),
    "Quality/error_qual_escape.fastq": (5, 20, "0x1b"),
    "Quality/error_qual_null.fastq": (1, 4, "0x00"),
    "Quality/error_qual_space.fastq": (4, 16, "0x20"),
    "Quality/error_qual_tab.fastq": (5, 20, "0x09"),
    "Quality/error_qual_unit_sep.fastq": (3, 12, "0x1f"),
    "Quality/error_qual_vtab.fastq": (1, 4, "0x0b"),
    "Quality/error_short_qual.fastq": (3, 12, "25 letters and 24 qualities"),
    "Quality/error_trunc_at_plus.fastq": (5, 19, "ends within"),
    "Quality/error_trunc_at_qual.fastq": (5, 19, "ends within"),
    "Quality/error_trunc_at_seq.fastq": (5, 18, "ends within"),
    "Quality/error_trunc_in_plus.fastq": (5, 19, "differs"),
    "Quality/error_trunc_in_qual.fastq": (5, 20, "ends within"),
    "Quality/error_trunc_in_seq.fastq": (5, 18, "ends within"),
    "Quality/error_trunc_in_title.fastq": (5, 17, "ends within"),
}
"""Files whose other records open: record and line of the one that is refused, and a word of the reason."""

WHOLE = "Quality/solexa_example.fastq"
"""What those files were made from by damaging one record."""

REFUSED = {
    "Quality/error_no_qual.fastq": "line 4: It has 25 letters and 0 qualities",
    "Quality/error_spaces.fastq": "line 2: It has “blank”",
    "Quality/error_tabs.fastq": "line 2: It has “blank”",
    "EMBL/xx_after_co.embl": "Record 1 Tester",
    "GenBank/invalid_product.gb": "Record 1 AB070938",
    "GenBank/no_origin_no_end.gb": "Premature end",
}
"""Files none of whose records can be used, and a word of the reason."""

NO_SEQUENCES = {
    "Fasta/*.m10": "output of a search",
    "Fasta/*_m8C?.txt": "output of a search",
    "Fasta/README": "no medical image",
    "SwissProt/README": "no medical image",
    "GenBank/*.tsv": "no medical image",
    "Quality/*.qual": "qualities without letters",
    "SwissProt/UniRef*.xml": "XML other than",
    "SwissProt/*.rdf": "XML other than",
    "SwissProt/*.gff": "table of features",
    "SwissProt/*.list": "no medical image",
    "SwissProt/keywlist.txt": "no medical image",
    "SwissProt/keywlist2.txt": "list of keywords",
    "*.txt": "no medical image",
    "LICENSE.rst": "no medical image",
}
"""Files that hold no sequences, and what they are called."""

LETTERLESS = {
    "EMBL/DS830848.embl",
    "EMBL/Human_contigs.embl",
    "EMBL/patents.embl",
    "GenBank/DS830848.gb",
    "GenBank/NT_019265.gb",
    "GenBank/bad_origin_wrap.gb",
    "GenBank/bad_origin_wrap_linear.gb",
    "GenBank/tls_KDHP01000000.gb",
    "GenBank/tsa_acropora.gb",
}
"""Entries whose letters are elsewhere: they open with their features, and say so."""

PEERS = {
    "fasta": "fasta-blast",
    "a2m": "fasta-blast",
    "fastq": "fastq-sanger",
    "swissprot": "swiss",
}
"""Our name of a format to Biopython's, where they differ; of FASTA the one that knows comments."""

BEFORE_TITLE = "Fasta/aster_pearson.pro"
"""Text before the first title, which Biopython reads in another variant only."""


def known_as(path: str, folder: Path) -> str:
    return Path(path).relative_to(folder).as_posix()


def peer_records(path: Path, known: str) -> Iterator[Any]:
    data = path.read_bytes()
    text = gzip.decompress(data) if data[:2] == b"\x1f\x8b" else data
    variant = "fasta-pearson" if path.name == Path(BEFORE_TITLE).name else PEERS.get(known, known)
    handle: Any = io.BytesIO(text) if known == "uniprot-xml" else io.StringIO(text.decode("utf-8"), newline=None)
    return SeqIO.parse(handle, variant)


def peer(path: Path, known: str) -> dict[str, object]:
    """What Biopython reads: records, letters and their sha256; empty where it does not read the whole file."""
    digest, records, letters = hashlib.sha256(), 0, 0
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            for record in peer_records(path, known):
                records += 1
                if record.seq.defined:
                    digest.update(bytes(record.seq))
                    letters += len(record.seq)
        except ValueError:
            return {}
    return {"records": records, "letters": letters, "sha256": digest.hexdigest() if letters else None}


@pytest.fixture(scope="module")
def folder(shared_data: Path) -> Path:
    return (shared_data / "sequence_formats").resolve()


@pytest.fixture(scope="module")
def inspected(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    return inspect((str(folder),), tmp_path_factory.mktemp("inspected"), nothing)


@pytest.fixture(scope="module")
def told(inspected: dict[str, Any], folder: Path) -> dict[str, dict[str, Any]]:
    found = [(known_as(one["path"], folder), one) for one in inspected["sequences"]]
    assert repeated([name for name, _ in found]) == []
    return dict(found)


def mistake(name: str, one: dict[str, Any], folder: Path) -> str:
    """What is not as expected; empty where nothing is."""
    if name in REFUSED or one["refusal"]:
        expected = REFUSED.get(name, "")
        return "" if expected and expected in (one["refusal"] or "") else f"refused: {one['refusal']}"
    first = one["refused"][0] if one["refused"] else None
    if name in PARTLY or first:
        record, line, word = PARTLY.get(name, (None, None, ""))
        told = first or {"record": 0, "line": 0, "reason": ""}
        fits = (told["record"], told["line"]) == (record, line) and word in told["reason"] and len(one["refused"]) == 1
        return "" if fits else f"refused in part: {one['refused']}"
    expected_facts = peer(folder / name, one["format"])
    if not expected_facts:
        return "Biopython does not read it, and nothing is expected of it"
    if (one["letters"] == 0) != (name in LETTERLESS):
        return f"{one['letters']} letters"
    return differences(expected_facts, one)


def test_every_file_opens_with_its_letters_or_is_refused_by_name(
    inspected: dict[str, Any], told: dict[str, dict[str, Any]], folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = Table()
    for name, one in told.items():
        table.add(name, one["refusal"] or "", mistake(name, one, folder))
    left = {known_as(one["path"], folder): one["reason"] for one in inspected["skipped"]}
    for name, reason in left.items():
        words = next((words for kind, words in NO_SEQUENCES.items() if Path(name).match(kind)), "")
        table.add(name, reason, "" if words and words in reason else f"left out: {reason}")
    every = [known_as(str(path), folder) for path in folder.rglob("*") if path.is_file()]
    with capsys.disabled():
        formats = Counter(one["format"] for one in told.values() if not one["refusal"])
        letters = sum(one["letters"] for one in told.values())
        records = sum(one["records"] for one in told.values())
        print(f"\nsequence formats: {table}\n{dict(formats)}, {records} records, {letters} letters")
    assert table.wrong == []
    assert sorted([*told, *left]) == sorted(every)
    assert sorted(name for name, one in told.items() if one["refusal"]) == sorted(REFUSED)
    assert {name for name, one in told.items() if one["refused"]} == set(PARTLY)
    assert len(table.opened) > 200


@pytest.mark.parametrize("name", sorted(PARTLY))
def test_the_records_beside_a_damaged_one_are_whole(name: str, folder: Path, tmp_path: Path) -> None:
    with opened(folder / WHOLE, tmp_path) as whole, opened(folder / name, tmp_path) as sequences:
        expected = [(whole.text(at), whole.qualities(at).tolist()) for at in range(len(whole))]
        found = [(sequences.text(at), sequences.qualities(at).tolist()) for at in range(len(sequences))]
    assert all(one in expected for one in found)
    assert len(found) == (5 if "double" in name else 4)


SCALES = {"sanger": "fastq-sanger", "solexa": "fastq-solexa", "illumina": "fastq-illumina"}


def opened(path: Path, work: Path, **options: Any) -> Sequences:
    return open_sequences(str(path), work, nothing, **options)


def test_qualities_are_those_biopython_reads_in_the_same_encoding(folder: Path, tmp_path: Path) -> None:
    compared = 0
    for path in sorted((folder / "Quality").glob("*_as_*.fastq")):
        scale = path.stem.rpartition("_")[2]
        with opened(path, tmp_path) as sequences:
            assert sequences.file.quality is QualityScale(scale), path.name
            for at, record in enumerate(SeqIO.parse(io.StringIO(path.read_text()), SCALES[scale])):
                name = "solexa_quality" if scale == "solexa" else "phred_quality"
                values = np.array(record.letter_annotations[name])
                expected = 10 * np.log10(10 ** (values / 10) + 1) if scale == "solexa" else values
                assert sequences.qualities(at).tolist() == np.rint(expected).astype(int).tolist()
                compared += len(values)
    assert compared > 10000


def test_features_are_as_many_as_biopython_reads(told: dict[str, dict[str, Any]], folder: Path, tmp_path: Path) -> None:
    compared = 0
    for name, one in told.items():
        if one["format"] not in ("genbank", "embl", "imgt", "swissprot") or one["refusal"]:
            continue
        with opened(folder / name, tmp_path) as sequences, warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for at, record in enumerate(peer_records(folder / name, one["format"])):
                found = sequences.features(at)
                assert [feature.kind for feature in found] == [feature.type for feature in record.features]
                assert sequences.record(at).id == record.id
                compared += len(found)
    assert compared > 1000


def test_rows_of_published_alignments_are_the_sequences_they_align(shared_data: Path, tmp_path: Path) -> None:
    """BAliBASE gives each family twice: aligned (MSF) and as plain sequences (FASTA)."""
    compared = 0
    for path in sorted((shared_data / "alignment_families").rglob("*.msf")):
        with opened(path, tmp_path) as rows, opened(path.with_suffix(".tfa"), tmp_path) as plain:
            assert rows.file.aligned
            stored = {plain.record(at).id: plain.text(at) for at in range(len(plain))}
            for at in range(len(rows)):
                letters = rows.text(at).replace("-", "").replace(".", "")
                assert letters.upper() == stored[rows.record(at).id].upper(), path.name
                compared += 1
    assert compared > 200
