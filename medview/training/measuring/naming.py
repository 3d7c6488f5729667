"""Which class of a package a data folder's label means."""

from __future__ import annotations

import re
from collections.abc import Sequence

from medview.catalog.schema import Class
from medview.core.errors import MedViewError
from medview.core.text import tr

_NONE = ("no", "normal", "negative", "healthy", "none", "absent", "without", "false", "benign")
"""First words of labels that say that nothing was found."""


def numbered(labels: Sequence[str], classes: Sequence[Class], system: str) -> dict[str, int]:
    """The number of the class each label of a data folder means; labels of no class are not in it.

    A label means the class of its name, code or initials ("RBC": "Red blood cell"); a number means the class of that
    number. A single label that says something was found means a single class.

    Raises:
        MedViewError: None of the labels means any class.
    """
    known: dict[str, int] = {}
    for number, one in reversed(list(enumerate(classes))):
        known |= dict.fromkeys(_names(one), number)
    found = {label: known[_plain(label)] for label in labels if _plain(label) in known}
    findings = [number for number, one in enumerate(classes) if one.finding]
    positive = [label for label in labels if not says_nothing(label)]
    if not found and len(classes) > 1:
        found = {label: int(label) for label in labels if label.isdecimal() and int(label) < len(classes)}
    if len(positive) == 1 and len(findings) == 1 and findings[0] not in found.values():
        found[positive[0]] = findings[0]
    if len(labels) == len(classes) == 2 and len(found) == 1:
        ((label, number),) = found.items()
        found[next(other for other in labels if other != label)] = 1 - number
    if not found:
        raise MedViewError(
            tr("The labels of the data ({labels}) are none of {model}'s classes ({classes}).").format(
                labels=", ".join(labels), model=system, classes=", ".join(one.name for one in classes)
            ),
            tr("Name the labels like the classes."),
        )
    return found


def says_nothing(label: str) -> bool:
    """Whether a label says that nothing was found, such as ``0`` or ``no tuberculosis``."""
    return label == "0" or bool(re.match(rf"({'|'.join(_NONE)})(\W|_|$)", label.casefold()))


def _names(one: Class) -> list[str]:
    names = [_plain(text) for text in (one.name, one.code.meaning, one.code.value)]
    initials = [
        "".join(word[0] for word in re.findall(r"\w+", text)).casefold() for text in (one.name, one.code.meaning)
    ]
    return [*names, *(short for short in initials if len(short) > 1)]


def _plain(text: str) -> str:
    """Letters and digits in small letters, without the ending of a plural."""
    return "".join(re.findall(r"[^\W_]+", text.casefold())).removesuffix("s")
