"""What became of a bundle, as an icon, a tone and words."""

from __future__ import annotations

from qms_desktop.core.messages import Message, _

STATUS_WORDS: dict[str, tuple[str, str, Message]] = {
    "rejected": ("file-x", "high", _("Not taken in")),
    "waiting": ("laptop", "medium", _("Waits for your word")),
    "parked": ("package-x", "medium", _("Put aside")),
    "kept": ("archive", "text2", _("Kept unopened")),
    "conflict": ("git-compare", "high", _("Merged, with conflicts")),
    "merged": ("circle-check", "low", _("Merged")),
    "already": ("circle-check", "text2", _("Came before")),
}
