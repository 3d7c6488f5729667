"""The closed vocabulary of networks: a name and plain numbers become a network; nothing in a package is code."""
