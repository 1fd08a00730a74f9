"""The record kinds written down: docs/record-kinds.md for people, models/declared.py for the start of the program.

`python tools/record_kinds.py` writes both. Run it after a declaration was changed; a test says when they are stale.
"""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from qms_desktop.core.fields import Field, ItemsField  # noqa: E402
from qms_desktop.core.messages import catalogue, speaking  # noqa: E402
from qms_desktop.core.profile import load_profile  # noqa: E402
from qms_desktop.models.catalogue import CHAPTERS, KINDS  # noqa: E402
from qms_desktop.models.kind import Kind  # noqa: E402

TABLE = ROOT / "docs" / "record-kinds.md"
DECLARED = ROOT / "qms_desktop" / "models" / "declared.py"

INTRODUCTION = """# Record kinds

What every kind of record holds, written from the declarations by `tools/record_kinds.py`. The owner of a field is who
binds by writing it: what a unit writes into a field of the office or of an auditor is a proposal. A field in *italics*
is computed. A field marked with * is asked for before the record is handed over. Every record has `files` besides.
"""


def described(field: Field) -> tuple[Any, ...]:
    """All of a field that the typed tables and the fold depend on."""
    return (
        field.name, field.type_name, field.storage, field.cell, field.part, field.owner, field.searched, field.sorted,
        field.sorts_itself, field.narrows, field.content, field.open_when_locked, bool(field.compute), tuple(getattr(field, "options", ())),
        getattr(field, "least", None), getattr(field, "most", None),
    )  # fmt: skip


def declared_hash() -> str:
    """Changes whenever a declaration does in a way that calls for folding the journal again."""
    kinds = [
        (name, [described(f) for f in kind.fields.values()],
         {n: [described(f) for f in items.item_fields.values()] for n, items in kind.item_lists.items()})
        for name, kind in sorted(KINDS.items())
    ]  # fmt: skip
    return hashlib.sha256(repr(kinds).encode()).hexdigest()


def declared_module() -> str:
    handed_over = "".join(f'    "{name}",\n' for name, kind in KINDS.items() if kind.is_handed_over)
    return (
        '"""What the program must know of the declarations at its start, when no chapter is imported yet.\n\n'
        'Written by tools/record_kinds.py.\n"""\n\n'
        f'DECLARED = "{declared_hash()}"\n'
        '"""Changes with the declarations: then the journal is folded again."""\n\n'
        f'HANDED_OVER = (\n{handed_over})\n'
        '"""The kinds whose records are handed over one by one."""\n'
    )


def table() -> str:
    """The page on the record kinds."""
    with speaking("en"):
        parts = [INTRODUCTION, *_forms()]
        for chapter, names in CHAPTERS.items():
            parts.append(f"\n## `{chapter}`\n")
            parts += [_kind(KINDS[name]) for name in names.split()]
    return "\n".join(parts)


def _forms() -> list[str]:
    """Which kinds stand on each printed form; what is gathered is never typed twice."""
    lines = ["\n## Forms\n", "| form | title | kinds |", "|---|---|---|"]
    for code, form in load_profile("generic").forms.items():
        kinds = ", ".join(f"`{name}`" for name, kind in KINDS.items() if code in kind.forms)
        gathered = "gathered" if form.is_view or not kinds else ""
        lines.append(f"| {code} | {form.title} | {', '.join(filter(None, (kinds, gathered)))} |")
    return lines


def _kind(kind: Kind) -> str:
    lines = [f"### {kind.plural} – `{kind.name}`", ""]
    forms = ", ".join(kind.forms) or "none of its own"
    traits = [f"Forms: {forms}."]
    if kind.published:
        traits.append("What the office makes of it is published to all.")
    if kind.home:
        traits.append("Belongs to the unit of " + " or ".join(f"`{name}`" for name in kind.home) + ".")
    if kind.auditor_fields:
        traits.append("An auditor’s laptop writes it.")
    lines += [" ".join(traits), "", "| field | type | owner | label |", "|---|---|---|---|"]
    lines += [_row(field) for name, field in kind.fields.items() if name != "files"]
    return "\n".join([*lines, ""])


def _row(field: Field) -> str:
    name = f"*{field.name}*" if field.compute else f"`{field.name}`" + ("*" if field.required else "")
    said = field.type_name
    if isinstance(field, ItemsField):
        said += ": " + ", ".join(field.item_fields)
    elif getattr(field, "options", None):
        said += ": " + ", ".join(field.options)
    elif field.names_record:
        said += f" to {field.refers_to}"
    return f"| {name} | {said} | {field.owner} | {field.label} |"


def main() -> None:
    catalogue.cache_clear()
    TABLE.write_text(table(), encoding="utf-8")
    DECLARED.write_text(declared_module(), encoding="utf-8")
    print(f"{len(KINDS)} kinds, {sum(len(kind.fields) for kind in KINDS.values())} fields")


if __name__ == "__main__":
    main()
