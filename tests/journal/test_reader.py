"""The strict reader: what it refuses and as what, and that the fast path never differs from the exact one."""

import json

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from qms_desktop.journal.canonical import canonical, sha256_hex
from qms_desktop.journal.change import write_redaction
from qms_desktop.journal.reader import Refused, _exact, _fast, read_json, read_line, reread

from .make import change, changes, ids, values

GOOD = change().line
NASTY = [
    b"\\u0000", b"\\ud800", b"\\ud83d\\ude00", b"\\u0041", b"\\/", b"\\\\u0000", b"\\n", "\u0301".encode(), b"\x00",
    b"1.0", b"1e3", b"-0", b"0.5", b"01", b"NaN", b"null", b"true", b" ", b"\n", b"\r", b"\t", b"\xff", b"\xed\xa0\x80",
    b'"', b"{", b"}", b"[", b"]", b",", b":", b"[" * 40, b'{"a":1,"a":1}', b'"v":1,', b'"x":1,', b"9007199254740992",
    b"\xef\xbb\xbf", b"9" * 30, b"-9007199254740992", b"[[1.5]]", b'{"a":[9007199254740992]}', b'"A\\n\\u0301"',
]  # fmt: skip
ODD = [None, True, False, 0, 1, -1, 2, 1.5, 1.0, "", "1", [], {}, [1.0], [[2**53]], {"": 1}, 2**53, -(2**53), 2**70,
       "e\u0301", "A" * 64, "a" * 64, "a" * 63, "a" * 64 + "\n", {"t": ["a" * 64]}, {"t": ["g" * 64]}, {"t": [1]},
       {"": ["a" * 64]}, "\0"]  # fmt: skip


def outcome(read, line):
    try:
        return read(line)
    except Refused as refused:
        return refused.reason_kind


def reads_alike(line: bytes):
    """Where the fast path speaks it says what the exact one says; where it is in doubt it is silent."""
    fast = _fast(line)
    assert fast is None or fast == outcome(_exact, line)
    assert outcome(read_line, line) == outcome(_exact, line)
    return outcome(read_line, line)


@given(changes())
def test_what_is_written_is_read_and_by_the_fast_path(written):
    assert reads_alike(written.line) == written
    assert read_line(written.line.decode()) == written
    assert _fast(written.line) == written or b"\\u0000" in written.line


@given(changes(), st.booleans(), st.booleans())
def test_what_entered_is_read_again_as_it_was(written, ascii_only, backwards):
    body = sorted(json.loads(written.line).items(), reverse=backwards)
    line = b" " + json.dumps(dict(body), ensure_ascii=ascii_only).encode()
    assert reread(line, sha256_hex(line)) == read_line(line)
    assert reread(written.line, written.id) == written


@settings(max_examples=300)
@given(changes(), st.data())
def test_mutated_bytes(written, data):
    line = bytearray(written.line)
    for _ in range(data.draw(st.integers(1, 2))):
        start = data.draw(st.integers(0, len(line)))
        length = data.draw(st.sampled_from([0, 0, 1, 1, 4]))
        line[start : start + length] = data.draw(st.sampled_from(NASTY) | st.binary(max_size=2))
    reads_alike(bytes(line))


@settings(max_examples=300)
@given(changes(), st.data())
def test_mutated_values(written, data):
    body = json.loads(written.line)
    key = data.draw(st.sampled_from([*sorted(body), "extra", "redacts", "id", "line"]))
    within = data.draw(st.sampled_from(["", *written.set]))
    odd = data.draw(st.sampled_from(ODD) | values)
    if key == "set" and within:
        body["set"][within] = odd
    else:
        body[key] = odd
    spaced = data.draw(st.booleans())
    dumped = json.dumps(body, sort_keys=True, ensure_ascii=False, separators=None if spaced else (",", ":"))
    reads_alike(dumped.encode())


WHOLE = change(set={"title": 1, "cause": ["x", {"y": 1}]}, seen={"title": ["a" * 64]}).line
PLACES = [
    *([key] for key in (*json.loads(WHOLE), "extra", "redacts", "id", "line")),
    *(["set", *path] for path in (["title"], ["cause"], ["cause", 0], ["cause", 1], ["cause", 1, "y"], [""])),
    *(["seen", *path] for path in (["title"], ["title", 0], ["cause"], [""])),
]


