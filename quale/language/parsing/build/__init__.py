"""Grammar rules to syntax nodes, part by part."""
