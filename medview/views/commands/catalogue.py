"""The catalogue's window and its import form: what their buttons do."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog, QInputDialog, QMessageBox

from medview.catalog.imported import Imported
from medview.core.errors import MedViewError
from medview.session.paths import Paths
from medview.session.state import Job, Part, State
from medview.views.catalogue.dialog import CatalogueDialog
from medview.views.catalogue.entry import Entry, Listing
from medview.views.catalogue.import_dialog import ImportDialog
from medview.views.flows.cataloguing import Cataloguing
from medview.views.window import Window


class Catalogue(QObject):
    """Opens the catalogue and does what is asked for in it.

    Args:
        window: The window.
        paths: The user's folders.
    """

    def __init__(self, window: Window, paths: Paths) -> None:
        super().__init__(window)
        self._window = window
        self._preferences = window.preferences
        self._downloads = paths.downloads
        self.flow = Cataloguing(window.parts, self)
        self.dialog: CatalogueDialog | None = None
        self.form: ImportDialog | None = None
        self._connect_flow()
        self._stop_listening = window.parts.session.listen(self._follow)

    def open(self) -> CatalogueDialog:
        """Show the catalogue."""
        if self.dialog is None:
            self.dialog = self._made()
            self.dialog.show()
            self.flow.refresh()
        self.dialog.raise_()
        self.dialog.activateWindow()
        return self.dialog

    def import_model(self) -> ImportDialog:
        """Ask for someone's model."""
        form = self.form = ImportDialog(self.open())
        form.read_asked.connect(self.flow.read)
        form.write_asked.connect(self.flow.write)
        form.cancel_asked.connect(self.flow.cancel)
        form.finished.connect(self._form_closed)
        form.open()
        return form

    def install(self, source: str, accept_unsigned: bool = False) -> None:
        """Install a package from a zip, a folder or an address."""
        self.flow.install(source, self._downloads, self._preferences.value.model_hosts, accept_unsigned)

    def close(self) -> None:
        """The window closes."""
        self._stop_listening()
        self.flow.close()

    def _made(self) -> CatalogueDialog:
        dialog = CatalogueDialog(self._window)
        details = dialog.details
        dialog.install_asked.connect(self._ask_file)
        dialog.folder_asked.connect(self._ask_folder)
        dialog.address_asked.connect(self._ask_address)
        dialog.import_asked.connect(self.import_model)
        dialog.strip.cancel_asked.connect(self.flow.cancel)
        dialog.finished.connect(self._closed)
        details.enable_asked.connect(self.flow.enable)
        details.pin_asked.connect(self.flow.pin)
        details.verify_asked.connect(self.flow.verify)
        details.confirm_asked.connect(self._ask_confirm)
        details.trust_asked.connect(self._ask_trust)
        details.remove_asked.connect(self._ask_remove)
        details.export_asked.connect(self._ask_export)
        return dialog

    def _connect_flow(self) -> None:
        flow = self.flow
        flow.listed.connect(self._list)
        flow.moved.connect(self._move)
        flow.told.connect(self._tell)
        flow.failed.connect(self._fail)
        flow.arrived.connect(self._arrive)
        flow.unconfirmed.connect(self._ask_unconfirmed)
        flow.was_read.connect(self._show_read)
        flow.refused.connect(self._refuse)
        flow.imported.connect(self._imported)

    def _follow(self, state: State, parts: frozenset[Part]) -> None:
        """Another series: models say other things of it."""
        if self.dialog is not None and Part.VOLUME in parts:
            self.flow.refresh()

    def _list(self, listing: Listing) -> None:
        if self.dialog is not None:
            self.dialog.show_listing(listing)

    def _move(self, job: Job | None) -> None:
        for shown in (self.dialog, self.form):
            if shown is not None:
                shown.show_job(job)

    def _tell(self, message: str, hint: str) -> None:
        messages = self.dialog.messages if self.dialog is not None else self._window.messages
        messages.show_message(message, hint)

    def _fail(self, error: MedViewError) -> None:
        messages = self.dialog.messages if self.dialog is not None else self._window.messages
        messages.show_error(error)

    def _show_read(self, read: Imported) -> None:
        if self.form is not None:
            self.form.show_read(read)

    def _refuse(self, error: MedViewError) -> None:
        if self.form is not None:
            self.form.show_refusal(error)
        else:
            self._fail(error)

    def _arrive(self, key: str) -> None:
        if self.dialog is not None:
            self.dialog.choose(key)

    def _imported(self, result: Imported) -> None:
        told = self.tr("{model} was imported.").format(model=result.configuration.card.name)
        self._tell(told, self.tr("Read its card and complete it before you rely on it."))
        if self.form is not None:
            self.form.accept()

    def _closed(self) -> None:
        self.dialog = None

    def _form_closed(self) -> None:
        self.form = None
        self.flow.cancel()

    def _ask_file(self, path: str) -> None:
        if not path:
            title, kinds = self.tr("Install a package"), self.tr("Packages (*.zip);;All files (*)")
            path, _ = QFileDialog.getOpenFileName(self.dialog, title, self._preferences.value.last_folder, kinds)
        if path:
            self.install(path)

    def _ask_folder(self) -> None:
        title = self.tr("Install a package's folder")
        path = QFileDialog.getExistingDirectory(self.dialog, title, self._preferences.value.last_folder)
        if path:
            self.install(path)

    def _ask_address(self) -> None:
        hosts = ", ".join(self._preferences.value.model_hosts) or self.tr("none yet; add them in the settings")
        told = self.tr("Address of a package (https). Allowed hosts: {hosts}.").format(hosts=hosts)
        address, taken = QInputDialog.getText(self.dialog, self.tr("Install from address"), told, text="https://")
        if taken and address.strip():
            self.install(address.strip())

    def _ask_export(self, entry: Entry) -> None:
        name = f"{entry.card.id}-{entry.card.version}.zip"
        start = str(Path(self._preferences.value.last_saved or Path.home()) / name)
        path, _ = QFileDialog.getSaveFileName(self.dialog, self.tr("Export"), start, self.tr("Packages (*.zip)"))
        if path:
            self._preferences.change(last_saved=str(Path(path).parent))
            self.flow.export(entry, path)

    def _ask_confirm(self, entry: Entry) -> None:
        told = self.tr("Answer for “{model}”?").format(model=entry.card.name)
        told_more = self.tr(
            "{signature} Confirm it only if you know where it comes from. It counts for exactly these files."
        )
        yes = partial(self.flow.confirm, entry)
        self._ask(told, told_more.format(signature=entry.signature), self.tr("Confirm"), yes)

    def _ask_trust(self, entry: Entry) -> None:
        told = self.tr("Trust the publisher “{publisher}”?").format(publisher=entry.installed.signature.publisher)
        told_more = self.tr(
            "Every package signed with this key ({key}) will be used without asking. Compare the key with what the "
            "publisher says elsewhere."
        )
        yes = partial(self.flow.trust, entry)
        self._ask(told, told_more.format(key=entry.installed.signature.key), self.tr("Trust"), yes)

    def _ask_remove(self, entry: Entry) -> None:
        told = self.tr("Remove “{model}”, version {version}?")
        told_more = self.tr("Its files are deleted from this computer. Results it has given stay.")
        yes = partial(self.flow.remove, entry)
        named = told.format(model=entry.card.name, version=entry.card.version)
        self._ask(named, told_more, self.tr("Remove"), yes)

    def _ask_unconfirmed(self, source: str, found: Any) -> None:
        told = self.tr("Install “{model}”, version {version}, and answer for it?")
        told_more = self.tr("{signature} Install it only if you know where it comes from.")
        yes = partial(self.install, source, accept_unsigned=True)
        named = told.format(model=found.name, version=found.version)
        self._ask(named, told_more.format(signature=found.signature.words), self.tr("Install"), yes)

    def _ask(self, told: str, more: str, yes: str, act: partial[None]) -> None:
        box = QMessageBox(self.dialog or self._window)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        box.setIcon(QMessageBox.Icon.Question)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setText(told)
        box.setInformativeText(more)
        button = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(box.addButton(QMessageBox.StandardButton.Cancel))
        button.clicked.connect(lambda: act())
        box.open()
