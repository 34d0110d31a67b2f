"""The reference interpreter: what a program means, said plainly; native code is held to it bit for bit."""
