"""What a person decided of the installed packages, in one small file: enabled, pinned, confirmed, verified, trusted."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError

from medview.catalog.signing import Publisher
from medview.core.errors import ModelError
from medview.core.files import alone, keep_aside, write_whole
from medview.core.text import tr

FILE = "catalogue.json"
"""The file, in the user's models folder."""

_LOCK = f".{FILE}.lock"

_MOST_VERIFIED = 8
"""Devices remembered for each package."""

Value = TypeVar("Value")


@dataclass(frozen=True)
class Confirmed:
    """A person took responsibility for a package no trusted publisher signed.

    Args:
        manifest_sha256: Hash of its manifest: for other files the confirmation does not count.
        weights_sha256: Hash of its weights, as the manifest states it.
        time: ISO 8601 with offset.
    """

    manifest_sha256: str
    weights_sha256: str
    time: str


@dataclass(frozen=True)
class Verified:
    """A package gave its golden output on a device of this computer.

    Args:
        manifest_sha256: Hash of its manifest: for other files it says nothing.
        device: ``cuda``, ``mps`` or ``cpu``.
        device_name: The maker's name of it; empty for the processor.
        precision: In which precision.
        time: ISO 8601 with offset.
    """

    manifest_sha256: str
    device: str
    device_name: str
    precision: str
    time: str


@dataclass(frozen=True)
class State:
    """Everything decided. Packages are named by ``Package.key`` (``id@version``).

    Args:
        format: Version of the file's form.
        disabled: Packages that are not used.
        pinned: The version to be used of a model, instead of the newest.
        confirmed: Packages used although no trusted publisher signed them.
        verified: Where packages gave their golden output, newest last.
        sources: Where packages were installed from.
        publishers: Keys of trusted publishers, by their identifier.
    """

    format: int = 1
    disabled: tuple[str, ...] = ()
    pinned: Mapping[str, str] = field(default_factory=dict)
    confirmed: Mapping[str, Confirmed] = field(default_factory=dict)
    verified: Mapping[str, tuple[Verified, ...]] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)
    publishers: Mapping[str, Publisher] = field(default_factory=dict)


Change = Callable[[State], State]
_adapter = TypeAdapter(State)


@dataclass(frozen=True)
class Store:
    """The file with the state.

    Args:
        folder: The user's models folder.
    """

    folder: Path

    @property
    def path(self) -> Path:
        """The file."""
        return self.folder / FILE

    def state(self) -> State:
        """What it says now; nothing where it is damaged (``problem`` tells), so that packages need confirming anew."""
        return self._read()[0]

    def problem(self) -> ModelError | None:
        """Why the file says nothing although it is there."""
        return self._read()[1]

    def apply(self, *changes: Change) -> State:
        """Change what it says, all changes or none; a damaged file is kept beside the new one.

        What another process decides at the same moment is kept: one waits for the other.

        Raises:
            WriteError: It cannot be written; what was there is untouched.
        """
        with alone(self.folder / _LOCK):
            return self._applied(changes)

    def _applied(self, changes: Sequence[Change]) -> State:
        state, damaged = self._read()
        if damaged is not None:
            with contextlib.suppress(OSError):
                keep_aside(self.path)
        for change in changes:
            state = change(state)
        write_whole(self.path, _adapter.dump_json(state, indent=1).decode() + "\n")
        return state

    def _read(self) -> tuple[State, ModelError | None]:
        try:
            state = _adapter.validate_json(self.path.read_bytes(), strict=True)
        except FileNotFoundError:
            return State(), None
        except (OSError, ValidationError) as error:
            return State(), ModelError(
                tr("The list of decisions on models, {file}, cannot be read ({why}).").format(
                    file=FILE, why=type(error).__name__
                ),
                tr("Models no trusted publisher signed must be confirmed again; a copy of the file is kept."),
            )
        return state, None


def enabled(key: str, on: bool) -> Change:
    """Use a package, or do not."""

    def change(state: State) -> State:
        others = tuple(other for other in state.disabled if other != key)
        return replace(state, disabled=others if on else (*others, key))

    return change


def pinned(model: str, version: str | None) -> Change:
    """Use this version of a model; None: the newest again."""
    return lambda state: replace(state, pinned=_with(state.pinned, model, version))


def confirmed(key: str, given: Confirmed) -> Change:
    """A person confirmed a package."""
    return lambda state: replace(state, confirmed=_with(state.confirmed, key, given))


def verified(key: str, given: Verified) -> Change:
    """A package gave its golden output; what the same device said before is replaced."""

    def change(state: State) -> State:
        place = (given.device, given.device_name)
        others = tuple(one for one in state.verified.get(key, ()) if (one.device, one.device_name) != place)
        return replace(state, verified=_with(state.verified, key, (*others, given)[-_MOST_VERIFIED:]))

    return change


def failed(key: str) -> Change:
    """A package did not give its golden output: what was verified before says nothing any more."""
    return lambda state: replace(state, verified=_with(state.verified, key, None))


def installed_from(key: str, source: str) -> Change:
    """A package was installed from an address or a file."""
    return lambda state: replace(state, sources=_with(state.sources, key, source))


def trusted(publisher: Publisher) -> Change:
    """Trust what a publisher signs."""
    return lambda state: replace(state, publishers=_with(state.publishers, publisher.key_id, publisher))


def distrusted(key_id: str) -> Change:
    """Trust a publisher no more."""
    return lambda state: replace(state, publishers=_with(state.publishers, key_id, None))


def forgotten(key: str) -> Change:
    """A package is removed: nothing is remembered of it."""

    def change(state: State) -> State:
        model, _, version = key.rpartition("@")
        return replace(
            state,
            disabled=tuple(other for other in state.disabled if other != key),
            pinned={name: held for name, held in state.pinned.items() if (name, held) != (model, version)},
            confirmed=_with(state.confirmed, key, None),
            verified=_with(state.verified, key, None),
            sources=_with(state.sources, key, None),
        )

    return change


def _with(table: Mapping[str, Value], key: str, value: Value | None) -> dict[str, Value]:
    others = {name: held for name, held in table.items() if name != key}
    return others if value is None else {**others, key: value}
