"""`tools/read_bundle.py`: whoever has docs/bundle-format.md and the key can read and judge a bundle without this program."""

import importlib.util
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from qms_desktop.exchange import issuing
from qms_desktop.exchange.manifest import Manifest, SignedList
from qms_desktop.exchange.redacting import redact
from qms_desktop.store.transaction import journalled
from tests.hostile.mutations.ground import Ground
from tests.hostile.mutations.running import run as run_case

from .forge import change, forge, head, header_bytes, members_of, resigned, with_changes, zipped
from .office import opened
from .test_attachments import attach

TOOL = Path(__file__).parents[2] / "tools" / "read_bundle.py"
GOLDEN = Path(__file__).with_name("data") / "format-1.qmsb"


@pytest.fixture(scope="module")
def tool():
    """The tool as a module, so that many files are judged in one process."""
    spec = importlib.util.spec_from_file_location("read_bundle", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def met(office, unit, stick):
    """A unit that locks its bundles for the office: it has had an answer, with the office's list."""
    unit.save(title="Биринчи")
    assert office.one(unit.send(stick / "first.qmsb")).status == "merged"
    with office.store.writing() as tx:
        issuing.issue(tx, office.identity, office.key, (0, 0), None)
    office.save(unit="all", kind="document", title="Жобо")
    assert unit.one(office.send(stick / "answer.qmsb", recipient="КМТ", units=["КМТ", "all"])).status == "merged"
    return unit


def key_file(pc):
    (path,) = pc.home.iterdir()
    return path


def run(*given):
    """The tool in a process of its own, which cannot find this program."""
    return subprocess.run([sys.executable, "-I", TOOL, *given], capture_output=True, text=True, timeout=60)


def test_it_imports_nothing_of_the_program():
    assert not re.search(r"^\s*(from|import) qms", TOOL.read_text(), re.MULTILINE)


def test_it_reads_what_the_program_wrote(office, met, stick, tmp_path):
    met.save(title="Экинчи")
    record = met.save(title="Аты-жөнү")
    with met.store.writing() as tx:
        lines = [row.line for row in tx.connection.exec_driver_sql("SELECT line FROM change")]
        redact(tx, [each for each in map(journalled, lines) if each.record == record], met.key)
    (tmp_path / "scan.pdf").write_bytes(b"%PDF" * 100)
    attach(met, tmp_path / "scan.pdf")
    path = met.send(stick / "a.qmsb")
    done = run(path, key_file(office))
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert {name: told[name] for name in ("format", "unit", "recipient", "changes", "records", "redactions", "attachments")} == {
        "format": 2, "unit": "КМТ", "recipient": "office", "changes": 4, "records": 4, "redactions": 1, "attachments": 1,
    }  # fmt: skip
    assert told["trusted"] == {"epoch": 1, "number": 1}
    assert told["digest"] == opened(path, met.key).manifest.digest
    assert office.one(path).status == "merged"


def test_F14_it_reads_the_first_format():
    told = json.loads(run(GOLDEN).stdout)
    assert (told["format"], told["changes"], told["records"]) == (1, 3, 2)


def test_without_the_key_it_reads_nothing(met, stick, pcs):
    path = met.send(stick / "a.qmsb")
    for keys in ([], [key_file(pcs("МТК"))]):
        done = run(path, *keys)
        assert (done.returncode, done.stdout) == (1, "")
        assert done.stderr.startswith("refused: ")


def other_list(number):
    """The office's list with another number, under the old signature."""

    def alter(data):
        members = members_of(data)
        manifest = Manifest.from_bytes(members["manifest.json"])
        line = manifest.trusted.line.replace(b'"number":1', b'"number":%d' % number)
        signed = SignedList(line, manifest.trusted.signer, manifest.trusted.signature)
        return zipped(members | {"manifest.json": replace(manifest, trusted=signed).to_bytes()})

    return alter


def flipped(data):
    return data[:-100] + bytes([data[-100] ^ 1]) + data[-99:]


def test_what_a_reader_must_refuse(tool, office, met, stick):
    """What the program refuses is refused by the second reader too."""
    first = change(met, set={"title": "А"})
    second, stranger = change(met, first, set={"title": "Б"}), change(office, unit="КМТ", as_="office")
    lines = [first, second]
    with met.store.reading() as tx:
        trusted = issuing.held(tx)
    a_list = {"manifest": {"trusted": trusted}}
    whole = forge(stick / "whole.qmsb", met, lines, **a_list)
    assert tool.main(whole, key_file(office))["changes"] == 2
    altered = {
        "no head": forge(stick / "1.qmsb", met, lines, heads=[]),
        "a head too low": forge(stick / "2.qmsb", met, lines, heads=[head(met, first)]),
        "a false head": forge(stick / "3.qmsb", met, lines, heads=[head(met, second)._replace(signature=b"x" * 64)]),
        "a parent missing": forge(stick / "4.qmsb", met, [second]),
        "a stranger's change": forge(stick / "5.qmsb", met, [stranger]),
        "another's name": forge(stick / "6.qmsb", met, [change(met, as_="office")]),
        "a manifest that differs": forge(stick / "7.qmsb", met, lines, manifest={"unit": "МТК"}),
        "other changes": forge(stick / "8.qmsb", met, lines, rewrite=lambda data: zipped(members_of(data) | {"changes.jsonl": b""})),
        "a foreign member": forge(stick / "9.qmsb", met, lines, rewrite=lambda data: zipped(members_of(data) | {"../x": b"x"})),
        "a hole before the zip": forge(stick / "10.qmsb", met, lines, rewrite=lambda data: b"x" + data),
        "a hole after it": forge(stick / "11.qmsb", met, lines, rewrite=lambda data: data + b"x"),
        "a key twice": forge(stick / "12.qmsb", met, lines, rewrite=with_changes(met, b'{"v":1,"v":1}\n')),
        "a fraction": forge(stick / "13.qmsb", met, lines, rewrite=with_changes(met, b'{"v":1.0}\n')),
        "a cut line": forge(stick / "14.qmsb", met, lines, rewrite=with_changes(met, first.line)),
        "an altered chunk": forge(stick / "15.qmsb", met, lines, locked=flipped),
        "bytes after the payload": forge(stick / "16.qmsb", met, lines, locked=lambda data: data + b"x"),
        "a false list": forge(stick / "17.qmsb", met, lines, **a_list, rewrite=other_list(2)),
        "a false sender": forge(stick / "18.qmsb", met, lines, header={"device": office.key.device}),
        "a newer format": forge(stick / "19.qmsb", met, lines, header={"format": 3, "min_reader": 3}),
    }  # fmt: skip
    data = whole.read_bytes()
    before, told, after = header_bytes(data)
    for number, (why, made) in enumerate({
        "cut short": data[:-1], "longer": data + b"x", "a bit flipped": flipped(data), "of another sort": b"PK" + data[2:],
        "a header that is not canonical": resigned(before[:-4] + (len(told) + 1).to_bytes(4) + told + b" " + after, met.key),
        "recipients that differ": resigned(before + told.replace(b'"recipients":["', b'"recipients":["0')[:-1] + after, met.key),
    }.items()):  # fmt: skip
        altered[why] = stick / f"raw-{number}.qmsb"
        altered[why].write_bytes(made)
    accepted = {why for why, path in altered.items() if _accepts(tool, path, key_file(office))}
    assert accepted == set()
    merged = {why for why, path in altered.items() if office.one(path).status == "merged"}
    assert merged <= {"a false list"}  # a store does not take the list, and the rest is harmless


def _accepts(tool, path, key):
    try:
        tool.main(path, key)
    except tool.REFUSALS:
        return False
    return True


def test_two_readers_agree_on_mutated_bundles(tool, tmp_path):
    """What merges whole is sound to the second reader; what it refuses was refused, or kept for a newer program."""
    ground = Ground(tmp_path)
    told = {}
    try:
        for number in range(60):
            case = run_case(ground, number)
            told[number] = (case.kind, case.status, _accepts(tool, ground.out, key_file(ground.office)))
    finally:
        ground.close()
    # A store may know a device that the manifest leaves out; and only a store knows who may say what.
    merged = [each for each in told.values() if each[1] in ("merged", "already") and each[0] != "forged lists"]
    assert merged
    assert all(accepted for _kind, _status, accepted in merged)
    refused = [accepted for _kind, status, accepted in told.values() if status == "rejected"]
    assert refused.count(False) > 0.9 * len(refused)
