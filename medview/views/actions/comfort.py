"""Finding, setting and explaining things."""

from __future__ import annotations

from medview.views.actions.spec import COLOURS, HELP, VIEW, ActionSpec, n

SPECS: tuple[ActionSpec, ...] = (
    ActionSpec(
        "palette",
        n("&Command palette…"),
        HELP,
        "Ctrl+Shift+P",
        help=n("Find anything by typing a part of its name: actions, series, layouts, windows, models, help."),
        icon="search",
        also="Ctrl+K",
    ),
    ActionSpec(
        "help",
        n("&Help on this"),
        HELP,
        "F1",
        help=n("Open the page of the help about what has the focus."),
        icon="help",
    ),
    ActionSpec("help_contents", n("Help c&ontents"), HELP, "Shift+F1", help=n("Open the first page of the help.")),
    ActionSpec(
        "keys",
        n("&Keys…"),
        HELP,
        "Ctrl+F1",
        help=n("List every action with its key, and change keys."),
        icon="keyboard",
    ),
    ActionSpec("about", n("&About MedView"), HELP + "|", help=n("Version, what it is not, and licences.")),
    ActionSpec(
        "theme_system", n("As the &desktop"), COLOURS, help=n("Dark or light, as the desktop is."), group="theme"
    ),
    ActionSpec("theme_dark", n("D&ark"), COLOURS, help=n("Light text on dark grey."), group="theme"),
    ActionSpec("theme_light", n("&Light"), COLOURS, help=n("Dark text on light grey."), group="theme"),
    ActionSpec(
        "theme_contrast",
        n("High &contrast"),
        COLOURS,
        help=n("White text on black, with lines around everything that can be used."),
        group="theme",
    ),
    ActionSpec(
        "text_larger", n("La&rger text"), COLOURS + "|", "Ctrl++", help=n("Make all text larger."), also="Ctrl+="
    ),
    ActionSpec("text_smaller", n("&Smaller text"), COLOURS, "Ctrl+-", help=n("Make all text smaller.")),
    ActionSpec("text_usual", n("&Usual text"), COLOURS, "Ctrl+0", help=n("Give text the size the desktop wants.")),
    ActionSpec(
        "safe_colours",
        n("Colours for colour-&blind readers"),
        COLOURS + "|",
        "Ctrl+Shift+B",
        help=n("Draw labels in colours that all readers can tell apart, instead of those of the model."),
        checkable=True,
    ),
    ActionSpec(
        "panel_next",
        n("Next p&anel"),
        VIEW + "|",
        "F6",
        help=n("Move the focus on: studies, viewports, analysis, findings, objects."),
    ),
    ActionSpec("panel_previous", n("Previous pane&l"), VIEW, "Shift+F6", help=n("Move the focus back.")),
)
