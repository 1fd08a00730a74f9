"""The sections of the window, for a department and for the QA office; each makes its page when it is first opened."""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Generator
from functools import partial
from importlib import import_module

from qms_desktop.core.messages import _, p_
from qms_desktop.services.workspace import Workspace
from qms_desktop.ui import pages
from qms_desktop.ui.frame.page import Page
from qms_desktop.ui.frame.section import Section
from qms_desktop.ui.navigation import Navigator
from qms_desktop.ui.pages.records.chapters import (
    ACT,
    CHECK,
    DO,
    FURTHER,
    ORDER,
    PLAN,
    Chapter,
    chapters,
    further,
    has_further,
    sections_of_kinds,
)
from qms_desktop.ui.pulse import Pulse
from qms_desktop.ui.records.editing import Editing
from qms_desktop.ui.runner import Runner

EXCHANGE = _("Exchange")


def sections_for(ws: Workspace, runner: Runner, editing: Editing, go: Navigator, pulse: Pulse) -> list[Section]:
    """What stands in the sidebar, from the top, and what is found by the search and by links alone.

    The groups are those of the cycle that the universities use. For the QA office the exchange stands straight under
    Home, since that is its daily work.
    """
    made = _Pages(ws, runner, editing, go, pulse)
    go.places = sections_of_kinds(ws)

    daily = (EXCHANGE,) if ws.is_office else (PLAN, EXCHANGE)

    def section(key: str, group: object, label: object, icon: str, factory: Callable[[], Page]) -> Section:
        return Section(key, group, label, icon, factory, lambda: pulse.badge(key), daily=group in daily)

    drawn = [
        section("processes", PLAN, _("Process cards"), "workflow", made.processes),
        section("risks", PLAN, _("Risks"), "shield-alert", made.risks),
        section("documents", PLAN, _("Documents"), "file-text", made.documents),
        section("checklists", CHECK, _("Audits") if ws.is_office else _("Self-check"), "clipboard-check", made.checklists),
        section("checks", CHECK, _("What an auditor would find"), "message-circle-warning", made.checks),
        section("reports", CHECK, _("Reports"), "chart-column", made.reports),
        section("calendar", ACT, _("Calendar of the year"), "calendar-clock", made.calendar),
        Section("new_year", ACT, _("New year"), "calendar-check", made.new_year, listed=False),
    ]
    if ws.role in ("department", "office"):
        drawn.append(section("survey_answers", CHECK, _("Survey answers"), "thumbs-up", made.survey_answers))
    conflicts = section("conflicts", EXCHANGE, _("Conflicts"), "git-compare", made.conflicts)
    printing = section("printing", EXCHANGE, _("Printed forms"), "printer", made.printing)
    if ws.is_office:
        exchange = [
            section("board", EXCHANGE, _("Board of units"), "layout-list", made.board),
            section("periods", EXCHANGE, _("Periods"), "calendar-days", made.periods),
            section("receive", EXCHANGE, _("Receiving"), "inbox", made.receive),
            conflicts, section("returns", EXCHANGE, _("Return bundles"), "package", made.returns),
            section("devices", EXCHANGE, _("Invitations and keys"), "key-round", made.devices), printing,
        ]  # fmt: skip
        drawn += [
            section("review", ACT, p_("section", "Management review"), "landmark", made.review),
            section("profile", ORDER, _("Profile"), "settings", made.profile),
            section("questions", ORDER, _("Questions"), "message-square", made.questions),
            section("doubts", ORDER, _("Doubts"), "circle-alert", made.doubts),
            section("privacy", ORDER, _("Personal data"), "users", made.privacy),
        ]  # fmt: skip
    else:
        exchange = [section("exchange", EXCHANGE, _("Sending, receiving"), "send", made.exchange), conflicts, printing]
        drawn.append(Section("below", EXCHANGE, _("Units below"), "building-2", made.below, listed=False))
    cycle = drawn + [section(one.key, one.group, one.label, one.icon, partial(made.chapter, one)) for one in chapters(ws)]
    groups = (EXCHANGE, PLAN, DO, CHECK, ACT, ORDER) if ws.is_office else (PLAN, DO, CHECK, ACT, EXCHANGE)
    return [
        section("home", None, _("Home"), "house", made.home),
        *(one for group in groups for one in (*exchange, *cycle) if one.group is group),
        *([Section(FURTHER.key, FURTHER.group, FURTHER.label, FURTHER.icon, made.further, listed=False)] if has_further(ws) else []),
        Section("search", None, _("Search"), "search", made.search, listed=False),
        Section("help", None, _("Help"), "circle-help", made.help, listed=False),
    ]


def import_pages() -> Generator[None, None, None]:
    """Import what pages are made of, one module after the other."""
    for found in pkgutil.walk_packages(pages.__path__, f"{pages.__name__}."):
        import_module(found.name)
        yield


