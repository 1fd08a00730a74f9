"""What the program must know of the declarations at its start, when no chapter is imported yet.

Written by tools/record_kinds.py.
"""

DECLARED = "f0979691d2d6f98d40b5dffe6382ff6b8676faadb3d7fafff4af907ba97e6971"
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
