"""A MONAI bundle's ``inference.json``: its references, macros and components, resolved on demand and never run.

The syntax is that of MONAI's bundle specification: ``@id`` refers to another entry (``::`` or ``#`` goes into it),
``%id`` stands for a copy of one, also from another file of the bundle, ``$`` begins an expression, and an object with
``_target_`` is a component. What nobody asks for is never looked at, except for what it would run.
"""

from __future__ import annotations

import ast
import re
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from medview.core.errors import ModelError
from medview.core.strict_json import NotStrict, read_object
from medview.core.text import tr
from medview.engine.importing.expressions import MOST_LETTERS, dotted, evaluate, quoted
from medview.engine.importing.limited import MOST_PARTS, parts
from medview.engine.importing.refusals import not_supported

MOST_DEPTH = 60
"""Entries within each other, and references one after the other."""

MOST_ENTRIES = 100_000
"""Entries of a configuration, macros filled in."""

MOST_RESOLVED = 1 << 20
"""Items and letters of all values that are read of a configuration, those within each other each time."""

_EXPRESSION_PARTS = 1 << 10
"""What working out an expression counts as, however small its value is."""

SEPARATOR = "::"
TARGET, DISABLED, MODE = "_target_", "_disabled_", "_mode_"
_SPECIAL = frozenset((TARGET, DISABLED, MODE, "_requires_", "_desc_"))
_RELATIVE = re.compile(r"([@%])((?:::)+)")
_FILE = re.compile(r"^(?P<file>.+\.(?:json|yaml|yml))(?:::(?P<id>.*))?$")
_REFERENCE = re.compile(r"^@\w+(?:::\w+)*$")

_RUNS = frozenset(("eval", "exec", "compile", "getattr", "delattr", "globals", "locals", "vars", "input", "breakpoint"))
_RUNS_IN = frozenset(
    (
        "system", "popen", "Popen", "spawnl", "spawnv", "fork", "execv", "execve", "execl", "execvp", "check_output",
        "check_call", "getoutput", "import_module", "run_path", "run_module", "rmtree", "unlink", "rmdir", "kill",
        "urlopen", "urlretrieve", "chmod",
    )
)  # fmt: skip
_RUNS_OF = frozenset(("subprocess", "pickle", "marshal", "ctypes", "socket", "builtins", "importlib", "runpy", "pty"))
"""Functions, those of a module, and whole modules no expression of a bundle has an honest use for: a bundle with one is
refused as a whole, although nothing of it would be run."""


@dataclass(frozen=True, eq=False)
class Component:
    """Something a bundle wants to be made.

    Args:
        target: What, as the bundle names it.
        place: Where in the configuration it is.
        entries: What it is made with, unresolved.
        config: The whole configuration.
    """

    target: str
    place: str
    entries: Mapping[str, Any]
    config: BundleConfig
    is_component = True

    @property
    def names(self) -> tuple[str, ...]:
        """Names of its arguments."""
        return tuple(name for name in self.entries if name not in _SPECIAL)

    def get(self, name: str, default: object = None) -> Any:
        """An argument, resolved."""
        return self.config.value(f"{self.place}{SEPARATOR}{name}") if name in self.entries else default

    def arguments(self) -> dict[str, Any]:
        """All of them."""
        return {name: self.get(name) for name in self.names}


