"""Two series in one place: drawn over each other, and placed by registration or by hand."""
