"""Findings of sequences in the formats that other programs read: GFF3, BED, GenBank, FHIR."""
