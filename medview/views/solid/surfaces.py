"""Surfaces of everything segmented over a volume: which there are, how they look, and the jobs that build them."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any

import numpy as np
from PySide6.QtCore import QObject, Signal

from medview.core.geometry import Geometry
from medview.core.overlay import Colour, LabelLayer
from medview.core.solid import Solid
from medview.imaging.picking import Labelled
from medview.imaging.scene import Painted, Surface
from medview.jobs.protocol import Failed
from medview.views.jobs import JobBridge, Then
from medview.views.pictures.laid import Laid, part_key
from medview.views.pictures.layers import Layers
from medview.views.pictures.overlaid import label_layers, label_style
from medview.views.pictures.scene import Scene
from medview.views.pictures.slice_picture import Style

_POOL = "interactive"
_REJECTED_OPACITY = 0.25
_PARTIAL_LABELS = tuple(range(1, 32))
"""Labels looked for in the map of an analysis that is still running."""


@dataclass(frozen=True, eq=False)
class Source:
    """Something with surfaces.

    Args:
        key: Identifier of the object; empty for the analysis.
        made_of: What its surfaces depend on.
        task: The task that builds them.
        arguments: Makes those of the task.
        colours: By label.
        opacities: By label; those that are missing are not drawn.
        labels: The map one can point at, or None.
        names: By label.
    """

    key: str
    made_of: Hashable
    task: str
    arguments: Callable[[], Mapping[str, Any]]
    colours: Mapping[int, Colour]
    opacities: Mapping[int, float]
    labels: Any = None
    names: Mapping[int, str] = field(default_factory=dict)


@dataclass(eq=False)
class _Built:
    """Surfaces built or being built of one source."""

    made_of: Hashable
    serial: int
    surfaces: tuple[Surface, ...] = field(default=())


class Surfaces(QObject):
    """Builds the surfaces of a scene, each once.

    Args:
        jobs: Where.
        parent: The view.
    """

    changed = Signal()
    failed = Signal(object)
    """A ``Failed``."""

    def __init__(self, jobs: JobBridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._jobs = jobs
        self._built: dict[str, _Built] = {}
        self._sources: tuple[Source, ...] = ()
        self._seen: tuple[Layers | None, Style | None] = (None, None)

    @property
    def count(self) -> int:
        """How many surfaces there are."""
        return sum(len(built.surfaces) for built in self._built.values())

    @property
    def waiting(self) -> bool:
        """Whether some are being built."""
        return any(built.serial and not built.surfaces for built in self._built.values())

    def show_scene(self, scene: Scene) -> None:
        """Take another scene; what its surfaces need is asked for."""
        if scene.layers is self._seen[0] and scene.style == self._seen[1]:
            return
        self._seen = scene.layers, scene.style
        self._sources = tuple(_sources(scene))
        wanted = {source.key: source.made_of for source in self._sources}
        for key in [key for key, built in self._built.items() if wanted.get(key) != built.made_of]:
            self._drop(key)
        for source in self._sources:
            if source.key not in self._built:
                self._build(source)

    def painted(self, solid: Solid) -> tuple[Painted, ...]:
        """The surfaces as they look."""
        single = dict(solid.opacities)
        found = []
        for source in self._sources:
            built = self._built.get(source.key)
            for surface in built.surfaces if built is not None else ():
                opacity = source.opacities.get(surface.label, 0.0)
                opacity *= single.get(part_key(source.key, surface.label), solid.surfaces)
                if opacity > 0.0:
                    colour = source.colours.get(surface.label, (255, 255, 255))
                    found.append(Painted(surface.path, colour, min(opacity, 1.0)))
        return tuple(found)

    def labelled(self, solid: Solid) -> tuple[Labelled, ...]:
        """The maps one can point at."""
        if solid.surfaces <= 0.0:
            return ()
        shown = [source for source in self._sources if source.labels is not None]
        return tuple(Labelled(source.labels, frozenset(source.opacities)) for source in shown)

    def named(self) -> tuple[tuple[str, int, str], ...]:
        """(source key, label, name) of every surface there is."""
        found: list[tuple[str, int, str]] = []
        for source in self._sources:
            built = self._built.get(source.key)
            surfaces = built.surfaces if built is not None else ()
            found += [(source.key, one.label, source.names.get(one.label, str(one.label))) for one in surfaces]
        return tuple(found)

    def sources(self) -> tuple[Source, ...]:
        """What has surfaces."""
        return self._sources

    def shut(self) -> None:
        """Give everything back."""
        for key in list(self._built):
            self._drop(key)
        self._sources, self._seen = (), (None, None)

    def _build(self, source: Source) -> None:
        built = self._built[source.key] = _Built(source.made_of, 0)
        built.serial = self._jobs.submit(
            _POOL,
            source.task,
            "",
            Then(done=partial(self._take, source.key, built), failed=partial(self._tell, source.key, built)),
            **source.arguments(),
        )

    def _take(self, key: str, built: _Built, surfaces: tuple[Surface, ...]) -> None:
        if self._built.get(key) is built:
            built.surfaces = surfaces
            self.changed.emit()
        else:
            self._jobs.release(_POOL, built.serial)

    def _tell(self, key: str, built: _Built, failure: Failed) -> None:
        if self._built.get(key) is built:
            self.failed.emit(failure)

    def _drop(self, key: str) -> None:
        built = self._built.pop(key)
        self._jobs.cancel(built.serial)
        self._jobs.release(_POOL, built.serial)


def _sources(scene: Scene) -> Iterator[Source]:
    layers, volume = scene.layers, scene.layers.volume
    if volume is None:
        return
    if layers.labels is not None:
        yield _of_map("", layers, scene.style, volume.geometry, scene.names)
    for one in layers.overlaid:
        if isinstance(one.layer, LabelLayer) and one.array is not None:
            style = label_style(scene.style, one.layer, layers.hidden)
            names = {label.value: label.name for label in one.layer.labels}
            yield _of_map(one.layer.uid, label_layers(one), style, volume.geometry, names)
        elif one.placed is not None and not isinstance(one.layer, LabelLayer):
            source = _of_contours(one, layers, volume.geometry)
            if source is not None:
                yield source


def _of_map(key: str, layers: Layers, style: Style, geometry: Geometry, names: Mapping[int, str]) -> Source:
    labels = _PARTIAL_LABELS if layers.partial else tuple(sorted(layers.colours))
    opacities = {
        label: _REJECTED_OPACITY if label in style.rejected else 1.0
        for label in labels
        if label not in style.overlay.hidden
    }
    arguments = {"mask": layers.label_path, "geometry": geometry, "labels": labels}
    made_of = (layers.label_path, id(geometry), labels)
    return Source(key, made_of, "surfaces", lambda: arguments, layers.colours, opacities, layers.labels, names)


def _of_contours(one: Laid, layers: Layers, geometry: Geometry) -> Source | None:
    """The bodies that closed contours bound, as those of an RT structure set do."""
    placed = one.placed
    assert placed is not None
    closed = [outline for outline in placed.index.outlines if outline.closed and outline.crosses]
    groups = sorted({outline.group for outline in closed})
    if not groups:
        return None

    def arguments() -> dict[str, Any]:
        outlines = tuple((outline.group, outline.points.astype(np.float32)) for outline in closed)
        return {"outlines": outlines, "geometry": geometry}

    colours = {group: placed.groups[group][1] for group in groups}
    shown = [g for g in groups if part_key(one.layer.uid, placed.groups[g][0]) not in layers.hidden]
    return Source(
        one.layer.uid,
        (id(placed), id(geometry)),
        "contour_surfaces",
        arguments,
        colours,
        dict.fromkeys(shown, 1.0),
        names={group: placed.groups[group][0] for group in groups},
    )
