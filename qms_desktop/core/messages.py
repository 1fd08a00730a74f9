"""Texts for people: translated when they are shown, so that the language can change without a restart.

`_("Save {name}", name=x)` and `n_("{n} risk", "{n} risks", n)` make a `Message`; `Text(ky, ru, en)` is a text
that arrives in three languages (profiles, the question bank). Both have `.text(language)`; `str()` gives the
current language. Message ids are English; the catalogues `translations/<language>/LC_MESSAGES/qms.mo` hold all
three languages.
"""

from __future__ import annotations

import contextlib
import contextvars
import functools
import gettext
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from qms_desktop.core.paths import translations_dir

LANGUAGES = ("ky", "ru", "en")
DOMAIN = "qms"

_scoped: contextvars.ContextVar[str | None] = contextvars.ContextVar("language", default=None)
_chosen = "ky"


def current_language() -> str:
    """The language that `str(message)` speaks: the one of the enclosing `speaking`, else the chosen one."""
    return _scoped.get() or _chosen


def choose_language(language: str) -> None:
    """Choose the language of the whole program (the window's switch, `--lang`)."""
    global _chosen
    if language not in LANGUAGES:
        raise ValueError(f"unknown language {language!r}")
    _chosen = language


@contextlib.contextmanager
def speaking(language: str) -> Iterator[None]:
    """Speak another language inside the block, in this thread only (a printed form, an export)."""
    token = _scoped.set(language)
    try:
        yield
    finally:
        _scoped.reset(token)


@functools.cache
def catalogue(language: str) -> gettext.NullTranslations:
    """The catalogue of a language; without a compiled one the English message ids stand for themselves."""
    return gettext.translation(DOMAIN, translations_dir(), languages=[language], fallback=True)


class Localised:
    """Anything that has a wording in each language."""

    __slots__ = ()

    def text(self, language: str) -> str:
        raise NotImplementedError

    def texts(self) -> dict[str, str]:
        """The wording in every language, by language."""
        return {language: self.text(language) for language in LANGUAGES}

    def __str__(self) -> str:
        return self.text(current_language())


@dataclass(frozen=True, slots=True)
class Text(Localised):
    """A text given in three languages; a missing one falls back on Kyrgyz."""

    ky: str
    ru: str = ""
    en: str = ""

    @classmethod
    def of(cls, value: Any) -> Text:
        """From `{"ky", "ru", "en"}` or from one text that serves all languages."""
        if isinstance(value, str):
            return cls(value, value, value)
        return cls(value.get("ky", ""), value.get("ru", ""), value.get("en", ""))

    def text(self, language: str) -> str:
        return getattr(self, language) or self.ky or self.ru or self.en

    __str__ = Localised.__str__


@dataclass(frozen=True, slots=True)
class Message(Localised):
    """A sentence of the program, looked up in the catalogue of the language that it is shown in."""

    msgid: str
    params: tuple[tuple[str, Any], ...] = ()
    plural: str | None = None
    n: int = 0
    context: str | None = None

    def text(self, language: str) -> str:
        found = self._look_up(catalogue(language))
        if not self.params:
            return found
        return found.format_map({name: spoken(value, language) for name, value in self.params})

    def _look_up(self, translations: gettext.NullTranslations) -> str:
        if self.plural is not None:
            return translations.ngettext(self.msgid, self.plural, self.n)
        if self.context is not None:
            return translations.pgettext(self.context, self.msgid)
        return translations.gettext(self.msgid)

    __str__ = Localised.__str__


@dataclass(frozen=True, slots=True)
class Counted(Localised):
    """A number that carries its possessive ending in Kyrgyz: 4ү, 10у, 2си; bare in the other languages."""

    n: int

    def text(self, language: str) -> str:
        return f"{self.n}{possessive_ending(self.n)}" if language == "ky" else str(self.n)

    __str__ = Localised.__str__


@dataclass(frozen=True, slots=True)
class Joined(Localised):
    """Several texts with commas (or what else is said) between, in the language of the sentence that lists them."""

    parts: tuple[Localised, ...]
    between: str = ", "

    def text(self, language: str) -> str:
        return self.between.join(dict.fromkeys(part.text(language) for part in self.parts))

    __str__ = Localised.__str__


def spoken(value: Any, language: str) -> Any:
    """A parameter in the language of its sentence."""
    return value.text(language) if isinstance(value, Localised) else value


def _(msgid: str, /, **params: Any) -> Message:
    return Message(msgid, tuple(params.items()))


def n_(singular: str, plural: str, n: int, /, **params: Any) -> Message:
    return Message(singular, tuple({"n": n, **params}.items()), plural, n)


def p_(context: str, msgid: str, /, **params: Any) -> Message:
    return Message(msgid, tuple(params.items()), context=context)


# The ending follows the last spoken word of the number: 1 бир-и, 2 эки-си, 3 үч-ү, 4 төрт-ү, 5 беш-и, 6 алты-сы,
# 7 жети-си, 8 сегиз-и, 9 тогуз-у; 10 он-у, 20 жыйырма-сы, 30 отуз-у, 40 кырк-ы, 50 элүү-сү, 60 алтымыш-ы,
# 70 жетимиш-и, 80 сексен-и, 90 токсон-у; 100 жүз-ү, 1000 миң-и, миллион-у.
_UNITS = ("", "и", "си", "ү", "ү", "и", "сы", "си", "и", "у")
_TENS = ("", "у", "сы", "у", "ы", "сү", "ы", "и", "и", "у")


def possessive_ending(n: int) -> str:
    """The Kyrgyz ending of a count in `7 форманын 4ү`."""
    n = abs(n)
    if n == 0:
        return "ү"  # нөл-ү
    if n % 10:
        return _UNITS[n % 10]
    if n % 100:
        return _TENS[n // 10 % 10]
    if n % 1000:
        return "ү"
    if n % 1_000_000:
        return "и"
    return "у"
