"""Two dimensions: slices and stacks of pictures as they are drawn, and what derived objects lay over them."""
