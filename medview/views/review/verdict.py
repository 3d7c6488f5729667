"""What is to be known before any finding is read: how the input differs from what the model knows, what is possible."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from medview.core.finding import SET_COVERAGE, Finding, Probability
from medview.core.stretches import answered_whole
from medview.session.listing import failed_checks, frame_of, is_classification, listed
from medview.session.state import Part, State
from medview.views import words
from medview.views.messages import rich

_CHANGED = frozenset({Part.ANALYSES, Part.REVIEWS, Part.VOLUME, Part.FRAME, Part.OVERLAY})


class Verdict(QWidget):
    """A warning and a line above the list of findings.

    Args:
        parent: The panel.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.outside = _wrapped("failure")
        self.possible = _wrapped("muted")
        self.possible.setToolTip(
            self.tr("Classes that cannot be ruled out; how often such sets hold the true one says the model's card.")
        )
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        for label in (self.outside, self.possible):
            layout.addWidget(label)

    def update_state(self, state: State, parts: frozenset[Part]) -> None:
        """Show what changed."""
        if not parts & _CHANGED:
            return
        failed = failed_checks(state)
        title = self.tr("Outside what this model knows")
        told = " ".join(answer.sentence for answer in failed if answer.sentence)
        self.outside.setText(rich(title, told) if failed else "")
        self.outside.setVisible(bool(failed))
        self.possible.setText("" if failed else self._possible(state))  # a set says nothing of what is not known
        self.possible.setVisible(bool(self.possible.text()))
        self.setVisible(bool(failed) or bool(self.possible.text()))

    def _possible(self, state: State) -> str:
        """The prediction set of the shown picture or record."""
        whole = answered_whole(state.analysis)
        ranked = (one for one in listed(state) if is_classification(one, whole))
        classes = [one for one in ranked if frame_of(one) in (None, state.frame)]
        if not any(_possible(one) is not None for one in classes):
            return ""
        names = [words.finding_name(one) for one in classes if _possible(one)]
        told = ", ".join(names) or self.tr("none of the classes; the model knows nothing like it.")
        coverage = dict(classes[0].source.plan).get(SET_COVERAGE)
        if coverage is None:
            return self.tr("Prediction set: {names}").format(names=told)
        return self.tr("Prediction set ({coverage}): {names}").format(coverage=coverage, names=told)


def _possible(finding: Finding) -> bool | None:
    return finding.value.possible if isinstance(finding.value, Probability) else None


def _wrapped(name: str) -> QLabel:
    label = QLabel()
    label.setObjectName(name)
    label.setWordWrap(True)
    label.hide()
    return label
