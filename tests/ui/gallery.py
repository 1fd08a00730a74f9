"""Every component in one window, for pictures and for tests that go through all of them."""

from __future__ import annotations

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QButtonGroup, QWidget

from qms_desktop.core.messages import Text
from qms_desktop.ui.components.buttons import Button, IconButton, ToggleButton, send_button
from qms_desktop.ui.components.cards import Card, Meter, ProgressCard
from qms_desktop.ui.components.chips import Level, LevelChip, State, StateChip
from qms_desktop.ui.components.choices import CheckBox, RadioButton
from qms_desktop.ui.components.editors import ChoiceEditor, DateEditor, LineEditor, ListEditor, TextEditor
from qms_desktop.ui.components.fields import Field
from qms_desktop.ui.components.filters import FilterRow, Toggle
from qms_desktop.ui.components.heatmap import Dot, HeatMap
from qms_desktop.ui.components.history import Event, HistoryList
from qms_desktop.ui.components.label import Label
from qms_desktop.ui.components.layout import column, row
from qms_desktop.ui.components.notices import Banner, EmptyState, UndoBar
from qms_desktop.ui.components.panel import Check, Fold, Scroll, SidePanel
from qms_desktop.ui.components.scale import ScaleEditor, Step
from qms_desktop.ui.components.sections import FormSection, HelpCard, SectionList
from qms_desktop.ui.components.tabs import Tab, Tabs
from qms_desktop.ui.frame.page import Page, Width
from qms_desktop.ui.frame.section import Badge, Section
from qms_desktop.ui.frame.window import MainWindow
from qms_desktop.ui.table.columns import Column, Mark
from qms_desktop.ui.table.extras import BatchBar, ColumnsButton, TotalsLine
from qms_desktop.ui.table.items import ItemsEditor
from qms_desktop.ui.table.source import ListSource
from qms_desktop.ui.table.view import Sheet
from qms_desktop.ui.theme.fonts import font, px
from qms_desktop.ui.theme.theme import tokens


def T(ky: str, ru: str, en: str) -> Text:
    return Text(ky, ru, en)


LOW, MEDIUM, HIGH = T("төмөн", "низкий", "low"), T("орто", "средний", "medium"), T("жогору", "высокий", "high")


def level(number: int) -> Level:
    tone = "low" if number <= 5 else "medium" if number <= 10 else "high"
    return Level(number, {"low": LOW, "medium": MEDIUM, "high": HIGH}[tone], tone)


def level_of(product: int) -> str:
    return level(product).tone


LIKELIHOOD = (
    Step(1, T("Өтө төмөн ыктымалдуулук", "Очень низкая вероятность", "Very unlikely"),
         T("дээрлик эч качан пайда болбойт, <5 %", "почти никогда, <5 %", "almost never, <5 %")),
    Step(2, T("Төмөн ыктымалдуулук", "Низкая вероятность", "Unlikely"),
         T("5-10 жылда бир жолу болушу мүмкүн", "раз в 5-10 лет", "once in 5-10 years")),
    Step(3, T("Орточо ыктымалдуулук", "Средняя вероятность", "Possible"),
         T("2-3 жылда бир жолу болушу мүмкүн", "раз в 2-3 года", "once in 2-3 years")),
    Step(4, T("Жогорку ыктымалдуулук", "Высокая вероятность", "Likely"),
         T("жыл сайын же дээрлик жыл сайын", "ежегодно или почти ежегодно", "every year or nearly so")),
    Step(5, T("Абдан жогорку ыктымалдуулук", "Очень высокая вероятность", "Very likely"),
         T("дээрлик сөзсүз, 80 % дан ашык", "почти наверняка, более 80 %", "almost certain, over 80 %")),
)

