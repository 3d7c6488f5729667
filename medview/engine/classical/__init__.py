"""Methods that learned nothing: thresholds, shapes and places on CT, in the same form as packages with a network."""
