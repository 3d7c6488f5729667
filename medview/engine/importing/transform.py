"""One transform of a MONAI bundle: what it works on, its arguments, and how it is refused."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from medview.core.text import tr
from medview.engine.importing.bundle_config import Component
from medview.engine.importing.refusals import not_supported
from medview.engine.importing.targets import composed, short_name


@dataclass(frozen=True, eq=False)
class Transform:
    """One transform of a bundle.

    Args:
        component: As the bundle has it.
        name: Its short name, without the ``d`` of those that work on dictionaries.
    """

    component: Component
    name: str

    @property
    def keys(self) -> tuple[str, ...] | None:
        """The entries it works on; None for those that work on arrays."""
        said = self.component.get("keys")
        if said is None:
            return None
        return tuple(map(str, said)) if isinstance(said, list | tuple) else (str(said),)

    def get(self, name: str, usual: object = None, key: str = "") -> Any:
        """An argument; where there is one for each key, that of ``key``."""
        value = self.component.get(name, usual)
        keys = self.keys or ()
        if key in keys and isinstance(value, list | tuple) and len(value) == len(keys) and name in _FOR_EACH_KEY:
            return value[keys.index(key)]
        return value

    def refused(self, why: str) -> Exception:
        """The refusal of the transform, with the reason."""
        return not_supported(tr("{transform}: {why}").format(transform=self.component.target, why=why))

    def check(self, **known: Sequence[object]) -> None:
        """Refuse arguments that are not known, or not of a known value.

        Raises:
            ModelError: It names the argument.
        """
        for name in self.component.names:
            if name in _ALWAYS or (name in known and (not known[name] or self.component.get(name) in known[name])):
                continue
            raise not_supported(f"{self.component.target}({name}={self.component.get(name)})")


_ALWAYS = frozenset(("keys", "allow_missing_keys", "lazy", "dtype"))
_FOR_EACH_KEY = frozenset(("dtype", "mode", "padding_mode", "align_corners", "softmax", "sigmoid", "argmax",
                           "threshold", "to_onehot", "rounding", "nearest_interp", "to_tensor"))  # fmt: skip


def transforms_of(found: Any, place: str) -> tuple[Transform, ...]:
    """The transforms of a bundle's entry, in their order.

    Raises:
        ModelError: One of them is none of MONAI's.
    """
    listed = []
    for component in composed(found, place):
        name = short_name(component.target, "transforms")
        if not name:
            raise not_supported(tr("the transform {name}").format(name=component.target))
        plain = name[:-1] if name.endswith("d") and component.get("keys") is not None else name
        listed.append(Transform(component, plain))
    return tuple(listed)


def check_kind(transform: Transform, keys: Sequence[str]) -> None:
    """Refuse a transform that would round what it works on to whole numbers, or to fewer digits.

    Raises:
        ModelError: It names the kind of number.
    """
    for key in [key for key in transform.keys or () if key in keys] or [""]:
        said = transform.get("dtype", None, key)
        kind = getattr(said, "name", said)
        if str(kind or "float32").removeprefix("torch.").removeprefix("np.") not in ("float32", "float", "float64"):
            raise transform.refused(tr("values of kind {kind}").format(kind=kind))
