"""How a result was computed, in words; its provenance keeps the names files are read by."""

from __future__ import annotations

from medview.core.finding import Provenance
from medview.core.text import tr

_NAMES = {
    "accumulate": "Sums kept as",
    "batch": "Windows in one pass",
    "blank": "Score of a blank input",
    "block_mm": "Block (mm)",
    "channels_last": "Channels innermost",
    "compiled": "Compiled",
    "device": "Device",
    "device_name": "Graphics processor",
    "distance": "Letters looked at around a variant",
    "explained_finding": "Explained finding",
    "flank": "Letters seen on each side",
    "greatest": "Greatest value",
    "intensity": "Grey values",
    "limit_hu": "Limit (HU)",
    "masked": "Known sites left out",
    "memory_mb": "Memory (MB)",
    "method": "Method",
    "networks": "Networks",
    "notes": "Remarks",
    "overlap": "Overlap of windows",
    "passes": "Passes",
    "patch": "Window",
    "pictures": "Pictures",
    "position": "Position",
    "precision": "Precision",
    "prediction_set": "Coverage of the prediction set",
    "records": "Records",
    "reference_sha256": "SHA-256 of the reference",
    "scan_prior": "How rare it was taken to be",
    "score": "Score",
    "seconds": "Seconds in all",
    "seconds_answer": "Seconds for the answer",
    "seconds_infer": "Seconds in the network",
    "seconds_locate": "Seconds to find the region",
    "seconds_post_process": "Seconds to clean up",
    "seconds_prepare": "Seconds to prepare",
    "seconds_read": "Seconds to read the model",
    "seconds_restore": "Seconds to bring back",
    "slab": "Layers kept at once",
    "slices": "Slices",
    "spacing_mm": "Spacing (mm)",
    "sum": "All together",
    "sums": "Sums kept on",
    "temperature": "Temperature of calibration",
    "whole_picture": "Whole picture",
    "windows": "Windows planned",
    "windows_computed": "Windows computed",
}
"""Names of entries of a plan; others are told as they are stored."""


def computed_with(source: Provenance) -> str:
    """All that is known of how, in one line."""
    return "; ".join(f"{_name(name)}: {value}" for name, value in source.plan)


def _name(stored: str) -> str:
    return tr(_NAMES[stored]) if stored in _NAMES else stored.replace("_", " ")
