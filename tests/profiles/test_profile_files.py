"""Profiles that an institution writes itself: taken when they are right, refused with a sentence when not."""

import json

import pytest

from qms_desktop.core.errors import UserError
from qms_desktop.core.profile import load_profile, profile_from

OWN = {
    "key": "bsu",
    "extends": "generic",
    "institution": {
        "name": {"ky": "Бишкек университети", "ru": "Бишкекский университет", "en": "Bishkek University"},
        "abbr": {"ky": "БУ", "ru": "БУ", "en": "BU"},
    },
}


@pytest.fixture
def write(tmp_path):
    def write(data) -> str:
        path = tmp_path / "own.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data), encoding="utf-8")
        return str(path)

    return write


def changed(**changes):
    return {**OWN, **changes}


def test_an_own_profile_stands_on_another(write):
    profile = load_profile(write(OWN))
    assert profile.key == "bsu"
    assert profile.abbr.en == "BU"
    assert profile.standard == "ISO 9001:2015"
    assert len(profile.forms) == 26


def test_own_thresholds_and_words(write):
    levels = [
        {"key": "low", "from": 1, "to": 4, "word": {"ky": "аз", "ru": "малый", "en": "small"}},
        {"key": "medium", "from": 5, "to": 12, "word": {"ky": "орто", "ru": "средний", "en": "medium"}},
        {"key": "high", "from": 13, "to": 25, "word": {"ky": "чоң", "ru": "большой", "en": "large"}},
    ]
    profile = load_profile(write(changed(levels=levels)))
    assert profile.level(12) == "medium"
    assert profile.level_word("high").ky == "чоң"


def test_a_table_stated_whole_is_taken_whole(write):
    one = {"only": {"ky": "Бир", "ru": "Один", "en": "One"}}
    assert list(load_profile(write(changed(risk_categories=one))).risk_categories) == ["only"]


def test_a_resolved_profile_travels(jasu):
    again = profile_from(json.loads(json.dumps(jasu.data)), "invitation")
    assert again.data == jasu.data


def test_a_byte_order_mark_does_no_harm(write):
    assert load_profile(write("\ufeff" + json.dumps(OWN))).key == "bsu"


GENERIC = load_profile("generic").data
LEVELS = GENERIC["levels"]


@pytest.mark.parametrize(
    "bad",
    [
        "not json",
        "[]",
        "{}",
        changed(extends="harvard"),
        changed(extends=["base"]),
        changed(valid_from="1 September"),
        changed(levels=LEVELS[:2]),
        changed(levels=[LEVELS[0] | {"to": 7}, *LEVELS[1:]]),
        changed(levels="high"),
        changed(likelihood_scale={"steps": []}),
        changed(units=[{"code": "X", "name": "X", "type": "office", "parent": None}]),
        changed(units=[{"code": "ББ", "name": "ББ", "type": "rocket", "parent": None}]),
        changed(units=[{"code": "ББ", "name": "ББ", "type": "office", "parent": "АА"}]),
        changed(units=[{"code": "ББ", "name": "ББ", "type": "office", "parent": None}] * 2),
        changed(institution={"name": {"ky": "Университет", "ru": "", "en": "University"}}),
        changed(institution={"name": {"ky": "Университет"}}),
        changed(processes=[{"id": "1", "number": "1", "group": "magic", "name": "А"}]),
        changed(forms={"F-99": GENERIC["forms"]["Ф-01"]}),
        changed(forms={"Ф-01": {"retention": "a week"}}),
        changed(change_sheet={"default": "other"}),
        changed(edition=5),
        changed(deadlines={"survey": {"days": 1}, "new": {"days": 1}}),
        changed(abbreviations=[{"abbr": "А"}]),
        changed(margins={"middle": 3}),
        changed(critical_consequence=None, consequence_scale=None),
    ],
)
def test_a_bad_profile_is_refused_with_a_sentence(write, bad):
    with pytest.raises(UserError) as refused:
        load_profile(write(bad))
    sentence = refused.value.text("en")
    assert "profile" in sentence
    assert sentence.endswith(".")


def test_a_file_in_another_encoding_is_refused(tmp_path):
    path = tmp_path / "old.json"
    path.write_bytes('{"key": "университет"}'.encode("cp1251"))
    with pytest.raises(UserError, match="UTF-8"):
        load_profile(path)


@pytest.mark.parametrize("name", ["harvard", "", "base", "/nowhere/profile.json", "../profiles/jasu"])
def test_an_unknown_institution_is_refused(name):
    with pytest.raises(UserError, match="oshsu, jasu, generic"):
        load_profile(name)
