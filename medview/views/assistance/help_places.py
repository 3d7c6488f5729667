"""Which place of the help is about what: menus and actions, panels and dialogs."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from medview.views.actions.spec import (
    ANALYSIS,
    CLIPPING,
    COLOUR_MAP,
    COLOURS,
    FILE,
    FUSION,
    HELP,
    LAYOUT,
    LINKED,
    MEASURE,
    PICTURE,
    PLANES,
    QUALITY,
    REVIEW,
    SEQUENCES,
    SIDES,
    SIZES,
    SLICES,
    STUDY,
    THREE_D,
    TOOLS,
    VIEW,
    WINDOWS,
    ActionSpec,
    top_menu,
)
from medview.views.assistance.help_pages import START

_MENUS: Mapping[str, str] = {
    FILE: "opening",
    STUDY: "opening",
    VIEW: "looking",
    COLOURS: "settings#appearance",
    SIZES: "looking#sizes",
    PICTURE: "looking#turning",
    SLICES: "looking#scrolling",
    WINDOWS: "looking#window",
    TOOLS: "looking#mouse",
    COLOUR_MAP: "looking#colours",
    PLANES: "mpr",
    FUSION: "fusion",
    SIDES: "three_d#presets",
    CLIPPING: "three_d#cutting",
    QUALITY: "three_d#presets",
    LINKED: "viewports#links",
    SEQUENCES: "opening#sequences",
    LAYOUT: "viewports",
    MEASURE: "measuring",
    THREE_D: "three_d",
    ANALYSIS: "analyse",
    REVIEW: "review",
    HELP: "keys",
}
_ACTIONS: Mapping[str, str] = {
    "models": "models",
    "train": "training",
    "model_card": "analyse#card",
    "report": "report",
    "save_picture": "report#pictures",
    "copy_picture": "report#pictures",
    "save_film": "report#films",
    "print": "report#printing",
    "settings": "settings",
    "tags": "opening#tags",
    "browser": "opening#browser",
    "histogram": "looking#window",
    "jobs": "analyse#jobs",
    "full_screen": "viewports",
    "maximise": "viewports",
    "panel_next": "keys#panels",
    "panel_previous": "keys#panels",
    "undo": "review#undo",
    "redo": "review#undo",
    "hang": "hanging",
    "protocol_next": "hanging",
    "protocol_previous": "hanging",
    "protocol_save": "hanging#editing",
    "protocols": "hanging#editing",
    "compare_prior": "hanging#priors",
    "help": "start",
    "help_contents": "start",
    "about": "not_a_device",
    "uncertainty": "review#uncertainty",
    "boxes": "review#boxes",
    "tool_box": "review#boxes",
    "box_next": "review#boxes",
    "box_previous": "review#boxes",
    "box_here": "review#boxes",
    "box_class": "review#boxes",
    "predict_variants": "analyse#variants",
    "align_pair": "analyse#pairs",
    "paste_sequences": "opening#sequences",
    "resample": "opening#irregular",
    "curved_view": "mpr#curved",
    "time_curve": "mpr#time",
    "register": "fusion#registration",
}
"""Actions whose page is not the one of their menu."""
_WIDGETS: Mapping[str, str] = {
    "Window": START,
    "Browser": "opening#browser",
    "BusyStrip": "opening",
    "Histogram": "looking#window",
    "AnalysePanel": "analyse",
    "VariantsDialog": "analyse#variants",
    "AlignDialog": "analyse#pairs",
    "PairPanel": "analyse#pairs",
    "FindingsPanel": "review",
    "ObjectsPanel": "opening#objects",
    "JobsPanel": "analyse#jobs",
    "Status": "settings#status",
    "Centre": "viewports",
    "Viewport": "looking",
    "VolumeView": "three_d",
    "CurvedView": "mpr#curved",
    "TimeCurveDialog": "mpr#time",
    "FusionBar": "fusion",
    "RegisteringDialog": "fusion#registration",
    "DimensionBar": "looking#cine",
    "CineBar": "looking#cine",
    "ContentView": "opening#documents",
    "SequenceView": "opening#sequences",
    "SettingsDialog": "settings",
    "KeysDialog": "keys#changing",
    "KeyAsk": "keys#changing",
    "Palette": "keys#palette",
    "HelpWindow": START,
    "AboutDialog": "not_a_device",
    "CatalogueDialog": "models",
    "TrainDialog": "training",
    "ImportDialog": "models#import",
    "ModelCardDialog": "analyse#card",
    "ReportPreview": "report",
    "TrailDialog": "review#trail",
    "CurveDialog": "analyse",
    "SkippedDialog": "opening#skipped",
    "TagBrowser": "opening#tags",
    "QFileDialog": "opening",
    "HangingDialog": "hanging#editing",
    "LayoutPicker": "viewports#layouts",
    "KeyImagesDialog": "looking#key_images",
    "PictureDialog": "report#pictures",
    "FilmDialog": "report#films",
    "PrintDialog": "report#printing",
    "WordsDialog": "measuring#words",
    "LengthDialog": "measuring#calibration",
    "MeasurementsPanel": "measuring#list",
    "MeshDialog": "three_d#saving",
    "SnapshotDialog": "three_d#saving",
    "TransferEditor": "three_d#presets",
    "SolidPanel": "three_d#cutting",
    "EmptyPane": "viewports#layouts",
    "Pane": "viewports",
}
"""Classes of widgets, with all that inherit from them and stand in them, to the page about them."""


def page_of_action(spec: ActionSpec) -> str:
    """The page about an action, with the anchor of its paragraph."""
    if spec.name in _ACTIONS:
        return _ACTIONS[spec.name]
    return _MENUS.get(spec.menu.partition("|")[0]) or _MENUS[top_menu(spec)]


def page_of_widget(widget: QWidget | None) -> str:
    """The page about a widget: that of its class, or of the nearest widget it stands in that has one."""
    while widget is not None:
        page = page_of_class(type(widget))
        if page:
            return page
        widget = widget.parentWidget()
    return START


def page_of_class(kind: type) -> str:
    """The page about widgets of a class; empty where only its surroundings have one."""
    return next((_WIDGETS[one.__name__] for one in kind.__mro__ if one.__name__ in _WIDGETS), "")


def places_named() -> set[str]:
    """Every place of the help that the tables name."""
    return {*_MENUS.values(), *_ACTIONS.values(), *_WIDGETS.values()}
