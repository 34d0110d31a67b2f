"""The population as arrays, its invariants, and the order in which a phenotype is evaluated."""
