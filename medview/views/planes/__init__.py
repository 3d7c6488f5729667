"""Planes through a volume, turned by hand, thick or curved."""
