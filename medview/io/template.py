"""The ICBM152 average brain that the nilearn package carries; nilearn itself is never imported."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from medview.core.errors import ReadError
from medview.core.text import tr
from medview.core.volume import Volume
from medview.io.formats.volumes import read_volume

TEMPLATE = ("datasets", "data", "mni_icbm152_t1_tal_nlin_sym_09a_converted.nii.gz")
"""The ICBM 2009a nonlinear symmetric T1 average in nilearn's package (doi:10.1016/j.neuroimage.2010.07.033)."""


def template_file() -> Path:
    """Where the nilearn package keeps the template.

    Raises:
        ReadError: It is not installed.
    """
    package = find_spec("nilearn")
    path = Path(package.origin).parent.joinpath(*TEMPLATE) if package and package.origin else Path(*TEMPLATE)
    if not path.is_file():
        raise ReadError(
            tr("The ICBM152 template of the nilearn package is missing."), tr("Install MedView with its dependencies.")
        )
    return path


def read_template() -> Volume:
    """The template's voxels.

    Raises:
        ReadError: It is missing or not readable.
    """
    return read_volume(str(template_file()))
