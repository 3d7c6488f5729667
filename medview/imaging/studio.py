"""Draws bodies in 3D into pictures, unseen: for a process of its own, because VTK holds the interpreter while it draws.

Every VTK module that draws is imported by this module: import it late, and never in the window's process.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Collection, Hashable
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import vtkmodules.vtkRenderingOpenGL2
import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401  (each registers its classes with VTK's factories)
from numpy.typing import NDArray
from vtkmodules.util.numpy_support import numpy_to_vtk, vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkUnsignedCharArray
from vtkmodules.vtkCommonDataModel import vtkImageData, vtkPiecewiseFunction, vtkPlane
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkRenderingCore import (
    vtkActor,
    vtkColorTransferFunction,
    vtkPolyDataMapper,
    vtkRenderer,
    vtkRenderWindow,
    vtkVolume,
    vtkVolumeProperty,
)
from vtkmodules.vtkRenderingOpenGL2 import vtkOpenGLRenderWindow
from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper, vtkGPUVolumeRayCastMapper

from medview.core.errors import MedViewError
from medview.core.geometry import Geometry
from medview.core.solid import WHOLE, Crop
from medview.core.text import tr
from medview.core.transfer import Blend, Transfer
from medview.core.volume import StoredVolume
from medview.imaging.looking import Eye
from medview.imaging.scene import Cut, Painted, Shot, StoredCastable
from medview.imaging.shrink import Castable, whole, windowed, without_air
from medview.imaging.surfaces import Mesh, coarsened, polydata

_MOST_VOLUMES = 3
"""Volumes kept ready: those of as many views are drawn by turns without reading anything again."""
_MOST_SURFACES = 400
_SOFTWARE = ("llvmpipe", "softpipe", "swrast", "software", "swr", "microsoft basic render", "gdi generic")
_MAX_STEPS = 700.0
"""A ray takes no more samples through the body than these: voxels twenty times as long as wide would need thousands."""

Stop = Callable[[], bool]


class Studio:
    """Draws pictures, and keeps what it needs for the next one.

    Raises:
        MedViewError: There is no usable OpenGL.
    """

    def __init__(self) -> None:
        self._window = vtkRenderWindow()
        self._window.SetOffScreenRendering(True)
        self._window.SetShowWindow(False)
        self._window.SetAlphaBitPlanes(True)
        self._window.SetMultiSamples(0)
        self._window.SetNumberOfLayers(2)
        self._window.SetSize(16, 16)
        self._body, self._front = vtkRenderer(), vtkRenderer()
        self._front.SetLayer(1)
        self._front.SetActiveCamera(self._body.GetActiveCamera())
        for renderer in (self._body, self._front):
            renderer.SetBackground(0.0, 0.0, 0.0)
            renderer.SetBackgroundAlpha(0.0)
            self._window.AddRenderer(renderer)
        self._volumes: OrderedDict[Hashable, _Volume] = OrderedDict()
        self._surfaces: OrderedDict[tuple[str, bool], vtkActor] = OrderedDict()
        self._stop: Stop = lambda: False
        self._window.AddObserver("AbortCheckEvent", self._look_up)
        self.software = _is_software(_renderer_name(self._window))

    def picture(self, shot: Shot, stop: Stop = lambda: False) -> NDArray[np.uint8] | None:
        """The picture (height, width, 4), colours multiplied by alpha; None when ``stop`` said so meanwhile.

        Args:
            shot: What to draw.
            stop: Asked now and then while it is drawn.
        """
        self._stop = stop
        self._place_camera(shot)
        self._show_volume(shot)
        self._show_surfaces(shot)
        self._window.SetSize(*shot.size)
        if shot.volume is not None and shot.transfer is not None and shot.transfer.blend == "average":
            pixels = self._averaged(shot.size, shot.transfer)
        else:
            pixels = self._rendered(shot.size)
        self._stop = lambda: False
        return None if stop() else pixels

    def knows(self, shot: Shot) -> bool:
        """Whether a picture's volume is ready: the first one reads it, and finds how light falls on its voxels."""
        return shot.volume is None or _volume_key(shot, self.software) in self._volumes

    def spacing_mm(self, shot: Shot) -> tuple[float, ...]:
        """Sides (k, j, i) of the voxels a picture is drawn from; empty where it shows no volume."""
        known = self._volumes.get(_volume_key(shot, self.software))
        return tuple(known.geometry.spacing_mm.tolist()) if known else ()

    def keep_only(self, paths: Collection[str]) -> None:
        """Let go of stored volumes at other paths than these, and of all whose files are gone.

        Args:
            paths: Of the stored volumes that are open.
        """
        self._body.RemoveAllViewProps()
        self._front.RemoveAllViewProps()
        for key, volume in tuple(self._volumes.items()):
            if not Path(volume.path).exists() or (volume.stored and volume.path not in paths):
                del self._volumes[key]
        for mesh in [mesh for mesh in self._surfaces if not Path(mesh[0]).exists()]:
            del self._surfaces[mesh]

    def close(self) -> None:
        """Give the graphics context back."""
        self._body.RemoveAllViewProps()
        self._front.RemoveAllViewProps()
        self._volumes.clear()
        self._surfaces.clear()
        self._window.RemoveAllObservers()
        self._window.Finalize()

    def _averaged(self, size: tuple[int, int], transfer: Transfer) -> NDArray[np.uint8]:
        """Body and surfaces by themselves: only the one is to be given colours."""
        self._front.SetDraw(False)
        body = _mapped(self._rendered(size), transfer)
        self._front.SetDraw(True)
        self._body.RemoveAllViewProps()
        return _over(self._rendered(size), body)

    def _rendered(self, size: tuple[int, int]) -> NDArray[np.uint8]:
        self._window.SetAbortRender(0)
        self._window.Render()
        return _pixels(self._window, size)

    def _look_up(self, _caller: Any, _event: str) -> None:
        if self._stop():
            self._window.SetAbortRender(1)

    def _place_camera(self, shot: Shot) -> None:
        eye, camera = Eye(shot.camera, shot.body, shot.size), self._body.GetActiveCamera()
        camera.SetFocalPoint(*eye.focal)
        camera.SetPosition(*eye.position)
        camera.SetViewUp(*eye.axes[1])
        camera.SetViewAngle(eye.angle_deg)
        camera.SetClippingRange(*eye.near_far)

    def _show_volume(self, shot: Shot) -> None:
        self._body.RemoveAllViewProps()
        if shot.volume is None or shot.transfer is None:
            return
        key = _volume_key(shot, self.software)
        if key not in self._volumes:
            voxels = shot.volume.open() if isinstance(shot.volume, StoredCastable) else whole(shot.volume.open())
            if shot.transfer.blend == "minimum" and shot.border is not None:
                voxels = without_air(voxels, shot.border)
            if shot.transfer.blend == "average":
                voxels = windowed(voxels, shot.transfer.low, shot.transfer.high)
            self._volumes[key] = _Volume(shot.volume, voxels, _fixed_point(shot.transfer.blend, self.software))
        self._volumes.move_to_end(key)
        while len(self._volumes) > _MOST_VOLUMES:
            self._volumes.popitem(last=False)
        volume = self._volumes[key]
        volume.show(shot)
        self._body.AddVolume(volume.prop)

    def _show_surfaces(self, shot: Shot) -> None:
        self._front.RemoveAllViewProps()
        coarse = shot.quick and self.software
        planes = [_plane(cut) for cut in shot.surface_cuts]
        for painted in shot.surfaces:
            key = painted.path, coarse
            if key not in self._surfaces:
                mesh = Mesh.load(painted.path)
                self._surfaces[key] = surface_actor(coarsened(mesh) if coarse else mesh)
            self._surfaces.move_to_end(key)
            self._front.AddActor(_painted(self._surfaces[key], painted, planes))
        while len(self._surfaces) > max(_MOST_SURFACES, 2 * len(shot.surfaces)):
            self._surfaces.popitem(last=False)


