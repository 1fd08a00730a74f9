"""Errors that people are shown, against bugs, which are logged and reported."""

from __future__ import annotations

from qms_desktop.core.messages import Localised, Message


class UserError(Exception):
    """The data, the file or the machine is at fault: one sentence, and what to do about it.

    Services raise it; only the window and the command line show it. Everything else that is raised is a bug.
    """

    def __init__(self, message: Message | Localised, hint: Message | Localised | None = None) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint

    def text(self, language: str) -> str:
        """The sentence and the hint in a language."""
        said = self.message.text(language)
        return f"{said} {self.hint.text(language)}" if self.hint else said

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else str(self.message)


class FieldProblem(UserError):
    """A value that its field refuses."""
