"""What the tag browser shows: every element of a file, known or not, as far as it can be walked."""

from medview.io.tags.writing import FORMAT, VERSION, write_tags

__all__ = ["FORMAT", "VERSION", "write_tags"]
