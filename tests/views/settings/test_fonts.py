from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from medview.core.resources import resource

_PROGRAM = """
import json, sys
from PySide6.QtGui import QFont, QTextLayout
from medview.views.app import application
app = application()
def missing(text):
    layout = QTextLayout(text, QFont())
    layout.beginLayout(); layout.createLine(); layout.endLayout()
    return sum(glyph == 0 for run in layout.glyphRuns() for glyph in run.glyphIndexes())
print(json.dumps([missing(text) for text in sys.argv[1:]]))
"""
_NAMES = (
    "山田太郎",
    "やまだたろう",
    "ﾔﾏﾀﾞ",
    "王小東",
    "王小东",
    "Buc^Jérôme",
    "Διονυσιος",
    "Люкceмбypг",
    "שרון",
    "قباني",
)


@pytest.mark.skipif(sys.platform != "linux", reason="fontconfig tells which fonts there are on Linux only")
def test_names_are_readable_on_a_machine_that_has_latin_fonts_only(tmp_path: Path) -> None:
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    (fonts / "DejaVuSans.ttf").symlink_to(resource("fonts", "DejaVuSans.ttf"))
    config = tmp_path / "fonts.conf"
    config.write_text(
        f'<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig><dir>{fonts}</dir>'
        f"<cachedir>{tmp_path / 'cache'}</cachedir></fontconfig>"
    )
    environment = {**os.environ, "FONTCONFIG_FILE": str(config), "QT_QPA_PLATFORM": "offscreen"}
    ended = subprocess.run(
        [sys.executable, "-c", _PROGRAM, *_NAMES], env=environment, capture_output=True, text=True, check=True
    )
    assert dict(zip(_NAMES, json.loads(ended.stdout), strict=True)) == dict.fromkeys(_NAMES, 0)
