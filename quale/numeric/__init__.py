"""Elementary functions with one definition, run by NumPy, by the interpreter and by the emitter, bit for bit."""
