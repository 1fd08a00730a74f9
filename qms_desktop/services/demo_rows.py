"""Who takes part in the demo, and what they fill in: the documents' own example rows; persons are invented."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from qms_desktop.core.examples import load_examples
from qms_desktop.core.messages import Text
from qms_desktop.core.profile import load_profile


@dataclass
class DemoUnit:
    """A unit of the demo with what its head fills in."""

    folder: str
    code: str
    name: str
    type: str
    person: str
    position: str
    parent: str | None = None
    directions: tuple[str, ...] = ("education",)
    """For which directions of the institution's activity it keeps a risk passport."""
    processes: list[dict[str, Any]] = field(default_factory=list)
    risks: list[dict[str, Any]] = field(default_factory=list)
    opportunities: list[dict[str, Any]] = field(default_factory=list)
    documents: list[dict[str, Any]] = field(default_factory=list)
    answers: list[dict[str, Any]] = field(default_factory=list)


_HEAD = Text("Кафедра башчысы", "Заведующий кафедрой", "Head of the department")
_UNITS = (
    ("dept-informatics", "МТК", Text("Маалыматтык технологиялар кафедрасы", "Кафедра информационных технологий",
                                     "Department of Information Technology"), "department", "Назарова А. К.", _HEAD, "ТИН"),
    ("dept-philology", "ФИЛ", Text("Кыргыз филологиясы кафедрасы", "Кафедра кыргызской филологии",
                                   "Department of Kyrgyz Philology"), "department", "Токтогулов Б. Ж.", _HEAD, "ФФК"),
    ("college", "КОЛ", Text("Колледж", "Колледж", "College"), "college", "Абдырахманова Г. С.",
     Text("Колледждин директору", "Директор колледжа", "Director of the college"), None),
    ("dept-mathematics", "МАТ", Text("Колдонмо математика кафедрасы", "Кафедра прикладной математики",
                                     "Department of Applied Mathematics"), "department", "Бекболот уулу Мирлан", _HEAD, "ТИН"),
    ("dept-economics", "ЭКО", Text("Экономика жана башкаруу кафедрасы", "Кафедра экономики и управления",
                                   "Department of Economics"), "department", "Сыдыкова Н. О.", _HEAD, None),
    ("dept-law", "УКУ", Text("Укук таануу кафедрасы", "Кафедра правоведения", "Department of Law"), "department",
     "Жолдошев Т. Э.", _HEAD, None),
    ("institute", "ТИН", Text("Технологиялар институту", "Институт технологий", "Institute of Technology"), "institute",
     "Айжан Асылбек кызы", Text("Институттун директору", "Директор института", "Director of the institute"), None),
    ("faculty", "ФФК", Text("Филология факультети", "Филологический факультет", "Faculty of Philology"), "faculty",
     "Мамытов К. С.", Text("Декан", "Декан", "Dean"), None),
    ("library", "КТП", Text("Китепкана", "Библиотека", "Library"), "library", "Үсөнова Ч. М.",
     Text("Китепкананын директору", "Директор библиотеки", "Director of the library"), None),
    ("staff-office", "КДР", Text("Кадрлар бөлүмү", "Отдел кадров", "Staff office"), "office", "Турдубаев Э. Б.",
     Text("Бөлүмдүн башчысы", "Начальник отдела", "Head of the office"), None),
)  # fmt: skip
"""Folder, code, name, type, head, the head's position, and the unit above."""

DIRECTIONS = {"library": ("resources",), "staff-office": ("staff",)}
"""The units that answer for another direction of activity than teaching."""

OFFICE_HEAD = "Осмонова Ж. Т."
STAFF = {
    "dept-informatics": ("Асанов Б. Н.", "Бегимай Нурлан кызы", "Исаков У. Т."), "dept-philology": ("Калыкова С. М.", "Эсенов Д. А.", "Орозова Ч. К."),
    "college": ("Шаршеева Р. Б.", "Кубаныч Жумабек уулу", "Маматова Г. Э."), "dept-mathematics": ("Чотонова Э. К.", "Назаров Р. А.", "Кадырова У. С."),
    "dept-economics": ("Дүйшөев А. М.", "Мээрим Кеңешбек кызы", "Султанов Н. Б."), "dept-law": ("Мамытова З. Т.", "Таалай Абдыкерим уулу", "Исакова К. Ж."),
    "institute": ("Токтосун уулу Данияр", "Осмонов Э. К.", "Жумабаева А. Р."), "faculty": ("Бекболотова Н. Ш.", "Үсөнов М. Т.", "Салтанат Асылбек кызы"),
    "library": ("Эсенова Р. О.", "Жаныбек Сатыбалды уулу", "Турдубаева К. А."), "staff-office": ("Сыдыков Т. М.", "Зарина Токтосун кызы", "Абдырахманов И. К."),
}  # fmt: skip
"""Who works in the units beside their heads; all invented."""

