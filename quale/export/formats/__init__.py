"""One file a format: from a Network to the file's content, and how to run it where it can be run."""
