"""What a file of sequences is: by its first lines, and by its name where those leave it open."""

from __future__ import annotations

import re
import zlib
from collections.abc import Callable
from pathlib import Path

from medview.core.errors import ReadError
from medview.core.sequence import SequenceFormat
from medview.core.text import tr
from medview.io.pair_files import LEAD
from medview.io.sequences.spelling import CLASSES, ODD

HEAD = 1 << 16
"""How much of a file, unpacked, is looked at."""

_FASTA = (
    ".fa",
    ".fasta",
    ".fna",
    ".faa",
    ".ffn",
    ".frn",
    ".fas",
    ".fsa",
    ".mfa",
    ".afa",
    ".tfa",
    ".mpfa",
    ".a2m",
    ".a3m",
)
_FASTQ = (".fq", ".fastq")
_GENBANK = (".gb", ".gbk", ".gbff", ".gp", ".gpff", ".genbank")
SUFFIXES = (
    *_FASTA,
    *_FASTQ,
    *_GENBANK,
    ".embl",
    ".imgt",
    ".sth",
    ".sto",
    ".stk",
    ".stockholm",
    ".clustal",
    ".clustalw",
    ".clw",
    ".msf",
    ".nbrf",
    ".vcf",
)
"""How files of sequences are named; ``.gz``, ``.bgz`` and ``.bgzf`` may follow."""

_OF_LETTERS = (".pro", ".pep", ".nu", ".nt", ".aa", ".seq")
_SOMETIMES = (
    *_OF_LETTERS, ".aln", ".ali", ".pir", ".dat", ".txt", ".seed", ".swiss", ".sp", ".xml", ".gbwithparts", ".qual",
    ".m10", ".gff", ".gff3", ".list", ".tsv", ".rdf", "",
)  # fmt: skip
"""How they are named too, and other files as well; their content must tell."""

_PACKED = (".gz", ".bgz", ".bgzf")

_CLUSTAL = re.compile(rb"(CLUSTAL|PROBCONS|MUSCLE|MSAPROBS|Kalign|Biopython)\b[^\n]*(align|format|CLUSTAL|\d)", re.I)
_SWISS = re.compile(rb"ID   \S+ +(Reviewed|Unreviewed|STANDARD|PRELIMINARY|IPI);( +PRT;)? +\d+ AA\.")
_EMBL = re.compile(rb"ID   \S[^\n]*; {0,60}\d{0,15} {0,60}(BP|AA|SQ)\b")
_MSF = re.compile(rb"\A\s*(!!(NA|AA)_MULTIPLE_ALIGNMENT|PileUp)|^[^\n]*\bMSF: *\d+ +Type: ", re.M)
_PIR = re.compile(rb">(P1|F1|DL|DC|RL|RC|N1|N3|XX);")
_LOCUS = re.compile(rb"^LOCUS {2,}\S", re.M)
_COMMENTS = re.compile(rb"\A([;#!][^\n]*\n|\s*\n)+")
_TITLE = re.compile(rb"^>(?!>)", re.M)
_WHITE = b" \t\r\n\v\f"
_LEAST_LETTERS = 0.9
"""So much of the lines below a title must be letters ..."""
_LEAST_NAMED = 0.5
"""... or, in a file that is called FASTA, so much."""
_BLOCK = 10
_UNTITLED_LINES = 20
"""At most so many lines of text come before the first title of a file that is called FASTA."""

_FOREIGN: tuple[tuple[re.Pattern[bytes], str], ...] = (
    (re.compile(rb"\A# +\S+ +-[^\n]*\n[^\n]*(searches|compares|FASTA)|^# FASTA \d", re.M), "search"),
    (re.compile(rb"\A(#|<\?xml[^>]*>\s*<!DOCTYPE) *T?BLAST|\AT?BLAST[NPX]? \d", re.I), "search"),
    (re.compile(rb"\A##gff-version"), "features"),
    (re.compile(rb"\A@(HD|SQ|RG|PG)\t"), "mapped"),
    (re.compile(rb"\ABAM\x01|\ACRAM"), "mapped"),
    (re.compile(rb"\A#NEXUS|\A *\d+ +\d+ *\n|\A##maf|\AHEADER {4}|\Adata_|\ALOCUS_TAG"), "other"),
    (re.compile(rb"\A\s*<\?xml|\A\s*<(!DOCTYPE|html|rdf:RDF|UniRef)", re.I), "xml"),
    (re.compile(rb"\A%PDF|\APK\x03\x04|\A\x89PNG|\A\xff\xd8\xff|\A\xd0\xcf\x11\xe0"), "binary"),
    (re.compile(rb"\A(>[^\n]*\n *\d{1,2}( +\d{1,2})+ *\n)"), "qualities"),
    (re.compile(rb"\AID   [^\n;]*\nAC   KW-"), "keywords"),
    (re.compile(rb"\A([A-Za-z_ ]+\t){3}|\A[^\n]*\t[^\n]*\t[^\n]*\t"), "table"),
)
"""What other files of the same folders begin like, and what they are: a key of ``_foreign_words``."""


