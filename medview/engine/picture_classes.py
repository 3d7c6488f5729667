"""The classes a package speaks of: its own, or those its card's labels name."""

from __future__ import annotations

from medview.catalog.schema import Class, Configuration
from medview.core.code import Code
from medview.core.text import tr


def class_of(configuration: Configuration, number: int) -> Class:
    """The class of a channel of a classification's output, or of a number among a detection's boxes.

    A package that was imported names classes by the labels of its card: a classification's in their order, where
    there are as many as channels, and else by their values.
    """
    stated = configuration.classes
    if number < len(stated):
        return stated[number]
    labels = sorted(configuration.card.labels, key=lambda label: label.value)
    in_order = configuration.card.family == "classification" and len(labels) == configuration.network.out_channels
    known = dict(enumerate(labels)) if in_order else {label.value: label for label in labels}
    found, threshold = configuration.detection, configuration.output.threshold
    least = found.score if found else threshold
    if number in known:
        return Class(known[number].name, known[number].code, least, known[number].colour)
    name = tr("Class {number}").format(number=number)
    return Class(name, Code(f"CLASS-{number}", "99MEDVIEW", name), least)


def classes_of(configuration: Configuration) -> tuple[Class, ...]:
    """The class of every channel of a classification's output."""
    return tuple(class_of(configuration, number) for number in range(configuration.network.out_channels))
