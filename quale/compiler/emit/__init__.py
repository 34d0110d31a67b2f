"""From Program to LLVM IR: scenarios in the lanes of vectors, conditions as masks."""
