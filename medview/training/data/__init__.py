"""Labelled pictures of a folder: what they are, how they are read, checked and divided."""

from medview.training.data.folding import folds
from medview.training.data.nouns import LabelledBox, PictureData, Sample, Task, group_of
from medview.training.data.pictures import read_mask, read_picture
from medview.training.data.reading import read_data

__all__ = [
    "LabelledBox",
    "PictureData",
    "Sample",
    "Task",
    "folds",
    "group_of",
    "read_data",
    "read_mask",
    "read_picture",
]
