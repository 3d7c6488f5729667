"""Configurations of models that read whole images."""

from __future__ import annotations

import json

from pydantic import TypeAdapter

from medview.catalog.schema import Configuration, StoredGolden, Tiling
from tests.catalog.making import configuration, label


def whole_configuration(classes: int, tiling: Tiling) -> Configuration:
    """A package without localisation: as many classes as said, background among them."""
    data = configuration()
    for entry in ("localisation", "postprocess", "plausible", "calibration", "spacing_mm"):
        data.pop(entry, None)
    data["network"]["out_channels"] = classes
    data["card"]["labels"] = [label(value, f"label {value}") for value in range(1, max(2, classes))]
    data["card"]["input"]["min_extent_mm"] = 0.5
    data["tiling"] = {"patch": list(tiling.patch)}
    data["golden"] = {"recipe": "stored"}
    found = TypeAdapter(Configuration).validate_json(json.dumps(data))
    assert isinstance(found.golden, StoredGolden)
    return Configuration(**{**vars(found), "tiling": tiling})
