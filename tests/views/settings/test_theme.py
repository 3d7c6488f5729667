"""Themes, sizes of text and icons: readable, sharp, and changed while the window is open."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QFont, QIcon, QImage, QPainter
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QToolBar
from pytestqt.qtbot import QtBot

from medview.core.finding import Probability
from medview.core.resources import resource
from medview.core.study import Kind
from medview.session.settings import Settings
from medview.views.background import Background
from medview.views.kinds import KindIcons
from medview.views.review.probability_bar import draw
from medview.views.settings.appearance import Appearance
from medview.views.settings.fonts import scaled, set_text_size
from medview.views.settings.preferences import Preferences
from medview.views.settings.theme import SYSTEM, THEMES, apply_theme, load_theme, style_sheet

TEXT_PAIRS = (
    *(("text", back) for back in ("window", "panel", "raised", "field", "hover", "info_fill", "bad_fill")),
    *(("text", back) for back in ("warning_fill", "good_fill")),
    *(("muted", back) for back in ("panel", "window", "raised", "info_fill", "hover")),
    *((front, "panel") for front in ("link", "good", "bad", "warning")),
    *((front, "info_fill") for front in ("good", "bad", "link")),
    ("accent_text", "accent"),
)
"""Colours of text and what lies behind it."""
LINE_PAIRS = (("focus", "panel"), ("focus", "raised"), ("focus", "field"), ("focus", "window"))


@pytest.fixture
def app(qtbot: QtBot, qapp: QApplication) -> Iterator[QApplication]:
    font, palette, sheet = QFont(qapp.font()), qapp.palette(), qapp.styleSheet()
    yield qapp
    set_text_size(qapp, 100)
    qapp.setStyleSheet(sheet)
    qapp.setPalette(palette)
    qapp.setFont(font)


def luminance(hex_colour: str) -> float:
    parts = [int(hex_colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """WCAG 2.1: 1 to 21."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("pair", TEXT_PAIRS, ids="-".join)
def test_text_is_readable(name: str, pair: tuple[str, str]) -> None:
    """WCAG 2.1, 1.4.3 (4.5 to 1), and for the theme of high contrast 1.4.6 (7 to 1)."""
    colours = load_theme(name).colours
    assert contrast(colours[pair[0]], colours[pair[1]]) >= (7.0 if name == "contrast" else 4.5)


@pytest.mark.parametrize("name", THEMES)
@pytest.mark.parametrize("pair", LINE_PAIRS, ids="-".join)
def test_focus_rings_are_seen(name: str, pair: tuple[str, str]) -> None:
    """WCAG 2.1, 1.4.11: 3 to 1."""
    colours = load_theme(name).colours
    assert contrast(colours[pair[0]], colours[pair[1]]) >= 3.0


def test_a_probability_stands_out_from_its_bar_with_high_contrast(qapp: QApplication) -> None:
    theme, image = load_theme("contrast"), QImage(100, 20, QImage.Format.Format_RGB32)
    painter = QPainter(image)
    draw(painter, QRectF(0, 0, 100, 20), Probability(0.5), theme, theme.colour("accent"), known=True)
    painter.end()
    assert contrast(image.pixelColor(25, 10).name(), image.pixelColor(75, 10).name()) >= 7.0


def test_what_cannot_be_used_is_still_readable_with_high_contrast() -> None:
    colours = load_theme("contrast").colours
    assert contrast(colours["disabled"], colours["panel"]) >= 7.0
    assert contrast(colours["border"], colours["panel"]) >= 7.0


def test_every_theme_has_every_colour_of_the_style_sheet() -> None:
    sheet = resource("themes", "medview.qss").read_text(encoding="utf-8")
    wanted = set(re.findall(r"@([a-z_]+)", sheet)) - {"tick"}
    for name in THEMES:
        assert wanted <= load_theme(name).colours.keys()
        assert "@" not in style_sheet(load_theme(name), 1.0)


@pytest.mark.parametrize(
    "kind", ["QPushButton", "QLineEdit", "QComboBox", "QSpinBox", "QCheckBox", "QTreeView", "QListView", "QTableView",
             "QSlider::handle:horizontal", "QTabBar::tab", "QToolButton", "QTextBrowser", "QPlainTextEdit"]
)  # fmt: skip
def test_every_kind_of_widget_has_a_focus_ring(kind: str) -> None:
    sheet = style_sheet(load_theme("contrast"), 1.0)
    ring = load_theme("contrast").colours["focus"]
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", sheet)
    assert any(f"{kind}:focus" in where and ring in rule for where, rule in rules)


