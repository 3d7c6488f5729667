"""Encapsulated PDF, CDA, STL, OBJ and MTL, unpacked (PS3.3 A.45, A.85, C.24.2)."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Literal
from xml.parsers import expat

import pypdfium2

from medview.core.content import Document
from medview.core.errors import ReadError
from medview.core.text import tr
from medview.io.atomic import writing_errors
from medview.io.objects.reading import Source, integer, raw_bytes, text

Media = Literal["pdf", "cda", "stl", "obj", "mtl"]

MOST_PAGES = 50
"""So many pages are drawn; the rest is told."""

PAGE_PIXELS = 1600
"""Longest side of a drawn page."""

MOST_TEXT = 2_000_000
"""Characters of a CDA document that are shown."""

_CLASSES: dict[str, Media] = {"1": "pdf", "2": "cda", "3": "stl", "4": "obj", "5": "mtl"}
"""Last part of the SOP Class UID to what is encapsulated."""

_BLOCKS = frozenset({"title", "paragraph", "item", "tr", "br", "section", "caption", "table", "list", "text", "thead"})
_CELLS = frozenset({"td", "th"})


def content(source: Source) -> Document:
    """Unpack the document; draw its pages where it is a PDF.

    Raises:
        ReadError: It is empty, or not what it says it is.
    """
    dataset = source.dataset
    data = raw_bytes(dataset, "EncapsulatedDocument")
    length = integer(dataset, "EncapsulatedDocumentLength")
    data = data[:length] if 0 < length < len(data) else data
    if not data.strip(b"\0"):
        raise ReadError(tr("There is no document in it."), tr("It may be damaged; export it again."))
    media = _CLASSES.get(text(dataset, "SOPClassUID").rpartition(".")[2], "pdf")
    path = source.folder / f"document.{'xml' if media == 'cda' else media}"
    with writing_errors(path):
        path.write_bytes(data)
    title = text(dataset, "DocumentTitle") or source.title
    return _OPENED.get(media, _plain)(source, title, media, path)


def _plain(source: Source, title: str, media: Media, path: Path) -> Document:
    return Document(title, media, str(path))


def _pdf(source: Source, title: str, media: Media, path: Path) -> Document:
    try:
        document = pypdfium2.PdfDocument(path)
    except pypdfium2.PdfiumError as error:
        raise ReadError(
            tr("The document says it is a PDF and cannot be read as one."), tr("It may be damaged; export it again.")
        ) from error
    with document:
        count = len(document)
        shown = min(count, MOST_PAGES)
        pages = tuple(page for number in range(shown) if (page := _page(source, document, number, shown)))
    told = tr("{shown} of its {count} pages are shown; the whole document was unpacked.")
    notes = (told.format(shown=len(pages), count=count),) if count > len(pages) else ()
    return Document(title, media, str(path), pages, notes=notes)


def _page(source: Source, document: pypdfium2.PdfDocument, number: int, count: int) -> str:
    """Draw one page; the picture's path, or nothing where the page is damaged."""
    source.checkpoint(number / count, tr("Drawing pages"))
    try:
        page = document[number]
        picture = page.render(scale=PAGE_PIXELS / max(*page.get_size(), 1.0)).to_pil()
    except pypdfium2.PdfiumError:
        return ""  # a damaged page; the others are shown
    path = source.folder / f"page-{number + 1:03}.png"
    with writing_errors(path):
        picture.save(path)
    page.close()
    return str(path)


def _cda(source: Source, title: str, media: Media, path: Path) -> Document:
    reader = _Reader()
    words = reader.read(path.read_bytes())
    return Document(title or reader.title, media, str(path), text=words, notes=tuple(reader.notes))


class _Reader:
    """The text of a clinical document, without markup; entities of its own are refused, others are never fetched."""

    def __init__(self) -> None:
        self.title = ""
        self.notes: list[str] = []
        self._parts: list[str] = []
        self._length = 0
        self._inside: list[str] = []

    def read(self, data: bytes) -> str:
        """All text, block by block.

        Raises:
            ReadError: It declares entities, which could grow without end.
        """
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._words
        parser.EntityDeclHandler = self._refuse
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
        try:
            parser.Parse(data, True)
        except expat.ExpatError as error:
            self.notes.append(tr("It is damaged in line {line}; what comes before is shown.").format(line=error.lineno))
        lines = (" ".join(line.split()) for line in "".join(self._parts).splitlines())
        return "\n".join(line for line in lines if line)

    def _refuse(self, *_declared: object) -> None:
        raise ReadError(
            tr("The document declares entities of its own, which medical documents do not need."),
            tr("It may be an attack; ask where it came from."),
        )

    def _start(self, name: str, _attributes: dict[str, str]) -> None:
        name = name.rpartition(" ")[2]
        self._inside.append(name)
        if name in _BLOCKS:
            self._parts.append("\n")
        elif name in _CELLS:
            self._parts.append("\t")

    def _end(self, name: str) -> None:
        self._inside.pop()
        if name.rpartition(" ")[2] in _BLOCKS:
            self._parts.append("\n")

    def _words(self, words: str) -> None:
        if self._inside[-1] == "title" and not self.title:
            self.title = words.strip()
        if self._length < MOST_TEXT:
            self._parts.append(words)
        self._length += len(words)


_OPENED: dict[Media, Callable[[Source, str, Media, Path], Document]] = {"pdf": _pdf, "cda": _cda}
