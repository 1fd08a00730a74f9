"""One of several keys, each with its words; the 1-5 scales of the risk passport."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from qms_desktop.core.fields.base import Field, refuse
from qms_desktop.core.fields.simple import IntegerField
from qms_desktop.core.languages import clean_text, search_fold
from qms_desktop.core.messages import Joined, Localised, Message, _

if TYPE_CHECKING:
    from qms_desktop.core.profile import Profile


_IN_BRACKETS = re.compile(r"(.+?)\s*\(([^()]+)\)")


class ChoiceField(Field):
    """A key out of a fixed list; a word of any of the three languages is taken for its key."""

    type_name = "choice"
    keyed = True

    def __init__(self, label: Message, options: dict[str, Message] | None = None, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.options = options or {}

    def choices(self, profile: Profile) -> dict[str, Localised]:
        return dict(self.options)

    def offered(self, profile: Profile) -> dict[str, Localised]:
        """The choices for a person who chooses."""
        return self.choices(profile)

    def variants(self, profile: Profile) -> dict[str, str]:
        """Further words that are understood, by word."""
        return {}

    def convert(self, value: Any, profile: Profile) -> str:
        options = self.choices(profile)
        text = clean_text(str(value))
        if text in options:
            return text
        wanted = search_fold(text)
        for key, words in options.items():
            if wanted == key.casefold() or wanted in {search_fold(word) for word in words.texts().values()}:
                return key
        for word, key in self.variants(profile).items():
            if wanted == search_fold(word):
                return key
        short = [key for key, words in options.items() if wanted in _halves(words)]
        if len(short) == 1:
            return short[0]
        raise refuse(_("Choose one of: {options}.", options=Joined(tuple(options.values()))))

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str) and (not self.options or value in self.options)

    def show(self, value: Any, profile: Profile, language: str) -> str:
        if value is None:
            return ""
        words = self.choices(profile).get(value)
        return words.text(language) if words else value


def _halves(words: Localised) -> set[str]:
    """Words with an abbreviation in brackets, as the two that people say: “предметтик-циклдык комиссия (ПЦК)”."""
    found = (_IN_BRACKETS.fullmatch(word) for word in words.texts().values())
    return {search_fold(half) for match in found if match for half in match.groups()}


class ProfileChoiceField(ChoiceField):
    """A key out of a list that the institution's profile gives (risk categories, document levels)."""

    def __init__(self, label: Message, source: str, **rest: Any) -> None:
        super().__init__(label, **rest)
        self.source = source

    def choices(self, profile: Profile) -> dict[str, Localised]:
        return dict(profile.choices(self.source))

    def offered(self, profile: Profile) -> dict[str, Localised]:
        """The choices for a person who chooses: what the office withdrew stands last, and is said to be so."""
        gone = profile.withdrawn(self.source)
        every = self.choices(profile)
        used = {key: words for key, words in every.items() if key not in gone}
        return used | {key: _("{word} (not used any more)", word=words) for key, words in every.items() if key in gone}

    def accepts(self, value: Any) -> bool:
        return isinstance(value, str)


class ScaleField(IntegerField):
    """A score from 1 to 5 on a scale of the profile, whose texts are shown while it is chosen."""

    type_name = "scale"

    def __init__(self, label: Message, scale: str, **rest: Any) -> None:
        super().__init__(label, least=1, most=5, **rest)
        self.scale = scale
