"""What stands in the 3D view, built from VTK's parts; no Qt in here.

Every VTK module that draws is imported by this module: import it late, after the window is shown.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import vtkmodules.vtkInteractionStyle
import vtkmodules.vtkRenderingFreeType
import vtkmodules.vtkRenderingOpenGL2
import vtkmodules.vtkRenderingVolumeOpenGL2  # noqa: F401  (each registers its classes with VTK's factories)
from vtkmodules.util.numpy_support import numpy_to_vtk, numpy_to_vtkIdTypeArray
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPiecewiseFunction, vtkPolyData
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkRenderingAnnotation import vtkAnnotatedCubeActor, vtkCornerAnnotation
from vtkmodules.vtkRenderingCore import (
    vtkActor,
    vtkCellPicker,
    vtkColorTransferFunction,
    vtkPolyDataMapper,
    vtkRenderer,
    vtkRenderWindow,
    vtkTextProperty,
    vtkVolume,
    vtkVolumeProperty,
)
from vtkmodules.vtkRenderingVolume import vtkFixedPointVolumeRayCastMapper, vtkGPUVolumeRayCastMapper

from medview.core.geometry import Geometry
from medview.core.resources import resource
from medview.core.volume import Quantity
from medview.imaging.scene import SmallVolume
from medview.imaging.surfaces import Mesh
from medview.views.layers import Colour

Point = tuple[float, float, float]
Ramp = tuple[tuple[float, float], ...]

_BACKGROUND = (0.0, 0.0, 0.0)
_CROSS_MM = 18.0
_CROSS_COLOUR = (1.0, 1.0, 1.0)
_REJECTED_OPACITY = 0.25


@dataclass(frozen=True)
class Look:
    """How grey values become a translucent body.

    Args:
        opacity: (grey, opacity per ``unit_mm``) points; grey counts from the body's surface (0) to white (1).
        gradient: (change of grey per mm, factor) points: where the grey is even, the body is clear.
        unit_mm: Depth the opacity is meant for.
    """

    opacity: Ramp
    gradient: Ramp
    unit_mm: float


_LOOKS: Mapping[Quantity, Look] = {
    # A head of glass: the skin and the folds of the brain show, what lies inside shines through.
    Quantity.ARBITRARY: Look(
        ((-0.5, 0.0), (-0.1, 0.05), (0.5, 0.09), (1.0, 0.14)), ((0.0, 0.12), (5.0, 0.35), (18.0, 1.0)), 2.0
    ),
    # Bone, and a breath of skin; HU from -1000 to 1550.
    Quantity.HU: Look(
        ((-0.05, 0.0), (0.02, 0.008), (0.2, 0.01), (0.32, 0.08), (0.8, 0.35)), ((0.0, 0.1), (20.0, 1.0)), 2.0
    ),
}


class VolumeScene:
    """Renderer, volume, surfaces, crosshair and words.

    Surfaces and crosshair lie in a layer in front of the body, or it would veil what the reader looks for.

    Args:
        software: Whether the processor draws; then its own ray caster is five times as fast as OpenGL's.
    """

    def __init__(self, software: bool) -> None:
        self.renderer = vtkRenderer()
        self.renderer.SetBackground(*_BACKGROUND)
        self.front = vtkRenderer()
        self.front.SetLayer(1)
        self.front.SetActiveCamera(self.renderer.GetActiveCamera())
        self.mapper = vtkFixedPointVolumeRayCastMapper() if software else vtkGPUVolumeRayCastMapper()
        self.mapper.SetAutoAdjustSampleDistances(False)
        if software:
            self.mapper.IntermixIntersectingGeometryOff()
        self._volume = vtkVolume()
        self._volume.SetMapper(self.mapper)
        self._volume.SetVisibility(False)
        self.renderer.AddVolume(self._volume)
        self._surfaces: dict[int, vtkActor] = {}
        self._cross = _cross()
        self.front.AddActor(self._cross)
        self._words = _words()
        self.front.AddViewProp(self._words)

    def show_volume(self, small: SmallVolume | None) -> None:
        """Show another volume, seen from the front, head up."""
        self._volume.SetVisibility(small is not None)
        if small is None:
            return
        volume = small.volume.open()
        geometry = volume.geometry
        self.mapper.SetInputData(_image(volume.array, geometry))
        self.mapper.SetSampleDistance(float(geometry.spacing_mm.min()))
        self._volume.SetUserMatrix(_placement(geometry))
        self._volume.SetProperty(_property(small))
        self.look_from((0.0, -1.0, 0.0))

    def add_to(self, window: vtkRenderWindow) -> None:
        """Show the scene in a window."""
        window.SetNumberOfLayers(2)
        window.AddRenderer(self.renderer)
        window.AddRenderer(self.front)

    def look_from(self, direction_lps: Point) -> None:
        """Look at everything from a side, head up."""
        camera = self.renderer.GetActiveCamera()
        camera.SetFocalPoint(0.0, 0.0, 0.0)
        camera.SetPosition(*direction_lps)
        camera.SetViewUp(0.0, 0.0, 1.0)
        body = self._volume.GetVisibility()
        (self.renderer if body else self.front).ResetCamera()
        camera.Zoom(1.55 if body else 1.2)
        self.keep_in_range()

    def keep_in_range(self) -> None:
        """Move the clipping planes to where the scene now is; both layers share the camera."""
        boxes = [props.ComputeVisiblePropBounds() for props in (self.renderer, self.front)]
        known = [box for box in boxes if box[0] <= box[1]]
        if known:
            low, high = np.min(known, axis=0)[::2], np.max(known, axis=0)[1::2]
            self.renderer.ResetCameraClippingRange(*np.stack((low, high), axis=1).ravel().tolist())

    def show_surfaces(self, meshes: Mapping[int, Mesh]) -> None:
        """Show other surfaces, by label."""
        for actor in self._surfaces.values():
            self.front.RemoveActor(actor)
        self._surfaces = {label: _surface(mesh) for label, mesh in meshes.items()}
        for actor in self._surfaces.values():
            self.front.AddActor(actor)

    def paint_surfaces(self, colours: Mapping[int, Colour], hidden: frozenset[int], rejected: frozenset[int]) -> None:
        """Colour the surfaces; hidden ones vanish, rejected ones fade."""
        for label, actor in self._surfaces.items():
            actor.SetVisibility(label not in hidden)
            actor.GetProperty().SetColor(*(part / 255.0 for part in colours.get(label, (255, 255, 255))))
            actor.GetProperty().SetOpacity(_REJECTED_OPACITY if label in rejected else 1.0)

    def show_cursor(self, point_lps: Point | None) -> None:
        """Put the crosshair somewhere."""
        self._cross.SetVisibility(point_lps is not None)
        if point_lps is not None:
            self._cross.SetPosition(*point_lps)

    def show_words(self, top_left: str, top_right: str, bottom_left: str) -> None:
        """Write into the corners."""
        for corner, text in ((0, bottom_left), (2, top_left), (3, top_right)):
            self._words.SetText(corner, text)

    def pick(self, x: int, y: int) -> Point | None:
        """The point of a surface under a place of the window (pixels from the bottom left), LPS mm."""
        picker = vtkCellPicker()
        picker.SetTolerance(0.002)
        picker.PickFromListOn()
        for actor in self._surfaces.values():
            if actor.GetVisibility():
                picker.AddPickList(actor)
        if not self._surfaces or not picker.Pick(x, y, 0.0, self.front):
            return None
        px, py, pz = picker.GetPickPosition()
        return (px, py, pz)

    def set_coarseness(self, pixels: float) -> None:
        """Cast a ray for every so many pixels."""
        self.mapper.SetImageSampleDistance(pixels)


def orientation_cube() -> vtkAnnotatedCubeActor:
    """A cube with the patient's sides on it; its axes are LPS."""
    cube = vtkAnnotatedCubeActor()
    for set_text, letter in (
        (cube.SetXPlusFaceText, "L"),
        (cube.SetXMinusFaceText, "R"),
        (cube.SetYPlusFaceText, "P"),
        (cube.SetYMinusFaceText, "A"),
        (cube.SetZPlusFaceText, "H"),
        (cube.SetZMinusFaceText, "F"),
    ):
        set_text(letter)
    cube.SetFaceTextScale(0.6)
    cube.SetZFaceTextRotation(90)
    cube.GetCubeProperty().SetColor(0.25, 0.28, 0.32)
    cube.GetTextEdgesProperty().SetOpacity(0.0)
    for face in (
        cube.GetXPlusFaceProperty(),
        cube.GetXMinusFaceProperty(),
        cube.GetYPlusFaceProperty(),
        cube.GetYMinusFaceProperty(),
        cube.GetZPlusFaceProperty(),
        cube.GetZMinusFaceProperty(),
    ):
        face.SetColor(0.92, 0.92, 0.92)
    return cube


