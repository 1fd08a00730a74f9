"""The place in a page where the runner speaks: progress, refusals, bugs with a report that can be copied."""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QSizePolicy, QWidget

from qms_desktop.core.errors import UserError
from qms_desktop.core.messages import _
from qms_desktop.ui.components.cards import ProgressCard
from qms_desktop.ui.components.layout import column
from qms_desktop.ui.components.notices import Banner
from qms_desktop.ui.runner import Job, Progress, Report, Runner
from qms_desktop.ui.speech import Said


class NoticeArea(QWidget):
    """Banners and the progress of the running work; it takes no room while there is nothing to say."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._box = column(gap=8)
        self.setLayout(self._box)
        self._progress: dict[Job, ProgressCard] = {}
        self._refusals: dict[Banner, Job] = {}
        self.hide()

    def listen(self, runner: Runner) -> None:
        """Show what the runner has to say."""
        runner.job_slow.connect(self.show_progress)
        # Bound methods, not lambdas: Qt lets go of them when the page goes.
        runner.job_refused.connect(self._refused)
        runner.job_failed.connect(self._failed)
        runner.job_ended.connect(self._end_progress)
        runner.job_ended.connect(self._forget_refusals)

    def _is_in_sight(self) -> bool:
        """Whether a person looks at the page now: what is refused is not told on others that he comes to later."""
        page = self.parentWidget()
        return page is None or page.isVisible()

    def _refused(self, job: Job | None, error: UserError) -> None:
        if not self._is_in_sight():
            return
        banner = self.refuse(error)
        if job is not None:
            self._refusals[banner] = job

    def _forget_refusals(self, job: Job) -> None:
        """What was refused was tried once more, and went: the refusal is no longer true."""
        for banner, refused in list(self._refusals.items()):
            if refused is not job and str(refused.title) == str(job.title):
                self._take(banner)

    def _failed(self, _job: Job, report: Report) -> None:
        if self._is_in_sight():
            self.show_bug(report)

    def say(self, said: Said, tone: str = "info", link: Said | None = None) -> Banner:
        """Put a banner up; one of the same tone that stood there goes."""
        for old in self.findChildren(Banner):
            if old.property("banner") == tone:
                self._take(old)
        banner = Banner(said, tone, link, closable=True)
        banner.closed.connect(lambda: self._take(banner))
        self._box.addWidget(banner)
        self.show()
        return banner

    def refuse(self, error: UserError) -> Banner:
        """Show a UserError: one sentence, and what to do."""
        if error.hint is None:
            return self.say(error.message, "error")
        return self.say(_("{sentence} {hint}", sentence=error.message, hint=error.hint), "error")

    def show_bug(self, report: Report) -> Banner:
        """Show that the program is at fault, with its report to copy."""
        banner = self.say(
            _("The program has made an error: {error}. What was saved is safe.", error=report.error),
            "error",
            _("Copy the report"),
        )
        banner.followed.connect(lambda: QGuiApplication.clipboard().setText(report.text))
        return banner

    def show_progress(self, job: Job) -> None:
        """Show the progress of a job until it ends."""
        if job in self._progress:
            return
        card = ProgressCard()
        card.show_progress(job.title, 0, 0)
        card.cancelled.connect(job.stop)
        job.progressed.connect(self._progressed)
        self._progress[job] = card
        self._box.addWidget(card)
        self.show()

    def _progressed(self, state: Progress) -> None:
        job = self.sender()
        card = self._progress.get(job) if isinstance(job, Job) else None
        if card is not None:
            card.show_progress(
                _progress_title(job.title, state), state.done, state.of, state.now, state.seconds_left
            )

    def clear(self) -> None:
        """Take the banners away (the page was left)."""
        for banner in self.findChildren(Banner):
            self._take(banner)

    def _end_progress(self, job: Job) -> None:
        card = self._progress.pop(job, None)
        if card is not None:
            self._take(card)

    def _take(self, part: QWidget) -> None:
        self._refusals.pop(part, None)
        self._box.removeWidget(part)
        part.hide()
        part.setParent(None)
        part.deleteLater()
        self.setVisible(self._box.count() > 0)


def _progress_title(title: Said, state: Progress) -> Said:
    if not state.of:
        return title
    return _("{what}: {done} of {total}", what=title, done=state.done, total=state.of)