class _Volume:
    """A volume with its mapper, ready to be drawn."""

    def __init__(self, volume: StoredCastable | StoredVolume, voxels: Castable, fixed_point: bool) -> None:
        self.path = volume.path
        self.stored = isinstance(volume, StoredVolume)
        self.geometry = voxels.geometry
        self._voxels = voxels
        self._fixed_point = fixed_point
        self._transfer: Transfer | None = None
        self.mapper = vtkFixedPointVolumeRayCastMapper() if fixed_point else vtkGPUVolumeRayCastMapper()
        self.mapper.SetAutoAdjustSampleDistances(False)
        if fixed_point:
            self.mapper.IntermixIntersectingGeometryOff()
        else:
            self.mapper.SetUseJittering(True)  # rays begin at different depths: no rings where samples are few
        self._image, self._kept = _image(voxels)
        self.mapper.SetInputData(self._image)
        self.prop = vtkVolume()
        self.prop.SetMapper(self.mapper)
        self.prop.SetUserMatrix(_placement(self.geometry))

    def show(self, shot: Shot) -> None:
        """Look as a shot wants it."""
        transfer = shot.transfer
        assert transfer is not None
        if transfer != self._transfer:
            self._transfer = transfer
            self.prop.SetProperty(_property(transfer, self._voxels))
            self.mapper.SetBlendMode(_BLENDS[transfer.blend])
        sides = self.geometry.spacing_mm
        least = float(np.linalg.norm(sides * self.geometry.shape)) / _MAX_STEPS
        self.mapper.SetSampleDistance(max(float(sides.min()), least) / shot.samples)
        self.mapper.SetImageSampleDistance(shot.coarseness)
        self._crop(shot.crop)
        self.mapper.RemoveAllClippingPlanes()
        for cut in shot.cuts:
            self.mapper.AddClippingPlane(_plane(cut))

    def _crop(self, crop: Crop) -> None:
        self.mapper.SetCropping(crop != WHOLE)
        reach = (np.array(self._voxels.array.shape) - 1) * self.geometry.spacing_mm
        low, high = np.array(crop[::2]) * reach, np.array(crop[1::2]) * reach
        self.mapper.SetCroppingRegionPlanes(*np.stack((low, high), axis=1)[::-1].ravel().tolist())
        self.mapper.SetCroppingRegionFlagsToSubVolume()


