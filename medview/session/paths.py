"""Where MedView keeps the user's things: one folder each for settings, data, cache and logs."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from platformdirs import PlatformDirs

from medview.core.errors import MedViewError
from medview.core.text import tr

HOME_VARIABLE = "MEDVIEW_HOME"
"""An environment variable naming one folder for everything: for tests, portable installations and shared machines."""


@dataclass(frozen=True)
class Paths:
    """The user's folders, private (0700) where MedView made them.

    Args:
        config: Settings.
        data: What must not be lost: decisions and results.
        cache: What can be made again.
        logs: Log and crash files.
    """

    config: Path
    data: Path
    cache: Path
    logs: Path

    @property
    def settings_file(self) -> Path:
        """The settings."""
        return self.config / "settings.json"

    @property
    def hanging_file(self) -> Path:
        """The user's hanging protocols; without it the shipped ones count."""
        return self.config / "hanging.json"

    @property
    def sitting_file(self) -> Path:
        """What was open; its paths may hold patients' names."""
        return self.data / "sitting.json"

    @property
    def tries_file(self) -> Path:
        """How many starts in a row ended while they put back what was open."""
        return self.data / "sitting.tries"

    @property
    def store(self) -> Path:
        """Folder of the database and the results' maps."""
        return self.data / "store"

    @property
    def models(self) -> Path:
        """Model packages the user added."""
        return self.data / "models"

    @property
    def alignments(self) -> Path:
        """Pairs of sequences that were aligned in the window, one file each."""
        return self.data / "alignments"

    @property
    def pasted(self) -> Path:
        """Sequences that were pasted, a folder each."""
        return self.data / "pasted"

    @property
    def training(self) -> Path:
        """Runs of models that are being trained, so that they go on in another sitting."""
        return self.data / "training"

    @property
    def workspaces(self) -> Path:
        """Parent of the running programs' private folders; on disk, since open volumes lie there."""
        return self.cache / "work"

    @property
    def header_cache(self) -> Path:
        """Headers of files scanned before."""
        return self.cache / "headers.sqlite"

    @property
    def downloads(self) -> Path:
        """Packages that are being downloaded."""
        return self.cache / "downloads"

    @property
    def demo(self) -> Path:
        """The demonstration study."""
        return self.cache / "demo"

    @property
    def log_file(self) -> Path:
        """The log."""
        return self.logs / "medview.log"

    @property
    def crash_file(self) -> Path:
        """Where the interpreter writes its stack when it crashes."""
        return self.logs / "crash.log"


def user_paths() -> Paths:
    """The user's folders, made where missing; all under ``MEDVIEW_HOME`` if that is set.

    Raises:
        MedViewError: A folder cannot be made.
    """
    paths = _chosen()
    for folder in (paths.config, paths.data, paths.cache, paths.logs, paths.store, paths.models):
        try:
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise MedViewError(
                tr("MedView cannot make its folder {folder}: {reason}.").format(
                    folder=folder, reason=error.strerror or type(error).__name__
                ),
                tr("Free some disk space, or set {variable} to a folder you may write to.").format(
                    variable=HOME_VARIABLE
                ),
            ) from error
    return paths


def _chosen() -> Paths:
    home = os.environ.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser().absolute()
        return Paths(root / "config", root / "data", root / "cache", root / "logs")
    folders = PlatformDirs("medview", appauthor=False)
    return Paths(folders.user_config_path, folders.user_data_path, folders.user_cache_path, folders.user_log_path)
