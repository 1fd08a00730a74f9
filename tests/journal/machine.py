"""Random schedules over several stores and devices: edits from forms opened earlier, bundles that are lost,
repeated and reordered, cloned disks, restored backups, deletions, decisions, proposals, redactions.

Each PC holds two implementations behind `stores.Store`, which must agree after every step.
"""

import json
from dataclasses import dataclass, field

from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, rule

from qms_desktop.journal.canonical import canonical
from qms_desktop.journal.change import write_change, write_redaction
from qms_desktop.journal.reader import read_line

from . import model
from .stores import MemoryStore, ModelStore, Store, office_fields

UNITS = ("КМТ", "ПЦК-2")
RECORDS = [
    ("КМТ", "risk", "1"),
    ("КМТ", "risk", "2"),
    ("КМТ", "later", "1"),
    ("ПЦК-2", "risk", "1"),
    ("office", "risk", "1"),
]
ITEM_FIELDS = ("measures/m1/due", "measures/m1/deleted", "measures/m2/due", "measures/m2/deleted")
FIELDS = ("title", "cause", "number", "remarks/r1/text", "deleted", *ITEM_FIELDS)
BUSY = ("title", "number", "measures/m1/due")  # most of the work is done in few places, so that people meet
CLOCKS = ("1970-01-01T00:00:00Z", "2026-11-20T10:00:00Z", "2099-12-31T23:59:59Z")

records = st.sampled_from([*RECORDS[:1] * 8, *RECORDS])
one_fields = st.sampled_from([*BUSY * 4, *FIELDS])
values = st.sampled_from(
    [None, True, False, 0, 1, "1", "а", "аң", "\uff5e", "😀", {"б": [1]}, {"consequence": 2}]
)
clocks = st.sampled_from(CLOCKS)
several_values = st.lists(values, min_size=2, max_size=5)
chosen_fields = st.lists(one_fields, min_size=1, max_size=3, unique=True)


@dataclass
class Pc:
    """A computer: whose it is, its device, where its chains end, and its store in every implementation."""

    as_: str
    device: str
    stores: list[Store]
    tips: dict[str, tuple[int, str | None]] = field(default_factory=dict)
    backups: list[tuple[list[Store], dict]] = field(default_factory=list)

    def lines(self):
        return self.stores[0].export()

    def record(self, name):
        """The record as the plain model sees it here."""
        accepted = model.chained(model.stand_ins(self.lines()))
        mine = {i: c for i, c in accepted.items() if (c["unit"], c["kind"], c["record"]) == name}
        return model.Record(name, mine, office_fields)


@dataclass
class Form:
    """What somebody was shown of a record, field by field: ids of heads and of open proposals."""

    pc: Pc
    name: tuple[str, str, str]
    base: dict[str, list[str]]


