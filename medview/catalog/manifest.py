"""sha256 of every file of a model package, in the format of ``sha256sum`` so that anybody can check it."""

from __future__ import annotations

import hashlib
from pathlib import Path

from medview.core.errors import ModelError
from medview.core.text import tr

MANIFEST = "configs/manifest.sha256"
"""Where the hashes are, within the package."""
SIGNATURE = "configs/manifest.sig"
"""Where the publisher's signature of the hashes is, if there is one; it cannot be among what it signs."""

_HINT = tr("Install the model again from where it came; do not use this copy.")
_CHUNK = 1 << 20


def sha256(path: Path) -> str:
    """The sha256 of a file as hexadecimal digits."""
    digest = hashlib.sha256()
    with path.open("rb") as stream:
        while chunk := stream.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def write_manifest(folder: Path) -> None:
    """Record the hashes of every file in ``folder``; the last step of making a package."""
    (folder / MANIFEST).write_text(_text({name: sha256(folder / name) for name in _files(folder)}), encoding="utf-8")


def read_manifest(folder: Path) -> dict[str, str]:
    """The recorded hashes, by file.

    Raises:
        ModelError: There is no manifest, or it is not in its one canonical form.
    """
    path = folder / MANIFEST
    try:
        text = path.read_text(encoding="utf-8")
        entries = {name: digest for digest, name in (line.split("  ", 1) for line in text.splitlines())}
    except (OSError, ValueError) as error:
        raise ModelError(
            tr("The model package {name} has no readable {file}.").format(name=folder.name, file=MANIFEST), _HINT
        ) from error
    if text != _text(entries):
        raise ModelError(
            tr("{file} of the model package {name} was changed.").format(file=MANIFEST, name=folder.name), _HINT
        )
    return entries


def verify_manifest(folder: Path) -> dict[str, str]:
    """Compare every file with its recorded hash and return the hashes.

    Raises:
        ModelError: A file was changed, is missing, or is not listed; the message names it.
    """
    recorded = read_manifest(folder)
    present = set(_files(folder))
    for name in sorted(recorded.keys() | present):
        problem = _problem(folder, name, recorded, present)
        if problem:
            raise ModelError(
                tr("{file} of the model package {name} {problem}.").format(
                    file=name, name=folder.name, problem=problem
                ),
                _HINT,
            )
    return recorded


def _problem(folder: Path, name: str, recorded: dict[str, str], present: set[str]) -> str:
    if name not in present:
        return tr("is missing")
    if name not in recorded:
        return tr("is not listed in its manifest")
    found = sha256(folder / name)
    if found != recorded[name]:
        return tr("was changed: expected sha256 {expected}, found {found}").format(
            expected=recorded[name][:12], found=found[:12]
        )
    return ""


def _files(folder: Path) -> list[str]:
    names = (path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    return sorted(name for name in names if name not in (MANIFEST, SIGNATURE))


def _text(entries: dict[str, str]) -> str:
    return "".join(f"{digest}  {name}\n" for name, digest in sorted(entries.items()))
