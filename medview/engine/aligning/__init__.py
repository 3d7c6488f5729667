"""Pairs of sequences aligned by scores of letters and gaps: best paths, and the probability of every column."""
