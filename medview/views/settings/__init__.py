"""What the reader may choose, and how the window looks."""