@pytest.mark.parametrize("place", PLACES, ids=str)
def test_every_odd_value_in_every_place(place):
    for odd in [*ODD, ["g" * 64], {"t": [{"a": 2**53}]}, [[[1.5]]], ["e\u0301"]]:
        whole = within = json.loads(WHOLE)
        for step in place[:-1]:
            within = within[step]
        within[place[-1]] = odd
        reads_alike(json.dumps(whole, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode())


@given(st.binary(max_size=40) | st.lists(st.sampled_from(NASTY), max_size=8).map(b"".join))
@example(b"")
@example(b"[" * 100_000)
@example(b'{"a":' * 100_000)
def test_nonsense(line):
    assert isinstance(reads_alike(line), str)


def altered(old: str, new: str) -> bytes:
    assert old.encode() in GOOD
    return GOOD.replace(old.encode(), new.encode("utf-8", "surrogatepass"))


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        (GOOD + b"\n", "syntax"),
        (GOOD + b"\r", "syntax"),
        (altered('"why":""', '"why":"\ud800"'), "syntax"),  # no UTF-8 at all
        (altered('"set":{"title":1}', '"set":{"title":[1,1.0]}'), "number"),
        (altered('"seq":1', '"seq":1.0'), "number"),
        (altered('"seq":1', '"seq":9007199254740992'), "number"),
        (altered('"seq":1', '"seq":null'), "shape"),
        (altered('"seen":{}', '"seen":{"":[]}'), "shape"),
        (altered('"seen":{}', '"seen":{"title":["%s\\n"]}' % ("a" * 64)), "shape"),
        (altered('"kind":"risk"', '"kind":""'), "shape"),
        (altered('"why":""', '"why":"\\u0000"'), "nul"),
        (altered('"set":{"title":1}', '"set":{"title":["e\u0301"]}'), "not_nfc"),
        (altered('"set":{"title":1}', '"set":{"a":1,"\\u0061":1}'), "duplicate_key"),
        (altered('"v":1', '"v":1,"v":1'), "duplicate_key"),
        (altered('"v":1', '"v":null'), "version"),
        (b"{}", "version"),
        (b"[]", "shape"),
        (b'{"v":2,"redacts":1}', "version"),
    ],
)
def test_refused(line, kind):
    assert outcome(read_line, line) == kind


def test_a_text_that_has_no_utf8():
    assert outcome(read_line, GOOD.decode().replace('"why":""', '"why":"\ud800"')) == "surrogate"
    assert outcome(read_line, "\ud800") == "syntax"


@pytest.mark.parametrize("text", ["\u2028", "\x85", "\\\\u0000", "n\\n", "\x7f", "/"])
def test_good_texts(text):
    assert read_line(altered('"why":""', f'"why":"{text}"')).why == json.loads(f'"{text}"')


def test_spaces_around_and_other_spelling_are_part_of_the_name():
    line = b"\t " + GOOD.replace(b":", b" : ", 1) + b" "
    assert read_line(line).line == line
    assert read_line(line).id != read_line(GOOD).id


def skeleton(**parts):
    redaction = write_redaction(change(set={"deleted": True, "measures/m/deleted": False, "title": 1}))
    return redaction, {"v": 1, "redacts": redaction.redacts, "skeleton": redaction.skeleton | parts}


def test_redaction_keeps_true_and_false_of_deleted():
    redaction, body = skeleton()
    assert redaction.skeleton["set"] == {"deleted": True, "measures/m/deleted": False, "title": None}
    assert read_line(redaction.line) == redaction
    assert reads_alike(canonical(body)) == redaction


@pytest.mark.parametrize(
    "parts",
    [
        {"set": {"title": True}},
        {"set": {"deleted": 1}},
        {"set": {"a/b/c/deleted": True}},
        {"set": {"a/deleted": True}},
        {"set": {}},
        {"salt": ""},
        {"v": 2},
        {"seq": 0},
        {"seen": {"title": "x"}},
    ],
)
def test_other_skeletons_are_refused(parts):
    assert reads_alike(canonical(skeleton(**parts)[1])) == "shape"


@given(values, ids)
def test_read_json_reads_any_value(value, text):
    assert read_json(b" \n" + canonical([value, text]) + b"\t") == [value, text]


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'"\\u0000"', "nul"),
        (b'["\\udc00"]', "surrogate"),
        ("e\u0301".join('""').encode(), "not_nfc"),
        (b'[{"a":1,"a":2}]', "duplicate_key"),
        (b"1.5", "number"),
        (b"1E2", "number"),
        (b"9" * 5000, "number"),
        (b"Infinity", "syntax"),
        (b"[1]]", "syntax"),
        (b"", "syntax"),
        (b"\xff", "syntax"),
        (b"[[[]]]", "depth"),
    ],
)
def test_read_json_refuses(data, kind):
    assert outcome(lambda given: read_json(given, max_depth=2), data) == kind