_BLENDS = {"composite": 0, "maximum": 1, "minimum": 2, "average": 3}
"""vtkVolumeMapper's numbers."""


def _fixed_point(blend: Blend, software: bool) -> bool:
    """Without a graphics card VTK's own ray caster is five times as fast as OpenGL's; it knows no average."""
    return software and blend != "average"


def _volume_key(shot: Shot, software: bool) -> Hashable:
    if shot.volume is None or shot.transfer is None:
        return None
    at = () if isinstance(shot.volume, StoredCastable) else shot.volume.at
    blend = shot.transfer.blend
    prepared = (shot.transfer.low, shot.transfer.high) if blend == "average" else blend == "minimum"
    return shot.volume.path, at, shot.stamp, _fixed_point(blend, software), prepared


def _is_software(name: str) -> bool:
    name = name.lower()
    return not name or any(part in name for part in _SOFTWARE)


def _renderer_name(window: vtkRenderWindow) -> str:
    """What draws; VTK aborts the process, or says so, where nothing can."""
    window.Render()
    if not isinstance(window, vtkOpenGLRenderWindow) or not window.SupportsOpenGL():
        raise MedViewError(tr("This computer offers no OpenGL 3.2."), tr("The three planes work without it."))
    report = window.ReportCapabilities()
    found = next((line for line in report.splitlines() if "renderer string" in line.lower()), "")
    return found.partition(":")[2].strip()


def _pixels(window: vtkRenderWindow, size: tuple[int, int]) -> NDArray[np.uint8]:
    width, height = size
    array = vtkUnsignedCharArray()
    window.GetRGBACharPixelData(0, 0, width - 1, height - 1, 0, array, 0)
    pixels = np.ascontiguousarray(vtk_to_numpy(array).reshape(height, width, 4)[::-1])
    np.minimum(pixels[..., :3], pixels[..., 3:], out=pixels[..., :3])  # gloss may be brighter than what it lies on
    return pixels


