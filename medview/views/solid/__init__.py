"""Three dimensions: bodies that can be turned, their light and colours, surfaces, and pictures of them."""
