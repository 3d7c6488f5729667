"""What the 3D view is handed: values that cross between processes, with paths instead of arrays."""

from __future__ import annotations

from dataclasses import dataclass

from medview.core.volume import StoredVolume

_SOFTWARE = ("llvmpipe", "softpipe", "swrast", "software", "swr", "microsoft basic render", "gdi generic")


@dataclass(frozen=True)
class OpenGL:
    """What draws.

    Args:
        renderer: OpenGL's renderer string.
    """

    renderer: str

    @property
    def software(self) -> bool:
        """Whether the processor draws, without a graphics card."""
        name = self.renderer.lower()
        return not name or any(part in name for part in _SOFTWARE)


@dataclass(frozen=True)
class Surface:
    """The surface of one label.

    Args:
        label: The label's value.
        path: The mesh (``imaging.surfaces.Mesh``, .npz).
    """

    label: int
    path: str


@dataclass(frozen=True, eq=False)
class SmallVolume:
    """A shrunken volume.

    Args:
        volume: uint8 voxels and their grid.
        low: The value stored as 0.
        high: The value stored as 255.
        surface: The grey (0..255) between air and the body.
    """

    volume: StoredVolume
    low: float
    high: float
    surface: float
