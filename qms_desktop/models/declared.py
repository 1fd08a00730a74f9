"""What the program must know of the declarations at its start, when no chapter is imported yet.

Written by tools/record_kinds.py.
"""

DECLARED = "e94a27b46e6dbd7131e4bb047bc391d83b518d4c7874e1c58817c2c729817bfb"
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
