"""The window: everything that is Qt, and the only folder (with app.py) that imports it."""
