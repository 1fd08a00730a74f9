"""The pages of the window, one module or package a section."""
