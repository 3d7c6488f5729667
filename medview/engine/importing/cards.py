"""The card of an imported model, as far as what was imported says anything; the rest is a question to a person."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from medview.core.card import Family, InputContract, Label, ModelCard
from medview.engine.importing.draft import Answers

UNSTATED = "Not stated by what was imported; to be completed by a person."
"""What a card says where nothing says it."""

QUESTIONS = ("intended_use", "known_failures", "data", "authors")
"""Entries of a card that weights never say."""

LICENCES = (
    (r"GNU GENERAL PUBLIC LICENSE\s+Version 3", "GPL-3.0-only"),
    (r"GNU GENERAL PUBLIC LICENSE\s+Version 2", "GPL-2.0-only"),
    (r"GNU AFFERO GENERAL PUBLIC LICENSE", "AGPL-3.0-only"),
    (r"Apache License\s+Version 2\.0", "Apache-2.0"),
    (r"Permission is hereby granted, free of charge", "MIT"),
    (r"Redistributions of source code must retain[\s\S]*Neither the name", "BSD-3-Clause"),
    (r"Redistributions of source code must retain", "BSD-2-Clause"),
    (r"Attribution-NonCommercial-ShareAlike 4\.0", "CC-BY-NC-SA-4.0"),
    (r"Attribution-NonCommercial 4\.0", "CC-BY-NC-4.0"),
    (r"Attribution-ShareAlike 4\.0", "CC-BY-SA-4.0"),
    (r"Attribution 4\.0", "CC-BY-4.0"),
    (r"CC0 1\.0", "CC0-1.0"),
)
"""What licence texts say, and their SPDX identifiers."""

_TEXTS = ("LICENSE", "LICENSE.txt", "LICENSE.md", "LICENCE", "LICENCE.txt", "COPYING")
_LONGEST_LICENCE = 200_000
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Said:
    """What a family of models says of itself.

    Args:
        family: Which engine module runs it.
        name: For people.
        summary: One sentence.
        input: What it accepts.
        labels: What it can say.
        intended_use: What it is for, where that is known.
        known_failures: Where it goes wrong, where that is known.
        authors: Who made it, where that is known.
    """

    family: Family
    name: str
    summary: str
    input: InputContract
    labels: tuple[Label, ...] = ()
    intended_use: str = ""
    known_failures: tuple[str, ...] = ()
    authors: str = ""


def card(said: Said, answers: Answers, name: str, licence: str) -> tuple[ModelCard, tuple[str, ...]]:
    """A card, and which of its entries a person should complete.

    Args:
        said: What is known.
        answers: The identifier and the name a person chose.
        name: Name of the file or folder, from which the identifier is made where nobody chose one.
        licence: Text of the licence; empty where none came with it.
    """
    values = {"intended_use": said.intended_use, "known_failures": said.known_failures, "authors": said.authors}
    questions = tuple(entry for entry in QUESTIONS if not values.get(entry))
    made = ModelCard(
        id=answers.id or identifier(name),
        version="1.0.0",
        name=answers.name or said.name,
        family=said.family,
        summary=said.summary,
        intended_use=said.intended_use or UNSTATED,
        known_failures=said.known_failures or (UNSTATED,),
        input=said.input,
        labels=said.labels,
        data=(),
        weights_licence=spdx(licence),
        authors=said.authors or UNSTATED,
        interval_coverage=0.0,  # nobody measured any
    )
    return made, questions if licence else (*questions, "weights_licence")


def identifier(name: str) -> str:
    """A folder's name for a model: small letters, digits and dashes."""
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "model"


def licence_in(path: Path) -> str:
    """The text of the licence in a model's own folder; empty where there is none, or where the model is one file: what
    lies beside a file or above a folder may be of anything.
    """
    for name in _TEXTS:
        text = path / name
        if path.is_dir() and text.is_file() and text.stat().st_size <= _LONGEST_LICENCE:
            return text.read_text(encoding="utf-8", errors="replace")
    return ""


def spdx(licence: str) -> str:
    """The SPDX identifier of a licence's text."""
    known = (name for pattern, name in LICENCES if re.search(pattern, licence))
    return next(known, "LicenseRef-in-LICENSE" if licence.strip() else "LicenseRef-unknown")


def hash_of(files: tuple[Path, ...]) -> str:
    """The sha256 of some files, one after the other."""
    digest = sha256()
    for path in files:
        with path.open("rb") as stream:
            while chunk := stream.read(_CHUNK):
                digest.update(chunk)
    return digest.hexdigest()
