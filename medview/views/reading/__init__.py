"""What a reader does with a picture: probe, lens, window, cine, curves over time, key images."""
