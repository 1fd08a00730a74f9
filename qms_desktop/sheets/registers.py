"""The forms that are tables: the risk passport Ф-03, the risk register Ф-04, the process register Ф-02."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from qms_desktop.core.languages import sort_key
from qms_desktop.core.messages import _, p_
from qms_desktop.core.profile import Profile
from qms_desktop.models.catalogue import kind_named
from qms_desktop.models.kind import Kind
from qms_desktop.sheets.cells import cell_of, filled, level_cell, shown_items
from qms_desktop.sheets.data import Cell, SheetColumn, SheetData
from qms_desktop.sheets.kinds import UNIT, Record, id_column, linked

NUMBER = "no"
"""The column №: a register number, or `1.` for a row that has none."""
_FIELDS = {"number": NUMBER, "residual": "residual_level"}
_WIDTHS = {"number": 7, "likelihood": 13, "consequence": 13, "level": 14, "residual": 14, UNIT: 12, "state": 14}
_PAIR = ("residual_likelihood", "residual_consequence")
_COMPUTED = (
    ("units", p_("paper", "Units involved")),
    ("card", p_("paper", "Card edition, date")),
    ("effectiveness", p_("paper", "Effectiveness, %")),
    ("highest_risk", p_("paper", "Highest risk")),
    ("last_audit", p_("paper", "Last audit")),
)


def register_sheet(
    records: Sequence[Record], profile: Profile, language: str, *,
    info: Mapping[str, Any] | None = None, base: Any = None, kind: str = "risk",
) -> SheetData:  # fmt: skip
    """Ф-04: the ten columns of the annex, the unit and the state."""
    return _risks("register", "Ф-04", records, profile, language, info, base, kind)


def passport_sheet(
    records: Sequence[Record], profile: Profile, language: str, *,
    info: Mapping[str, Any] | None = None, base: Any = None, kind: str = "risk",
) -> SheetData:  # fmt: skip
    """Ф-03: the seven columns of the annex, the unit and the state."""
    return _risks("passport", "Ф-03", records, profile, language, info, base, kind)


def _risks(
    table: str, code: str, records: Sequence[Record], profile: Profile, language: str,
    info: Mapping[str, Any] | None, base: Any, kind_name: str,
) -> SheetData:  # fmt: skip
    kind = kind_named(kind_name)
    keys = {c.key: c.label for c in profile.columns(table)}
    pair = [name for name in _PAIR if "residual" in keys and any(filled(r.get(name)) for r in records)]
    columns = [
        id_column(),
        *(_column(key, label) for key, label in keys.items()),
        _column(UNIT, _("Unit")),
        _column("state", _("State")),
        # They come back with the residual score, so that it is not taken for one that a paper gave alone.
        *(SheetColumn(name, kind.fields[name].label, hidden=True) for name in pair),
    ]
    rows = []
    for place, (link, record) in enumerate(linked(records), start=1):
        cells = [_risk_cell(kind, key, record, place, profile, language) for key in (*keys, UNIT, "state", *pair)]
        rows.append([link, *cells])
    return SheetData(
        code=code, title=profile.forms[code].title, columns=columns, rows=rows, info=info or {},
        kind=kind_name, base=base,
    )  # fmt: skip


def _column(key: str, label: Any) -> SheetColumn:
    return SheetColumn(_FIELDS.get(key, key), label, _WIDTHS.get(key), centred=key in _WIDTHS)


def _risk_cell(kind: Kind, key: str, record: Record, place: int, profile: Profile, language: str) -> Cell:
    if key == "number":
        return _whole(record.get("number") or (record.get("code") if kind.name == "risk" else None)) or f"{place}."
    if key == "level":
        return level_cell(record, profile, language)
    if key == "residual":
        return level_cell(record, profile, language, "residual_")
    field = kind.fields.get(key)
    return cell_of(field, record.get(key), profile, language) if field else record.get(key)


def _whole(value: Any) -> Any:
    """A number that is kept as text, as a number."""
    return int(value) if isinstance(value, str) and value.isdecimal() and value[0] != "0" else value


def process_register_sheet(
    processes: Sequence[Record], profile: Profile, language: str, *,
    info: Mapping[str, Any] | None = None, base: Any = None,
) -> SheetData:  # fmt: skip
    """Ф-02: number, name, group, the owners' positions and names, and what is computed where it is given.

    `units card effectiveness highest_risk last_audit` may stand in a process besides its fields. A register of
    processes that are not records yet (they have no ids) is a view, and is not read back.
    """
    kind = kind_named("process")
    groups = list(profile.process_groups)
    computed = [(key, label) for key, label in _COMPUTED if any(filled(one.get(key)) for one in processes)]
    columns = [
        id_column(),
        SheetColumn("number", p_("paper", "Process No."), 11, centred=True),
        SheetColumn("name", p_("paper", "Process name"), 44),
        SheetColumn("group", kind.fields["group"].label, 26),
        SheetColumn("owners.position", p_("paper", "Owner's position"), 36),
        SheetColumn("owners.name", p_("paper", "Full name"), 26),
        *(SheetColumn(f"~{key}", label, 16, centred=True) for key, label in computed),
    ]

    def order(entry: tuple[str, Record]) -> tuple[int, str]:
        group = entry[1].get("group")
        return (groups.index(group) if group in groups else len(groups), sort_key(str(entry[1].get("number") or "")))

    rows = []
    for link, process in sorted(linked(processes), key=order):
        owners = [one if isinstance(one, Mapping) else {"position": one} for one in process.get("owners") or ()]
        rows.append([
            link,
            *(cell_of(kind.fields[key], process.get(key), profile, language) for key in ("number", "name", "group")),
            _aligned(owners, "position"), _aligned(owners, "name"),
            *(_plain(process.get(key)) for key, _label in computed),
        ])  # fmt: skip
    return SheetData(
        code="Ф-02", title=profile.forms["Ф-02"].title, columns=columns, rows=rows, info=info or {},
        kind="process" if all(process.get("id") for process in processes) else "", base=base,
    )  # fmt: skip


def _aligned(owners: Sequence[Mapping[str, Any]], part: str) -> str | None:
    """One line an owner, a dash for what is not known, so that positions and names stand beside each other."""
    texts = [str(owner.get(part) or "").replace("\n", " ") for owner in owners]
    return "\n".join(text or "–" for text in texts) if any(texts) else None


def _plain(value: Any) -> Cell:
    if isinstance(value, list):
        return "\n".join(map(str, value)) or None
    return value


def words_of(kind: Kind, name: str, value: Any, profile: Profile, language: str) -> list[str]:
    """The items of a list in words; a text is a list of one."""
    return shown_items(kind.fields[name], value, profile, language)
