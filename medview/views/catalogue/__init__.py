"""The catalogue of models: what is installed, whether it may be used, and how more comes in."""
