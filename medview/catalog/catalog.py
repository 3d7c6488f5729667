"""All model packages at hand: those shipped with the program and those in the user's folder."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from medview.catalog.package import Package, load_package
from medview.catalog.store import FILE, State, Store, Verified, failed, verified
from medview.catalog.trust import Signature, doubt, is_confirmed, is_shipped, manifest_sha256, signature_of
from medview.catalog.verification import VerifyResult
from medview.catalog.versions import order
from medview.core.errors import MedViewError, ModelError
from medview.core.finding import now
from medview.core.resources import resource
from medview.core.text import tr


@dataclass(frozen=True)
class Installed:
    """One version of a model, and what was decided of it.

    Args:
        package: The package.
        shipped: It came with the program and cannot be removed.
        enabled: It may be used.
        used: It is the version that runs when its model is named.
        pinned: A person chose this version.
        signature: Who answers for it.
        confirmed: A person answers for exactly these files.
        verified: Where exactly these files gave their golden output, newest last.
        bytes: Disk use.
        source: Where it was installed from; empty where nobody knows.
    """

    package: Package
    shipped: bool
    enabled: bool
    used: bool
    pinned: bool
    signature: Signature
    confirmed: bool
    verified: tuple[Verified, ...]
    bytes: int
    source: str


@dataclass(frozen=True)
class Catalog:
    """The packages in some folders, read when asked.

    A package's folder is called by its model's identifier, or ``id@version`` so that versions lie side by side. Of
    each model the newest enabled version is used, or the one a person pinned.

    Args:
        folders: Folders of package folders; of one version in several folders the last is taken.
        store: What was decided of the packages; None: nothing.
    """

    folders: tuple[Path, ...]
    store: Store | None = None

    @classmethod
    def shipped(cls, *more: Path) -> Catalog:
        """The packages shipped with the program, and those in ``more``, the user's own folder first."""
        store = Store(more[0]) if more else None
        try:
            return cls((resource("models"), *more), store)
        except MedViewError:
            return cls(more, store)

    @property
    def state(self) -> State:
        """What was decided of the packages."""
        return self.store.state() if self.store else State()

    @property
    def packages(self) -> tuple[Package, ...]:
        """The package used of each model that can be read and is not disabled, in order of name."""
        return _by_name(_used(self._read()[0].values(), self.state).values())

    @property
    def installed(self) -> tuple[Installed, ...]:
        """Every version of every readable model, in order of name, newest first."""
        packages, state = self._read()[0], self.state
        used = {package.key for package in _used(packages.values(), state).values()}
        newest = sorted(packages.values(), key=lambda package: order(package.card.version), reverse=True)
        return tuple(_installed(package, state, package.key in used) for package in _by_name(newest))

    @property
    def unreadable(self) -> tuple[tuple[Path, ModelError], ...]:
        """Folders that hold no readable package, each with the reason."""
        problem = self.store.problem() if self.store else None
        told = ((self.store.folder / FILE, problem),) if self.store and problem else ()
        return (*self._read()[1], *told)

    def find(self, model_id: str) -> Package:
        """The package used of a model.

        Raises:
            ModelError: There is none, it is disabled, or it is not readable.
        """
        packages, broken = self._read()
        used = _used(packages.values(), self.state)
        if model_id in used:
            return used[model_id]
        if any(package.card.id == model_id for package in packages.values()):
            raise ModelError(
                tr("The model {id} is disabled.").format(id=model_id),
                tr("Enable it in the catalogue of models, or with: medview models enable {id}").format(id=model_id),
            )
        for folder, error in broken:
            if folder.name.partition("@")[0] == model_id:
                raise error
        known = ", ".join(used) or tr("none")
        raise ModelError(
            tr("There is no model {id}.").format(id=model_id), tr("Installed models: {known}.").format(known=known)
        )

    def versions(self, model_id: str) -> tuple[Installed, ...]:
        """Every version of a model, newest first.

        Raises:
            ModelError: There is none.
        """
        found = tuple(one for one in self.installed if one.package.card.id == model_id)
        if not found:
            self.find(model_id)
        return found

    def doubt(self, package: Package) -> ModelError | None:
        """Why a package may not be run, with what to do; None where it may."""
        return doubt(package, self.state)

    def note_verified(self, package: Package, result: VerifyResult) -> None:
        """Remember that a package gave its golden output here, now.

        Raises:
            WriteError: It cannot be remembered.
        """
        if self.store is not None:
            manifest = manifest_sha256(package.folder)
            given = Verified(manifest, result.device, result.device_name, result.precision, now())
            self.store.apply(verified(package.key, given))

    def note_failed(self, package: Package) -> None:
        """Remember that a package did not give its golden output: what was verified before counts no more.

        Raises:
            WriteError: It cannot be remembered.
        """
        if self.store is not None and package.key in self.state.verified:
            self.store.apply(failed(package.key))

    def search(self, text: str) -> tuple[Installed, ...]:
        """The installed versions whose card has every word of ``text``."""
        words = text.casefold().split()
        return tuple(one for one in self.installed if all(word in searched(one.package) for word in words))

    def _read(self) -> tuple[dict[str, Package], tuple[tuple[Path, ModelError], ...]]:
        found: dict[str, Package] = {}
        broken = []
        for folder in self._candidates():
            try:
                package = load_package(folder)
            except ModelError as error:
                broken.append((folder, error))
            except Exception as error:  # noqa: BLE001 # whatever is wrong with one package, the others are there
                broken.append((folder, _broken(folder, error)))
            else:
                found[package.key] = package
        return found, tuple(broken)

    def _candidates(self) -> list[Path]:
        """Folders that look like packages; those with a dot before their name are being made or removed."""
        present = (folder for folder in self.folders if folder.is_dir())
        inside = (path for folder in present for path in sorted(folder.iterdir()))
        return [path for path in inside if not path.name.startswith(".") and (path / "configs").is_dir()]


