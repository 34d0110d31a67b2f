"""What names stand for while a program is checked, where they may be used, and what was found wrong."""
