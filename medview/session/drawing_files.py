"""Files of measurements: what one program exported, another one reads."""

from __future__ import annotations

import json
from pathlib import Path

from medview.core.errors import MedViewError
from medview.core.measurement import Measurement
from medview.core.measurement_json import measurement_from_json
from medview.core.text import tr

_LARGEST = 50_000_000


def read_measurements(path: Path) -> tuple[Measurement, ...]:
    """The drawings of an exported file.

    Raises:
        MedViewError: It cannot be read, or is no such file.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise ValueError("too large")
        data = json.loads(path.read_text(encoding="utf-8"))
        return tuple(measurement_from_json(one) for one in data["measurements"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
        raise MedViewError(
            tr("{file} is no readable file of measurements.").format(file=path.name),
            tr("Choose a file that MedView exported."),
        ) from error