class _Pages:
    """Makes the pages; their modules are imported when they are first wanted."""

    def __init__(self, ws: Workspace, runner: Runner, editing: Editing, go: Navigator, pulse: Pulse) -> None:
        self.ws, self.runner, self.editing, self.go, self.pulse = ws, runner, editing, go, pulse

    def home(self) -> Page:
        if self.ws.is_office:
            from qms_desktop.ui.pages.office_home import OfficeHomePage

            return OfficeHomePage(self.ws, self.runner, self.pulse, self.go)
        from qms_desktop.ui.pages.home import HomePage

        return HomePage(self.ws, self.runner, self.pulse, self.go)

    def processes(self) -> Page:
        from qms_desktop.ui.pages.processes import ProcessesPage

        page = ProcessesPage(self.ws, self.runner, self.editing)
        page.print_asked.connect(self.go.print_form)
        page.record_asked.connect(self.go.record)
        return page

    def risks(self) -> Page:
        from qms_desktop.ui.pages.risks import RisksPage

        page = RisksPage(self.ws, self.runner, self.editing)
        page.print_asked.connect(self.go.print_form)
        page.record_asked.connect(self.go.record)
        return self._with_regulation(page, "Ф-03")

    def documents(self) -> Page:
        from qms_desktop.ui.pages.documents import DocumentsPage

        page = DocumentsPage(self.ws, self.runner, self.editing)
        page.print_asked.connect(self.go.print_form)
        page.record_asked.connect(self.go.record)
        page.variant_asked.connect(self.go.print_form)
        return page

    def checklists(self) -> Page:
        from qms_desktop.ui.pages.checklists import ChecklistPage

        page = ChecklistPage(self.ws, self.runner, self.editing)
        page.print_asked.connect(self.go.print_form)
        page.record_asked.connect(self.go.record)
        return self._with_integrated_table(page)

    def review(self) -> Page:
        from qms_desktop.ui.pages.review import ReviewPage

        return self._with_integrated_table(ReviewPage(self.ws, self.runner, self.editing, self.go))

    def checks(self) -> Page:
        from qms_desktop.ui.pages.checks import ChecksPage

        return ChecksPage(self.ws, self.runner, self.editing, self.go)

    def calendar(self) -> Page:
        from qms_desktop.ui.pages.calendar import CalendarPage

        return CalendarPage(self.ws, self.runner, self.go)

    def new_year(self) -> Page:
        from qms_desktop.ui.pages.new_year import NewYearPage

        return NewYearPage(self.ws, self.runner, self.editing, self.go)

    def printing(self) -> Page:
        from qms_desktop.ui.pages.printing import PrintPage

        return PrintPage(self.ws, self.runner, self.editing)

    def exchange(self) -> Page:
        from qms_desktop.ui.pages.exchange import ExchangePage

        return ExchangePage(self.ws, self.runner, self.go)

    def receive(self) -> Page:
        from qms_desktop.ui.pages.receive import ReceivePage

        return ReceivePage(self.ws, self.runner, self.go)

    def returns(self) -> Page:
        from qms_desktop.ui.pages.exchange_returns import ReturnsPage

        return ReturnsPage(self.ws, self.runner, self.go)

    def devices(self) -> Page:
        from qms_desktop.ui.pages.devices.page import DevicesPage

        return DevicesPage(self.ws, self.runner, self.go)

    def doubts(self) -> Page:
        from qms_desktop.ui.pages.doubts import DoubtsPage

        return DoubtsPage(self.ws, self.runner, self.go)

    def questions(self) -> Page:
        from qms_desktop.ui.pages.questions import QuestionsPage

        return QuestionsPage(self.ws, self.runner, self.editing)

    def periods(self) -> Page:
        from qms_desktop.ui.pages.periods import PeriodsPage

        return PeriodsPage(self.ws, self.runner, self.editing, self.go)

    def survey_answers(self) -> Page:
        from qms_desktop.ui.pages.survey_answers import SurveyAnswersPage

        return SurveyAnswersPage(self.ws, self.runner, self.editing)

    def profile(self) -> Page:
        from qms_desktop.ui.pages.profile import ProfilePage

        return ProfilePage(self.ws, self.runner, self.editing)

    def privacy(self) -> Page:
        from qms_desktop.ui.pages.privacy import PrivacyPage

        return PrivacyPage(self.ws, self.runner)

    def below(self) -> Page:
        from qms_desktop.ui.pages.lower_units import LowerUnitsPage

        return LowerUnitsPage(self.ws, self.runner)

    def conflicts(self) -> Page:
        from qms_desktop.ui.pages.conflicts import ConflictsPage

        return ConflictsPage(self.ws, self.runner, self.editing, self.go)

    def board(self) -> Page:
        from qms_desktop.ui.pages.board import BoardPage

        return BoardPage(self.ws, self.runner, self.editing, self.go)

    def reports(self) -> Page:
        from qms_desktop.ui.pages.reports import ReportsPage

        return self._with_integrated_table(ReportsPage(self.ws, self.runner, self.go))

    def _with_regulation(self, page: Page, form: str) -> Page:
        """By which regulation the page's form is filled in: it opens where the register has it."""
        from qms_desktop.services import documents
        from qms_desktop.ui.components.buttons import Button

        button = Button(_("Regulation"), "secondary", "book-open")
        button.setObjectName("regulation")
        button.clicked.connect(lambda: self.runner.run(
            lambda: documents.ruling(self.ws, form), done=lambda document: self.go.record("document", document)))  # fmt: skip
        page.header.add(button, first=True)
        return page

    def _with_integrated_table(self, page: Page) -> Page:
        """Monitoring, audit and review stand on the integrated table: it is opened from them, and printed from there."""
        from qms_desktop.ui.components.buttons import Button

        button = Button(_("Integrated table"), "secondary", "table")
        button.setObjectName("integrated_table")
        button.clicked.connect(lambda: self.go.print_form("Ф-05"))
        page.header.add(button, first=True)
        return page

    def chapter(self, chapter: Chapter) -> Page:
        from qms_desktop.ui.pages.records.page import ChapterPage

        return ChapterPage(self.ws, self.runner, self.editing, self.go, chapter)

    def further(self) -> Page:
        return self.chapter(further(self.ws))

    def search(self) -> Page:
        from qms_desktop.ui.pages.search import SearchPage

        return SearchPage(self.ws, self.runner, self.go)

    def help(self) -> Page:
        from qms_desktop.ui.pages.help import HelpPage

        return HelpPage(self.ws)
