"""Pixels of DICOM objects: one table of encodings, frames found and decoded one by one or in parallel."""

from medview.io.pixels.opening import Opened, open_object
from medview.io.pixels.source import FrameSource, frames, shared_frames
from medview.io.pixels.syntaxes import SYNTAXES, Syntax, syntax_name, syntax_of, why_not

__all__ = [
    "SYNTAXES",
    "FrameSource",
    "Opened",
    "Syntax",
    "frames",
    "open_object",
    "shared_frames",
    "syntax_name",
    "syntax_of",
    "why_not",
]
