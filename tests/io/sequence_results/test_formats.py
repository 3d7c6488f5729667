"""Findings of sequences as other programs read them; values counted by hand, Biopython as the other reader."""

from __future__ import annotations

import csv
import json
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest
from Bio import SeqIO
from Bio.SeqRecord import SeqRecord
from fhir.resources.R4B.bundle import Bundle
from pydantic import ValidationError

from medview.core.code import Code
from medview.core.errors import MedViewError, WriteError
from medview.core.finding import (
    Analysis,
    Decision,
    Finding,
    Review,
    Span,
    SpliceChange,
    finding_from_json,
    finding_to_json,
)
from medview.core.review import suggested
from medview.core.splicing import Delta, Deltas, NotScored
from medview.core.study import Instance, Series, Study
from medview.io.findings_table import write_table
from medview.io.sequence_results.bed import write_bed
from medview.io.sequence_results.fhir import write_fhir
from medview.io.sequence_results.genbank import write_genbank
from medview.io.sequence_results.gff3 import write_gff3
from medview.io.sequence_results.terms import REGION, key_of, term_of
from medview.io.splice_files import write_reviewed_vcf
from medview.session.own import own_finding
from tests import sequence_findings as made
from tests.io.making import nothing
from tests.io.sequences.samples import GENBANK

PROTEINS = ">rec0 first\n" + "MKVLAAGIVGLCAKWYPNDE" * 3 + "\n>rec1 second\n" + "ACDEFGHIKL" * 4 + "\n"


@pytest.fixture
def reviews() -> tuple[Review, ...]:
    return (made.decided("helix0", Decision.ACCEPTED), made.decided("helix1", Decision.REJECTED))


def case(folder: Path, strand: int = 0) -> tuple[Study, Series, Analysis]:
    study, series = made.study()
    return study, series, made.each(folder, strand=strand)


def read(path: Path, form: str) -> list[SeqRecord]:
    with path.open() as stream:
        return list(SeqIO.parse(stream, form))


# GFF3


def gff(path: Path) -> tuple[list[str], list[tuple[list[str], dict[str, str]]]]:
    """Lines that are no features; columns and attributes of features, read as the specification says."""
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = []
    for line in (line for line in lines if not line.startswith("#")):
        columns = line.split("\t")
        pairs = (pair.split("=", 1) for pair in columns[8].split(";"))
        rows.append(([unquote(one) for one in columns[:8]], {name: unquote(value) for name, value in pairs}))
    return [line for line in lines if line.startswith("#")], rows


def test_gff3_counts_from_one_with_both_ends_within(tmp_path: Path, reviews: tuple[Review, ...]) -> None:
    write_gff3(*case(tmp_path), reviews, tmp_path / "a.gff3")
    heads, (helix, strand) = gff(tmp_path / "a.gff3")
    assert heads[0] == "##gff-version 3"
    assert "##sequence-region rec0 1 60" in heads
    assert "# UNREVIEWED: no person has decided on 1 of 2 findings" in heads
    assert helix[0] == ["rec0", "reader", "alpha_helix", "5", "24", "0.9", ".", "."]
    assert helix[1] == {
        "ID": "helix0", "Name": "Alpha helix", "Ontology_term": "SO:0001117", "decision": "accepted",
        "reviewer": "Dr Reader", "reviewed": "2026-03-04T06:00:00+00:00", "model": "reader 1.2.0",
        "weights_sha256": "ab" * 32, "code": "99MEDVIEW:helix", "low": "0.8", "high": "0.95", "threshold": "0.5",
    }  # fmt: skip
    assert strand[0] == ["rec0", "reader", "beta_strand", "30", "37", "0.8", ".", "."]
    assert strand[1]["decision"] == "unreviewed"


