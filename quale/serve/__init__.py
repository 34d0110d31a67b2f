"""Pages over the runs of a directory, live, from their files alone; it writes nothing."""
