"""Training a model of one's own: what was found, what is wanted, how it goes."""
