"""What a bundle's evaluator does with a batch before its network: nothing but moving it, or the bundle is refused."""

from __future__ import annotations

import ast

from medview.core.errors import ModelError
from medview.engine.importing.bundle_config import Component
from medview.engine.importing.expressions import Device, dotted, references, tree
from medview.engine.importing.refusals import not_supported

PREPARES = "prepare_batch"
_USUAL = ("default_prepare_batch", "PrepareBatchDefault")
"""What MONAI does by itself: the entry of the image is moved, and no more."""


def check_batches(evaluator: Component) -> None:
    """Refuse an evaluator that may give its network anything but the image.

    Raises:
        ModelError: It quotes what it does with a batch.
    """
    said = evaluator.entries.get(PREPARES)
    if said is None or (isinstance(said, str) and said.startswith("$") and _only_moves(said[1:], evaluator)):
        return
    shown = said
    if isinstance(said, dict | str) and not str(said).startswith("$"):
        found = evaluator.get(PREPARES)
        if isinstance(found, Component):
            if found.target.rpartition(".")[2] in _USUAL and not found.names:
                return
            shown = found.target
    raise not_supported(f"{evaluator.target}({PREPARES}={str(shown)[:80]})")


def _only_moves(text: str, evaluator: Component) -> bool:
    body = tree(text).body
    if not isinstance(body, ast.Lambda):
        words = dotted(body)
        return words.startswith("monai.engines.") and words.rpartition(".")[2] in _USUAL
    made = body.body.elts if isinstance(body.body, ast.Tuple) else []
    if not body.args.args or not 2 <= len(made) <= 4 or not all(map(_is_nothing, made[1:])):
        return False
    return _is_batch(made[0], body.args.args[0].arg) and _are_devices(text, evaluator)


def _is_nothing(part: ast.expr) -> bool:
    """``None``, ``()`` or ``{}``."""
    empty = (isinstance(part, ast.Tuple) and not part.elts) or (isinstance(part, ast.Dict) and not part.keys)
    return empty or (isinstance(part, ast.Constant) and part.value is None)


def _is_batch(part: ast.expr, name: str) -> bool:
    """The batch, or its image, perhaps moved to what a reference names."""
    if isinstance(part, ast.Call):
        moved = isinstance(part.func, ast.Attribute) and part.func.attr == "to" and not part.keywords
        if not moved or not all(isinstance(where, ast.Name) for where in part.args):
            return False
        return isinstance(part.func, ast.Attribute) and _is_batch(part.func.value, name)
    if isinstance(part, ast.Subscript):
        is_image = isinstance(part.slice, ast.Constant) and part.slice.value == "image"
        return is_image and _is_batch(part.value, name)
    return isinstance(part, ast.Name) and part.id == name


def _are_devices(text: str, evaluator: Component) -> bool:
    try:
        return all(isinstance(evaluator.config.value(name), Device) for name in references(text))
    except ModelError:
        return False
