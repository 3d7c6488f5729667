"""Finds every text people see and keeps the catalogue of its translations: ``make translations``.

Qt's own lupdate does not know the program's helpers and tables. Here each text is found with the context it is looked
up in when the program runs: the class of ``self.tr``, the name in ``QCoreApplication.translate``, or that of a helper
which ends in one of the two. A text that cannot be found this way is told, so that none is forgotten.
"""

from __future__ import annotations

import argparse
import ast
import json
import re
import sys
from collections.abc import Container, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

PROJECT = Path(__file__).resolve().parent.parent
CATALOGUE = PROJECT / "resources" / "translations" / "medview_zh_CN.ts"
COMPLETE = "extra-complete"
"""The catalogue's own element that says whether every text must have a translation."""

_PLANES = ("medview.imaging.reslice:Plane:0",)
_REFUSALS = tuple(
    f"medview.io.pixels.syntaxes:_{name}"
    for name in ("RETIRED", "VIDEO", "STREAMED", "VOLUMETRIC", "XL", "XML", "LIVE", "PAPYRUS", "GE", "UNKNOWN")
)
TABLES: dict[tuple[str, str], tuple[str, ...]] = {
    ("medview.cli.training", "name"): ("medview.cli.training:_MEASURES:0",),
    ("medview.imaging.picture", "plane.name"): _PLANES,
    ("medview.io.objects.plan", "name"): tuple(
        f"medview.io.objects.plan:_{one}:0" for one in ("HEAD", "DOSES", "BEAM")
    ),
    ("medview.io.objects.presentation", "words"): ("medview.io.objects.presentation:_UNAPPLIED:1",),
    ("medview.io.pixels.syntaxes", "row.refusal"): _REFUSALS,
    ("medview.session.hanging_json", "words"): ("medview.session.hanging_json:_of:1",),
    ("medview.views.viewport.corner_text", "frame.plane.name"): _PLANES,
    ("medview.views.drawing.jumping", "frame.plane.name"): _PLANES,
    ("medview.views.reading.key_images", "plane.name"): _PLANES,
}
"""(module, expression) of a text that is looked up by what tables hold, and the tables: ``module:NAME`` of an
assignment, all of whose texts are meant, or ``module:NAME:n``: the n-th of each of its tuples, or the n-th argument of
each call of that name."""

Found = dict[tuple[str, str], set[str]]
"""(context, text) to the files it is in."""


@dataclass
class Module:
    """A module and what is known of it."""

    name: str
    path: str
    tree: ast.Module
    helpers: dict[str, str] = field(default_factory=dict)
    """Function to the context it translates in."""
    marks: set[str] = field(default_factory=set)
    """Functions that only mark a text."""
    names: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Imported name to (module, name there), the latter empty for a module."""


class Extractor:
    """Finds texts in modules.

    Args:
        modules: By name.
    """

    def __init__(self, modules: dict[str, Module]) -> None:
        self.modules = modules
        self.found: Found = {}
        self.problems: list[str] = []
        for module in modules.values():
            _learn(module, modules)
        self.marked = {
            (module.name, mark): _mark_context(module) for module in modules.values() for mark in module.marks
        }

    def run(self) -> None:
        """Go through all modules."""
        for module in self.modules.values():
            self._visit(module, module.tree, "")

    def _visit(self, module: Module, node: ast.AST, inside: str) -> None:
        if isinstance(node, ast.ClassDef):
            inside = node.name
        if isinstance(node, ast.FunctionDef) and (node.name in module.helpers or node.name in module.marks):
            return
        if isinstance(node, ast.Call):
            self._call(module, node, inside)
        for child in ast.iter_child_nodes(node):
            self._visit(module, child, inside)

    def _call(self, module: Module, call: ast.Call, inside: str) -> None:
        context, text = self._looked_up(module, call, inside)
        if context is None or text is None:
            return
        texts = self._texts(module, text)
        if texts is None and context not in self.marked.values():
            self.problems.append(f"{module.path}:{call.lineno}: {ast.unparse(call)[:100]}")
        for one in texts or ():
            if one:
                self.found.setdefault((context, one), set()).add(module.path)

    def _looked_up(self, module: Module, call: ast.Call, inside: str) -> tuple[str | None, ast.expr | None]:
        """The context a call translates in, and the text it is given."""
        function = call.func
        if isinstance(function, ast.Attribute):
            if function.attr == "translate" and ast.unparse(function.value).endswith("QCoreApplication"):
                context = call.args[0]
                return (context.value, call.args[1]) if isinstance(context, ast.Constant) else (None, None)
            if function.attr == "tr" and isinstance(function.value, ast.Name) and function.value.id == "self":
                return inside, call.args[0]
            if isinstance(function.value, ast.Name):
                return self._named(module.names.get(function.value.id, ("", ""))[0], function.attr), _first(call)
            return None, None
        if isinstance(function, ast.Name):
            where, name = module.names.get(function.id, (module.name, function.id))
            return self._named(where, name), _first(call)
        return None, None

    def _named(self, where: str, name: str) -> str | None:
        module = self.modules.get(where)
        if module is None:
            return None
        return module.helpers.get(name) or self.marked.get((where, name))

    def _texts(self, module: Module, text: ast.expr) -> list[str] | None:
        """What a call may be given; None where that cannot be told."""
        if isinstance(text, ast.Constant):
            return [text.value] if isinstance(text.value, str) else []
        if isinstance(text, ast.IfExp):
            both = (self._texts(module, text.body), self._texts(module, text.orelse))
            return None if None in both else [one for part in both for one in part or ()]
        key = (module.name, ast.unparse(text))
        if key in TABLES:
            return [one for table in TABLES[key] for one in self._table(*table.split(":"))] or None
        if isinstance(text, ast.Name):
            where, name = module.names.get(text.id, (module.name, text.id))
            return self._table(where, name) or None
        if isinstance(text, ast.Subscript):
            return self._texts_of(module, text.value)
        if isinstance(text, ast.Call) and isinstance(text.func, ast.Attribute) and text.func.attr == "get":
            return self._texts_of(module, text.func.value)
        return None

    def _texts_of(self, module: Module, table: ast.expr) -> list[str] | None:
        if isinstance(table, ast.Subscript):
            return self._texts_of(module, table.value)
        if not isinstance(table, ast.Name):
            return None
        where, name = module.names.get(table.id, (module.name, table.id))
        return self._table(where, name) or None

    def _table(self, where: str, name: str, place: str = "") -> list[str]:
        """The texts of an assignment, keys of dictionaries left out; or those of one argument of a function's calls."""
        module = self.modules.get(where)
        if module is None:
            return []
        for node in module.tree.body:
            if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None and name in _targets(node):
                return list(_constants(node.value, int(place) if place else None))
        calls = (node for node in ast.walk(module.tree) if isinstance(node, ast.Call))
        named = (call for call in calls if isinstance(call.func, ast.Name) and call.func.id == name and place)
        return [text for call in named for text in _constants(call.args[int(place)])]


