"""The refusal of what a model asks for and MedView does not do."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Literal

from medview.core.errors import ModelError
from medview.core.text import tr

Source = Literal["bundle", "nnunet"]

_WAYS_OUT: Mapping[Source, Callable[[], str]] = {
    "bundle": lambda: tr(
        "MedView reads a bundle as data and runs nothing of it. Ask its maker for plain values in its "
        "inference.json, or for the network as ONNX."
    ),
    "nnunet": lambda: tr(
        "MedView reads nnU-Net v2 models of PlainConvUNet and ResidualEncoderUNet; export others as ONNX."
    ),
}


def not_supported(what: str, source: Source = "bundle") -> ModelError:
    """The refusal of something a model has and MedView has not.

    Args:
        what: What it has.
        source: What it is read from.
    """
    return ModelError(tr("not supported: {what}.").format(what=what), _WAYS_OUT[source]())


nnunet_lacks = partial(not_supported, source="nnunet")
"""The same of a model of nnU-Net's."""