def test_why_a_person_decided_so_leaves_with_the_finding(tmp_path: Path) -> None:
    reviews = (made.decided("helix0", Decision.ACCEPTED, reason="seen twice; sure"),)
    write_gff3(*case(tmp_path), reviews, tmp_path / "a.gff3")
    _, (helix, *_) = gff(tmp_path / "a.gff3")
    assert helix[1]["reason"] == "seen twice; sure"
    write_table(*case(tmp_path), reviews, tmp_path / "a.csv")
    rows = list(csv.DictReader((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["reason"] for row in rows if row["finding"] == "helix0"] == ["seen twice; sure"]


def test_gff3_escapes_what_has_a_meaning_of_its_own(tmp_path: Path) -> None:
    study, series, analysis = case(tmp_path, strand=-1)
    first = analysis.findings[1]
    assert isinstance(first.where, Span)
    odd = replace(first, where=replace(first.where, name=">sp|P1 β%"), note="a;b=c,d&e\tf")
    write_gff3(study, series, replace(analysis, findings=(odd,)), (), tmp_path / "a.gff3")
    line = (tmp_path / "a.gff3").read_text(encoding="utf-8").splitlines()[-1]
    assert line.startswith("%3Esp|P1%20β%25\treader\t")
    assert "Note=a%3Bb%3Dc%2Cd%26e%09f;" in line
    _, ((columns, attributes),) = gff(tmp_path / "a.gff3")
    assert (columns[0], columns[6]) == (">sp|P1 β%", "-")
    assert attributes["Note"] == "a;b=c,d&e\tf"


def test_what_a_person_added_names_no_model(tmp_path: Path) -> None:
    study, series, analysis = case(tmp_path)
    own = own_finding(analysis, series, made.STRAND, Span(0, "rec0", 49, 50), "Dr Reader")
    reviews = (made.decided(own.id, Decision.ADDED),)
    analysis = replace(analysis, findings=(*analysis.findings, own))
    write_gff3(study, series, analysis, reviews, tmp_path / "a.gff3")
    _, rows = gff(tmp_path / "a.gff3")
    (columns, attributes) = next(row for row in rows if row[1]["ID"] == own.id)
    assert columns == ["rec0", "manual", "beta_strand", "50", "50", ".", ".", "."]
    assert (attributes["decision"], attributes["author"], "model" in attributes) == ("added", "Dr Reader", False)


# BED


def test_bed_counts_from_nought_and_draws_what_is_unreviewed_thin(tmp_path: Path, reviews: tuple[Review, ...]) -> None:
    write_bed(*case(tmp_path, strand=1), reviews, tmp_path / "a.bed")
    lines = (tmp_path / "a.bed").read_text(encoding="ascii").splitlines()
    assert [line for line in lines if not line.startswith("#")] == [
        "rec0\t4\t24\tAlpha helix\t900\t+\t4\t24\t230,159,0",
        "rec0\t29\t37\tBeta strand (unreviewed)\t800\t+\t29\t29\t0,114,178",
    ]
    assert "# UNREVIEWED: no person has decided on 1 of 2 findings" in lines


# GenBank


def annotated(
    folder: Path, name: str, text: str, analysis: Analysis, reviews: tuple[Review, ...] = ()
) -> list[SeqRecord]:
    path, out = folder / name, folder / "out.gb"
    path.write_text(text)
    study, series = made.study(name)
    series = replace(series, instances=(Instance(str(path)),))
    study = replace(study, series=(series,))
    write_genbank(study, series, analysis, reviews, out, folder / "private", nothing)
    return read(out, "genbank")


def qualifier(record: SeqRecord, at: int, name: str) -> str:
    return str(record.features[at].qualifiers[name][0])


def test_genbank_keeps_the_features_of_the_file(tmp_path: Path) -> None:
    analysis = made.each(tmp_path, (600, 90), ("MADE1.1", "MADE2.1"), strand=-1)
    reviews = (made.decided("helix0", Decision.ACCEPTED),)
    first, second = annotated(tmp_path, "two.gb", GENBANK, analysis, reviews)
    (before, _) = read(tmp_path / "two.gb", "genbank")
    assert first.seq == before.seq
    assert (first.id, first.name, first.description) == (before.id, before.name, before.description)
    assert first.annotations["organism"] == "Synthetic thing"
    assert str(first.features[0].location) == "[120:240](+)"
    assert first.features[0].qualifiers == before.features[0].qualifiers
    assert [str(one.location) for one in first.features[1:]] == ["[4:24](-)", "[29:37](-)"]
    assert qualifier(first, 1, "inference") == "ab initio prediction:reader:1.2.0"
    note = qualifier(first, 1, "note")
    assert note.startswith("Alpha helix; Sequence Ontology SO:0001117 alpha_helix; probability 0.9 (0.8 to 0.95);")
    assert note.endswith("accepted by Dr Reader on 2026-03-04T06:00:00+00:00")
    assert qualifier(first, 2, "note").endswith("UNREVIEWED: no person has decided on it")
    assert "UNREVIEWED: no person has decided on 1 of 2 findings." in " ".join(first.annotations["comment"].split())
    assert [str(one.location) for one in second.features] == ["[10:40](+)", "[9:19](-)"]


def test_features_without_a_place_are_told(tmp_path: Path) -> None:
    odd = GENBANK.replace("     gene            121..240", "     gene            wherever", 1)
    (first, _) = annotated(tmp_path, "two.gb", odd, made.each(tmp_path, (600, 90), ("MADE1.1", "MADE2.1")))
    assert [one.type for one in first.features] == ["misc_feature", "misc_feature"]
    assert "1 features whose places could not be read are left out." in first.annotations["comment"]


def test_a_protein_of_a_fasta_file_becomes_genpept(tmp_path: Path) -> None:
    first, second = annotated(tmp_path, "two.fa", PROTEINS, made.each(tmp_path))
    assert (first.annotations["molecule_type"], str(first.seq)[:10]) == ("protein", "MKVLAAGIVG")
    assert [(one.type, one.qualifiers["sec_str_type"]) for one in first.features] == [
        ("SecStr", ["helix"]),
        ("SecStr", ["sheet"]),
    ]
    assert [(int(one.location.start), int(one.location.end)) for one in first.features] == [(4, 24), (29, 37)]  # type: ignore[union-attr]
    assert second.name == "rec1"


def test_another_file_is_not_annotated(tmp_path: Path) -> None:
    with pytest.raises(WriteError, match="The file is another one than was analysed: its record 1 is other"):
        annotated(tmp_path, "two.fa", PROTEINS.replace("rec0", "other"), made.each(tmp_path))
    assert not (tmp_path / "out.gb").exists()


# FHIR


def observations(path: Path) -> list[dict[str, Any]]:
    bundle = json.loads(path.read_text(encoding="utf-8"))
    assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "collection")
    Bundle.model_validate(bundle)  # HL7's own definitions refuse what FHIR R4B does not know
    assert all(one["fullUrl"] == f"urn:uuid:{one['resource']['id']}" for one in bundle["entry"])
    return [one["resource"] for one in bundle["entry"]]


def parts(one: dict[str, Any]) -> dict[str, Any]:
    return {part["code"]["text"]: next(v for k, v in part.items() if k != "code") for part in one["component"]}


def test_fhir_says_what_is_preliminary(tmp_path: Path, reviews: tuple[Review, ...]) -> None:
    write_fhir(*case(tmp_path, strand=-1), reviews, tmp_path / "a.json")
    helix, strand = observations(tmp_path / "a.json")
    assert (helix["status"], strand["status"]) == ("final", "preliminary")
    assert helix["performer"] == [{"display": "Dr Reader"}]
    assert "performer" not in strand
    assert strand["note"][0]["text"] == "UNREVIEWED: no person has decided on it."
    unity = {"unit": "1", "system": "http://unitsofmeasure.org", "code": "1"}
    assert helix["valueQuantity"] == {"value": 0.9, **unity}
    assert parts(helix) == {
        "record": "rec0", "first letter, counted from 1": 5, "last letter, counted from 1": 24, "strand": "-",
        "interval": {"low": {"value": 0.8, **unity}, "high": {"value": 0.95, **unity}},
        "threshold": {"value": 0.5, **unity},
    }  # fmt: skip
    assert helix["code"] == {
        "coding": [
            {"code": "helix", "display": "Alpha helix"},
            {"system": "http://www.sequenceontology.org", "code": "SO:0001117", "display": "alpha_helix"},
        ],
        "text": "Alpha helix",
    }
    assert helix["device"] == {"display": "reader 1.2.0"}
    assert "meta" not in helix, "no profile is claimed"
    assert "subject" not in helix


def test_fhir_of_whole_records_and_a_persons_own(tmp_path: Path) -> None:
    study, series = made.study()
    analysis = made.whole()
    own = own_finding(analysis, series, made.NUCLEUS, Span(0, "rec0", 3, 9), "Dr Reader")
    analysis = replace(analysis, findings=(*analysis.findings, own))
    write_fhir(study, series, analysis, (made.decided(own.id, Decision.ADDED),), tmp_path / "a.json")
    found = observations(tmp_path / "a.json")
    assert [one["valueQuantity"]["value"] for one in found if "valueQuantity" in one] == [0.8, 0.15, 0.6, 0.3]
    (added,) = (one for one in found if "valueQuantity" not in one)
    assert added["valueCodeableConcept"]["coding"][0] == {
        "system": "http://snomed.info/sct", "code": "52101004", "display": "Present"
    }  # fmt: skip
    assert added["identifier"] == [{"value": own.id}]
    assert "device" not in added


def test_the_check_of_fhir_refuses_what_is_none(tmp_path: Path) -> None:
    write_fhir(*case(tmp_path), (), tmp_path / "a.json")
    bundle = json.loads((tmp_path / "a.json").read_text())
    del bundle["entry"][0]["resource"]["status"]
    bundle["entry"][1]["resource"]["invented"] = 1
    with pytest.raises(ValidationError) as told:
        Bundle.model_validate(bundle)
    assert {"status", "invented"} <= {str(one["loc"][-1]) for one in told.value.errors()}


# variants


def variant(folder: Path, line: str = "chr1\t20\trs1\tA\tC,G\t.\tPASS\tDP=3") -> tuple[Study, Series, Analysis]:
    """A file of one variant, and what a model says of it: of its first alternative on both strands, of the second."""
    path = folder / "one.vcf"
    path.write_text(f"##fileformat=VCFv4.3\n#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n{line}\n")
    series = replace(made.study("one.vcf")[1], instances=(Instance(str(path)),))
    study = replace(made.study()[0], series=(series,))
    scores = (("plus", "C", 1, (0.01, 0.02, 0.03, 0.91)), ("minus", "C", -1, (0.3, 0.0, 0.0, 0.1)))
    told = (*scores, ("other", "G", 1, (0.0, 0.0, 0.04, 0.0)))
    findings = tuple(_change(name, alternative, strand, values) for name, alternative, strand, values in told)
    return study, series, Analysis("run", "Splice reader", series.uid, findings)


def _change(name: str, alternative: str, strand: int, scores: tuple[float, ...]) -> Finding:
    deltas = Deltas(*(Delta(score, place) for score, place in zip(scores, (-2, 0, 1, 5), strict=True)))
    gene = "ONE" if strand > 0 else ""
    value = SpliceChange("A", alternative, deltas, gene, "rs1", 3)
    return Finding(name, deltas.change, Span(0, "chr1", 19, 20, strand), value, made.provenance())


def test_variants_cross_as_json_and_are_put_forward_from_a_score_on(tmp_path: Path) -> None:
    _, _, analysis = variant(tmp_path)
    again = tuple(finding_from_json(json.loads(json.dumps(finding_to_json(one)))) for one in analysis.findings)
    assert again == analysis.findings
    assert [one.what.meaning for one in again] == ["Donor loss", "Acceptor gain", "Donor gain"]
    assert [suggested(one) for one in again] == [True, True, False]


def test_the_table_tells_why_variants_were_not_scored(tmp_path: Path) -> None:
    study, series, analysis = variant(tmp_path)
    missing = (NotScored(4, "It is too near an end.", "=chr1", 9, "AC", "<DEL>"), NotScored(5, "It is damaged."))
    write_table(study, series, replace(analysis, left_out=missing), (), tmp_path / "a.csv")
    rows = list(csv.DictReader((tmp_path / "a.csv").read_text(encoding="utf-8").splitlines()))
    assert [row["kind"] for row in rows] == ["SpliceChange"] * 3 + ["NotScored"] * 2
    near, damaged = rows[3:]
    told = [near[name] for name in ("record", "start", "end", "reference", "alternative", "note", "decision")]
    assert told == ["'=chr1", "10", "11", "AC", "<DEL>", "It is too near an end.", ""]
    assert (damaged["record"], damaged["start"], damaged["note"]) == ("", "", "It is damaged.")


def test_fhir_of_variants_has_the_profiles_fields(tmp_path: Path) -> None:
    study, series, analysis = variant(tmp_path)
    reviews = (made.decided("plus", Decision.ACCEPTED), made.decided("minus", Decision.ACCEPTED))
    write_fhir(study, series, analysis, reviews, tmp_path / "a.json")
    first, second, *effects = observations(tmp_path / "a.json")
    profile = "http://hl7.org/fhir/uv/genomics-reporting/StructureDefinition/variant"
    assert [one["meta"] for one in (first, second)] == [{"profile": [profile]}] * 2
    assert [one["coding"][0]["code"] for one in first["category"]] == ["laboratory", "GE"]
    assert first["code"]["coding"][0] == {
        "system": "http://loinc.org", "code": "69548-6", "display": "Genetic variant assessment"
    }  # fmt: skip
    told = {part["code"]["coding"][0]["code"]: part for part in first["component"]}
    assert told["69547-8"]["valueString"] == "A"
    assert told["69551-0"]["valueString"] == "C"
    assert told["81254-5"]["valueRange"] == {"low": {"value": 20}, "high": {"value": 20}}
    assert told["92822-6"]["valueCodeableConcept"]["coding"][0]["code"] == "LA30102-0"
    assert told["48013-7"]["valueCodeableConcept"]["text"] == "chr1"
    assert told["48018-6"]["valueCodeableConcept"]["text"] == "ONE"
    assert told["81252-9"]["valueCodeableConcept"]["text"] == "rs1"
    assert told["molecular-consequence"]["valueCodeableConcept"]["text"] == "Donor loss (predicted)"
    assert [one["status"] for one in (first, second)] == ["final", "preliminary"]
    assert "valueCodeableConcept" not in first, "the file says whether a sample has it"
    assert [one["derivedFrom"][0]["reference"].removeprefix("urn:uuid:") for one in effects] == [
        first["id"], first["id"], second["id"]
    ]  # fmt: skip
    assert [one["status"] for one in effects] == ["final", "final", "preliminary"]
    said = parts(effects[0])
    assert said["Donor loss: delta score"]["value"] == 0.91
    assert said["Donor loss: letters from the variant"] == 5
    assert effects[0]["valueQuantity"]["value"] == 0.91


def test_variants_in_gff3_and_bed(tmp_path: Path) -> None:
    study, series, analysis = variant(tmp_path)
    write_gff3(study, series, analysis, (made.decided("minus", Decision.REJECTED),), tmp_path / "a.gff3")
    _, rows = gff(tmp_path / "a.gff3")
    assert [columns[2:7] for columns, _ in rows] == [
        ["sequence_alteration", "20", "20", "0.91", "+"], ["sequence_alteration", "20", "20", "0.04", "+"]
    ]  # fmt: skip
    told = rows[0][1]
    assert (told["Name"], told["Reference_seq"], told["Variant_seq"]) == ("Donor loss, ONE A>C", "A", "C")
    assert told["deltas"] == "AG 0.01 (-2), AL 0.02 (+0), DG 0.03 (+1), DL 0.91 (+5)"
    write_bed(study, series, analysis, (), tmp_path / "a.bed")
    lines = [line.split("\t") for line in (tmp_path / "a.bed").read_text().splitlines() if line[0] != "#"]
    assert [line[4] for line in lines] == ["910", "300", "40"]


def test_variants_go_back_into_their_file_with_each_decision(tmp_path: Path) -> None:
    study, series, analysis = variant(tmp_path)
    reviews = (made.decided("plus", Decision.ACCEPTED), made.decided("minus", Decision.REJECTED))
    given = (study, series, analysis, reviews, tmp_path / "out.vcf", tmp_path / "private", nothing)
    write_reviewed_vcf(*given)
    lines = (tmp_path / "out.vcf").read_text().splitlines()
    assert "1 of 2 unreviewed" in lines[1]
    assert lines[1].endswith('|DP_DL|DECISION">')
    fields = lines[3].split("\t")[7].split(";")
    assert fields[0] == "DP=3"
    assert fields[1] == (
        "MedViewSplice=C|ONE|0.01|0.02|0.03|0.91|-2|0|1|5|accepted,G|ONE|0.00|0.00|0.04|0.00|-2|0|1|5|unreviewed"
    )
    variant(tmp_path, "chr1\t21\trs1\tA\tC,G\t.\tPASS\tDP=3")
    with pytest.raises(WriteError, match="another file than was analysed"):
        write_reviewed_vcf(*given)


def test_fhir_names_the_classes_of_a_sum(tmp_path: Path) -> None:
    study, series = made.study()
    analysis = made.explained(made.with_parent(made.whole()), tmp_path)
    write_fhir(study, series, analysis, (), tmp_path / "a.json")
    found = observations(tmp_path / "a.json")
    assert len(found) == 6, "what drove an answer is no statement"
    sums = [
        part["valueString"]
        for one in found
        for part in one["component"]
        if part["code"]["text"] == "sum of the probabilities of"
    ]
    assert sums == ["nucleus membrane"] * 2
    write_table(study, series, analysis, (), tmp_path / "a.csv")
    with (tmp_path / "a.csv").open(newline="", encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))
    assert [row["sum_of"] for row in rows] == ["nucleus membrane"] * 2 + [""] * 4
    assert [row["value"] for row in rows[:2]] == ["0.95", "0.95"]