RISKS = [
    ("Билим берүү программаларынын Мамлекеттик билим берүү стандартынын талаптарына ылайык келбегендиги",
     "Несоответствие образовательных программ требованиям государственного образовательного стандарта",
     4, 4, 6, "2026-12-25", "Окуу иштери боюнча проректор, кафедра башчылары",
     "ДЖПын жыл сайын жаңылоо; Мамлекеттик билим берүү стандартына ылайык ички аудит"),
    ("Башкаруу чечимдери өз убагында кабыл алынбайт", "Управленческие решения не принимаются своевременно",
     3, 3, 4, "2026-12-30", "Кафедра башчысы", "Чечимдерди кабыл алуу жол-жоболорун киргизүү; жумалык жыйындар"),
    ("Программаларды жана долбоорлорду ишке ашыруу үчүн финансылык ресурстардын чектелгендиги",
     "Ограниченность финансовых ресурсов для реализации программ и проектов",
     4, 5, None, "2027-01-31", None, "Каржылоо булактарын диверсификациялоо; гранттарга катышуу"),
    ("Маалымат тутумунун иштебей калуусу (ИС AVN, LMS, серверлер)", "Сбой информационной системы (ИС AVN, LMS, серверы)",
     3, 4, 6, "2026-12-30", "Санариптештирүү борборунун директору", "Үзгүлтүксүз камдык көчүрмөлөр"),
    ("Негизги багыттарда илимий даражалуу профессордук-окутуучулук курамдын жетишсиздиги",
     "Нехватка ППС с учёной степенью по основным направлениям",
     3, 4, 8, "2026-11-15", "Адам ресурстарын башкаруу бөлүмүнүн башчысы", "Аспирантураны колдоо"),
    ("Профессордук-окутуучулук курамдын жарыялоо активдүүлүгүнүн төмөндүгү",
     "Низкая публикационная активность ППС", 3, 3, 6, "2026-12-25", "Илим бөлүмү", "Жарыялоону колдоо"),
    ("Окуу процессине иш берүүчүлөрдүн жетишсиз тартылышы", "Недостаточное вовлечение работодателей в учебный процесс",
     3, 3, 6, "2027-06-30", "Карьера бөлүмү", "Келишимдерди түзүү"),
    ("Рейтингдердеги төмөнкү позициялар", "Низкие позиции в рейтингах", 2, 4, 4, "2026-12-25", "Ректорат", "Мониторинг"),
    ("Студенттердин мотивациясы төмөн", "Низкая мотивация студентов", 3, 3, 4, "2027-05-31", "Деканат", "Тьюторлор"),
]

YEARLY = T("жыл сайын", "ежегодно", "every year")


def risk_rows() -> list[dict]:
    rows = []
    for number, (ky, _ru, likely, bad, rest, due, who, measures) in enumerate(RISKS, start=1):
        marks = {"due": Mark(second=YEARLY, tone="high" if number == 5 else "")}
        if number == 4:
            marks["rest"] = Mark(remark=T("Сын-пикир бар", "Есть замечание", "Has a remark"))
        if number == 7:
            marks["who"] = Mark(office=True)
        rows.append({"id": f"T-{number}", "n": number, "risk": ky, "likely": likely, "bad": bad, "who": who,
                     "level": level(likely * bad), "rest": level(rest) if rest else None, "due": due,
                     "measures": measures, "_marks": marks})
    return rows


def risk_columns() -> list[Column]:
    write = T("жазыңыз", "укажите", "write")
    return [
        Column("n", T("№", "№", "№"), 34, kind="number", room="narrow"),
        Column("risk", T("Тобокелдик", "Риск", "Risk"), 220, wrap=True, editable=True, stretch=True, room="narrow"),
        Column("likely", T("Ыкт. 1–5", "Вер. 1–5", "Lik. 1–5"), 46, kind="scale", editable=True, steps=LIKELIHOOD,
               room="panel"),
        Column("bad", T("Нат. 1–5", "Посл. 1–5", "Con. 1–5"), 48, kind="scale", editable=True, steps=LIKELIHOOD,
               room="panel"),
        Column("level", T("Деңгээл", "Уровень", "Level"), 98, kind="level", room="narrow"),
        Column("who", T("Жооптуу", "Ответственный", "Responsible"), 168, wrap=True, editable=True, missing=write),
        Column("measures", T("Жеңилдетүү чаралары", "Меры по снижению", "Measures"), 230, wrap=True, editable=True),
        Column("due", T("Мөөнөтү", "Срок", "Due"), 108, kind="date", editable=True, room="panel"),
        Column("rest", T("Калган тобокелдик", "Остаточный риск", "Residual risk"), 98, kind="level", room="panel",
               missing=T("баалаңыз", "оцените", "judge")),
    ]


