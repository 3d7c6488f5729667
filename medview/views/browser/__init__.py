"""The study browser: what can be opened, and what is being read."""
