"""From headers to patients, studies and series: the index's public names."""

from medview.io.dicom_facts import class_name, pixels, syntax_name, uid_name, windows
from medview.io.index.assembling import series_of
from medview.io.index.sorting import Found, Index, index, study_order

__all__ = [
    "Found",
    "Index",
    "class_name",
    "index",
    "pixels",
    "series_of",
    "study_order",
    "syntax_name",
    "uid_name",
    "windows",
]
