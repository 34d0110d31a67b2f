"""What is written: the syntax tree, its print, and the units that numbers carry."""
