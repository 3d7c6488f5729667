"""Whether a package may be run: part of the program, signed by a trusted publisher, or confirmed by a person."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from medview.catalog.manifest import MANIFEST, read_manifest, sha256
from medview.catalog.package import Package
from medview.catalog.signing import SignatureFile, read_signature
from medview.catalog.store import Change, Confirmed, State, confirmed
from medview.core.errors import MedViewError, ModelError
from medview.core.finding import now
from medview.core.resources import resource
from medview.core.text import tr


class Standing(Enum):
    """Who answers for a package."""

    SHIPPED = "part of the program"
    TRUSTED = "signed by a trusted publisher"
    UNKNOWN = "signed by an unknown publisher"
    UNSIGNED = "not signed"
    WRONG = "signature wrong"


@dataclass(frozen=True)
class Signature:
    """What the signature of a package says.

    Args:
        standing: Who answers for it.
        publisher: Whose signature it is; of an unknown one, what it calls itself.
        key: Identifier of its key.
    """

    standing: Standing
    publisher: str = ""
    key: str = ""

    @property
    def words(self) -> str:
        """One sentence for a reader."""
        return _WORDS[self.standing]().format(publisher=self.publisher)


_WORDS = {
    Standing.SHIPPED: lambda: tr("Part of MedView."),
    Standing.TRUSTED: lambda: tr("Signed by {publisher}, whom you trust."),
    Standing.UNKNOWN: lambda: tr("Signed by an unknown publisher that calls itself {publisher}."),
    Standing.UNSIGNED: lambda: tr("Not signed."),
    Standing.WRONG: lambda: tr("Its signature does not fit its files."),
}


def is_shipped(folder: Path) -> bool:
    """Whether a package folder came with the program."""
    try:
        return folder.parent.resolve() == resource("models").resolve()
    except MedViewError:
        return False


def signature_of(folder: Path, state: State) -> Signature:
    """Check the signature of a package; its files are compared with what was signed by ``Package.verify``."""
    if is_shipped(folder):
        return Signature(Standing.SHIPPED)
    try:
        signed = read_signature(folder)
    except ModelError:
        return Signature(Standing.WRONG)
    return Signature(Standing.UNSIGNED) if signed is None else _checked(signed, folder, state)


def is_imported(package: Package) -> bool:
    """Whether a person made it on this computer, by importing a model; what was installed has a version's folder."""
    return package.configuration.origin is not None and package.folder.name == package.card.id


def is_confirmed(package: Package, state: State) -> bool:
    """Whether a person answers for exactly these files."""
    given = state.confirmed.get(package.key)
    return is_imported(package) or (given is not None and given.manifest_sha256 == manifest_sha256(package.folder))


def doubt(package: Package, state: State) -> ModelError | None:
    """Why a package may not be run, with what to do; None where it may."""
    signature = signature_of(package.folder, state)
    if signature.standing in (Standing.SHIPPED, Standing.TRUSTED):
        return None
    if signature.standing is Standing.WRONG:
        return wrong(package.folder.name)
    if is_confirmed(package, state):
        return None
    return ModelError(
        tr("Nobody has confirmed the model {model} yet. {signature}").format(
            model=package.card.name, signature=signature.words
        ),
        tr(
            "If you know where it comes from, confirm it in the catalogue of models, or with: "
            "medview models enable {id} --accept-unsigned"
        ).format(id=package.card.id),
    )


def wrong(name: str) -> ModelError:
    """The refusal of a package whose signature is wrong."""
    return ModelError(
        tr("The signature of the model package {name} does not fit its files.").format(name=name),
        tr("Do not use this copy; install the model again from its publisher."),
    )


def confirming(package: Package) -> Change:
    """The change with which a person confirms these files."""
    weights = read_manifest(package.folder).get(package.weights_name, "")
    return confirmed(package.key, Confirmed(manifest_sha256(package.folder), weights, now()))


def manifest_sha256(folder: Path) -> str:
    """The hash of the manifest, which stands for every file; empty where there is none."""
    path = folder / MANIFEST
    return sha256(path) if path.is_file() else ""


def _checked(signed: SignatureFile, folder: Path, state: State) -> Signature:
    key = signed.publisher.key_id
    if not signed.is_right(folder):
        return Signature(Standing.WRONG, signed.publisher.name, key)
    known = state.publishers.get(key)
    if known is None or known.public_key != signed.publisher.public_key:
        return Signature(Standing.UNKNOWN, signed.publisher.name, key)
    return Signature(Standing.TRUSTED, known.name, key)
