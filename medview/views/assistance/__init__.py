"""What helps with everything else: palette, keys, help."""