class JournalMachine(RuleBasedStateMachine):
    """The state machine; see `stores` for how another implementation takes the second place."""

    factories = (ModelStore, MemoryStore)

    pcs = Bundle("pcs")
    forms = Bundle("forms")
    bundles = Bundle("bundles")

    def __init__(self):
        super().__init__()
        self.all: list[Pc] = []
        self.touched: dict[int, Pc] = {}  # since the invariants were last looked at
        self.opened: list[Store] = []
        self.born: dict[str, bytes] = {}  # every change ever made, in causal order
        self.shown_to: dict[str, dict[str, list[str]]] = {}  # by change: what its author was shown
        self.redactions: list[bytes] = []
        self.devices = 0

    # -- the computers

    @initialize(target=pcs)
    def begin(self):
        return multiple(*(self.new_pc(as_) for as_ in ("office", UNITS[0], UNITS[0], UNITS[1])))

    def new_pc(self, as_, stores=None):
        if stores is None:
            stores = self.keep([make() for make in self.factories])
        pc = Pc(as_, self.new_device(), stores)
        self.all.append(pc)
        return pc

    def new_device(self):
        self.devices += 1
        return f"device-{self.devices}"

    def keep(self, stores):
        self.opened += stores
        return stores

    def teardown(self):
        try:
            if self.all:
                self.every_order_and_repetition_gives_one_digest()
                self.clocks_and_names_do_not_matter()
                self.one_decider_settles_everything()
        finally:
            for store in self.opened:
                store.close()

    # -- people at work

    @rule(target=forms, pc=pcs, name=records)
    def open_form(self, pc, name):
        record = pc.record(name)
        base = {f: sorted(record.heads(f)) for f in record.fields()}
        for proposed, change in record.proposals():
            base[proposed] = [*base[proposed], change]
        return Form(pc, name, base)

    @rule(form=forms, fields=chosen_fields, value=values, at=clocks)
    def save(self, form, fields, value, at):
        self.write(form, dict.fromkeys(fields, value), dict.fromkeys(fields), at)

    @rule(pc=pcs, name=records, fields=chosen_fields, value=values, at=clocks)
    def save_at_once(self, pc, name, fields, value, at):
        self.save(self.open_form(pc, name), fields, value, at)

    @rule(pc=pcs, other=pcs, third=pcs, name=records, one_field=one_fields, some=several_values)
    def work_at_once(self, pc, other, third, name, one_field, some):
        """Two or three who do not see each other: one saves several times, the others once; then they meet."""
        opened = [self.open_form(each, name) for each in (pc, other, third)]
        for number, value in enumerate(some):
            self.save(opened[min(number, 2)], [one_field], value, CLOCKS[(number + len(some)) % 3])
        self.meet(third, other)
        self.meet(pc, other)

    @rule(
        pc=pcs, other=pcs, name=records, what=st.sampled_from(["", "measures/m1/"]), value=values, at=clocks
    )
    def edit_what_another_deletes(self, pc, other, name, what, value, at):
        self.meet(pc, other)
        form = self.open_form(pc, name)
        if what:
            self.delete_item(self.open_form(other, name), what.rstrip("/"), at)
        else:
            self.delete_what_is_there(other, name, True, at)
        self.save(form, [what + "due" if what else "title"], value, at)
        self.meet(pc, other)

    @rule(pc=pcs, other=pcs, name=records, value=values, at=clocks)
    def delete_at_once(self, pc, other, name, value, at):
        """Each knows of a head that the other does not: only together do they witness everything."""
        for each, one_field in ((pc, "title"), (other, "measures/m2/due")):
            self.save_at_once(each, name, [one_field], value, at)
            self.delete_what_is_there(each, name, True, at)
        self.meet(pc, other)

    @rule(target=pcs, pc=pcs, name=records, one_field=one_fields, some=several_values)
    def clone_and_go_on(self, pc, name, one_field, some):
        """A copied disk that nobody noticed: both write as one device."""
        twin = self.clone(pc, False)
        self.work_at_once(pc, twin, twin, name, one_field, some)
        return twin

    @rule(form=forms, value=st.booleans(), at=clocks)
    def delete(self, form, value, at):
        self.write(form, {"deleted": value}, form.base, at)

    @rule(pc=pcs, name=records, value=st.just(True), at=clocks)
    def delete_what_is_there(self, pc, name, value, at):
        self.delete(self.open_form(pc, name), value, at)

    @rule(form=forms, item=st.sampled_from(["measures/m1", "measures/m2"]), at=clocks)
    def delete_item(self, form, item, at):
        """As its author was shown it."""
        witnessed = [f for f in form.base if f.startswith(item + "/")]
        self.write(form, {f"{item}/deleted": True}, [*witnessed, f"{item}/deleted"], at)

    @rule(pc=pcs, name=records, pick=st.integers(0, 9), other=values, at=clocks)
    def decide(self, pc, name, pick, other, at):
        """One conflict or one proposal, by one of its values or by another."""
        record = pc.record(name)
        open_ones = {f for f in record.fields() if len(record.values(f)) > 1} | {
            f for f, _ in record.proposals()
        }
        if open_ones:
            decided = sorted(open_ones)[pick % len(open_ones)]
            offered = [*record.values(decided), other]
            offered += [record.value(n, f) for f, n in record.proposals() if f == decided]
            self.write(self.open_form(pc, name), {decided: offered[pick % len(offered)]}, [decided], at)

    @rule(
        pc=pcs,
        name=records,
        one_field=one_fields,
        value=values,
        at=clocks,
        seq=st.integers(1, 3),
    )
    def write_nonsense_in_seen(self, pc, name, one_field, value, at, seq):
        """Ids of other records and fields, of nothing, and of heads under another field: without effect."""
        form = self.open_form(pc, name)
        here = [i for i, line in self.born.items() if self.place(line) == name]
        foreign = [i for i in self.born if i not in here or one_field not in self.set_by(i)]
        form.base |= {one_field: [*foreign[-seq:], "0" * 64, "0" * 64], "elsewhere": here}
        self.write(form, {one_field: value}, [one_field, "elsewhere"], at)

    def write(self, form, new, witnessed, at):
        pc, (unit, kind, record) = form.pc, form.name
        if pc not in self.all:
            return  # that computer is no more
        seen = {f: form.base[f] for f in witnessed if form.base.get(f)}
        seq, prev = pc.tips.get(unit, (0, None))
        change = write_change(
            unit=unit, kind=kind, record=record, device=pc.device, seq=seq + 1, prev=prev, as_=pc.as_,
            by="person", at=at, set=new, seen=seen, salt=f"{len(self.born):032x}",
        )  # fmt: skip
        pc.tips[unit] = (seq + 1, change.id)
        self.born[change.id] = change.line
        self.shown_to[change.id] = {f: list(form.base.get(f, ())) for f in new}
        form.base |= {f: [change.id] for f in new}
        before = self.see(pc)
        for store in pc.stores:
            store.append(change.line)
        self.nothing_is_lost(pc, before)

    @rule(pc=pcs, name=records, one_field=one_fields, pick=st.integers(0, 99))
    def redact(self, pc, name, one_field, pick):
        """A head, if there is one in that field, else any change of the store."""
        texts = {model.name_of(line): line for line in pc.lines() if b'"redacts"' not in line}
        picked = sorted(pc.record(name).heads(one_field) & texts.keys()) or sorted(texts)
        if picked:
            redaction = write_redaction(read_line(texts[picked[pick % len(picked)]])).line
            self.redactions.append(redaction)
            self.receive(pc, [redaction], again=True)

    # -- the exchange

    @rule(target=bundles, pc=pcs)
    def send(self, pc):
        return pc.stores[-1].export()

    @rule(pc=pcs, bundle=bundles, data=st.data())
    def receive_in_some_order(self, pc, bundle, data):
        self.receive(pc, data.draw(st.permutations(bundle)) + bundle[:2], again=True)

    @rule(pc=pcs, bundle=bundles, data=st.data())
    def receive_a_part(self, pc, bundle, data):
        if bundle:
            self.receive(pc, data.draw(st.lists(st.sampled_from(bundle), max_size=8)), again=False)

    @rule(pc=pcs, other=pcs)
    def meet(self, pc, other):
        """Two PCs exchange what they have, as by a stick that goes there and back."""
        self.receive(other, self.send(pc), again=True)
        self.receive(pc, self.send(other), again=True)

    def receive(self, pc, lines, again):
        before = self.see(pc)
        for store in pc.stores:
            store.receive(list(lines))
        self.nothing_is_lost(pc, before)
        if again:  # a second import changes nothing
            after = [(store.fold(), store.digest(), sorted(store.export())) for store in pc.stores]
            for store in pc.stores:
                store.receive(list(reversed(lines)))
            assert [(store.fold(), store.digest(), sorted(store.export())) for store in pc.stores] == after

    # -- disks

    @rule(target=pcs, pc=pcs, noticed=st.booleans())
    def clone(self, pc, noticed):
        """A copied disk goes on as the same device, unless the program notices."""
        twin = self.new_pc(pc.as_, self.keep([store.copy() for store in pc.stores]))
        if not noticed:
            twin.device, twin.tips = pc.device, dict(pc.tips)
        return twin

    @rule(pc=pcs)
    def back_up(self, pc):
        pc.backups.append((self.keep([store.copy() for store in pc.stores]), dict(pc.tips)))

    @rule(pc=pcs, noticed=st.booleans())
    def restore(self, pc, noticed):
        """What was redacted since does not come back: redactions are kept beside the store."""
        if pc.backups:
            beside = [line for line in pc.lines() if b'"redacts"' in line]
            stores, tips = pc.backups.pop()
            pc.stores, pc.tips = stores, dict(tips)
            if noticed:
                pc.device, pc.tips = self.new_device(), {}
            self.receive(pc, beside, again=True)

    # -- what always holds

    @invariant()
    def implementations_agree(self):
        while self.touched:
            _, pc = self.touched.popitem()
            plain, *others = [(canonical(store.fold()), store.digest()) for store in pc.stores]
            assert all(other == plain for other in others)
            self.conflicts_are_fields_with_two_values(pc)

    def conflicts_are_fields_with_two_values(self, pc):
        """Two distinct ones: equal edits that did not see each other make none."""
        for record in pc.stores[-1].fold()["records"]:
            several = {f for f, v in record["heads"].items() if len({canonical(each) for each in v}) > 1}
            assert set(record["conflicts"]) == several
            assert all(len({canonical(v) for v in vs}) == len(vs) for vs in record["heads"].values())

    def see(self, pc):
        """What stands in every field of a store, and the ids that the store holds."""
        heads = {
            ((r["unit"], r["kind"], r["record"]), f): {canonical(v) for v in held}
            for r in pc.stores[-1].fold()["records"]
            for f, held in r["heads"].items()
        }
        return heads, self.ids(pc)

    def ids(self, pc):
        return set(model.chained(model.stand_ins(pc.stores[-1].export())))

    def nothing_is_lost(self, pc, before):
        """Changes stay; a value goes only when somebody who was shown it replaced it, or a redaction took it."""
        (heads, ids), (heads_now, ids_now) = before, self.see(pc)
        self.touched[id(pc)] = pc
        assert ids <= ids_now
        redacted = {json.loads(line)["redacts"] for line in pc.stores[-1].export() if b'"redacts"' in line}
        for (name, one_field), held in heads.items():
            for value in held - heads_now.get((name, one_field), set()):
                for change in ids - redacted:
                    if (
                        self.bound(change, name, one_field)
                        and canonical(self.set_by(change)[one_field]) == value
                    ):
                        assert any(
                            change in self.shown_to[later].get(one_field, ())
                            for later in ids_now
                            if self.bound(later, name, one_field)
                        )

    def place(self, line):
        body = json.loads(line)
        return body["unit"], body["kind"], body["record"]

    def set_by(self, change):
        return json.loads(self.born[change])["set"]

    def bound(self, change, name, one_field):
        """Whether a change sets a field of a record as one who may."""
        body = json.loads(self.born[change])
        may = {"office", model.owner(name, one_field, office_fields)}
        return self.place(self.born[change]) == name and one_field in body["set"] and body["as"] in may

    # -- what holds at the end

    def fresh(self):
        return self.keep([make() for make in self.factories])

    def every_order_and_repetition_gives_one_digest(self):
        bundles = [pc.stores[-1].export() for pc in self.all]
        ends = set()
        for order in (
            bundles,
            bundles[::-1],
            [[line for bundle in bundles for line in bundle][::-1]],
            [*bundles, *bundles],
        ):
            for store in self.fresh():
                for bundle in order:
                    store.receive(bundle)
                ends.add((store.digest(), canonical(store.fold())))
        assert len(ends) == 1

    def clocks_and_names_do_not_matter(self):
        """The same history told with other clocks and other salts, hence other ids, has the same digest."""
        renamed, told = {}, []
        for number, (name, line) in enumerate(self.born.items()):
            body = json.loads(line)
            body["at"], body["salt"] = CLOCKS[number % 3], f"{number * 7 + 1:032x}"
            body["prev"] = renamed.get(body["prev"])
            body["seen"] = {f: [renamed.get(i, i) for i in ids] for f, ids in body["seen"].items()}
            told.append(canonical(body))
            renamed[name] = model.name_of(told[-1])
        by_name = {model.name_of(line): line for line in told}
        for line in self.redactions:
            told.append(write_redaction(read_line(by_name[renamed[json.loads(line)["redacts"]]])).line)
        first, second = self.fresh()[-1], self.fresh()[-1]
        first.receive([*self.born.values(), *self.redactions])
        second.receive(told)
        assert first.digest() == second.digest()
        assert [r["shown"] for r in first.fold()["records"]] == [r["shown"] for r in second.fold()["records"]]

    def one_decider_settles_everything(self):
        office = self.new_pc("office", self.fresh())
        for pc in self.all:
            self.receive(office, pc.lines(), again=False)
        for record in office.stores[-1].fold()["records"]:
            name = (record["unit"], record["kind"], record["record"])
            for conflict in record["conflicts"]:
                form = self.open_form(office, name)
                self.write(form, {conflict: record["shown"].get(conflict)}, [conflict], CLOCKS[0])
        for pc in self.all:
            self.receive(pc, office.lines(), again=False)
            assert pc.stores[-1].digest() == office.stores[-1].digest()
            assert not any(record["conflicts"] for record in pc.stores[-1].fold()["records"])