# all of them


def test_nothing_is_written_of_another_file_or_of_numbers_alone(tmp_path: Path) -> None:
    study, series, analysis = case(tmp_path)
    for write in (write_gff3, write_bed, write_fhir):
        with pytest.raises(MedViewError, match="do not belong together"):
            write(replace(study, uid="9"), series, analysis, (), tmp_path / "no")
        with pytest.raises(WriteError, match="no findings on records"):
            write(study, series, made.letters(tmp_path), (), tmp_path / "no")
    assert not (tmp_path / "no").exists()


def test_a_changed_finding_takes_the_models_place(tmp_path: Path) -> None:
    study, series, analysis = case(tmp_path)
    old = analysis.findings[1]
    new: Finding = replace(old, id="new", where=Span(0, "rec0", 4, 30))
    analysis = replace(analysis, findings=(*analysis.findings, new))
    write_bed(study, series, analysis, (made.decided(old.id, Decision.MODIFIED, new.id),), tmp_path / "a.bed")
    rows = [line.split("\t") for line in (tmp_path / "a.bed").read_text().splitlines() if line[0] != "#"]
    assert [row[1:4] for row in rows] == [
        ["4", "30", "Alpha helix"],
        ["29", "37", "Beta strand (unreviewed)"],
        ["9", "19", "Alpha helix (unreviewed)"],
    ]


