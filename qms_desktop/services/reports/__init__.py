"""The reports of the program: each is computed anew from the records whenever it is asked for."""
