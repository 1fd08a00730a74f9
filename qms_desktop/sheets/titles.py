"""How a column is called: in the program, on the forms, in the tables that people have made by themselves."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache

from qms_desktop.core.languages import clean_text, search_fold
from qms_desktop.core.messages import p_
from qms_desktop.core.profile import Profile
from qms_desktop.models.kind import Kind
from qms_desktop.sheets.cells import sheet_fields
from qms_desktop.sheets.kinds import ID, UNIT
from qms_desktop.sheets.registers import NUMBER

_ORDINALS = ("№", "№ п/п", "П/п", "No.", "N", "КК №", "КК NN")
_RISK_FORMS = ("passport", "register")
_FORM_KEYS = {"number": NUMBER, "residual": "residual_level", "made_by": "made_by_name"}
"""Keys of the forms' columns that are not called like the fields."""

_RISK = {
    "title": ("тобокелдик", "тобокелдиктин аталышы", "тобокелдиктин сүрөттөлүшү", "риск", "название риска",
              "описание риска", "risk", "risk name", "risk description"),
    "category": ("категориясы", "тобокелдиктин категориясы", "тобокелдиктин түрү", "категория", "вид риска"),
    "cause": ("себеби", "себептери", "тобокелдиктин себептери", "причина", "причины", "причины риска", "cause"),
    "process": ("процесстин аталышы", "процесс", "наименование процесса", "process name"),
    "likelihood": ("ыктымалдуулук", "ыктымалдуулугу", "ыктымалдык", "вероятность", "probability", "likelihood"),
    "consequence": ("натыйжа", "натыйжасы", "натыйжалар", "натыйжалары", "кесепети", "кесепеттери", "таасири",
                    "последствие", "последствия", "ущерб", "тяжесть последствий", "impact", "consequences"),
    "score": ("балл", "баллы", "упай", "score", "оценка риска"),
    "level": ("деңгээли", "деңгээл", "тобокелдиктин деңгээли", "уровень", "level"),
    "responsible": ("жооптуу", "жооптуулар", "жооптуу адам", "жооптуу кызматкер", "ответственный",
                    "ответственные", "ответственный исполнитель", "responsible person", "owner"),
    "measures": ("чаралар", "чара", "иш-чаралар", "жеңилдетүү чаралары", "алдын алуу чаралары", "меры", "мероприятия",
                 "меры реагирования", "measures", "mitigation"),
    "deadline": ("мөөнөтү", "мөөнөт", "аткаруу мөөнөтү", "срок", "сроки", "срок исполнения", "due", "deadline"),
    "residual_level": ("калган тобокелдик", "калдык тобокелдик", "остаточный риск", "residual risk"),
}  # fmt: skip
_OPPORTUNITY = {
    "title": ("мүмкүнчүлүк", "возможность", "opportunity"),
    "essence": ("маңызы", "мүмкүнчүлүктүн маңызы", "суть", "суть возможности", "essence"),
    "effect": ("күтүлгөн эффект", "күтүлгөн натыйжа", "ожидаемый эффект", "expected effect"),
    "measures": ("иш-чара", *_RISK["measures"]),
    "responsible": _RISK["responsible"],
    "deadline": _RISK["deadline"],
    "result": ("натыйжа", "натыйжасы", "результат", "result"),
}
_ALIASES: Mapping[str, Mapping[str, tuple[str, ...]]] = {
    "risk": _RISK,
    "register_entry": _RISK,
    "opportunity": _OPPORTUNITY,
    "process": {
        "number": ("процесстин катар №", "катар №", "№ процесса", "process no"),
        "name": ("процесс", "процесстин аты", "название процесса", "process"),
        "purpose": ("максаты", "цель", "цель процесса", "goal"),
        "group": ("тобу", "процесстин түрү", "группа", "вид процесса", "group"),
        "inputs": ("кирүү", "кирүүлөр", "киргизүүлөр", "вход", "входы", "input"),
        "outputs": ("чыгуу", "чыгуулар", "выход", "выходы", "output"),
        "owners": ("процесстин ээси", "владелец", "process owner"),
        "owners.position": ("процесстин жетекчисинин (ээсинин) кызматы", "процесстин жетекчисинин кызматы", "кызматы",
                            "должность владельца", "должность", "owner's position"),
        "owners.name": ("аты-жөнү", "ф.и.о.", "фио", "owner's name", "full name"),
    },
    "document": {
        "code": ("коду", "код", "обозначение", "шифр", "code"),
        "title": ("аталышы", "документтин аталышы", "наименование", "название", "title"),
        "level": ("деңгээли", "уровень", "level"),
        "edition": ("редакциясы", "редакция", "edition"),
        "state": ("абалы", "статус", "status"),
        "owner": ("жооптуу", "ответственный", "owner"),
        "pages": ("барактардын саны", "барагы", "листов", "количество листов", "pages"),
        "review_due": ("кайра кароо мөөнөтү", "срок пересмотра", "review due"),
    },
    "unit": {
        "code": ("коду", "код", "code"),
        "name": ("аталышы", "бөлүмдүн аталышы", "бөлүм", "наименование", "название", "подразделение", "name", "unit"),
        "type": ("түрү", "тип", "вид", "type"),
        "parent": ("жогорку бөлүм", "вышестоящее подразделение", "parent"),
    },
    "person": {
        "name": ("аты-жөнү", "ф.и.о.", "фио", "name", "full name"),
        "position": ("кызматы", "должность", "position"),
    },
    "checklist_item": {
        "clause": ("пункт", "пункт стандарта", "clause"),
        "question": ("суроо", "вопрос", "требование", "question"),
        "evidence": ("далил", "далилдер", "свидетельство", "evidence"),
        "verdict": ("баа", "оценка", "verdict"),
        "expected_evidence": ("күтүлүүчү далил", "ожидаемое свидетельство"),
    },
}  # fmt: skip


