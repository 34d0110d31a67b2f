"""Who has how many children, from which parents, and the children themselves."""