@dataclass(eq=False)
class BundleConfig:
    """A configuration whose macros are filled in.

    Args:
        data: The entries.
    """

    data: Mapping[str, Any]
    _known: dict[str, Any] = field(default_factory=dict)
    _waiting: list[str] = field(default_factory=list)
    _left: int = MOST_RESOLVED

    def has(self, place: str) -> bool:
        """Whether there is such an entry."""
        try:
            self._raw(place)
        except (KeyError, IndexError, ValueError, TypeError):
            return False
        return True

    def value(self, place: str) -> Any:
        """An entry, resolved; components stay as they are.

        Args:
            place: Its path, such as ``inferer::roi_size``.

        Raises:
            ModelError: It is not there, refers to itself, is too large, or is not supported.
        """
        if place in self._known:
            return self._known[place]
        if place in self._waiting or len(self._waiting) > MOST_DEPTH:
            raise not_supported(tr("the entry {place}, which refers to itself").format(place=place))
        self._waiting.append(place)
        try:
            raw = self._raw(place)
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise not_supported(tr("@{place}, which is not in the bundle").format(place=place)) from error
        else:
            self._count(0, place)
            found = self._resolved(raw, place)
            self._count(parts(found, min(MOST_PARTS, self._left)), place)
            self._known[place] = found
        finally:
            self._waiting.pop()
        return self._known[place]

    def leaves(self) -> Iterator[tuple[str, Any]]:
        """Every entry with its place, also those nobody reads, in their order."""
        return _leaves(self.data)

    def components(self) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Every object that asks for something to be made, with its place."""
        return ((place, value) for place, value in self.leaves() if isinstance(value, Mapping) and TARGET in value)

    def _count(self, found: int, place: str) -> None:
        """References to lists of references would grow without end, by a few letters each."""
        self._left -= found
        if found > MOST_PARTS or self._left < 0:
            raise not_supported(tr("the entry {place}, which is too large").format(place=place))

    def _raw(self, place: str) -> Any:
        found: Any = self.data
        for part in place.split(SEPARATOR):
            found = found[int(part)] if isinstance(found, list) else found[part]
        return found

    def _resolved(self, raw: Any, place: str) -> Any:
        if isinstance(raw, dict):
            if TARGET in raw:
                return self._component(raw, place)
            return {
                key: self.value(f"{place}{SEPARATOR}{key}") for key in raw if not self._is_off(raw[key], place, key)
            }
        if isinstance(raw, list):
            return [
                self.value(f"{place}{SEPARATOR}{number}")
                for number, item in enumerate(raw)
                if not self._is_off(item, place, number)
            ]
        return self._text(raw, place) if isinstance(raw, str) else raw

    def _component(self, raw: Mapping[str, Any], place: str) -> Component | None:
        if self._is_off(raw, place):
            return None
        target = raw[TARGET]
        if not isinstance(target, str) or target.startswith(("$", "@", "%")):
            raise not_supported(f"_target_ {target}")
        if raw.get(MODE, "default") != "default":
            raise not_supported(f"_mode_ {raw[MODE]} ({target})")
        return Component(target, place, raw, self)

    def _is_off(self, raw: Any, *place: object) -> bool:
        """Whether this is a component that is disabled."""
        if not isinstance(raw, dict) or TARGET not in raw or DISABLED not in raw:
            return False
        where = SEPARATOR.join(map(str, (*place, DISABLED)))
        said = self.value(where)
        return said.strip().casefold() == "true" if isinstance(said, str) else bool(said)

    def _text(self, raw: str, place: str) -> Any:
        text = absolute(raw, place)
        if text.startswith("$"):
            self._count(_EXPRESSION_PARTS, place)
            return evaluate(text[1:], self.value)
        return self.value(text[1:]) if _REFERENCE.match(text) else raw


def absolute(text: str, place: str) -> str:
    """A reference counted from where it stands (``@##name``) counted from the top."""
    if not text.startswith(("$", "@", "%")):
        return text
    text = text.replace("#", SEPARATOR)
    above = place.split(SEPARATOR)

    def counted(found: re.Match[str]) -> str:
        up = len(found[2]) // len(SEPARATOR)
        if up > len(above):
            raise not_supported(text)
        return found[1] + "".join(f"{part}{SEPARATOR}" for part in above[: len(above) - up])

    return _RELATIVE.sub(counted, text)


def read_config(root: Path, name: str, said: Mapping[str, Any] | None = None) -> BundleConfig:
    """Read a configuration of a bundle and fill in its macros; nothing of it is run.

    Args:
        root: The bundle's folder.
        name: The file's path within it.
        said: Entries that replace those of the file.

    Raises:
        ModelError: It is damaged or too large, or would run code if it were used as MONAI uses it.
    """
    filling = _Filling(root, name)
    filling.files[name].update(said or {})
    config = BundleConfig(filling.filled(filling.files[name], ""))
    check_harmless(config.data)
    return config


def read_json(root: Path, name: str) -> dict[str, Any]:
    """A JSON object of a bundle.

    Raises:
        ModelError: It is none, or too large.
    """
    try:
        return read_object(root / name)
    except (OSError, NotStrict) as error:
        raise _damaged(name, str(error)) from error


class _Filling:
    """Macros on their way to what they stand for."""

    def __init__(self, root: Path, name: str) -> None:
        self._root, self._name, self._entries = root.resolve(), name, 0
        self.files: dict[str, dict[str, Any]] = {name: read_json(root, name)}

    def filled(self, value: Any, place: str, depth: int = 0) -> Any:
        """A value with its macros filled in."""
        self._entries += 1
        if depth > MOST_DEPTH or self._entries > MOST_ENTRIES:
            raise _damaged(self._name, tr("its entries are too many, or too deep within each other"))
        if isinstance(value, dict):
            return {key: self.filled(item, _within(place, key), depth + 1) for key, item in value.items()}
        if isinstance(value, list):
            return [self.filled(item, _within(place, number), depth + 1) for number, item in enumerate(value)]
        if isinstance(value, str) and value.startswith("%"):
            return self.filled(self._macro(absolute(value, place)), place, depth + 1)
        return value

    def _macro(self, text: str) -> Any:
        found = _FILE.match(text[1:])
        file, inside = (found["file"], found["id"] or "") if found else (self._name, text[1:])
        entry: Any = self._file(file, text)
        try:
            for part in inside.split(SEPARATOR) if inside else ():
                entry = entry[int(part)] if isinstance(entry, list) else entry[part]
        except (KeyError, IndexError, ValueError, TypeError) as error:
            raise not_supported(tr("{macro}, which is not in the bundle").format(macro=text)) from error
        return entry

    def _file(self, name: str, text: str) -> dict[str, Any]:
        if name in self.files:
            return self.files[name]
        place = PurePosixPath(name.replace("\\", "/"))
        beside = next((path for path in (self._root / place, self._root / "configs" / place) if path.is_file()), None)
        outside = place.is_absolute() or ".." in place.parts or ":" in name
        if outside or (beside is not None and not beside.resolve().is_relative_to(self._root)):
            raise not_supported(tr("{macro}, which points outside the bundle").format(macro=text))
        if beside is None or place.suffix != ".json":
            raise not_supported(tr("{macro}, which is no JSON file of the bundle").format(macro=text))
        self.files[name] = read_json(self._root, str(beside.relative_to(self._root)))
        return self.files[name]


def _within(place: str, key: object) -> str:
    return f"{place}{SEPARATOR}{key}" if place else str(key)


def check_harmless(data: Any) -> None:
    """Refuse a configuration that would do harm where its expressions are run; here nothing of it is.

    Raises:
        ModelError: It names what it would run.
    """
    checked = set[str]()  # macros may repeat one many times
    for _, value in _leaves(data):
        if isinstance(value, Mapping) and MODE in value and value[MODE] not in ("default", "callable"):
            raise not_supported(f"_mode_ {value[MODE]}")
        if isinstance(value, str) and value.startswith("$") and value not in checked:
            checked.add(value)
            _check_expression(value[1:])


def _leaves(value: Any, place: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(value, dict | list):
        if place:
            yield place, value
        for key, item in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _leaves(item, _within(place, key))
    else:
        yield place, value


def _check_expression(text: str) -> None:
    if len(text) > MOST_LETTERS:
        raise not_supported(tr("an expression of {count} letters").format(count=len(text)))
    plain = text.replace("#", SEPARATOR).replace(SEPARATOR, "_").replace("@", "reference_")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Python's remarks on odd code
            found = list(ast.walk(ast.parse(plain)))
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise not_supported(quoted(text)) from error
    if any(map(_runs, found)):
        raise not_supported(quoted(text))


def _runs(part: ast.AST) -> bool:
    if isinstance(part, ast.Name):
        return part.id in _RUNS or _is_hidden(part.id)
    if isinstance(part, ast.Attribute):
        return part.attr in _RUNS_IN or _is_hidden(part.attr) or dotted(part).partition(".")[0] in _RUNS_OF
    if isinstance(part, ast.ImportFrom):
        return any(name.name in _RUNS_IN for name in part.names)
    return False


def _is_hidden(word: str) -> bool:
    return word.startswith("__") and word.endswith("__")


def _damaged(name: str, why: str) -> ModelError:
    return ModelError(
        tr("{file} of the bundle cannot be read: {why}.").format(file=name, why=why.rstrip(".")),
        tr("Ask its maker for the bundle again."),
    )
