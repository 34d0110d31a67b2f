"""The command line: one file a command family. Effects happen here."""
