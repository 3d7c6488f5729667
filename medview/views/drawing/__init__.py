"""Measuring and marking in viewports: what is drawn, how a hand draws and changes it, and what it measures."""
