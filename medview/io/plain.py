"""Plain inputs of networks: arrays (.npy), texts (FASTA, plain sequences, SMILES) and pictures, told by content."""

from __future__ import annotations

import warnings
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from medview.core.errors import ReadError
from medview.core.text import tr

LARGEST_TEXT = 300_000_000
"""Bytes of a text that is read: the longest human chromosome has 249 million letters."""

LARGEST_PICTURE = 200_000_000
"""Pixels of a picture that is read."""

_NPY = b"\x93NUMPY"
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff")


@dataclass(frozen=True)
class Text:
    """One text.

    Args:
        name: Its name: after ``>`` of FASTA, or its line's number.
        letters: Its letters, without blanks and line ends within.
    """

    name: str
    letters: str


def is_array(path: Path) -> bool:
    """Whether a file is a .npy array."""
    return _head(path).startswith(_NPY)


def is_picture(path: Path) -> bool:
    """Whether a file is PNG or JPEG."""
    return _head(path).startswith(_PICTURES)


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as stream:
            return stream.read(8)
    except OSError as error:
        raise ReadError(tr("{path} cannot be opened.").format(path=path), tr("Check the path.")) from error


def read_array(path: Path) -> NDArray[Any]:
    """A .npy array; objects, which would be pickles, are not read.

    Raises:
        ReadError: It is damaged or holds objects.
    """
    try:
        return np.asarray(np.load(path, allow_pickle=False))
    except (OSError, ValueError, EOFError) as error:
        raise _damaged(path, str(error)) from error


def read_picture(path: Path, channels: int) -> NDArray[np.uint8]:
    """A PNG or JPEG file as (rows, columns, channels), grey or red, green and blue.

    Raises:
        ReadError: It is damaged, too large, or another number of channels is wanted.
    """
    modes = {1: "L", 3: "RGB"}
    if channels not in modes:
        raise ReadError(
            tr("The model reads {channels} channels; a picture has 1 or 3.").format(channels=channels),
            tr("Give the channels as a .npy array."),
        )
    try:
        with warnings.catch_warnings(action="ignore"), Image.open(path, formats=("PNG", "JPEG")) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                raise _damaged(path, tr("it is too large"))
            array = np.asarray(picture.convert(modes[channels]))
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise _damaged(path, str(error)) from error
    return array.reshape(*array.shape[:2], channels)


def read_texts(path: Path, one_per_line: bool) -> tuple[Text, ...]:
    """The texts of a file: FASTA records, or else lines, or else all of it as one.

    Args:
        path: The file.
        one_per_line: Whether each line of a file that is no FASTA is a text by itself, up to its first blank.

    Raises:
        ReadError: It is no text, or holds none.
    """
    lines = [line.strip() for line in _lines(path)]
    if any(line.startswith(">") for line in lines):
        texts = _records(path, lines)
    elif one_per_line:
        texts = [_named(number, line) for number, line in enumerate(lines, start=1) if line]
    else:
        texts = [Text(path.stem, "".join("".join(lines).split()))]
    if not any(text.letters for text in texts):
        raise _damaged(path, tr("it holds no text"))
    return tuple(texts)


def _lines(path: Path) -> list[str]:
    try:
        if path.stat().st_size > LARGEST_TEXT:
            raise _damaged(path, tr("it is too large"))
        return path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise _damaged(path, str(error)) from error
    except UnicodeDecodeError as error:
        raise _damaged(path, tr("it is neither a .npy array, a PNG or JPEG picture, nor text")) from error


def _records(path: Path, lines: list[str]) -> list[Text]:
    found: list[tuple[str, list[str]]] = []
    for line in lines:
        if line.startswith(">"):
            found.append((line[1:].strip() or str(len(found) + 1), []))
        elif line and not line.startswith(";"):
            if not found:
                raise _damaged(path, tr("letters stand before its first name"))
            found[-1][1].append("".join(line.split()))
    return [Text(name, "".join(parts)) for name, parts in found]


def _named(number: int, line: str) -> Text:
    letters, _, name = line.partition(" ") if " " in line else line.partition("\t")
    return Text(name.strip() or str(number), letters)


def _damaged(path: Path, why: str) -> ReadError:
    return ReadError(
        tr("{name} cannot be read: {why}.").format(name=path.name, why=why.rstrip(".")),
        tr("Give a .npy array, FASTA, plain text or SMILES, or a PNG or JPEG picture."),
    )
