"""What stands behind a finding: the model's reasons, and curves."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject

from medview.core.finding import Curve, Finding
from medview.jobs.protocol import Failed
from medview.views.flows.explaining import Explaining
from medview.views.jobs import Then
from medview.views.window import Window


class Behind(QObject):
    """Connects a window's findings with what stands behind them.

    Args:
        window: The window.
        parent: Its commands.
    """

    def __init__(self, window: Window, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._window = window
        self.explaining = Explaining(window.parts, self)
        self.explaining.failed.connect(window.messages.show_error)
        why = window.findings.why
        why.asked.connect(self.explaining.explain)
        why.cancel_asked.connect(window.parts.jobs.cancel)
        why.curve_asked.connect(self.show_curve)

    def handlers(self) -> Mapping[str, Callable[..., object]]:
        """What its actions do."""
        return {"explain": self.explaining.explain, "curve": self.show_curve}

    def show_curve(self) -> None:
        """Plot the selected finding's curve."""
        from medview.views.review.curve_dialog import CurveDialog

        window, finding = self._window, self._window.findings.reviewing.selected
        if finding is not None and isinstance(finding.value, Curve):
            save = partial(self._save, finding)
            CurveDialog(finding, save, window.parts.background, window.theme, window).show()

    def _save(self, finding: Finding, path: str) -> None:
        name = Path(path).name
        told = self.tr("The curve was saved as {name}.").format(name=name)
        then = Then(done=lambda _: self._window.messages.show_message(told, path), failed=self._tell_failed)
        title = self.tr("Save {name}").format(name=name)
        self._window.parts.jobs.submit("files", "export_curve", title, then, finding=finding, path=path)

    def _tell_failed(self, failed: Failed) -> None:
        self._window.messages.show_message(failed.message, failed.hint, "error")
