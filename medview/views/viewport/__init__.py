"""What every viewport shares: where it looks, its tools, what stands around the picture, and the reader's hand."""
