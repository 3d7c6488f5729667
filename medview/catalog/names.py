"""Names of the files a package may have."""

from __future__ import annotations

import re

from medview.catalog.manifest import MANIFEST, SIGNATURE

_FILES = re.compile(
    r"LICENSE|NOTICE|README\.md|configs/(?:medview|metadata)\.json"
    rf"|{re.escape(MANIFEST)}|{re.escape(SIGNATURE)}"
    r"|docs/[\w][\w .+-]*\.(?:md|txt|png|jpg)"
    r"|models/[\w][\w.+-]*\.(?:safetensors|pt|onnx|data)"
    r"|golden/[\w][\w.+-]*\.npy",
    re.ASCII,
)
"""Files a package may have: names that mean the same on every system, kinds that nothing runs."""


def is_known(name: str) -> bool:
    """Whether the package format knows a file of this name (with ``/``, within the package)."""
    return _FILES.fullmatch(name) is not None
