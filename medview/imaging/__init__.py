"""Numpy in, numpy out: slicing, windowing, surfaces and pictures, without Qt."""
