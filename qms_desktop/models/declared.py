"""What the program must know of the declarations at its start, when no chapter is imported yet.

Written by tools/record_kinds.py.
"""

DECLARED = "eeb7087e1f1f0654553843f0417b3d75fc213fe91b3d89d9354b23b8fff21f7d"
"""Changes with the declarations: then the journal is folded again."""

HANDED_OVER = (
    "provider",
    "objective",
    "process",
    "indicator",
    "risk",
    "passport",
    "plan",
    "training",
    "nonconformity",
    "corrective_action",
    "preventive_action",
)
"""The kinds whose records are handed over one by one."""
