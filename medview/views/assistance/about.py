"""About MedView: what it is, what it is not, and whose work it stands on."""

from __future__ import annotations

from html import escape
from importlib import metadata

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QTextBrowser, QVBoxLayout, QWidget

from medview import __version__
from medview.views.settings.fonts import resize_for_text

NOTICE = "Not a medical device. For research and education."
"""The label that stands in About, the status bar, and on everything exported."""

LICENCES = (
    ("Python", "PSF-2.0"),
    ("PySide6 / Qt", "LGPL-3.0-only"),
    ("VTK", "BSD-3-Clause"),
    ("pyqtgraph", "MIT"),
    ("NumPy, SciPy, scikit-image", "BSD-3-Clause"),
    ("PyTorch", "BSD-3-Clause"),
    ("MONAI", "Apache-2.0"),
    ("SimpleITK", "Apache-2.0"),
    ("pydicom, highdicom, nibabel", "MIT"),
    ("connected-components-3d", "LGPL-3.0-or-later"),
    ("safetensors", "Apache-2.0"),
    ("nilearn (with the ICBM152 template of the McConnell Brain Imaging Centre)", "BSD-3-Clause"),
    ("ReportLab, pypdfium2", "BSD-3-Clause"),
)
"""Libraries the program is made of, and their licences (SPDX)."""


class AboutDialog(QDialog):
    """Version, label and licences."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("About MedView"))
        resize_for_text(self, 560, 480)
        title = QLabel(f"MedView {__version__}")
        title.setObjectName("title")
        self.notice = QLabel(self.tr(NOTICE))
        self.notice.setObjectName("notice")
        summary = QLabel(self.tr("Open, analyse, review, report: AI on medical images, reviewed by a person."))
        summary.setWordWrap(True)
        self.licences = QTextBrowser()
        self.licences.setAccessibleName(self.tr("Licences"))
        self.licences.setHtml(self._licences())
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        for widget in (title, self.notice, summary, self.licences, buttons):
            layout.addWidget(widget)

    def _licences(self) -> str:
        own = self.tr("MedView is free software under the Apache License 2.0. It uses:")
        rows = "".join(f"<tr><td>{escape(name)}</td><td>{escape(licence)}</td></tr>" for name, licence in LICENCES)
        qt = self.tr("Qt {version} is used under the LGPL; its libraries can be replaced in the installed program.")
        note = qt.format(version=metadata.version("PySide6-Essentials"))
        return f'<p>{escape(own)}</p><table cellpadding="3">{rows}</table><p>{escape(note)}</p>'
