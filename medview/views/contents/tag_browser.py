"""The tag browser: every element of a file, searched, opened and copied, beside the pictures."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPoint, QSignalBlocker, Qt, QTimer, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QPushButton,
    QSlider,
    QSpinBox,
    QSplitter,
    QTabWidget,
    QTreeView,
    QVBoxLayout,
    QWidget,
)

from medview.core.errors import MedViewError
from medview.core.study import Series
from medview.views import words
from medview.views.contents.tag_model import TagModel
from medview.views.contents.tag_table import TOP, TagTable, hex_of, line_of, read_table, text_of
from medview.views.latest import Latest
from medview.views.messages import MessageBar
from medview.views.parts import Parts
from medview.views.settings.fonts import resize_for_text, scaled
from medview.views.settings.theme import Theme

_WIDTHS = (150, 300, 44, 74)
_SETTLES_MS = 180
"""A slider that rests this long has arrived: files between are not read."""
_OPENED = 400
"""So many matches of a filter are unfolded; more are found by opening what they lie in."""


class TagBrowser(QDialog):
    """Elements of the files of one series.

    Args:
        parts: Jobs and threads.
        theme: Colours.
        series: The series.
        path: The file to begin with; its first one by default.
        parent: The window.
    """

    def __init__(
        self, parts: Parts, theme: Theme, series: Series, path: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Tags – {series}").format(series=words.series_title(series)))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowFlags(Qt.WindowType.Window)
        resize_for_text(self, 980, 720)
        self._parts = parts
        self._files = tuple(dict.fromkeys(instance.path for instance in series.instances))
        self._jobs = Latest(parts.jobs, "files", "tags")
        self._table: TagTable | None = None
        self._found: list[int] = []
        self._unfolded: set[tuple[str, ...]] = set()
        self._closed = False
        self.model = TagModel(theme, self)
        self.view = _view(self.model)
        self.view.expanded.connect(lambda index: self._unfolded.add(self._place(index)))
        self.view.collapsed.connect(lambda index: self._unfolded.discard(self._place(index)))
        self.view.selectionModel().currentChanged.connect(self._show_value)
        self.view.customContextMenuRequested.connect(self._show_menu)
        self.messages = MessageBar()
        self._make_search()
        self._make_instances(path)
        self._make_value()
        self._arrange()
        self._load()

    @property
    def table(self) -> TagTable | None:
        """What is listed; None until it was read."""
        return self._table

    @property
    def found(self) -> list[int]:
        """What the search found, from top to bottom."""
        return self._found

    # searching

    def seek(self, step: int) -> None:
        """Go to the next match (1), or the one before (-1); after the last comes the first."""
        if not self._found:
            return
        at = self.model.number_of(self.view.currentIndex())
        after = [number for number in self._found if number > at] if step > 0 else self._found
        before = [number for number in self._found if number < at]
        wanted = (after or self._found)[0] if step > 0 else (before or self._found)[-1]
        self._go_to(wanted)

    def _search(self) -> None:
        if self._table is None:
            return
        self._found = self._table.matches(self.search.text())
        if self.filter.isChecked():
            self._list()
        self._count()
        if self._found and not self.filter.isChecked():
            self._go_to(self._found[0])

    def _count(self) -> None:
        if not self.search.text().strip():
            self.count.clear()
            return
        at = self.model.number_of(self.view.currentIndex())
        if at in self._found:
            place = self.tr("{n} of {count}").format(n=self._found.index(at) + 1, count=len(self._found))
            self.count.setText(place)
        else:
            self.count.setText(words.counted(len(self._found), self.tr("1 found"), self.tr("{count} found")))

    def _list(self) -> None:
        """Fill the tree, keeping what was unfolded and chosen."""
        assert self._table is not None
        here = self._place(self.view.currentIndex())
        filtered = self.filter.isChecked() and bool(self.search.text().strip())
        self.model.show_table(self._table, self._found if filtered else None)
        self._unfold(self._table.find(place) for place in sorted(self._unfolded))
        if filtered:
            with QSignalBlocker(self.view):
                self._unfold(self._table.elements[number].parent for number in self._found[:_OPENED])
        if here:
            self._go_to(self._table.find(here))

    def _unfold(self, numbers: Iterable[int]) -> None:
        for number in numbers:
            while number != TOP:
                index = self.model.index_of(number)
                if index.isValid() and not self.view.isExpanded(index):
                    self.view.expand(index)
                number = self.model.table.elements[number].parent

    def _go_to(self, number: int) -> None:
        index = self.model.index_of(number)
        if index.isValid():
            self.view.setCurrentIndex(index)
            self.view.scrollTo(index, QAbstractItemView.ScrollHint.EnsureVisible)

    # copying

    def copy_value(self) -> None:
        """Put the chosen value on the clipboard."""
        number = self.model.number_of(self.view.currentIndex())
        if number != TOP:
            element = self.model.table.elements[number]
            QGuiApplication.clipboard().setText(element.full or element.value)

    def copy_line(self) -> None:
        """Put the chosen element on the clipboard."""
        number = self.model.number_of(self.view.currentIndex())
        if number != TOP:
            QGuiApplication.clipboard().setText(line_of(self.model.table.elements[number]))

    def copy_all(self) -> None:
        """Put all elements on the clipboard."""
        if self._table is not None:
            QGuiApplication.clipboard().setText(text_of(self._table))

    def menu(self) -> QMenu:
        """What can be copied."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, act in (
            (self.tr("Copy value"), self.copy_value),
            (self.tr("Copy line"), self.copy_line),
            (self.tr("Copy all as text"), self.copy_all),
        ):
            menu.addAction(text, act)
        return menu

    def _show_menu(self, at: QPoint) -> None:
        self.menu().popup(self.view.viewport().mapToGlobal(at))

    # reading

    def show_file(self, number: int) -> None:
        """List another file of the series, counted from 0; what was unfolded and chosen stays so."""
        self.number.setValue(number + 1)

    def _number_changed(self, number: int) -> None:
        with QSignalBlocker(self.slider):
            self.slider.setValue(number)
        self._settled.start()

    def _load(self) -> None:
        path = self._files[self.number.value() - 1] if self._files else ""
        self.file.setText(Path(path).name)
        self.file.setToolTip(path)
        if path:
            self._jobs.submit(self.tr("List elements"), partial(self._read, path), self._failed, path=path)

    def _read(self, path: str, stored: str, serial: int) -> None:
        def done(table: TagTable) -> None:
            self._parts.jobs.release("files", serial)
            if not self._closed and path == self.file.toolTip():
                self._take(table)

        self._parts.background.run(partial(read_table, stored, path), done, self._failed)

    def _take(self, table: TagTable) -> None:
        self._table = table
        self._found = table.matches(self.search.text())
        self._list()
        self._count()
        self.messages.clear()
        if table.notes:
            self.messages.show_message("\n".join(table.notes), kind="warning")

    def _failed(self, error: MedViewError) -> None:
        if not self._closed:
            self.messages.show_error(error)

    def _show_value(self, index: QModelIndex, _before: QModelIndex) -> None:
        number = self.model.number_of(index)
        self._count()
        self.hex.clear()
        if number == TOP:
            self.value.clear()
            return
        element, table = self.model.table.elements[number], self.model.table
        self.value.setPlainText("\n\n".join(part for part in (element.note, element.full or element.value) if part))

        def show(lines: str) -> None:
            if (
                not self._closed
                and self.model.table is table
                and self.model.number_of(self.view.currentIndex()) == number
            ):
                self.hex.setPlainText(lines)

        self._parts.background.run(partial(hex_of, table, number), show, self._failed)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc empties the search first, then closes."""
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
        else:
            super().keyPressEvent(event)

    def done(self, result: int) -> None:
        """What is being read is not waited for."""
        self._closed = True
        self._settled.stop()
        self._jobs.cancel()
        super().done(result)

    def _place(self, index: QModelIndex) -> tuple[str, ...]:
        number = self.model.number_of(index)
        return self.model.table.place(number) if number != TOP else ()

    # parts

    def _make_search(self) -> None:
        self.search = QLineEdit()
        self.search.setAccessibleName(self.tr("Search tag, name or value"))
        self.search.setPlaceholderText(self.tr("Search tag, name or value"))
        self.search.setClearButtonEnabled(True)
        self.search.textChanged.connect(self._search)
        self.search.returnPressed.connect(lambda: self.seek(1))
        self.count = QLabel()
        self.count.setObjectName("muted")
        self.filter = QCheckBox(self.tr("Matches only"))
        self.filter.setToolTip(self.tr("Hide the lines in which the words searched for do not stand"))
        self.filter.toggled.connect(lambda _: self._list() if self._table is not None else None)
        self.previous = _button("▲", self.tr("Previous match"), lambda: self.seek(-1))
        self.next = _button("▼", self.tr("Next match"), lambda: self.seek(1))
        QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self, self.search.setFocus)
        QShortcut(QKeySequence(QKeySequence.StandardKey.FindNext), self, lambda: self.seek(1))
        QShortcut(QKeySequence(QKeySequence.StandardKey.FindPrevious), self, lambda: self.seek(-1))
        self.view.copy_asked.connect(self.copy_line)

    def _make_instances(self, path: str) -> None:
        count = max(len(self._files), 1)
        self.number, self.slider = QSpinBox(), QSlider(Qt.Orientation.Horizontal)
        for box in (self.number, self.slider):
            box.setRange(1, count)
            box.setAccessibleName(self.tr("File of the series"))
            box.setToolTip(self.tr("The file whose elements are listed"))
        self.number.setValue(self._files.index(path) + 1 if path in self._files else 1)
        self.slider.setValue(self.number.value())
        self.number.setSuffix(f" / {count}")
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(_SETTLES_MS)
        self._settled.timeout.connect(self._load)
        self.number.valueChanged.connect(self._number_changed)
        self.slider.valueChanged.connect(self.number.setValue)
        self.file = QLabel()
        self.file.setObjectName("muted")
        self.number.setVisible(count > 1)
        self.slider.setVisible(count > 1)

    def _make_value(self) -> None:
        mono = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self.value, self.hex = QPlainTextEdit(), QPlainTextEdit()
        for box in (self.value, self.hex):
            box.setReadOnly(True)
            box.setTabChangesFocus(True)
        self.value.setAccessibleName(self.tr("Value"))
        self.hex.setAccessibleName(self.tr("Bytes"))
        self.hex.setFont(mono)
        self.tabs = QTabWidget()
        self.tabs.addTab(self.value, self.tr("Value"))
        self.tabs.addTab(self.hex, self.tr("Bytes"))

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.addWidget(self.search, 1)
        for widget in (self.count, self.previous, self.next, self.filter):
            top.addWidget(widget)
        which = QHBoxLayout()
        which.addWidget(self.number)
        which.addWidget(self.slider, 1)
        which.addWidget(self.file)
        which.addStretch(0 if self.slider.isVisibleTo(self) else 1)
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self.view)
        split.addWidget(self.tabs)
        split.setSizes([520, 160])
        copy = QPushButton(self.tr("Copy"))
        copy.setToolTip(self.tr("Copy the line, its value or its path"))
        copy.setMenu(self.menu())
        copy.menu().setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        which.addWidget(copy)
        layout = QVBoxLayout(self)
        layout.addLayout(top)
        layout.addWidget(self.messages)
        layout.addWidget(split, 1)
        layout.addLayout(which)


class _Tree(QTreeView):
    """Copies the whole line, not one cell of it."""

    copy_asked = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_asked.emit()
        else:
            super().keyPressEvent(event)


def _view(model: TagModel) -> _Tree:
    view = _Tree()
    view.setModel(model)
    view.setUniformRowHeights(True)
    view.setAllColumnsShowFocus(True)
    view.setIndentation(14)
    view.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
    view.setAccessibleName(model.tr("Elements"))
    for column, width in enumerate(_WIDTHS):
        view.setColumnWidth(column, scaled(width))
    return view


def _button(text: str, tip: str, clicked: object) -> QPushButton:
    button = QPushButton(text)
    button.setToolTip(tip)
    button.setAccessibleName(tip)
    button.setAutoDefault(False)
    button.clicked.connect(clicked)
    return button