def _image(array: np.ndarray, geometry: Geometry) -> vtkImageData:
    image = vtkImageData()
    image.SetDimensions(*array.shape[::-1])
    image.SetSpacing(*geometry.spacing_mm[::-1])
    image.GetPointData().SetScalars(numpy_to_vtk(np.ascontiguousarray(array).ravel(), deep=True))
    return image


def _placement(geometry: Geometry) -> vtkMatrix4x4:
    """From mm along (i, j, k) to LPS."""
    matrix = np.eye(4)
    matrix[:3, :3] = geometry.directions[:, ::-1]
    matrix[:3, 3] = geometry.origin_lps
    placed = vtkMatrix4x4()
    placed.DeepCopy(matrix.ravel().tolist())
    return placed


def _property(small: SmallVolume) -> vtkVolumeProperty:
    look = _LOOKS.get(small.volume.quantity, _LOOKS[Quantity.ARBITRARY])
    reach = 255.0 - small.surface
    opacity, gradient, colour = vtkPiecewiseFunction(), vtkPiecewiseFunction(), vtkColorTransferFunction()
    for share, value in look.opacity:
        opacity.AddPoint(max(0.0, small.surface + share * reach), value)
    for change, value in look.gradient:
        gradient.AddPoint(change, value)
    colour.AddRGBPoint(0.0, 0.35, 0.30, 0.28)
    colour.AddRGBPoint(255.0, 1.0, 0.97, 0.93)
    made = vtkVolumeProperty()
    made.SetScalarOpacity(opacity)
    made.SetGradientOpacity(gradient)
    made.SetColor(colour)
    made.SetScalarOpacityUnitDistance(look.unit_mm)
    made.SetInterpolationTypeToLinear()
    made.ShadeOn()
    made.SetAmbient(0.4)
    made.SetDiffuse(0.9)
    made.SetSpecular(0.15)
    return made


