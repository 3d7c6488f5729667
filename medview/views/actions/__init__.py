"""Every action: its name, words, menu place, key and where the key acts."""
