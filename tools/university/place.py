"""The units of an invented university, and the people who work in them."""

from __future__ import annotations

import random
from dataclasses import dataclass

SHORT = ("office", "centre", "library", "other")

BRANCHES = (
    ("Табият таануу", "ТТ"), ("Математика жана информатика", "МИ"), ("Кыргыз филологиясы", "КФ"), ("Дүйнө тилдери", "ДТ"),
    ("Тарых жана укук", "ТУ"), ("Экономика жана башкаруу", "ЭБ"), ("Медицина", "МЕ"), ("Инженерия жана энергетика", "ИЭ"),
    ("Курулуш жана архитектура", "КА"), ("Искусство", "ИС"), ("Педагогика жана психология", "ПП"), ("Айыл чарба", "АЧ"),
    ("Туризм жана сервис", "ТС"), ("Маалыматтык технологиялар", "МТ"), ("Дене тарбия жана спорт", "ДС"), ("Коммуникация", "КМ"),
)  # fmt: skip
"""The faculties and institutes, with the beginnings of their codes."""

CHAIRS = (
    "Алгебра жана геометрия", "Программалоо", "Органикалык химия", "Жалпы физика", "Кыргыз тили", "Адабият теориясы",
    "Англис тили", "Немис тили", "Жалпы тарых", "Жарандык укук", "Финансы жана кредит", "Бухгалтердик эсеп", "Анатомия",
    "Терапия", "Электр камсыздоо", "Кайра жаралуучу энергия", "Курулуш конструкциялары", "Сүрөт өнөрү", "Музыка", "Башталгыч билим",
    "Психология", "Агрономия", "Ветеринария", "Мейманкана иши", "Маалымат коопсуздугу", "Тармактык технологиялар", "Спорттук оюндар",
    "Журналистика", "Философия", "Экология жана коргоо",
)  # fmt: skip
OFFICES = (
    "Окуу бөлүмү", "Илимий бөлүм", "Кадрлар бөлүмү", "Пландоо-финансы бөлүмү", "Бухгалтерия", "Эл аралык байланыштар бөлүмү",
    "Китепкана", "Карьера борбору", "Санариптештирүү борбору", "Жатаканалар бөлүмү", "Басма бөлүмү", "Укук бөлүмү", "Архив",
    "Чарба бөлүмү", "Коопсуздук бөлүмү", "Тарбия иштери бөлүмү", "Магистратура бөлүмү", "Аспирантура бөлүмү",
    "Квалификацияны жогорулатуу борбору", "Кабыл алуу комиссиясы",
)  # fmt: skip

FAMILIES = (
    "Асанов", "Бекболотов", "Токтогулов", "Эсенов", "Жолдошев", "Кадыров", "Мамытов", "Орозов", "Сыдыков", "Турдубаев", "Жумабаев",
    "Калыков", "Назаров", "Осмонов", "Султанов", "Абдырахманов", "Исаков", "Маматов", "Шаршеев", "Чотонов", "Дүйшөев", "Үсөнов",
)  # fmt: skip
MEN = ("Азамат", "Бакыт", "Данияр", "Эрлан", "Жаныбек", "Кубаныч", "Мирлан", "Нурбек", "Өмүрбек", "Руслан", "Таалай", "Улан", "Чынгыз")
WOMEN = ("Айгүл", "Бегимай", "Гүлнара", "Жылдыз", "Зарина", "Кундуз", "Мээрим", "Нургүл", "Рахат", "Салтанат", "Үмүт", "Чолпон", "Элнура")
FATHERS = ("Мамажакып", "Нурлан", "Бекболот", "Токтосун", "Асылбек", "Кеңешбек", "Жумабек", "Абдыкерим", "Сатыбалды", "Үсөнбек")

POSITIONS = ("Бөлүмдүн башчысы", "Башчынын орун басары", "Доцент", "Ага окутуучу", "Окутуучу", "Лаборант", "Адис", "Методист")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit with its people, the head first: (name, position)."""

    code: str
    name: str
    type: str
    parent: str | None
    people: tuple[tuple[str, str], ...]


def person_name(chance: random.Random) -> str:
    """A name in one of the forms in which they are written: Чынгыз Мамажакып уулу, Осмонова Ж. Т., Асанов Бакыт."""
    man = chance.random() < 0.5
    first, family, father = chance.choice(MEN if man else WOMEN), chance.choice(FAMILIES), chance.choice(FATHERS)
    family += "" if man else "а"
    form = chance.random()
    if form < 0.3:
        return f"{first} {father} {'уулу' if man else 'кызы'}"
    if form < 0.45:
        return f"{father} {'уулу' if man else 'кызы'} {first}"
    return f"{family} {first[0]}. {father[0]}." if form < 0.85 else f"{family} {first}"


def units(chance: random.Random, count: int, root: str | None) -> list[Unit]:
    """So many units in a tree: faculties, institutes and colleges with their departments, and offices under the root."""
    found: list[Unit] = []

    def add(code: str, name: str, type_: str, parent: str | None) -> str:
        people = tuple(
            (person_name(chance), POSITIONS[0] if place == 0 else chance.choice(POSITIONS[1:]))
            for place in range(chance.randint(4, 16))
        )
        found.append(Unit(code, name, type_, parent, people))
        return code

    offices = max(1, count // 6)
    for number in range(offices):
        name = OFFICES[number % len(OFFICES)]
        type_ = "library" if name == "Китепкана" else "centre" if "борбору" in name else "office"
        round_ = number // len(OFFICES)
        add(f"К{number + 1:02d}", f"{name}, {round_ + 1}-корпус" if round_ else name, type_, root)
    heads = []
    for number, (name, short) in enumerate(BRANCHES):
        if len(found) < count:
            type_ = ("faculty", "institute", "faculty", "college")[number % 4]
            word = {"faculty": "факультети", "institute": "институту", "college": "колледжи"}[type_]
            heads.append((add(short, f"{name} {word}", type_, root), short))
    number = 0
    while len(found) < count:
        parent, short = heads[number % len(heads)]
        chair = CHAIRS[(number * 7 + number // len(CHAIRS)) % len(CHAIRS)]
        add(f"{short}{number // len(heads) + 1:02d}", f"{chair} кафедрасы ({short})", "department", parent)
        number += 1
    return found
