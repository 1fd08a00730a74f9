"""Small universities as people make them: an office, invitation files, the computers that joined, each with its own keys."""

from qms_desktop.exchange import trust
from qms_desktop.services import enrolment, exchanging, joining, records, returning, setup
from qms_desktop.services.workspace import open_workspace
from qms_desktop.store.check import problems, store_digest
from qms_desktop.store.reading import totals
from qms_desktop.store.store import no_progress

from .office import KeysAt

RISK = {"title": "Өрт чыгуу коркунучу", "likelihood": 3, "consequence": 3}


class Desk:
    """A computer with an open store and its user's own key folder."""

    def __init__(self, make, folder):
        self.folder, self.home = folder, folder.with_name(folder.name + "-keys")
        with self.at_home():
            self.ws = make(folder)

    def at_home(self):
        return KeysAt(self.home)

    def do(self, service, *given, **more):
        """Call a service as this computer's program would."""
        with self.at_home():
            return service(self.ws, *given, **more)

    def save(self, **cells):
        """A risk; its id."""
        return self.do(records.save, "risk", [RISK | cells]).saved[0].key.id

    def send(self, out):
        self.do(exchanging.send, out)
        return out

    def one(self, path):
        """What became of one file; what waited for it before may be told after it."""
        return self.do(exchanging.receive, [path]).outcomes[0].result

    def devices(self):
        with self.ws.store.reading() as tx:
            return trust.devices(tx)

    def state_of(self, other):
        """What this computer thinks of another."""
        return self.devices()[other.ws.key.device].state

    def totals(self):
        with self.ws.store.reading() as tx:
            return totals(tx)

    def digest(self):
        with self.ws.store.reading() as tx:
            return store_digest(tx)

    def problems(self):
        with self.ws.store.reading() as tx:
            return problems(tx, no_progress)

    def titles(self):
        """The titles of the risks, in order."""
        return sorted(row["title"] for row in self.do(_risks))

    def close(self):
        self.ws.close()

    def reopen(self, folder=None):
        """Open the store anew, perhaps in another place; what is said about it."""
        self.close()
        with self.at_home():
            self.ws = open_workspace(folder or self.folder)
        self.folder = folder or self.folder
        return [notice.text("en") for notice in self.ws.notices]


def _risks(ws):
    from qms_desktop.services import listing

    return listing.records(ws, "risk")


class Campus:
    """A university: its office, the stick that goes round, and who joined."""

    def __init__(self, folder, place=None):
        self.folder, self.desks, self.files = folder, [], 0
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.office = self.desk("office", lambda own: setup.init(
            place or own, institution="jasu", role="office", unit=None, person="Осмонова Ж. Т.", position="Башчы"))  # fmt: skip

    def desk(self, name, make):
        made = Desk(make, self.folder / name)
        self.desks.append(made)
        return made

    def invite(self, *codes, **how):
        """The invitation files of units, by unit."""
        self.files += 1
        written = self.office.do(enrolment.invite, codes, self.stick / f"invitations-{self.files}", **how)
        return {each.unit: each.file for each in written}

    def join(self, file, name, person="Назарова А. К."):
        return self.desk(name, lambda place: joining.join(place, file, person=person, position="Кафедра башчысы"))

    def joined(self, unit, name):
        """A unit's computer that joined by an invitation of its own."""
        return self.join(self.invite(unit)[unit], name)

    def out(self, name="bundle"):
        self.files += 1
        return self.stick / f"{name}-{self.files}.qmsb"

    def pass_on(self, sender, receiver):
        """What became of a bundle that one sent and the other received."""
        return receiver.one(sender.send(self.out()))

    def give_back(self, unit):
        """The return bundle of a unit."""
        self.files += 1
        (written,) = self.office.do(returning.return_bundles, [unit], self.stick / f"return-{self.files}")
        return written.file

    def close(self):
        for desk in self.desks:
            desk.close()
