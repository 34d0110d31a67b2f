"""`draw`: from the tree to the Model."""
