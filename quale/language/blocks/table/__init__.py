"""Tables: columns of numbers from a file, for any expression of a program."""