INVITE = T("Жаңы тобокелдикти ушул жерге жазыңыз же Excelден коюңуз (Ctrl+V)",
           "Впишите сюда новый риск или вставьте из Excel (Ctrl+V)", "Write a new risk here or paste from Excel (Ctrl+V)")


class RisksPage(Page):
    """A page as real ones are: header, tabs, filter, table, totals, panel."""

    def __init__(self, panel_open: bool = True) -> None:
        super().__init__(T("Тобокелдиктер", "Риски", "Risks"),
                         T("ТП-МТК-2026 · долбоор, 4-версия", "ТП-МТК-2026 · проект, версия 4", "TP-MTK-2026 · draft, version 4"))
        self.header.add(Button("Excel", "secondary", "file-spreadsheet"),
                        Button(T("Басып чыгаруу", "Печать", "Print"), "secondary", "printer"),
                        Button(T("Тобокелдик кошуу", "Добавить риск", "Add a risk"), "primary", "plus"))
        self.tabs = Tabs([Tab("passport", T("Паспорт", "Паспорт", "Passport")), Tab("matrix", T("Матрица", "Матрица", "Matrix")),
                          Tab("chances", T("Мүмкүнчүлүктөр", "Возможности", "Opportunities")),
                          Tab("joint", T("Интеграцияланган таблица", "Интегрированная таблица", "Integrated table"))])
        self.sheet = Sheet(ListSource(risk_rows()), risk_columns(), INVITE)
        self.add(self.tabs)
        self.add(FilterRow(T("Чыпкалоо", "Фильтр", "Filter"),
                           [Toggle("all", T("Баары", "Все", "All"), 9), Toggle("high", T("Жогору", "Высокие", "High"), 4),
                            Toggle("medium", T("Орто", "Средние", "Medium"), 5),
                            Toggle("late", T("Мөөнөтү өткөн", "Просрочено", "Late"), 1)], ColumnsButton(self.sheet)))
        self.add(self.sheet, 1)
        totals = TotalsLine()
        totals.say(T("9 тобокелдик", "9 рисков", "9 risks"), T("жогору 4 · орто 5 · төмөн 0", "высоких 4 · средних 5", "high 4 · medium 5"),
                   "", T("25 чаранын 10у аткарылды", "выполнено 10 мер из 25", "10 of 25 measures done"))
        self.add(totals)
        self.set_panel(risk_panel())
        if panel_open:
            self.show_panel()
        self.sheet.choose_row(0)

    def arranged(self) -> None:
        if hasattr(self, "sheet"):
            self.sheet.set_room(self.room())


