"""What belongs to a 3D viewport sees of it: a door, so that panels and painters need not know the viewport itself."""

from __future__ import annotations

from typing import Any, Protocol

from PySide6.QtWidgets import QWidget

from medview.core.solid import Camera, Solid
from medview.core.transfer import Transfer
from medview.imaging.cutting import Turned
from medview.imaging.scene import Shot, SmallVolume
from medview.session.wishes import PictureWish
from medview.views.jobs import JobBridge
from medview.views.pictures.scene import Scene
from medview.views.solid.canvas import Canvas
from medview.views.solid.marks import CropBox
from medview.views.solid.shots import Shots
from medview.views.solid.surfaces import Surfaces
from medview.views.solid.transfer_shelf import TransferShelf
from medview.views.viewport.corner_text import Corners


class SolidView(Protocol):
    """A 3D viewport (``volume_view.VolumeView``); its signals are ``Any`` because Qt's have no type."""

    canvas: Canvas
    shots: Shots
    surfaces: Surfaces
    box: CropBox
    shelf: TransferShelf
    jobs: JobBridge
    wish: PictureWish
    corners: Corners
    failure: str
    thinned_mm: tuple[float, ...]
    turned: Turned
    bar: Any
    """The ``SolidBar`` over it, which sees the viewport through this door too."""

    @property
    def drawn(self) -> Any:
        """Another frame is on the screen."""
        ...

    @property
    def look_changed(self) -> Any:
        """The reader looks differently."""
        ...

    @property
    def destroyed(self) -> Any:
        """The view is gone."""
        ...

    @property
    def offers_changed(self) -> Any:
        """Presets, histogram or surfaces are others."""
        ...

    @property
    def maximise_asked(self) -> Any:
        """The whole room is wanted."""
        ...

    @property
    def turntable(self) -> Any:
        """What turns the body."""
        ...

    @property
    def actions_(self) -> Any:
        """What keys and menus do."""
        ...

    @property
    def scene(self) -> Scene:
        """What is shown."""
        ...

    @property
    def small(self) -> SmallVolume | None:
        """The small volume, once it is there."""
        ...

    @property
    def solid(self) -> Solid:
        """How the volume is seen."""
        ...

    def window(self) -> QWidget:
        """The window it stands in."""
        ...

    def fit(self) -> None:
        """Look from the front again."""
        ...

    def change(self, title: str = "", **fields: Any) -> None:
        """Look differently, by the reader's wish."""
        ...

    def settle(self, title: str) -> None:
        """What was changed becomes one step."""
        ...

    def preset(self) -> Transfer | None:
        """The preset chosen."""
        ...

    def transfer(self) -> Transfer | None:
        """How values look, in the volume's unit."""
        ...

    def shot(self, size: tuple[int, int], camera: Camera | None = None) -> Shot | None:
        """A sharp picture as it would be asked for."""
        ...

    def edit_transfer(self) -> None:
        """Open the editor of colours and opacity."""
        ...

    def show_panel(self) -> None:
        """Open the panel of crop box, light and surfaces."""
        ...

    def ask_snapshot(self) -> None:
        """Ask how a picture is to be saved."""
        ...

    def ask_surfaces(self) -> None:
        """Ask which surfaces are to be written."""
        ...
