"""How large the arguments of a network may be: those of files are not believed before anything is built from them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from medview.catalog.schema import Network
from medview.core.text import tr

LARGEST = 1 << 16
"""The largest whole number: channels, numbers of a latent space, letters."""

LONGEST = 256
"""Entries of a list, and letters of a word."""

DEEPEST = 3
"""Lists within each other."""

MOST_BLOCKS = 1024
"""Blocks of one network; the deepest in use have about 130."""

BLOCKS = frozenset(
    (
        "beside",
        "num_res_units",
        "blocks_down",
        "blocks_up",
        "layers",
        "block_config",
        "convolutions_down",
        "convolutions_up",
        "deep_supr_num",
        "depths",
    )
)
"""Arguments that say how many blocks there are, at each level where it is one number."""


def beyond(network: Network) -> str:
    """What of a network's arguments is too large to be built; empty where nothing is.

    Args:
        network: Name, arguments and channels as a file states them.
    """
    stated = {
        "in_channels": network.in_channels,
        "out_channels": network.out_channels,
        "spatial_dims": network.spatial_dims,
    }
    for name, value in {**network.arguments, **stated}.items():
        found = _too_large(value, DEEPEST)
        if found:
            return tr("“{name}” is beyond what MedView builds: {found}").format(name=name, found=found)
    blocks = _blocks(network.arguments)
    return (
        tr("{count} blocks are more than {most}").format(count=blocks, most=MOST_BLOCKS) if blocks > MOST_BLOCKS else ""
    )


def _too_large(value: Any, levels: int) -> str:
    if isinstance(value, int):
        return tr("a number above {most}").format(most=LARGEST) if abs(value) > LARGEST else ""
    if not isinstance(value, str | list | tuple | Mapping):
        return ""
    if len(value) > LONGEST:
        return tr("{count} entries").format(count=len(value))
    if isinstance(value, str):
        return ""
    if not levels:
        return tr("lists within lists")
    parts = [*value.keys(), *value.values()] if isinstance(value, Mapping) else value
    return next(filter(None, (_too_large(part, levels - 1) for part in parts)), "")


def _blocks(arguments: Mapping[str, Any]) -> int:
    """How many blocks the arguments ask for; a single number counts for each level there may be."""
    levels = max((len(value) for value in arguments.values() if isinstance(value, list | tuple)), default=1)
    return levels + sum(_counted(arguments[name], levels) for name in BLOCKS & arguments.keys())


def _counted(value: Any, levels: int) -> int:
    return sum(_numbers(value)) if isinstance(value, list | tuple) else levels * sum(_numbers((value,)))


def _numbers(values: Any) -> Iterator[int]:
    return (max(0, value) for value in values if isinstance(value, int))
