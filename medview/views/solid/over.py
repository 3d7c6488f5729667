"""What stands over the body in a 3D viewport: planes, crosshair, crop box, cube and words."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QCoreApplication, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from medview.core.geometry import direction_letters
from medview.core.names import person_text
from medview.core.solid import WHOLE
from medview.imaging.looking import Eye
from medview.session.wishes import ON_SCREEN, PictureWish
from medview.views.pictures.scene import shareable
from medview.views.solid.door import SolidView
from medview.views.solid.marks import paint_cross, paint_cube, paint_planes
from medview.views.solid.transfer_shelf import title
from medview.views.viewport import decorations
from medview.views.viewport.corner_text import Corners, CornerText


def paint_over(view: SolidView, painter: QPainter, eye: Eye) -> None:
    """Draw everything that lies over the body, as far as it is wished for.

    Args:
        view: The viewport.
        painter: Paints in the pixels of ``eye``.
        eye: Where everything is.
    """
    volume, cursor = view.scene.layers.volume, view.scene.cursor_lps
    if view.wish.lines and cursor is not None:
        if view.solid.planes and volume is not None:
            paint_planes(painter, eye, volume, cursor, view.turned)
        paint_cross(painter, eye, cursor)
    if view.wish is ON_SCREEN:
        view.box.paint(painter, eye)
    if view.wish.corners:
        paint_cube(painter, eye)
    _paint_words(view, painter, eye)


def composed(view: SolidView, body: QImage, wish: PictureWish) -> QImage:
    """A drawn body before black, and over it what is wished for, as large as it would be on the screen.

    Args:
        view: The viewport.
        body: What a worker drew, at any size of the canvas' shape.
        wish: What stands on it.
    """
    canvas = view.canvas
    size = max(1, canvas.width()), max(1, canvas.height())
    whole = QImage(body.size(), QImage.Format.Format_RGB32)
    whole.fill(QColor(0, 0, 0))
    painter = QPainter(whole)
    painter.drawImage(0, 0, body)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.scale(body.width() / size[0], body.height() / size[1])
    if canvas.body is not None:
        view.wish, before = wish, view.wish
        paint_over(view, painter, Eye(view.solid.camera, canvas.body, size))
        view.wish = before
    painter.end()
    return whole


def facts(view: SolidView) -> Iterator[str]:
    """What a reader should know of the picture."""
    preset, solid = view.preset(), view.solid
    if preset is not None and solid.body:
        name = title(preset)
        yield _tr("{name}, changed").format(name=name) if solid.transfer is not None else name
    if solid.crop != WHOLE or any(solid.clips):
        yield _tr("A part is cut away")
    if view.failure:
        yield view.failure
    elif view.thinned_mm and solid.body:
        sides = " × ".join(f"{side:.1f}" for side in view.thinned_mm[::-1])
        yield _tr("3D, thinned to voxels of {sides} mm").format(sides=sides)
    else:
        yield _tr("3D")


def _paint_words(view: SolidView, painter: QPainter, eye: Eye) -> None:
    right, up, _ = eye.axes
    sides = tuple(direction_letters(way) if view.wish.corners else "" for way in (-right, right, up, -up))
    full = view.corners is Corners.FULL and view.wish.corners
    texts = CornerText((_patient(view),) if full else (), (), tuple(facts(view)) if full else ())
    scene = view.scene
    warnings = shareable(scene.warnings, scene.prior, view.wish) if view.corners is not Corners.NONE else ()
    frame = decorations.Frame(texts, (sides[0], sides[1], sides[2], sides[3]), None, warnings)
    above = view.bar.taken_px if view.wish is ON_SCREEN else 0
    decorations.draw(painter, QRectF(0, 0, *eye.size).adjusted(0, above, 0, 0), frame)


def _patient(view: SolidView) -> str:
    study = view.scene.study
    if study is None or not view.wish.identifiers:
        return ""
    return person_text(study.patient.name) or study.patient.patient_id


def _tr(text: str) -> str:
    return QCoreApplication.translate("solid", text)
