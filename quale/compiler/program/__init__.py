"""The Program, the compiler's typed and lane-free form of a Model, and what is done with it whatever made it."""
