"""From headers to patients, studies and series: the index's public names."""

from medview.io.dicom_facts import uid_name
from medview.io.index.sorting import Found, Index, Persons, index, study_order

__all__ = ["Found", "Index", "Persons", "index", "study_order", "uid_name"]
