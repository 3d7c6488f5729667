"""What is read rather than looked through: reports, documents, signals, the elements of a file."""