def test_sizes_follow_the_text() -> None:
    usual, double = (style_sheet(load_theme("dark"), scale) for scale in (1.0, 2.0))
    assert "font-size: 15pt" in usual
    assert "font-size: 30pt" in double


def test_a_theme_that_is_not_known_is_the_dark_one(qtbot: QtBot) -> None:
    assert load_theme("pink").name == "dark"
    assert load_theme(SYSTEM).name in ("dark", "light")


def test_icons_follow_the_theme(qtbot: QtBot) -> None:
    theme = load_theme("dark")
    icon = theme.icon("close")
    before = icon.pixmap(QSize(24, 24)).toImage()
    theme.become("light")
    assert icon.pixmap(QSize(24, 24)).toImage() != before


def test_icons_of_open_rows_are_as_dark_as_those_of_closed_ones(qtbot: QtBot) -> None:
    icon = KindIcons(load_theme("light")).icon(Kind.REPORT)
    shown = [
        icon.pixmap(QSize(24, 24), QIcon.Mode.Normal, state).toImage() for state in (QIcon.State.On, QIcon.State.Off)
    ]
    assert shown[0] == shown[1]


def test_icons_are_drawn_for_the_screen_they_are_on(qtbot: QtBot) -> None:
    icon = load_theme("dark").icon("close")
    fine = icon.pixmap(QSize(20, 20), 2.0)
    assert (fine.width(), fine.devicePixelRatio()) == (40, 2.0)
    assert not icon.pixmap(QSize(20, 20), QIcon.Mode.Disabled).isNull()


def test_theme_and_text_change_while_widgets_are_shown(app: QApplication, qtbot: QtBot, tmp_path: Path) -> None:
    theme, background = load_theme("dark"), Background()
    apply_theme(app, theme)
    preferences = Preferences(Settings(), tmp_path / "settings.json", background)
    appearance = Appearance(app, theme, preferences)
    label, button = QLabel("text"), QPushButton("text")
    for widget in (label, button):
        qtbot.addWidget(widget)
        widget.show()
    height = button.fontMetrics().height()
    dark = button.grab().toImage()
    preferences.change(theme="light")
    assert theme.name == "light"
    assert button.grab().toImage() != dark
    appearance.larger()
    assert preferences.value.text_size == 110
    preferences.change(text_size=200)
    assert button.fontMetrics().height() > 1.8 * height
    assert label.fontMetrics().height() > 1.8 * height
    assert scaled(12) == 24
    appearance.larger()
    assert preferences.value.text_size == 200, "no larger than that"
    appearance.usual()
    assert button.fontMetrics().height() == height
    background.close()


def test_a_window_on_a_fine_screen_is_drawn_finely(tmp_path: Path) -> None:
    code = (
        "import sys\n"
        "from PySide6.QtWidgets import QApplication, QPushButton\n"
        "from medview.views.settings.theme import apply_theme, load_theme\n"
        "app = QApplication(sys.argv)\n"
        "theme = load_theme('dark')\n"
        "apply_theme(app, theme)\n"
        "button = QPushButton(theme.icon('close'), 'Close')\n"
        "button.show()\n"
        "shot = button.grab()\n"
        "shot.save(sys.argv[1])\n"
        "print(shot.devicePixelRatio(), shot.width(), button.width())\n"
    )
    environment = {**os.environ, "QT_SCALE_FACTOR": "2", "QT_QPA_PLATFORM": "offscreen"}
    command = [sys.executable, "-c", code, str(tmp_path / "shot.png")]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True)
    ratio, pixels, width = (float(part) for part in run.stdout.split())
    assert ratio == 2.0
    assert pixels == 2 * width


@pytest.mark.parametrize("name", THEMES)
def test_a_tool_that_cannot_be_used_does_not_look_chosen(app: QApplication, qtbot: QtBot, name: str) -> None:
    theme = load_theme(name)
    apply_theme(app, theme)
    bar = QToolBar()
    qtbot.addWidget(bar)
    action = bar.addAction("W")
    action.setCheckable(True)
    action.setChecked(True)
    button = bar.widgetForAction(action)
    bar.show()

    def filled() -> bool:
        picture = button.grab().toImage()
        return bool(picture.pixelColor(picture.width() // 2, 4) == theme.colour("accent"))

    assert filled()
    action.setEnabled(False)
    assert action.isChecked()
    assert not filled()
