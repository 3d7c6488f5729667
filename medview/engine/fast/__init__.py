"""Faster forms of networks with the same weights: nothing is trained, nothing approximated but the precision."""
