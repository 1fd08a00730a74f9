"""A unit and the QA office that pass their records to each other."""

import pytest

from qms_desktop.services import acts, records, returning
from qms_desktop.services.exchanging import receive, send
from qms_desktop.services.setup import init

RISK = {
    "title": "Өрт чыгуу коркунучу", "category": "technical", "process": "J3", "cause": "Зымдар эски", "likelihood": 3,
    "consequence": 3, "responsible": ["Башчы"], "deadline": "2027-05-31",
    "measures": [{"text": "Зымдарды алмаштыруу", "due": "2027-02-01", "responsible": "Назарова А. К."}],
}  # fmt: skip


class Desks:
    """The department МТК and the office."""

    def __init__(self, make_workspace, folder):
        self.unit = make_workspace("МТК", person="Назарова А. К.")
        self.office = make_workspace(person="Осмонова Ж. Т.")
        self._folder, self._files = folder, 0
        self.up()

    def up(self):
        """The unit's bundle reaches the office."""
        self._files += 1
        path = self._folder / f"{self._files}.qmsb"
        send(self.unit, path)
        assert receive(self.office, [path]).outcomes[0].result.status == "merged"

    def down(self):
        """The office's return bundle reaches the unit."""
        self._files += 1
        (written,) = returning.return_bundles(self.office, ["МТК"], self._folder / f"out {self._files}")
        assert receive(self.unit, [written.file]).outcomes[0].result.status == "merged"

    def handed(self, kind="risk", values=RISK):
        """A record that the unit has submitted, as both have it; its id."""
        (saved,) = records.save(self.unit, kind, [values]).saved
        acts.act(self.unit, "submit", [saved.key.id])
        self.up()
        return saved.key.id


@pytest.fixture
def desks(make_workspace, tmp_path):
    return Desks(make_workspace, tmp_path)


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    """Stores that the tests of a module share, `shared("МТК")` a department's, `shared()` the QA office's: each test
    works in records of its own."""
    folder, opened = tmp_path_factory.mktemp("shared"), {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QMS_KEYS", str(folder / "keys"))

        def store(unit=None, institution="jasu"):
            if (unit, institution) not in opened:
                opened[unit, institution] = init(
                    folder / f"{institution} {unit or 'office'}", institution=institution, unit=unit,
                    role="department" if unit else "office", person="Осмонова Ж. Т.", position="Башчы",
                )  # fmt: skip
            return opened[unit, institution]

        yield store
    for ws in opened.values():
        ws.close()


@pytest.fixture
def office(shared):
    return shared()