def _foreign_words(what: str) -> str:
    return {
        "search": tr("the output of a search, which holds pieces of sequences only"),
        "features": tr("a table of features (GFF) without sequences"),
        "mapped": tr("mapped reads (SAM, BAM, CRAM), which are not read"),
        "other": tr("a format of sequences or structures that is not read"),
        "xml": tr("XML other than UniProt's entries"),
        "binary": tr("not text"),
        "qualities": tr("qualities without letters"),
        "keywords": tr("a list of keywords"),
        "table": tr("a table"),
    }[what]


def recognised(name: str, head: bytes) -> SequenceFormat:
    """What a file is.

    Args:
        name: Its name.
        head: Its first ``HEAD`` bytes, unpacked, lines ended by a line feed.

    Raises:
        ReadError: It is no file of sequences, and what it is instead.
    """
    suffix = suffix_of(name)
    lead = head.removeprefix(b"\xef\xbb\xbf").lstrip(_WHITE)
    for known, is_it in _RECOGNISERS:
        if is_it(lead, suffix):
            return known
    raise _foreign(name, lead, head)


def _foreign(name: str, lead: bytes, head: bytes) -> ReadError:
    hint = tr("Choose FASTA, FASTQ, GenBank, EMBL, Swiss-Prot, Clustal, Stockholm, A2M, A3M, MSF, PIR or VCF.")
    if not lead:
        return ReadError(tr("{name} is empty.").format(name=name), hint)
    if lead[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return ReadError(
            tr("{name} is text in UTF-16.").format(name=name), tr("Save it as plain text (ASCII or UTF-8).")
        )
    if not looks_like_text(head):
        return ReadError(tr("{name} is not text, so it holds no sequences.").format(name=name), hint)
    what = next((what for pattern, what in _FOREIGN if pattern.search(lead)), "")
    if what:
        return ReadError(tr("{name} is {what}.").format(name=name, what=_foreign_words(what)), hint)
    return ReadError(tr("{name} is not a known kind of sequence file.").format(name=name), hint)


def looks_like_text(head: bytes) -> bool:
    """Whether bytes may be text: none of them is NUL, and few control something."""
    controls = head.translate(None, bytes(set(range(256)) - (set(range(32)) - set(_WHITE)) - {127}))
    return b"\0" not in head and len(controls) <= len(head) // 100


def suffix_of(name: str) -> str:
    """The suffix that tells the format, lower case: that before ``.gz``."""
    lower = name.lower()
    for packed in _PACKED:
        lower = lower.removesuffix(packed)
    return Path(lower).suffix


def is_sequence_file(path: str, asked: bool = False) -> bool:
    """Whether a file is to be opened as sequences: by its name and its content.

    Args:
        path: The file.
        asked: A person opened the file itself, so that its content is enough.
    """
    suffix = suffix_of(Path(path).name)
    if not asked and suffix not in (*SUFFIXES, *_SOMETIMES):
        return False
    try:
        head = packed_head(path)
        if suffix not in SUFFIXES and b"\0" in head:
            return False
        recognised(Path(path).name, unix_lines(head))
    except (ReadError, OSError):
        return suffix in SUFFIXES and not _is_image(path)
    return True


def why_no_sequences(path: str) -> str:
    """What a file of a folder with sequences is instead, where that is known; else empty."""
    if suffix_of(Path(path).name) not in (*SUFFIXES, *_SOMETIMES):
        return ""
    try:
        head = unix_lines(packed_head(path))
    except (ReadError, OSError):
        return ""
    what = next((what for pattern, what in _FOREIGN if pattern.search(head.lstrip(_WHITE))), "")
    known = what not in ("", "binary", "table") and looks_like_text(head)
    return tr("It is {what}.").format(what=_foreign_words(what)) if known else ""


def _is_image(path: str) -> bool:
    with open(path, "rb") as handle:
        return handle.read(132)[128:] == b"DICM"


def packed_head(path: str) -> bytes:
    """The first bytes of a file, unpacked.

    Raises:
        OSError: It cannot be opened.
    """
    with open(path, "rb") as handle:
        head = handle.read(HEAD)
    if head[:3] != b"\x1f\x8b\x08":
        return head
    try:
        return zlib.decompressobj(31).decompress(head, HEAD)
    except zlib.error:
        return b""


def unix_lines(head: bytes) -> bytes:
    """The same lines, each ended by a line feed."""
    return head.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def _starts(*leads: bytes) -> Callable[[bytes, str], bool]:
    return lambda lead, _: lead.startswith(leads)


def _matches(pattern: re.Pattern[bytes]) -> Callable[[bytes, str], bool]:
    return lambda lead, _: pattern.match(lead) is not None


def _is_genbank(lead: bytes, _suffix: str) -> bool:
    return not lead.startswith((b">", b"@", b"<")) and _LOCUS.search(lead) is not None


def _is_imgt(lead: bytes, suffix: str) -> bool:
    if not _EMBL.match(lead):
        return False
    first = lead[: lead.find(b"\n")]
    return suffix == ".imgt" or b"IMGT" in first or first.count(b";") == 5


def _is_swiss(lead: bytes, _suffix: str) -> bool:
    return _SWISS.match(lead) is not None and b"\nXX" not in lead


def _is_msf(lead: bytes, _suffix: str) -> bool:
    return not lead.startswith(b">") and _MSF.search(lead) is not None


def _is_uniprot(lead: bytes, _suffix: str) -> bool:
    return lead.startswith(b"<") and re.search(rb"<uniprot[\s>]", lead[:2048]) is not None


def _is_fastq(lead: bytes, suffix: str) -> bool:
    if not lead.startswith(b"@") or re.match(rb"@(HD|SQ|RG|PG)\t", lead):
        return False
    return suffix in _FASTQ or re.match(rb"@[^\n]*\n([A-Za-z.*-]+\n)+\+", lead) is not None


def _is_fasta(lead: bytes, suffix: str) -> bool:
    body = _COMMENTS.sub(b"", lead)
    found = _TITLE.search(body)
    if found is None or any(pattern.search(lead) for pattern, what in _FOREIGN if what in ("search", "qualities")):
        return False
    before = body[: found.start()].count(b"\n")
    if before and (suffix not in (*_FASTA, *_OF_LETTERS) or before > _UNTITLED_LINES):
        return False
    return _has_letters(body[found.start() :], suffix in _FASTA)


def _has_letters(body: bytes, is_named: bool) -> bool:
    """Whether what is below the first titles is letters; in a file that is called FASTA there need not be any."""
    lines = [line for line in body.split(b"\n")[:200] if line and line[:1] not in b">;#!"]
    below = b"".join(lines).translate(None, _WHITE)
    if not is_named and not (below and all(map(_is_in_blocks, lines))):
        return False
    least = _LEAST_NAMED if is_named else _LEAST_LETTERS
    return below.translate(CLASSES).count(ODD) <= (1 - least) * len(below)


def _fasta_named(*suffixes: str) -> Callable[[bytes, str], bool]:
    return lambda lead, suffix: suffix in suffixes and _is_fasta(lead, suffix)


def _is_plain(lead: bytes, suffix: str) -> bool:
    """Nothing but letters, in a file that is called a sequence."""
    return suffix in (*_FASTA, *_OF_LETTERS) and only_letters(lead)


def only_letters(text: bytes) -> bool:
    """Whether there are letters, in blocks as sequences are written, and beside them only the numbers of lines."""
    bare = text.translate(None, b"0123456789")
    letters = bare.translate(None, _WHITE)
    if not letters or letters.translate(CLASSES).count(ODD):
        return False
    nucleic = len(letters) - len(letters.translate(None, b"ACGTUNacgtun"))
    return nucleic >= _LEAST_LETTERS * len(letters) or all(map(_is_in_blocks, bare.splitlines()))


def _is_in_blocks(line: bytes) -> bool:
    """Whether a line is one word, or words as long as the blocks of ten that sequences are written in."""
    return all(len(word) >= _BLOCK for word in line.split()[:-1])


_RECOGNISERS: tuple[tuple[SequenceFormat, Callable[[bytes, str], bool]], ...] = (
    ("vcf", _starts(b"##fileformat=VCF")),
    ("pair", _starts(LEAD)),
    ("stockholm", _starts(b"# STOCKHOLM 1.")),
    ("clustal", _matches(_CLUSTAL)),
    ("genbank", _is_genbank),
    ("msf", _is_msf),
    ("uniprot-xml", _is_uniprot),
    ("swissprot", _is_swiss),
    ("imgt", _is_imgt),
    ("embl", _matches(_EMBL)),
    ("pir", _matches(_PIR)),
    ("fastq", _is_fastq),
    ("a3m", _fasta_named(".a3m")),
    ("a2m", _fasta_named(".a2m")),
    ("fasta", _is_fasta),
    ("plain", _is_plain),
)
"""Format -> whether a file that begins so, with such a suffix, is of it; first match first."""
