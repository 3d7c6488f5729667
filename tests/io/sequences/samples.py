"""Small files of sequences, as text."""

from __future__ import annotations

import random

_QUALITIES = "!+5IA@JI"
FASTQ = "".join(f"@read{n} lane {n}\n{'ACGTTGCA' * (n + 1)}\n+\n{_QUALITIES * (n + 1)}\n" for n in range(3))
STOCKHOLM = "# STOCKHOLM 1.0\none  ACDE-FGHIK\ntwo  ACDEWFGH-K\nten  AC-EWFGHIK\n//\n"
VCF = (
    "##fileformat=VCFv4.2\n##contig=<ID=chr1,length=60>\n"
    "#CHROM\tPOS\tID\tREF\tALT\tQUAL\tFILTER\tINFO\n"
    "chr1\t5\trs1\tA\tT\t50\tPASS\tDP=3\nchr1\t10\t.\tC\tG\t.\t.\t.\n"
)
LETTERS = "".join(random.Random(3).choices("acgt", k=600))
"""Of the first record of ``GENBANK``."""
SITE = "gaattc"
"""It is put into them once."""


def entry(name: str, letters: str, gene: str, start: int, end: int) -> str:
    """A record of GenBank with a gene."""
    lines = []
    for at in range(0, len(letters), 60):
        blocks = (letters[block : block + 10] for block in range(at, min(at + 60, len(letters)), 10))
        lines.append(f"{at + 1:>9} {' '.join(blocks)}\n")
    return (
        f"LOCUS       {name:<16} {len(letters):>11} bp    DNA     linear   SYN 01-JAN-2001\n"
        f"DEFINITION  A made record called {name}.\nACCESSION   {name}\nVERSION     {name}.1\nKEYWORDS    .\n"
        "SOURCE      Synthetic thing\n  ORGANISM  Synthetic thing\n            other sequences.\n"
        f"REFERENCE   1  (bases 1 to {len(letters)})\n  AUTHORS   Doe,J.\n"
        "  TITLE     A title of\n            two lines\n"
        "  JOURNAL   J. Tests 1 (2), 3-4 (2001)\n   PUBMED   12345\n"
        "FEATURES             Location/Qualifiers\n"
        f'     gene            {start + 1}..{end}\n                     /gene="{gene}"\n'
        f"ORIGIN\n{''.join(lines)}//\n"
    )


GENBANK = entry("MADE1", LETTERS[:300] + SITE + LETTERS[306:], "alpha", 120, 240) + entry(
    "MADE2", LETTERS[:90], "beta", 10, 40
)
"""Two records with a gene each."""
