"""A series drawn over another one in a slice."""

from __future__ import annotations

from dataclasses import dataclass

from medview.core.geometry import Float
from medview.core.volume import Volume, Window


@dataclass(frozen=True, eq=False)
class Fused:
    """What is drawn over a slice.

    Args:
        volume: Its values.
        place: (4, 4) taking LPS mm of the slice's patient space to LPS mm of this series.
        window: How its values meet the colours.
        colours: Name of the colour map.
        opacity: 0..1.
        title: What the series is called.
        how: What relates the two series, in lines for the reader; empty in one frame of reference.
        shared: The title may stand on pictures that name nobody: it is no file's name.
    """

    volume: Volume
    place: Float
    window: Window
    colours: str
    opacity: float
    title: str = ""
    how: str = ""
    shared: bool = True