_CAUSES = {
    "academic": (Text("Стандарт өзгөргөндө программаларды кайра кароонун мөөнөтү белгиленбейт", "При изменении стандарта не устанавливается срок пересмотра программ",
                     "No term is set for revising the programmes when the standard changes"),
                 Text("Биринчи курста кураторлук иш жетишсиз, сабактарга кызыкпаган студенттер менен иш жүргүзүлбөйт", "На первом курсе мало кураторской работы, с незаинтересованными студентами не занимаются",
                      "Too little tutoring in the first year, nobody works with students who lose interest")),
    "managerial": (Text("Чечимдердин жооптуусу жана мөөнөтү дайыма эле жазылбайт", "Не у всех решений записаны ответственный и срок",
                       "Not every decision names who carries it out and by when"),),
    "financial": (Text("Бюджеттен тышкаркы кирешенин үлүшү аз, гранттарга өтүнмө сейрек берилет", "Мала доля внебюджетных доходов, редки заявки на гранты",
                      "Little income outside the budget, few applications for grants"),),
    "technical": (Text("Камдык көчүрмөлөр кол менен жасалат, серверлер эскирген", "Резервные копии делаются вручную, серверы устарели",
                      "Backups are made by hand, the servers are old"),),
    "staffing": (Text("Аспирантурадан кийин жаш окутуучулар университетте калбайт", "После аспирантуры молодые преподаватели не остаются в университете",
                     "Young teachers do not stay after their postgraduate studies"),
                 Text("Диссертация жазууга убакыт бөлүнбөйт, чыгымдар жабылбайт", "На диссертацию не выделяется время, расходы не возмещаются", "No time is given for a thesis, its costs are not covered")),
    "research": (Text("Макала жарыялоого убакыт жана каражат пландалбайт", "Время и средства на публикации не планируются",
                     "Neither time nor money is planned for publishing"),),
    "employers": (Text("Иш берүүчүлөр менен байланыш айрым окутуучуларга гана таянат", "Связь с работодателями держится на отдельных преподавателях",
                      "The contact with employers rests on a few teachers"),
                  Text("Окуу планын түзүүдө иш берүүчүлөрдүн пикири суралбайт", "При составлении учебного плана мнение работодателей не спрашивают", "Employers are not asked when the curriculum is made")),
    "public_image": (Text("Университеттин жетишкендиктери сайтта өз убагында жарыяланбайт", "Достижения университета не публикуются на сайте вовремя",
                         "What the university achieves is not published in time"),),
}  # fmt: skip
"""Why a risk of a category may come true, where the documents do not say it."""

_ANSWER_FOR = {
    "academic": (0, 1, 5), "managerial": (6,), "financial": (2,), "technical": (8,), "staffing": (9, 4), "research": (3, 1),
    "employers": (0, 2), "public_image": (7,),
}  # fmt: skip
"""The units that keep the risks of a category, one after the other."""
_OF_ALL = "J1"
"""The process that a risk is of which the documents give none: to lead the whole."""

_ONE_TEXT = ("effect", "result")