def _first(call: ast.Call) -> ast.expr | None:
    return call.args[0] if call.args and not isinstance(call.args[0], ast.Starred) else None


def _targets(node: ast.Assign | ast.AnnAssign) -> set[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return {target.id for target in targets if isinstance(target, ast.Name)}


def _constants(value: ast.AST, place: int | None = None) -> Iterator[str]:
    """Texts in an expression: only the n-th of each innermost tuple, if one is wanted."""
    if isinstance(value, ast.Constant):
        if isinstance(value.value, str):
            yield value.value
        return
    if place is not None and isinstance(value, ast.Tuple) and all(isinstance(one, ast.Constant) for one in value.elts):
        yield from _constants(value.elts[place])
        return
    children = value.values if isinstance(value, ast.Dict) else ast.iter_child_nodes(value)
    for child in children:
        yield from _constants(child, place)


def _learn(module: Module, known: Container[str]) -> None:
    """Find the module's imports, helpers and marks."""
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                module.names[alias.asname or alias.name] = (whole, "") if whole in known else (node.module, alias.name)
        elif isinstance(node, ast.FunctionDef) and node.args.args:
            _learn_function(module, node)


def _learn_function(module: Module, node: ast.FunctionDef) -> None:
    last, argument = node.body[-1], node.args.args[0].arg
    if not isinstance(last, ast.Return) or last.value is None or len(node.args.args) != 1:
        return
    value = last.value
    if isinstance(value, ast.Name) and value.id == argument and node.name.strip("_") == "n":
        module.marks.add(node.name)
    elif isinstance(value, ast.Call) and isinstance(value.func, ast.Attribute) and value.func.attr == "translate":
        context, text = value.args[0], value.args[1]
        if isinstance(context, ast.Constant) and isinstance(text, ast.Name) and text.id == argument:
            module.helpers[node.name] = context.value
    elif module.name == "medview.core.text" and node.name == "tr":
        module.helpers["tr"] = "medview"


def _mark_context(module: Module) -> str:
    """What texts a module marks are looked up in: the context of its own lookups, or that of the actions."""
    contexts = set(module.helpers.values())
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "translate":
            contexts |= {node.args[0].value} if isinstance(node.args[0], ast.Constant) else set()
    imported = {module.names[name][0] for name in ("tr", "_tr") if name in module.names}
    if "medview.core.text" in imported:
        contexts.add("medview")
    return contexts.pop() if len(contexts) == 1 else "actions"


def modules(package: Path) -> dict[str, Module]:
    """Every module of the package."""
    found = {}
    for path in sorted(package.rglob("*.py")):
        parts = path.relative_to(package.parent).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        relative = path.relative_to(package.parent).as_posix()
        found[name] = Module(name, relative, ast.parse(path.read_text(encoding="utf-8"), relative))
    return found


def extract(project: Path = PROJECT) -> tuple[Found, list[str]]:
    """Every text with its context and files, and what could not be told."""
    extractor = Extractor(modules(project / "medview"))
    extractor.run()
    return extractor.found, extractor.problems


@dataclass
class Catalogue:
    """What the file holds.

    Args:
        texts: (context, text) to the translation.
        complete: Every text must have one.
    """

    texts: dict[tuple[str, str], str] = field(default_factory=dict)
    complete: bool = False


def read(path: Path = CATALOGUE) -> Catalogue:
    """The catalogue with vanished translations, without unfinished ones; an empty one where there is no file."""
    if not path.exists():
        return Catalogue()
    root = ElementTree.parse(path).getroot()
    found = Catalogue(complete=root.findtext(COMPLETE) == "yes")
    for context in root.iter("context"):
        for message in context.iter("message"):
            told = message.find("translation")
            if told is not None and told.text and told.get("type") != "unfinished":
                found.texts[context.findtext("name", ""), message.findtext("source", "")] = told.text
    return found


def write(found: Found, known: Catalogue, path: Path = CATALOGUE) -> None:
    """Write the catalogue: translations are kept, those of texts that are gone are marked as vanished.

    A new text takes the translation that all others of the same words have, whatever their access keys.
    """
    elsewhere: dict[str, set[str]] = {}
    for (_, text), told in known.texts.items():
        elsewhere.setdefault(without_key(text), set()).add(without_key(told))
    lines = ['<?xml version="1.0" encoding="utf-8"?>', "<!DOCTYPE TS>"]
    lines.append('<TS version="2.1" language="zh_CN" sourcelanguage="en">')
    lines.append(f"<{COMPLETE}>{'yes' if known.complete else 'no'}</{COMPLETE}>")
    for context in sorted({key[0] for key in (*found, *known.texts)}):
        lines += ["<context>", f"    <name>{escape(context)}</name>"]
        for text in sorted({key[1] for key in (*found, *known.texts) if key[0] == context}):
            key = (context, text)
            agreed = elsewhere.get(without_key(text), set())
            told = known.texts.get(key) or (with_key(text, next(iter(agreed))) if len(agreed) == 1 else "")
            kind = ' type="vanished"' if key not in found else "" if told else ' type="unfinished"'
            lines.append("    <message>")
            lines += [f"        <location filename={quoteattr(place)}/>" for place in sorted(found.get(key, ()))]
            lines.append(f"        <source>{escape(text)}</source>")
            lines.append(f"        <translation{kind}>{escape(told)}</translation>")
            lines.append("    </message>")
        lines.append("</context>")
    lines += ["</TS>", ""]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join(lines), encoding="utf-8")


