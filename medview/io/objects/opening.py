"""Any derived object, opened by its SOP class."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from pathlib import Path
from types import ModuleType

from medview.core.content import Content, Tree
from medview.core.errors import MedViewError, ReadError
from medview.core.overlay import Overlaid
from medview.core.study import Series
from medview.core.text import tr
from medview.io.dicom_facts import class_name
from medview.io.objects.reading import Source, listening, open_source, text
from medview.io.objects.reviewed import is_unreviewed
from medview.io.sources import Checkpoint

_STORAGE = "1.2.840.10008.5.1.4.1.1."

READERS = {
    "9.": "waveforms",
    "11.": "presentation",
    "30": "parametric",
    "66.4": "segmentation",
    "66.7": "segmentation",
    "67": "real_world",
    "88.": "report",
    "88.59": "key_objects",
    "91.1": "annotations",
    "104.": "documents",
    "481.2": "dose",
    "481.3": "structures",
    "481.5": "plan",
    "481.8": "plan",
}
"""What follows ``1.2.840.10008.5.1.4.1.1.`` in a SOP Class UID (PS3.4 B.5) to the module that reads it.

A key that ends with a dot stands for all classes below it that have no key of their own. Modules have ``content``, and
``overlaid`` where the object can be laid over images; they are imported when the first such object is opened.
"""


def load_content(series: Series, folder: Path, checkpoint: Checkpoint) -> Content:
    """What an object says by itself: a tree, a document or signals.

    Args:
        series: A derived object, one instance.
        folder: Private folder for what is unpacked.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: It cannot be read.
    """
    with listening() as notes:
        source = open_source(series, folder, checkpoint)
        reader = _reader(source)
        try:
            content: Content = reader.content(source)
        except MedViewError:
            raise
        except Exception as error:
            raise _damaged(source, error) from error
    told = _together(content.notes, source.notes, notes)
    if isinstance(content, Tree):
        return replace(content, notes=told, unreviewed=is_unreviewed(source.dataset))
    return replace(content, notes=told)


def load_overlaid(derived: Series, onto: Series, folder: Path, checkpoint: Checkpoint) -> Overlaid:
    """What an object lays over images.

    Args:
        derived: A derived object, one instance.
        onto: The images.
        folder: Private folder for its layer.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: It cannot be read, has nothing to lay over images, or belongs to another patient, frame of reference
            or to other images; the message says which.
    """
    return _layer(derived, folder, checkpoint, lambda reader, source: reader.overlaid(source, onto))


def load_laid_on(derived: Series, onto: Series, folder: Path, checkpoint: Checkpoint) -> Overlaid:
    """A segmentation on a volume that says neither whose it is nor in which frame of reference, such as NIfTI.

    Args:
        derived: The segmentation, one instance.
        onto: The volume somebody says that it was drawn on.
        folder: Private folder for its layer.
        checkpoint: Progress and cancel.

    Raises:
        ReadError: It cannot be read, or its voxels are not those of the volume.
    """
    return _layer(derived, folder, checkpoint, lambda reader, source: reader.laid_on(source, onto))


def _layer(
    derived: Series, folder: Path, checkpoint: Checkpoint, lay: Callable[[ModuleType, Source], Overlaid]
) -> Overlaid:
    with listening() as notes:
        source = open_source(derived, folder, checkpoint)
        reader = _reader(source)
        if not hasattr(reader, "overlaid"):
            raise ReadError(
                tr("{kind} has nothing to lay over images.").format(
                    kind=class_name(text(source.dataset, "SOPClassUID"))
                ),
                tr("Open it by itself."),
            )
        try:
            layer = lay(reader, source)
        except MedViewError:
            raise
        except Exception as error:
            raise _damaged(source, error) from error
    told = _together((layer.note,) if layer.note else (), source.notes, notes)
    return replace(layer, note=" ".join(told), unreviewed=is_unreviewed(source.dataset))


def _reader(source: Source) -> ModuleType:
    uid = text(source.dataset, "SOPClassUID")
    tail = uid.removeprefix(_STORAGE) if uid.startswith(_STORAGE) else ""
    keys = [key for key in READERS if tail == key or (key.endswith(".") and tail.startswith(key))]
    return import_module(f"medview.io.objects.{READERS[max(keys, key=len)] if keys else 'other'}")


def _together(*told: tuple[str, ...] | list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(note for notes in told for note in notes))


def _damaged(source: Source, error: Exception) -> ReadError:
    kind = class_name(text(source.dataset, "SOPClassUID"))
    return ReadError(
        tr("{kind} cannot be read: it is damaged or not what the standard describes ({error}).").format(
            kind=kind, error=type(error).__name__
        ),
        tr("Look at it in the tag browser, or export it again."),
    )
