"""Native code: a typed part of Python as machine code, and the cache and linker that the compiler uses too."""
