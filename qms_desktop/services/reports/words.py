"""How reports call what records name by ids and keys: processes, choices, units."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property

from qms_desktop.core.languages import search_fold
from qms_desktop.core.messages import Localised, Text, _
from qms_desktop.services.reports.scope import Scope

NO_PROCESS = _("without a process")


class Processes:
    """Processes by what records name them with: the id of a card, the key of the profile's register, or words.

    Cards of several units that carry one name, and the register's process of that name, are one process.
    """

    def __init__(self, scope: Scope) -> None:
        self._scope = scope
        self._keys: dict[str | None, str] = {}

    def key(self, named: str | None) -> str:
        """What all namings of one process have in common; "" for none."""
        if named not in self._keys:
            self._keys[named] = self._found(named)
        return self._keys[named]

    def name(self, key: str) -> Localised:
        """What a process is called, by the common key."""
        return self._words[key] if key else NO_PROCESS

    def in_order(self, keys: Iterable[str]) -> list[str]:
        """Processes in the order of the institution's register, then the others by name; what names none last."""
        order = {search_fold(seed.name.ky): place for place, seed in enumerate(self._scope.ws.profile.processes)}
        return sorted(keys, key=lambda key: (not key, order.get(key, len(order)), key))

    def _found(self, named: str | None) -> str:
        if not named:
            return ""
        number, words = self._cards.get(named) or self._seeds.get(named) or ("", Text.of(named))
        key = self._wordings.get(search_fold(words.ky)) or search_fold(words.ky)
        if key not in self._words:
            self._words[key] = _("{number} {name}", number=number, name=words) if number else words
        return key

    @cached_property
    def _words(self) -> dict[str, Localised]:
        return {
            search_fold(name.ky): _("{number} {name}", number=number, name=name) if number else name
            for number, name in self._seeds.values()
        }

    @cached_property
    def _seeds(self) -> dict[str, tuple[str, Text]]:
        return {seed.id: (seed.number, seed.name) for seed in self._scope.ws.profile.processes}

    @cached_property
    def _wordings(self) -> dict[str, str]:
        """Every wording of the register's processes, folded, with the common key."""
        return {
            search_fold(wording): search_fold(seed.name.ky)
            for seed in self._scope.ws.profile.processes for wording in seed.name.texts().values()
        }  # fmt: skip

    @cached_property
    def _cards(self) -> dict[str, tuple[str, Text]]:
        rows = self._scope.rows("process", ("number", "name"), every_period=True, every_unit=True)
        return {row["id"]: (row["number"] or "", Text.of(row["name"] or "")) for row in rows}
