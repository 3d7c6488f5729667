"""The family of sequences: letters to what a network reads, run along any length, and what it says of them."""
