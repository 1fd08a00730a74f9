"""The rector's office beside the QA office and a department, with the files that go between them."""

from qms_desktop.services import enrolment, exchanging, joining, returning


class Rectorate:
    """The office, a department, and the store of the university's own unit, whose word comes to the office as proposals."""

    def __init__(self, make_workspace, folder):
        self.folder, self._files = folder, 0
        self.unit, self.office = make_workspace("МТК"), make_workspace()
        self.send(self.unit)
        (written,) = enrolment.invite(self.office, ["ЖАМУ"], folder / "invitations")
        self.rector = joining.join(folder / "rector", written.file, person="Ректоров Р. Р.", position="Ректор")

    def send(self, ws):
        self._files += 1
        path = self.folder / f"{self._files}.qmsb"
        exchanging.send(ws, path)
        (outcome,) = exchanging.receive(self.office, [path]).outcomes
        assert outcome.result.status == "merged", str(outcome.sentence)

    def down(self, code="ЖАМУ"):
        self._files += 1
        (written,) = returning.return_bundles(self.office, [code], self.folder / f"out {self._files}")
        (outcome,) = exchanging.receive(self.rector, [written.file]).outcomes
        assert outcome.result.status == "merged", str(outcome.sentence)
