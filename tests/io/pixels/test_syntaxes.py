"""Every transfer syntax has a row: a decoder, or a reason in words."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from pydicom import uid

from medview.core.errors import ReadError
from medview.io.pixels import SYNTAXES, frames, why_not
from tests.io.pixels.making import image, write

NOT_FOR_OBJECTS = {"1.2.840.10008.1.2.4.96", "1.2.840.10008.1.2.4.97"}


def test_pydicoms_dictionary_is_covered() -> None:
    known = {key for key, entry in uid.UID_dictionary.items() if entry[1] == "Transfer Syntax"}
    assert known - NOT_FOR_OBJECTS - set(SYNTAXES) == set()


def test_a_row_decodes_or_says_why_not() -> None:
    for row in SYNTAXES.values():
        assert (row.refusal == "") == (row.encapsulated or row.uid in NATIVE)
        assert (row.decode is None) == (row.begins is None)


NATIVE = {"1.2.840.10008.1.2", "1.2.840.10008.1.2.1", "1.2.840.10008.1.2.1.99", "1.2.840.10008.1.2.2"}


@pytest.mark.parametrize(
    ("syntax", "name", "reason"),
    [
        ("1.2.840.10008.1.2.4.53", "Spectral Selection", "retired"),
        ("1.2.840.10008.1.2.4.55", "Full Progression", "retired"),
        ("1.2.840.10008.1.2.4.92", "Multi-component", "extension"),
        ("1.2.840.10008.1.2.4.94", "JPIP", "server"),
        ("1.2.840.10008.1.2.4.102", "MPEG-4", "video"),
        ("1.2.840.10008.1.2.7.1", "SMPTE", "live"),
        ("1.2.3.4", "1.2.3.4", "does not know"),
    ],
)
def test_refusals_name_the_syntax_and_the_reason(syntax: str, name: str, reason: str, tmp_path: Path) -> None:
    told = why_not(syntax)
    assert name in told
    assert syntax in told
    assert reason in told
    path = write(image(np.zeros((4, 4), np.uint8)), tmp_path, syntax)
    with pytest.raises(ReadError, match=reason):
        frames(path)