def risk_panel() -> SidePanel:
    panel = SidePanel([Tab("form", T("Форма", "Форма", "Form")),
                       Tab("history", T("Тарых, сын-пикир", "История, замечания", "History, remarks"), 1, owed=True),
                       Tab("files", T("Файлдар", "Файлы", "Files"), 3), Tab("sheet", T("Барак", "Лист", "Sheet"))])
    panel.show_record("Т-МТК-01", T(RISKS[0][0], RISKS[0][1], "Programmes do not meet the state standard"), 1, 9)
    body = panel.tab("form").body
    body.addWidget(Fold(T("Мазмуну", "Содержание", "Content"),
                        T("Академиялык · 3 Билим берүү процесси", "Академический · 3 Образовательный процесс", "Academic"),
                        open_=False))
    fold = Fold(T("Баалоо", "Оценка", "Judgement"), note=T("20.11.2026 бааланган", "оценено 20.11.2026", "judged 20.11.2026"))
    for label in (T("Ыктымалдуулук", "Вероятность", "Likelihood"), T("Натыйжасы", "Последствия", "Consequence")):
        field = Field(ScaleEditor(list(LIKELIHOOD)), label, required=True)
        field.set_value(4)
        fold.add(field)
    product = Card(kind="subtle")
    product.body.setContentsMargins(px(12), px(6), px(12), px(6))
    product.add(row(Label(T("Баштапкы деңгээл", "Исходный уровень", "Initial level"), "strong"), None,
                    Label("4 × 4 =", "body", "text2"), LevelChip(level(16))))
    fold.add(product)
    body.addWidget(fold)
    measures = Fold(T("Жеңилдетүү чаралары", "Меры по снижению", "Measures"))
    items = ItemsEditor([Column("what", T("Чара", "Мера", "Measure"), 180, wrap=True, editable=True, stretch=True),
                         Column("due", T("Мөөнөтү", "Срок", "Due"), 96, kind="date", editable=True)])
    items.set_value([{"what": "ДЖПын жыл сайын жаңылоо", "due": "2026-12-25"},
                     {"what": "Мамлекеттик билим берүү стандартына ылайык ички аудит", "due": "2026-12-25"}])
    measures.add(items)
    body.addWidget(measures)
    past = panel.tab("history").body
    history = HistoryList()
    history.show_events([
        Event("Жооптуу «Кафедра башчысы» → «Санариптештирүү борборунун директору»", "Назарова А. К.", "бүгүн, 14:32",
              link=T("Маанини кайтаруу", "Вернуть значение", "Put the value back"), key="1"),
        Event("«Үзгүлтүксүз камдык көчүрмөлөр» чарасы аткарылды", "Токтосунов Б. Э.", "9-ноябрь, 10:15",
              "камдык көчүрмөлөр октябрда ишке кирди", "circle-check", "low"),
    ])
    past.addWidget(history)
    panel.show_checks([
        Check(T("Калган тобокелдик төмөндөдү: 16 эле, 6 болду", "Остаточный риск снизился: был 16, стал 6", "Residual risk fell"), True),
        Check(T("2-чаранын жооптуусу жазылган эмес", "У меры 2 не указан ответственный", "Measure 2 has no responsible"), False,
              T("Жазуу", "Указать", "Write"), "measure"),
    ])
    return panel


def dots() -> list[Dot]:
    after = {1: (2, 3), 2: (2, 2), 4: (2, 3), 5: (2, 4), 6: (2, 3), 7: (2, 3), 8: (1, 4), 9: (2, 2)}
    return [Dot(f"T-{n}", n, after[n], (RISKS[n - 1][2], RISKS[n - 1][3])) for n in after]


class MatrixPage(Page):
    """Both matrices beside each other."""

    def __init__(self) -> None:
        super().__init__(T("Тобокелдиктер", "Риски", "Risks"), "ТП-МТК-2026")
        self.header.add(Button(T("Сүрөт же PDF", "Рисунок или PDF", "Picture or PDF"), "secondary", "download"))
        maps = [HeatMap(level_of, T("Ыктымалдуулук", "Вероятность", "Likelihood"), T("Натыйжасы", "Последствия", "Consequence"))
                for _map in range(2)]
        maps[0].show_dots([Dot(f"T-{n}", n, (r[2], r[3])) for n, r in enumerate(RISKS, 1)], "T-1")
        maps[1].show_dots(dots(), "T-1")
        heads = [column(Label(T("Чараларга чейин", "До мер", "Before the measures"), "section"), maps[0], gap=6),
                 column(Label(T("Чаралардан кийин", "После мер", "After the measures"), "section"), maps[1], gap=6)]
        line = row(*heads, None, gap=24)
        line.setStretch(0, 1)
        line.setStretch(1, 1)
        self.add(line)
        self.content.addStretch(1)
        self.maps = maps


