"""What is to be trained, as a form: kind, recipe, base, names, length."""

from __future__ import annotations

import re

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QLabel, QLineEdit, QSpinBox, QWidget

from medview.core.training import FoundData, Kind, Wish
from medview.views.training.status import Choice, Offer
from medview.views.training.told import kind_text

MOST_EPOCHS, MOST_NETWORKS = 10_000, 20
_SLUG = re.compile(r"[^a-z0-9]+")
_NAMED = re.compile(r"[a-z0-9][a-z0-9._-]*")
_MODALITIES = ("", "CR", "DX", "CT", "MR", "PT", "US", "MG", "XC", "SM", "OT")


class Fields(QWidget):
    """Fields for everything a person may choose; what is left alone fits the data."""

    kind_chosen = Signal(str)
    """The data are to be used for something else."""
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._offer = Offer()
        self._named = False
        self._found: tuple[str, ...] = ()
        self._said = ""
        self.kind = _combo(self.tr("What is trained"), self.tr("What the labels of this folder are to be used for"))
        self.recipe = _combo(self.tr("Recipe"), self.tr("Settings made for these data, or those of a shipped model"))
        self.base = _combo(
            self.tr("Begin with"),
            self.tr("Go on with the weights of a model: 10 to 50 corrected cases are enough then"),
        )
        self.name = QLineEdit()
        self.name.setToolTip(self.tr("What readers call the model"))
        self.id = QLineEdit()
        self.id.setToolTip(self.tr("Small letters, digits and dashes; also the name of its folder"))
        self.version = QLineEdit("1.0.0")
        self.version.setToolTip(self.tr("A new version of a model stands beside the former ones"))
        usual = self.tr("As fits the data")
        self.epochs = _number(MOST_EPOCHS, usual, self.tr("How often every case is seen; 0: as fits the data"))
        self.networks = _number(
            MOST_NETWORKS,
            usual,
            self.tr("Networks trained on different parts of the cases, then averaged: slower, better"),
        )
        self.classes = QLineEdit()
        self.classes.setToolTip(self.tr("What the values 1, 2, 3 … of the masks are, with commas between"))
        self.modality = _combo(
            self.tr("Modality"), self.tr("DICOM modality of the data; the model reads only such series")
        )
        for code in _MODALITIES:
            self.modality.addItem(code or self.tr("Any"), code)
        self.labelled_by = _combo(
            self.tr("Labelled by"),
            self.tr(
                "What labels annotated entries: keys of features for each letter (CDS; HELIX, STRAND), a qualifier for "
                "each such feature (CDS/function), or what is said of an entry (SUBCELLULAR LOCATION)"
            ),
        )
        self._typed = QLineEdit()
        self._typed.setPlaceholderText("CDS, CDS/function, SUBCELLULAR LOCATION")
        self.labelled_by.setLineEdit(self._typed)
        self.labelled_by.setInsertPolicy(QComboBox.InsertPolicy.NoInsert)
        self._labels: dict[QWidget, QLabel] = {}
        self._arrange()
        self.kind.activated.connect(lambda _: self.kind_chosen.emit(self.kind.currentData()))
        self.labelled_by.activated.connect(lambda _: self._labels_chosen())
        self._typed.editingFinished.connect(self._labels_chosen)
        self.name.textEdited.connect(self._name_edited)
        self.id.textEdited.connect(self._id_edited)
        self.version.textEdited.connect(lambda _: self.changed.emit())
        self.base.activated.connect(lambda _: self._base_chosen())

    @property
    def is_whole(self) -> bool:
        """Whether a run can be named by what stands there."""
        return bool(_NAMED.fullmatch(self.id.text()) and self.version.text().strip())

    def wish(self) -> Wish:
        """What the form says now."""
        return Wish(
            recipe=self.recipe.currentData() or self.kind.currentData() or "auto",
            id=self.id.text(),
            name=self.name.text().strip(),
            version=self.version.text().strip(),
            epochs=self.epochs.value(),
            base=self.base.currentData() or "",
            folds=self.networks.value(),
            modality=self.modality.currentData() or "",
            classes=self._names(),
            labelled_by=self._said,
        )

    def show_offer(self, offer: Offer) -> None:
        """Let a person choose among other recipes and packages."""
        self._offer = offer
        self._list_choices()
        self._number()

    def show_found(self, found: FoundData, folder: str) -> None:
        """Fit the fields to data that were looked at."""
        with QSignalBlocker(self.kind):
            self.kind.clear()
            for kind in found.kinds:
                self.kind.addItem(kind_text(kind), kind)
            self.kind.setCurrentIndex(max(0, self.kind.findData(found.kind)))
        if not self._named:
            self.name.setText(folder)
            self.id.setText(_slug(folder))
        self._found = tuple(name for name, _ in found.classes)
        self.classes.setText(", ".join(self._found))
        outlined = found.kind in ("picture-segmentation", "volume-segmentation")
        for widget in (self.classes, self._labels[self.classes]):
            widget.setVisible(outlined)
        for part in (self.modality, self._labels[self.modality]):
            part.setVisible(found.kind != "sequences")
        self._offer_labels(found)
        with QSignalBlocker(self.modality):
            self.modality.setCurrentIndex(max(0, self.modality.findData(found.modality)))
        self._list_choices()
        self._number()

    def show_wish(self, wish: Wish) -> None:
        """Show what a run was begun with."""
        self._named = True
        for field, text in ((self.name, wish.name), (self.id, wish.id), (self.version, wish.version)):
            field.setText(text)
        self.epochs.setValue(wish.epochs)
        self.networks.setValue(wish.folds)

    def forget_labels(self) -> None:
        """Other data are looked at: what labelled the former says nothing of them."""
        self._said = ""

    def _offer_labels(self, found: FoundData) -> None:
        with QSignalBlocker(self.labelled_by):
            self.labelled_by.clear()
            self.labelled_by.addItems([name for name, _ in found.offered])
            self.labelled_by.setEditText(self._said)
        for part in (self.labelled_by, self._labels[self.labelled_by]):
            part.setVisible(bool(found.offered))

    def _labels_chosen(self) -> None:
        said = self.labelled_by.currentText().strip()
        if said != self._said:
            self._said = said
            self.kind_chosen.emit("sequences")

    def _names(self) -> tuple[str, ...]:
        """Names a person gave to the classes; empty: as they were found."""
        names = tuple(name.strip() for name in re.split("[,，、]", self.classes.text()) if name.strip())
        return names if names != self._found and not self.classes.isHidden() else ()

    def _list_choices(self) -> None:
        kind: Kind | None = self.kind.currentData()
        fitting = Choice("", self.tr("Settings that fit the data"), kind) if kind else None
        recipes = [one for one in self._offer.recipes if one.kind == kind]
        _fill(self.recipe, ([fitting] if fitting else []) + recipes)
        nothing = [Choice("", self.tr("Nothing (random weights)"), kind)] if kind else []
        _fill(self.base, nothing + [one for one in self._offer.bases if one.kind == kind])

    def _base_chosen(self) -> None:
        """A base brings its own settings."""
        self.recipe.setEnabled(not self.base.currentData())
        if self.base.currentData():
            self.recipe.setCurrentIndex(0)

    def _name_edited(self, text: str) -> None:
        self._named = True
        self.id.setText(_slug(text))
        self._number()
        self.changed.emit()

    def _id_edited(self) -> None:
        self._named = True
        self._number()
        self.changed.emit()

    def _number(self) -> None:
        """The first version of this identifier that is not there yet."""
        major = 1
        while f"{self.id.text()}@{major}.0.0" in self._offer.taken:
            major += 1
        self.version.setText(f"{major}.0.0")

    def _arrange(self) -> None:
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        rows: tuple[tuple[str, QWidget], ...] = (
            (self.tr("What is trained"), self.kind),
            (self.tr("Recipe"), self.recipe),
            (self.tr("Begin with"), self.base),
            (self.tr("Labelled by"), self.labelled_by),
            (self.tr("Classes"), self.classes),
            (self.tr("Name"), self.name),
            (self.tr("Identifier"), self.id),
            (self.tr("Version"), self.version),
            (self.tr("Times every case is seen"), self.epochs),
            (self.tr("Networks"), self.networks),
            (self.tr("Modality"), self.modality),
        )
        for title, field in rows:
            label = QLabel(title)
            label.setBuddy(field)
            field.setAccessibleName(title)
            self._labels[field] = label
            form.addRow(label, field)


def _fill(combo: QComboBox, choices: list[Choice]) -> None:
    """List choices anew; the chosen one stays chosen where it is still there."""
    chosen = combo.currentData()
    with QSignalBlocker(combo):
        combo.clear()
        for choice in choices:
            combo.addItem(choice.title, choice.value)
        combo.setCurrentIndex(max(0, combo.findData(chosen)))
    combo.setEnabled(combo.count() > 1)


def _combo(name: str, tip: str) -> QComboBox:
    combo = QComboBox()
    combo.setAccessibleName(name)
    combo.setToolTip(tip)
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(12)
    return combo


def _number(most: int, none: str, tip: str) -> QSpinBox:
    field = QSpinBox()
    field.setRange(0, most)
    field.setSpecialValueText(none)
    field.setToolTip(tip)
    return field


def _slug(text: str) -> str:
    return _SLUG.sub("-", text.casefold()).strip("-") or "my-model"