@pytest.mark.parametrize(
    ("name", "accession"),
    [
        ("α-Helix", "SO:0001117"),
        ("Helix", "SO:0001114"),
        ("β-strand", "SO:0001111"),
        ("Metal binding site", "SO:0001092"),
        ("Splice donor", "SO:0000163"),
        ("Acceptor site", "SO:0000164"),
        ("Something else", "SO:0000001"),
    ],
)
def test_terms_of_the_sequence_ontology(name: str, accession: str) -> None:
    assert term_of(Code("x", "99MEDVIEW", name)).accession == accession


def test_a_code_of_the_ontology_is_its_own_term() -> None:
    assert term_of(Code("SO:0000167", "SO", "Promoter")).name == "promoter"
    assert term_of(Code("SO:0000777", "SO", "Odd")).name == "SO:0000777"
    assert term_of(Code("SO:0100012", "SO", "peptide_coil")).name == "peptide_coil"
    assert term_of(Code("SO:0001114", "SO", "peptide_helix")).accession == "SO:0001114"
    assert term_of(Code("x", "99MEDVIEW", "Coil")).name == "peptide_coil"
    assert term_of(Code("x", "99MEDVIEW", "Odd")) is REGION


def test_keys_of_the_feature_table() -> None:
    promoter, helix = Code("p", "99MEDVIEW", "Promoter"), made.HELIX
    assert (key_of(promoter, True).name, key_of(promoter, False).name) == ("regulatory", "Region")
    assert (key_of(helix, True).name, key_of(helix, False).name) == ("misc_feature", "SecStr")