class FormPage(Page):
    """A full-page form: sections at the left, cards of fields at the right; and the table of a batch."""

    def __init__(self) -> None:
        super().__init__(T("Билим берүү процессин уюштуруу", "Организация образовательного процесса", "Running the education process"),
                         "ПК-3-2")
        self.header.add(Button(T("Макулдашууга берүү", "Передать на согласование", "Give for agreement"), "primary"))
        sections = SectionList([
            FormSection("main", T("Негизги маалымат", "Основное", "Main facts"), "full"),
            FormSection("flow", T("Кирүү жана чыгуу", "Вход и выход", "Inputs and outputs"), "remark"),
            FormSection("figures", T("Көрсөткүчтөр", "Показатели", "Indicators"), "error"),
            FormSection("acts", T("Негизги аракеттер", "Основные действия", "Main acts"))])
        sections.mark("flow")
        help_card = HelpCard()
        help_card.explain(T("Чыгуу", "Выход", "Output"), T("Жобо, 6.2", "Положение, 6.2", "Regulation, 6.2"),
                          "Процесстин аткарылышынын натыйжалары. Ар биринин жанына аны ким аларын жазыңыз.",
                          "Натыйжа кийинки процесске кантип өткөрүлөт? (4.4)")
        main = Card(T("Негизги маалымат", "Основное", "Main facts"))
        kind = ChoiceEditor({"main": T("Негизги", "Основной", "Main"), "support": T("Колдоочу", "Вспомогательный", "Support")})
        kind.set_value("main")
        aim = Field(LineEditor(), T("Процесстин максаты", "Цель процесса", "Aim of the process"), required=True)
        aim.set_value("Жогорку сапаттагы окуу процессин камсыз кылуу")
        main.add(row(aim, Field(kind, T("Процесстин түрү", "Вид процесса", "Kind of process"), required=True)))
        people = Field(ListEditor(T("Катышуучу", "Участник", "Participant")), T("Катышуучулар", "Участники", "Participants"))
        people.set_value(["Окутуучулар", "Деканат"])
        note = Field(TextEditor(), T("Эскертме", "Примечание", "Note"))
        note.set_value("Биринчи сап.\nЭкинчи сап.\nҮчүнчү сап.")
        main.add(row(people, note))
        flow = Card(T("Кирүү жана чыгуу", "Вход и выход", "Inputs and outputs"))
        items = ItemsEditor([
            Column("out", T("Чыгуу", "Выход", "Output"), 160, wrap=True, editable=True, stretch=True),
            Column("to", T("Керектөөчүсү", "Потребитель", "Consumer"), 150, wrap=True, editable=True,
                   missing=T("жазыңыз", "укажите", "write"))])
        items.set_value([{"out": "Бүтүрүүчүлөр", "to": "Иш берүүчүлөр"}, {"out": "Отчеттор"}])
        flow.add(items)
        left = column(sections, help_card, None, gap=12)
        line = row(left, column(main, flow, None, gap=12), gap=20)
        line.setStretch(1, 1)
        self.add(line)
        batch = BatchBar(Button(T("3 пакетти кабыл алуу", "Принять 3 пакета", "Accept 3 bundles"), "inline", "check"))
        batch.say(T("3 бөлүм тандалды", "Выбрано 3 отдела", "3 units selected"))
        self.add(batch)
        self.undo_bar.offer(T("Т-МТК-06 өчүрүлдү.", "Т-МТК-06 удалён.", "T-MTK-06 was deleted."))


class Swatches(QWidget):
    """The tokens as squares."""

    NAMES = ("window", "surface", "sidebar", "subtle", "line", "ctl", "text", "text2", "text3", "accent", "soft", "low",
             "low_ground", "medium", "medium_ground", "high", "high_ground")

    def __init__(self) -> None:
        super().__init__()
        self.setFixedHeight(px(56))

    def paintEvent(self, event) -> None:
        painter = QPainter(self)
        painter.setFont(font("small"))
        for place, name in enumerate(self.NAMES):
            left = place * px(76)
            painter.setPen(QColor(tokens().line))
            painter.setBrush(QColor(getattr(tokens(), name)))
            painter.drawRoundedRect(QRect(left, 0, px(62), px(32)), 4, 4)
            painter.setPen(QColor(tokens().text2))
            painter.drawText(left, px(48), name.replace("_ground", "bg"))


