"""All model packages at hand: those shipped with the program and those in the user's folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from medview.catalog.package import Package, load_package
from medview.core.errors import MedViewError, ModelError
from medview.core.resources import resource
from medview.core.text import tr


@dataclass(frozen=True)
class Catalog:
    """The packages in some folders, read when asked.

    Args:
        folders: Folders of package folders; a later folder's package replaces an earlier one's of the same id.
    """

    folders: tuple[Path, ...]

    @classmethod
    def shipped(cls, *more: Path) -> Catalog:
        """The packages shipped with the program, and those in ``more``."""
        try:
            return cls((resource("models"), *more))
        except MedViewError:
            return cls(more)

    @property
    def packages(self) -> tuple[Package, ...]:
        """Every readable package, in order of name."""
        return self._read()[0]

    @property
    def unreadable(self) -> tuple[tuple[Path, ModelError], ...]:
        """Folders that hold no readable package, each with the reason."""
        return self._read()[1]

    def find(self, model_id: str) -> Package:
        """The package with this id.

        Raises:
            ModelError: There is none, or it is not readable.
        """
        packages, broken = self._read()
        for package in packages:
            if package.card.id == model_id:
                return package
        for folder, error in broken:
            if folder.name == model_id:
                raise error
        known = ", ".join(package.card.id for package in packages) or tr("none")
        raise ModelError(
            tr("There is no model {id}.").format(id=model_id), tr("Installed models: {known}.").format(known=known)
        )

    def _read(self) -> tuple[tuple[Package, ...], tuple[tuple[Path, ModelError], ...]]:
        found: dict[str, Package] = {}
        broken = []
        for folder in self._candidates():
            try:
                package = load_package(folder)
            except ModelError as error:
                broken.append((folder, error))
            else:
                found[package.card.id] = package
        return tuple(sorted(found.values(), key=lambda package: package.card.name)), tuple(broken)

    def _candidates(self) -> list[Path]:
        present = (folder for folder in self.folders if folder.is_dir())
        return [path for folder in present for path in sorted(folder.iterdir()) if (path / "configs").is_dir()]
