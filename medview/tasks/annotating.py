"""Tasks of the files pool that write findings of sequences: GFF3, BED, GenBank, VCF, FHIR, substitutions."""

from __future__ import annotations

from pathlib import Path

from medview.core.finding import Analysis, Review
from medview.core.study import Series, Study
from medview.core.text import tr
from medview.io.sequence_results.bed import write_bed
from medview.io.sequence_results.fhir import write_fhir
from medview.io.sequence_results.gff3 import write_gff3
from medview.io.sequence_results.substitutions import write_substitutions
from medview.io.splice_files import write_reviewed_vcf
from medview.jobs.protocol import Context

Reviews = tuple[Review, ...]


def export_gff3(context: Context, study: Study, series: Series, analysis: Analysis, reviews: Reviews, path: str) -> str:
    """Write findings of sequences as GFF3; see ``write_gff3``."""
    context.checkpoint(0.1, tr("Writing the findings"))
    write_gff3(study, series, analysis, tuple(reviews), Path(path))
    return path


def export_bed(context: Context, study: Study, series: Series, analysis: Analysis, reviews: Reviews, path: str) -> str:
    """Write findings of sequences as BED; see ``write_bed``."""
    context.checkpoint(0.1, tr("Writing the findings"))
    write_bed(study, series, analysis, tuple(reviews), Path(path))
    return path


def export_genbank(
    context: Context, study: Study, series: Series, analysis: Analysis, reviews: Reviews, path: str
) -> str:
    """Write records with their findings as GenBank; see ``write_genbank``."""
    from medview.io.sequence_results.genbank import write_genbank  # Biopython is slow to load

    write_genbank(study, series, analysis, tuple(reviews), Path(path), context.folder / "source", context.checkpoint)
    return path


def export_vcf(context: Context, study: Study, series: Series, analysis: Analysis, reviews: Reviews, path: str) -> str:
    """Write variants with what they do to splicing into their own file; see ``write_reviewed_vcf``."""
    folder = context.folder / "source"
    write_reviewed_vcf(study, series, analysis, tuple(reviews), Path(path), folder, context.checkpoint)
    return path


def export_substitutions(
    context: Context,
    study: Study,
    series: Series,
    analysis: Analysis,
    reviews: Reviews,
    path: str,
    asked: tuple[str, ...] = (),
) -> str:
    """Write what a language model says of substitutions, which nobody decides on; see ``write_substitutions``."""
    folder = context.folder / "source"
    write_substitutions(study, series, analysis, Path(path), folder, context.checkpoint, asked)
    return path


def export_fhir(context: Context, study: Study, series: Series, analysis: Analysis, reviews: Reviews, path: str) -> str:
    """Write findings of sequences as FHIR; see ``write_fhir``."""
    context.checkpoint(0.1, tr("Writing the findings"))
    write_fhir(study, series, analysis, tuple(reviews), Path(path))
    return path
