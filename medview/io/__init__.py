"""Formats to core values and back: DICOM, NIfTI, sequences, findings."""
