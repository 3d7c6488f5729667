"""MedView: open, analyse, review, report."""

__version__ = "0.1.0"
