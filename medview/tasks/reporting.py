"""Tasks of the files pool that make reports: the document, and pictures of its pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pypdfium2

from medview.catalog.catalog import Catalog
from medview.core.content import SequenceContent
from medview.core.errors import MedViewError, ModelError, ReadError
from medview.core.finding import Analysis, Review, Span
from medview.core.images import StoredImages
from medview.core.measurement import Measurement
from medview.core.review import shown_labels, verdicts
from medview.core.sequence import NamedRecord
from medview.core.study import Series, Study
from medview.core.text import tr
from medview.core.volume import StoredVolume
from medview.imaging.measuring import measured_all
from medview.io.atomic import atomic, writing_errors
from medview.io.sequences.naming import named_records
from medview.jobs.protocol import Context
from medview.report.along import found_along
from medview.report.found import Found, found_in_space, found_on_pictures
from medview.report.html import html as html_document
from medview.report.paired import found_pair
from medview.report.pdf import pdf as pdf_document
from medview.report.pictures import key_pictures, legend
from medview.report.report import Report, build_report, check_same_patient, drawn_rows

PREVIEW_DOTS_PER_INCH = 110
"""Pages of a preview: sharp at the width of a window."""

_FORMS: dict[str, Callable[[Report], bytes]] = {
    ".pdf": pdf_document,
    ".html": lambda told: html_document(told).encode(),
}


def report(
    context: Context,
    study: Study,
    series: Series,
    volume: StoredVolume | None,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    path: str,
    unreviewed: bool = False,
    measurements: tuple[Measurement, ...] = (),
    images: StoredImages | None = None,
    sequences: SequenceContent | None = None,
) -> str:
    """Write a report with key pictures.

    Args:
        context: The job.
        study: The examination.
        series: The series that was analysed.
        volume: Its voxels.
        analysis: What the model found.
        reviews: Decisions on its findings.
        path: Where it goes; the ending (.pdf or .html) chooses the form.
        unreviewed: List what nobody decided on and mark every page.
        measurements: What a person drew on the series.
        images: Its pictures, where it is pictures.
        sequences: Its records, where it is a file of sequences.

    Returns:
        The path.

    Raises:
        MedViewError: The parts do not belong together, nothing was reviewed, or the form is unknown.
        WriteError: The file cannot be written; what was there before is untouched.
    """
    target = Path(path)
    form = _FORMS.get(target.suffix.lower())
    if form is None:
        raise MedViewError(
            tr("A report cannot be written as {ending}.").format(ending=target.suffix or tr("a file without ending")),
            tr("Choose a name that ends in {endings}.").format(endings=tr(" or ").join(_FORMS)),
        )
    context.checkpoint(0.0, tr("Drawing key pictures"))
    told = _report(context, study, series, volume or images or sequences, analysis, reviews, unreviewed, measurements)
    context.checkpoint(0.7, tr("Writing the report"))
    content = form(told)
    with atomic(target) as file:
        file.write_bytes(content)
    return str(target)


def preview(context: Context, pdf: str) -> tuple[str, ...]:
    """Draw the pages of a PDF.

    Returns:
        A PNG file per page, in the job's folder.

    Raises:
        ReadError: It is not a PDF.
        WriteError: A page cannot be written.
    """
    try:
        document = pypdfium2.PdfDocument(pdf)
    except (OSError, pypdfium2.PdfiumError) as error:
        raise ReadError(
            tr("{file} is not a readable PDF.").format(file=Path(pdf).name), tr("Make the report again.")
        ) from error
    try:
        return tuple(_page(context, document, number) for number in range(len(document)))
    finally:
        document.close()


def _report(
    context: Context,
    study: Study,
    series: Series,
    shown_on: StoredVolume | StoredImages | SequenceContent | None,
    analysis: Analysis,
    reviews: tuple[Review, ...],
    unreviewed: bool,
    measurements: tuple[Measurement, ...],
) -> Report:
    check_same_patient(study, series, analysis)
    shown = shown_labels(analysis, reviews, unreviewed)
    window = series.windows[0] if series.windows else None
    inverted = series.pixels is not None and series.pixels.inverted
    volume = shown_on if isinstance(shown_on, StoredVolume) else None
    images = shown_on if isinstance(shown_on, StoredImages) else None
    drawn = (volume.open(), window, analysis, shown, unreviewed, context.folder, inverted) if volume else None
    pictures = key_pictures(*drawn) if drawn else ()
    found = Found(analysis, reviews, unreviewed, context.folder)
    records: tuple[NamedRecord, ...] = ()
    if volume is not None:
        pictures += found_in_space(found, volume.open(), window, inverted)
    elif images is not None:
        pictures += found_on_pictures(found, images)
    elif isinstance(shown_on, SequenceContent):
        pictures += found_along(found)
        records = _records(context, found, shown_on)
        pictures += found_pair(found, shown_on.pair) if shown_on.pair is not None else ()
    known_failures = _known_failures(analysis)
    told = drawn_rows(series, measurements, measured_all(measurements, volume, images))
    colours = (*legend(analysis, shown), *found.legend)
    return build_report(study, series, analysis, reviews, pictures, colours, known_failures, unreviewed, told, records)


def _records(context: Context, found: Found, content: SequenceContent) -> tuple[NamedRecord, ...]:
    """The records something is told of, or was decided on, in the file's order."""
    decided = verdicts(found.reviews)
    about = (*found.shown, *(one for one in found.analysis.findings if one.id in decided))
    told = sorted({one.where.record for one in about if isinstance(one.where, Span)})
    return named_records(content, told, context.folder / "source", context.checkpoint)


def _known_failures(analysis: Analysis) -> tuple[str, ...]:
    """From the card of the very model that was used; a newer one may fail elsewhere."""
    used = {(finding.source.model, finding.source.version) for finding in analysis.findings if finding.source.model}
    sentences: list[str] = []
    for model, version in sorted(used):
        try:
            card = Catalog.shipped().find(model).card
        except ModelError:
            continue
        if card.version == version:
            sentences += card.known_failures
    return tuple(sentences)


def _page(context: Context, document: pypdfium2.PdfDocument, number: int) -> str:
    context.checkpoint(number / len(document), tr("Drawing page {number}").format(number=number + 1))
    path = context.folder / f"page-{number + 1}.png"
    with writing_errors(path):
        document[number].render(scale=PREVIEW_DOTS_PER_INCH / 72).to_pil().save(path)
    return str(path)