def _broken(folder: Path, error: Exception) -> ModelError:
    return ModelError(
        tr("The model package {name} cannot be read ({why}).").format(name=folder.name, why=type(error).__name__),
        tr("Remove its folder, or install the model again."),
    )


def _used(packages: Iterable[Package], state: State) -> dict[str, Package]:
    """The package used of each model, by its identifier."""
    used: dict[str, Package] = {}
    allowed = (package for package in packages if package.key not in state.disabled)
    for package in sorted(allowed, key=lambda package: _rank(package, state)):
        used[package.card.id] = package
    return used


def _rank(package: Package, state: State) -> tuple[bool, object]:
    return state.pinned.get(package.card.id) == package.card.version, order(package.card.version)


def _by_name(packages: Iterable[Package]) -> tuple[Package, ...]:
    return tuple(sorted(packages, key=lambda package: (package.card.name, package.card.id)))


def _installed(package: Package, state: State, used: bool) -> Installed:
    shipped, manifest = is_shipped(package.folder), manifest_sha256(package.folder)
    return Installed(
        package=package,
        shipped=shipped,
        enabled=package.key not in state.disabled,
        used=used,
        pinned=state.pinned.get(package.card.id) == package.card.version,
        signature=signature_of(package.folder, state),
        confirmed=is_confirmed(package, state),
        verified=tuple(one for one in state.verified.get(package.key, ()) if one.manifest_sha256 == manifest),
        bytes=sum(path.stat().st_size for path in package.folder.rglob("*") if path.is_file()),
        source=state.sources.get(package.key, ""),
    )


def searched(package: Package) -> str:
    """What a search for a package looks through, in small letters."""
    card = package.card
    labels = (label.name for label in card.labels)
    said = (card.id, card.name, card.family, card.summary, card.intended_use, card.input.description, card.authors)
    return "\n".join((*said, *card.input.modalities, *card.input.body_parts, *labels)).casefold()