def _image(voxels: Castable) -> tuple[vtkImageData, NDArray[Any]]:
    """The voxels as VTK's image, and the array that must live as long."""
    array = np.ascontiguousarray(voxels.array).ravel()
    image = vtkImageData()
    image.SetDimensions(*voxels.array.shape[::-1])
    image.SetSpacing(*voxels.geometry.spacing_mm[::-1])
    image.GetPointData().SetScalars(numpy_to_vtk(array, deep=False))
    return image, array


def _placement(geometry: Geometry) -> vtkMatrix4x4:
    """From mm along (i, j, k) to LPS."""
    matrix = np.eye(4)
    matrix[:3, :3] = geometry.directions[:, ::-1]
    matrix[:3, 3] = geometry.origin_lps
    placed = vtkMatrix4x4()
    placed.DeepCopy(matrix.ravel().tolist())
    return placed


def _property(transfer: Transfer, voxels: Castable) -> vtkVolumeProperty:
    if transfer.blend == "average":  # what VTK is to show is the mean itself; ``_mapped`` gives it its look
        transfer = replace(transfer, points=tuple(replace(point, opacity=1.0) for point in transfer.points))
    opacity, gradient, colour = vtkPiecewiseFunction(), vtkPiecewiseFunction(), vtkColorTransferFunction()
    for point in transfer.points:
        stored = (point.value - voxels.offset) / voxels.step
        opacity.AddPoint(stored, point.opacity)
        colour.AddRGBPoint(stored, *(part / 255.0 for part in point.colour))
    made = vtkVolumeProperty()
    if transfer.gradient and transfer.blend == "composite":
        for change, factor in transfer.gradient:
            gradient.AddPoint(change / voxels.step, factor)
        made.SetGradientOpacity(gradient)
    made.SetScalarOpacity(opacity)
    made.SetColor(colour)
    made.SetScalarOpacityUnitDistance(transfer.unit_mm)
    made.SetInterpolationTypeToLinear()
    made.SetShade(transfer.shading.on and transfer.blend == "composite")
    made.SetAmbient(transfer.shading.ambient)
    made.SetDiffuse(transfer.shading.diffuse)
    made.SetSpecular(transfer.shading.specular)
    made.SetSpecularPower(transfer.shading.power)
    return made


def _mapped(grey: NDArray[np.uint8], transfer: Transfer) -> NDArray[np.uint8]:
    """Averages in their colours: VTK leaves them grey, as parts of the range of the voxels (``shrink.windowed``)."""
    values = np.linspace(transfer.low, transfer.high, 256)
    opacity = transfer.opacity_at(values)
    colours = np.array([transfer.colour_at(float(value)) for value in values]) * opacity[:, None]
    table = np.rint(np.column_stack((colours, opacity * 255.0))).astype(np.uint8)
    found: NDArray[np.uint8] = np.where(grey[..., 3:] > 0, table[grey[..., 0]], 0)
    return found


def _over(front: NDArray[np.uint8], back: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """One picture before another, both with colours multiplied by alpha."""
    clear = (255 - front[..., 3:].astype(np.uint16)) * back // 255
    return np.asarray(front + clear, dtype=np.uint8)


def _plane(cut: Cut) -> vtkPlane:
    plane = vtkPlane()
    plane.SetOrigin(*cut.point_lps)
    plane.SetNormal(*cut.keep_lps)
    return plane


def surface_actor(mesh: Mesh) -> vtkActor:
    """A mesh ready to be drawn."""
    data = polydata(mesh)
    data.GetPointData().SetNormals(numpy_to_vtk(mesh.normals, deep=True))
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.GetProperty().SetSpecular(0.25)
    actor.GetProperty().SetSpecularPower(20.0)
    actor.GetProperty().SetAmbient(0.25)
    return actor


def _painted(actor: vtkActor, painted: Painted, planes: list[vtkPlane]) -> vtkActor:
    actor.GetProperty().SetColor(*(part / 255.0 for part in painted.colour))
    actor.GetProperty().SetOpacity(painted.opacity)
    mapper = actor.GetMapper()
    mapper.RemoveAllClippingPlanes()
    for plane in planes:
        mapper.AddClippingPlane(plane)
    return actor
