"""Other people's models as MedView packages: read as data, never run as code."""
