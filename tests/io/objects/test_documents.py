from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image
from pydicom.dataset import Dataset
from reportlab.pdfgen.canvas import Canvas

from medview.core.content import Document
from medview.core.errors import ReadError
from medview.io.objects import documents, load_content
from tests.io.making import nothing
from tests.io.objects.making import blank, ct, derived, write

CDA = """<?xml version="1.0" encoding="UTF-8"?>
<ClinicalDocument xmlns="urn:hl7-org:v3"><title>Discharge</title><component><section><title>Findings</title>
<text><paragraph>No <content>fracture</content>.</paragraph><table><tr><td>Hb</td><td>14 g/dL</td></tr></table>
<list><item>Größe 3 &lt; 5 mm</item></list></text></section></component></ClinicalDocument>"""

BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "xxxxxxxxxx"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">]>
<a><title>&c;&c;</title></a>"""

OUTSIDE = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a><title>&b;</title></a>"""


def encapsulated(tmp_path: Path, kind: str, data: bytes, **values: object) -> Path:
    made: Dataset = blank(ct(tmp_path), f"104.{kind}", EncapsulatedDocument=data + b"\0" * (len(data) % 2), **values)
    return write(made, tmp_path)


def read(path: Path, tmp_path: Path) -> Document:
    document = load_content(derived(path), tmp_path, nothing)
    assert isinstance(document, Document)
    return document


def pdf(tmp_path: Path, pages: int) -> bytes:
    canvas = Canvas(str(tmp_path / "made.pdf"), pagesize=(200, 100))
    for number in range(pages):
        canvas.rect(0, 0, 100, 100, fill=1)
        canvas.drawString(120, 50, f"Page {number + 1}")
        canvas.showPage()
    canvas.save()
    return (tmp_path / "made.pdf").read_bytes()


def test_pages_of_a_pdf_are_drawn(tmp_path) -> None:
    data = pdf(tmp_path, 2)
    document = read(
        encapsulated(tmp_path, "1", data, DocumentTitle="Report", EncapsulatedDocumentLength=len(data)), tmp_path
    )
    assert (document.title, document.media, len(document.pages)) == ("Report", "pdf", 2)
    assert Path(document.path).read_bytes() == data
    with Image.open(document.pages[0]) as page:
        assert page.size == (1600, 800)
        assert page.convert("L").getpixel((400, 400)) == 0
        assert page.convert("L").getpixel((1500, 100)) == 255


def test_many_pages_are_told(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(documents, "MOST_PAGES", 2)
    document = read(encapsulated(tmp_path, "1", pdf(tmp_path, 3)), tmp_path)
    assert len(document.pages) == 2
    assert "2 of its 3 pages" in document.notes[0]


def test_what_is_no_pdf_is_refused(tmp_path) -> None:
    with pytest.raises(ReadError, match="cannot be read as one"):
        read(encapsulated(tmp_path, "1", b"not a pdf at all"), tmp_path)


def test_an_empty_document_is_refused(tmp_path) -> None:
    with pytest.raises(ReadError, match="no document"):
        read(encapsulated(tmp_path, "1", b"\0\0"), tmp_path)


def test_clinical_documents_become_text(tmp_path) -> None:
    document = read(encapsulated(tmp_path, "2", CDA.encode()), tmp_path)
    assert document.media == "cda"
    assert document.text.splitlines() == [
        "Discharge", "Findings", "No fracture.", "Hb 14 g/dL", "Größe 3 < 5 mm",
    ]  # fmt: skip


@pytest.mark.parametrize("attack", [BOMB, OUTSIDE])
def test_documents_that_declare_entities_are_refused(attack, tmp_path) -> None:
    with pytest.raises(ReadError, match="entities"):
        read(encapsulated(tmp_path, "2", attack.encode()), tmp_path)


def test_damaged_clinical_documents_show_what_comes_before(tmp_path) -> None:
    document = read(encapsulated(tmp_path, "2", CDA[: CDA.index("<table>")].encode()), tmp_path)
    assert "No fracture." in document.text
    assert "damaged" in document.notes[0]


@pytest.mark.parametrize(("kind", "media"), [("3", "stl"), ("4", "obj"), ("5", "mtl")])
def test_meshes_are_unpacked(kind, media, tmp_path) -> None:
    data = b"solid nothing\nendsolid nothing\n"
    document = read(encapsulated(tmp_path, kind, data, EncapsulatedDocumentLength=len(data)), tmp_path)
    assert document.media == media
    assert document.path.endswith(f".{media}")
    assert Path(document.path).read_bytes() == data
