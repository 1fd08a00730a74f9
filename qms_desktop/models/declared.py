"""What the declarations come to, so that no chapter need be imported to know whether they changed.

Written by tools/record_kinds.py.
"""

DECLARED = "36f2ae603cea028804f9ec7aabb87afcd8ae2d51be1a15caed57410b3cbc3e9c"
