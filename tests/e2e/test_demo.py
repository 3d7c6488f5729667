"""The demonstration as ``make run`` starts it where there is no display."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys

import numpy as np
import pydicom
import pypdfium2
import pytest
from PIL import Image

from medview.views.demo import EXPORTS, READER, SHOTS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.timeout(1500),
    pytest.mark.skipif(shutil.which("Xvfb") is None, reason="needs Xvfb for a virtual display"),
]


def test_the_demonstration_goes_through_all_four_steps(tmp_path):
    out = tmp_path / "demo-output"
    command = [sys.executable, "-m", "medview", "--json", "demo", "--headless", "--out", str(out)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=1400)
    assert done.returncode == 0, done.stderr
    assert set(json.loads(done.stdout)["files"]) == {*EXPORTS, *(f"{shot}.png" for shot in SHOTS)}
    pages = _pages(out / "report.pdf")
    assert all("Template, not a person" in page and "UNREVIEWED" not in page for page in pages)
    assert READER in pages[0]
    assert "Left hippocampus" in pages[0]
    assert "asymmetry" not in " ".join(pages), "the rejected finding"
    assert "1 AI finding was rejected" in " ".join(pages).replace("\r\n", " ")
    assert len(pydicom.dcmread(out / "segmentation.dcm", stop_before_pixels=True).SegmentSequence) == 4
    told = json.loads((out / "findings.json").read_text(encoding="utf-8"))
    assert told["study_is_template"] is True
    assert told["status"] == "REVIEWED"
    assert {review["decision"] for review in told["reviews"]} == {"accepted", "rejected"}
    shots = [np.asarray(Image.open(out / f"{shot}.png").convert("RGB"), dtype=int) for shot in SHOTS]
    assert all(shot.std() > 20 for shot in shots), "a screenshot is empty"
    assert (shots[2] != shots[0]).any()


def _pages(path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_range() for page in document]
