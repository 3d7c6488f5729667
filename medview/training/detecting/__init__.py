"""Detectors of pictures: from labelled boxes to a calibrated, measured model package."""