@lru_cache(maxsize=64)
def titles_of(kind: Kind, profile: Profile) -> dict[str, str]:
    """The key of a column by its folded title; where two fields share a title, the first declared has it."""
    fold = folder(profile)
    known: dict[str, str] = {}
    for key, title in _all(kind, profile):
        for folded in (fold(title), fold(without_brackets(title))):
            if folded:
                known.setdefault(folded, key)
    return known


def _all(kind: Kind, profile: Profile) -> Iterator[tuple[str, str]]:
    fields = sheet_fields(kind)
    yield ID, ID
    if "number" in kind.fields or "code" in kind.fields:
        yield from ((NUMBER, title) for title in _ORDINALS)
    for name, field in kind.fields.items():
        yield name, name
        if name in fields:
            yield from ((name, label) for label in field.label.texts().values())
    yield from ((key, title) for key, title in _of_forms(kind, profile) if _is_known(key, kind))
    for key, titles in _ALIASES.get(kind.name, {}).items():
        if _is_known(key, kind):
            yield from ((key, title) for title in titles)
    if UNIT not in kind.fields:
        yield UNIT, UNIT
        yield from ((UNIT, title) for title in ("Бөлүм", "Бөлүмдүн коду", "Подразделение", "Код подразделения", "Unit"))


def _is_known(key: str, kind: Kind) -> bool:
    return key == NUMBER or key.partition(".")[0] in kind.fields


def _of_forms(kind: Kind, profile: Profile) -> Iterator[tuple[str, str]]:
    if kind.name in ("risk", "register_entry"):
        columns = [column for table in _RISK_FORMS for column in profile.columns(table)]
    elif kind.name == "process":
        columns = list(profile.process_card_rows)
        yield from _texts("owners.position", p_("paper", "Owner's position").texts().values())
        yield from _texts("owners.name", p_("paper", "Full name").texts().values())
    elif kind.name == "change_entry":
        columns = [column for sheet in profile.change_sheets.values() for column in sheet.columns]
    else:
        columns = []
    for column in columns:
        yield from _texts(_FORM_KEYS.get(column.key, column.key), column.label.texts().values())


def _texts(key: str, titles: Iterable[str]) -> Iterator[tuple[str, str]]:
    return ((key, title) for title in titles)


def without_brackets(title: str) -> str:
    """`Ыктымалдуулук (1-5)` as `Ыктымалдуулук`."""
    return re.sub(r"\([^)]*\)", " ", title)


class _Folder:
    """Folds titles so that case, signs, look-alike letters and an institution's other words play no part."""

    def __init__(self, profile: Profile) -> None:
        words = {}
        for term in profile.terms.values():
            label = _plain(without_brackets(term.label.ky))
            words.update({_plain(variant): label for variant in (label, *term.variants, *term.headings)})
        words.pop("", None)
        self._words = words
        longest_first = sorted(words, key=len, reverse=True)
        self._term = re.compile(r"\b(?:" + "|".join(map(re.escape, longest_first)) + ")") if words else None

    def __call__(self, title: str) -> str:
        plain = _plain(title)
        if self._term is None:
            return plain
        return self._term.sub(lambda found: self._words[found.group()], plain)


@lru_cache(maxsize=16)
def folder(profile: Profile) -> Callable[[str], str]:
    """What folds the titles of an institution's tables."""
    return _Folder(profile)


_LATIN_LOOKS = str.maketrans("ABCEHKMOPTXYabcehkmoptxy", "АВСЕНКМОРТХУавсенкмортху")


def _plain(title: str) -> str:
    text = search_fold(clean_text(title.replace("№", " no ")))
    return " ".join(re.findall(r"[^\W_]+", text))


def as_cyrillic(title: str) -> str:
    """A title whose every Latin letter is taken for the Cyrillic one that it looks like."""
    return title.translate(_LATIN_LOOKS)
