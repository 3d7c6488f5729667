"""Pictures with the outlines of COCO files, as pictures with masks."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from PIL import Image

from medview.core.errors import MedViewError
from medview.core.text import tr
from medview.training.data.outlines import Outlined, OutlineList, painted, read_outlines
from medview.training.data.pictures import stem_of
from medview.training.data.reading import LAYOUTS
from medview.training.data.tables import Facts, Stated, read_stated, with_split
from medview.training.preparing.laying import write_facts, write_names
from medview.training.preparing.numbering import Known, Structure, numbered
from medview.training.preparing.objects import Converted
from medview.training.preparing.placing import ending_of, link

Checkpoint = Callable[[float, str], None]


def outlines_of(folder: Path) -> OutlineList | None:
    """The outlines of a folder; None where it has none, or masks as files, which count then."""
    try:
        LAYOUTS["segmentation"](folder)
    except MedViewError:
        return read_outlines(folder)
    return None


def outlined(folder: Path, into: Path, checkpoint: Checkpoint, known: Known | None = None) -> Converted:
    """Write the outlines of a folder as masks beside its pictures, which are linked.

    Args:
        folder: Pictures with COCO files.
        into: Where the files go; what an unfinished try left there goes.
        checkpoint: Told the progress; may raise to stop.
        known: Classes of a model, whose values are taken; None: counted in the order of categories.

    Raises:
        MedViewError: There are no outlines, none of them can be used, or the folder cannot be read.
    """
    listed = read_outlines(folder)
    if listed is None:
        raise _nothing(folder)
    shutil.rmtree(into, ignore_errors=True)
    for name in ("images", "masks"):
        (into / name).mkdir(parents=True)
    structures = [Structure(name, number) for number, name in enumerate(listed.categories)]
    names, stated = numbered(structures, known), read_stated(folder, labelled=False)
    facts, left_out = dict[str, Facts](), list(listed.left_out)
    for number, one in enumerate(listed.pictures):
        checkpoint(number / len(listed.pictures), tr("Reading outlines"))
        try:
            mask = painted(one, names.values)
        except MedViewError as error:
            left_out.append((one.picture.name, str(error)))
            continue
        name = _free(one.picture, facts)
        link(one.picture, into / "images" / name)
        Image.fromarray(mask).save(into / "masks" / f"{stem_of(Path(name))}.png")
        facts[name] = _facts(one, stated)
    if not facts:
        raise MedViewError(f"{left_out[0][0]}: {left_out[0][1]}") if left_out else _nothing(folder)
    write_names(into, names.values)
    write_facts(into, facts)
    return Converted(into, ("picture-segmentation",), tuple(left_out), names.warnings)


def _nothing(folder: Path) -> MedViewError:
    return MedViewError(
        tr("{name} holds no COCO file with outlines of its pictures.").format(name=folder.name),
        tr("Give pictures with a COCO file (.json) whose annotations have a segmentation, or a folder masks/."),
    )


def _free(picture: Path, taken: dict[str, Facts]) -> str:
    """A name of its own; pictures of two folders may be called the same."""
    stem, number = stem_of(picture), 1
    known = {stem_of(Path(name)).casefold() for name in taken}
    name = stem
    while name.casefold() in known:
        number += 1
        name = f"{stem}-{number}"
    return f"{name}{ending_of(picture)}"


def _facts(one: Outlined, stated: Stated) -> Facts:
    own = with_split(stated.of(stem_of(one.picture)), one.split)
    return replace(own, group=own.group or stem_of(one.picture))
