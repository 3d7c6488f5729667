"""The task behind ``medview inspect``."""

from __future__ import annotations

import json

from medview.io import inspect as inspecting
from medview.io.atomic import writing_errors
from medview.jobs.protocol import Context


def inspect(context: Context, paths: tuple[str, ...]) -> str:
    """Decode and describe every object under some paths, as a JSON file.

    Raises:
        ReadError: A path does not exist.
    """
    document = inspecting.inspect(tuple(paths), context.folder, context.checkpoint)
    path = context.folder / "inspection.json"
    with writing_errors(path):
        path.write_text(json.dumps(document, ensure_ascii=False, allow_nan=False), encoding="utf-8")
    return str(path)
