"""What the program must know of the declarations at its start, when no chapter is imported yet.

Written by tools/record_kinds.py.
"""

DECLARED = "181e67bfb4252f81399823fafac59ff0b05f43885fd12877d39e82729f98b5e5"
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