class Components(QWidget):
    """The picture of every control's state."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("ground", "window")
        three = row(column(*self._left(), None, gap=8), column(*self._middle(), None, gap=8),
                    column(*self._right(), None, gap=8), gap=32)
        for place in range(3):
            three.setStretch(place, 1)
        scroll = Scroll(margins=(28, 20, 28, 12))
        scroll.body.addLayout(three)
        self.setLayout(column(scroll, row(Swatches(), margins=(28, 0, 28, 12)), gap=8))

    def _left(self) -> list:
        off = Button(T("Болбойт", "Нельзя", "Not now"))
        off.refuse(T("Адегенде толтуруңуз", "Сначала заполните", "Fill it in first"))
        on = ToggleButton(T("Баары 9", "Все 9", "All 9"))
        on.setChecked(True)
        meter, full = Meter(78, 100), Meter(1, 1)
        for bar in (meter, full):
            bar.setFixedWidth(px(200))
        def chips(*states: tuple[Text, str]):
            return row(*(StateChip(State(words, tone)) for words, tone in states), None)

        return [
            Label(T("Баскычтар", "Кнопки", "Buttons"), "section"),
            row(Button(T("Негизги иш", "Главное", "Main act"), "primary", "check"),
                Button(T("Көмөкчү", "Второе", "Second"), "secondary", "printer"),
                Button(T("Сапта", "В строке", "In a row"), "inline"), Button(T("Шилтеме", "Ссылка", "Link"), "link"), None),
            row(off, on, ToggleButton(T("Жогору 4", "Высокие 4", "High 4")),
                IconButton("undo-2", T("Артка кайтаруу", "Отменить", "Take back"), "Ctrl+Z"), None),
            send_button(T("Сапат бөлүмүнө жөнөтүү", "Отправить в отдел качества", "Send to the QA office")),
            Label(T("Деңгээлдер жана абалдар", "Уровни и состояния", "Levels and states"), "section"),
            row(*(LevelChip(level(n), (LOW, MEDIUM, HIGH)) for n in (4, 9, 16)), None),
            chips((T("долбоор", "проект", "draft"), "neutral"), (T("тапшырылды", "сдан", "submitted"), "info"),
                  (T("кабыл алынды", "принят", "accepted"), "low"), (T("кайтарылды", "возвращён", "returned"), "medium")),
            chips((T("мөөнөтү өттү", "просрочено", "late"), "high"), (T("4 күн калды", "осталось 4 дня", "4 days left"), "neutral"),
                  (T("талаш маани", "конфликт", "conflict"), "high")),
            Label(T("Өтмөктөр", "Вкладки", "Tabs"), "section"),
            Tabs([Tab("form", T("Форма", "Форма", "Form")), Tab("history", T("Тарых, сын-пикир", "История", "History"), 1, True),
                  Tab("files", T("Файлдар", "Файлы", "Files"), 3), Tab("sheet", T("Барак", "Лист", "Sheet"))]),
            Label(T("Аткарылышы", "Выполнение", "Progress"), "section"),
            row(meter, Label("78 %", "small", "text2"), None), row(full, Label(T("толук", "полностью", "full"), "small", "text2"), None),
            Label(T("Башкы беттин сүйлөмү, 22", "Предложение, 22", "Home sentence, 22"), "sentence"),
            Label(T("Беттин аталышы, 20", "Название страницы, 20", "Page title, 20"), "title"),
            Label(T("Негизги текст, 13. Ң ң Ө ө Ү ү", "Основной текст, 13. Ң ң Ө ө Ү ү", "Body, 13. Ң ң Ө ө Ү ү"), "body"),
            Label(T("Көмөкчү текст, 12", "Второй текст, 12", "Second, 12"), "small", "text2"),
        ]

    def _middle(self) -> list:
        who = Field(LineEditor(), T("Жооптуу", "Ответственный", "Responsible"), required=True, help_key="who",
                    hint=T("Кызматы же аты-жөнү боюнча издөө", "Поиск по должности или имени", "Search by post or name"))
        who.set_value("Окуу иштери боюнча проректор")
        due = Field(DateEditor(), T("Аткаруу мөөнөтү", "Срок", "Due"), required=True)
        due.editor.line.setText("31.11.2026")
        due.show_problem(T("Ноябрда 30 күн бар. 30.11.2026 деп жазыңыз.", "В ноябре 30 дней. Напишите 30.11.2026.",
                           "November has 30 days. Write 30.11.2026."))
        number = Field(LineEditor(), T("Каттоо номери", "Рег. номер", "Registration number"),
                       hint=T("Сапат бөлүмү берет", "Даёт отдел качества", "Given by the QA office"))
        number.set_value("Р-2026-0147")
        number.set_read_only(True)
        kind = Field(ChoiceEditor({"main": T("Негизги", "Основной", "Main")}), T("Процесстин түрү", "Вид процесса", "Kind"), required=True)
        kind.set_value("main")
        date = Field(DateEditor(), T("Бааланган датасы", "Дата оценки", "Judged on"))
        date.set_value("2026-11-20")
        signed, fits = CheckBox(T("Кол коюлду", "Подписано", "Signed")), RadioButton(T("Туура келет", "Соответствует", "Conforms"))
        signed.setChecked(True)
        fits.setChecked(True)
        self.group = QButtonGroup(self)
        self.group.addButton(fits)
        scale = Field(ScaleEditor(list(LIKELIHOOD)), T("Ыктымалдуулук", "Вероятность", "Likelihood"), required=True)
        scale.set_value(4)
        self.who = who
        sheet = Sheet(ListSource(risk_rows()[2:5]), [c for c in risk_columns() if c.key in ("risk", "level", "rest")])
        sheet.choose_row(0)
        sheet.setMinimumHeight(px(170))
        return [Label(T("Форманын талаасы", "Поле формы", "Form field"), "section"), who, due, number, row(kind, date),
                row(signed, 16, fits, None), scale, sheet]

    def _right(self) -> list:
        undo = UndoBar()
        undo.offer(T("Т-МТК-06 өчүрүлдү.", "Т-МТК-06 удалён.", "T-MTK-06 was deleted."))
        work = ProgressCard()
        work.show_progress(T("46 файлдын 31и каралды", "Просмотрено 31 из 46 файлов", "31 of 46 files looked at"), 31, 46,
                           "ЭКО-2026-11-18.qmsb", 12)
        asked = Card(T("Пакетти кайда сактайбыз?", "Куда сохранить пакет?", "Where to put the bundle?"), kind="dialog")
        asked.add(row(None, Button(T("Башка жерге", "В другое место", "Elsewhere")), Button(T("E: флешкасына", "На флешку E:", "To stick E:"), "inline")))
        return [
            Label(T("Билдирүүлөр", "Сообщения", "Messages"), "section"),
            Banner(T("Сапат бөлүмү паспорттун 3-версиясын кабыл алды.", "Отдел качества принял версию 3 паспорта.",
                     "The QA office accepted version 3."), "info", T("Көрүү", "Смотреть", "Look")),
            Banner(T("Басылган барак эскирди: андан кийин 2 талаа өзгөргөн.", "Лист устарел: после печати изменены 2 поля.",
                     "The printed sheet is out of date: 2 fields changed since."), "warning", T("Басып чыгаруу", "Печать", "Print")),
            Banner(T("Файл жарымынан үзүлгөн. Бөлүмдөн кайра сураңыз.", "Файл оборван. Запросите его снова.",
                     "The file is cut off. Ask the unit again."), "error"),
            Banner(T("Пакет E: флешкасына жазылды, 1,2 МБ.", "Пакет записан на E:, 1,2 МБ.", "The bundle is on stick E:, 1.2 MB."), "done",
                   T("Папканы ачуу", "Открыть папку", "Open the folder")),
            undo, work, asked,
            EmptyState("shield-alert", T("Азырынча мүмкүнчүлүк жазылган эмес", "Возможностей пока нет", "No opportunity yet"),
                       T("Мисалы: дуалдык билим берүү, грант, жаңы программа.", "Например: грант, новая программа.", "For example: a grant."),
                       T("Мүмкүнчүлүк кошуу", "Добавить возможность", "Add an opportunity")),
        ]


def sections() -> list[Section]:
    plan, do, check = T("Пландаштыруу", "Планирование", "Plan"), T("Иштөө", "Выполнение", "Do"), T("Текшерүү", "Проверка", "Check")
    act, exchange = T("Жакшыртуу", "Улучшение", "Act"), T("Алмашуу", "Обмен", "Exchange")
    return [
        Section("home", None, T("Башкы бет", "Главная", "Home"), "house", FormPage),
        Section("cards", plan, T("Процесс карталары", "Карты процессов", "Process cards"), "workflow", FormPage, lambda: Badge(1)),
        Section("aims", plan, T("Максаттар", "Цели", "Objectives"), "target", FormPage),
        Section("risks", plan, T("Тобокелдиктер", "Риски", "Risks"), "shield-alert", RisksPage, lambda: Badge(2)),
        Section("documents", plan, T("Документтер", "Документы", "Documents"), "file-text", MatrixPage),
        Section("figures", do, T("Көрсөткүчтөр", "Показатели", "Indicators"), "chart-line", FormPage),
        Section("training", do, T("Окутуу", "Обучение", "Training"), "graduation-cap", FormPage),
        Section("surveys", do, T("Сурамжылоо, даттануу", "Опросы и жалобы", "Surveys, complaints"), "message-square-text", FormPage),
        Section("programme", check, T("Аудит программасы", "Программа аудитов", "Audit programme"), "calendar-days", FormPage),
        Section("audits", check, T("Аудиттер", "Аудиты", "Audits"), "clipboard-check", FormPage),
        Section("faults", act, T("Туура келбөөчүлүктөр", "Несоответствия", "Nonconformities"), "triangle-alert", FormPage, lambda: Badge(1, True)),
        Section("measures", act, T("Чаралар", "Мероприятия", "Measures"), "list-checks", FormPage, lambda: Badge(18, True)),
        Section("review", act, T("Жетекчиликтин анализи", "Анализ руководства", "Management review"), "landmark", FormPage),
        Section("send", exchange, T("Жөнөтүү, кабыл алуу", "Отправка и приём", "Send, receive"), "send", FormPage),
        Section("forms", exchange, T("Басма формалар", "Печатные формы", "Printed forms"), "printer", FormPage),
    ]


def window(key: str = "risks") -> MainWindow:
    """The shell with a page open."""
    made = MainWindow(sections())
    made.name(T("Маалыматтык технологиялар кафедрасы", "Кафедра информационных технологий", "Department of Information Technology"),
              T("ЖАМУ · 2026/27-окуу жылы", "ЖАГУ · 2026/27 учебный год", "JASU · 2026/27"), "Назарова А. К.")
    made.status.say_saved(T("Баары сакталды, 14:32", "Всё сохранено, 14:32", "All saved, 14:32"))
    made.status.backup.say(T("Камдык көчүрмө: бүгүн, 09:02", "Резервная копия: сегодня, 09:02", "Backup: today, 09:02"))
    made.status.exchange.say(T("Акыркы жөнөтүү: 3-ноябрь", "Последняя отправка: 3 ноября", "Last sent: 3 November"))
    made.say_undo(T("Т-МТК-01, ыктымалдуулук 3 → 4", "Т-МТК-01, вероятность 3 → 4", "T-MTK-01, likelihood 3 → 4"))
    made.open(key)
    return made


__all__ = ["Components", "RisksPage", "Width", "sections", "window"]
