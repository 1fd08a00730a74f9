"""`kill -9` at any moment of the program's long jobs, by the number of the kill."""