def take(known: Catalogue, path: Path, found: Found) -> None:
    """Take translations from a JSON file: {text: translation} for every context, or {context: {text: translation}}."""
    for key, value in json.loads(path.read_text(encoding="utf-8")).items():
        if isinstance(value, dict):
            known.texts.update({(key, text): with_key(text, told) for text, told in value.items() if told})
        elif value:
            known.texts.update({place: with_key(key, value) for place in found if place[1] == key})


_KEY = re.compile(r"(?<!&)&([^&\s])")
"""An access key of a menu or label."""


def with_key(text: str, told: str) -> str:
    """A translation with the access key of its text where it has none: in brackets at the end, as Chinese menus do."""
    key = _KEY.search(text)
    if key is None or _KEY.search(told):
        return told
    ending = "…" if told.endswith("…") else ""
    return f"{told.removesuffix(ending)}(&{key[1].upper()}){ending}"


def without_key(text: str) -> str:
    """A text, or its translation, without an access key."""
    return _KEY.sub(r"\1", re.sub(r"\(&\w\)", "", text))


def missing(found: Found, known: Catalogue) -> dict[str, list[str]]:
    """Texts without a translation, by context."""
    left: dict[str, list[str]] = {}
    for context, text in sorted(found):
        if (context, text) not in known.texts:
            left.setdefault(context, []).append(text)
    return left


def main() -> int:
    """Bring the catalogue up to date; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--take", type=Path, action="append", default=[], help="JSON files with translations")
    parser.add_argument("--missing", type=Path, help="write the texts without a translation into a JSON file")
    parser.add_argument("--complete", choices=("yes", "no"), help="whether every text must have a translation")
    wanted = parser.parse_args()
    found, problems = extract()
    for problem in problems:
        print(f"Not a text that can be found: {problem}", file=sys.stderr)  # noqa: T201
    known = read()
    known.complete = wanted.complete == "yes" if wanted.complete else known.complete
    for path in wanted.take:
        take(known, path, found)
    write(found, known)
    known = read()
    left = missing(found, known)
    if wanted.missing:
        empty = {context: dict.fromkeys(texts, "") for context, texts in left.items()}
        wanted.missing.write_text(json.dumps(empty, ensure_ascii=False, indent=1), encoding="utf-8")
    count = sum(map(len, left.values()))
    print(f"{len(found)} texts, {len(found) - count} translated, {count} not.")  # noqa: T201
    return 1 if problems or (count and known.complete) else 0


if __name__ == "__main__":
    sys.exit(main())
