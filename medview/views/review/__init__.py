"""From the models to the report: what they say, what a person decides, and what is written of it."""
