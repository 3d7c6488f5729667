"""Pictures, films and pages on their way out of the program."""
