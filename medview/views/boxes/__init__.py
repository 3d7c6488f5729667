"""Boxes of findings over pictures, slices and bodies: drawn, pointed at, chosen and changed."""
