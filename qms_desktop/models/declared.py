"""What the program must know of the declarations at its start, when no chapter is imported yet.

Written by tools/record_kinds.py.
"""

DECLARED = "116a99394ffad8d5299055464bdcbf9d48d06ee671c939e509a1c262317034d6"
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
