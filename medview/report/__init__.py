"""Report: a value, and the forms it is written in."""