def _surface(mesh: Mesh) -> vtkActor:
    points = vtkPoints()
    points.SetData(numpy_to_vtk(mesh.points_lps, deep=True))
    cells = vtkCellArray()
    offsets = np.arange(0, mesh.triangles.size + 1, 3, dtype=np.int64)
    connections = np.ascontiguousarray(mesh.triangles.ravel(), dtype=np.int64)
    cells.SetData(numpy_to_vtkIdTypeArray(offsets, deep=True), numpy_to_vtkIdTypeArray(connections, deep=True))
    data = vtkPolyData()
    data.SetPoints(points)
    data.SetPolys(cells)
    data.GetPointData().SetNormals(numpy_to_vtk(mesh.normals, deep=True))
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.GetProperty().SetSpecular(0.25)
    actor.GetProperty().SetAmbient(0.25)
    return actor


def _cross() -> vtkActor:
    """Three short lines through the origin, with a gap at their middle."""
    points, lines = vtkPoints(), vtkCellArray()
    for axis in np.eye(3):
        for sign in (-1.0, 1.0):
            ends = [points.InsertNextPoint(*(axis * sign * reach)) for reach in (_CROSS_MM / 6, _CROSS_MM)]
            lines.InsertNextCell(2, ends)
    data = vtkPolyData()
    data.SetPoints(points)
    data.SetLines(lines)
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.PickableOff()
    actor.VisibilityOff()
    actor.GetProperty().SetColor(*_CROSS_COLOUR)
    actor.GetProperty().SetLineWidth(1.5)
    actor.GetProperty().LightingOff()
    return actor


def _words() -> vtkCornerAnnotation:
    words = vtkCornerAnnotation()
    words.SetLinearFontScaleFactor(2)
    words.SetNonlinearFontScaleFactor(1)
    words.SetMaximumFontSize(13)
    words.SetMinimumFontSize(11)
    style: vtkTextProperty = words.GetTextProperty()
    style.SetFontFamily(4)  # VTK_FONT_FILE
    style.SetFontFile(str(resource("fonts", "DejaVuSans.ttf")))
    style.SetColor(0.92, 0.92, 0.92)
    style.ShadowOn()
    return words
