"""One small interface over the implementations of the journal that the machine runs side by side.

To plug in a third: subclass `Store`, then subclass `machine.JournalMachine` with
`factories = (ModelStore, YourStore)` and give pytest its `TestCase`. Every store gets the same lines in the
same order and must give the same `fold` and `digest` at every step. `close` is called for each at the end.
"""

import json
from abc import ABC, abstractmethod

from qms_desktop.journal.chains import admit, forks
from qms_desktop.journal.digest import digest, digest_lines
from qms_desktop.journal.fold import fold_record
from qms_desktop.journal.lines import plain_fork, plain_record

from . import model

OFFICE_FIELDS = {"risk": frozenset({"number", "verdict", "remarks"})}


def office_fields(kind: str) -> frozenset[str]:
    """The fields that are the office's in the vectors and in the machine."""
    return OFFICE_FIELDS.get(kind, frozenset())


class Store(ABC):
    """A journal. Lines are bytes as born; a line that may not enter is left out, the others enter."""

    @abstractmethod
    def append(self, line: bytes) -> None:
        """Take in one's own next change, whose parents are all there."""

    @abstractmethod
    def receive(self, lines: list[bytes]) -> None:
        """Take in a bundle, in any order. Redactions whose chain is not whole yet wait inside."""

    @abstractmethod
    def export(self) -> list[bytes]:
        """All lines: changes as born, and for redacted ones (and waiting ones) the redaction alone."""

    @abstractmethod
    def fold(self) -> dict:
        """`{"records", "forks"}` as `fold_lines` gives them."""

    @abstractmethod
    def digest(self) -> str:
        """The hex digest of the whole store."""

    @abstractmethod
    def copy(self) -> "Store":
        """Another store with the same content: a backup, or a cloned disk."""

    def close(self) -> None:  # noqa: B027
        """Free what the store holds."""


class ModelStore(Store):
    """The rules, plainly: a set of lines, folded from nothing each time."""

    def __init__(self, lines=()):
        self.lines = set(lines)

    def append(self, line):
        self.receive([line])

    def receive(self, lines):
        met = self.lines | set(lines)
        accepted = model.chained(model.stand_ins(met))
        redacted = {json.loads(line)["redacts"] for line in met if b'"redacts"' in line}
        self.lines = {
            line
            for line in met
            if b'"redacts"' in line
            or (model.name_of(line) in accepted and model.name_of(line) not in redacted)
        }

    def export(self):
        return sorted(self.lines)

    def _folded(self):
        return model.fold(self.lines, office_fields)

    def fold(self):
        folded = self._folded()
        return {"records": folded["records"], "forks": folded["forks"]}

    def digest(self):
        return self._folded()["digest"]

    def copy(self):
        return ModelStore(self.lines)


class MemoryStore(Store):
    """The real code, used as a database uses it: bundle by bundle, beside what is known."""

    def __init__(self):
        self.changes, self.redactions, self.waiting = {}, {}, []

    def append(self, line):
        self.receive([line])

    def receive(self, lines):
        lines = [*lines, *self.waiting]
        admitted = admit(lines, self._known)
        self.changes |= {change.id: change for change in admitted.changes}
        for redacted, redaction in admitted.redactions.items():
            held = self.redactions.get(redacted, redaction)
            self.redactions[redacted] = min(held, redaction, key=lambda r: r.weight)
            self.changes[redacted] = self.redactions[redacted].stand_in()
        missing = {lines[f.index] for f in admitted.refused if f.reason_kind == "missing_parent"}
        self.waiting = sorted(line for line in missing if b'"redacts"' in line)

    def _known(self, ids):
        return {i: (c.device, c.unit, c.seq) for i in ids if (c := self.changes.get(i))}

    def export(self):
        return sorted([*(change.line for change in self.changes.values()), *self.waiting])

    def _folded(self):
        records = {}
        for change in self.changes.values():
            records.setdefault((change.unit, change.kind, change.record), []).append(change)
        return {key: fold_record(changes, office_fields(key[1])) for key, changes in sorted(records.items())}

    def fold(self):
        return {
            "records": [plain_record(*key, folded) for key, folded in self._folded().items()],
            "forks": [plain_fork(fork) for fork in forks(self.changes.values())],
        }

    def digest(self):
        return digest(line for key, folded in self._folded().items() for line in digest_lines(*key, folded))

    def copy(self):
        other = MemoryStore()
        other.changes, other.redactions = dict(self.changes), dict(self.redactions)
        other.waiting = list(self.waiting)
        return other