def demo_units(institution: str, language: str) -> list[DemoUnit]:
    """The units with the institution's own examples shared out among them; JASU's rows where it has no risks."""
    own = load_examples(institution, language)
    rows = {**load_examples("jasu", language), **own}
    units = [
        DemoUnit(folder, code, name.text(language), kind, person, position.text(language), parent, DIRECTIONS.get(folder, ("education",)))
        for folder, code, name, kind, person, position, parent in _UNITS
    ]
    turns: dict[str, int] = {}
    for row in rows.get("register_entry", ()) + rows.get("risk", ()):
        category = row["category"]
        keepers = _ANSWER_FOR[category]
        turn = turns[category] = turns.get(category, -1) + 1
        units[keepers[turn % len(keepers)]].risks.append(_risk(row, language, institution, turn))
    units[3].risks.append(dict(units[0].risks[0]))  # what two units fear is one risk of the university
    for place, row in enumerate(rows.get("opportunity", ())):
        units[place % len(units)].opportunities.append(_opportunity(row, institution))
    for row in rows.get("process", ()):
        here = {} if "process" in own else _named(_process("J3", institution), institution, language)
        units[0].processes.append({**row, **here, "with_indicators": _indicators(row, language)})
    for place, row in enumerate(rows.get("document", ())):
        changes = [dict(entry) for entry in rows.get("change_entry", ()) if entry["document"] == row["code"]]
        for entry in changes:
            entry.pop("document")
            entry.update(made_by_name=OFFICE_HEAD, basis="№ 2")
        units[place % len(units)].documents.append({**row, "with_changes": changes})
    for unit in units:
        unit.answers = _answers(language)
    return units


def _risk(row: dict[str, Any], language: str, institution: str, turn: int) -> dict[str, Any]:
    names = ("title", "category", "process", "likelihood", "consequence", "responsible", "measures", "deadline", "cause")
    risk = {name: row[name] for name in names if row.get(name) is not None} | _residual(row)
    causes = _CAUSES[row["category"]]
    risk.setdefault("cause", causes[turn % len(causes)].text(language))
    risk.setdefault("deadline", Text("Жыл сайын", "Ежегодно", "Every year").text(language))
    return risk | {"process": _process(row.get("process") or _OF_ALL, institution)}


def _process(process: str, institution: str) -> str:
    """The process of JASU, or the one like it of another institution; of several the first."""
    known = [seed.id for seed in load_profile(institution).processes]
    like = next(row["processes"] for row in load_examples("cards", "en")["card"] if process in row["processes"])
    return next((one for one in known if one in like), known[0])


def _named(process: str, institution: str, language: str) -> dict[str, str]:
    """What a process is called in the register of an institution."""
    seed = next(seed for seed in load_profile(institution).processes if seed.id == process)
    return {"name": seed.name.text(language), "number": seed.number, "group": seed.group}


def _residual(row: dict[str, Any]) -> dict[str, int]:
    """What is left of a risk as a likelihood and a consequence; the document prints their product alone."""
    score = row.get("residual_score")
    pairs = [(score // consequence, consequence) for consequence in range(1, 6) if score and score % consequence == 0]
    pairs = [pair for pair in pairs if pair[0] <= row["likelihood"]]
    if not pairs:
        return {"residual_score": score} if score else {}
    likelihood, consequence = min(pairs, key=lambda pair: abs(pair[1] - row["consequence"]))
    return {"residual_likelihood": likelihood, "residual_consequence": consequence}


def _opportunity(row: dict[str, Any], institution: str) -> dict[str, Any]:
    chance = {
        name: "; ".join(value) if name in _ONE_TEXT and isinstance(value, list) else value for name, value in row.items()
    }
    return chance | {"process": _process(row["process"], institution)}


def _indicators(row: dict[str, Any], language: str) -> list[dict[str, Any]]:
    """The indicators that the card names, each with a target to measure it by."""
    responsible = _HEAD.text(language)
    targets = ("85", "70", "80")
    return [
        {"title": name, "measured_in": "%", "target": target, "frequency": "year", "direction": "more",
         "responsible": responsible}
        for name, target in zip(row.get("indicators", ()), targets, strict=False)
    ]  # fmt: skip


def _answers(language: str) -> list[dict[str, Any]]:
    """What a unit answers to the first questions of its self-check."""
    seen = Text("№ 3 протокол; талдоо бөлүмдүн папкасында", "Протокол № 3; анализ в папке подразделения",
                "Minutes No. 3; the analysis is in the unit's folder").text(language)  # fmt: skip
    lapse = Text("Каттоо барагына өзгөрүү жазылган эмес", "Изменение не внесено в лист регистрации",
                 "The change was not entered in the change sheet").text(language)  # fmt: skip
    answers: list[dict[str, Any]] = [
        {"verdict": verdict, "evidence": seen}
        for verdict in ("conforms", "conforms", "good_practice", "conforms")
    ]
    answers.append({"verdict": "minor_nc", "evidence": seen, "finding": lapse})
    return answers

