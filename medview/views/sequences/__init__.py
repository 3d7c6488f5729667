"""Biological sequences: one record with what lies along it, alignments, lists of records, searches."""
