"""Labelled sequences from entries of data banks: GenBank, EMBL, IMGT, Swiss-Prot and UniProt's XML.

A person says what labels them: features by their keys (``CDS``; ``HELIX, STRAND``) label each letter; a key and a
qualifier (``CDS/function``) make every such feature a sequence, the qualifier's value its class; anything else
(``SUBCELLULAR LOCATION``, ``organelle``) is looked for in what is said of a whole entry.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from string import ascii_letters
from typing import Literal

import numpy as np

from medview.core.alphabet import reverse_complement
from medview.core.sequence import Feature, SequenceFormat, Strand
from medview.core.text import tr
from medview.io.sequences import Sequences
from medview.training.data.sequence_nouns import Sequence

ANNOTATED: frozenset[SequenceFormat] = frozenset(("genbank", "embl", "imgt", "swissprot", "uniprot-xml"))
"""Formats whose entries say more than their letters."""

NONE_OF_THEM = "."
"""Sign of a letter that lies in none of the features."""

Level = Literal["label", "each"]
Told = Iterator[Sequence | tuple[str, str]]
"""Sequences that are labelled, and (name, reason) of what is not."""


def keys_of(labelled_by: str) -> tuple[str, ...]:
    """The keys of features a person named."""
    return tuple(key.strip() for key in labelled_by.split(",") if key.strip())


def names_of(labelled_by: str) -> Mapping[str, str]:
    """What each sign of a letter stands for."""
    return {**dict(zip(ascii_letters, keys_of(labelled_by), strict=False)), NONE_OF_THEM: tr("None of them")}


def labelled(sequences: Sequences, wanted: Level, labelled_by: str, split: str) -> Told:
    """What the entries of an open file say.

    Args:
        sequences: The file.
        wanted: Whether each letter or a whole sequence has a class.
        labelled_by: What labels them, as a person says it.
        split: Which split they are of; empty: none is named.
    """
    way = _each if wanted == "each" else _of_features if "/" in labelled_by else _of_entry
    for index in range(len(sequences)):
        yield from way(sequences, index, labelled_by, split)


def may_label(sequences: Sequences) -> Counter[str]:
    """How many features of each key, and how many entries with each topic of comments, a file has."""
    found = Counter[str]()
    for index in range(min(len(sequences), _LOOKED_AT)):
        found.update(feature.kind for feature in sequences.features(index))
        if sequences.file.format == "swissprot":
            comments = (text for name, text in sequences.annotations(index) if name == "comment")
            found.update({topic for text in comments for topic in _TOPIC.findall(text)})
    return found


_LOOKED_AT = 100
"""Entries of a file that are looked at for what could label them."""

_TOPIC = re.compile(r"(?:^| )([A-Z][A-Z ]{3,}[A-Z]): ")
"""What a comment of Swiss-Prot begins with."""


# each letter


def _each(sequences: Sequences, index: int, labelled_by: str, split: str) -> Told:
    record, signs = sequences.record(index), {key.casefold(): sign for sign, key in names_of(labelled_by).items()}
    features = [one for one in sequences.features(index) if one.kind.casefold() in signs]
    features.sort(key=lambda one: signs[one.kind.casefold()], reverse=True)  # the key that was named first counts
    if not features or record.absent:
        yield record.id, record.absent or tr("It has no feature {keys}.").format(keys=labelled_by)
        return
    letters = sequences.text(index).upper()
    strands: tuple[Strand, ...] = (1, -1) if any(_reverse(one) for one in features) else (1,)
    for strand in strands:
        rows = np.full(len(letters), NONE_OF_THEM)
        for feature in features:
            for part in feature.parts:
                if _reverse(feature) == (strand < 0) and not part.elsewhere:
                    rows[part.start : part.end] = signs[feature.kind.casefold()]
        each = "".join(rows if strand > 0 else rows[::-1])
        read = letters if strand > 0 else reverse_complement(letters)
        yield Sequence(record.id + _BACK[strand], read, record.id, split, each=each)


_BACK = {1: "", -1: ":reverse"}


def _reverse(feature: Feature) -> bool:
    return feature.strand < 0


# wholes


def _of_features(sequences: Sequences, index: int, labelled_by: str, split: str) -> Told:
    record = sequences.record(index)
    key, _, qualifier = (part.strip() for part in labelled_by.partition("/"))
    found = [one for one in sequences.features(index) if one.kind.casefold() == key.casefold()]
    stated = [(one, values[0]) for one in found if (values := one.values(qualifier))]
    if not stated:
        yield record.id, tr("It has no feature {keys}.").format(keys=labelled_by)
    for feature, label in stated:
        name = next((values[0] for known in _CALLED if (values := feature.values(known))), feature.label)
        letters = _letters(sequences, index, feature)
        name = f"{record.id}:{name}" if name != record.id else name
        yield Sequence(name, letters, split=split, label=label) if letters else (name, tr("It has no letters."))


_CALLED = ("protein_id", "locus_tag", "gene")


def _letters(sequences: Sequences, index: int, feature: Feature) -> str:
    """What a feature translates to, where it states that, else its letters; empty where a part lies elsewhere."""
    translation = feature.values("translation")
    if translation:
        return translation[0].replace(" ", "").upper()
    if any(part.elsewhere for part in feature.parts) or sequences.record(index).absent:
        return ""
    texts = ((part, sequences.text(index, part.start, part.end).upper()) for part in feature.parts)
    return "".join(reverse_complement(text) if part.strand < 0 else text for part, text in texts)


def _of_entry(sequences: Sequences, index: int, labelled_by: str, split: str) -> Told:
    record = sequences.record(index)
    said = next((found for found in _said(sequences, index, labelled_by) if found), "")
    if not said or record.absent:
        yield record.id, record.absent or tr("Nothing says its {what}.").format(what=labelled_by)
        return
    yield Sequence(record.id, sequences.text(index).upper(), split=split, label=said)


def _said(sequences: Sequences, index: int, labelled_by: str) -> Iterator[str]:
    """What is said of an entry, the first of it: up to the first stop, comma or remark."""
    wanted = labelled_by.casefold().replace(" ", "")
    topic = re.compile(rf"(?:^| ){re.escape(labelled_by)}: (.*)", re.IGNORECASE)
    for name, text in sequences.annotations(index):
        if name.casefold() in (wanted, f"comment_{wanted}", f"comment_{wanted}_location"):
            yield _first(text)
        elif name == "comment" and (found := topic.search(text)):
            yield _first(found[1])


def _first(text: str) -> str:
    return re.split(r"[.,;{(]", text, maxsplit=1)[0].strip()
