"""What the layout menu does: arrangements, hanging protocols, priors, and what is put back at the next start."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QObject, QPoint, QSignalBlocker, Qt
from PySide6.QtWidgets import QInputDialog, QMenu, QMessageBox

from medview.core.study import ScanResult
from medview.session.hanging_json import named_apart
from medview.session.priors import current_study, day_text
from medview.session.reduce import Parts as Changed
from medview.session.state import Part, State
from medview.views.actions.layouts import ARRANGED
from medview.views.actions.spec import LAYOUT, VIEW
from medview.views.flows.hanging import Hanging
from medview.views.flows.opening import Opening
from medview.views.flows.restoring import Restoring
from medview.views.hanging.dialog import HangingDialog
from medview.views.hanging.layout_picker import LayoutPicker
from medview.views.hanging.words import protocol_name
from medview.views.window import Window

_OFFERED = frozenset({Part.LAYOUT, Part.OPENED, Part.STUDIES})
_NO_PANELS = ("full_screen", "resample")
"""Switches of the view menu that belong to the screen or to a series."""


class HangingCommands(QObject):
    """Connects the window's layout menu.

    Args:
        window: The window.
        hanging: Arranges viewports.
        opening: Opens what is hung.
        restoring: Puts back what was open.
    """

    def __init__(self, window: Window, hanging: Hanging, opening: Opening, restoring: Restoring) -> None:
        super().__init__(window)
        self._window = window
        self._hanging = hanging
        self._restoring = restoring
        self._session = window.parts.session
        self._preferences = window.preferences
        self._asked: tuple[object, ...] = ()
        self._any_fits = False
        menu = window.menus[LAYOUT]
        self.protocols_menu = QMenu(self.tr("Han&ging protocols"), menu)
        self.priors_menu = QMenu(self.tr("Pr&iors"), menu)
        for one, before, fill in (
            (self.protocols_menu, "protocol_next", self._fill_protocols),
            (self.priors_menu, "protocol_save", self._fill_priors),
        ):
            menu.insertMenu(window.actions_[before], one)
            one.aboutToShow.connect(fill)
        window.actions_.connect_all(self._handlers())
        opening.first = self._first
        for flow in (hanging, restoring):
            flow.failed.connect(window.messages.show_error)
            flow.told.connect(window.messages.show_message)
        restoring.panels = self.panels
        restoring.plain_offered.connect(self._offer_plain)
        restoring.panels_restored.connect(self._restore_panels)
        self._preferences.changed.connect(self._follow)
        self._follow()
        self._stop_listening = self._session.listen(self._changed)
        window.closing.connect(self._close)
        self._offer(self._session.state)

    def pick_layout(self) -> LayoutPicker:
        """Ask for an arrangement below the toolbar's button."""
        window = self._window
        places = self._session.state.layout.places
        picker = LayoutPicker(window.theme, window, tuple(place for place in places if place.window == 0))
        picker.chosen.connect(self._hanging.arrange)
        button = window.toolbar.widgetForAction(window.actions_["layout_picker"])
        shown = button is not None and button.isVisible()
        anchor = button if shown and button is not None else window.toolbar
        picker.show_at(anchor.mapToGlobal(QPoint(0, anchor.height())))
        return picker

    def edit_protocols(self) -> HangingDialog:
        """Show the table of protocols."""
        folder = self._preferences.value.last_folder
        dialog = HangingDialog(self._hanging.protocols, self._hanging.example, folder, self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._hanging.save(dialog.protocols))
        dialog.open()
        return dialog

    def save_protocol(self) -> QInputDialog:
        """Keep the present layout as a protocol, by a name that is asked for."""
        dialog = QInputDialog(self._window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Save as protocol"))
        dialog.setLabelText(self.tr("Name of the hanging protocol"))
        study = current_study(self._session.state)
        dialog.setTextValue(named_apart(self._hanging.protocols, study.description if study is not None else ""))
        dialog.textValueSelected.connect(self._keep)
        dialog.open()
        return dialog

    def panels(self) -> Mapping[str, bool]:
        """The window's switches by name: whether they are on."""
        return {name: self._window.actions_[name].isChecked() for name in self._panel_names()}

    # how

    def _handlers(self) -> dict[str, Callable[..., object]]:
        hanging = self._hanging
        return {
            "layout_picker": self.pick_layout,
            **{action: partial(hanging.arrange, name) for action, name in ARRANGED.items()},
            "three_planes": hanging.three_planes,
            "hang": hanging.hang_best,
            "protocol_next": partial(hanging.step, 1),
            "protocol_previous": partial(hanging.step, -1),
            "compare_prior": hanging.compare,
            "protocol_save": self.save_protocol,
            "protocols": self.edit_protocols,
            "second_window": hanging.second_window,
            "close_tile": hanging.close_tile,
        }

    def _first(self, result: ScanResult, uid: str) -> str:
        return self._hanging.first(result, uid) if self._preferences.value.hang else uid

    def _keep(self, name: str) -> None:
        made = self._hanging.example(named_apart(self._hanging.protocols, name.strip() or self.tr("New protocol")))
        if made is not None:
            self._hanging.save((made, *self._hanging.protocols))
            told = self.tr("“{name}” is the first of your hanging protocols now.").format(name=made.name)
            self._window.messages.show_message(told, self.tr("It hangs studies of the same modality and body part."))

    def _fill_protocols(self) -> None:
        menu, present = self.protocols_menu, self._session.state.layout.protocol
        menu.clear()
        for protocol in self._hanging.fitting():
            action = menu.addAction(protocol_name(protocol.name).replace("&", "&&"))
            action.setCheckable(True)
            action.setChecked(protocol.name == present)
            action.triggered.connect(lambda _=False, one=protocol: self._hanging.hang(one))
        if menu.isEmpty():
            menu.addAction(self.tr("None fits what is open")).setEnabled(False)

    def _fill_priors(self) -> None:
        menu = self.priors_menu
        menu.clear()
        study = current_study(self._window.parts.session.state)
        for prior in self._hanging.priors():
            day = day_text(prior, study) if study is not None else day_text(prior)
            text = "  ·  ".join(filter(None, (day, prior.description))).replace("&", "&&")
            menu.addAction(text).triggered.connect(lambda _=False, one=prior: self._hanging.compare(one))
        if menu.isEmpty():
            menu.addAction(self.tr("No earlier study of this patient is open")).setEnabled(False)

    def _changed(self, state: State, parts: Changed) -> None:
        if parts & _OFFERED:
            self._offer(state)

    def _offer(self, state: State) -> None:
        action = self._window.actions_
        self._look_for_protocols(state)
        action.enable(("hang", "protocol_next", "protocol_previous"), self._any_fits)
        action.enable(("compare_prior", "protocol_save"), state.series is not None)
        action.enable(("three_planes",), state.volume is not None)
        action.enable(("close_tile",), bool(state.tile.series))
        second = any(place.window for place in state.layout.places)
        with QSignalBlocker(action["second_window"]):
            action["second_window"].setChecked(second)

    def _close(self) -> None:
        self._stop_listening()
        self._hanging.close()

    def _look_for_protocols(self, state: State) -> None:
        """Whether any protocol fits; asked again only where studies or protocols are others."""
        study = current_study(state)
        asked = (state.studies, study, self._hanging.protocols) if study is not None else ()
        if len(asked) != len(self._asked) or any(
            one is not other for one, other in zip(asked, self._asked, strict=True)
        ):
            self._asked, self._any_fits = asked, bool(asked and self._hanging.fitting())

    def _follow(self) -> None:
        self._restoring.enabled = self._preferences.value.reopen

    def _panel_names(self) -> tuple[str, ...]:
        return tuple(
            spec.name
            for spec in self._window.actions_.specs
            if spec.checkable
            and not spec.group
            and spec.focus == "window"
            and spec.menu.rstrip("|") == VIEW
            and spec.name not in _NO_PANELS
        )

    def _restore_panels(self, panels: Mapping[str, bool]) -> None:
        for name in self._panel_names():
            if name in panels:
                self._window.actions_[name].setChecked(panels[name])

    def _offer_plain(self) -> None:
        """The last starts ended while everything was put back; a person says whether to try again."""
        box = QMessageBox(self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("MedView ended twice while it put back what was open."))
        box.setInformativeText(
            self.tr("It can start plainly, with nothing open; what was open is in the recent studies.")
        )
        plain = box.addButton(self.tr("Start plainly"), QMessageBox.ButtonRole.AcceptRole)
        again = box.addButton(self.tr("Try again"), QMessageBox.ButtonRole.ActionRole)
        box.setDefaultButton(plain)
        box.setEscapeButton(plain)
        plain.clicked.connect(self._restoring.give_up)
        again.clicked.connect(self._restoring.restore)
        box.open()
