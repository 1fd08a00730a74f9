"""The rules of the journal as a small plain model: sets and walks, no speed, nothing of the real code.

A line here is the bytes of a valid change or redaction; reading strictly is not the model's matter.
"""

import hashlib
import json
from functools import cache

GONE = object()  # the value of what was redacted: no value, which is not null


def canonical(value) -> bytes:
    return json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()


def name_of(line: bytes) -> str:
    return hashlib.sha256(line).hexdigest()


def stand_ins(lines) -> dict[str, dict]:
    """Every change that the lines speak of, by id: a redaction's skeleton before a text, the smaller first."""
    texts, skeletons = {}, {}
    for line in lines:
        body = json.loads(line)
        if "redacts" in body:
            rival = skeletons.setdefault(body["redacts"], body["skeleton"])
            skeletons[body["redacts"]] = min(rival, body["skeleton"], key=canonical)
        else:
            texts[name_of(line)] = body
    for name, skeleton in skeletons.items():
        held = {field: GONE if value is None else value for field, value in skeleton["set"].items()}
        texts[name] = {**skeleton, "set": held}
    return texts


def chained(changes: dict[str, dict]) -> dict[str, dict]:
    """Those whose chain is whole down to its first change."""
    accepted: dict[str, dict] = {}
    grown = True
    while grown:
        grown = False
        for name, change in changes.items():
            parent = accepted.get(change["prev"])
            first = change["seq"] == 1 and change["prev"] is None
            if name not in accepted and (first or follows(change, parent)):
                accepted[name] = change
                grown = True
    return accepted


def follows(change, parent) -> bool:
    return (
        parent is not None
        and change["seq"] > 1
        and (change["device"], change["unit"], change["seq"])
        == (parent["device"], parent["unit"], parent["seq"] + 1)
    )


def why_not(change, accepted) -> str:
    """The kind of reason for which a change that is not among `accepted` stays out."""
    has_place_for_parent = change["seq"] > 1 and change["prev"] is not None
    return "missing_parent" if has_place_for_parent and change["prev"] not in accepted else "chain"


def owner(record, field, office_fields) -> str:
    unit, kind, _ = record
    return "office" if unit == "office" or field.split("/")[0] in office_fields(kind) else unit


class Record:
    """One record: its name (unit, kind, id) and all its accepted changes, by id."""

    def __init__(self, name, changes, office_fields):
        self.name, self.changes, self.office_fields = name, changes, office_fields

    def owner(self, field):
        return owner(self.name, field, self.office_fields)

    def setting(self, field):
        return {name for name, change in self.changes.items() if field in change["set"]}

    def binding(self, field):
        may = {"office", self.owner(field)}
        return {name for name in self.setting(field) if self.changes[name]["as"] in may}

    def fields(self):
        return {field for change in self.changes.values() for field in change["set"]}

    def superseded(self, field):
        return {seen for name in self.binding(field) for seen in self.seen(name, field)}

    def seen(self, name, field):
        return set(self.changes[name]["seen"].get(field, []))

    def value(self, name, field):
        return self.changes[name]["set"][field]

    def heads(self, field):
        return self.binding(field) - self.superseded(field)

    def valued(self, field):
        return {name for name in self.heads(field) if self.value(name, field) is not GONE}

    def values(self, field):
        """Distinct head values, sorted by canonical bytes."""
        return [
            json.loads(text) for text in sorted({canonical(self.value(n, field)) for n in self.valued(field)})
        ]

    def depth(self, name, field):
        """The longest walk back through what was seen of this field, over its binding changes."""

        @cache
        def longest(name):
            return max(
                (1 + longest(parent) for parent in self.seen(name, field) & self.binding(field)), default=0
            )

        return longest(name)

    def shown(self, field):
        def rank(name):
            foreign = self.changes[name]["as"] != self.owner(field)
            return foreign, -self.depth(name, field), canonical(self.value(name, field))

        return self.value(min(self.valued(field), key=rank), field)

    def proposals(self):
        """Open ones: (field, change id)."""
        return sorted(
            (field, name)
            for field in self.fields()
            for name in self.setting(field) - self.binding(field) - self.superseded(field)
            if self.value(name, field) is not GONE
        )

    def gone(self, deletion, fields):
        """Whether `deletion`, a field, is settled true, and its heads witness every head of `fields`."""
        if canonical(self.values(deletion)) != b"[true]":
            return False
        deletions = self.heads(deletion)
        return all(
            head in deletions or any(head in self.seen(name, field) for name in deletions)
            for field in fields - {deletion}
            for head in self.heads(field)
        )

    def gone_items(self):
        items = {field.rsplit("/", 1)[0] for field in self.fields() if field.count("/") == 2}
        return {item for item in items if self.gone(f"{item}/deleted", self.parts(item))}

    def parts(self, item):
        return {field for field in self.fields() if field.count("/") == 2 and field.rsplit("/", 1)[0] == item}

    def plain(self):
        unit, kind, record = self.name
        with_head = {field for field in self.fields() if self.heads(field)}
        hidden = {field for item in self.gone_items() for field in self.parts(item)}
        return {
            "unit": unit,
            "kind": kind,
            "record": record,
            "deleted": self.gone("deleted", self.fields()),
            "heads": {field: self.values(field) for field in with_head},
            "shown": {field: self.shown(field) for field in with_head - hidden if self.valued(field)},
            "conflicts": sorted(field for field in with_head if len(self.values(field)) > 1),
            "proposals": [
                {"field": field, "value": self.value(name, field), "change": name}
                for field, name in self.proposals()
            ],
        }


def fold(lines, office_fields):
    """What the lines are: their records, forks and digest, and the reason kinds of ids that stay out."""
    changes = stand_ins(lines)
    accepted = chained(changes)
    names = {(c["unit"], c["kind"], c["record"]) for c in accepted.values()}
    records = [
        Record(
            name,
            {i: c for i, c in accepted.items() if (c["unit"], c["kind"], c["record"]) == name},
            office_fields,
        ).plain()
        for name in sorted(names)
    ]
    lines_of_digest = sorted(
        canonical([r["unit"], r["kind"], r["record"], field, values])
        for r in records
        for field, values in r["heads"].items()
    )
    return {
        "refused": {name: why_not(c, accepted) for name, c in changes.items() if name not in accepted},
        "records": records,
        "forks": forks(accepted),
        "digest": name_of(b"\n".join(lines_of_digest)),
    }


def forks(accepted):
    places = {(c["device"], c["unit"], c["prev"]) for c in accepted.values()}
    found = []
    for device, unit, prev in places:
        sides = [
            n for n, c in accepted.items() if (c["device"], c["unit"], c["prev"]) == (device, unit, prev)
        ]
        if len(sides) > 1:
            seq = accepted[sides[0]]["seq"]
            found.append({"device": device, "unit": unit, "seq": seq, "changes": sorted(sides)})
    return sorted(found, key=lambda fork: (fork["device"], fork["unit"], fork["seq"], fork["changes"]))
