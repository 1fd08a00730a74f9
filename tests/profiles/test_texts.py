"""Every text that ships: three languages, the right letters, nobody's name."""

import hashlib
import re
import unicodedata

import pytest

from .shipped import data_files, parsed, texts_of, walk

FILES = data_files()
by_name = pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")

CYRILLIC = re.compile(r"[а-яёңөү]", re.IGNORECASE)
LATIN = re.compile(r"[a-z]", re.IGNORECASE)
WORD = re.compile(r"[^\W\d_]+")
# Latin letters that pass for Cyrillic ones.
LOOK_ALIKE = set("aceopxyABCEHKMOPTXY")
# SHA-256 (16 digits) of the case-folded words of the names printed in the process register of the manual.
NAMES = """
    03938e0e68e37bad 059ad2276b675035 1177062a13d07272 15424f7b9186318d 171db51b9e4abf55 1c37ae12af8e47ca
    1dccac04dd604bb8 217b01db1c752838 229ce31e7cf990f8 282162b493ccdda9 2891d84186f0da0f 28aeb5fc079e660f
    2a9922a9480904f9 305e5748d3391ac0 328b63fce45ad9cb 336a0dd2f4231922 3d78c6259f37f75d 3e424c0f1be86ede
    3ec1c74d3acdc249 3faf5b2018860ed9 40c4df37199a2279 442de2f884bcf1ba 48e8c348e5f52a7c 546178c383cda81f
    56b12b478cd51881 58595f08a37994d3 6c6904c7702cf805 718c54778850496b 78858919c2118cb4 7dea319e5a7f7ce6
    844651de9b39736c 84f83b0037b60ab7 858decf779d15cd1 946abf9ba1ae3b2b 94ee362392e4b600 9671d70016b75304
    a1d3f33a1a6b03ab a74913429f09735a a873c0575540106b abc0885033b7412b ae018fa74d5f963f ae5908ba0b6de45c
    b36f78b3aa76cd09 bbb9ff042f895e2b bbc00da084480ede bf459c7e4edd91a8 c3de8a0831f7c24b c7a6ae66e0cd63aa
    d05a91f81250853e d67b62777355260d dc153dba96c9ed8d e1d747a61cb1535e e1d75ad036fda771 f261ec39e4ccd9fa
    f34dcfd6dfe3ac52 f471aa316b8ce796 f824d38999edd8c9 f85c062f89ff387d f8b2c2c082b18fbe f91e76d596d568bf
    ff338e86955fa94d
"""


def test_there_is_something_to_check():
    assert len(FILES) >= 8


@by_name
def test_all_three_languages_are_written(path):
    for place, text in texts_of(parsed(path)):
        assert set(text) == {"ky", "ru", "en"}, place
        for language, words in text.items():
            assert words.strip(), f"{place}.{language}"
            assert words == words.strip(), f"{place}.{language}"
            assert "  " not in words, f"{place}.{language}"


@by_name
def test_letters_are_those_of_their_alphabet(path):
    for place, value in walk(parsed(path)):
        if not isinstance(value, str):
            continue
        assert value == unicodedata.normalize("NFC", value), place
        for word in WORD.findall(value):
            strange = [c for c in word if not CYRILLIC.fullmatch(c) and not LATIN.fullmatch(c)]
            assert not strange, f"{place}: {word} has {[hex(ord(c)) for c in strange]}"
            if CYRILLIC.search(word):
                latin = [c for c in word if LATIN.fullmatch(c)]
                assert not latin or is_foreign_word_with_ending(word), f"{place}: {word}"


def is_foreign_word_with_ending(word: str) -> bool:
    """A Latin abbreviation with a Kyrgyz ending (WoSто): Latin first, and not made of look-alikes alone."""
    stem = re.match(r"[A-Za-z]+", word)
    return bool(stem) and not set(stem[0]) <= LOOK_ALIKE and not LATIN.search(word[stem.end() :])


@by_name
def test_each_language_keeps_to_its_letters(path):
    for place, text in texts_of(parsed(path)):
        assert not re.search("[ңөү]", text["ru"], re.IGNORECASE), place
        assert not CYRILLIC.search(text["en"]), place


@by_name
def test_nobody_is_named(path):
    for word in WORD.findall(path.read_text(encoding="utf-8")):
        assert hashlib.sha256(word.casefold().encode()).hexdigest()[:16] not in NAMES


def test_a_look_alike_would_be_found():
    assert not is_foreign_word_with_ending("Tобокелдик")
    assert not is_foreign_word_with_ending("кaфедра")
    assert is_foreign_word_with_ending("WoSто")
