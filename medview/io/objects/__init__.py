"""Derived DICOM objects as what a reader sees: layers on images, trees, documents and signals."""

from medview.io.objects.opening import load_content, load_laid_on, load_overlaid
from medview.io.objects.parametric import load_map

__all__ = ["load_content", "load_laid_on", "load_map", "load_overlaid"]
