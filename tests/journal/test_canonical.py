"""Canonical bytes: one spelling a value, and the plain model agrees."""

import json

import pytest
from hypothesis import given

from qms_desktop.journal.canonical import canonical, sha256_hex
from qms_desktop.journal.strict import read_json

from . import model
from .make import values


@given(values)
def test_round_trip(value):
    text = canonical(value)
    again = read_json(text)
    assert again == value
    assert canonical(again) == text == model.canonical(value)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ({"b": 1, "a": None, "ң": True}, '{"a":null,"b":1,"ң":true}'),
        ({"\uff5e": 1, "😀": 2}, '{"\uff5e":1,"😀":2}'),  # by UTF-8; UTF-16 would have it the other way
        ('"\\/\b\t\n\f\r\x01\x1f\x7f\u2028', '"\\"\\\\/\\b\\t\\n\\f\\r\\u0001\\u001f\x7f\u2028"'),
        ([1, -0, "1", []], '[1,0,"1",[]]'),
    ],
)
def test_bytes(value, text):
    assert canonical(value) == text.encode()


def test_true_is_not_one():
    assert len({canonical(value) for value in (1, True, "1", [1], None, "null")}) == 6


def test_name():
    assert sha256_hex(b"") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    assert json.loads(canonical("ң")) == "ң"
