"""The help: contents and search beside the page."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, QUrl
from PySide6.QtGui import QDesktopServices, QKeySequence, QTextCursor
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QSplitter,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from medview.views.assistance.help_pages import START, Page
from medview.views.settings.fonts import resize_for_text, scaled

_PLACE = Qt.ItemDataRole.UserRole
_WIDTH, _HEIGHT, _CONTENTS = 860, 640, 230


class HelpWindow(QDialog):
    """Shows pages of the help; it stands beside the window and does not hold it.

    Args:
        pages: All pages.
        key: Action name to its key, for people.
        table: Makes the table of all keys, in Markdown.
        parent: The window or dialog it explains.
    """

    def __init__(
        self,
        pages: tuple[Page, ...],
        key: Callable[[str], str],
        table: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Help"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        resize_for_text(self, _WIDTH, _HEIGHT)
        self._pages = {page.name: page for page in pages}
        self._key, self._table = key, table
        self._back: list[str] = []
        self.place = ""
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("Search the help"))
        self.field.setAccessibleName(self.tr("Search the help"))
        self.field.setClearButtonEnabled(True)
        self.field.textChanged.connect(self._list)
        self.field.returnPressed.connect(self._take_first)
        self.contents = QListWidget()
        self.contents.setAccessibleName(self.tr("Contents"))
        self.contents.setWordWrap(True)
        self.contents.itemActivated.connect(self._chosen)
        self.contents.itemClicked.connect(self._chosen)
        self.browser = QTextBrowser()
        self.browser.setAccessibleName(self.tr("Page"))
        self.browser.setOpenLinks(False)
        self.browser.anchorClicked.connect(self._follow)
        self._arrange()
        self._list("")

    def show_place(self, place: str) -> None:
        """Show a page: its name, with ``#`` and an anchor for one of its paragraphs."""
        if place == self.place:
            return
        if self.place:
            self._back.append(self.place)
        self._show(place)

    def back(self) -> None:
        """Show the page before."""
        if self._back:
            self._show(self._back.pop())

    def changeEvent(self, event: QEvent) -> None:
        """Other colours or another size of text: the page is laid out anew."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.FontChange) and self.place:
            QTimer.singleShot(0, self, lambda: self._show(self.place))

    def _arrange(self) -> None:
        self.back_button = QPushButton(self.tr("Back"))
        self.back_button.setToolTip(self.tr("Go back to the page before"))
        self.back_button.setShortcut(QKeySequence(QKeySequence.StandardKey.Back))
        self.back_button.setEnabled(False)
        self.back_button.clicked.connect(self.back)
        home = QPushButton(self.tr("Start"))
        home.setToolTip(self.tr("Go to the first page"))
        home.clicked.connect(lambda: self.show_place(START))
        close = QPushButton(self.tr("Close"))
        close.setToolTip(self.tr("Close the help; Esc does it, too"))
        close.clicked.connect(self.reject)
        for button in (self.back_button, home, close):
            button.setAutoDefault(False)
        row = QHBoxLayout()
        row.addWidget(self.back_button)
        row.addWidget(home)
        row.addStretch(1)
        row.addWidget(close)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.field)
        column.addWidget(self.contents, 1)
        split = QSplitter(Qt.Orientation.Horizontal)
        split.setChildrenCollapsible(False)
        split.addWidget(left)
        split.addWidget(self.browser)
        split.setSizes([scaled(_CONTENTS), scaled(_WIDTH - _CONTENTS)])
        split.setStretchFactor(1, 1)
        layout = QVBoxLayout(self)
        layout.addWidget(split, 1)
        layout.addLayout(row)

    def _list(self, query: str) -> None:
        """The contents, or where the words searched for stand."""
        self.contents.clear()
        for place, title in found(tuple(self._pages.values()), query):
            item = QListWidgetItem(title)
            item.setData(_PLACE, place)
            self.contents.addItem(item)
        if not self.contents.count():
            nothing = QListWidgetItem(self.tr("No page says that."))
            nothing.setFlags(Qt.ItemFlag.NoItemFlags)
            self.contents.addItem(nothing)

    def _take_first(self) -> None:
        item = self.contents.item(0)
        if item.data(_PLACE):
            self.contents.setCurrentItem(item)
            self._chosen(item)

    def _chosen(self, item: QListWidgetItem) -> None:
        self.show_place(item.data(_PLACE))

    def _follow(self, link: QUrl) -> None:
        if link.scheme() in ("http", "https"):
            QDesktopServices.openUrl(link)
            return
        name = link.path().removesuffix(".md") or self.place.partition("#")[0]
        self.show_place(f"{name}#{link.fragment()}" if link.hasFragment() else name)

    def _show(self, place: str) -> None:
        name, _, anchor = place.partition("#")
        page = self._pages[name]
        self.place = place
        self.browser.setMarkdown(page.with_keys(self._key, self._table))
        self.setWindowTitle(self.tr("Help: {page}").format(page=page.title))
        self.back_button.setEnabled(bool(self._back))
        anchors = [known for known, _ in page.headings]
        self._scroll(anchors.index(anchor) if anchor in anchors else 0)

    def _scroll(self, heading: int) -> None:
        """Bring a heading, counted from 0, to the top."""
        block = self.browser.document().begin()
        passed = -1
        while block.isValid():
            passed += block.blockFormat().headingLevel() > 0
            if passed == heading:
                break
            block = block.next()
        self.browser.moveCursor(QTextCursor.MoveOperation.End)
        self.browser.setTextCursor(QTextCursor(block) if block.isValid() else QTextCursor(self.browser.document()))


def found(pages: tuple[Page, ...], query: str) -> list[tuple[str, str]]:
    """(place, title) of pages in their order; with a query, of the paragraphs in which all its words stand."""
    wanted = query.casefold().split()
    if not wanted:
        return [(page.name, page.title) for page in pages]
    places = []
    for page in pages:
        for anchor, heading, text in _paragraphs(page):
            if all(word in f"{page.title} {text}".casefold() for word in wanted):
                title = page.title if heading == page.title else f"{page.title}: {heading}"
                places.append((f"{page.name}#{anchor}" if anchor else page.name, title))
    return places


def _paragraphs(page: Page) -> list[tuple[str, str, str]]:
    """(anchor, heading, text) of a page, cut at its headings."""
    lines = page.text.splitlines()
    starts = [number for number, line in enumerate(lines) if line.startswith("#")]
    ends = [*starts[1:], len(lines)]
    return [
        (anchor, heading, "\n".join(lines[start:end]))
        for (anchor, heading), start, end in zip(page.headings, starts, ends, strict=True)
    ]
