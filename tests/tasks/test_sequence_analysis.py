import csv
import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from Bio import SeqIO

from medview.catalog.package import load_package
from medview.catalog.schema import Configuration
from medview.core.alphabet import reverse_complement
from medview.core.card import Expected, Scan
from medview.core.errors import MedViewError
from medview.core.finding import Analysis, Probability, Quantity, Span, Track, finding_from_json, finding_to_json
from medview.core.resources import resource
from medview.io.findings_table import write_table
from medview.io.formats.sequences import scan_sequences
from medview.io.sequence_results.bed import write_bed
from medview.io.sequence_results.genbank import write_genbank
from medview.io.sequence_results.gff3 import write_gff3
from medview.io.sequences.loading import load_sequences
from medview.tasks.analysis import analyse
from medview.tasks.sequence_analysis import _top
from medview.training.export import rewrite
from tests.engine.sequences.making import text
from tests.engine.sequences.packages import package
from tests.training.sequences.making import DNA


class Job:
    """A job that notes what it is told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.told = list[float]()
        folder.mkdir(parents=True, exist_ok=True)

    def checkpoint(self, fraction: float, note: str, stage: str = "") -> None:
        self.told.append(fraction)

    def partial(self, value: object) -> None:
        pass


def run(folder: Path, letters: str, made, **more):
    """The analysis of a FASTA file."""
    path = folder / "some.fa"
    path.parent.mkdir(exist_ok=True)
    path.write_text(letters)
    series = scan_sequences(str(path)).series[0]
    content = load_sequences(str(path), folder / "loaded", lambda fraction, note: None)
    job = Job(folder / "job")
    found = analyse(job, str(made.folder), series, sequences=content, **more)
    assert job.told == sorted(job.told)
    return found


FILE = ">a first\nACGTTGCAACGTAACC\n>b\nacgtnnacgt\n>p\nMKLVFW\n>row\nAC--GT\n"


def test_each_record_has_a_track_and_its_stretches(tmp_path) -> None:
    letters = replace(DNA, kinds=("DNA", "RNA"), answers="each", signs={"a": (0,), "b": (1,)})
    made = package(tmp_path / "model", letters, ("a", True), ("b", False))
    found = run(tmp_path, FILE.replace("T", "U").replace("t", "u"), made)
    tracks = [one for one in found.findings if isinstance(one.value, Track)]
    assert [(one.where.name, one.where.end) for one in tracks if isinstance(one.where, Span)] == [("a", 16), ("b", 10)]
    assert any("p: it is protein; the model reads DNA, RNA" in told for told in found.warnings)
    for one in tracks:
        assert isinstance(one.value, Track)
        values = np.load(one.value.path)
        assert values.shape == (2, one.where.end)
        assert [line.meaning for line in one.value.lines] == ["a", "b"]
        stretches = [
            other
            for other in found.findings
            if isinstance(other.value, Probability) and other.where.record == one.where.record
        ]
        inside = np.zeros(one.where.end, bool)
        for other in stretches:
            assert other.where.strand == 0
            inside[other.where.start : other.where.end] = True
            mean = values[0, other.where.start : other.where.end].mean()
            assert other.value.value == pytest.approx(float(mean), abs=2e-3)
        np.testing.assert_array_equal(inside, values[0] > values[1])
    again = [finding_from_json(finding_to_json(one)) for one in found.findings]
    assert tuple(again) == found.findings


def placed(found, strand: int, length: int = 0) -> list[tuple[int, int, str, float]]:
    """Where what was found on a strand lies, and how likely it is; counted from the other end of so many letters."""
    told = [
        (*((length - one.where.end, length - one.where.start) if length else (one.where.start, one.where.end)), one)
        for one in found.findings
        if isinstance(one.value, Probability) and one.where.strand == strand
    ]
    return sorted((start, end, one.what.meaning, round(one.value.value, 4)) for start, end, one in told)


@pytest.mark.parametrize("networks", [1, 2])
def test_of_dna_each_letter_is_read_on_both_strands(tmp_path, networks: int) -> None:
    letters = replace(DNA, answers="each", signs={"a": (0,), "b": (1,), "c": (2,)})
    made = package(tmp_path / "model", letters, ("a", True), ("b", True), ("c", False), networks=networks)
    one = text(300, 5)
    found = run(tmp_path, f">a\n{one}\n", made)
    turned = run(tmp_path / "turned", f">a\n{reverse_complement(one)}\n", made)
    assert {where.where.strand for where in found.findings if isinstance(where.value, Probability)} == {1, -1}
    assert placed(found, -1) == placed(turned, 1, 300)
    assert placed(found, 1) == placed(turned, -1, 300)
    assert placed(found, 1) != placed(found, -1)
    track, other = (next(one for one in each.findings if isinstance(one.value, Track)) for each in (found, turned))
    assert [line.meaning for line in track.value.lines] == ["a", "b"]
    values, rows = np.load(track.value.path), np.load(other.value.path)
    assert values.shape == (2, 300)
    np.testing.assert_array_equal(values, rows[:, ::-1])
    assert bool(track.value.spread) == (networks > 1)
    if networks > 1:
        np.testing.assert_array_equal(np.load(track.value.spread), np.load(other.value.spread)[:, ::-1])
    for strand in (1, -1):
        for start, end, name, value in placed(found, strand):
            assert values["ab".index(name), start:end].mean() >= value - 2e-3


def test_files_of_findings_tell_the_strand_each_was_found_on(tmp_path) -> None:
    letters = replace(DNA, answers="each", signs={"a": (0,), "b": (1,)})
    made = package(tmp_path / "model", letters, ("a", True), ("b", False))
    found = run(tmp_path, f">a\n{text(200, 6)}\n", made)
    path = tmp_path / "some.fa"
    study = scan_sequences(str(path))
    series = study.series[0]
    analysis = Analysis("one", "Tiny", series.uid, tuple(found.findings))
    write_gff3(study, series, analysis, (), tmp_path / "out.gff3")
    write_bed(study, series, analysis, (), tmp_path / "out.bed")
    write_genbank(study, series, analysis, (), tmp_path / "out.gb", tmp_path / "source", lambda done, note: None)
    both = {(start, end, "-" if strand < 0 else "+") for strand in (1, -1) for start, end, *_ in placed(found, strand)}
    assert {sign for *_, sign in both} == {"+", "-"}
    rows = [line.split("\t") for line in (tmp_path / "out.gff3").read_text().splitlines() if line.count("\t") == 8]
    assert {(int(row[3]) - 1, int(row[4]), row[6]) for row in rows} == both
    rows = [line.split("\t") for line in (tmp_path / "out.bed").read_text().splitlines() if line.startswith("a\t")]
    assert {(int(row[1]), int(row[2]), row[5]) for row in rows} == both
    features = SeqIO.read(tmp_path / "out.gb", "genbank").features
    told = {(int(one.location.start), int(one.location.end), one.location.strand) for one in features}
    assert told == {(start, end, -1 if sign == "-" else 1) for start, end, sign in both}


def test_wholes_are_told_class_by_class_the_likeliest_first(tmp_path) -> None:
    letters = replace(DNA, answers="whole", signs={"a": (0,), "b": (1,), "c": (2,)})
    made = package(tmp_path / "model", letters, ("a", True), ("b", True), ("c", False))
    found = run(tmp_path, FILE, made, records=(1,))
    assert [one.where for one in found.findings] == [Span(1, "b", 0, 10, 1)] * 3
    values = [one.value.value for one in found.findings]
    assert values == sorted(values, reverse=True)
    assert sum(values) == pytest.approx(1.0, abs=1e-5)
    assert [kind.code.meaning for kind in found.classes] == ["a", "b"]


def test_a_language_model_tells_perplexity_and_substitutions(tmp_path) -> None:
    made = package(tmp_path / "model", replace(DNA, answers="letters"))
    found = run(tmp_path, ">a\nACGTTGCA\n", made)
    perplexity, track = found.findings
    assert isinstance(perplexity.value, Quantity)
    assert 1.0 < perplexity.value.value < 20.0
    assert isinstance(track.value, Track)
    values = np.load(track.value.path)
    assert values.shape == (4, 8)
    there = ["ACGT".index(letter) for letter in "ACGTTGCA"]
    np.testing.assert_array_equal(values[there, np.arange(8)], 0.0)


def test_a_window_model_finds_sites_on_both_strands_of_longer_records(tmp_path) -> None:
    letters = replace(DNA, answers="whole", length=6, site=(2, 4), signs={"a": (0,), "b": (1,)})
    made = package(tmp_path / "model", letters, ("a", True), ("b", True), length=6)
    found = run(tmp_path, ">a\nACGTTGCAACGTAACC\n>exact\nACGTAC\n>short\nACG\n", made)
    sites = [one for one in found.findings if isinstance(one.value, Probability) and one.where.record == 0]
    assert sites
    assert {one.where.strand for one in sites} <= {1, -1}
    assert all(one.where.end - one.where.start == 2 and one.value.value >= 0.5 for one in sites)
    assert len([one for one in found.findings if one.where.record == 1]) == 2
    assert any("short: it has 3 letters; the model reads 6" in told for told in found.warnings)


def test_what_no_record_can_answer_is_an_error_that_says_why(tmp_path) -> None:
    made = package(tmp_path / "model", replace(DNA, answers="letters"))
    with pytest.raises(MedViewError, match="a: it has 2 gaps"):
        run(tmp_path, ">a\nAC--GTAC\n", made)


def test_records_of_other_letters_are_refused_by_name(tmp_path) -> None:
    made = package(tmp_path / "model", replace(DNA, answers="letters"))
    with pytest.raises(MedViewError, match=r"Tiny reads DNA, not protein: p\."):
        run(tmp_path, ">p\nMKLVFWMKLVFW\n", made)
    with pytest.raises(MedViewError, match="not protein: p, q"):
        run(tmp_path, ">p\nMKLVFWMKLVFW\n>q\nMKLWFWMKLVFW\n", made)
    with pytest.raises(MedViewError, match="not protein: p"):
        run(tmp_path, FILE, made, records=(2,))


def test_rows_of_alignments_are_not_read_as_sequences(tmp_path) -> None:
    made = package(tmp_path / "model", replace(DNA, answers="letters"))
    found = run(tmp_path, ">a\nACGTACGT\n>row\nAC--GTAC\n", made)
    assert any("row: it has 2 gaps" in told for told in found.warnings)


def windows(folder: Path, stated: bool = True):
    """A package that reads six letters and says how rare what it finds is."""
    letters = replace(DNA, answers="whole", length=6, site=(2, 4), signs={"a": (0,), "b": (1,)})
    made = package(folder, letters, ("a", True), ("b", False), length=6)
    scan = Scan((Expected("a", 0.25), Expected("b", 0.75)), "made up")
    configuration: Configuration = made.configuration
    calibration = replace(configuration.calibration, frequencies=(0.5, 0.5))
    card = replace(configuration.card, scan=scan if stated else None)
    return rewrite(made.folder, replace(configuration, card=card, calibration=calibration))


SCANNED = ">long\n" + "ACGTTGCAACGTAACCGGATATCC" * 2 + "\n>exact\nACGTAC\n"


def test_what_is_slid_says_the_prior_it_was_told(tmp_path) -> None:
    found = run(tmp_path, SCANNED, windows(tmp_path / "model"))
    track, *told = [one for one in found.findings if one.where.record == 0]
    assert isinstance(track.value, Track)
    assert track.note == "Prior of a scan: a: 1 in 4."
    assert told
    for one in told:
        assert one.note.endswith("Counted in: 1 in 4 places of a strand is a true one.")
        assert one.value.prior == 0.25
        assert ("scan_prior", "a: 1 in 4") in one.source.plan
        assert json.loads(json.dumps(finding_to_json(one)))["value"]["prior"] == 0.25
    series = scan_sequences(str(tmp_path / "some.fa")).series[0]
    write_table(scan_sequences(str(tmp_path / "some.fa")), series, found, (), tmp_path / "findings.csv")
    rows = list(csv.DictReader((tmp_path / "findings.csv").read_text().splitlines()))
    assert [row["prior"] for row in rows if row["record"] == "long"] == ["0.25"] * len(told)
    assert [row["prior"] for row in rows if row["record"] == "exact"] == ["", ""]


def test_a_record_of_the_length_that_is_read_is_as_calibrated(tmp_path) -> None:
    with_prior, without = (
        run(tmp_path / name, SCANNED, windows(tmp_path / name / "model", stated))
        for name, stated in (("with", True), ("without", False))
    )
    exact = [[one.value for one in found.findings if one.where.record == 1] for found in (with_prior, without)]
    assert exact[0] == exact[1]
    assert all(one.prior is None for one in exact[0])
    notes = {one.note for one in without.findings if one.where.record == 0}
    assert len(notes) == 1
    assert "as among the cases the model was calibrated with" in notes.pop()
    assert not any(name == "scan_prior" for name, _ in without.findings[0].source.plan)
    tracks = [np.load(found.findings[0].value.path)[0] for found in (with_prior, without)]
    assert (tracks[0][2:-3] < tracks[1][2:-3]).all()


def test_a_scan_draws_what_it_looks_for_where_a_window_has_its_middle(tmp_path) -> None:
    found = run(tmp_path, SCANNED, windows(tmp_path / "model"))
    track = found.findings[0].value
    assert [line.meaning for line in track.lines] == ["a"], "that there is nothing is no line of its own"
    values = np.load(track.path).astype(np.float32)
    known = np.isfinite(values[0])
    assert (values.shape[0], np.flatnonzero(known)[[0, -1]].tolist()) == (1, [2, values.shape[1] - 4])
    assert known[2:-3].all(), "near the ends nothing is said, not that there is nothing"


@pytest.mark.parametrize(
    ("greatest", "thresholds", "top"), [(0.03, [], 0.05), (0.03, [0.08], 0.1), (0.29, [], 0.5), (1.0, [0.5], 1.0)]
)
def test_small_probabilities_are_drawn_as_high_as_they_can_be_seen(greatest, thresholds, top) -> None:
    values = np.array([[0.0, greatest]], np.float32)
    assert _top(values, thresholds) == top


@pytest.mark.slow
def test_the_shipped_model_names_about_as_many_promoters_in_random_letters_as_are_expected(tmp_path) -> None:
    made, length = load_package(resource("models", "dna-promoters")), 3000
    text = "".join(np.random.default_rng(1).choice(list("ACGT"), length))
    found = run(tmp_path, f">random\n{text}\n", made)
    told = [one for one in found.findings if isinstance(one.value, Probability)]
    expected = 2 * length * 0.0005
    assert len(told) <= 3 * expected
    assert all(one.value.prior == 0.0005 and one.value.value < 0.6 for one in told)
