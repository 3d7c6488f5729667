"""Train and measure models of sequences: what is said of each letter, of a whole, or of a hidden letter."""
